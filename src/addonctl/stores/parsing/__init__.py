"""Read TOML and JSON strictly, with every problem and its place."""

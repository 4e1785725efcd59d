"""Print the direct dependencies without their upper bounds, to install the newest of each."""

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Print one requirement a line: the extras and the lower bound stay."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    for text in project["project"]["dependencies"] + project["dependency-groups"]["dev"]:
        needed = Requirement(text)
        lower = [str(bound) for bound in needed.specifier if bound.operator == ">="]
        extras = f"[{','.join(sorted(needed.extras))}]" if needed.extras else ""
        print(f"{needed.name}{extras}{','.join(lower)}")


if __name__ == "__main__":
    main()

"""Print the direct dependencies without their upper bounds, to install the newest of each."""

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Print one requirement a line: the extras and the lower bound stay."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    extra = project["project"]["optional-dependencies"]["server"]
    for text in project["project"]["dependencies"] + extra + project["dependency-groups"]["dev"]:
        needed = Requirement(text)
        if needed.marker and not needed.marker.evaluate():
            continue
        lower = [str(bound) for bound in needed.specifier if bound.operator in {">=", "=="}]
        extras = f"[{','.join(sorted(needed.extras))}]" if needed.extras else ""
        print(f"{needed.name}{extras}{','.join(lower)}")


if __name__ == "__main__":
    main()

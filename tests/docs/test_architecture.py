"""Keep the plan of the code true: what it names exists, and no room is left out."""

import re

from tests.files import PROJECT

SOURCE = PROJECT / "src" / "addonctl"
TEXT = (PROJECT / "docs" / "architecture.md").read_text("utf-8")
NAMED = re.findall(r"`([\w./-]+(?:/|\.py|\.toml))`", TEXT)


def test_every_path_that_is_named_exists() -> None:
    """A module or folder in backquotes is one of the program's: a folder ends with a slash."""
    assert len(NAMED) > 40
    missing = [name for name in NAMED if not (SOURCE / name).exists()]
    assert missing == []
    assert [name for name in NAMED if (SOURCE / name).is_dir() != name.endswith("/")] == []


def test_every_room_is_named() -> None:
    """Each folder and module of the top floor has its row in the plan."""
    rooms = {
        f"{path.name}/" if path.is_dir() else path.name
        for path in SOURCE.iterdir()
        if not path.name.startswith(("_", "."))
    } - {"py.typed"}
    rows = set(re.findall(r"^\| `([^`]+)` \|", TEXT, re.MULTILINE))
    assert rooms == rows


def test_every_named_command_of_python_exists() -> None:
    """`python -m` is followed by pytest or a module of this project."""
    for module in re.findall(r"`python -m ([\w.]+)`", TEXT):
        path = PROJECT / f"{module.replace('.', '/')}.py"
        assert module == "pytest" or path.exists(), module

"""Know the project's folders, write the files of tests, and tell what a folder holds."""

import hashlib
from pathlib import Path

State = dict[str, str]
PROJECT = Path(__file__).parents[1]
PACKAGED = PROJECT / "src" / "addonctl" / "data"
"""The data that the program brings: catalogue, policy, examples, completion, languages."""


def write(folder: Path, data: str | bytes, name: str = "a.toml") -> Path:
    """Write a file as it is given."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def replaced(text: str, *changes: tuple[str, str]) -> str:
    """Return a text with the first of each old part replaced; each has to be there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def state_of(folder: Path) -> State:
    """Return every file below a folder with its mode and content; lock files may come and stay."""
    found = {}
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        status = path.lstat()
        if path.is_symlink():
            content = str(path.readlink())
        elif path.is_file():
            if path.name.endswith(".lock"):
                continue
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        else:
            content = ""
        found[str(path.relative_to(folder))] = f"{status.st_mode:o} {content}"
    return found

"""Find the documents and what they show: fenced blocks, commands, links, tables.

A `console` block holds commands behind `$ ` and what a terminal of 80 columns shows after each; a
`sh` block holds commands alone. A file name behind `toml` or `json` puts that file into the
reader's folder for the commands that follow.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tests.builders import EXAMPLES
from tests.files import PROJECT

README: Final = PROJECT / "README.md"
WITH_COMMANDS: Final = (
    README,
    *sorted((PROJECT / "docs").glob("*.md")),
    EXAMPLES / "README.md",
)
"""The documents whose blocks are run."""
DOCUMENTS: Final = (*WITH_COMMANDS, PROJECT / "CHANGELOG.md")
LANGUAGES: Final = {"console", "sh", "toml", "json", "nginx"}
_FENCE: Final = "```"
_PROMPT: Final = "$ "


class Block(NamedTuple):
    """A fenced block: its language, the file that it stands for, its lines, where they begin."""

    language: str
    file: str | None
    lines: tuple[str, ...]
    first: int

    @property
    def text(self) -> str:
        """Return the lines as one text."""
        return "".join(f"{line}\n" for line in self.lines)


class Exchange(NamedTuple):
    """A command as it is shown, on one line or several, and what is shown after it."""

    command: tuple[str, ...]
    shown: tuple[str, ...]


def name_of(path: Path) -> str:
    """Name a file of the project as its documents do."""
    return str(path.relative_to(PROJECT))


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a document in their order."""
    lines = text.split("\n")
    opened: int | None = None
    for number, line in enumerate(lines):
        if not line.lstrip().startswith(_FENCE):
            continue
        if opened is None:
            opened = number
            continue
        language, _, file = lines[opened].lstrip().removeprefix(_FENCE).partition(" ")
        yield Block(language, file or None, tuple(lines[opened + 1 : number]), opened + 1)
        opened = None
    assert opened is None, f"the block of line {opened} doesn't end"


def first_script(text: str) -> Block:
    """Return the first `sh` block: that of the README sets the project up."""
    return next(block for block in blocks_of(text) if block.language == "sh")


def exchanges_of(block: Block) -> list[Exchange]:
    """Take a `console` block apart: each command with what follows it."""
    exchanges: list[Exchange] = []
    lines = list(block.lines)
    while lines:
        line = lines.pop(0)
        assert line.startswith(_PROMPT), f'"{line}" stands where a command is expected'
        command = [line]
        while command[-1].endswith("\\"):
            command.append(lines.pop(0))
        shown = []
        while lines and not lines[0].startswith(_PROMPT):
            shown.append(lines.pop(0))
        exchanges.append(Exchange(tuple(command), tuple(shown)))
    return exchanges


def command_line(command: tuple[str, ...]) -> str:
    """Return a shown command as one line, as a shell reads it."""
    return "\n".join(command).removeprefix(_PROMPT).replace("\\\n", "")


def rows_of(text: str, head: str) -> dict[str, str]:
    """Return the table under a head: first cell, without its backquotes, to second cell."""
    lines = iter(text.split("\n"))
    assert any(line == head for line in lines), f"there is no table {head}"
    next(lines)
    rows = {}
    for line in lines:
        if not line.startswith("|"):
            break
        first, second = (cell.strip() for cell in line.strip("|").split("|"))
        rows[first.strip("`")] = second
    return rows


def links_of(text: str) -> list[str]:
    """Return the paths that a document links to; addresses and places on the page left out."""
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    return [target.partition("#")[0] for target in targets if not re.match(r"\w+:|#", target)]


def commands_in_comments(path: Path) -> list[str]:
    """Return the commands that an example shows in the comment above its content."""
    lines = path.read_text("utf-8").split("\n")
    return [line.removeprefix("#   ") for line in lines if re.match(r"#   .*\baddonctl ", line)]

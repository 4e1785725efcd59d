"""Keep the examples true: each is described, and the commands in their comments run."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import EXAMPLES
from tests.docs.documents import commands_in_comments
from tests.docs.reader import Reader
from tests.files import PACKAGED, PROJECT

FILES = sorted(path for path in EXAMPLES.rglob("*") if path.is_file() and path.suffix != ".md")
COMMANDS = [
    pytest.param(line, id=f"{path.name}-{number}")
    for path in FILES
    for number, line in enumerate(commands_in_comments(path), 1)
]
ANSWERED_OR_REFUSED = {0, 3}
PACKAGED_ONES = [p for p in FILES if p.parent == EXAMPLES and p.suffix in {".toml", ".json"}]
"""Accounts and price books; a list of charges is none."""


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_in_comments_run(line: str, tmp_path: Path) -> None:
    """A command above an example answers, or refuses where the example shows a refusal."""
    code, shown = Reader(tmp_path).type(line)
    assert code in ANSWERED_OR_REFUSED
    assert shown


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".toml" and p.parent == EXAMPLES])
def test_an_example_shows_a_command(path: Path) -> None:
    """A comment above each account and price book has a command that shows what it is about."""
    assert commands_in_comments(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_example_is_described(path: Path) -> None:
    """The folder's own README links to each file, and to a fleet as a whole."""
    text = (EXAMPLES / "README.md").read_text("utf-8")
    described = path.parent if path.parent.name == "fleet" else path
    assert f"]({described.relative_to(EXAMPLES)})" in text


def test_fleet_is_what_its_script_makes() -> None:
    """Nobody edits forty files by hand."""
    done = subprocess.run([sys.executable, PROJECT / "scripts" / "fleet", "--check"], check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("path", PACKAGED_ONES, ids=lambda p: p.name)
def test_an_example_is_packaged_as_it_is(path: Path) -> None:
    """`addonctl new --example` prints the same file, and there is one of each."""
    packaged = PACKAGED / "examples" / path.name
    assert packaged.is_symlink()
    assert packaged.resolve() == path
    names = {each.name for each in PACKAGED_ONES}
    assert {each.name for each in (PACKAGED / "examples").iterdir()} == names

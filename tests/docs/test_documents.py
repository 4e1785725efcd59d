"""Keep the documents true: every command in them runs and shows what stands there.

After an intended change `python -m tests.renew` writes what they show anew.
"""

import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from msgspec import inspect

from addonctl.cli.registry import COMMANDS
from addonctl.cli.schemas import SCHEMAS
from addonctl.cli.typer_adapter import load_command
from tests.docs.documents import (
    DOCUMENTS,
    LANGUAGES,
    README,
    WITH_COMMANDS,
    Block,
    blocks_of,
    exchanges_of,
    first_script,
    links_of,
    name_of,
)
from tests.docs.reader import WIDTH, Reader
from tests.files import PROJECT


def documents(paths: tuple[Path, ...]) -> pytest.MarkDecorator:
    """Run a test on each document."""
    return pytest.mark.parametrize("path", paths, ids=name_of)


@documents(WITH_COMMANDS)
def test_what_a_document_shows_is_what_a_reader_gets(path: Path, tmp_path: Path) -> None:
    """Every command, typed in the order of the document, shows what stands after it."""
    text = path.read_text("utf-8")
    if "| jq " in text and shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    skip = first_script(text).first if path == README else None
    assert Reader(tmp_path).follow(text, skip=skip) == text


@documents(WITH_COMMANDS)
def test_a_document_shows_something_that_is_tested(path: Path) -> None:
    """Each has a block that is run, and none that is in a language that isn't."""
    blocks = list(blocks_of(path.read_text("utf-8")))
    assert {block.language for block in blocks} <= LANGUAGES
    assert any(block.language == "console" or block.file for block in blocks)


@documents(WITH_COMMANDS)
def test_commands_stand_where_they_are_run(path: Path) -> None:
    """No block but those that are run has a line that begins as a command does."""
    for block in blocks_of(path.read_text("utf-8")):
        if block.language not in {"console", "sh"}:
            assert not [line for line in block.lines if line.startswith(("$ ", "addonctl "))]


@documents(WITH_COMMANDS)
def test_fragments_of_files_can_be_read(path: Path) -> None:
    """TOML is TOML and JSON is JSON."""
    for block in blocks_of(path.read_text("utf-8")):
        if block.language == "toml":
            tomllib.loads(block.text)
        elif block.language == "json":
            json.loads(block.text)


@documents(WITH_COMMANDS)
def test_what_is_to_be_typed_fits_a_terminal(path: Path) -> None:
    """No command and no line of a file is wider than the terminal of the documents."""
    for block in others_than_quick_start(path):
        lines = [line for line in block.lines if block.language != "console"]
        if block.language == "console":
            lines = [line for exchange in exchanges_of(block) for line in exchange.command]
        assert [line for line in lines if len(line) > WIDTH] == []


@documents(DOCUMENTS)
def test_links_lead_somewhere(path: Path) -> None:
    """Every link to a file of the project leads to one."""
    links = links_of(path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@documents(WITH_COMMANDS)
def test_named_tests_exist(path: Path) -> None:
    """A promise that names the test behind it links to the file where that stands."""
    for name, target in re.findall(r"\[(test_\w+)\]\(([^)]+)\)", path.read_text("utf-8")):
        assert f"def {name}(" in (path.parent / target).read_text("utf-8"), name


def test_every_document_of_json_is_told() -> None:
    """The page on JSON has the schema of every answer."""
    text = (PROJECT / "docs" / "json.md").read_text("utf-8")
    kinds = [inspect.type_info(kind) for named in SCHEMAS.values() for kind in named]
    answers = [kind.tag for kind in kinds if isinstance(kind, inspect.StructType) and kind.tag]
    assert answers
    assert [tag for tag in answers if f"| `{tag}` |" not in text] == []


@documents(DOCUMENTS)
def test_words_of_the_command_line_exist(path: Path) -> None:
    """A command or option that a document speaks of is one of the program's."""
    text = path.read_text("utf-8")
    assert set(re.findall(r"`(?:\w+=\S+ )?addonctl ([a-z][a-z-]*)", text)) <= set(COMMANDS)
    if path == README:
        text = text.replace(first_script(text).text, "")
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    assert named <= options() | {"--help", "--version"}


def others_than_quick_start(path: Path) -> list[Block]:
    """Return the blocks of a document that are for this folder."""
    text = path.read_text("utf-8")
    skip = first_script(text) if path == README else None
    return [block for block in blocks_of(text) if block != skip]


def options() -> set[str]:
    """Return every long option of every command."""
    return {
        option
        for name in COMMANDS
        for parameter in load_command(name).params
        for option in parameter.opts
        if option.startswith("--")
    }

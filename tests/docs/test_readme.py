"""Keep the README true: the quick start, and its tables of commands and exit codes."""

import shlex
import subprocess
from pathlib import Path

import pytest

from addonctl.cli.registry import COMMANDS
from addonctl.cli.typer_adapter import load_command
from addonctl.errors import AddonctlError
from tests.docs.documents import README, first_script, rows_of
from tests.docs.reader import Reader
from tests.files import PROJECT

TEXT = README.read_text("utf-8")
CI = "".join((PROJECT / ".ci" / name).read_text("utf-8") for name in ("steps.sh", "run"))
ENDED_BY_SIGNAL = 143


def test_the_quick_start_is_two_lines() -> None:
    """The first block of commands stands under its heading and holds one command a line."""
    quick_start = TEXT.partition("\n## Quick start\n")[2].partition("\n## ")[0]
    first, second = first_script(quick_start).lines
    assert first_script(TEXT).text == first_script(quick_start).text
    assert "addonctl invoice-preview" in first
    assert "pytest" in second


def test_the_quick_start_answers(tmp_path: Path) -> None:
    """What its first line asks is answered on a real example."""
    first, _ = first_script(TEXT).lines
    words = shlex.split(first.partition("&&")[2])
    code, shown = Reader(tmp_path).type(shlex.join(["addonctl", *words[1:]]))
    assert code == 0
    assert "Now" in shown


@pytest.mark.parametrize("number", [1, 2])
def test_ci_runs_the_quick_start(number: int) -> None:
    """What is run there is read from the README, line by line."""
    reading = next(line for line in CI.split("\n") if line.startswith("readme() "))
    done = subprocess.run(
        ["bash", "-c", f"{reading}\nreadme {number}"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == first_script(TEXT).lines[number - 1] + "\n"
    assert f'eval "$(readme {number})"' in CI


def test_every_command_is_in_the_table() -> None:
    """The table has the commands of the program's help, each once, and nothing else."""
    rows = rows_of(TEXT, "| command | what it answers or does |")
    named = [name.strip("` ") for row in rows for name in row.split(",")]
    assert sorted(named) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_described_once(name: str) -> None:
    """Its line in the help of the program is how its own help begins."""
    assert load_command(name).help.startswith(COMMANDS[name].help.removesuffix("."))


def test_every_exit_code_is_in_the_table() -> None:
    """Every class of failure has its row, and 0 has one."""
    codes = {kind.exit_code for kind in AddonctlError.__subclasses__()}
    rows = rows_of(TEXT, "| code | meaning |")
    told = {int(code) for row in rows for code in row.split(",")}
    assert told - {ENDED_BY_SIGNAL} == {0, AddonctlError.exit_code, *codes}

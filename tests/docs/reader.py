"""Do what a reader of the documents does: type the commands on a terminal of 80 columns.

Commands run in this process, in a copy of the examples, so that what they record is the reader's
own. The clock stands on a day after every date in the documents: what they show is what a reader
gets on any later day.
"""

import contextlib
import datetime as dt
import io
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from unittest import mock

from addonctl.cli.app import answer
from addonctl.cli.runtime import Runtime
from tests.builders import EXAMPLES
from tests.docs.documents import Block, Exchange, blocks_of, command_line, exchanges_of
from tests.patience import GUARD_SECONDS

NOW: Final = dt.datetime(2027, 1, 15, 10, 0, tzinfo=dt.UTC)
WIDTH: Final = 80
HOME: Final = "/home/you"
"""What stands in documents for a reader's home; nothing is in it or is put there."""
TELLABLE: Final = {0, 2, 3, 5, 6, 8, 130}
"""The exit codes that a document can show; others are accidents."""


class _Screen(io.StringIO):
    """Both output streams of a terminal."""

    def isatty(self) -> bool:
        return True


class _Keyboard(io.TextIOWrapper):
    """Types after each question what the document shows after it, and echoes it."""

    def __init__(self, screen: _Screen, shown: Sequence[str]) -> None:
        super().__init__(io.BytesIO(), "utf-8")
        self._screen = screen
        self._shown = shown

    def isatty(self) -> bool:
        return True

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # it types a line
        del size
        question = self._screen.getvalue().rpartition("\n")[2]
        answers = [line for line in self._shown if line.startswith(question)]
        assert answers, f'nobody answers "{question}"'
        typed = answers[0].removeprefix(question) + "\n"
        self._screen.write(typed)
        return typed


class Reader:
    """A person at a terminal, in a folder with a copy of the examples."""

    def __init__(self, folder: Path) -> None:
        """Sit down in an empty folder."""
        self._folder = folder / "project"
        self._home = folder / "home"
        self._programs = folder / "bin"
        self._exit_code = 0
        for made in (self._folder, self._home, self._programs):
            made.mkdir()
        shutil.copytree(EXAMPLES, self._folder / "examples")
        python = shlex.quote(sys.executable)
        duckdb = shlex.quote(str(Path(__file__).with_name("duckdb_csv.py")))
        for name, words in {"addonctl": "-m addonctl", "python": "", "duckdb": duckdb}.items():
            program = self._programs / name
            program.write_text(f'#!/bin/sh\nexec {python} {words} "$@"\n')
            program.chmod(0o755)

    def follow(self, text: str, *, skip: int | None = None) -> str:
        """Do everything that a document shows; return it with what is really shown.

        `skip` is the line where a block begins that isn't for this folder.
        """
        lines = text.split("\n")
        shift = 0
        for block in blocks_of(text):
            if block.first == skip:
                continue
            first = block.first + shift
            seen = self._follow_block(block)
            lines[first : first + len(block.lines)] = seen
            shift += len(seen) - len(block.lines)
        return "\n".join(lines)

    def type(self, line: str, shown: Sequence[str] = ()) -> tuple[int, str]:
        """Type one command; return its exit code and what is on the terminal then."""
        words = shlex.split(line)
        environ = {
            "CI": "true",  # no bar, which would be gone by the end
            "COLUMNS": str(WIDTH),
            "HOME": HOME,
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
            "PATH": os.environ["PATH"],
            "XDG_DATA_HOME": str(self._home),
        }
        while "=" in words[0]:
            name, _, value = words.pop(0).partition("=")
            environ[name] = value
        if words == ["echo", "$?"]:
            return 0, f"{self._exit_code}\n"
        if words[0] != "addonctl" or {"|", ">", "2>"} & set(words):
            return self._type_in_shell(line, environ)
        screen = _Screen()
        runtime = Runtime(
            stdin=_Keyboard(screen, shown),
            stdout=screen,
            stderr=screen,
            environ=environ,
            now=lambda: NOW,
        )
        with contextlib.chdir(self._folder), mock.patch.dict(os.environ, environ, clear=True):
            self._exit_code = answer(words[1:], runtime)
        assert self._exit_code in TELLABLE, f"{line}\n{screen.getvalue()}"
        return self._exit_code, screen.getvalue()

    def _type_in_shell(self, line: str, environ: dict[str, str]) -> tuple[int, str]:
        """Type a command that other programs have a part in."""
        path = f"{self._programs}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=self._folder,
            env=environ | {"HOME": str(self._home), "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=GUARD_SECONDS,
        )
        self._exit_code = done.returncode
        assert self._exit_code in TELLABLE, f"{line}\n{done.stdout}"
        return self._exit_code, done.stdout

    def run_script(self, text: str) -> None:
        """Run a block of shell commands; each has to end well."""
        path = f"{self._programs}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text],
            cwd=self._folder,
            env={"HOME": str(self._home), "LC_ALL": "C.UTF-8", "PATH": path},
            capture_output=True,
            text=True,
            check=False,
            timeout=GUARD_SECONDS,
        )
        assert done.returncode == 0, f"{text}{done.stdout}{done.stderr}"

    def _follow_block(self, block: Block) -> tuple[str, ...]:
        if block.file is not None:
            (self._folder / block.file).write_text(block.text, "utf-8")
        elif block.language == "console":
            return self._typed(exchanges_of(block))
        elif block.language == "sh":
            self.run_script(block.text)
        return block.lines

    def _typed(self, exchanges: Sequence[Exchange]) -> tuple[str, ...]:
        """Type the commands of a block: a blank line before each but the first and `echo`."""
        lines: list[str] = []
        for exchange in exchanges:
            line = command_line(exchange.command)
            if lines and not line.startswith("echo"):
                lines.append("")
            _, shown = self.type(line, exchange.shown)
            lines.extend((*exchange.command, *shown.removesuffix("\n").split("\n")))
        return tuple(lines)

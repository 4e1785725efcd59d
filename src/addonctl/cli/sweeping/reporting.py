"""Tell which accounts can't be read: on standard error, or to a file for programs.

On a terminal a few are told and the others counted; elsewhere nothing is left out.
"""

import contextlib
import os
import stat
from collections.abc import Callable
from typing import Final, TextIO

import msgspec

from addonctl.errors import StorageFailure, UsageFailure
from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.model.messages.system import reason_of
from addonctl.model.reports import CheckedFile
from addonctl.model.summaries import SweptProblem
from addonctl.output.formats.json import JsonWriter
from addonctl.output.page import Page
from addonctl.output.screens.check import more_line, problem_line
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator

MOST_TOLD: Final = 10
"""So many accounts are told of on a terminal."""
MOST_LINES: Final = 5
"""So many problems of each of them are."""
_MOST_READ: Final = 1_048_576


class Report:
    """Tell problems as they are found; each is a line that editors turn into a link."""

    def __init__(
        self, tell: Callable[[str], None], say: Translator, features: StreamFeatures
    ) -> None:
        """Take what writes to standard error, and what that can show."""
        self._tell, self._say, self._features = tell, say, features
        self._is_terminal = features.is_terminal
        self._count = 0

    @property
    def is_cut(self) -> bool:
        """Say whether some weren't told."""
        return self._is_terminal and self._count > MOST_TOLD

    def add(self, problem: SweptProblem) -> None:
        """Tell of an account that can't be read."""
        say = self._say
        if not problem.problems or problem.code.endswith("_SYNTAX"):
            self._lines([say.clean(problem.message[say.language])])
            return
        most = MOST_LINES if self._is_terminal else len(problem.problems)
        lines = [problem_line(each, say) for each in problem.problems[:most]]
        more = len(problem.problems[most:]) + problem.more
        self._lines([*lines, more_line(more, say)] if more else lines)

    def add_warnings(self, checked: CheckedFile) -> None:
        """Tell what a check warns of."""
        if checked.warnings:
            say = self._say
            template = N_("warning: {text}")
            lines = [say(template, text=problem_line(each, say)) for each in checked.warnings]
            self._lines(lines)

    def _lines(self, lines: list[str]) -> None:
        self._count += 1
        if not self.is_cut:
            page = Page(self._say)
            for line in lines:
                page.paragraph(line, hang=4)
            self._tell(page.written(self._features))


class ProblemsFile:
    """A file that problems are written to, one a line."""

    def __init__(self, path: str) -> None:
        """Make it, or empty it where it is an earlier report; nothing else is written over.

        Raises:
            UsageFailure: PROBLEMS_EXISTS.
            StorageFailure: PROBLEMS_FAILED.
        """
        self._path = path
        self._writer = JsonWriter()
        try:
            _check_replaceable(path)
            self._stream: TextIO = open(path, "w", encoding="utf-8")  # noqa: PTH123, SIM115  # as named
        except (OSError, ValueError) as error:
            raise self._failed(error) from error

    def add(self, problem: SweptProblem) -> None:
        """Write one.

        Raises:
            StorageFailure: PROBLEMS_FAILED.
        """
        try:
            self._stream.write(self._writer.line(problem))
            self._stream.flush()
        except OSError as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """End it; all that was written is there, or it was told that it isn't."""
        with contextlib.suppress(OSError):
            self._stream.close()

    def _failed(self, error: OSError | ValueError) -> StorageFailure:
        reason = reason_of(error) if isinstance(error, OSError) else Message("NO_SUCH_NAME")
        return StorageFailure("PROBLEMS_FAILED", file=self._path, reason=reason)


class _Reported(msgspec.Struct):
    """What every line of a report has."""

    line: int | None
    account: str | None
    code: str
    hint: dict[str, str]


def _check_replaceable(path: str) -> None:
    """Refuse to write over what isn't a report: a source, an account, whatever was mistyped."""
    try:
        status = os.stat(path)  # noqa: PTH116  # as named
    except FileNotFoundError:
        return
    if not stat.S_ISREG(status.st_mode) or not status.st_size:
        return
    with open(path, "rb") as earlier:  # noqa: PTH123  # as named
        first = earlier.readline(_MOST_READ)
    try:
        msgspec.json.decode(first, type=_Reported)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise UsageFailure("PROBLEMS_EXISTS", file=path) from None

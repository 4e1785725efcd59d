"""Say that a change is recorded where its answer can't be shown: one plain line, in any case.

The line is made before the commit, so that nothing has to work after it but writing bytes. An
interrupt ends the process then; before the commit it is an exception.
"""

import contextlib
import os
import select
import signal
from collections.abc import Callable
from types import TracebackType
from typing import Final, Literal, Self, TextIO

from addonctl.cli.session import Session
from addonctl.errors import AddonctlError
from addonctl.model.escaping import shell_words
from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.stores.interrupts import HELD_SIGNALS
from addonctl.text.encoding import fit_encoding
from addonctl.text.numbers import PlainNumbers
from addonctl.text.translator import Translator

Reason = Literal["closed", "interrupted", "memory", "mistake"]
_RECORDED: Final = N_(
    "Recorded in {file} as event {id}. The answer couldn't be shown: {reason}. To see it: {command}"
)
_REASONS: Final[dict[Reason, str]] = {
    "closed": N_("nobody reads standard output"),
    "interrupted": N_("it was interrupted"),
    "memory": N_("there is too little memory"),
    "mistake": N_("addonctl made a mistake of its own"),
}
_REPORTED: Final = N_("addonctl made a mistake of its own (report {path})")


class LastWords:
    """Guard what follows a commit: nothing there fails, and what isn't shown is said.

    What is raised in its block before `is_recorded` is set goes on as it is.
    """

    def __init__(self, session: Session, event_id: str, history: tuple[str, ...]) -> None:
        """Make the lines that may be needed; `history` are the words that show the event."""
        self.is_recorded = False
        self._session = session
        self._stream: TextIO | None = session.runtime.stderr
        # There may be no time or memory to load how people write numbers.
        self._say = Translator(session.language, PlainNumbers())
        self._values = {
            "file": session.located.file,
            "id": event_id,
            "command": shell_words(history, session.printer.error_features.encoding),
        }
        self._lines = {name: self._line(self._say(text)) for name, text in _REASONS.items()}

    def mark_recorded(self, event_id: str | None) -> None:
        """Note that it is recorded, perhaps by another id than the one that was meant."""
        self.is_recorded = True
        if event_id != self._values["id"]:
            self._values["id"] = event_id
            self._lines = {name: self._line(self._say(text)) for name, text in _REASONS.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> bool:
        """Say what wasn't shown, if it is recorded; then nothing goes on as a failure."""
        if not self.is_recorded:
            return False
        if error is not None:
            self._write(self._line_on(error))
        elif not self._session.printer.is_answer_taken:
            self._write(self._lines["closed"])
        return True

    def say_interrupted(self) -> None:
        """Say it where an interrupt ends the process, unless that would have to wait again."""
        if self._session.printer.is_answer_taken:
            return
        descriptor = _descriptor(self._stream)
        with contextlib.suppress(Exception):  # nowhere to say it; the exit code does
            poll = select.poll()
            if descriptor is not None:
                poll.register(descriptor, select.POLLOUT)
            if poll.poll(0):
                self._write(self._lines["interrupted"])

    def _line_on(self, error: BaseException) -> str:
        """Say what went wrong, plainly where even that does."""
        if isinstance(error, MemoryError):
            return self._lines["memory"]
        try:
            return self._line(self._reason(error))
        except BaseException:  # noqa: BLE001  # the line that is there says enough
            return self._lines["mistake"]

    def _reason(self, error: BaseException) -> str:
        if isinstance(error, AddonctlError):
            reason = error.values.get("reason")
            if isinstance(reason, Message):
                return self._say.say(reason)
            return self._say.failure(error)[0]
        from addonctl.cli.crash import report_crash  # noqa: PLC0415  # only after a bug

        path = report_crash(error, self._session.runtime.environ).values.get("path")
        return self._say(_REASONS["mistake"] if path is None else _REPORTED, path=path)

    def _line(self, reason: str) -> str:
        text = self._say(_RECORDED, reason=reason, **self._values)
        return fit_encoding(f"{text}\n", self._session.printer.error_features.encoding)

    def _write(self, line: str) -> None:
        """Write past the stream's buffer, where an interrupted writer may be."""
        with contextlib.suppress(Exception):  # there is nowhere else to say it
            descriptor = _descriptor(self._stream)
            if descriptor is not None:
                os.write(descriptor, line.encode(self._session.printer.error_features.encoding))
            elif self._stream is not None:
                self._stream.write(line)
                self._stream.flush()


def end_on_interrupt(code: int, say: Callable[[], None] | None = None) -> None:
    """Let every interrupt end the process at once with a code, after a word, from now on.

    Rule: once a change may have been recorded, no interrupt may say otherwise; but none is held
    for ever either, or a reader that has stopped reading could keep the process for good. Those
    that were held until now act now. What the caller's shell ignores stays ignored.
    """

    def end(_number: int, _frame: object) -> None:
        try:
            if say is not None:
                say()
        finally:
            os._exit(code)

    for number in HELD_SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD_SIGNALS)


def _descriptor(stream: TextIO | None) -> int | None:
    """Return the number of an open stream, `None` for one that is only in memory."""
    if stream is None or stream.closed:
        return None
    with contextlib.suppress(OSError, ValueError):
        return stream.fileno()
    return None

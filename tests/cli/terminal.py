"""Sit at a real terminal: a pseudo-terminal of a width, with the program on it."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.cli.program import FIXED_CLOCK, Ran, checked, environment
from tests.files import State, state_of
from tests.patience import GUARD_SECONDS

TYPE_THE_ID = "anything else to stop: "
"""How the question ends that takes an add-on's id."""


class Terminal:
    """A terminal with the program running on it, its clock standing; `open_terminal` makes one."""

    def __init__(self, argv: tuple[str, ...], environ: Mapping[str, str], master: int) -> None:
        """Take what runs and the other end of its terminal."""
        self._argv = argv
        self._environ = environ
        self._master = master
        self._seen = b""
        self.process: subprocess.Popen[bytes]

    def wait_for(self, text: str) -> None:
        """Wait until a text is shown."""
        deadline = time.monotonic() + GUARD_SECONDS
        while text not in self.shown:
            assert time.monotonic() < deadline, self.shown
            assert self._read(deadline), self.shown

    def type(self, keys: str) -> None:
        r"""Press keys; `\x03` is Ctrl-C and `\x04` is Ctrl-D."""
        os.write(self._master, keys.encode())

    def hang_up(self) -> None:
        """Close the terminal's window."""
        os.close(self._master)
        self._master = -1

    @property
    def is_open(self) -> bool:
        """Say whether the window is still there."""
        return self._master != -1

    @property
    def shown(self) -> str:
        """Return everything shown so far, with plain line ends."""
        return self._seen.decode("utf-8").replace("\r\n", "\n")

    def finish(self, before: State) -> Ran:
        """Wait for the end and check what every run promises, from a state of the folder on."""
        deadline = time.monotonic() + GUARD_SECONDS
        while self._read(deadline):
            assert time.monotonic() < deadline, self.shown
        output = b"" if self.process.stdout is None else self.process.stdout.read()
        code = self.process.wait(GUARD_SECONDS)
        # What a person sees is one stream; a pipe gets the answer alone.
        ran = Ran(code, output.decode("utf-8"), self.shown)
        return checked(ran, self._argv, before, environ=self._environ, closed=("stderr",))

    def _read(self, deadline: float) -> bool:
        """Read what is there, waiting for it; say whether the program still holds the terminal."""
        ready, _, _ = select.select([self._master], [], [], max(deadline - time.monotonic(), 0))
        if not ready:
            return True
        try:
            part = os.read(self._master, 65_536)
        except OSError:  # nobody has the other end open any more
            return False
        self._seen += part
        return bool(part)


@contextmanager
def open_terminal(
    *argv: str | Path,
    columns: int = 80,
    environ: Mapping[str, str] | None = None,
    is_piped: bool = False,
) -> Iterator[Terminal]:
    """Start the program on a terminal of its own; with `is_piped` standard output is a pipe."""
    words = tuple(str(word) for word in argv)
    surrounding = {"TERM": "xterm-256color", **environment(environ)}
    master, slave = pty.openpty()
    terminal = Terminal(words, surrounding, master)
    try:
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 60, columns, 0, 0))
        terminal.process = subprocess.Popen(
            ["setsid", "--ctty", sys.executable, "-W", "error", FIXED_CLOCK, *words],
            stdin=slave,
            stdout=subprocess.PIPE if is_piped else slave,
            stderr=slave,
            env=surrounding,
        )
        os.close(slave)
        with terminal.process:
            try:
                yield terminal
            finally:
                if terminal.process.poll() is None:
                    terminal.process.kill()
    finally:
        if terminal.is_open:
            os.close(master)


def run_on_terminal(
    *argv: str | Path,
    columns: int = 80,
    environ: Mapping[str, str] | None = None,
    answer: tuple[str, str] | None = None,
    is_piped: bool = False,
) -> Ran:
    """Run a command on a terminal to its end; `answer` is a question and the keys it gets."""
    before = state_of(Path.cwd())
    with open_terminal(*argv, columns=columns, environ=environ, is_piped=is_piped) as terminal:
        if answer is not None:
            question, keys = answer
            terminal.wait_for(question)
            terminal.type(keys)
        return terminal.finish(before)

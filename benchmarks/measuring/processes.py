"""Run whole processes and measure them: the clock, processor time, and the most memory held."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple, Self, cast


class Ran(NamedTuple):
    """What a process took: seconds by the clock, of processors, and its peak of memory.

    Of several processes the peak is that of the largest. The system counts what the parent held
    when it started the process, too, so whoever measures has to be small.
    """

    seconds: float
    cpu: float
    peak_mib: float


def run(command: Sequence[str], *, environ: Mapping[str, str] | None = None) -> Ran:
    """Run a command to its end, its output to nowhere; one that fails ends the benchmark."""
    with tempfile.TemporaryFile() as told:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=told, env=environ
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            told.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{told.read(2000).decode()}")
    return Ran(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def seconds_to_line(command: Sequence[str], number: int) -> float:
    """Return how long it takes until a line is there; then nobody reads on."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    stdout = cast("IO[bytes]", process.stdout)
    for _ in range(number):
        if not stdout.readline():
            sys.exit(f"{' '.join(command)} wrote too few lines")
    seconds = time.perf_counter() - begin
    stdout.close()
    process.wait()
    return seconds


class Server:
    """Pages of a fleet on a port of this machine, for as long as the block lasts."""

    def __init__(self, fleet: str, pages: int, *, latency_ms: int, rate: int) -> None:
        """Take the fleet, how many pages of it, and how slow and strict the server is."""
        script = Path(__file__).with_name("pages.py")
        words = [sys.executable, str(script), fleet, str(pages), str(latency_ms), str(rate)]
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE)
        self.address = ""

    def __enter__(self) -> Self:
        """Wait until it listens."""
        stdout = cast("IO[bytes]", self._process.stdout)
        self.address = f"http://127.0.0.1:{int(stdout.readline())}/v1/accounts"
        return self

    def __exit__(self, *_error: object) -> None:
        """End it."""
        self._process.terminate()
        self._process.communicate()

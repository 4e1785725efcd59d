"""Start `addonctl serve` as a process of its own, as people do, and stop it."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.patience import GUARD_SECONDS


class Served:
    """A server that runs, with what it printed so far."""

    def __init__(self, process: subprocess.Popen[str], threads: list[threading.Thread]) -> None:
        """Wait until it says where it listens; whoever starts it waits for the `threads`."""
        self.process = process
        self.out = ""
        self.log = ""
        threads += [threading.Thread(target=read) for read in (self._read_out, self._read_log)]
        self._threads = threads
        for thread in self._threads:
            thread.start()
        end = time.monotonic() + GUARD_SECONDS
        while not re.search(r"http\S+:(\d+)/v1", self.out) and process.poll() is None:
            assert time.monotonic() < end, self.log
            time.sleep(0.02)
        found = re.search(r"http\S+:(\d+)/v1", self.out)
        assert found, self.log
        self.port = int(found[1])

    def _read_out(self) -> None:
        for line in self.process.stdout or ():
            self.out += line

    def _read_log(self) -> None:
        for line in self.process.stderr or ():
            self.log += line

    def lines(self) -> list[dict[str, Any]]:
        """Return what the log says."""
        return [json.loads(line) for line in self.log.splitlines()]

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, and return how it ended."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        """Wait until it has ended."""
        code = self.process.wait(GUARD_SECONDS)
        for thread in self._threads:
            thread.join(GUARD_SECONDS)
        return code


@contextmanager
def serving(
    *options: str | Path, environ: Mapping[str, str] | None = None, module: str = "addonctl"
) -> Iterator[Served]:
    """Serve on any free port; `module` runs the program in its own way."""
    words = [sys.executable, "-W", "error", "-m", module, "serve", "--port", "0"]
    process = subprocess.Popen(
        [*words, *map(str, options)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=dict(os.environ) | dict(environ or {}),
    )
    threads: list[threading.Thread] = []
    try:
        yield Served(process, threads)
    finally:
        process.kill()
        process.wait()
        for thread in threads:
            thread.join(GUARD_SECONDS)
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()

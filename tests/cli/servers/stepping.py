"""Stop the client at a step of recording a change: a driver forks one that stops itself there.

A step is the call or the return of a function of ours that has a part in it, or each of their
lines. So neither load nor speed decides where a client is stopped.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from tests.cli.program import FIXED_CLOCK, environment

DRIVER: Final = r"""
import json, os, runpy, signal, sys

import addonctl.cli.app, addonctl.cli.commands.subscribe, addonctl.cli.servers
import addonctl.output.formats.json, addonctl.stores.api.changes, addonctl.stores.packaged
import addonctl.model.messages.every, addonctl.cli.recording.attempt, addonctl.cli.printer

clock, granularity, argv = sys.argv[1], sys.argv[2], sys.argv[3:]
PARTS = ("/stores/api/", "/cli/recording/", "/stores/interrupts.py")
if granularity == "call":
    PARTS = tuple(f"/{name}.py" for name in (
        "api/journal", "api/changes", "api/client", "api/http", "api/guard",
        "stores/interrupts", "recording/attempt",
    ))

def stop_at(number, signal_number):
    seen, is_on = 0, False
    def step(frame, event):
        nonlocal seen
        if seen == number:
            place = f"{os.path.basename(frame.f_code.co_filename)}:{frame.f_lineno} {event}"
            os.write(2, f"STOPPED AT {place}\n".encode())
            os.kill(os.getpid(), signal_number)
        seen += 1
    def trace(frame, event, _arg):
        nonlocal is_on
        code = frame.f_code
        if code.co_name == "record" and code.co_filename.endswith("attempt.py"):
            is_on = True
        if not is_on or not any(part in code.co_filename for part in PARTS):
            return None
        step(frame, event)
        return inside
    def inside(frame, event, _arg):
        if event == "return" or (granularity == "line" and event == "line"):
            step(frame, event)
        return inside
    sys.settrace(trace)

for line in sys.stdin:
    order = json.loads(line)
    child = os.fork()
    if not child:
        for name, target in (("out", 1), ("err", 2)):
            descriptor = os.open(os.path.join(order["home"], name), os.O_CREAT | os.O_WRONLY)
            os.dup2(descriptor, target)
        os.environ["HOME"] = order["home"]
        sys.argv = ["addonctl", *argv]
        signal.signal(signal.SIGINT, signal.default_int_handler)
        stop_at(order["number"], order["signal"])
        runpy.run_path(clock, run_name="__main__")
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps(code), flush=True)
"""


class Stopped(NamedTuple):
    """How a client ended: its code, its streams, and at which step."""

    code: int
    out: str
    err: str
    place: str

    @property
    def is_past(self) -> bool:
        """Say whether it came to its end before the step."""
        return not self.place


class Driver:
    """Start clients that stop at a step."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        """Take the process that forks them."""
        self._process = process
        self._folder = folder

    def home(self, number: int) -> Path:
        """Return the home of the client that stops at a step."""
        return self._folder / str(number)

    def run(self, number: int, signal_number: int) -> Stopped:
        """Run a client until it stops itself by a signal at a step, or to its end."""
        home = self.home(number)
        home.mkdir()
        order = {"number": number, "home": str(home), "signal": signal_number}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(order)}\n")
        self._process.stdin.flush()
        code = json.loads(self._process.stdout.readline())
        out, err = ((home / name).read_text("utf-8") for name in ("out", "err"))
        found = re.search("STOPPED AT (.*)\n", err)
        place = "" if found is None else found[1]
        return Stopped(code, out, err.replace(f"STOPPED AT {place}\n", ""), place)


@contextmanager
def driving(
    argv: Sequence[str], folder: Path, environ: Mapping[str, str], *, granularity: str = "call"
) -> Iterator[Driver]:
    """Start the driver of a command."""
    command = [sys.executable, "-W", "error", "-c", DRIVER, FIXED_CLOCK, granularity, *argv]
    with subprocess.Popen(
        command,
        env=environment(environ),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Driver(process, folder)
        assert process.stdin is not None
        process.stdin.close()

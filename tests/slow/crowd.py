"""Run many command lines at once, each in a process of its own; kill some of them.

A script: it reads rounds as JSON from standard input and writes their exit codes as JSON. The
processes are forked once everything is imported, so that they meet at the lock and not before.
"""

import json
import os
import signal
import sys
import time
from inspect import unwrap
from pathlib import Path
from typing import NotRequired, TypedDict

from addonctl.entry import main
from addonctl.stores.files.store import change_file


class Round(TypedDict):
    """Command lines that start together, and when each is killed, if it is.

    That is once so many have answered, whenever that may be, and some seconds more. What the n-th
    prints on standard output goes to the file `outputs` + n, and `environ` is what it finds set.
    """

    commands: list[list[str]]
    kill_after: list[tuple[int, float] | None]
    outputs: str
    environ: NotRequired[list[dict[str, str]]]


def run_round(crowd: Round) -> list[int]:
    """Run the command lines together; return exit codes, those of killed ones negative."""
    waits, starts = os.pipe()
    processes = []
    for number, command in enumerate(crowd["commands"]):
        process = os.fork()
        if process == 0:
            os.close(starts)
            if "environ" in crowd:
                os.environ.update(crowd["environ"][number])
            os.read(waits, 1)  # ends when the parent closes its end
            os._exit(_run(command, f"{crowd['outputs']}{number}"))
        processes.append(process)
    os.close(waits)
    os.close(starts)
    kills = zip(crowd["kill_after"], processes, strict=True)
    for (answered, seconds), process in sorted((when, who) for when, who in kills if when):
        while _answered(crowd) < answered and any(map(_is_running, processes)):
            time.sleep(0.001)
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
    return [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes]


def _answered(crowd: Round) -> int:
    outputs = [Path(f"{crowd['outputs']}{number}") for number in range(len(crowd["commands"]))]
    return sum(output.exists() and output.stat().st_size > 0 for output in outputs)


def _is_running(process: int) -> bool:
    return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def _run(command: list[str], output: str) -> int:
    descriptor = os.open(output, os.O_WRONLY | os.O_CREAT, 0o644)
    os.dup2(descriptor, 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    return main(command)


if __name__ == "__main__":
    defaults = unwrap(change_file).__kwdefaults__
    defaults["lock_timeout_seconds"] = 3600.0  # on a busy machine, too
    rounds: list[Round] = json.load(sys.stdin)
    sys.stdin = open(os.devnull)  # noqa: PTH123, SIM115  # as long as the process
    answer = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.environ.update(rounds[0].get("environ", [{}])[0])
    main([*rounds[0]["commands"][0], "--dry-run"])  # imports what the commands need
    os.write(answer, json.dumps([run_round(crowd) for crowd in rounds]).encode())

"""Run many command lines at once, each in a process of its own; kill some of them.

A script: it reads rounds as JSON from standard input and writes their exit codes as JSON. The
processes are forked once everything is imported, so that they meet at the lock and not before.
"""

import json
import os
import signal
import sys
import time
from typing import TypedDict

from addonctl.entry import main


class Round(TypedDict):
    """Command lines that start together, and when each is killed (seconds), if it is.

    What the n-th prints on standard output goes to the file `outputs` + n.
    """

    commands: list[list[str]]
    kill_after: list[float | None]
    outputs: str


def run_round(crowd: Round) -> list[int]:
    """Run the command lines together; return exit codes, those of killed ones negative."""
    waits, starts = os.pipe()
    processes = []
    for number, command in enumerate(crowd["commands"]):
        process = os.fork()
        if process == 0:
            os.close(starts)
            os.read(waits, 1)  # ends when the parent closes its end
            os._exit(_run(command, f"{crowd['outputs']}{number}"))
        processes.append(process)
    os.close(waits)
    os.close(starts)
    start = time.monotonic()
    kills = zip(crowd["kill_after"], processes, strict=True)
    for delay, process in sorted(kill for kill in kills if kill[0] is not None):
        time.sleep(max(0.0, delay - (time.monotonic() - start)) if delay else 0.0)
        os.kill(process, signal.SIGKILL)
    return [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes]


def _run(command: list[str], output: str) -> int:
    descriptor = os.open(output, os.O_WRONLY | os.O_CREAT, 0o644)
    os.dup2(descriptor, 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    return main(command)


if __name__ == "__main__":
    rounds: list[Round] = json.load(sys.stdin)
    sys.stdin = open(os.devnull)  # noqa: PTH123, SIM115  # as long as the process
    answer = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    main([*rounds[0]["commands"][0], "--dry-run"])  # imports what the commands need
    os.write(answer, json.dumps([run_round(crowd) for crowd in rounds]).encode())

"""Run the program as a process of its own in which something happens at a chosen point.

A hook is Python that runs before the program; so neither load nor speed decides when it happens.
"""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.cli.program import FIXED_CLOCK, Ran, spawn

RUN: Final = f"""
import runpy
runpy.run_path({FIXED_CLOCK!r}, run_name="__main__")
"""
AT_IMPORT: Final = """
import os, signal, sys

class Interrupter:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.{number})

sys.meta_path.insert(0, Interrupter())
"""
"""Interrupt the program when it looks for a module."""
AFTER_COMMIT: Final = """
import os

replace = os.replace

def commit(*args, **values):
    replace(*args, **values)
    {then}

os.replace = commit
"""
"""Do something as soon as the account's file is the new one."""
TIME_FLIES: Final = """
import time

monotonic, slept = time.monotonic, []
time.monotonic = lambda: monotonic() + sum(slept)
time.sleep = slept.append
"""
"""Let whoever sleeps go on at once, with the clock as if he had slept."""


def hooked(
    hook: str,
    *argv: str | Path,
    environ: Mapping[str, str] | None = None,
    stdout: int = subprocess.PIPE,
) -> Ran:
    """Run the program behind a hook, and check what every run promises."""
    program = (sys.executable, "-W", "error", "-c", hook + RUN)
    return spawn(*argv, environ=environ, stdout=stdout, program=program)

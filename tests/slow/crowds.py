"""Run rounds of a crowd, as `crowd` does, from a test."""

import json
import subprocess
import sys

from tests.files import PROJECT
from tests.slow.crowd import Round


def run_rounds(rounds: list[Round]) -> list[list[int]]:
    """Run rounds one after the other, and return the exit codes of each."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.slow.crowd"],
        input=json.dumps(rounds),
        capture_output=True,
        check=True,
        text=True,
        cwd=PROJECT,
    )
    codes: list[list[int]] = json.loads(done.stdout)
    return codes

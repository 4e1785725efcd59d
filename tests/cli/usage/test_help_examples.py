"""The examples of help work as they stand, from any folder: nothing has to be there before."""

import os
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from addonctl.cli.registry import COMMANDS
from tests.cli.program import FIXED_CLOCK, run
from tests.patience import GUARD_SECONDS


def examples_of(*words: str) -> str:
    """Return the examples of a help text, as a person copies them."""
    (shown,) = re.findall(r"Examples:\n((?: .*\n)+)", run(*words, "--help").out)
    return textwrap.dedent(shown)


@pytest.mark.parametrize("words", [(), *((name,) for name in COMMANDS)], ids=" ".join)
def test_examples_of_help_work_in_an_empty_folder(words: tuple[str, ...], folder: Path) -> None:
    """Pasted one after the other, each ends well and asks nothing."""
    examples = examples_of(*words)
    assert "examples/" not in examples
    programs, home = folder.parent / "programs", folder.parent / "home"
    programs.mkdir()
    home.mkdir()
    program = programs / "addonctl"
    program.write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -W error {FIXED_CLOCK} "$@"\n'
    )
    program.chmod(0o755)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", examples],
        env={"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=GUARD_SECONDS,
    )
    assert (done.returncode, done.stderr) == (0, ""), examples
    used = set(re.findall(r"^addonctl ([a-z-]+)", examples, re.MULTILINE))
    assert set(words) <= used

"""The examples of help work as they stand, from any folder: nothing has to be there before."""

import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path

import msgspec
import pytest

from addonctl.cli.registry import COMMANDS
from tests.builders import example_account
from tests.cli.command_lines import NEED_SERVER
from tests.cli.program import CANARY, FIXED_CLOCK, run
from tests.patience import GUARD_SECONDS
from tests.stores.api.faulty_server import serving
from tests.stores.api.kept_accounts import KeptAccounts

ENDLESS = ("serve",)
"""Commands that go on until they are stopped."""


def examples_of(*words: str) -> str:
    """Return the examples of a help text, as a person copies them."""
    (shown,) = re.findall(r"Examples:\n((?: .*\n)+)", run(*words, "--help").out)
    return textwrap.dedent(shown)


@pytest.mark.parametrize(
    "words", [(), *((name,) for name in COMMANDS if name not in ENDLESS)], ids=" ".join
)
def test_examples_of_help_work_in_an_empty_folder(words: tuple[str, ...], folder: Path) -> None:
    """Pasted one after the other, each ends well and asks nothing; a server is one that is set."""
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
    environ = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "HOME": str(home)}
    with serving(
        KeptAccounts(json.loads(msgspec.json.encode(example_account("acme.toml"))))
    ) as server:
        if NEED_SERVER & set(words):
            environ |= {"ADDONCTL_API_URL": server.url, "ADDONCTL_TOKEN": CANARY}
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", examples],
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=GUARD_SECONDS,
        )
    assert (done.returncode, done.stderr) == (0, ""), examples
    used = set(re.findall(r"^addonctl ([a-z-]+)", examples, re.MULTILINE))
    assert set(words) <= used

"""The document and the server agree: a fuzzer that knows the one attacks the other."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from addonctl.server.document.operations import OPERATIONS
from tests.builders import example_account
from tests.server.running import running

pytestmark = pytest.mark.slow
CONFIG: Final = Path(__file__).with_name("schemathesis.toml")
SEED: Final = "20261121"
EXAMPLES: Final = "60"
"""How many draws an operation gets in the last phase, beside examples and limits of its schema."""
LEAST: Final = 1000
REACHED: Final = {200, 201, 304, 400, 401, 404, 405, 409, 412, 415, 422, 428}
"""What the fuzzer meets, so that an empty run is none."""
REACHED_BY_CHANGES: Final = {201, 400, 404, 412, 415, 422}


def test_fuzzer_finds_nothing(
    url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """No answer that the document doesn't know, no wrong request that is taken, no bug."""
    with running(url, failures=100_000) as api:
        api.create(example_account("acme.toml"))
        done = subprocess.run(
            [
                *(Path(sys.executable).with_name("st"), "--config-file", CONFIG, "run"),
                f"http://127.0.0.1:{api.port}/openapi.json",
                *("-H", f"Authorization: Bearer {api.token}", "--no-color"),
                *("--seed", SEED, "--generation-database", "none", "-n", EXAMPLES),
                *("--phases", "examples,coverage,fuzzing", "--continue-on-failure"),
            ],
            cwd=tmp_path,
            env=dict(os.environ),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        lines = api.lines()
        requests = [line for line in lines if line["event"] == "request"]
        statuses = Counter(line["status"] for line in requests)
        changes = {
            line["status"]
            for line in requests
            if (line["method"], line["path"].rpartition("/")[2]) == ("POST", "events")
        }
        assert not [line for line in lines if line["event"] == "bug"]
    found = re.search(r"(\d+) generated", done.stdout)
    assert found, done.stdout
    assert int(found[1]) >= LEAST
    assert f"Tested: {len(OPERATIONS)}" in done.stdout
    assert statuses.keys() >= REACHED
    assert changes >= REACHED_BY_CHANGES, changes
    assert not [status for status in statuses if status >= 500]
    record_property("counted", f"schemathesis: {found[1]} requests on {url.partition(':')[0]}")

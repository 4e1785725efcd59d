"""The types of what is read are looked at before there are threads."""

import subprocess
import sys
from pathlib import Path

import pytest

PREPARE = """
import tempfile
from tests.server.running import NOW, RULES, ServerOptions, build_site, open_checked, parse_url

options = ServerOptions()
with tempfile.TemporaryDirectory() as folder:
    database = open_checked(parse_url(f"sqlite:///{folder}/a.db"), options=options)
    build_site(database, options=options, rules=RULES, now=lambda: NOW, log_to=None)
    database.close()
"""
PROGRAM = """
import contextlib, sys
import msgspec
from addonctl.server.requests import BODIES
{prepare}
looked_at = set()
sys.setprofile(lambda frame, event, _: looked_at.add(frame.f_code.co_filename))
for kind in BODIES:
    with contextlib.suppress(msgspec.ValidationError):
        msgspec.convert(dict(), kind)
    with contextlib.suppress(msgspec.ValidationError):
        msgspec.json.decode(b"{{}}", type=kind)
sys.setprofile(None)
print(any("msgspec" in name for name in looked_at))
"""


@pytest.mark.parametrize("is_prepared", [True, False])
def test_no_request_is_the_first_to_look_at_a_type(*, is_prepared: bool) -> None:
    """Two that do it at the same moment crash the process; without preparing one of them would."""
    program = PROGRAM.format(prepare=PREPARE if is_prepared else "")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == str(not is_prepared)

"""Examples are drawn alike wherever the tests run, and anew where that is asked for."""

import os
import subprocess
import sys
from pathlib import Path

from hypothesis import settings

from tests.files import PROJECT

OUTER = ("PYTEST_", "COV_")
"""What tells of the run that these tests are part of."""
DRAWING = """
import os
if os.environ.get("PYTEST_IMPORTS"):
    import addonctl.output.formats.json, addonctl.rules.invoice
from hypothesis import given, settings, strategies as st
from tests.draws import examples
from tests.files import PROJECT

@settings(max_examples=examples(10))
@given(st.tuples(st.integers(), st.text(), st.sets(st.text(max_size=1)).map(sorted), st.floats()))
def test_drawing(drawn):
    print(f"drawn: {ascii(drawn)}")
"""


def drawn(folder: Path, *options: str, **environ: str) -> list[str]:
    """Return what a test draws in a process of its own."""
    path = folder / "test_drawing.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DRAWING)
    outer = {name: value for name, value in os.environ.items() if not name.startswith(OUTER)}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-s", "-p", "tests.conftest"),
            *("-p", "no:cacheprovider", f"--rootdir={folder}", *options, str(path)),
        ],
        cwd=PROJECT,
        env=outer | environ,
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in done.stdout.splitlines() if "drawn: " in line]


def test_draws_are_the_same_in_every_run(tmp_path: Path) -> None:
    """Neither the order of sets, nor what is imported, nor the folder plays a part."""
    once = drawn(tmp_path / "one", PYTHONHASHSEED="1")
    again = drawn(tmp_path / "tests", PYTHONHASHSEED="2", PYTEST_IMPORTS="1")
    assert once == again
    assert len(once) == 10


def test_fresh_draws_are_others_and_many(tmp_path: Path) -> None:
    """The other profiles draw many times as much, and not the same twice."""
    option = "--hypothesis-profile=fresh"
    once, again = drawn(tmp_path, option), drawn(tmp_path, option)
    assert len(once) == len(again) == 100
    assert once != again
    assert settings.get_profile("flood").max_examples == 10_000

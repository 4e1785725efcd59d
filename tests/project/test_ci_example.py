"""The example for CI does what it says: its own shell lines are run, with and without a fault."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.files import PROJECT

pytestmark = pytest.mark.once
WORKFLOW = (PROJECT / "examples" / "ci" / "addonctl.yml").read_text("utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Check the examples out, as the workflow does."""
    shutil.copytree(PROJECT / "examples", tmp_path / "examples")
    return tmp_path


def lines() -> list[str]:
    """Return the shell lines of the workflow but for the installation."""
    found = re.findall(r"^ +(?:- )?run: (.+)$", WORKFLOW, flags=re.MULTILINE)
    assert found[0] == "python -m pip install ."
    return found[1:]


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line in a checkout, with the environment that the workflow sets."""
    environ = dict(re.findall(r"^ +([A-Z_]+): (.+)$", WORKFLOW, flags=re.MULTILINE))
    programs = Path(sys.executable).parent
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line],
        cwd=folder,
        env=dict(os.environ) | environ | {"PATH": f"{programs}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )


def change(path: Path, old: str, new: str) -> None:
    """Replace a text that is in a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_lines_of_the_workflow_pass_on_the_examples(checkout: Path) -> None:
    """A build without a change passes, and shows what is right and hardly meant, no more."""
    checked, guarded = (run(line, checkout) for line in lines())
    assert (checked.returncode, checked.stderr) == (0, "")
    warnings = checked.stdout.splitlines()
    assert warnings
    assert all(each.startswith("::warning file=examples/two-addons.toml") for each in warnings)
    assert (guarded.returncode, guarded.stdout, guarded.stderr) == (0, "", "")


def test_wrong_file_fails_the_build_with_an_annotation(checkout: Path) -> None:
    """The first line stops the build, and names the file and the line."""
    change(checkout / "examples" / "acme.toml", 'plan = "essentials"', 'plan = "essential"')
    done = run(lines()[0], checkout)
    assert done.returncode == 6
    assert re.match(r"::error file=examples/acme\.toml,line=\d+,col=1,.*\n", done.stdout)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'unit_price = "15.00"',
            'unit_price = "16.00"',
            "acme-analytics.json: now.total: expected 63.18, is 67.39",
        ),
        (
            'roles = ["admin"]',
            'roles = ["supervisor"]',
            "acme-permissions.json: paul trial analytics-plus: expected allowed, is refused",
        ),
    ],
)
def test_guard_fails_the_build_where_an_answer_changes(
    checkout: Path, old: str, new: str, says: str
) -> None:
    """An amount or a permission that isn't the expected one is named with both."""
    change(checkout / "examples" / "acme.toml", old, new)
    done = run(lines()[1], checkout)
    assert done.returncode == 1
    assert f"examples/ci/expected/{says}" in done.stdout.splitlines()


def test_guard_updates_what_is_expected(checkout: Path) -> None:
    """With --update the answers of today are expected, and nothing else of a question changes."""
    path = checkout / "examples" / "ci" / "expected" / "acme-analytics.json"
    before = json.loads(path.read_text("utf-8"))
    change(checkout / "examples" / "acme.toml", 'unit_price = "15.00"', 'unit_price = "16.00"')
    update = lines()[1].replace("guard ", "guard --update ")
    assert run(update, checkout).returncode == 0
    after = json.loads(path.read_text("utf-8"))
    assert after["ask"] == before["ask"]
    assert after["expect"]["now.total"] == "67.39"
    assert run(lines()[1], checkout).returncode == 0


def test_guard_fails_where_addonctl_does(checkout: Path) -> None:
    """An account that can't be read is no unchanged answer."""
    (checkout / "examples" / "acme.toml").unlink()
    done = run(lines()[1], checkout)
    assert (done.returncode, "ended with 6" in done.stderr) == (1, True)
    shutil.rmtree(checkout / "examples" / "ci" / "expected")
    assert run(lines()[1], checkout).returncode == 1

"""The locks leave nothing to be resolved later, and what would is found."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.files import PROJECT

LOCKS = sorted((PROJECT / "requirements").glob("*.txt"))


def check(lock: Path) -> subprocess.CompletedProcess[str]:
    """Check a lock against what is installed beside these tests."""
    script = PROJECT / ".ci" / "check_lock.py"
    return subprocess.run(
        [sys.executable, script, lock, sysconfig.get_path("purelib")],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("coverage[toml]==", "coverage==", "pytest-cov needs coverage[toml]"),
        ("\npluggy==", "\nplugy==", "pytest needs pluggy"),
        ("\nhatchling==1.", "\nhatchling==0.1.", "addonctl needs hatchling"),
        ("\npluggy==", "\npluggy>=", "isn't pinned"),
        ("\ncolorama==", "\ncolor==", "needs colorama"),
    ],
)
def test_what_a_later_day_would_resolve_is_found(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    """An extra, a package, a version or a platform's need that isn't pinned is named."""
    text = (PROJECT / "requirements" / "dev.txt").read_text("utf-8")
    assert old in text
    lock = tmp_path / "dev.txt"
    lock.write_text(text.replace(old, new, 1), "utf-8")
    done = check(lock)
    assert done.returncode == 1
    assert says in done.stdout + done.stderr


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_names_an_index(lock: Path) -> None:
    """Where packages come from is the machine's own matter."""
    lines = lock.read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("-") or "://" in line] == []

"""A bug of ours: told in one line, with a report that holds no data."""

from pathlib import Path

import pytest

from tests.builders import example_account
from tests.cli.program import CANARY
from tests.cli.refusals import CATALOG, SUBSCRIBE
from tests.stores.memory import MemoryAccount, MemoryStore, run_on


class BrokenStore(MemoryStore):
    """A store with a mistake in it, with data at hand and in the message."""

    def read(self, _reference: str, /) -> MemoryAccount:
        """Find the account and go wrong."""
        account = super().read("acme").account
        message = f"{account} {CANARY}"
        raise LookupError(message)


@pytest.fixture
def broken() -> BrokenStore:
    """Keep the example where it can't be read."""
    return BrokenStore(example_account("acme.toml"))


@pytest.mark.parametrize(
    "argv", [CATALOG, (*CATALOG, "-vvv"), (*CATALOG, "--lang", "fr"), SUBSCRIBE]
)
def test_bug_is_told_in_one_line(
    argv: tuple[str, ...], broken: BrokenStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person gets an id and a file; neither holds local values, a message or an account."""
    reports = tmp_path / "state"
    reports.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(reports))
    ran = run_on(broken, *argv)
    assert ran.code == 70
    (report,) = reports.iterdir()
    assert str(report) in ran.err
    assert report.stat().st_mode & 0o777 == 0o600
    text = report.read_text("utf-8")
    for hidden in (CANARY, "Acme", "marie", "70.20"):
        assert hidden not in text
        assert hidden not in ran.err
    assert "LookupError" in text
    assert text.split()[2] in ran.err


def test_bug_is_told_where_no_report_can_be_written(
    broken: BrokenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a place for the report the line still comes."""
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/nowhere")
    ran = run_on(broken, *CATALOG)
    assert ran.code == 70
    assert "error[INTERNAL_UNSAVED]" in ran.err


def test_bug_in_json_is_one_object(
    broken: BrokenStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script gets the bug as it gets every error."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    ran = run_on(broken, *CATALOG, "-o", "json")
    assert (ran.code, ran.error["code"]) == (70, "INTERNAL")

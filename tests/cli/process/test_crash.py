"""A bug of ours: told in one line, with a report that holds no data."""

from pathlib import Path

import pytest

from tests.cli.program import CANARY, run
from tests.cli.refusals import CATALOG, SUBSCRIBE


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every decision on an account's standing go wrong, with data in the message."""

    def status_of(*values: object) -> object:
        secret = CANARY
        message = f"{values} {secret} Acme SAS"
        raise LookupError(message)

    monkeypatch.setattr("addonctl.rules.addon_status.status_of_addon", status_of)


@pytest.mark.usefixtures("account", "broken")
@pytest.mark.parametrize(
    "argv", [CATALOG, (*CATALOG, "-vvv"), (*CATALOG, "--lang", "fr"), SUBSCRIBE]
)
def test_bug_is_told_in_one_line(
    argv: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person gets an id and a file; neither holds local values, a message or an account."""
    reports = tmp_path / "state"
    reports.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(reports))
    ran = run(*argv)
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


@pytest.mark.usefixtures("account", "broken")
def test_bug_is_told_where_no_report_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a place for the report the line still comes."""
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/nowhere")
    ran = run(*CATALOG)
    assert ran.code == 70
    assert "error[INTERNAL_UNSAVED]" in ran.err


@pytest.mark.usefixtures("account", "broken")
def test_bug_in_json_is_one_object(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script gets the bug as it gets every error."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    ran = run(*CATALOG, "-o", "json")
    assert (ran.code, ran.error["code"]) == (70, "INTERNAL")

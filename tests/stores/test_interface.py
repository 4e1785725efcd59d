"""Commands read and record through the stores' interface: a second store fits without a change."""

from pathlib import Path

import pytest

from tests.builders import EXAMPLES, example_account
from tests.cli.program import run
from tests.files import write
from tests.stores.memory import MemoryStore, run_on

TRIAL = ("trial", "analytics-plus", "-a", "acme", "--as", "paul")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where nothing but the example is."""
    write(tmp_path, (EXAMPLES / "acme.toml").read_bytes(), "acme.toml")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def store() -> MemoryStore:
    """Keep the example in memory."""
    return MemoryStore(example_account("acme.toml"))


@pytest.mark.parametrize("form", ["table", "json"])
@pytest.mark.parametrize("command", ["catalog", "history", "eligibility", "people"])
def test_account_of_another_store_is_read(store: MemoryStore, command: str, form: str) -> None:
    """An answer is the same wherever the account is kept; nothing is opened for a change."""
    ran = run_on(store, command, "-a", "acme", "-o", form)
    filed = run(command, "-a", "acme.toml", "-o", form)
    assert ran.code == 0
    assert ran.out.replace("-a acme", "-a acme.toml") == filed.out
    assert store.changed == 0


def test_change_is_recorded_in_another_store(store: MemoryStore) -> None:
    """The event is appended to the account there, and the answer says where."""
    before = store.accounts["acme"]
    ran = run_on(store, *TRIAL, "--yes", "-o", "json")
    assert ran.code == 0, ran.err
    assert ran.json["recorded_in"] == "memory:acme"
    events = store.accounts["acme"].events
    assert events[:-1] == before.events
    assert events[-1].id == ran.json["event"]["id"]
    assert store.changed == 1


def test_dry_run_records_nothing_in_another_store(store: MemoryStore) -> None:
    """What would be recorded is computed on the account as it is there."""
    before = store.accounts["acme"]
    ran = run_on(store, *TRIAL, "--dry-run")
    assert ran.code == 0, ran.err
    assert store.accounts["acme"] is before
    assert store.changed == 0


def test_day_before_the_newest_event_is_refused_without_a_line(store: MemoryStore) -> None:
    """Where there is no text, a field is named in the place of a line."""
    ran = run_on(store, *TRIAL, "--as-of", "2026-01-05", "--dry-run")
    assert ran.code == 8
    assert "events[" in ran.err

"""The same command again: one key a change, until it is known what became of it."""

import datetime as dt
import threading
from typing import Final

import pytest

from tests.cli.accounts import TOTAL
from tests.cli.program import CANARY, NOW, Ran, run, spawn
from tests.cli.servers.conftest import Change, failure_of, journal_files
from tests.patience import GUARD_SECONDS
from tests.stores.api.faulty_server import Exchange, reset, serving
from tests.stores.api.kept_accounts import problem
from tests.stores.api.recording_accounts import RecordingAccounts

ON: Final = ("-a", "acme")
BUY: Final = ("subscribe", "analytics-plus", *ON, "--as", "marie", "--expect-total", TOTAL)
TRY: Final = ("trial", "analytics-plus", *ON, "--as", "paul", "-y")
REQUEST: Final = ("request", "ai-assist", *ON, "--as", "zoe")
QUOTE: Final = ("quote", "ai-assist", *ON, "--as", "marie", "--reading", "fr-table", "-y")


@pytest.mark.parametrize("form", [(), ("--lang", "fr"), ("-o", "markdown"), ("-o", "json")])
@pytest.mark.parametrize("words", [BUY, TRY, REQUEST], ids=lambda words: words[0])
def test_change_that_was_recorded_is_told_by_the_next_run(
    words: tuple[str, ...], form: tuple[str, ...], there: RecordingAccounts, change: Change
) -> None:
    """It says what was recorded, and what a person does next, which nobody has seen yet."""
    there.after = [reset()] * 3
    assert change(*words).code == 9
    ran = change(*words, *form)
    assert ran.code == 0, ran
    assert (len(there.events), len(there.keys)) == (1, 1)
    if form == ("-o", "json"):
        assert (ran.json["recorded"], ran.json["already"]) == (False, True)
        assert ran.json["event_number"] == 1
        assert ran.json["event"]["id"] == "there-1"
        assert bool(ran.json["next"]) == (words[0] != "request")
    else:
        assert ran.out.lstrip("*").startswith(
            "Déjà enregistré" if "fr" in form else "Already recorded"
        )
    if words is BUY:
        assert TOTAL in ran.out.replace(",", ".")
    assert journal_files() == []


def test_others_wrote_after_it(there: RecordingAccounts, change: Change) -> None:
    """What was recorded before their events is shown as decided on those before it."""
    there.after = [reset()] * 3
    assert change(*BUY).code == 9
    there.events.append({"kind": "feature_requested", "date": "2026-11-21", "addon": "ai-assist"})
    ran = change(*BUY, "-o", "json")
    assert ran.code == 0, ran
    assert (ran.json["event_number"], ran.json["already"]) == (1, True)
    assert ran.json["invoice"]["now"]["total"] == TOTAL


def test_first_run_is_ended_as_it_was_confirmed(there: RecordingAccounts, change: Change) -> None:
    """The day after, too: with its own day and total, by its own key."""
    there.instead = [reset()] * 3
    assert change(*TRY).code == 9
    ran = change(*TRY, "-o", "json", now=NOW + dt.timedelta(hours=23))
    assert ran.code == 0, ran
    assert ran.json["event"]["date"] == "2026-11-21"
    assert (ran.json["recorded"], ran.json["already"]) == (True, False)
    assert len(there.keys) == 1


def test_other_total_is_another_confirmation(there: RecordingAccounts, change: Change) -> None:
    """Who expects another total now is told where it differs; nothing is recorded."""
    there.instead = [reset()] * 3
    assert change(*BUY).code == 9
    ran = change(*BUY[:-1], "70.00")
    assert (ran.code, failure_of(ran)) == (8, "TOTAL_DIFFERS")
    assert there.events == []
    assert there.posts[-1].intent["expected_total"] == "70.00"


def test_day_that_is_named_now_counts(there: RecordingAccounts, change: Change) -> None:
    """Who corrects the day gets no other one recorded; what was recorded stays what it is."""
    there.instead = [reset()] * 3
    assert change(*TRY, "--as-of", "2026-11-02").code == 9
    there.after = [reset()] * 3
    assert change(*TRY, "--as-of", "2026-11-20").code == 9
    ran = change(*TRY, "--as-of", "2026-11-21", "-o", "json")
    assert (ran.code, ran.json["already"], ran.json["event"]["date"]) == (0, True, "2026-11-20")
    assert (len(there.events), len(there.keys)) == (1, 1)


def test_total_of_another_day_is_of_that_day(there: RecordingAccounts, change: Change) -> None:
    """Who saw the total of today buys today, whatever day was sent before."""
    there.instead = [reset()] * 3
    assert change(*BUY[:-1], "78.00", "--as-of", "2026-11-20").code == 9
    ran = change(*BUY, "-o", "json")
    assert ran.code == 0, ran
    assert ran.json["event"]["date"] == "2026-11-21"
    assert len(there.keys) == 1


def test_old_key_is_not_used(there: RecordingAccounts, change: Change) -> None:
    """After a day it is 8, which names how to look; --new-key sends another key."""
    there.instead = [reset()] * 3
    assert change(*TRY).code == 9
    later = NOW + dt.timedelta(hours=25)
    for _ in range(2):
        ran = change(*TRY, now=later)
        assert (ran.code, failure_of(ran)) == (8, "KEY_TOO_OLD")
        assert "addonctl history" in ran.err
        assert "--new-key" in ran.err
    assert len(there.posts) == 3
    assert change(*TRY, "--new-key", now=later, environ={}).code in {0, 2}
    assert len(there.keys) == 2


def test_new_key_gives_the_old_one_up(there: RecordingAccounts, change: Change) -> None:
    """Only there another key is sent, and the rules still know what was recorded."""
    there.after = [reset()] * 3
    assert change(*REQUEST).code == 9
    ran = change(*REQUEST, "--new-key", "-o", "json")
    assert (ran.code, ran.json["already"]) == (0, True)
    assert journal_files() == []
    assert len(there.events) == 1


def test_new_key_is_for_servers(change: Change, there: RecordingAccounts) -> None:
    """Where nothing was begun it changes nothing."""
    assert change(*TRY, "--new-key").code == 0
    assert len(there.keys) == 1


def test_damaged_entry_stops_what_it_is_about(there: RecordingAccounts, change: Change) -> None:
    """Nothing is sent while it isn't known what was; another change isn't touched."""
    there.instead = [reset()] * 3
    assert change(*TRY).code == 9
    (entry,) = journal_files()
    entry.write_text("{", "utf-8")
    ran = change(*TRY)
    assert (ran.code, failure_of(ran)) == (7, "JOURNAL_UNUSABLE")
    assert entry.name in ran.err.replace("\n    ", "")
    assert len(there.posts) == 3
    assert change(*REQUEST).code == 0
    assert change(*TRY, "--new-key").code == 0
    assert len(there.events) == 2


@pytest.mark.parametrize("state", ["/proc/nowhere", "relative"])
def test_nothing_is_sent_that_cannot_be_kept(
    state: str, there: RecordingAccounts, change: Change
) -> None:
    """A home that takes nothing, or none at all: 7, naming the place."""
    ran = change(*TRY, environ={"XDG_STATE_HOME": state, "HOME": ""})
    assert (ran.code, failure_of(ran)) == (7, "JOURNAL_UNUSABLE")
    assert "nothing was sent" in ran.err
    assert there.posts == []


def test_two_runs_at_once_share_the_key(there: RecordingAccounts) -> None:
    """One is told that the other recorded it: one event, one key, and both end with 0."""
    sent, go = threading.Event(), threading.Event()

    def hold(exchange: Exchange) -> None:
        sent.set()
        go.wait(GUARD_SECONDS)
        reset()(exchange)

    there.after = [hold]
    ends: list[Ran] = []
    with serving(there) as server:
        environ = {"ADDONCTL_API_URL": server.url, "ADDONCTL_TOKEN": CANARY}
        words = (*BUY, "-o", "json")
        first = threading.Thread(target=lambda: ends.append(spawn(*words, environ=environ)))
        first.start()
        assert sent.wait(GUARD_SECONDS)
        second = run(*words, environ=environ)
        go.set()
        first.join(GUARD_SECONDS)
    assert (second.code, second.json["already"], second.json["recorded"]) == (0, True, False)
    (ran,) = ends
    assert (ran.code, ran.json["already"], ran.json["recorded"]) == (0, False, True)
    assert (len(there.keys), len(there.events)) == (1, 1)
    assert journal_files() == []


def test_server_that_is_at_work_on_it(there: RecordingAccounts, change: Change) -> None:
    """KEY_IN_USE is asked again by the same key until the answer is there."""
    busy = problem("409 Conflict", "KEY_IN_USE")
    there.after = [reset(), busy]
    ran = change(*BUY, "-o", "json")
    assert ran.code == 0, ran
    assert (len(there.posts), len(there.keys), len(there.events)) == (3, 1, 1)


@pytest.mark.parametrize("words", [BUY, TRY, REQUEST, QUOTE], ids=lambda words: words[0])
def test_change_that_was_recorded_is_told_by_another_token(
    words: tuple[str, ...], there: RecordingAccounts, change: Change
) -> None:
    """A server knows the key of the first token alone, and refuses what the event tells of."""
    there.after = [reset()] * 3
    assert change(*words).code == 9
    sent = len(there.posts)
    there.instead = [problem("409 Conflict", "REFUSED")]
    ran = change(*words, "-o", "json")
    assert (ran.code, ran.json["already"], ran.json["event_number"]) == (0, True, 1), ran
    assert ran.json["event"]["key"] == there.posts[0].key
    assert len(there.posts) == sent
    assert journal_files() == []


def test_event_without_the_key_is_not_taken_for_it(
    there: RecordingAccounts, change: Change
) -> None:
    """Somebody else did the same, and what was sent is decided by the server."""
    there.instead = [reset()] * 3
    assert change(*TRY).code == 9
    there.events.append(
        {
            "kind": "trial_started",
            "date": "2026-11-21",
            "addon": "analytics-plus",
            "by": "paul",
            "key": "somebody-elses-key-of-it",
            "trial_end": "2026-12-21",
        }
    )
    ran = change(*TRY)
    assert (ran.code, failure_of(ran)) == (3, "REFUSED")
    assert len(there.posts) == 4

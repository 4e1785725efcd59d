"""The outbox lends a note to one sender at a time, whoever dies; on both databases."""

import datetime as dt
import threading
from typing import Any

import pytest

from addonctl.server.notes import delivery, wording
from addonctl.server.notes.outbox import LEASE, Note
from addonctl.server.notes.wording import Letter
from tests.server.notes.office import SECOND_OWNER, USERS, Fake, Office, opened, said


def claim(office: Office) -> Note:
    """Take a note that has to be there."""
    note = office.outbox.claim(now=office.now)
    assert note is not None
    return note


def test_note_is_lent_to_one_sender(office: Office) -> None:
    """Until its lease ends: then another goes on with the same note, under the same name."""
    office.create()
    office.record("request", "sara")
    first = claim(office)
    assert office.outbox.claim(now=office.now) is None
    office.now += LEASE - dt.timedelta(seconds=1)
    assert office.outbox.claim(now=office.now) is None
    office.pass_time(seconds=1)
    second = claim(office)
    assert (second.id, second.key, second.attempts) == (first.id, first.key, 2)


def test_sender_whose_lease_is_over_changes_nothing(office: Office) -> None:
    """Whoever has the note now says what becomes of it; only that it was sent is true for both."""
    office.create()
    office.record("request", "sara")
    late = claim(office)
    office.now += LEASE
    claim(office)
    held = office.rows()
    office.outbox.put_back(late, why="broken", not_before=office.now, is_try=True)
    office.outbox.drop(late, version=0, now=office.now)
    assert office.rows() == held
    office.outbox.mark_sent(late, version=1, now=office.now)
    assert office.rows()[0]["sent_at"] is not None


def test_senders_share_the_notes(url: str) -> None:
    """Of many processes each takes others, and every note is taken once."""
    with opened(url) as office:
        for number in range(12):
            office.create(id=f"a{number}", users=[*USERS, SECOND_OWNER])
            office.record("request", "sara", account_id=f"a{number}")
        taken: list[int] = []
        begin = threading.Barrier(4)

        def work() -> None:
            with opened(url) as other:
                begin.wait()
                while (note := other.outbox.claim(now=office.now)) is not None:
                    taken.append(note.id)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # One that another was just taking is passed over, and taken the next time.
        while (note := office.outbox.claim(now=office.now)) is not None:
            taken.append(note.id)
        assert sorted(taken) == sorted(row["id"] for row in office.rows())
        assert len(taken) == 24


def test_what_is_recorded_while_a_note_is_on_its_way_is_told_later(office: Office) -> None:
    """It finds a note that is unsent and is in none of its words: an hour later it is told."""
    office.create()
    office.record("request", "sara")
    way = Fake()
    way.before = lambda: office.record("request", "adam")
    office.deliver(way)
    way.before = lambda: None
    assert [row["sent_at"] is None for row in office.rows()] == [False, True]
    assert office.rows()[1]["not_before"] == "2026-11-21T10:00:00Z"
    office.pass_time(hours=1)
    office.deliver(way)
    assert said(way.letters) == [
        "1 person of Plain SAS asks for Analytics+: Sara.",
        "2 people of Plain SAS ask for Analytics+: Sara and Adam.",
    ]
    assert way.letters[0].note.key != way.letters[1].note.key
    assert all(row["sent_at"] for row in office.rows())


def test_what_is_recorded_while_a_note_is_dropped_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It found the note waiting; whoever was no owner when it was worded is one again."""
    office.create()
    users = office.accounts.read("plain").account.users
    office.record("request", "sara")
    office.change_account(users=users[1:])
    real = wording.word

    def word(*args: Any, **values: Any) -> Letter | None:  # noqa: ANN401
        worded = real(*args, **values)
        if worded is None:
            office.change_account(users=users)
            office.record("request", "adam")
        return worded

    monkeypatch.setattr(delivery, "word", word)
    way = Fake()
    office.deliver(way)
    assert office.results() == ["dropped", "sent"]
    assert said(way.letters) == ["2 people of Plain SAS ask for Analytics+: Sara and Adam."]


def test_names_of_notes_differ(office: Office) -> None:
    """One that is gone leaves its number to another: the name is another's all the same."""
    office.create()
    office.record("request", "sara")
    first = claim(office)
    office.outbox.drop(first, version=1, now=office.now)
    office.pass_time(minutes=1)
    office.record("request", "anna")
    assert claim(office).key != first.key


def test_what_failed_is_tried_again_now(office: Office) -> None:
    """All that failed, or one; what waits for its hour and what is on its way are left alone."""
    office.create(users=[*USERS, SECOND_OWNER])
    office.record("request", "sara")
    for _ in range(2):
        note = claim(office)
        later = office.now + dt.timedelta(days=1)
        office.outbox.put_back(note, why="rejected", status="550", not_before=later, is_try=True)
    assert office.outbox.retry(now=office.now, number=99) == 0
    assert office.outbox.retry(now=office.now, number=1) == 1
    assert claim(office).id == 1
    assert office.outbox.retry(now=office.now) == 1
    assert claim(office).id == 2
    office.record("request", "sara", addon="ai-assist")
    assert office.outbox.retry(now=office.now) == 0


def test_what_was_sent_long_ago_is_forgotten(office: Office) -> None:
    """After a month; what waits stays, however old it is."""
    office.create()
    office.record("request", "sara")
    office.deliver(Fake())
    office.record("request", "sara", addon="ai-assist")
    office.pass_time(days=30)
    office.outbox.forget(now=office.now)
    assert len(office.rows()) == 2
    office.pass_time(seconds=1)
    office.outbox.forget(now=office.now)
    assert [row["addon"] for row in office.rows()] == ["ai-assist"]

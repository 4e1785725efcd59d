"""Notes are worded when they are sent, tried until they are taken, and told once."""

import datetime as dt
import itertools

import msgspec
import pytest
import sqlalchemy as sa

from addonctl.actions.change import Prepared
from addonctl.actions.record import answer_change
from addonctl.errors import StorageFailure, UnknownOutcome
from addonctl.model.account import Licenses
from addonctl.model.answers import QuoteAnswer
from addonctl.model.wire import instant
from addonctl.server.notes.delivery import BROKEN_SECONDS, FINAL, LONGEST, Deliveries, pause
from addonctl.server.notes.outbox import LEASE, Outbox
from addonctl.server.notes.ways import Undelivered
from addonctl.server.notes.wording import Letter
from addonctl.text.translator import for_people
from tests.server.notes.office import SECOND_OWNER, USERS, Fake, Office, said
from tests.server.running import RULES


def test_interest_is_told_as_it_is_when_sent(office: Office) -> None:
    """Whoever asked until then is in it, by the names that they have then."""
    office.create()
    office.record("request", "sara")
    office.record("request", "adam")
    renamed = [{**user, "name": "Adèle"} if user["id"] == "adam" else user for user in USERS]
    users = office.accounts.read("plain").account.users
    office.change_account(
        users=tuple(
            msgspec.structs.replace(user, name=given["name"])
            for user, given in zip(users, renamed, strict=True)
        )
    )
    way = Fake()
    office.deliver(way)
    assert said(way.letters) == ["2 people of Plain SAS ask for Analytics+: Sara and Adèle."]


def test_owner_who_left_is_told_nothing(office: Office) -> None:
    """Neither is who is no owner any more; the others are."""
    office.create(users=[*USERS, SECOND_OWNER])
    office.record("request", "sara")
    users = office.accounts.read("plain").account.users
    office.change_account(users=users[1:])
    way = Fake()
    office.deliver(way)
    assert [letter.owner.id for letter in way.letters if letter.owner] == ["omar"]
    assert office.results() == ["dropped", "sent"]
    assert [row["recipient"] for row in office.rows()] == ["omar"]


def test_interest_in_what_was_bought_meanwhile_is_told_nobody(office: Office) -> None:
    """Nobody asks any more."""
    office.create()
    office.record("request", "sara")
    office.record("subscribe", "olga")
    way = Fake()
    office.deliver(way)
    assert (way.letters, office.rows()) == ([], [])


def test_quote_is_told_as_it_was_recorded(office: Office) -> None:
    """In the sentence of its answer, whatever changed and whatever day it is by now."""
    office.create(billing={"purchase_path": "quote"})
    way = Fake()
    answered = [office.record("quote", "olga")]
    office.deliver(way)
    office.pass_time(minutes=30)
    office.change_account(licenses=msgspec.structs.replace(licenses_of(office), standard=12))
    answered.append(office.record("quote", "olga"))
    answered.append(office.record("quote", "olga", addon="ai-assist"))
    office.pass_time(days=1)
    office.deliver(way)
    first, *others = (noted(prepared) for prepared in answered)
    assert "50.00 EUR" in first
    on_day = [each.replace("as priced today", "as priced on 21 Nov 2026") for each in others]
    assert sorted(said(way.letters)) == sorted([first, *on_day])
    assert "12 licences" in on_day[0]


def noted(prepared: Prepared) -> str:
    """Return what the answer of a quote says to the account manager."""
    answer = answer_change(prepared, dry_run=False, recorded=True, recorded_in=None)
    assert isinstance(answer, QuoteAnswer)
    assert answer.notify is not None
    return for_people("en").say(answer.notify.message)


def licenses_of(office: Office) -> Licenses:
    """Return the licences of the account."""
    return office.accounts.read("plain").account.licenses


def test_quote_is_never_told_at_other_amounts(office: Office) -> None:
    """Where prices changed meanwhile, it says who asks for what, and names no amount."""
    office.create(billing={"purchase_path": "quote"})
    office.record("quote", "olga")
    prices = {
        addon: msgspec.structs.replace(price, unit_price="99.00")
        for addon, price in office.accounts.read("plain").account.prices.items()
    }
    office.change_account(prices=prices)
    way = Fake()
    office.deliver(way)
    (text,) = said(way.letters)
    assert text.startswith("Olga of Plain SAS (plain) requests a quote for Analytics+, for all 10")
    assert "EUR" not in text


def test_quotes_of_an_hour_are_told_together(office: Office) -> None:
    """Each by its own sentence, and none that was told before."""
    office.create(billing={"purchase_path": "quote"})
    way = Fake()
    office.record("quote", "olga")
    office.deliver(way)
    for standard in (11, 12):
        office.pass_time(minutes=1)
        office.change_account(
            licenses=msgspec.structs.replace(licenses_of(office), standard=standard)
        )
        office.record("quote", "olga")
    office.pass_time(hours=1)
    office.deliver(way)
    assert [len(letter.told.messages) for letter in way.letters] == [1, 2]
    assert "11 licences" in said(way.letters)[1]
    assert "12 licences" in said(way.letters)[1]


def test_fault_is_tried_again_under_the_same_name(office: Office) -> None:
    """Longer apart each time, until it is taken; what was recorded stays."""
    office.create()
    office.record("request", "sara")
    faults = [Undelivered("unreachable"), Undelivered("postponed", "451 4.7.1"), None]
    way = Fake(*faults)
    keys: set[str] = set()
    times = []
    way.before = lambda: times.append(office.now)
    for _ in range(10):
        office.deliver(way)
        keys |= {letter.note.key for letter in way.letters}
        office.pass_time(seconds=30)
    assert [after - before for before, after in itertools.pairwise(times)] == [
        dt.timedelta(minutes=1),
        dt.timedelta(minutes=2),
    ]
    assert office.results() == ["unreachable", "postponed", "sent"]
    assert (len(way.letters), len(keys)) == (1, 1)
    assert office.accounts.read("plain").version == 1


def test_what_went_wrong_is_kept_in_our_own_words(office: Office) -> None:
    """The fault and its number; the note is due later and free for others."""
    office.create()
    office.record("request", "sara")
    office.deliver(Fake(Undelivered("rejected", "550 5.1.1", is_final=True)))
    (row,) = office.rows()
    assert (row["last_error"], row["attempts"]) == ("rejected 550 5.1.1", 1)
    assert (row["lease_until"], row["not_before"]) == (None, "2026-11-22T09:00:00Z")


@pytest.mark.parametrize("attempts", [1, 2, 5, 20, 10_000])
@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_pauses_grow_and_have_an_end(attempts: int, chance: float) -> None:
    """From half a minute to six hours, spread by chance."""
    fault = Undelivered("silent")
    wait = pause(attempts, fault, chance)
    assert dt.timedelta(seconds=30) <= wait <= LONGEST
    assert wait <= pause(attempts + 1, fault, chance)
    assert pause(attempts, fault, 0.0) < pause(attempts, fault, 1.0)
    assert pause(attempts, Undelivered("rejected", is_final=True), chance) == FINAL


def test_other_side_may_ask_to_wait_but_not_for_ever() -> None:
    """A day at most."""
    assert pause(1, Undelivered("postponed", wait=600), 1.0) == dt.timedelta(minutes=10)
    assert pause(1, Undelivered("postponed", wait=999_999_999), 1.0) == FINAL


def test_note_that_could_not_be_marked_is_not_sent_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other side has taken it, so only the mark is made once the database answers."""
    office.create()
    office.record("request", "sara")
    way = Fake()
    deliverer = office.deliverer(way)
    real = Outbox.mark_sent

    def fail(*_: object, **__: object) -> None:
        raise StorageFailure("BUSY")

    monkeypatch.setattr(Outbox, "mark_sent", fail)
    with pytest.raises(StorageFailure):
        deliverer.deliver_one()
    assert office.rows()[0]["sent_at"] is None
    monkeypatch.setattr(Outbox, "mark_sent", real)
    office.now += LEASE
    assert deliverer.deliver_one() is True
    assert len(way.letters) == 1
    assert office.rows()[0]["sent_at"] is not None
    assert deliverer.deliver_one() is False


def test_nobody_to_write_to_is_no_failure(office: Office) -> None:
    """The note waits, and is sent within the hour in which there is an address."""
    office.create()
    office.record("request", "sara")
    way = Fake(Undelivered("no_address"))
    office.deliver(way)
    (row,) = office.rows()
    assert (row["last_error"], row["attempts"]) == ("no_address", 0)
    office.pass_time(minutes=59)
    assert office.deliver(way) == 0
    office.pass_time(minutes=1)
    assert office.deliver(way) == 1
    assert len(way.letters) == 1


def test_what_cannot_be_worded_is_told_as_a_mistake_and_holds_nobody_up(office: Office) -> None:
    """The note after it is delivered."""
    office.create()
    office.create(id="other")
    office.record("request", "sara")
    office.record("request", "sara", account_id="other")

    class Broken(Fake):
        def send(self, letter: Letter) -> None:
            if letter.note.account_id == "plain":
                raise KeyError
            super().send(letter)

    way = Broken()
    office.deliver(way)
    assert [letter.note.account_id for letter in way.letters] == ["other"]
    assert office.rows()[0]["last_error"] == "unwordable"
    assert '"event":"bug"' in office.log.getvalue()


@pytest.mark.parametrize("damage", ["'{'", "'[]'", "CAST(x'7bff7d' AS TEXT)"])
@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_account_that_cannot_be_read_is_tried_again_later(office: Office, damage: str) -> None:
    """Whether it is no account or no text at all: longer apart each time, and others go on."""
    office.create()
    office.create(id="other")
    office.record("request", "sara")
    office.record("request", "sara", account_id="other")
    with office.database.write() as connection:
        statement = f"UPDATE accounts SET document = {damage} WHERE id = 'plain'"  # noqa: S608
        connection.execute(sa.text(statement))
    way = Fake()
    for minutes in (1, 2):
        office.deliver(way)
        broken, _ = office.rows()
        assert (broken["last_error"], broken["lease_until"]) == ("unwordable", None)
        assert broken["not_before"] == instant(office.now + dt.timedelta(minutes=minutes))
        office.pass_time(minutes=minutes)
    assert [letter.note.account_id for letter in way.letters] == ["other"]
    assert '"event":"bug"' in office.log.getvalue()


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (StorageFailure("BUSY"), {"result": "no database", "code": "BUSY"}),
        (StorageFailure("NOT_STORED"), {"result": "stopped", "code": "NOT_STORED"}),
        (UnknownOutcome("COMMIT_LOST"), {"result": "stopped", "code": "COMMIT_LOST"}),
        (
            sa.exc.ProgrammingError("", {}, Exception()),
            {"event": "bug", "type": "ProgrammingError"},
        ),
    ],
)
@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_log_says_what_stopped_delivering(
    office: Office, monkeypatch: pytest.MonkeyPatch, failure: Exception, told: dict[str, str]
) -> None:
    """Not every failure is a database that doesn't answer."""

    def fail(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(Outbox, "claim", fail)
    deliveries = Deliveries(office.delivery(Fake()))
    assert deliveries._step() == BROKEN_SECONDS  # noqa: SLF001  # a thread has no other end
    assert told.items() <= msgspec.json.decode(office.log.getvalue()).items()


def test_log_says_neither_to_whom_nor_what(office: Office) -> None:
    """The number of the note and what became of it."""
    office.create()
    office.record("request", "sara")
    office.deliver(Fake(Undelivered("rejected", "550")))
    line = msgspec.json.decode(office.log.getvalue().splitlines()[0])
    assert line == {
        "time": office.now.isoformat(),
        "event": "note",
        "note": 1,
        "result": "rejected",
        "by": "fake",
        "status": "550",
    }


def test_addon_that_left_the_catalogue_is_told_by_its_id(office: Office) -> None:
    """What happened stays readable."""
    office.create()
    office.record("request", "sara", addon="ai-assist")
    kept = tuple(each for each in RULES.catalog.addons if each.id != "ai-assist")
    catalog = msgspec.structs.replace(RULES.catalog, addons=kept)
    office.rules = msgspec.structs.replace(RULES, catalog=catalog)
    way = Fake()
    office.deliver(way)
    assert said(way.letters) == ["1 person of Plain SAS asks for ai-assist: Sara."]

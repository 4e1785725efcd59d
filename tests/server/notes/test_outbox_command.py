"""`addonctl outbox`: what waits, what failed and why, who has no address; and to try again."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from msgspec import structs

from addonctl.server.notes.ways import Undelivered
from tests.cli.program import Ran, run
from tests.server.notes.office import SECOND_OWNER, USERS, Fake, Office, opened

MANAGER = {"ADDONCTL_ACCOUNT_MANAGER": "manager@vendor.example"}


@pytest.fixture
def office(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Return an office, in an empty folder."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("HOME", str(tmp_path))
    with opened(url) as office:
        yield office


def outbox(office: Office, url: str, *words: str, **environ: str) -> Ran:
    """Ask for the outbox of a database."""
    del office
    return run("outbox", *words, environ={"ADDONCTL_DATABASE": url, **environ})


def notes(office: Office, url: str, *words: str, **environ: str) -> list[dict[str, Any]]:
    """Return the notes of the JSON."""
    listed: list[dict[str, Any]] = outbox(office, url, *words, "-o", "json", **environ).json[
        "notes"
    ]
    return listed


def everything(office: Office) -> None:
    """Let notes wait, fail, be on their way, and have no address."""
    office.create(users=[*USERS, SECOND_OWNER, {"id": "otto", "roles": ["owner"]}])
    office.record("request", "sara")
    office.deliver(Fake(Undelivered("rejected", "550 5.1.1", is_final=True), None))
    office.create(id="quoted", billing={"purchase_path": "quote"})
    office.record("quote", "olga", account_id="quoted")


def test_outbox_says_how_each_note_stands(office: Office, url: str) -> None:
    """One that was delivered is no more in it."""
    office.create(users=[*USERS, SECOND_OWNER, {"id": "otto", "roles": ["owner"]}])
    office.record("request", "sara")
    way = Fake(Undelivered("rejected", "550 5.1.1", is_final=True), None, Undelivered("no_address"))
    office.deliver(way)
    office.record("request", "adam")
    office.create(id="quoted", billing={"purchase_path": "quote"})
    office.record("quote", "olga", account_id="quoted")
    listed = notes(office, url)
    assert [(note["recipient"], note["state"]) for note in listed] == [
        ("olga", "failed"),
        ("otto", "no_address"),
        ("omar", "waiting"),
        (None, "no_address"),
    ]
    assert listed[0] == {
        "id": 1,
        "kind": "request",
        "account": "plain",
        "addon": "analytics-plus",
        "recipient": "olga",
        "address": "olga@plain.example",
        "state": "failed",
        "why": "rejected",
        "status": "550 5.1.1",
        "attempts": 1,
        "created_at": "2026-11-21T09:00:00Z",
        "not_before": "2026-11-22T09:00:00Z",
    }
    (quote,) = (note for note in notes(office, url, **MANAGER) if note["kind"] == "quote")
    assert (quote["state"], quote["address"]) == ("waiting", "manager@vendor.example")


def test_note_on_its_way_says_so(office: Office, url: str) -> None:
    """Until its lease ends."""
    office.create()
    office.record("request", "sara")
    office.outbox.claim(now=office.now)
    assert [note["state"] for note in notes(office, url)] == ["sending"]


def test_whoever_has_an_address_by_now_is_not_without(office: Office, url: str) -> None:
    """And a webhook needs none."""
    office.create(users=({**USERS[0], "email": None}, *USERS[1:]))
    office.record("request", "sara")
    assert notes(office, url)[0]["state"] == "no_address"
    hook = {"ADDONCTL_WEBHOOK_URL": "https://example.com/hook"}
    assert notes(office, url, **hook)[0]["state"] == "waiting"
    office.deliver(Fake(Undelivered("no_address")))
    assert notes(office, url)[0]["state"] == "no_address"
    assert notes(office, url, **hook)[0]["state"] == "waiting"
    olga, *others = office.accounts.read("plain").account.users
    office.change_account(users=(structs.replace(olga, email="olga@b.example"), *others))
    assert notes(office, url)[0]["state"] == "waiting"


SCREEN = """\
  No.  For              Account  About                      Age  State
    1  olga             plain    request analytics-plus  20 min  failed
      the other side refuses it (550 5.1.1); tried 1 time, again in 24 h
    4  account manager  quoted   quote analytics-plus    20 min  no address
      the setting account_manager names nobody
    5  omar             plain    request analytics-plus   0 min  waiting
      in 40 min
    6  otto             plain    request analytics-plus   0 min  no address
      email of the account's user is missing, or no letter reaches it
"""
NARROW = """\
  No.  For      Account  About              Age  State
    1  olga     plain    request         20 min  failed
                         analytics-plus
      the other side refuses it (550 5.1.1); tried 1 time,
        again in 24 h
    4  account  quoted   quote           20 min  no address
       manager           analytics-plus
      the setting account_manager names nobody
"""


@pytest.fixture
def looked_at(office: Office) -> None:
    """Let all kinds of notes be there: some for a while, some of now."""
    office.now -= dt.timedelta(minutes=20)
    everything(office)
    office.now += dt.timedelta(minutes=20)
    office.record("request", "adam")


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("looked_at")
def test_screen_says_it_to_people(office: Office, url: str) -> None:
    """To whom, about what, and why it isn't there yet; in both languages, as Markdown, too."""
    assert outbox(office, url).out == SCREEN
    french = outbox(office, url, "--lang", "fr").out.splitlines()
    assert french[2].strip() == (
        "le destinataire la refuse (550 5.1.1)\xa0; 1 essai, le prochain dans 24\xa0h"
    )
    assert french[3].split() == [
        *("4", "Account", "Manager", "quoted", "devis", "analytics-plus"),
        *("20", "min", "sans", "adresse"),
    ]
    assert french[4].strip() == "le réglage account_manager ne nomme personne"
    markdown = outbox(office, url, "-o", "markdown").out
    assert "- **5** in 40 min\n" in markdown
    manager = outbox(office, url, **MANAGER)
    assert "account_manager" not in manager.out


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [80, 60])
@pytest.mark.usefixtures("looked_at")
def test_outbox_is_a_table_on_usual_terminals(
    office: Office, url: str, width: int, language: str
) -> None:
    """A row a note: where room is scarce words stand below each other."""
    environ = {"COLUMNS": str(width)}
    out = outbox(office, url, "--lang", language, **environ).out
    assert max(map(len, out.splitlines())) <= width
    assert ("For:" in out, "Pour\xa0:" in out) == (False, False)
    if language == "en":
        assert out.startswith(SCREEN if width == 80 else NARROW)


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_old_notes_are_said_to_be_due(office: Office, url: str) -> None:
    """Ages are in days then, and what may be sent since is no longer waited for."""
    office.now -= dt.timedelta(days=9)
    everything(office)
    shown = outbox(office, url).out.splitlines()
    assert shown[1].split()[-3:] == ["9", "d", "failed"]
    assert shown[2].strip() == "the other side refuses it (550 5.1.1); tried 1 time, and due again"


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize("damage", ["'{'", "CAST(x'7bff7d' AS TEXT)"])
def test_account_that_cannot_be_read_stops_no_other(office: Office, url: str, damage: str) -> None:
    """Its notes are listed as those that can't be worded, and all others as they stand."""
    everything(office)
    with office.database.write() as connection:
        statement = f"UPDATE accounts SET document = {damage} WHERE id = 'plain'"  # noqa: S608
        connection.execute(sa.text(statement))
    listed = notes(office, url, **MANAGER)
    assert [(note["account"], note["state"], note["why"]) for note in listed] == [
        ("plain", "failed", "unwordable"),
        ("quoted", "waiting", None),
    ]
    assert "addonctl can't word it" in outbox(office, url).out


def test_empty_outbox_is_an_answer(office: Office, url: str) -> None:
    """There is nothing to do."""
    assert outbox(office, url).out == "No note waits.\n"
    assert outbox(office, url, "--lang", "fr").out == "Aucune note n'attend.\n"
    assert outbox(office, url, "-o", "json").json["notes"] == []


def test_retry_tries_what_failed_again_now(office: Office, url: str) -> None:
    """All of it, or one; how many is said, and the server takes it up."""
    office.create(users=[*USERS, SECOND_OWNER])
    office.record("request", "sara")
    refused = Undelivered("rejected", "550", is_final=True)
    office.deliver(Fake(refused, refused))
    assert outbox(office, url, "retry", "2", "-o", "json").json["retried"] == 1
    assert [note["not_before"][8:10] for note in notes(office, url)] == ["22", "21"]
    shown = outbox(office, url, "retry")
    assert shown.out.startswith("2 notes are tried again now.\n")
    way = Fake()
    assert office.deliver(way) == 2
    assert outbox(office, url, "retry").out.startswith("0 notes are tried again now.\n")


@pytest.mark.parametrize(
    ("words", "code", "name"),
    [
        (("retry", "99"), 5, "UNKNOWN_NOTE"),
        (("retry", "x"), 2, "BAD_NUMBER"),
        (("retry", "0"), 2, "BAD_NUMBER"),
        (("send",), 2, "UNKNOWN_CHOICE"),
        (("12",), 2, "UNKNOWN_CHOICE"),
        (("retry", "1", "2"), 2, "EXTRA_ARGUMENT"),
    ],
)
def test_outbox_that_is_asked_for_wrongly_is_refused(
    office: Office, url: str, words: tuple[str, ...], code: int, name: str
) -> None:
    """With what is known; nothing is tried again."""
    ran = outbox(office, url, *words)
    assert ran.code == code
    assert name in ran.err


def test_old_notes_do_not_depend_on_the_day(office: Office, url: str) -> None:
    """They stand where they stood."""
    office.create()
    office.record("request", "sara")
    office.now += dt.timedelta(days=400)
    assert notes(office, url)[0]["created_at"] == "2026-11-21T09:00:00Z"

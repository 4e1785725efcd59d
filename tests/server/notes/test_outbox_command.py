"""`addonctl outbox`: what waits, what failed and why, who has no address; and to try again."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
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
  No.  For              Account  About                       Since                 State
    1  olga             plain    interest in analytics-plus  2026-11-21T09:00:00Z  failed
      the other side refuses it (550 5.1.1); tried 1 time, again from 2026-11-22T09:00:00Z on
    4  account manager  quoted   a quote for analytics-plus  2026-11-21T09:00:00Z  has no address
    5  omar             plain    interest in analytics-plus  2026-11-21T09:00:00Z  waiting
      not before 2026-11-21T10:00:00Z
    6  otto             plain    interest in analytics-plus  2026-11-21T09:00:00Z  has no address
"""


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_screen_says_it_to_people(office: Office, url: str) -> None:
    """To whom, about what, and why it isn't there yet; in both languages, as Markdown, too."""
    everything(office)
    office.record("request", "adam")
    assert outbox(office, url).out == SCREEN
    french = outbox(office, url, "--lang", "fr").out.splitlines()
    assert french[2].strip() == (
        "le destinataire la refuse (550 5.1.1)\xa0; 1 essai, le prochain à partir de"
        " 2026-11-22T09:00:00Z"
    )
    assert french[3].split() == [
        *("4", "Account", "Manager", "quoted", "un", "devis", "pour", "analytics-plus"),
        *("2026-11-21T09:00:00Z", "sans", "adresse"),
    ]
    markdown = outbox(office, url, "-o", "markdown").out
    assert "- **5** not before 2026-11-21T10:00:00Z\n" in markdown


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

"""On a server that tells owners and account managers nobody is told twice: the words say who does.

Where the server says nothing of it, as older ones do, all words are as on a file.
"""

from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.accounts import ACCOUNT
from tests.cli.program import run
from tests.cli.servers.conftest import Change
from tests.files import write
from tests.stores.api.recording_accounts import RecordingAccounts

REQUEST: Final = ("request", "ai-assist", "--as", "zoe", "-a", "acme")
QUOTE: Final = ("quote", "ai-assist", "--as", "marie", "--reading", "fr-table", "-a", "acme")
BY_MAIL: Final = {"owners": True, "account_manager": True}
OMAR: Final = {"id": "omar", "name": "Omar Saïd", "roles": ["owner"]}
"""An owner whom no letter reaches."""
TELL: Final = "the note is ready"
NOTE: Final = "is asked for by 1 person"


@pytest.fixture
def omar(there: RecordingAccounts) -> None:
    """Let the account have a second owner, without an e-mail."""
    there.account["users"] = [*there.account["users"], OMAR]


def next_of(ran: Any) -> list[str]:  # noqa: ANN401  # a run
    """Return what a person does next."""
    return [step["en"] for step in ran.json["next"]]


@pytest.mark.parametrize("form", [(), ("-o", "markdown")])
def test_owners_who_are_told_are_not_to_be_told(
    form: tuple[str, ...], there: RecordingAccounts, change: Change
) -> None:
    """By every form of the answer: there is no note to send, and the server is named."""
    there.rulebook["tells"] = BY_MAIL
    ran = change(*REQUEST, *form)
    assert ran.code == 0, ran
    assert "The server tells Marie Duval." in ran.out
    assert (TELL in ran.out, NOTE in ran.out) == (False, False)


@pytest.mark.usefixtures("omar")
def test_program_is_told_whom_to_tell(there: RecordingAccounts, change: Change) -> None:
    """`to_tell` are the owners whom the server doesn't reach; `users` are all of them."""
    there.rulebook["tells"] = BY_MAIL
    ran = change(*REQUEST, "-o", "json")
    assert ran.json["notify"]["users"] == ["marie", "omar"]
    assert ran.json["notify"]["to_tell"] == ["omar"]
    assert next_of(ran) == [
        "The server tells Marie Duval.",
        "Tell Omar Saïd: the note is ready.",
    ]


@pytest.mark.usefixtures("omar")
def test_without_an_address_a_person_tells(there: RecordingAccounts, change: Change) -> None:
    """The note is shown for those whom no letter of the server reaches."""
    there.rulebook["tells"] = BY_MAIL
    ran = change(*REQUEST, "--lang", "fr")
    assert "Le serveur prévient Marie Duval." in ran.out
    assert "Prévenir Omar Saïd\xa0: la note est prête." in ran.out
    assert "AI Assist" in ran.out.rpartition("la note est prête.")[2]


@pytest.mark.usefixtures("omar")
def test_webhook_tells_those_without_an_address(there: RecordingAccounts, change: Change) -> None:
    """Where the server needs none, all owners are told."""
    there.rulebook["tells"] = BY_MAIL | {"needs_address": False}
    ran = change(*REQUEST, "-o", "json")
    assert next_of(ran) == ["The server tells Marie Duval and Omar Saïd."]
    assert ran.json["notify"]["to_tell"] == []


def test_account_manager_who_is_told_gets_no_note(there: RecordingAccounts, change: Change) -> None:
    """Before the question, and after the quote."""
    there.rulebook["tells"] = BY_MAIL
    ran = change(*QUOTE, stdin="y\n", terminal=True, encoding="utf-8")
    assert ran.code == 0, ran
    asked = " ".join(ran.err.split())
    assert "and the server tells the account manager." in asked
    assert "asks nobody" not in asked
    assert "The server tells the account manager." in ran.out
    assert "requests a quote" not in ran.out
    quoted = change(*QUOTE, "--as-of", "2026-12-31", "-n", "-o", "json")
    assert quoted.json["notify"]["to_tell"] == []


def test_account_manager_without_an_address_is_told_by_a_person(
    there: RecordingAccounts, change: Change
) -> None:
    """As today, although the owners are told of requests."""
    there.rulebook["tells"] = {"owners": True}
    ran = change(*QUOTE, stdin="y\n", terminal=True, encoding="utf-8")
    assert "asks nobody by itself" in " ".join(ran.err.split())
    assert "Send the note to the account manager." in ran.out


def test_looking_ahead_says_who_would_tell(there: RecordingAccounts, change: Change) -> None:
    """A dry run, of both."""
    there.rulebook["tells"] = BY_MAIL
    assert "The server would tell Marie Duval." in change(*REQUEST, "-n").out
    assert "The server would tell the account manager." in change(*QUOTE, "-n").out


def test_note_for_whom_the_server_tells_is_not_written(
    there: RecordingAccounts, change: Change, folder: Path
) -> None:
    """It would be told twice; that there is none is said."""
    there.rulebook["tells"] = BY_MAIL
    ran = change(*REQUEST, "--note", "note.eml")
    assert ran.code == 0, ran
    assert "no note was written: the server tells the owners" in ran.err
    assert not (folder / "note.eml").exists()


@pytest.mark.usefixtures("omar")
def test_note_goes_to_the_others_alone(
    there: RecordingAccounts, change: Change, folder: Path
) -> None:
    """It has no reader whom the server tells."""
    there.rulebook["tells"] = BY_MAIL
    assert change(*REQUEST, "--note", "note.eml").code == 0
    letter = message_from_bytes((folder / "note.eml").read_bytes(), policy=policy.default)
    assert "marie@acme.example" not in str(letter)


@pytest.mark.parametrize("tells", [None, {}, {"owners": False}, {"by_pigeon": True}])
@pytest.mark.parametrize("words", [(*REQUEST, "-o", "json"), (*QUOTE, "-y", "-o", "json")])
def test_server_that_tells_nobody_is_as_a_file(
    words: tuple[str, ...],
    tells: dict[str, Any] | None,
    there: RecordingAccounts,
    change: Change,
    folder: Path,
) -> None:
    """So is one that doesn't say so, or says what isn't known yet."""
    if tells is not None:
        there.rulebook["tells"] = tells
    write(folder, ACCOUNT)
    ran = change(*words)
    filed = run(*("a.toml" if each == "acme" else each for each in words))
    assert (ran.json["next"], ran.json["notify"]) == (filed.json["next"], filed.json["notify"])
    assert ran.json["notify"]["to_tell"] == ran.json["notify"]["users"]


def test_what_cannot_be_said_of_telling_is_a_fault_of_the_rulebook(
    there: RecordingAccounts, change: Change
) -> None:
    """It is named, and nothing beside it."""
    there.rulebook["tells"] = {"owners": "yes", "by_pigeon": True}
    ran = change(*REQUEST)
    assert ran.code == 6
    assert "tells.owners" in ran.err
    assert "by_pigeon" not in ran.err

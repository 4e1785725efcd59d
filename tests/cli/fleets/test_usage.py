"""How many accounts are asked about: sources, options that go together, questions that can't be."""

import gzip
import os
import shutil
import threading
from pathlib import Path

import msgspec
import pytest

from addonctl.cli.registry import COMMANDS
from tests.cli.fleets.fleet import FLEET, ON, account, documents, lines_of
from tests.cli.program import Ran, run, spawn

PEOPLE = ("people", "-o", "jsonl", *ON)
THREE = lines_of(account("a"), account("b"), account("c"))


def ids(ran: Ran) -> list[str]:
    """Return which accounts were answered about."""
    assert (ran.code, ran.err) == (0, "")
    return [row["account"]["id"] for row in documents(ran)]


@pytest.fixture
def many(folder: Path) -> Path:
    """Write three accounts as `many.jsonl`."""
    path = folder / "many.jsonl"
    path.write_bytes(THREE)
    return path


def test_source_is_a_file_a_folder_or_a_stream(folder: Path, many: Path) -> None:
    """JSON Lines, packed or not, with or without a last line end, on disk or by a pipe."""
    (folder / "many.jsonl.gz").write_bytes(gzip.compress(THREE))
    (folder / "open.jsonl").write_bytes(THREE.rstrip(b"\n").replace(b"\n", b"\r\n\r\n"))
    (folder / "mark.jsonl").write_bytes(b"\xef\xbb\xbf" + THREE)
    place = folder / "place"
    place.mkdir()
    for name in "cab":
        (place / f"{name}.json").write_bytes(msgspec.json.encode(account(name)))
    for source in (many.name, "many.jsonl.gz", "open.jsonl", "mark.jsonl", "place", "place/"):
        assert ids(run(*PEOPLE, "--accounts", source)) == ["a", "b", "c"]
    assert ids(run(*PEOPLE, "--accounts", "-", stdin=THREE)) == ["a", "b", "c"]
    os.mkfifo(folder / "pipe")
    writer = threading.Thread(target=lambda: Path("pipe").write_bytes(THREE), daemon=True)
    writer.start()
    assert ids(spawn(*PEOPLE, "--accounts", "pipe")) == ["a", "b", "c"]
    writer.join()


def test_no_accounts_are_an_empty_answer(folder: Path) -> None:
    """An empty folder, an empty file, nothing on standard input: nothing is wrong."""
    (folder / "none").mkdir()
    (folder / "none.jsonl").write_bytes(b"")
    for source in ("none", "none.jsonl", "-"):
        assert run(*PEOPLE, "--accounts", source) == Ran(0, "", "")
        assert run("people", "--accounts", source, *ON).out == "0 accounts\n"
    assert run(*PEOPLE, "--accounts", "-", stdin=None) == Ran(0, "", "")


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (("people", "--accounts", "nowhere"), 6, "FILE_MISSING"),
        (("people", "--accounts", ""), 2, "OPTION_NEEDS_VALUE"),
        (("people", "--accounts", "many.jsonl", "-a", "a.toml"), 2, "ACCOUNT_AND_ACCOUNTS"),
        (("people", "--accounts", "a.toml"), 2, "ONE_ACCOUNT_FILE"),
        (("people", "--accounts", "many.jsonl", "-o", "json"), 2, "MANY_AS_JSON"),
        (("people", "--accounts", "many.jsonl", "-o", "xml"), 2, "UNKNOWN_CHOICE"),
        (("people", "-a", "many.jsonl", "-o", "csv"), 2, "NEEDS_ACCOUNTS"),
        (("people", "-o", "jsonl"), 2, "NEEDS_ACCOUNTS"),
        (("people", "-a", "a.toml", "--jobs", "2"), 2, "NEEDS_ACCOUNTS"),
        (("people", "-a", "a.toml", "--strict"), 2, "NEEDS_ACCOUNTS"),
        (("people", "-a", "a.toml", "--problems", "x"), 2, "NEEDS_ACCOUNTS"),
        (("people", "-a", "a.toml", "--after", "x"), 2, "NEEDS_ACCOUNTS"),
        (("people", "-a", "a.toml", "--csv-dialect", "excel-fr"), 2, "NEEDS_ACCOUNTS"),
        (("people", "--accounts", "many.jsonl", "--after", "a"), 2, "AFTER_NEEDS_API"),
        (("people", "--accounts", "many.jsonl", "--jobs", "0"), 2, "BAD_NUMBER"),
        (("people", "--accounts", "many.jsonl", "--jobs", "65"), 2, "BAD_NUMBER"),
        (
            ("people", "--accounts", "many.jsonl", "--csv-dialect", "excel-fr"),
            2,
            "DIALECT_NEEDS_CSV",
        ),
        (("people", "--accounts", "api"), 5, "NO_API"),
        (("people", "--accounts", "https://x.example/v1"), 2, "BAD_ACCOUNTS_ADDRESS"),
        (("people", "--accounts", "http://x.example/v1/accounts"), 4, "API_PLAIN_HTTP"),
        (("people", "--accounts", "https://u:p@x.example/v1/accounts"), 4, "API_ADDRESS_SECRET"),
        (("request", "--accounts", "many.jsonl"), 2, "LIST_NEEDED"),
        (("request", "ai-assist", "--accounts", "many.jsonl"), 2, "LIST_NEEDED"),
        (("request", "--list", "ai-assist", "--accounts", "many.jsonl"), 2, "LIST_ALONE"),
        (("check", "many.jsonl", "--accounts", "many.jsonl"), 2, "FILES_AND_ACCOUNTS"),
        (("check",), 2, "MISSING_ARGUMENT"),
        (("eligibility", "ai-asist", "--accounts", "many.jsonl"), 5, "UNKNOWN_ADDON"),
        (("invoice-preview", "--licenses", "3", "--accounts", "many.jsonl"), 2, "NEEDS_ADDON"),
        (
            ("invoice-preview", "ai-assist", "AI Assist", "--accounts", "many.jsonl"),
            2,
            "ADDON_TWICE",
        ),
        (
            ("invoice-preview", "analytics-plus", "--licenses", "3", "--accounts", "many.jsonl"),
            2,
            "LICENSES_OF_EACH",
        ),
        (
            (
                *("eligibility", "ai-assist", "--as", "olga", "--action", "quote"),
                *("--exit-status", "--accounts", "many.jsonl"),
            ),
            2,
            "EXIT_STATUS_NEEDS_ONE",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_what_can_t_be_asked(argv: tuple[str, ...], code: int, told: str) -> None:
    """It is one mistake, said before an account is read, and not one in every row."""
    ran = run(*argv)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err


def test_no_variable_names_many_accounts(many: Path) -> None:
    """One account that is set isn't asked about where many are named, and does no harm."""
    environ = {"ADDONCTL_ACCOUNT": "nowhere.toml", "ADDONCTL_ACCOUNTS": "nowhere"}
    assert ids(run(*PEOPLE, "--accounts", many.name, environ=environ)) == ["a", "b", "c"]


def test_options_are_those_of_one_account(many: Path) -> None:
    """A filter that finds nobody on an account is a row with its code."""
    data = lines_of(account("a"), account("b", users=[]))
    ran = run(*PEOPLE, "--as", "olga", "--accounts", "-", stdin=data)
    first, second = documents(ran)
    assert [person["id"] for person in first["people"]] == ["olga"]
    assert second["error"]["code"] == "UNKNOWN_USER"
    ran = run("people", "ol", "-o", "jsonl", "--accounts", many.name, *ON)
    assert {len(row["people"]) for row in documents(ran)} == {1}
    asked = ("eligibility", "analytics-plus", "--action", "quote", "-o", "jsonl")
    for reading in ("strict", "fr-table"):
        ran = run(*asked, "--reading", reading, "--accounts", many.name, *ON)
        decisions = documents(ran)[0]["decisions"]
        assert {each["action"] for each in decisions} == {"quote"}


def test_each_account_has_its_own_today() -> None:
    """Without a date it is the day in the account's zone; the clock is read once."""
    data = lines_of(
        account("samoa", time_zone="Pacific/Pago_Pago"),
        account("kiribati", time_zone="Pacific/Kiritimati"),
    )
    ran = run("people", "-o", "jsonl", "--accounts", "-", stdin=data)
    assert [row["as_of"] for row in documents(ran)] == ["2026-11-20", "2026-11-21"]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("name", [name for name, entry in COMMANDS.items() if not entry.is_swept])
def test_other_commands_take_one_account(name: str) -> None:
    """What changes something takes one account, which its question names."""
    ran = run(name, "--accounts", "many.jsonl")
    assert (ran.code, "UNKNOWN_OPTION" in ran.err) == (2, True)


def test_folder_of_the_examples_is_answered(folder: Path) -> None:
    """Forty accounts of several currencies, two of them broken."""
    shutil.copytree(FLEET, folder / "fleet")
    ran = run("invoice-preview", "analytics-plus", "--accounts", "fleet", *ON)
    assert ran.code == 0
    assert ran.out.startswith("40 accounts · Analytics+ · 21 Nov 2026 · 2 can't be read\n")
    assert ran.err.endswith("warning: 2 of 40 accounts can't be read.\n")

"""The same answers from a file and from static files behind a plain web server, byte for byte.

An account is named by its id, once in an accounts folder and once in the API, so that even the
commands that are printed are the same. What may differ is a list, and each of it is hit.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.builders import EXAMPLES
from tests.cli.program import Ran, run
from tests.stores.api.static_files import accounts_of, json_of, serving_files, write_api

BOOK: Final = "price-book.toml"
ACCOUNTS: Final = {account.id: account for account in accounts_of(EXAMPLES, str(EXAMPLES / BOOK))}
COMMANDS: Final[tuple[tuple[str, ...], ...]] = (
    ("catalog", "--why"),
    ("eligibility",),
    ("eligibility", "ai-assist-pro", "--reading", "fr-table", "--action", "quote", "--why"),
    ("invoice-preview", "analytics-plus", "--cycles", "3", "--compare-dates", "2026-12-24"),
    ("invoice-preview", "ai-assist"),
    ("request", "--list"),
    ("people",),
    ("history",),
    ("subscribe", "analytics-plus", "-n"),
    ("quote", "ai-assist-pro", "-n"),
    ("trial", "ai-assist", "-n"),
    ("request", "ai-assist-pro", "-n"),
)
FORMS: Final = (("-o", "json"), ("-o", "markdown"), ("--lang", "en"), ("--lang", "fr"))
CHANGES: Final = {"quote", "trial", "subscribe", "request"}
DIFFERENT: Final = ("a price's file", "where a change is recorded", "an event's id")
"""What may differ."""
_EVENT_ID: Final = re.compile(r"20261121T090000Z-[0-9a-f]{8}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve all examples and their price book as static files."""
    folder = tmp_path_factory.mktemp("api")
    write_api(folder, ACCOUNTS.values(), catalog=json_of(str(EXAMPLES / BOOK)))
    with serving_files(folder) as url:
        yield url


@pytest.fixture
def accounts(folder: Path) -> Path:
    """Copy the examples to an accounts folder in which each is named by its id."""
    place = folder / "accounts"
    place.mkdir()
    for path in EXAMPLES.iterdir():
        if path.suffix in {".toml", ".json"} and path.name != BOOK:
            text = path.read_text("utf-8")
            account_id = next(each for each in ACCOUNTS if f'"{each}"' in text)
            (place / f"{account_id}{path.suffix}").write_text(text, "utf-8")
    (folder / BOOK).write_bytes((EXAMPLES / BOOK).read_bytes())
    return place


def argv_of(command: tuple[str, ...], account_id: str, form: tuple[str, ...]) -> list[str]:
    """Write a command about an account; a change is somebody's."""
    account = ACCOUNTS[account_id]
    actor = ["--as", account.users[0].id] if command[0] in CHANGES and "-n" in command else []
    return [*command, "-a", account_id, "--as-of", "2026-11-21", *actor, *form]


def alike(ran: Ran, places: dict[str, str], hit: set[str]) -> tuple[int, str, str]:
    """Return what a run came to, with one name for each place that may differ."""
    out, err = ran.out, ran.err
    for kind, place in places.items():
        if place in out or place in err:
            hit.add(kind)
        out, err = out.replace(place, f"<{kind}>"), err.replace(place, f"<{kind}>")
    if _EVENT_ID.search(out):
        hit.add(DIFFERENT[2])
    return ran.code, _EVENT_ID.sub("<id>", out), err


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
@pytest.mark.parametrize("account_id", ACCOUNTS)
def test_answers_are_the_same(
    account_id: str, form: tuple[str, ...], accounts: Path, server: str
) -> None:
    """Every reading command, on every example."""
    hit: set[str] = set()
    in_folder = {"ADDONCTL_ACCOUNTS": "accounts", "ADDONCTL_CATALOG": BOOK}
    at_server = {"ADDONCTL_API_URL": server}
    (path,) = (each for each in accounts.iterdir() if each.stem == account_id)
    of_file = {DIFFERENT[0]: BOOK, DIFFERENT[1]: f"accounts/{path.name}"}
    of_server = {
        DIFFERENT[0]: f"{server}/v1/rulebook",
        DIFFERENT[1]: f"{server}/v1/accounts/{account_id}",
    }
    for command in COMMANDS:
        argv = argv_of(command, account_id, form)
        one, other = run(*argv, environ=in_folder), run(*argv, environ=at_server)
        check_answered(one, other, argv)
        assert alike(one, of_file, hit) == alike(other, of_server, hit), argv


def check_answered(one: Ran, other: Ran, argv: list[str]) -> None:
    """See that nothing was compared that is a mere failure of the server."""
    for ran in (one, other):
        assert ran.code in {0, 3, 5, 6, 8}, (argv, ran)
        assert "error[API" not in ran.err


def test_every_difference_is_hit(accounts: Path, server: str) -> None:
    """What may differ does, so that the list has nothing that nobody needs."""
    del accounts
    hit: set[str] = set()
    places = {DIFFERENT[0]: "/v1/rulebook", DIFFERENT[1]: "/v1/accounts/"}
    for command in (("catalog",), ("trial", "analytics-plus", "-n")):
        argv = argv_of(command, "acme", ("-o", "json"))
        alike(run(*argv, environ={"ADDONCTL_API_URL": server}), places, hit)
    assert hit == set(DIFFERENT)


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_answers_without_an_account_are_the_same(form: str, lang: str, server: str) -> None:
    """The catalogue by plan and the rules are the server's, as from files of the same content."""
    book = str(EXAMPLES / BOOK)
    for argv in (("catalog",), ("catalog", "--why"), ("policy",), ("explain", "C1")):
        words = (*argv, "-o", form, "--lang", lang)
        one = run(*words, environ={"ADDONCTL_CATALOG": book})
        other = run(*words, environ={"ADDONCTL_API_URL": server})
        assert one.code == other.code == 0
        assert one.out.replace(book, "B") == other.out.replace(f"{server}/v1/rulebook", "B")

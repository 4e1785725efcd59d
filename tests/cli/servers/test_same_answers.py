"""The same answers from files and from servers, byte for byte: `addonctl serve` and static files.

An account is named by its id, once in an accounts folder and once in the API, so that even the
commands that are printed are the same. What may differ is a list, and each of it is hit.

Every account meets every command and every form, and every command every form; all three at once
are the thorough tests.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
import pytest

from addonctl.stores.files.documents import decode_account, read_document
from addonctl.stores.packaged import load_catalog
from tests.builders import EXAMPLES
from tests.cli.program import Ran, run
from tests.cli.servers.commands import ALONE, COMMANDS, FORMS, argv_of
from tests.cli.servers.differences import Asked, Difference, alike
from tests.cli.servers.places import (
    ACCOUNTS,
    BOOK,
    IN_FOLDER,
    KINDS,
    POLICY,
    REAL,
    Place,
    serving_examples,
    write_folder,
)
from tests.files import write

DIFFERENCES: Final = {
    "a price's file": Difference(re.escape(BOOK), "{url}/v1/rulebook"),
    "the policy's file": Difference(re.escape(POLICY), "{url}/v1/rulebook"),
    "where an account is": Difference(r"accounts/{id}\.(toml|json)", "{url}/v1/accounts/{id}"),
    "an event's id": Difference(
        r"20261121T090000Z-[0-9a-f]{{8}}", r"20261121T090000Z-[0-9a-f]{{8}}"
    ),
    "who sent an event": Difference(
        '"imported_by": null', '"imported_by": "import"', REAL, '"imported_by": null'
    ),
}
"""What may differ, each as a pattern."""


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Name what serves the examples."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def place(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Serve all examples and what they are decided by."""
    with serving_examples(kind, tmp_path_factory.mktemp(kind)) as found:
        yield found


@pytest.fixture(autouse=True)
def accounts(folder: Path) -> None:
    """Write the examples as files, too."""
    write_folder(folder)


@cache
def from_files(argv: tuple[str, ...]) -> Ran:
    """Answer from files, once: wherever they lie, their names are the same."""
    return run(*argv, environ=IN_FOLDER)


def from_server(argv: tuple[str, ...], place: Place) -> Ran:
    """Answer from a server, and see that the token is in nothing that is printed."""
    ran = run(*argv, environ=place.environ)
    assert place.token not in ran.out + ran.err
    assert "error[API" not in ran.err, ran
    assert ran.code in {0, 2, 3, 5, 6, 8}, (argv, ran)
    return ran


def compare(
    argv: tuple[str, ...],
    account_id: str,
    kind: str,
    place: Place,
    *,
    at_server: tuple[str, ...] | None = None,
) -> set[str]:
    """See that two answers are the same, and return what differed as it may."""
    files, server = set[str](), set[str]()
    one = alike(DIFFERENCES, from_files(argv), Asked(account_id, kind), files)
    other = alike(
        DIFFERENCES,
        from_server(at_server or argv, place),
        Asked(account_id, kind, place.url),
        server,
    )
    assert one == other, argv
    return files & server


@pytest.mark.parametrize("account_id", ACCOUNTS)
def test_answers_are_the_same(account_id: str, kind: str, place: Place) -> None:
    """Every command on every example, in a form that the next command or example changes."""
    first = list(ACCOUNTS).index(account_id)
    for number, command in enumerate(COMMANDS, first):
        compare(argv_of(command, account_id, FORMS[number % len(FORMS)]), account_id, kind, place)


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.parametrize("form", FORMS, ids=" ".join)
@pytest.mark.parametrize("account_id", ACCOUNTS)
def test_all_answers_are_the_same(
    account_id: str, form: tuple[str, ...], kind: str, place: Place
) -> None:
    """Every command on every example in every form."""
    for command in COMMANDS:
        compare(argv_of(command, account_id, form), account_id, kind, place)


@pytest.mark.parametrize("first", [0, 3], ids=["documents first", "screens first"])
def test_answers_by_address_are_the_same(first: int, kind: str, place: Place) -> None:
    """Commands that are printed name the account as it was named: by its file, by its address."""
    printed = 0
    for number, command in enumerate(COMMANDS, first):
        form = FORMS[number % len(FORMS)]
        by_file = argv_of(command, "accounts/acme.toml", form)
        by_address = argv_of(command, f"{place.url}/v1/accounts/acme", form)
        compare(by_file, "acme", kind, place, at_server=by_address)
        printed += from_files(by_file).out.count("-a accounts/acme.toml")
    assert printed


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
def test_answers_without_an_account_are_the_same(
    form: tuple[str, ...], kind: str, place: Place
) -> None:
    """The catalogue by plan and the rules are the server's, as from files of the same content."""
    for command in ALONE:
        compare((*command, *form), "", kind, place)


def test_every_difference_is_hit(kind: str, place: Place) -> None:
    """What may differ does, so that the list has nothing that nobody needs."""
    json = ("-o", "json")
    hit = compare(("policy", *json), "", kind, place)
    changes = [each for each in COMMANDS if "-n" in each]
    for command in (("history",), ("invoice-preview", "ai-assist"), *changes):
        for account_id in ("acme", "nordwind"):
            hit |= compare(argv_of(command, account_id, json), account_id, kind, place)
    assert hit == {name for name, each in DIFFERENCES.items() if kind in each.servers}


@pytest.mark.parametrize("form", ["toml", "json"])
def test_nothing_of_an_account_is_lost(form: str, kind: str, place: Place, folder: Path) -> None:
    """What is pulled is what was imported, but for who sent its events."""
    catalog = load_catalog(str(EXAMPLES / BOOK))
    for account in ACCOUNTS.values():
        ran = from_server(("pull", account.id, "-o", form), place)
        path = write(folder, ran.out, f"{account.id}.{form}")
        pulled = decode_account(read_document(str(path), kind="account"), catalog=catalog)
        sender = None if kind == "files" else "import"
        assert {event.imported_by for event in pulled.events} <= {sender}
        events = tuple(msgspec.structs.replace(each, imported_by=None) for each in pulled.events)
        assert msgspec.structs.replace(pulled, events=events) == account

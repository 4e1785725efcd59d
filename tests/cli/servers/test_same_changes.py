"""The same changes on files and on servers: the same answers, byte for byte, and the same events.

Every example meets every change twice and in forms that the next one changes; what may differ is a
list, and each of it is hit. The servers stand on the tests' clock.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.cli.program import Ran, run
from tests.cli.servers.commands import FORMS
from tests.cli.servers.conftest import journal_files
from tests.cli.servers.differences import Asked, Difference, alike
from tests.cli.servers.places import (
    ACCOUNTS,
    BOOK,
    IN_FOLDER,
    REAL,
    Place,
    serving_examples,
    write_folder,
)

pytestmark = pytest.mark.once

DAY: Final = ("--as-of", "2026-11-21")
WHY: Final = ("--reason", "the team moves on", "-y")
OPERATOR: Final = {"ADDONCTL_OPERATOR": "Anna Weber"}
"""Who changes what was bought in files: of servers the token says it."""
COMMANDS: Final[tuple[tuple[str, ...], ...]] = (
    ("request", "ai-assist-pro", "--as", "USER"),
    ("request", "ai-assist-pro", "--as", "USER"),
    ("request", "ai-assist", "--as", "OWNER", *DAY),
    ("trial", "ai-assist", "--as", "OWNER", "-y"),
    ("trial", "ai-assist", "--as", "OWNER", "-y"),
    ("quote", "ai-assist-pro", "--as", "OWNER", "--licenses", "1", "-y"),
    ("quote", "ai-assist-pro", "--as", "OWNER", "--licenses", "1", "-y"),
    ("quote", "analytics-plus", "--as", "USER", "--reading", "fr-table", "-y", *DAY),
    ("subscribe", "analytics-plus", "--as", "OWNER", "--expect-total", "0.01"),
    ("subscribe", "analytics-plus", "--as", "OWNER", "--expect-total", "TOTAL"),
    ("subscribe", "analytics-plus", "--as", "OWNER", "--expect-total", "TOTAL"),
    ("subscribe", "ai-assist", "--as", "USER", "--licenses", "2", "--expect-total", "1"),
    ("trial", "ai-assist-pro", "--as", "OWNER", "-y", "--as-of", "2026-01-05"),
    ("trial", "ai-assist-pro", "--as", "OWNER", "--no-input"),
    ("request", "analytic", "--as", "OWNER"),
    ("request", "ai-assist", "--as", "nobody"),
    ("request", "ai-assist", "--as", "OWNER", "--as-of", "2026-11-22"),
    ("history",),
    ("history", "-o", "json"),
    ("catalog",),
    ("request", "--list"),
    ("amend", "analytics-plus", "--end", "cycle", "-n"),
    ("amend", "analytics-plus", "--end", "cycle", *WHY),
    ("amend", "analytics-plus", "--end", "cycle", *WHY),
    ("amend", "ai-assist", "--licenses", "2", *WHY),
    ("amend", "analytics-plus", "--void", "1", *WHY),
    ("catalog",),
)
"""The changes of one account, and what is told of it after them."""
DIFFERENCES: Final = {
    "a price's file": Difference(re.escape(BOOK), "{url}/v1/rulebook", REAL),
    "where an account is": Difference(
        r"accounts/{id}\.(toml|json)", "{url}/v1/accounts/{id}", REAL
    ),
    "an event's id": Difference(
        r"20261121T090000Z-[0-9a-f]{{8}}", r"20261121T090000Z-[0-9a-f]{{8}}", REAL
    ),
    "a line": Difference(r"…:[0-9]+", r"…:[0-9]+", REAL),
    "a place": Difference(
        r'"line": [0-9]+,\s+"column": [0-9]+', r'"line": [0-9]+,\s+"column": [0-9]+', REAL
    ),
    "the policy's file": Difference(r"policy\.toml", "{url}/v1/rulebook", REAL),
    "an event's key": Difference(
        '"key": null', r'"key": "[A-Za-z0-9_-]{{32}}"', REAL, '"key": …', may_be_same=True
    ),
    "whose token recorded it": Difference(
        '"operator": (null|"Anna Weber")',
        '"operator": "reader"',
        REAL,
        '"operator": …',
        may_be_same=True,
    ),
    "who changed what was bought": Difference(
        "Anna Weber, (stated|selon sa déclaration)", r"\breader(?=\s?;)", REAL
    ),
    "the operator in a command": Difference(
        r"--operator .Anna Weber.\s+", "(?=--reason)", REAL, ""
    ),
    "who sent an event": Difference(
        '"imported_by": null', '"imported_by": "import"', REAL, '"imported_by": …', may_be_same=True
    ),
}
"""What may differ, each as a pattern."""
RICH: Final = ("acme", "nordwind")
"""The examples in which all of that is."""


@pytest.fixture(scope="module", params=REAL)
def kind(request: pytest.FixtureRequest) -> str:
    """Name what serves the examples."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def place(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Serve all examples on the tests' clock, with a token that may change them."""
    folder = tmp_path_factory.mktemp(kind)
    with serving_examples(kind, folder, scope="manage", module="tests.cli.fixed_clock") as found:
        yield found


def argv_of(command: tuple[str, ...], account_id: str, form: tuple[str, ...]) -> tuple[str, ...]:
    """Write a command about an account: with its people, and the total of its purchase."""
    account = ACCOUNTS[account_id]
    owner = next((user for user in account.users if "owner" in user.roles), account.users[-1])
    words = {"USER": account.users[0].id, "OWNER": owner.id, "TOTAL": "1.00"}
    if "TOTAL" in command:
        preview = run(
            "invoice-preview", "analytics-plus", "-a", account_id, "-o", "json", environ=IN_FOLDER
        )
        words["TOTAL"] = preview.json["now"]["total"] if preview.code == 0 else "1"
    return (*(words.get(word, word) for word in command), "-a", account_id, *form)


def change_both(account_id: str, kind: str, place: Place) -> set[str]:
    """Put every change in turn to the account as the ones before left it; return what differed."""
    first = list(ACCOUNTS).index(account_id)
    hit = set[str]()
    for number, command in enumerate(COMMANDS, first):
        form = () if "-o" in command else FORMS[number % len(FORMS)]
        argv = argv_of(command, account_id, form)
        files, server = set[str](), set[str]()
        filed = run(*argv, environ=IN_FOLDER | OPERATOR)
        served = run(*argv, environ=place.environ)
        one = alike(DIFFERENCES, filed, Asked(account_id, kind), files)
        other = alike(DIFFERENCES, served, Asked(account_id, kind, place.url), server)
        assert one == other, argv
        assert filed.code in {0, 2, 3, 5, 6, 8}
        hit |= files & server
    assert journal_files() == []
    whole = ("history", "-a", account_id, "-o", "json")
    see_same_events(run(*whole, environ=IN_FOLDER), run(*whole, environ=place.environ))
    return hit


@pytest.mark.parametrize("account_id", [each for each in ACCOUNTS if each not in RICH])
def test_changes_are_the_same(account_id: str, kind: str, place: Place, folder: Path) -> None:
    """Each change of each example."""
    write_folder(folder)
    change_both(account_id, kind, place)


def test_every_difference_is_hit(kind: str, place: Place, folder: Path) -> None:
    """What may differ does, so that the list has nothing that nobody needs."""
    write_folder(folder)
    assert set().union(*(change_both(each, kind, place) for each in RICH)) == set(DIFFERENCES)


def see_same_events(files: Ran, server: Ran) -> None:
    """See that the same is recorded, but for what is a server's to say: each says who and how."""
    filed, served = files.json["events"], server.json["events"]
    for event in served:
        senders = (event["operator"], event["imported_by"])
        assert senders in {("reader", None), (None, "import")}
        assert (event["key"] is None) == (event["operator"] is None)
    for event in (*filed, *served):
        for name in ("id", "key", "operator", "imported_by"):
            event.pop(name)
    assert filed == served

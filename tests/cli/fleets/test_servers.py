"""Accounts behind an API: page by page, at the server's rate, by the server's rules."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.fleets.fleet import ON, account, documents
from tests.cli.program import CANARY, Ran, run
from tests.cli.servers.places import IN_FOLDER, serving_examples
from tests.stores.api.faulty_server import FaultyServer, Manner, by_path, reply, rulebook
from tests.stores.api.waiting import NotedWaits

PEOPLE: Final = ("people", "-o", "jsonl", *ON)
EMPTY: Final = {"RateLimit-Policy": '"token";q=100;w=5', "RateLimit": '"token";r=0;t=5'}
"""What a server says that takes no more for now: a hundred in five seconds."""


def page(accounts: Sequence[dict[str, Any]], after: str | None, **headers: str) -> Manner:
    """Answer with a page of whole accounts."""
    listed = [
        {"id": each["id"], "name": each["name"], "plan": "x", "version": 0, "account": each}
        for each in accounts
    ]
    return reply({"accounts": listed, "next": after, "later": 1}, headers=headers)


def ask(*pages: Manner, argv: Sequence[str] = PEOPLE, **options: Any) -> tuple[Ran, list[str]]:  # noqa: ANN401
    """Sweep over the pages of a server that is set; return what was asked for, too."""
    server = FaultyServer(by_path(rulebook=reply(rulebook()), accounts=list(pages)))
    environ = {"ADDONCTL_API_URL": server.url, "ADDONCTL_TOKEN": CANARY}
    try:
        waits = options.pop("waits", NotedWaits())
        ran = run(*argv, "--accounts", "api", environ=environ, waits=waits, **options)
    finally:
        server.close()
    return ran, [path for path in server.paths if "rulebook" not in path]


def ids(ran: Ran) -> list[str]:
    """Return which accounts were answered about."""
    return [row["account"]["id"] for row in documents(ran)]


def test_pages_are_asked_for_behind_the_last_account() -> None:
    """To their end; an empty one may stand between, and what isn't known is left aside."""
    ran, asked = ask(
        page([account("a"), account("b")], "b"), page([], "c&x"), page([account("d")], None)
    )
    assert (ran.code, ran.err, ids(ran)) == (0, "", ["a", "b", "d"])
    assert asked == [
        "/v1/accounts?limit=500&include=account",
        "/v1/accounts?limit=500&include=account&after=b",
        "/v1/accounts?limit=500&include=account&after=c%26x",
    ]


def test_sweep_goes_on_where_another_stopped() -> None:
    """A failure says behind which account; `--after` asks for those behind it."""
    broken = reply(b"", status="500 Internal Server Error", media=None)
    ran, _asked = ask(page([account("a"), account("b")], "b"), broken)
    assert (ran.code, ids(ran)) == (7, ["a", "b"])
    assert "warning: 2 accounts were answered until then; go on with --after b\n" in ran.err
    ran, asked = ask(page([account("c")], None), argv=(*PEOPLE, "--after", "b"))
    assert (ran.code, ids(ran)) == (0, ["c"])
    assert asked == ["/v1/accounts?limit=500&include=account&after=b"]
    ran, asked = ask(argv=(*PEOPLE, "--after", "no id"))
    assert (ran.code, asked) == (2, [])


@pytest.mark.parametrize(
    ("headers", "slept"),
    [
        (EMPTY, [0.05]),
        ({"RateLimit": '"token";r=0;t=5'}, [5.0]),
        ({"RateLimit": '"token";r=0;t=900'}, [60]),
        ({"RateLimit": '"token";r=3;t=5'}, []),
        ({"RateLimit": "nonsense"}, []),
        ({}, []),
    ],
    ids=["policy", "reset", "long", "left", "nonsense", "none"],
)
def test_rate_of_the_server_is_kept_to(headers: dict[str, str], slept: list[float]) -> None:
    """Where nothing is left of it the next page waits until something is."""
    waits = NotedWaits()
    ran, _asked = ask(
        page([account("a")], "a", **headers), page([account("b")], None, **headers), waits=waits
    )
    assert (ran.code, ids(ran)) == (0, ["a", "b"])
    assert waits.slept == slept


def test_busy_server_is_waited_for() -> None:
    """As long as it says, which may be longer than a single question would wait."""
    waits = NotedWaits()
    busy = reply(b"", status="429 Too Many Requests", media=None, headers={"Retry-After": "30"})
    ran, asked = ask(page([account("a")], "a"), busy, page([account("b")], None), waits=waits)
    assert (ran.code, ids(ran), len(asked)) == (0, ["a", "b"], 3)
    assert waits.slept == [30]


@pytest.mark.parametrize(
    ("pages", "code", "told"),
    [
        ([page([account("a")], "a"), page([account("a")], None)], 7, "API_PAGES"),
        ([page([account("a")], "x"), page([account("b")], "x")], 7, "API_PAGES"),
        ([reply({"accounts": [{"id": "a"}], "next": None})], 7, "API_NOT_JSON"),
        ([reply(b"{")], 7, "API_NOT_JSON"),
        ([reply({}, status="404 Not Found")], 7, "API_NO_LIST"),
        ([reply({}, status="401 Unauthorized")], 4, "TOKEN_INVALID"),
        ([page([account("a")], "https://evil.example/")], 4, "API_OTHER_ORIGIN"),
    ],
    ids=["twice", "circle", "shape", "syntax", "none", "token", "elsewhere"],
)
def test_list_that_can_t_be_read_is_a_failure(pages: list[Manner], code: int, told: str) -> None:
    """A part of a list is never told as the whole."""
    ran, _asked = ask(*pages)
    assert ran.code == code
    assert f"error[{told}]" in ran.err


def test_account_of_a_server_is_judged_as_a_file(folder: Path) -> None:
    """One that is wrong is a problem with its address; so is one that isn't the one listed."""
    bad = {**account("bad"), "plan": "essential"}
    other = {**account("other")}
    listed = [
        {"id": name, "name": name, "plan": "x", "version": 0, "account": each}
        for name, each in (("bad", bad), ("c", other), ("d", account("d")))
    ]
    ran, _asked = ask(
        reply({"accounts": listed, "next": None}), argv=(*PEOPLE, "--problems", "bad.jsonl")
    )
    assert (ran.code, ids(ran)) == (0, ["d"])
    problems = [json.loads(line) for line in (folder / "bad.jsonl").read_text("utf-8").splitlines()]
    assert [(each["account"], each["code"], each["line"]) for each in problems] == [
        ("bad", "ACCOUNT_INVALID", None),
        ("c", "LISTED_OTHERWISE", None),
    ]
    assert all(each["file"].startswith("http://127.0.0.1") for each in problems)


def test_address_names_all_accounts() -> None:
    """Another server than the one that is set is asked without its token."""
    server = FaultyServer(by_path(rulebook=reply(rulebook()), accounts=page([account("a")], None)))
    environ = {"ADDONCTL_API_URL": "https://other.example", "ADDONCTL_TOKEN": CANARY}
    for address in (f"{server.url}/v1/accounts", f"{server.url}/v1/accounts/"):
        ran = run(*PEOPLE, "--accounts", address, environ=environ)
        assert (ran.code, ids(ran)) == (0, ["a"])
    server.close()
    assert not any(b"Authorization" in request for request in server.requests)


@pytest.mark.parametrize("kind", ["sqlite"])
def test_server_and_lines_have_the_same_answers(folder: Path, kind: str) -> None:
    """All accounts of `addonctl serve` are answered as the same ones in a file."""
    with serving_examples(kind, folder) as place:
        for argv in (PEOPLE, ("catalog", "-o", "csv", *ON)):
            there = run(*argv, "--accounts", "api", environ=place.environ)
            here = run(*argv, "--accounts", "accounts", environ=IN_FOLDER)
            assert (there.code, there.err, here.code) == (0, "", 0)
            rows = sorted(there.out.splitlines()), sorted(here.out.splitlines())
            assert rows[0] == rows[1]

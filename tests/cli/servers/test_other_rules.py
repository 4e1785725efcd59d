"""A server that decides by other rules: every answer that it has a part in warns of it, once."""

import json
from pathlib import Path
from typing import Final

import pytest

from addonctl.cli.registry import COMMANDS
from tests.cli.program import CANARY, run
from tests.cli.servers.conftest import Serve
from tests.files import replaced, write
from tests.stores.api.faulty_server import reply, rulebook

ASKING: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "catalog": (("catalog", "-a", "acme"), ("catalog",)),
    "eligibility": (("eligibility", "-a", "acme"), ("eligibility", "-a", "acme", "--why")),
    "invoice-preview": (("invoice-preview", "analytics-plus", "-a", "acme"),),
    "subscribe": (("subscribe", "analytics-plus", "-a", "acme", "--as", "marie", "-n"),),
    "quote": (("quote", "ai-assist-pro", "-a", "acme", "--as", "marie", "-n"),),
    "trial": (("trial", "analytics-plus", "-a", "acme", "--as", "paul", "-n"),),
    "request": (
        ("request", "--list", "-a", "acme"),
        ("request", "analytics-plus", "-a", "acme", "--as", "zoe", "-n"),
    ),
    "amend": (("amend", "analytics-plus", "-a", "bought", "-n"),),
    "invoice-check": (
        (
            "invoice-check",
            "analytics-plus",
            "-a",
            "acme",
            "--charged",
            "1.00",
            "--on",
            "2026-11-21",
        ),
    ),
    "people": (("people", "-a", "acme"),),
    "history": (("history", "-a", "acme"),),
    "policy": (("policy",), ("policy", "--why")),
    "explain": (
        ("explain",),
        ("explain", "C1"),
        ("explain", "ROLE_OWNER_ONLY"),
        ("explain", "trial_used"),
    ),
    "config": (("config",),),
    "doctor": (("doctor",),),
    "pull": (("pull", "acme"),),
    "push": (("push", "acme.json", "-n"),),
}
"""The commands that ask a server what it decides by."""
ALONE: Final = frozenset({"check", "completion", "db", "new", "outbox", "schema", "serve", "token"})
"""The commands that ask none."""
WORDS: Final = "decides by other rules (99)"


@pytest.fixture
def environ(serve: Serve, folder: Path, acme: dict[str, object]) -> dict[str, str]:
    """Set a server of other rules, which prescribes neither a catalogue nor a policy."""
    write(folder, json.dumps(acme), "acme.json")
    event = {"kind": "subscribed", "date": "2026-11-03", "addon": "analytics-plus", "quantity": 10}
    bought = reply({**acme, "id": "bought", "events": [event]})
    return {"ADDONCTL_API_URL": serve(rulebook=reply(rulebook(rules=99)), bought=bought).url}


def test_every_command_is_here() -> None:
    """A new command asks servers or none."""
    assert ASKING.keys() | ALONE == COMMANDS.keys()


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
@pytest.mark.parametrize(
    "argv", [argv for argvs in ASKING.values() for argv in argvs], ids=" ".join
)
def test_other_rules_are_said_on_each_answer(
    argv: tuple[str, ...], form: str, environ: dict[str, str]
) -> None:
    """To people once, on the screen or beside what is for others; in JSON among the warnings."""
    ran = run(*argv, *(("-o", form) if form in _forms(argv[0]) else ()), environ=environ)
    assert ran.code == 0, ran
    if form == "json" and argv[0] != "pull":
        codes = [each["code"] for each in ran.json["warnings"]]
        assert codes.count("RULES_DIFFER") == 1
    else:
        assert (ran.out + ran.err).replace("\n  ", " ").count(WORDS) == 1


@pytest.mark.parametrize(
    "argv",
    [
        ("push", "other.json"),
        ("trial", "analytics-plus", "-a", "acme", "--as", "paul"),
        ("subscribe", "analytics-plus", "-a", "acme", "--as", "marie"),
    ],
    ids=lambda argv: argv[0],
)
def test_other_rules_are_said_before_a_question(
    argv: tuple[str, ...], serve: Serve, folder: Path, acme: dict[str, object]
) -> None:
    """Who is to confirm a change knows it in time."""
    server = serve(
        rulebook=reply(rulebook(rules=99, records=True)),
        other=reply(acme | {"id": "other"}, headers={"ETag": '"1-a"'}),
    )
    environ = {"ADDONCTL_API_URL": server.url, "ADDONCTL_TOKEN": CANARY, "NO_COLOR": "1"}
    assert run("pull", "other", "--to", "other.json", environ=environ).code == 0
    file = folder / "other.json"
    file.write_text(replaced(file.read_text("utf-8"), ("Marie", "Maria")), "utf-8")
    ran = run(*argv, stdin="no\n", terminal=True, environ=environ)
    assert (ran.code, ran.out) == (130, "")
    assert ran.err.replace("\n  ", " ").count(WORDS) == 1


@pytest.mark.parametrize("argv", [("explain", "API_BUSY"), ("schema", "account"), ("new",)])
def test_what_asks_no_server_says_nothing_of_it(
    argv: tuple[str, ...], environ: dict[str, str]
) -> None:
    """Where a server has no part in an answer, its rules are nobody's concern."""
    ran = run(*argv, environ=environ)
    assert (ran.code, ran.err) == (0, "")
    assert WORDS not in ran.out


def test_same_rules_are_not_mentioned(serve: Serve) -> None:
    """The check above can fail."""
    assert "other rules" not in run("explain", "C1", environ={"ADDONCTL_API_URL": serve().url}).out


def _forms(command: str) -> tuple[str, ...]:
    return COMMANDS[command].forms or ("table", "json", "markdown")

"""What an account with many people answers: every count is true, and the answer is no square."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.accounts import ACCOUNT
from tests.cli.program import run
from tests.files import write

OWNERS = "".join(f'\n[[users]]\nid = "o{n}"\nroles = ["owner"]\n' for n in range(2, 13))
"""Eleven more owners: twelve in all."""
ON = ("--as-of", "2026-11-21")
MOST_BYTES_A_DECISION = 2500


@pytest.fixture
def twelve(folder: Path) -> None:
    """Write an account with twelve owners."""
    write(folder, ACCOUNT + OWNERS)


def crowd(count: int, *roles: str) -> str:
    """Return an account of `count` people whose roles take turns."""
    account = {
        "schema": 1,
        "id": "b",
        "name": "B",
        "plan": "essentials",
        "currency": "EUR",
        "billing": {"frequency": "monthly", "anchor": "2026-10-31"},
        "licenses": {"standard": 10, "additional": 3},
        "users": [{"id": f"u{n:04}", "roles": [roles[n % len(roles)]]} for n in range(count)],
    }
    return json.dumps(account)


def colleagues(decision: Any) -> list[Any]:  # noqa: ANN401 - a document's part
    """Return the steps to a colleague."""
    return [step for step in decision["next_steps"] if step["by"] == "colleague"]


@pytest.mark.usefixtures("twelve")
def test_refusal_counts_every_owner() -> None:
    """Three are named, and the others are nine."""
    ran = run("subscribe", "analytics-plus", "-a", "a.toml", "--as", "zoe", "-n", *ON)
    assert "ask Marie Duval (owner), o2 (owner), o3 (owner) or 9 more" in ran.err


@pytest.mark.usefixtures("twelve")
@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_screen_says_how_many_more_can(columns: str) -> None:
    """Where colleagues are named with their commands, the others are counted."""
    words = ("eligibility", "analytics-plus", "-a", "a.toml", "--as", "zoe", *ON)
    ran = run(*words, "--action", "subscribe", "--why", environ={"COLUMNS": columns})
    assert ran.out.count("--as o") == 9
    assert "2 more can, too." in ran.out


@pytest.mark.usefixtures("twelve")
@pytest.mark.parametrize(("user", "named"), [(("--as", "zoe"), 10), ((), 3)])
def test_json_counts_those_whom_it_does_not_name(user: tuple[str, ...], named: int) -> None:
    """Named and `more` are all of them, and `may` lists them once."""
    answer = run("eligibility", "-a", "a.toml", *user, *ON, "-o", "json").json
    decision = next(
        each
        for each in answer["decisions"]
        if (each["user"], each["addon"], each["action"]) == ("zoe", "analytics-plus", "subscribe")
    )
    steps = colleagues(decision)
    assert [step["more"] for step in steps] == [0] * (named - 1) + [12 - named]
    may = {(each["addon"], each["action"]): each["users"] for each in answer["may"]}
    assert may["analytics-plus", "subscribe"] == ["marie", *(f"o{n}" for n in range(2, 13))]
    assert may["analytics-plus", "request"] == ["paul", "zoe"]


@pytest.mark.parametrize("reading", ["strict", "fr-table"])
def test_named_and_counted_are_those_who_may(folder: Path, reading: str) -> None:
    """For every decision, whoever is asked about and whether they are among those who may."""
    write(folder, crowd(40, "owner", "admin", "supervisor", "agent"), "b.json")
    words = ("eligibility", "-a", "b.json", *ON, "--reading", reading, "-o", "json")
    answer = run(*words).json
    may = {(each["addon"], each["action"]): each["users"] for each in answer["may"]}
    allowed: dict[tuple[str, str], list[str]] = {
        (each["addon"], each["action"]): [] for each in answer["decisions"]
    }
    for each in answer["decisions"]:
        if each["allowed"]:
            allowed[each["addon"], each["action"]].append(each["user"])
        steps = colleagues(each)
        if steps:
            action = steps[0]["change"].get("action", each["action"])
            able = [user for user in may[each["addon"], action] if user != each["user"]]
            assert [step["who"] for step in steps] == able[: len(steps)]
            assert len(steps) + steps[-1]["more"] == len(able)
    assert may == allowed


@pytest.mark.parametrize(
    "roles",
    [("owner",), ("owner", "agent"), ("owner", "admin", "supervisor", "agent")],
    ids="-".join,
)
def test_answer_grows_with_the_account_and_not_with_its_square(
    folder: Path, roles: tuple[str, ...]
) -> None:
    """Four times as many people are four times as many bytes, and a decision has its bound."""
    sizes = []
    for count in (150, 600):
        write(folder, crowd(count, *roles), "b.json")
        text = run("eligibility", "-a", "b.json", *ON, "-o", "json").out
        decisions = len(json.loads(text)["decisions"])
        assert decisions == count * 12
        sizes.append(len(text.encode()) / decisions)
    fewer, more = sizes
    assert more < fewer * 1.02
    assert more < MOST_BYTES_A_DECISION

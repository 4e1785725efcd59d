"""Rows of accounts that are plainly right are those that are made by looking into everything."""

import copy
import datetime as dt
import json
import random
from typing import Any

import msgspec
import pytest

from addonctl.stores.sweeping.blocks import Item
from addonctl.sweep import Question
from addonctl.sweep.engine import Engine
from addonctl.sweep.question import Command
from tests.builders import PACKAGED_CATALOG, PACKAGED_POLICY
from tests.cli.fleets.fleet import example_accounts
from tests.cli.program import NOW
from tests.stores.files.test_lines import FULL, ODD, WORDS, places

DATES = [dt.date(2025, 12, 31), dt.date(2026, 11, 21), dt.date(2027, 3, 1)]


def question(command: Command, addon: str | None, **asked: object) -> Question:
    """Ask for rows of CSV."""
    plain = Question(
        command=command,
        form="csv",
        catalog=PACKAGED_CATALOG,
        policy=PACKAGED_POLICY,
        now=NOW,
        addon=addon,
    )
    return msgspec.structs.replace(plain, **asked)


QUESTIONS = [
    *(question("invoice-preview", "analytics-plus", as_of=day) for day in DATES),
    question("invoice-preview", "ai-assist", dialect="excel-fr"),
    question("invoice-preview", "ai-assist-pro", as_of=30),
    *(question("eligibility", None, as_of=day) for day in DATES),
    question("eligibility", "ai-assist", actions=("trial", "request"), reading="fr-table"),
    question("eligibility", "analytics-plus", actions=("subscribe",), dialect="excel-fr"),
]


def careful(asked: Question) -> Engine:
    """Make what looks into everything."""
    engine = Engine(asked)
    engine._plain_rows = None  # noqa: SLF001  # so that the other rows are made
    return engine


def changed_accounts() -> list[dict[str, Any]]:
    """Make accounts that a few changes made odd or wrong, the same each time."""
    draw = random.Random(5)  # noqa: S311
    accounts = []
    for _ in range(80):
        tree = copy.deepcopy(FULL)
        tree["billing"] |= {"anchor": f"202{draw.randint(4, 7)}-0{draw.randint(1, 9)}-28"}
        del tree["events"][draw.randint(0, 4) :]
        for _ in range(draw.randint(0, 2)):
            holder, key = draw.choice(list(places(tree)))
            holder[key] = draw.choice([*WORDS, *ODD])
        accounts.append(tree)
    return accounts


@pytest.mark.parametrize("asked", QUESTIONS, ids=range(len(QUESTIONS)))
def test_plain_rows_are_the_careful_ones(asked: Question) -> None:
    """Whatever is in an account: the row is the same, or the problem, and many are plain."""
    plain, slow = Engine(asked), careful(asked)
    lines = [msgspec.json.encode(account) for account in example_accounts()]
    lines += [json.dumps(tree).encode() for tree in changed_accounts()]
    rows = [plain.row(Item(number, line)) for number, line in enumerate(lines)]
    assert rows == [slow.row(Item(number, line)) for number, line in enumerate(lines)]
    assert sum(row.problem is None for row in rows) > len(rows) // 4


@pytest.mark.parametrize("command", ["invoice-preview", "eligibility"])
def test_text_of_others_is_no_mark(command: Command) -> None:
    """What a name or an id holds never turns into somebody else's, or into another cell."""
    asked = question(command, "analytics-plus")
    tree = copy.deepcopy(FULL) | {"name": 'é\u202e "x", ;'}
    tree["users"] = [{"id": "\u200b{0} %s \u0085", "roles": ["owner"]}]
    item = Item(1, json.dumps(tree, ensure_ascii=False).encode())
    row = Engine(asked).row(item)
    assert row.text
    assert row == careful(asked).row(item)

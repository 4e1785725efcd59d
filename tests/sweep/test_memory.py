"""Check that a sweep leaves nothing behind that only a collector would find: a command has none."""

import datetime as dt
import gc
from collections.abc import Iterator
from typing import Any, Final

import msgspec
import pytest

from addonctl.sweep import Question, sweep
from addonctl.sweep.question import RowForm
from tests.builders import PACKAGED_CATALOG, PACKAGED_POLICY
from tests.cli.fleets.fleet import account

BOUGHT: Final = [{"kind": "subscribed", "date": "2026-11-01", "addon": "analytics-plus"}]
LINES: Final = [
    msgspec.json.encode(each)
    for each in (
        account("right"),
        account("bought", events=BOUGHT),
        account("no-price", prices={}, currency="CZK"),
        account("wrong", plan="essential"),
        account("early", billing={"frequency": "monthly", "anchor": "2027-01-31"}),
    )
] + [b'{"id": "cut"', b"[]", b'{"schema": 1}', b"\xff", b"null"]
NOW: Final = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
ASKED: Final[list[dict[str, Any]]] = [
    {"command": "invoice-preview", "addon": "analytics-plus"},
    {"command": "invoice-preview", "addon": "ai-assist", "licenses": 900},
    {"command": "invoice-preview", "addon": "analytics-plus", "user": "nobody"},
    {
        "command": "invoice-preview",
        "addon": "analytics-plus",
        "compare_dates": (dt.date(2026, 11, 22), dt.date(2026, 12, 22)),
    },
    {"command": "eligibility", "user": "nobody"},
    {"command": "eligibility"},
    {"command": "catalog"},
    {"command": "people"},
    {"command": "request"},
    {"command": "history"},
    {"command": "check"},
]


@pytest.fixture(autouse=True, scope="module")
def _frozen() -> Iterator[None]:
    """Set aside what is there already, so that to look for circles takes no time."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


def circles(question: Question, times: int) -> int:
    """Sweep, and count the objects that only hold each other afterwards."""
    gc.collect()
    for _ in sweep(LINES * times, question):
        pass
    return gc.collect()


@pytest.mark.parametrize("form", ["csv", "jsonl", "none"])
@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: " ".join(map(str, asked.values())))
def test_nothing_is_left_of_an_account(asked: dict[str, Any], form: RowForm) -> None:
    """Whether it was answered, refused or couldn't be read: more of them leave no more."""
    question = Question(
        form=form,
        catalog=PACKAGED_CATALOG,
        policy=PACKAGED_POLICY,
        reading="strict",
        now=NOW,
        **asked,
    )
    circles(question, 1)
    assert circles(question, 1) == circles(question, 4)

"""The people of an account on streams of every kind: who they are, and what each may do."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from addonctl.actions.people import list_people
from addonctl.model.context import Context
from addonctl.model.views import AccountView
from addonctl.output.screens.registry import render
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator
from tests.builders import make_account, make_context
from tests.output.screens.support import ENGLISH, PIPE, example_subject, terminal

ACME = example_subject("acme.toml")
NAMELESS = make_context(
    make_account(users=[{"id": "o", "roles": ["owner"]}, {"id": "a", "roles": ["admin"]}])
)
MARKDOWN = StreamFeatures(
    is_terminal=False, width=None, has_color=False, encoding="utf-8", is_markdown=True
)


def people(
    context: Context,
    features: StreamFeatures,
    *,
    say: Translator = ENGLISH,
    **invocation: Any,  # noqa: ANN401
) -> str:
    """Show people."""
    answer = list_people(context, **invocation)
    return render(AccountView(answer=answer, context=context), say, features)


SCREENS_OF_PEOPLE: dict[str, Callable[..., str]] = {
    "people-acme-80": partial(people, ACME, terminal(80)),
    "people-acme-120": partial(people, ACME, terminal(120)),
    "people-acme-20": partial(people, ACME, terminal(20), text="martin"),
    "people-acme-markdown": partial(people, ACME, MARKDOWN),
    "people-found-80": partial(people, ACME, terminal(80), text="LEFEVRE"),
    "people-nobody-80": partial(people, ACME, terminal(80), text="nobody"),
    "people-past-due-120": partial(people, example_subject("past-due.toml"), terminal(120)),
    "people-without-names-120": partial(people, NAMELESS, terminal(120)),
}


@pytest.mark.parametrize("width", range(20, 141, 3))
def test_table_grows_by_whole_columns_and_never_past_the_edge(width: int) -> None:
    """Addresses come on a wide terminal and what people may do once it fits, all of it or none."""
    text = people(ACME, terminal(width)).partition("\nW")[0]
    assert all(len(line) <= width for line in text.splitlines())
    assert ("marie@acme.example" in text) == (width >= 120)
    assert ("subscribe, trial" in text) == ("AI Assist Pro" in text)


def test_nothing_is_cut_off_a_terminal() -> None:
    """A log and a ticket hold every column, however wide."""
    for features in (PIPE, MARKDOWN):
        text = people(ACME, features)
        for word in ("yanis", "Yanis Fournier", "agent", "yanis@acme.example", "subscribe, trial"):
            assert word in text

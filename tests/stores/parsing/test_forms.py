"""Check that whatever stands wrongly in a field is answered with a form that is right there."""

import copy
import datetime as dt
import itertools
import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import inspect

from addonctl.model.messages import Message
from addonctl.model.preferences import SettingsFile
from addonctl.stores.files.documents import Content, account_content
from addonctl.stores.parsing.catalog_checks import catalog_content
from addonctl.stores.parsing.lexer import Format
from addonctl.stores.parsing.policy_checks import POLICY_CONTENT
from addonctl.stores.parsing.raw import Path, Tree
from addonctl.stores.parsing.suggestions import path_text
from addonctl.stores.parsing.syntax import BareNumber
from addonctl.stores.parsing.types import find_problems
from tests.builders import PACKAGED_CATALOG
from tests.stores.reading import ACCOUNT

ALL_OF_AN_ACCOUNT = (
    ACCOUNT[: ACCOUNT.index("[[events]]")]
    + """
[[events]]
kind = "subscribed"
date = 2026-01-01
addon = "analytics-plus"
"""
)
CATALOG = """\
[[plans]]
id = "starter"
name = "Starter"
offers = ["notes"]

[[addons]]
id = "notes"
name = "Notes"
basis = "assigned"

[[prices]]
addon = "notes"
currency = "EUR"
unit_price = "1.00"
per = "month"
valid_from = 2026-01-01
"""
POLICY = """\
schema = 1

[[document]]
id = "handbook"
title = "Handbook"
address = "https://example.com"

[[permit]]
id = "one"
code = "MAY_SUBSCRIBE"
when = { role = ["owner"] }
source = [{ document = "handbook", section = "roles" }]

[[forbid]]
id = "two"
code = "ROLE_NO_ACCESS"
when = { role = ["agent"] }
inferred = "because"

[[route]]
id = "three"
code = "NO_PRICE_KNOWN"
route = "quote"
when = { price_known = false }
inferred = "because"

[[conflict]]
id = "C9"
question = "May they?"
why = "two sentences"
[[conflict.reading]]
name = "strict"
disables = ["one"]
source = [{ document = "handbook", section = "roles" }]
[[conflict.reading]]
name = "fr-table"
disables = []
source = [{ document = "handbook", section = "roles" }]
"""
SETTINGS = 'catalog = "prices.toml"\n'
KINDS: dict[str, tuple[Content[Any], str]] = {
    "account": (account_content(PACKAGED_CATALOG), ALL_OF_AN_ACCOUNT),
    "catalog": (catalog_content(PACKAGED_CATALOG), CATALOG),
    "policy": (POLICY_CONTENT, POLICY),
    "settings": (Content(SettingsFile, lambda _tree: ()), SETTINGS),
}
WRONG: tuple[object, ...] = (
    *("", "text", "Owner", "MONTHLY", "yes", "10%", "10 %", "15 €", "$15.00", "EUR 15", "1 234,50"),
    *("1.234,50", "3,305", "-5", "31/01/2026", "2026-01-31T10:00:00", "2026/1/31", "agent, owner"),
    *(0, 7, -1, 99999999, True, False, BareNumber("1.5"), BareNumber("10.0")),
    *(dt.date(2026, 1, 31), dt.datetime(2026, 1, 31, 10)),  # noqa: DTZ001  # as TOML holds it
    *([], ["text"], [7], ["owner", "agent"], {}, {"text": 1}, [{}]),
)

EXAMPLES_IN_SENTENCES = {
    "NOT_A_PRICE": "9.99",
    "NOT_AN_AMOUNT": "9.99",
    "NOT_A_PERCENTAGE": "20",
}
CHANGED: Tree = {"kind": "licenses_changed", "quantity": 9}
OF_KINDS: dict[str, Tree] = {
    "event": {"kind": "voided", "event": "1"},
    "quantity_before": CHANGED,
    "effective": CHANGED,
    "credit_note": CHANGED,
}
"""What an event needs so that it may have a key."""
WITHOUT_A_FORM = {"NEWER_SCHEMA", "NOT_AN_ID", "EXPECTED_LIST_OF_TABLES"}
"""Those that say what is allowed in their own words."""


@pytest.mark.parametrize("text_format", ["TOML", "JSON"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_form_that_is_shown_is_right_for_the_field(kind: str, text_format: Format) -> None:
    """Every field, with everything wrong: pasted back, the field has no problem any more."""
    content, text = KINDS[kind]
    base = tomllib.loads(text)
    if text_format == "JSON":
        base = json.loads(json.dumps(base, default=str))
    assert _found(kind, base, text_format) == {}
    pasted = set()
    for path in _paths(inspect.type_info(content.kind), ()):
        for value in (*WRONG, *([None] if text_format == "JSON" else [])):
            if text_format == "JSON" and isinstance(value, dt.date):
                continue
            kept = _of_kind(base, path)
            tree = _with_value(kept, path, value)
            message = _found(kind, tree, text_format, is_typed=True).get(path_text(path) or "")
            if message is None or _kind(message) in WITHOUT_A_FORM:
                continue
            form = _pasted(message, path, text_format)
            if (path, repr(form)) in pasted:
                continue
            pasted.add((path, repr(form)))
            right = _with_value(kept, path, form)
            left = {
                place: found
                for place, found in _found(kind, right, text_format).items()
                if place.startswith(path_text(path) or "")
            }
            assert left == {}, (path, message)
    assert len(pasted) > 10, "nothing was wrong"


def _of_kind(base: Tree, path: Path) -> Tree:
    """Make the event of a kind that has the key, where only one kind does."""
    of_kind = OF_KINDS.get(str(path[-1])) if path[:1] == ("events",) else None
    if of_kind is None:
        return base
    events = base["events"]
    assert isinstance(events, list)
    (event,) = events
    return {**base, "events": [{**event, **of_kind}]}


def _kind(message: Message) -> str:
    return message.code.partition(".")[0]


def _paths(kind: inspect.Type, path: Path) -> Iterator[Path]:
    """List the paths of all fields, with one row of each list."""
    match kind:
        case inspect.UnionType():
            for each in kind.types:
                yield from _paths(each, path)
        case inspect.StructType():
            for field in kind.fields:
                yield (*path, field.encode_name)
                yield from _paths(field.type, (*path, field.encode_name))
        case inspect.VarTupleType():
            yield (*path, 0)
            yield from _paths(kind.item_type, (*path, 0))
        case inspect.DictType():
            yield (*path, "analytics-plus")
            yield from _paths(kind.value_type, (*path, "analytics-plus"))
        case _:
            return


def _with_value(base: Any, path: Path, value: object) -> Any:  # noqa: ANN401  # trees of any kind
    """Return a copy with another value at a path, whose tables and rows are made where needed."""
    tree = copy.deepcopy(base)
    place = tree
    for part, following in itertools.pairwise(path):
        empty: object = [] if isinstance(following, int) else {}
        if isinstance(part, str):
            place = place.setdefault(part, empty)
        else:
            place.extend([empty] * (part + 1 - len(place)))
            place = place[part]
    if isinstance(path[-1], int):
        place[path[-1] : path[-1] + 1] = [value]
    else:
        place[path[-1]] = value
    return tree


def _found(
    kind: str, tree: Tree, text_format: Format, *, is_typed: bool = False
) -> dict[str, Message]:
    content, _text = KINDS[kind]
    problems = find_problems(
        tree,
        content.kind,
        () if is_typed else content.meaning(tree),
        text="",
        text_format=text_format,
        file=None,
        known=content.known(tree),
    )
    return {problem.path or "": problem.message for problem in problems.listed}


def _pasted(message: Message, path: Path, text_format: Format) -> object:
    """Read what a message says to write, as a person pastes it."""
    values = message.values
    for key in ("written", "meant", "value"):
        if key in values and (key != "value" or message.code == "BARE_NUMBER"):
            return values[key]
    form = values.get("form")
    if isinstance(form, Message):
        text = str(form.values["form"])
        is_item = isinstance(path[-1], int)
        if text_format == "JSON":
            return json.loads(text) if is_item else json.loads(f"{{{text}}}")[path[-1]]
        return tomllib.loads(f"x = {text}")["x"] if is_item else tomllib.loads(text)[str(path[-1])]
    known = values.get("known")
    if isinstance(known, tuple):
        return known[0]
    return EXAMPLES_IN_SENTENCES[message.code]

"""Check that an event is appended to whatever text a person wrote, and nothing else changes."""

import datetime as dt
import json
import tomllib
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from addonctl.errors import DataFailure, StorageFailure
from addonctl.model.account import Event
from addonctl.stores.files.append import append_event
from tests.stores.files.writing import BLOCK, EVENT
from tests.stores.reading import ACCOUNT, parse, sentences_of

BOM = b"\xef\xbb\xbf"

texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20
)
days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
amounts = st.from_regex(r"[0-9]{1,12}(\.[0-9]{1,4})?", fullmatch=True)
events = st.builds(
    Event,
    kind=st.sampled_from(["subscribed", "quote_requested", "trial_started", "feature_requested"]),
    date=days,
    addon=texts,
    id=st.none() | texts,
    at=st.none() | st.datetimes(dt.datetime(2000, 1, 1), timezones=st.just(dt.UTC)),  # noqa: DTZ001  # the strategy adds the zone
    by=st.none() | texts,
    quantity=st.none() | st.integers(0, 1_000_000),
    per=st.none() | st.just("month"),
    period_end=st.none() | days,
    total=st.none() | amounts,
)
"""Events with any text in them, most keys there or not."""

visible = texts.map(
    lambda text: json.dumps("".join(filter(str.isprintable, text)), ensure_ascii=False)
)
toml_lines = st.one_of(
    visible.map(lambda text: f"# {text}"),
    st.just(""),
    st.just("  \t"),
    visible.map(lambda text: f"KEY = {text}  # why"),
    st.just('KEY = """\n[[events]]\n# ""not a comment"" \\\n  """'),
    st.just("KEY = '''\nit's [here]\n'''"),
    st.just('KEY.inner."quoted key" = { list = [1, [2, "]"], { deep = "}" }] }'),
    st.just("KEY = [\n  { percent = '10' }, # one\n]"),
    st.just("[KEY]\nwhen = 2026-01-31T10:00:00Z"),
    st.just("[KEY.sub]"),
    st.just("[[KEY]]\n  name = 'x'"),
    st.just('[[events]]\nkind = "trial_started"\ndate = 2026-11-02\naddon = "x"'),
    st.just('  [[ events ]]  # by hand\n  kind = "trial_started"'),
    st.just('[["events"]]\nnested = [{ a = 1 }]'),
)


@st.composite
def toml_texts(draw: st.DrawFn) -> bytes:
    """Write a text as people do: comments, odd spacing, either line end, with or without a mark."""
    lines = draw(st.lists(toml_lines, min_size=1, max_size=8))
    text = "\n".join(line.replace("KEY", f"k{number}") for number, line in enumerate(lines))
    text += draw(st.sampled_from(["", "\n", "\n\n", "\n# end", "\n  \n"]))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return draw(st.sampled_from([b"", BOM])) + text.encode()


@given(toml_texts(), events)
@example(b"a = 1", EVENT)
@example(BOM + b"a = 1\r\n[[events]]\r\nkind = 'x'", EVENT)
@example(b"", EVENT)
def test_toml_keeps_every_byte_before_the_new_block(old: bytes, event: Event) -> None:
    """The new text starts with the old one, and means the old value plus one event."""
    new = append_event(parse(old), event).data
    assert new.startswith(old)
    fields = msgspec.to_builtins(event, builtin_types=(dt.date, dt.datetime))
    value = tomllib.loads(old.decode("utf-8-sig"))
    value.setdefault("events", []).append(fields)
    assert tomllib.loads(new.decode("utf-8-sig")) == value
    added = new[len(old) :]
    assert added.count(b"\n") == added.count(b"\r\n") or b"\r\n" not in old
    assert b"\r" not in added or b"\r\n" in old


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def json_documents(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make a value with or without events, and how it is written."""
    value = draw(st.dictionaries(texts, json_values, max_size=4))
    value.pop("events", None)
    members = list(value.items())
    if draw(st.booleans()):
        event = st.dictionaries(texts, json_values, min_size=1, max_size=3)
        members.insert(
            draw(st.integers(0, len(members))), ("events", draw(st.lists(event, max_size=2)))
        )
    indent = draw(st.sampled_from([None, 1, 2, 4, "\t"]))
    blank = draw(st.sampled_from(["", " "])) if members else " "
    return dict(members), {
        "indent": indent,
        "separators": ("," if indent else f",{blank}", f":{blank}"),
        "ensure_ascii": draw(st.booleans()),
    }


def write_json(value: object, error_format: dict[str, Any]) -> str:
    """Write JSON; the only control character that it may leave as it is gets its escape."""
    return json.dumps(value, **error_format).replace("\x7f", "\\u007f")


@given(json_documents(), events, st.sampled_from(["\n", "\r\n"]), st.sampled_from([b"", BOM]))
def test_json_keeps_its_manner(
    document: tuple[dict[str, Any], dict[str, Any]], event: Event, line_end: str, mark: bytes
) -> None:
    """The new text is what the old text's own writer would have made of the new value."""
    value, error_format = document
    old = write_json(value, error_format)
    if not value and error_format["indent"]:
        error_format = error_format | {"indent": None, "separators": (", ", ": ")}
    new_value = value | {"events": [*value.get("events", []), msgspec.to_builtins(event)]}
    if old.isascii():
        error_format = error_format | {"ensure_ascii": True}
    data = append_event(parse(mark + old.replace("\n", line_end).encode(), "a.json"), event).data
    assert data == mark + write_json(new_value, error_format).replace("\n", line_end).encode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('{"n": 1.50, "e": 1E5, "s": "\\u00e9", "events": [ ] }', "[{NEW} ]"),
        ('{\n  "events": [\n    {"a": 1}\n  ],\n  "n": 0.10\n}', '{"a": 1},\n    {NEW}\n  ]'),
        ('{\n  "events": [{\n    "a": 1\n  }]\n}\n', None),
        ('{"a":{"events":[]},"\\u0065vents":[{"events":[]}]}', '[{"events":[]},{NEW}]'),
    ],
    ids=["numbers and escapes", "objects on lines", "brackets together", "other lists"],
)
def test_json_written_by_hand_gets_one_object_more(old: str, new: str | None) -> None:
    """Whatever the layout, what stood there stays, character by character."""
    after = append_event(parse(old, "a.json"), EVENT)
    text = after.data.decode()
    added = len(text) - len(old)
    places = [at for at in range(len(old) + 1) if text[:at] + text[at + added :] == old]
    assert places, "something else changed"
    if new is not None:
        compact = ":[" in old
        fields = json.dumps(msgspec.to_builtins(EVENT), separators=(",", ":") if compact else None)
        assert new.replace("{NEW}", fields) in text


def test_the_block_is_what_a_person_would_write() -> None:
    """A block has flat keys in the order of the contract, after a blank line."""
    assert append_event(parse(ACCOUNT), EVENT).text == ACCOUNT + BLOCK


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("events = []\n", 1),
        ('a = 1\n"events" = [{ kind = "x" }]\n', 2),
        ("a = 1\r\n\r\nevents = [\r\n]\r\n", 3),
    ],
)
def test_events_in_one_value_cannot_be_appended_to(text: str, line: int) -> None:
    """An inline list of events is refused with its line and how to write it instead."""
    document = parse(text)
    with pytest.raises(DataFailure) as caught:
        append_event(document, EVENT)
    assert (caught.value.code, caught.value.exit_code) == ("EVENTS_NOT_BLOCKS", 6)
    said = sentences_of(lambda: append_event(document, EVENT))
    assert f"a.toml:{line}:" in said
    assert "[[events]]" in said
    assert "nothing was changed" in said


def test_a_text_that_comes_out_different_is_not_recorded() -> None:
    """The parsed result is compared with what it should be, not believed."""
    document = msgspec.structs.replace(parse(ACCOUNT), tree={"id": "somebody else"})
    with pytest.raises(StorageFailure, match="NOT_READ_BACK"):
        append_event(document, EVENT)
    with pytest.raises(StorageFailure, match="NOT_READ_BACK"):
        append_event(parse(ACCOUNT), msgspec.structs.replace(EVENT, by="half a line\0"))

"""Check the scan that finds where each field of a text stands."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path as FilePath

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from addonctl.stores.parsing.json_places import JsonPlaces
from addonctl.stores.parsing.lexer import Format
from addonctl.stores.parsing.positions import Places
from addonctl.stores.parsing.raw import Path
from tests.builders import EXAMPLES

TRICKY = FilePath(__file__).with_name("tricky.toml").read_text("utf-8")

KEYS = st.text(min_size=1, max_size=6) | st.sampled_from(["a", "b", "a.b", '"', "'", "#", "[a]"])
SCALARS = st.text(max_size=12) | st.integers(-9, 9) | st.booleans() | st.dates()
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)
TREES = st.dictionaries(KEYS, VALUES, max_size=5)


def paths(value: object, path: Path = ()) -> Iterator[Path]:
    """List the path of every field of a tree."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from paths(item, (*path, number))


def check_places(text: str, text_format: Format, tree: object) -> None:
    """See that exactly the fields of a tree are found, each where its key or value stands."""
    places = Places(text, text_format)
    assert places.repeated is None
    assert set(places.offsets) == set(paths(tree))
    for path, offset in places.offsets.items():
        if isinstance(path[-1], str) and re.fullmatch(r"\w+", path[-1], re.ASCII):
            assert text[offset:].lstrip("\"'").startswith((path[-1], "\\u"))
        line, column = places.line_and_column(offset)
        assert len("".join(text.splitlines(keepends=True)[: line - 1])) + column - 1 == offset


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_tricky_toml_is_followed(line_end: str) -> None:
    """Comments, multi-line texts, dotted and quoted keys, inline tables, lists of tables."""
    text = TRICKY.replace("\n", line_end)
    tree = tomllib.loads(text)
    assert set(Places(text, "TOML").offsets) == set(paths(tree))
    check_places(text, "TOML", tree)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("id",), (2, 1)),
        (("list", 0), (22, 5)),
        (("list", 1, 1, 0), (23, 12)),
        (("list", 2, "l.m", "n"), (23, 43)),
        (("billing",), (27, 2)),
        (("billing", "frequency"), (28, 1)),
        (("users", 0), (32, 3)),
        (("users", 0, "tags", 1, "name"), (39, 1)),
        (("users", 1, "roles", 1), (43, 3)),
        (("users", 1, "missing"), (41, 4)),
        (("missing",), (1, 1)),
    ],
)
def test_a_field_stands_where_an_editor_shows_it(path: Path, place: tuple[int, int]) -> None:
    """Lines and columns count from 1; what is missing stands where its table does."""
    places = Places(TRICKY, "TOML")
    assert places.line_and_column(places.offset(path)) == place


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.name)
def test_every_field_of_the_examples_is_found(path: FilePath) -> None:
    """The files that people start from are followed to the last field."""
    text = path.read_text("utf-8")
    check_places(text, "TOML", tomllib.loads(text))


@given(TREES)
def test_every_field_of_any_toml_is_found(tree: dict[str, object]) -> None:
    """Whatever a tree holds, its text is followed: written as tables, and on few lines."""
    for is_multiline in (False, True):
        text = tomli_w.dumps(tree, multiline_strings=is_multiline)
        if "\r" not in text:
            assert set(Places(text, "TOML").offsets) == set(paths(tomllib.loads(text)))


@given(TREES, st.sampled_from([None, 2]), st.booleans())
def test_every_field_of_any_json_is_found(
    tree: dict[str, object],
    indent: int | None,
    is_ascii: bool,  # noqa: FBT001
) -> None:
    """The same for JSON, on one line and on many."""
    text = json.dumps(tree, indent=indent, ensure_ascii=is_ascii, default=str)
    assert set(Places(text, "JSON").offsets) == set(paths(json.loads(text)))


@given(st.text(alphabet="ab1.=,[]{}\"'\\#\n :", max_size=60))
def test_the_scan_ends_on_any_text(text: str) -> None:
    """A text that is wrong may be scanned for a key that is written twice: nothing is raised."""
    for text_format in ("TOML", "JSON"):
        places = Places(text, text_format)
        assert all(0 <= offset <= len(text) for offset in places.offsets.values())


@given(tree=TREES, indent=st.sampled_from([None, 0, 2]), is_ascii=st.booleans())
def test_few_places_are_those_of_all(
    tree: dict[str, object], indent: int | None, *, is_ascii: bool
) -> None:
    """Whatever a text holds, each field alone is found where going through everything finds it."""
    text = json.dumps(tree, indent=indent, ensure_ascii=is_ascii, default=str)
    whole, few = Places(text, "JSON"), JsonPlaces(text)
    for path in (*paths(tree), (), ("missing",), *((*path, "x") for path in paths(tree))):
        offset = whole.offset(path)
        assert few.offset(path) == offset
        assert few.line_and_column(offset) == whole.line_and_column(offset)

"""Turn a text into a tree, TOML or JSON, or say where it isn't one.

What the tree means belongs to `types` and the checks. A syntax error never shows content, but for
a key that is written twice: the file may be one that wasn't meant.
"""

import re
import tomllib
from typing import Final

from msgspec import Struct

from addonctl.errors import DataFailure
from addonctl.model.escaping import shell_words
from addonctl.model.messages import Message, Problem
from addonctl.stores.files.reading import STANDARD_INPUT, Kind, problem_file, spoken_name
from addonctl.stores.parsing.lexer import Fault, Format, over_limits
from addonctl.stores.parsing.raw import Tree
from addonctl.stores.parsing.suggestions import excerpt, path_text

_LIST_OF_OBJECTS: Final = r"\s*\[\s*\{"
"""How a list of JSON objects begins; no TOML file begins so."""
_TOML_PLACE: Final = r"\(at line (\d+), column (\d+)\)$"
# How the parsers' messages begin, and what we say instead.
_TOML_EXPECTED: Final = {
    "Expected '='": "EXPECTED_EQUALS",
    "Expected ']": "EXPECTED_HEADER_END",
    "Expected newline": "EXPECTED_LINE_END",
    "Invalid statement": "EXPECTED_KEY",
    "Invalid initial character": "EXPECTED_KEY",
    "Invalid value": "EXPECTED_VALUE",
    "Invalid date": "EXPECTED_REAL_DATE",
    "Unclosed array": "EXPECTED_LIST_END",
    "Unclosed inline table": "EXPECTED_TABLE_END",
    "Unterminated string": "EXPECTED_QUOTE",
    "Illegal character '\\n'": "EXPECTED_QUOTE",
    'Expected "': "EXPECTED_QUOTE",
    "Expected '\"": "EXPECTED_QUOTE",
    "Illegal character": "EXPECTED_QUOTE",
    "Found invalid": "EXPECTED_LINE_END",
    "Unescaped": "EXPECTED_ESCAPE",
    "Invalid hex": "EXPECTED_ESCAPE",
    "Escaped character": "EXPECTED_ESCAPE",
}
_JSON_EXPECTED: Final = {
    "Expecting property name": "EXPECTED_JSON_KEY",
    "Expecting ':'": "EXPECTED_COLON",
    "Expecting ','": "EXPECTED_COMMA",
    "Expecting value": "EXPECTED_VALUE",
    "Illegal trailing comma": "EXPECTED_NO_COMMA",
    "Extra data": "EXPECTED_END",
    "Unterminated string": "EXPECTED_QUOTE",
    "Invalid control": "EXPECTED_QUOTE",
    "Invalid \\": "EXPECTED_ESCAPE",
}


class BareNumber(Struct, frozen=True):
    """A number with decimals or an exponent, as it was written; none of our fields takes one.

    No float is ever made.
    """

    text: str

    def __str__(self) -> str:
        """Write it as it was written."""
        return self.text


class _RepeatedKey(ValueError):
    """Stop the JSON parser at a key that is written twice."""


def format_of(text: str, reference: str) -> Format:
    """Tell the format by the file's name, else by the first character."""
    name = reference.lower()
    if name.endswith((".json", ".toml")):
        return "JSON" if name.endswith(".json") else "TOML"
    return "JSON" if text.lstrip().startswith("{") else "TOML"


def parse(text: str, reference: str, *, text_format: Format, kind: Kind) -> Tree:
    """Parse a text that holds one table, within the limits of `lexer`.

    Raises:
        DataFailure: ACCOUNT_SYNTAX, CATALOG_SYNTAX or POLICY_SYNTAX; its only problem is what
            its own sentences say.
    """
    fault = over_limits(text, text_format)
    if fault is None:
        tree = _parse_toml(text) if text_format == "TOML" else _parse_json(text)
        if not isinstance(tree, Fault):
            return tree
        fault = _of_several(text, tree) if kind == "account" else tree
    raise _failure(fault, text, reference, kind)


def check_again(reference: str, kind: Kind, count: int) -> Message:
    """Say what to do once the problems of a file are known."""
    if reference.startswith(("http://", "https://")):
        return Message("CORRECT_ON_SERVER", count=count)
    argument = "FILE" if reference == STANDARD_INPUT else shell_words((reference,))
    if kind == "settings":
        return Message("CORRECT_SETTINGS", argument=argument, count=count)
    return Message("CORRECT_AND_CHECK", argument=argument, kind=kind, count=count)


def _of_several(text: str, fault: Fault) -> Fault:
    """Say that a text holds several objects where that is what is wrong: JSON Lines, or a list."""
    code = None
    if fault.expected.code == "EXPECTED_END" and isinstance(fault.place, int):
        code = "SEVERAL_OBJECTS.lines" if text[fault.place] == "{" else None
    elif fault.what.code in {"NOT_AN_OBJECT", "NOT_TOML"} and re.match(_LIST_OF_OBJECTS, text):
        code = "SEVERAL_OBJECTS.list"
    if code is None:
        return fault
    return Fault(
        what=Message(code),
        expected=Message("EXPECTED_ONE_ACCOUNT"),
        place=fault.place,
        advice=Message("SAVE_ONE_ACCOUNT"),
    )


def _parse_toml(text: str) -> Tree | Fault:
    try:
        return tomllib.loads(text, parse_float=BareNumber)
    except ValueError as error:
        says = str(error)
    place = re.search(_TOML_PLACE, says)
    at = (int(place[1]), int(place[2])) if place else None
    if says.startswith(("Cannot", "Duplicate")):
        repeated = _repeated_key(text, "TOML", at)
        if repeated is not None:
            return repeated
    expected = _expected(says, _TOML_EXPECTED)
    advice = None
    if text.lstrip().startswith("{"):
        advice = Message("LOOKS_LIKE_JSON")
    elif expected.code == "EXPECTED_EQUALS":
        advice = Message("WRITE_KEY_AND_VALUE")
    return Fault(
        what=Message("NOT_TOML"),
        expected=expected,
        place=at or len(text.rstrip()),
        advice=advice,
    )


def _parse_json(text: str) -> Tree | Fault:
    import json  # noqa: PLC0415  # most accounts are TOML, and each import takes time

    try:
        tree = json.loads(text, object_pairs_hook=_once, parse_float=BareNumber)
    except json.JSONDecodeError as error:
        looks_like_toml = not text.lstrip().startswith(("{", "["))
        return Fault(
            what=Message("NOT_JSON"),
            expected=_expected(error.msg, _JSON_EXPECTED),
            place=error.pos,
            advice=Message("LOOKS_LIKE_TOML") if looks_like_toml else None,
        )
    except _RepeatedKey:
        tree = None
    if isinstance(tree, dict):
        return tree
    return _repeated_key(text, "JSON") or Fault(
        what=Message("NOT_AN_OBJECT"), expected=Message("EXPECTED_OBJECT"), place=0
    )


def _once(pairs: list[tuple[str, object]]) -> Tree:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise _RepeatedKey
    return table


def _repeated_key(
    text: str, text_format: Format, at: tuple[int, int] | None = None
) -> Fault | None:
    """Find a key that is written twice, or one that clashes with another before a place."""
    from addonctl.stores.parsing.positions import Places  # noqa: PLC0415  # needed on a fault alone

    places = Places(text, text_format)
    repeated = places.repeated
    if repeated is None and at is not None:
        repeated = places.clash(*at)
    if repeated is None:
        return None
    key, first = excerpt(repeated.path[-1]), str(places.line_and_column(repeated.first)[0])
    return Fault(
        what=Message("KEY_TWICE", key=key),
        expected=Message("KEY_TWICE.first", line=first),
        place=repeated.again,
        path=path_text(repeated.path),
        advice=Message("WRITE_LIST_OF_TABLES", key=key) if repeated.is_table else None,
    )


def _expected(says: str, table: dict[str, str]) -> Message:
    codes = (code for start, code in table.items() if says.startswith(start))
    return Message(next(codes, "EXPECTED_SYNTAX"))


def _failure(fault: Fault, text: str, reference: str, kind: Kind) -> DataFailure:
    if isinstance(fault.place, int):
        line = text.count("\n", 0, fault.place) + 1
        column = fault.place - text.rfind("\n", 0, fault.place)
    else:
        line, column = fault.place
    file = problem_file(reference)
    problem = Problem(file=file, path=fault.path, line=line, column=column, message=fault.what)
    return DataFailure(
        f"{kind.upper()}_SYNTAX",
        problems=[problem],
        file=spoken_name(reference),
        line=str(line),
        column=str(column),
        fault=fault.what,
        expected=fault.expected,
        advice=fault.advice or check_again(reference, kind, 1),
    )

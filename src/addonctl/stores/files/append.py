"""Append one event to the text of an account, and prove that nothing else changed.

The old text stays as it is: comments, order, spacing, line ends, byte order mark, numbers, escapes.
A TOML file gets a block at its end, a JSON file an object at the end of its list, in the manner of
the text around it. Pure: what is put on disk belongs to `replace`.
"""

import datetime as dt
import json
import re
import tomllib
from typing import Final, NamedTuple, TypeAlias

import msgspec
import tomli_w

from addonctl.errors import DataFailure, StorageFailure
from addonctl.model.account import Event
from addonctl.model.messages import Message, Problem
from addonctl.stores.files.documents import ParsedFile, parse_document
from addonctl.stores.parsing.lexer import TOKENS
from addonctl.stores.parsing.positions import Places
from addonctl.stores.parsing.raw import Tree

_EVENTS: Final = "events"
_LINE_END: Final = re.compile(r"\r?\n")
_BLANK_LINE: Final = re.compile(r"(?:^|\n)[ \t]*\r?\n\Z")
_Tokens: TypeAlias = list[re.Match[str]]


def append_event(document: ParsedFile, event: Event) -> ParsedFile:
    """Return the document with one event more, parsed again and compared.

    Raises:
        DataFailure: EVENTS_NOT_BLOCKS, the events stand in one value, which has no end to
            append to.
        StorageFailure: NOT_READ_BACK, the new text doesn't mean the old value and the event.
    """
    if document.text_format == "TOML":
        fields = msgspec.to_builtins(event, builtin_types=(dt.date, dt.datetime))
        text = append_to_toml(document.text, fields)
    else:
        fields = msgspec.to_builtins(event)
        text = append_to_json(document.text, fields)
    mark = document.data[: len(document.data) - len(document.text.encode())]
    try:
        after = parse_document(mark + text.encode(), document.reference, kind=document.kind)
    except DataFailure as failure:
        raise _not_appendable(document) from failure
    if after.tree != _expected(document.tree, fields):
        raise _not_read_back(document)
    return after


def append_to_toml(text: str, fields: Tree) -> str:
    r"""Add an `[[events]]` block with flat keys at the end, after a blank line.

    The line ends are those of the text's last line that has one.

    >>> append_to_toml('id = "acme" # ours', {"kind": "subscribed"})
    'id = "acme" # ours\n\n[[events]]\nkind = "subscribed"\n'
    """
    line_ends = _LINE_END.findall(text)
    line_end = line_ends[-1] if line_ends else "\n"
    between = "" if text.endswith("\n") or not text else line_end
    between += "" if _BLANK_LINE.search(text) else line_end
    # tomli-w would write a short list of tables in one line, inside whatever table comes last.
    block = f"[[{_EVENTS}]]\n{tomli_w.dumps(fields)}".replace("\n", line_end)
    return f"{text}{between}{block}"


def _expected(tree: Tree, fields: Tree) -> Tree:
    events = tree.get(_EVENTS, [])
    return tree | {_EVENTS: [*events, fields] if isinstance(events, list) else None}


def _not_appendable(document: ParsedFile) -> DataFailure | StorageFailure:
    """Say why the text can't be parsed any more."""
    if document.text_format == "JSON" or _takes_block(document.text):
        return _not_read_back(document)
    places = Places(document.text, "TOML")
    line, column = places.line_and_column(places.offset((_EVENTS,)))
    file = document.reference
    problem = Problem(
        file=file, path=_EVENTS, line=line, column=column, message=Message("EVENTS_IN_ONE_VALUE")
    )
    return DataFailure("EVENTS_NOT_BLOCKS", problems=[problem], file=file, line=line)


def _takes_block(text: str) -> bool:
    try:
        tomllib.loads(append_to_toml(text, {}))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _not_read_back(document: ParsedFile) -> StorageFailure:
    return StorageFailure("NOT_READ_BACK", file=document.reference)


class _Manner(NamedTuple):
    """How a text is laid out: before its members, one step of indentation, after a colon.

    `before` is white space; with a line end in it, each member starts a line.
    """

    before: str
    step: str
    blank: str
    is_ascii: bool

    @property
    def has_lines(self) -> bool:
        return "\n" in self.before

    def write(self, fields: Tree, *, base: str | None) -> str:
        """Write the event: on one line, or on lines that are indented from `base`."""
        lines = json.dumps(
            fields,
            ensure_ascii=self.is_ascii,
            indent=None if base is None else self.step,
            separators=("," if base is not None else f",{self.blank}", f":{self.blank}"),
        )
        lines = lines.replace("\x7f", "\\u007f")  # the one control character that JSON lets through
        if base is None:
            return lines
        line_end = _LINE_END.search(self.before)
        return lines.replace("\n", (line_end[0] if line_end else "\n") + base)


def append_to_json(text: str, fields: Tree) -> str:
    r"""Add an object at the end of the list `events`, which is made where there is none.

    >>> append_to_json('{"id": "acme"}', {"kind": "subscribed"})
    '{"id": "acme", "events": [{"kind": "subscribed"}]}'
    """
    tokens = list(re.finditer(TOKENS["JSON"], text))
    manner = _manner_of(text, tokens)
    opening = _find_list(tokens)
    if opening is None:
        between = "," if len(tokens) > len("{}") else ""
        before = manner.before if manner.has_lines else manner.blank * bool(between)
        items = _first_item(manner, fields, is_closed=False)
        return _insert(text, tokens[-2], f'{between}{before}"{_EVENTS}":{manner.blank}[{items}]')
    closing = _closing(tokens, opening)
    if closing == opening + 1:
        is_closed = "\n" in text[tokens[opening].end() : tokens[closing].start()]
        return _insert(text, tokens[opening], _first_item(manner, fields, is_closed=is_closed))
    before = text[tokens[opening].end() : tokens[opening + 1].start()]
    last = tokens[closing - 1]
    first_item = text[tokens[opening + 1].start() : tokens[_closing(tokens, opening + 1)].end()]
    item = manner.write(fields, base=_indent_at(text, last) if "\n" in first_item else None)
    between = before if "\n" in before else manner.blank
    return _insert(text, last, f",{between}{item}")


def _insert(text: str, token: re.Match[str], new: str) -> str:
    return text[: token.end()] + new + text[token.end() :]


def _manner_of(text: str, tokens: _Tokens) -> _Manner:
    before = text[tokens[0].end() : tokens[1].start()]
    colon = next((number for number, token in enumerate(tokens) if token[0] == ":"), None)
    is_compact = colon is not None and tokens[colon].end() == tokens[colon + 1].start()
    return _Manner(
        before=before,
        step=_LINE_END.split(before)[-1],
        blank="" if is_compact else " ",
        is_ascii=text.isascii(),
    )


def _first_item(manner: _Manner, fields: Tree, *, is_closed: bool) -> str:
    """Write the only item of a list; `is_closed` where the bracket after it has a line."""
    if not manner.has_lines:
        return manner.write(fields, base=None)
    base = manner.step * 2
    before = manner.before + manner.step
    return before + manner.write(fields, base=base) + ("" if is_closed else manner.before)


def _find_list(tokens: _Tokens) -> int | None:
    """Return the token that opens the outermost object's list of events."""
    depth = 0
    for number, token in enumerate(tokens[:-1]):
        is_key = depth == 1 and tokens[number + 1][0] == ":"
        if is_key and json.loads(token[0]) == _EVENTS:
            return number + 2
        depth += (token[0] in "[{") - (token[0] in "]}")
    return None


def _closing(tokens: _Tokens, opening: int) -> int:
    """Return the token that closes what a token opens; one that opens nothing closes itself."""
    depth = 0
    for number in range(opening, len(tokens)):
        depth += (tokens[number][0] in "[{") - (tokens[number][0] in "]}")
        if depth == 0:
            return number
    return opening


def _indent_at(text: str, token: re.Match[str]) -> str:
    """Return the white space at the start of the line on which a token stands."""
    line = text[text.rfind("\n", 0, token.start()) + 1 :]
    return line[: len(line) - len(line.lstrip(" \t"))]

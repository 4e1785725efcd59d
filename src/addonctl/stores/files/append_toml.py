"""Append one event to the text of an account, and prove that nothing else changed.

The old text stays as it is: comments, order, spacing, line ends, byte order mark, numbers. A TOML
file gets a block at its end; how a JSON file takes one is `append_json`'s. Pure: what is put on
disk belongs to `replace`.
"""

import datetime as dt
import re
import tomllib
from typing import Final

import msgspec
import tomli_w

from addonctl.errors import DataFailure, StorageFailure
from addonctl.model.account import Event
from addonctl.model.messages import Message, Problem
from addonctl.stores.files.append_json import append_to_json
from addonctl.stores.files.documents import ParsedFile, parse_document
from addonctl.stores.parsing.positions import Places
from addonctl.stores.parsing.raw import Tree

HEADER: Final = "[[events]]"
_LINE_END: Final = re.compile(r"\r?\n")
_BLANK_LINE: Final = re.compile(r"(?:^|\n)[ \t]*\r?\n\Z")


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
    block = f"{HEADER}\n{tomli_w.dumps(fields)}".replace("\n", line_end)
    return f"{text}{between}{block}"


def _expected(tree: Tree, fields: Tree) -> Tree:
    events = tree.get("events", [])
    return tree | {"events": [*events, fields] if isinstance(events, list) else None}


def _not_appendable(document: ParsedFile) -> DataFailure | StorageFailure:
    """Say why the text can't be parsed any more."""
    if document.text_format == "JSON" or _takes_block(document.text):
        return _not_read_back(document)
    places = Places(document.text, "TOML")
    line, column = places.line_and_column(places.offset(("events",)))
    file = document.reference
    problem = Problem(
        file=file, path="events", line=line, column=column, message=Message("EVENTS_IN_ONE_VALUE")
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

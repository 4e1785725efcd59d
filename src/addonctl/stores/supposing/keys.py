"""Find what a dotted key of an account file leads to, as the model states it. Pure.

A key is written as in TOML, the number of a list's entry as one of its parts or in brackets:
`users.0.roles` and `users[0].roles` are the same.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec import inspect

from addonctl.model.account import Account
from addonctl.model.messages import Message
from addonctl.stores.parsing.forms import NO_FIELD, Field, fields_of
from addonctl.stores.parsing.raw import Path, Tree
from addonctl.stores.parsing.suggestions import excerpt, path_text, unknown

_PART: Final = r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
_KEY: Final = re.compile(rf"\s*(?:{_PART})(?:\s*\.\s*(?:{_PART})|\s*\[\s*[0-9]+\s*\])*\s*(?==)")
_PARTS: Final = re.compile(rf"{_PART}")
_NUMBER: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
_account = lru_cache(1)(lambda: inspect.type_info(Account))


class Target(NamedTuple):
    """What a key leads to: its path, and what may stand there."""

    path: Path
    kind: inspect.Type
    field: Field


class NoTarget(Exception):
    """Say that a key leads nowhere in an account file, and why."""

    def __init__(self, path: Path, message: Message) -> None:
        """Take how far it leads, with the part that is wrong."""
        super().__init__(message.code)
        self.path = path
        self.message = message


def split_key(text: str) -> tuple[list[str], str] | None:
    """Split `KEY=VALUE` into the parts of the key and the value, `None` where it isn't that.

    >>> split_key('prices."my.addon".unit_price=12.00')
    (['prices', 'my.addon', 'unit_price'], '12.00')
    """
    key = _KEY.match(text)
    if key is None:
        return None
    parts = [_unquoted(part) for part in _PARTS.findall(key[0])]
    return None if None in parts else ([part or "" for part in parts], text[key.end() + 1 :])


def find_target(parts: list[str]) -> Target:
    """Follow the parts of a key through an account file's tables and lists.

    Raises:
        NoTarget: there is no such key.
    """
    kind, field = _account(), NO_FIELD
    path: Path = ()
    for part in parts:
        kind, field, step = _step(kind, field, path, part)
        path = (*path, step)
    return Target(path, kind, field)


def choices_of(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    """List what may stand at a key where something does."""
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return tuple(each for each in kinds if not isinstance(each, inspect.NoneType))


def _step(
    kind: inspect.Type, field: Field, path: Path, part: str
) -> tuple[inspect.Type, Field, str | int]:
    """Go one part further."""
    match choices_of(kind)[0]:
        case inspect.StructType() as table:
            fields = fields_of(table)
            if part not in fields:
                raise NoTarget((*path, part), _unknown_key(part, tuple(fields)))
            field, kind = fields[part]
            return kind, field, part
        case inspect.DictType() as table:
            return table.value_type, field, part
        case inspect.VarTupleType() as items:
            if _NUMBER.fullmatch(part) is None:
                form = path_text((*path, 0)) or ""
                raise NoTarget((*path, part), Message("SUPPOSED_NUMBER", form=form))
            return items.item_type, field, int(part)
        case _:
            above = path_text(path) or ""
            raise NoTarget((*path, part), Message("SUPPOSED_BELOW", above=above))


def _unknown_key(part: str, known: tuple[str, ...]) -> Message:
    message = unknown("UNKNOWN_KEY", part, known)
    return message if "meant" in message.values else Message("UNKNOWN_KEY.known", known=known)


def _unquoted(part: str) -> str | None:
    """Return the key that a part writes, `None` where its escapes write none."""
    if not part.startswith('"'):
        return part.strip("'")
    try:
        return str(json.loads(part))
    except ValueError:
        return None


def key_name(parts: list[str]) -> str:
    """Name a key that leads nowhere as it was written, cut short."""
    return excerpt(".".join(parts))


def keys_below(tree: Tree) -> Iterator[Path]:
    """List the keys of single values of an account file, in the model's order.

    Of lists and of tables with free keys they are those that the file has; of an empty list those
    of a first entry.
    """
    yield from _below(_account(), tree, ())


def _below(kind: inspect.Type, node: object, path: Path) -> Iterator[Path]:
    match choices_of(kind)[0]:
        case inspect.StructType() as table:
            for name, (_field, inner) in fields_of(table).items():
                value = node.get(name) if isinstance(node, dict) else None
                yield from _below(inner, value, (*path, name))
        case inspect.DictType() as table:
            for name, value in (node if isinstance(node, dict) else {}).items():
                yield from _below(table.value_type, value, (*path, name))
        case inspect.VarTupleType(item_type=inspect.StructType() as item):
            for number, value in enumerate(node if isinstance(node, list) and node else [{}]):
                yield from _below(item, value, (*path, number))
        case _:
            yield path

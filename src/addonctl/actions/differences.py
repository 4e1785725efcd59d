"""Compare two states of an account field by field, as people read a file. Pure."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from addonctl.model.account import Account
from addonctl.model.upkeep import Difference


def compare_accounts(before: Account | None, after: Account) -> tuple[Difference, ...]:
    """List what differs, in the order of the fields; people are told apart by their ids.

    What is on one side alone is listed as a whole; a value that only says the default is none.
    """
    old: Any = {} if before is None else msgspec.to_builtins(before)
    return tuple(compare_trees("", old, msgspec.to_builtins(after)))


def compare_trees(path: str, before: Any, after: Any) -> Iterator[Difference]:  # noqa: ANN401
    """Yield what differs between two values of JSON, each by its path."""
    if before == after:
        return
    old, new = _parts(before), _parts(after)
    if old is None or new is None:
        yield Difference(path=path, before=_text(before), after=_text(after))
        return
    for name in dict.fromkeys((*old, *new)):
        inner = name if not path or name.startswith("[") else f".{name}"
        yield from compare_trees(path + inner, old.get(name), new.get(name))


def _parts(value: Any) -> dict[str, Any] | None:  # noqa: ANN401  # JSON
    """Take a table or a list of tables apart, `None` for what is shown as a whole."""
    match value:
        case dict():
            return value
        case [dict(), *_]:
            ids = [row.get("id") for row in value]
            is_named = None not in ids and len(set(ids)) == len(ids)
            names = ids if is_named else range(len(value))
            return {f"[{name}]": row for name, row in zip(names, value, strict=True)}
        case _:
            return None


def _text(value: Any) -> str | None:  # noqa: ANN401  # JSON
    """Write a value as a file holds it: text as it is, the rest as JSON."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)

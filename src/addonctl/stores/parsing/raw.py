"""Look into a parsed file without trusting it: what isn't of the right type isn't there.

What isn't of the right type is reported by `types`; the checks on meaning go round it.
"""

import datetime as dt
from typing import Final, TypeAlias, TypeVar

import msgspec

from addonctl.model.messages import Message

Path: TypeAlias = tuple[str | int, ...]
"""Where a field stands: `("users", 0, "roles", 1)`."""
Tree: TypeAlias = dict[str, object]
Found: TypeAlias = tuple[Path, Message]
"""Something wrong: where, and what."""
READ_WITH_CARE: Final = ("\\", '"""', "'''")
"""What a text may hold a line's end by, which patterns let through at its end."""
T = TypeVar("T")


def text_of(table: Tree, key: str) -> str | None:
    """Return a text."""
    value = table.get(key)
    return value if isinstance(value, str) else None


def is_of(value: object, kind: type) -> bool:
    """Say whether a value has a type of the model, but for a line's end at the end of a text."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def texts_of(table: Tree, key: str) -> list[tuple[int, str]]:
    """Return the texts of a list with their numbers."""
    return _items(table, key, str)


def table_of(table: Tree, key: str) -> Tree:
    """Return a table, empty where there is none."""
    value = table.get(key)
    return value if isinstance(value, dict) else {}


def tables_of(table: Tree, key: str) -> list[tuple[int, Tree]]:
    """Return the tables of a list with their numbers."""
    return _items(table, key, dict)


def date_of(table: Tree, key: str) -> dt.date | None:
    """Return a date, which JSON holds as text."""
    value = table.get(key)
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, dt.date) and not isinstance(value, dt.datetime) else None


def _items(table: Tree, key: str, kind: type[T]) -> list[tuple[int, T]]:
    items = table.get(key)
    numbered = enumerate(items if isinstance(items, list) else ())
    return [(number, item) for number, item in numbered if isinstance(item, kind)]

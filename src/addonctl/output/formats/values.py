"""Write single values of a JSON document, for shells that have no tool for JSON.

A path is made of keys with points between them: `now.total`. A list is gone through, or one of its
values taken by its number: `addons.id`, `addons.0.id`.
"""

from collections.abc import Iterable, Iterator

import msgspec

from addonctl.model.escaping import escape_unsafe


def write_values(document: str, paths: Iterable[str]) -> str:
    """Write what paths lead to in a JSON document: each value on a line, and those of a list, too.

    Nothing there is an empty line, and what has parts a line of JSON.
    """
    tree = msgspec.json.decode(document)
    return "".join(f"{line}\n" for path in paths for line in _lines(_at(tree, path.split("."))))


def _at(tree: object, keys: list[str]) -> object:
    """Go to a value; of a list to that of each of its own, unless one of them is meant."""
    if not keys:
        return tree
    if isinstance(tree, list):
        if keys[0].isdecimal():
            return _at(tree[int(keys[0])], keys[1:]) if int(keys[0]) < len(tree) else None
        return [_at(each, keys) for each in tree]
    if isinstance(tree, dict):
        for end in range(1, len(keys) + 1):  # an add-on's id may hold points
            if (key := ".".join(keys[:end])) in tree:
                return _at(tree[key], keys[end:])
    return None


def _lines(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _lines(each)
    elif isinstance(value, str):
        yield escape_unsafe(value)
    else:
        yield "" if value is None else msgspec.json.encode(value).decode()

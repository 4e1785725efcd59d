"""Write a value on one line as a TOML or JSON file holds it. Whole events are `append`'s."""

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import TypeAlias

from addonctl.stores.parsing.lexer import Format
from addonctl.stores.parsing.raw import Path

Write: TypeAlias = Callable[[Path, object], str]
"""Write a value at its place, as a file or a command line holds it."""


def writer(text_format: Format) -> Write:
    """Write values as a file of a format does: with their key, in a list without it."""

    def write(path: Path, value: object) -> str:
        key = path[-1] if path else ""
        if text_format == "JSON":
            text = json.dumps(value, ensure_ascii=False, default=_iso)
            return f"{json.dumps(key, ensure_ascii=False)}: {text}" if _is_key(key) else text
        return f"{_toml_key(str(key))} = {_toml(value)}" if _is_key(key) else _toml(value)

    return write


def _is_key(part: str | int) -> bool:
    return isinstance(part, str) and part != ""


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def _toml(value: object) -> str:
    """Write a value on one line; TOML's strings and JSON's are written alike."""
    match value:
        case dict():
            inside = ", ".join(f"{_toml_key(key)} = {_toml(item)}" for key, item in value.items())
            return f"{{ {inside} }}"
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case dt.date():
            return _iso(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def _iso(value: object) -> str:
    if not isinstance(value, dt.date):
        raise TypeError(value)
    return value.isoformat().replace("+00:00", "Z")

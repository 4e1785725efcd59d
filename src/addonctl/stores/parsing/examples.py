"""Write a field on one line as a TOML or JSON file holds it, and hold an example of each kind.

`forms` shows one where a value can't be put right. Whole events are written by `append`.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from addonctl.stores.parsing.lexer import Format
from addonctl.stores.parsing.raw import Path
from addonctl.stores.parsing.suggestions import AMOUNT, IDENTIFIER, PERCENT, PRICE, SIGNED_AMOUNT

# One example for each kind of field: by table and key, by key, else by type.
EXAMPLES: Final[Mapping[str, object]] = {
    "Account.id": "acme",
    "Account.name": "Acme SAS",
    "Tax.name": "VAT",
    "Tax.percent": "20",
    "User.id": "camille",
    "User.name": "Camille Durand",
    "SettingsFile.account": "acme.toml",
    "Plan.source": "price list of 2026",
    "accounts": "accounts",
    "additional": 0,
    "addon": "analytics-plus",
    "address": "https://example.com/article",
    "aliases": "short-name",
    "anchor": dt.date(2026, 1, 31),
    "by": "camille",
    "catalog": "price-book.toml",
    "conflict": "C1",
    "currency": "EUR",
    "disables": "my-row",
    "document": "en",
    "effective": dt.date(2026, 12, 1),
    "email": "camille@acme.example",
    "event": "3",
    "id": "my-id",
    "includes": "analytics-plus",
    "inferred": "why it is so",
    "key": "my-key",
    "name": "My name",
    "offers": "analytics-plus",
    "operator": "Camille Durand",
    "period_end": dt.date(2026, 12, 31),
    "plan": "essentials",
    "policy": "policy.toml",
    "policy_reading": "strict",
    "prices": "analytics-plus",
    "question": "May an admin request a quote?",
    "reason": "two colleagues more",
    "section": "who can purchase",
    "source": "contract of 2026-01-31",
    "time_zone": "Europe/Paris",
    "title": "English article",
    "trial_end": dt.date(2026, 12, 21),
    "trial_months": 1,
    "valid_from": dt.date(2026, 1, 1),
    "valid_until": dt.date(2026, 12, 21),
    "why": "two statements against one",
}
BY_PATTERN: Final = {
    PRICE: "15.00",
    AMOUNT: "20",
    SIGNED_AMOUNT: "20",
    PERCENT: "10",
    IDENTIFIER: "my-id",
}
TEXT: Final = "my text"
DAY: Final = dt.date(2026, 11, 21)
MOMENT: Final = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)
# What a table needs beyond its required keys: exactly one of several.
ALSO: Final = {"Discount": ("percent",), "Rule": ("inferred",), "VendorRule": ("inferred",)}
# Texts that name something, where what isn't known is no near miss.
NAMES: Final = frozenset(
    ["addon", "plan", "currency", "time_zone", "document", "offers", "includes", "disables"]
)

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

"""Hold one example for each kind of field, which `forms` shows where a value can't be put right."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from addonctl.stores.parsing.suggestions import AMOUNT, IDENTIFIER, PERCENT, PRICE

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
    "email": "camille@acme.example",
    "id": "my-id",
    "includes": "analytics-plus",
    "inferred": "why it is so",
    "key": "my-key",
    "name": "My name",
    "offers": "analytics-plus",
    "period_end": dt.date(2026, 12, 31),
    "plan": "essentials",
    "policy": "policy.toml",
    "policy_reading": "strict",
    "prices": "analytics-plus",
    "question": "May an admin request a quote?",
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
BY_PATTERN: Final = {PRICE: "15.00", AMOUNT: "20", PERCENT: "10", IDENTIFIER: "my-id"}
TEXT: Final = "my text"
DAY: Final = dt.date(2026, 11, 21)
MOMENT: Final = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)
# What a table needs beyond its required keys: exactly one of several.
ALSO: Final = {"Discount": ("percent",), "Rule": ("inferred",)}
# Texts that name something, where what isn't known is no near miss.
NAMES: Final = frozenset(
    ["addon", "plan", "currency", "time_zone", "document", "offers", "includes", "disables"]
)

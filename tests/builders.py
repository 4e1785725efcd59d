"""Build the values that tests speak of: accounts, subjects, price books, the packaged data.

An account is written as its file has it; what a test doesn't name is that of a plain account.
"""

import datetime as dt
import json
import tomllib
from importlib import resources
from typing import Any

import msgspec

from addonctl.model.account import Account
from addonctl.model.catalog import Catalog, CatalogFile
from addonctl.model.context import Context, Invocation
from addonctl.model.policy import Policy, Reading
from tests.files import PROJECT

EXAMPLES = PROJECT / "examples"
TODAY = dt.date(2026, 11, 21)
"""The date that the examples speak of."""

PLAIN_ACCOUNT: dict[str, Any] = {
    "schema": 1,
    "id": "plain",
    "name": "Plain SAS",
    "plan": "essentials",
    "currency": "EUR",
    "time_zone": "Europe/Paris",
    "billing": {"frequency": "monthly", "anchor": "2026-01-01", "taxes": []},
    "licenses": {"standard": 10, "additional": 0},
    "prices": {"analytics-plus": {"unit_price": "15.00", "per": "month"}},
    "users": [
        {"id": "olga", "name": "Olga", "roles": ["owner"]},
        {"id": "adam", "name": "Adam", "roles": ["admin"]},
        {"id": "sara", "name": "Sara", "roles": ["supervisor"]},
        {"id": "anna", "name": "Anna", "roles": ["agent"]},
    ],
    "events": [],
}


def _packaged(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("addonctl") / "data" / name).read_text("utf-8"))


PACKAGED_POLICY = msgspec.convert(_packaged("policy.toml"), Policy)
PACKAGED_CATALOG = msgspec.convert(_packaged("catalog.toml"), Catalog)


def make_account(**overrides: Any) -> Account:  # noqa: ANN401 - a file's values, of any kind
    """Make an account from keys of its file; `billing` and `licenses` are merged by key.

    A key of a merged table that is given as `None` is left out.
    """
    keys = PLAIN_ACCOUNT | overrides
    for table in ("billing", "licenses"):
        merged = PLAIN_ACCOUNT[table] | overrides.get(table, {})
        keys[table] = {key: value for key, value in merged.items() if value is not None}
    return msgspec.convert(
        {key: value for key, value in keys.items() if value is not None}, Account
    )


def make_catalog(*prices: dict[str, Any]) -> Catalog:
    """Make the packaged catalogue with the rows of a price book.

    A row is Analytics+ in EUR, a month, from 1 January 2026, in what it doesn't say.
    """
    plain = {
        "addon": "analytics-plus",
        "currency": "EUR",
        "unit_price": "18.00",
        "per": "month",
        "valid_from": "2026-01-01",
    }
    book = msgspec.convert({"prices": [plain | row for row in prices]}, CatalogFile)
    return msgspec.structs.replace(
        PACKAGED_CATALOG, prices=book.prices or (), prices_from="book.toml"
    )


def make_context(
    account: Account | None = None,
    *,
    as_of: dt.date = TODAY,
    today: dt.date | None = None,
    catalog: Catalog = PACKAGED_CATALOG,
    reading: Reading = "strict",
    source: str | None = "plain.toml",
) -> Context:
    """Make what a question is about, under the packaged policy."""
    return Context(
        account=make_account() if account is None else account,
        catalog=catalog,
        policy=PACKAGED_POLICY,
        reading=reading,
        as_of=as_of,
        today=as_of if today is None else today,
        invocation=Invocation(reference=source),
    )


def example_account(name: str) -> Account:
    """Read an account of `examples/` by its file name."""
    text = (EXAMPLES / name).read_text("utf-8")
    return msgspec.convert(
        json.loads(text) if name.endswith(".json") else tomllib.loads(text), Account
    )


def example_catalog() -> Catalog:
    """Read the packaged catalogue with the price book of `examples/`."""
    text = (EXAMPLES / "price-book.toml").read_text("utf-8")
    return make_catalog(*tomllib.loads(text)["prices"])


EXAMPLE_NAMES = tuple(
    sorted(
        path.name
        for path in EXAMPLES.iterdir()
        if path.suffix in {".toml", ".json"} and path.name != "price-book.toml"
    )
)

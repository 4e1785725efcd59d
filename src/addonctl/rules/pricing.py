"""Choose price, discount and taxes in force. What they come to belongs to `rules.amounts`.

Rule: the account's own price wins over the price book; a row of the book must have the account's
currency and commitment, and the latest `valid_from` not after the date counts. There is no
conversion and no default: no price is no price. Of the rows of one tax's name, the one with the
latest `from` not after the invoice's date holds; a row without `from` held before all others. A
name none of whose rows holds yet isn't on the invoice.
"""

import datetime as dt
from functools import lru_cache
from typing import TypeAlias

from addonctl.model.account import Account, AccountPrice, Discount, Per, Tax
from addonctl.model.answers import Price
from addonctl.model.catalog import BookPrice, Catalog
from addonctl.model.money import parse_percent, parse_price
from addonctl.model.remembering import MOST_REMEMBERED

PriceInForce: TypeAlias = AccountPrice | BookPrice
"""The contract's own price, or a row of the price book."""


def price_in_force(
    account: Account, catalog: Catalog, addon_id: str, as_of: dt.date
) -> PriceInForce | None:
    """Return where the price of an add-on on a date is stated, or `None` where none is known."""
    own = account.prices.get(addon_id)
    if own is not None:
        return own
    return book_price(catalog, addon_id, account.currency, account.billing.commitment, as_of)


@lru_cache(MOST_REMEMBERED)
def book_price(
    catalog: Catalog, addon_id: str, currency: str, commitment: str, as_of: dt.date
) -> BookPrice | None:
    """Return the row of the price book that is in force on a date, if there is one."""
    rows = _rows(catalog, addon_id, currency, commitment)
    return max(
        (row for row in rows if row.valid_from <= as_of),
        key=lambda row: row.valid_from,
        default=None,
    )


def price_of(account: Account, catalog: Catalog, addon_id: str, as_of: dt.date) -> Price | None:
    """Return the price of one licence of an add-on on a date, or `None` where none is known."""
    price = price_in_force(account, catalog, addon_id, as_of)
    if price is None:
        return None
    row = price if isinstance(price, BookPrice) else None
    return Price(
        unit_price=price.unit_price,
        per=price.per,
        currency=account.currency,
        source=price.source,
        valid_from=None if row is None else row.valid_from,
        origin="account" if row is None else "price_book",
        file=None if row is None else catalog.prices_from,
    )


def later_prices(
    account: Account, catalog: Catalog, addon_id: str, after: dt.date, until: dt.date
) -> tuple[BookPrice, ...]:
    """List the price-book rows that change the price after one date, up to another, in order.

    The first change after that is listed, too: what is said of every later cycle ends with it.
    """
    if addon_id in account.prices:
        return ()
    rows = _rows(catalog, addon_id, account.currency, account.billing.commitment)
    changes: list[BookPrice] = []
    before: tuple[int, Per] | None = None
    for row in sorted(rows, key=lambda row: row.valid_from):
        worth = parse_price(row.unit_price), row.per
        if worth != before and after < row.valid_from:
            changes.append(row)
            if row.valid_from > until:
                break
        before = worth
    return tuple(changes)


def discount_of(account: Account, addon_id: str) -> Discount | None:
    """Return the add-on's own discount where its price has one, else the account's."""
    own = account.prices.get(addon_id)
    if own is not None and own.discount is not None:
        return own.discount
    return account.billing.discount


@lru_cache(MOST_REMEMBERED)
def _rows(catalog: Catalog, addon_id: str, currency: str, commitment: str) -> tuple[BookPrice, ...]:
    return tuple(
        row
        for row in catalog.prices
        if row.addon == addon_id and row.currency == currency and row.commitment == commitment
    )


@lru_cache(MOST_REMEMBERED)
def taxes_on(taxes: tuple[Tax, ...], date: dt.date) -> tuple[Tax, ...]:
    """List the taxes that hold on a date, in the order in which the account first names them."""
    holding: dict[str, Tax | None] = {}
    for tax in taxes:
        newest = holding.setdefault(tax.name, None)
        if _begin(tax) <= date and (newest is None or _begin(newest) <= _begin(tax)):
            holding[tax.name] = tax
    return tuple(tax for tax in holding.values() if tax is not None)


@lru_cache(MOST_REMEMBERED)
def charged_on(taxes: tuple[Tax, ...], date: dt.date) -> tuple[Tax, ...]:
    """List the taxes that hold on a date and of which there is anything to pay."""
    return tuple(tax for tax in taxes_on(taxes, date) if parse_percent(tax.percent))


@lru_cache(MOST_REMEMBERED)
def is_as_of_today(taxes: tuple[Tax, ...]) -> bool:
    """Say whether a tax is taken to stay as it is: the account doesn't date any of its rows."""
    charged = [tax for tax in taxes if parse_percent(tax.percent)]
    dated = {tax.name for tax in charged if tax.begins is not None}
    return any(tax.name not in dated for tax in charged)


@lru_cache(MOST_REMEMBERED)
def changes_of(taxes: tuple[Tax, ...], first: dt.date, last: dt.date) -> tuple[Tax, ...]:
    """List the rows that change a tax after one date, up to another, in order.

    Those of the first day of change after that are listed, too: what is said of every later cycle
    ends with it.
    """
    changes: list[Tax] = []
    for tax in sorted(taxes, key=_begin):
        if changes and tax.begins != changes[-1].begins and _begin(changes[-1]) > last:
            break
        if tax.begins is not None and first < tax.begins:
            before = taxes_on(taxes, tax.begins - dt.timedelta(days=1))
            old = next((row.percent for row in before if row.name == tax.name), "0")
            if parse_percent(old) != parse_percent(tax.percent):
                changes.append(tax)
    return tuple(changes)


def _begin(tax: Tax) -> dt.date:
    return tax.begins or dt.date.min

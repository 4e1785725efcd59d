"""Choose price, discount and taxes in force. What they come to belongs to `rules.invoice`.

Rule: the account's own price wins over the price book; a row of the book must have the account's
currency and commitment, and the latest `valid_from` not after the date counts. There is no
conversion and no default: no price is no price. Of the rows of one tax's name, the one with the
latest `from` not after the invoice's date holds; a row without `from` held before all others. A
name none of whose rows holds yet isn't on the invoice.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from fractions import Fraction

from addonctl.model.account import Account, Discount, Frequency, Per, Tax
from addonctl.model.answers import Invoice, Price
from addonctl.model.catalog import BookPrice, Catalog
from addonctl.model.money import Money, parse_percent, parse_price, round_to_money
from addonctl.rules.cycle import STEP_MONTHS


def price_of(account: Account, catalog: Catalog, addon_id: str, as_of: dt.date) -> Price | None:
    """Return the price of one licence of an add-on on a date, or `None` where none is known."""
    own = account.prices.get(addon_id)
    rows = [row for row in _rows(account, catalog, addon_id) if row.valid_from <= as_of]
    newest = max(rows, key=lambda row: row.valid_from, default=None)
    price = own or newest
    if price is None:
        return None
    return Price(
        unit_price=price.unit_price,
        per=price.per,
        currency=account.currency,
        source=price.source,
        valid_from=newest.valid_from if newest and not own else None,
        origin="account" if own else "price_book",
        file=None if own else catalog.prices_from,
    )


def later_prices(
    account: Account, catalog: Catalog, addon_id: str, after: dt.date, until: dt.date
) -> tuple[BookPrice, ...]:
    """List the price-book rows that change the price after one date, up to another, in order.

    The first change after that is listed, too: what is said of every later cycle ends with it.
    """
    if addon_id in account.prices:
        return ()
    rows = sorted(_rows(account, catalog, addon_id), key=lambda row: row.valid_from)
    changes: list[BookPrice] = []
    before: tuple[Fraction, Per] | None = None
    for row in rows:
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


def discount_by_itself(discount: Discount | None, invoice: Invoice) -> Money | None:
    """Round a percentage or an amount a cycle by itself, as someone would who checks the line.

    Rule: the subtotal is the rounded amount and the discount the difference to the gross amount,
    so it may differ from this by one minor unit. `None` where there is no such discount.
    """
    gross = Fraction(str(invoice.gross))
    if discount is not None and discount.percent is not None:
        return round_to_money(gross * parse_percent(discount.percent), invoice.currency)
    if discount is not None and discount.per_cycle is not None:
        share = Fraction(invoice.lines[0].fraction)
        taken = min(parse_price(discount.per_cycle) * share, gross)
        return round_to_money(taken, invoice.currency)
    return None


def cycle_price(price: Price, frequency: Frequency) -> Fraction:
    """Return what one licence costs for one full cycle, in whole currency units."""
    months = STEP_MONTHS[frequency] if price.per == "month" else 1
    return parse_price(price.unit_price) * months


def _rows(account: Account, catalog: Catalog, addon_id: str) -> list[BookPrice]:
    return [
        row
        for row in catalog.prices
        if row.addon == addon_id
        and row.currency == account.currency
        and row.commitment == account.billing.commitment
    ]


def taxes_on(taxes: Iterable[Tax], date: dt.date) -> tuple[Tax, ...]:
    """List the taxes that hold on a date, in the order in which the account first names them."""
    holding: dict[str, Tax | None] = {}
    for tax in taxes:
        newest = holding.setdefault(tax.name, None)
        if _begin(tax) <= date and (newest is None or _begin(newest) <= _begin(tax)):
            holding[tax.name] = tax
    return tuple(tax for tax in holding.values() if tax is not None)


def is_as_of_today(taxes: Sequence[Tax]) -> bool:
    """Say whether a tax is taken to stay as it is: the account doesn't date any of its rows."""
    dated = {tax.name for tax in taxes if tax.begins is not None}
    return any(tax.name not in dated for tax in taxes)


def changes_of(taxes: Sequence[Tax], first: dt.date, last: dt.date) -> tuple[Tax, ...]:
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

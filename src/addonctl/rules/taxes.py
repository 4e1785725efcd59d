"""Choose the taxes of an invoice by its date. What they come to belongs to `rules.invoice`.

Rule: of the rows of one name, the one with the latest `from` not after the invoice's date holds; a
row without `from` held before all others. A name none of whose rows holds yet isn't on the invoice.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from addonctl.model.account import Tax
from addonctl.model.money import parse_percent


def taxes_on(taxes: Iterable[Tax], date: dt.date) -> tuple[Tax, ...]:
    """List the taxes that hold on a date, in the order in which the account first names them."""
    holding: dict[str, Tax | None] = {}
    for tax in taxes:
        newest = holding.setdefault(tax.name, None)
        if _begin(tax) <= date and (newest is None or _begin(newest) <= _begin(tax)):
            holding[tax.name] = tax
    return tuple(tax for tax in holding.values() if tax is not None)


def is_as_of_today(taxes: Iterable[Tax]) -> bool:
    """Say whether a tax is taken to stay as it is: the account doesn't date any of its rows."""
    is_dated: dict[str, bool] = {}
    for tax in taxes:
        is_dated[tax.name] = is_dated.get(tax.name, False) or tax.begins is not None
    return not all(is_dated.values())


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

"""Say whether an event could be read again once it is written: the limits of the file format. Pure.

Whether it fits the events before it belongs to `rules.history`.
"""

import datetime as dt

from addonctl.errors import DataFailure, UsageFailure
from addonctl.model.account import (
    FIRST_DAY,
    LAST_DAY,
    LAST_END,
    MAX_AMOUNT_DIGITS,
    MAX_LICENSES,
)
from addonctl.model.answers import Invoice
from addonctl.model.money import MINOR_DIGITS, Money


def check_day(day: dt.date) -> None:
    """Stop on a day that isn't computed with, which only a wrong clock gives.

    Raises:
        UsageFailure: CLOCK_OUT_OF_RANGE.
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        raise UsageFailure("CLOCK_OUT_OF_RANGE", date=day, first=FIRST_DAY, last=LAST_DAY)


def check_trial_end(end: dt.date) -> None:
    """Stop where a trial would end after the last day of a period.

    Raises:
        DataFailure: BEYOND_LIMIT.
    """
    if end > LAST_END:
        raise DataFailure("BEYOND_LIMIT", key="trial_end", value=end, limit=LAST_END)


def check_quantity(licenses: int) -> None:
    """Stop at more licences than a purchase can be recorded for.

    Raises:
        DataFailure: BEYOND_LIMIT.
    """
    if licenses > MAX_LICENSES:
        raise DataFailure("BEYOND_LIMIT", key="quantity", value=licenses, limit=MAX_LICENSES)


def check_amounts(invoice: Invoice) -> None:
    """Stop at an invoice with an amount of more digits than can be recorded.

    Raises:
        DataFailure: BEYOND_LIMIT, with the first such amount.
    """
    most = Money(10 ** (MAX_AMOUNT_DIGITS + MINOR_DIGITS[invoice.currency]) - 1, invoice.currency)
    amounts = {
        "gross": invoice.gross,
        "discount": invoice.discount,
        "subtotal": invoice.subtotal,
        "tax": invoice.tax,
        "total": invoice.total,
    }
    for key, amount in amounts.items():
        if amount is not None and amount > most:
            raise DataFailure("BEYOND_LIMIT", key=key, value=amount, limit=most)

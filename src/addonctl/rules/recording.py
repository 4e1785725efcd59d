"""Say whether a change can be recorded for the date that is asked about, and be read again. Pure.

Whether the rules allow it belongs to `rules.policy`. What is said here is the same for everybody:
the day hasn't come, something newer is recorded already, nothing is billed yet, or a value is
beyond the limits of the file's format.
"""

import datetime as dt
from typing import TypeVar

from addonctl.errors import DataFailure, UsageFailure
from addonctl.model.account import (
    FIRST_DAY,
    LAST_DAY,
    LAST_END,
    MAX_AMOUNT_DIGITS,
    MAX_LICENSES,
    Account,
    Event,
)
from addonctl.model.answers import Invoice
from addonctl.model.context import Context
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import WHAT_HAPPENED
from addonctl.model.money import MINOR_DIGITS, Money
from addonctl.model.policy import PURCHASES, Action
from addonctl.rules.pricing import price_of

Limited = TypeVar("Limited", dt.date, int, Money)


def what_prevents(context: Context, addon_id: str, action: Action) -> Message | None:
    """Say why the command of an action would record nothing on the date, `None` where it would.

    Rules: nothing is recorded for a day that hasn't come; events keep the order of their dates;
    a purchase, and a quote with amounts, belongs to a billing cycle.
    """
    if context.as_of > context.today:
        return Message("NOT_RECORDABLE.ahead", date=context.as_of)
    later = later_event(context)
    if later is not None:
        return later
    account, anchor = context.account, context.account.billing.anchor
    if action not in PURCHASES or context.as_of >= anchor:
        return None
    if price_of(account, context.catalog, addon_id, context.as_of) is None:
        return None  # such a quote has no amounts
    return Message("NOT_RECORDABLE.no_cycle", anchor=anchor)


def later_event(context: Context) -> Message | None:
    """Name the newest event where it lies after the date that is asked about."""
    number = newest_event(context.account)
    if number is None or context.account.events[number].date <= context.as_of:
        return None
    event = context.account.events[number]
    return Message(
        "NOT_RECORDABLE.later_event", date=context.as_of, event=event_words(context, event)
    )


def newest_event(account: Account) -> int | None:
    """Return the number of the event with the latest date, the last of several."""
    numbers = range(len(account.events))
    return max(numbers, key=lambda number: (account.events[number].date, number), default=None)


def event_words(context: Context, event: Event) -> Message:
    """Say what happened on which date, as a part of a sentence."""
    addon = context.catalog.addon(event.addon).name
    return phrase(WHAT_HAPPENED[event.kind], addon=addon, date=event.date)


def check_day(day: dt.date) -> None:
    """Stop on a day that isn't computed with, which only a wrong clock gives.

    Raises:
        UsageFailure: CLOCK_OUT_OF_RANGE.
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        raise UsageFailure("CLOCK_OUT_OF_RANGE", date=day, first=FIRST_DAY, last=LAST_DAY)


def check_trial_end(end: dt.date) -> None:
    """Stop where a trial would end after the last day of a period (`DataFailure`)."""
    _check_limit("trial_end", end, LAST_END)


def check_quantity(licenses: int) -> None:
    """Stop at more licences than a purchase can be recorded for (`DataFailure`)."""
    _check_limit("quantity", licenses, MAX_LICENSES)


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
        if amount is not None:
            _check_limit(key, amount, most)


def _check_limit(key: str, value: Limited, limit: Limited) -> None:
    if value > limit:
        raise DataFailure("BEYOND_LIMIT", key=key, value=value, limit=limit)

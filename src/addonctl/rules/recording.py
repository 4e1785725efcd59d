"""Say whether a change can be recorded for the date that is asked about, and be read again. Pure.

Whether the rules allow it belongs to `rules.policy`. What is said here is the same for everybody:
the day hasn't come, something newer is recorded already, nothing is billed yet, or a value is
beyond the limits of the file's format.
"""

import datetime as dt
from typing import Final, TypeVar

from addonctl.errors import DataFailure, UsageFailure
from addonctl.model.account import FIRST_DAY, LAST_DAY, MAX_AMOUNT_DIGITS, Event
from addonctl.model.answers import Invoice
from addonctl.model.context import Context
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import WHAT_HAPPENED
from addonctl.model.money import MINOR_DIGITS, Money
from addonctl.model.policy import PURCHASES, Action
from addonctl.rules.pricing import price_of

_MOST: Final[tuple[int, ...]] = tuple(10 ** (MAX_AMOUNT_DIGITS + n) - 1 for n in range(5))
"""The largest number of minor units that can be recorded, by the currency's decimals."""
Limited = TypeVar("Limited", dt.date, int, Money)


def what_prevents(context: Context, addon_id: str, action: Action) -> Message | None:
    """Say why the command of an action would record nothing on the date, `None` where it would.

    Rules: nothing is recorded for a day that hasn't come; events keep the order of their dates;
    a purchase, and a quote with amounts, belongs to a billing cycle. An account that is only
    supposed is kept nowhere.
    """
    if context.what_if:
        return Message("NOT_RECORDABLE.supposed")
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
    number = number_of_later(context)
    if number is None:
        return None
    event = event_words(context, context.account.events[number])
    return Message("NOT_RECORDABLE.later_event", date=context.as_of, event=event)


def number_of_later(context: Context) -> int | None:
    """Return the number of the newest event, the last of several, where it lies after the date."""
    newest, day = None, context.as_of
    for number, event in enumerate(context.account.events):
        if event.date > day or (newest is not None and event.date == day):
            newest, day = number, event.date
    return newest


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


def check_amounts(invoice: Invoice) -> None:
    """Stop at an invoice with an amount of more digits than can be recorded.

    Raises:
        DataFailure: BEYOND_LIMIT, with the first such amount.
    """
    limit = most_recorded(invoice.currency)
    if abs(invoice.gross.minor) <= limit and abs(invoice.total.minor) <= limit:
        return  # the others are parts of these
    most = Money(limit, invoice.currency)
    for key in ("gross", "discount", "subtotal", "tax", "total"):
        amount: Money | None = getattr(invoice, key)
        if amount is not None:
            # Those of a credit note are as long as what is charged for the same licences.
            check_limit(key, -amount if amount.minor < 0 else amount, most)


def most_recorded(currency: str) -> int:
    """Return the largest amount of a currency that can be recorded, in minor units."""
    return _MOST[MINOR_DIGITS[currency]]


def check_limit(key: str, value: Limited, limit: Limited) -> None:
    """Stop where a value of an event is more than can be recorded.

    Raises:
        DataFailure: BEYOND_LIMIT.
    """
    if value > limit:
        raise DataFailure("BEYOND_LIMIT", key=key, value=value, limit=limit)

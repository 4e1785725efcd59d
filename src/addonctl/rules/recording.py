"""Say whether a change can be recorded for the date that is asked about. Pure.

Whether the rules allow it belongs to `rules.policy`. What is said here is the same for everybody:
the day hasn't come, something newer is recorded already, or nothing is billed yet.
"""

from addonctl.model.account import Account, Event
from addonctl.model.context import Context
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import WHAT_HAPPENED
from addonctl.model.policy import PURCHASES, Action
from addonctl.rules.pricing import price_of


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

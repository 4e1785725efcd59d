"""Say whether a change can be recorded for the date that is asked about. Pure.

Whether the rules allow it belongs to `rules.policy`. What is said here is the same for everybody:
the day hasn't come, something newer is recorded already, or nothing is billed yet.
"""

from addonctl.model.account import Account, Event
from addonctl.model.context import Subject
from addonctl.model.messages import Message
from addonctl.model.policy import PURCHASES, Action
from addonctl.rules.pricing import price_of


def what_prevents(subject: Subject, addon_id: str, action: Action) -> Message | None:
    """Say why the command of an action would record nothing on the date, `None` where it would.

    Rules: nothing is recorded for a day that hasn't come; events keep the order of their dates;
    a purchase, and a quote with amounts, belongs to a billing cycle.
    """
    if subject.as_of > subject.today:
        return Message("NOT_RECORDABLE.ahead", date=subject.as_of)
    later = later_event(subject)
    if later is not None:
        return later
    account, anchor = subject.account, subject.account.billing.anchor
    if action not in PURCHASES or subject.as_of >= anchor:
        return None
    if price_of(account, subject.catalog, addon_id, subject.as_of) is None:
        return None  # such a quote has no amounts
    return Message("NOT_RECORDABLE.no_cycle", anchor=anchor)


def later_event(subject: Subject) -> Message | None:
    """Name the newest event where it lies after the date that is asked about."""
    number = newest_event(subject.account)
    if number is None or subject.account.events[number].date <= subject.as_of:
        return None
    event = subject.account.events[number]
    return Message(
        "NOT_RECORDABLE.later_event", date=subject.as_of, event=event_words(subject, event)
    )


def newest_event(account: Account) -> int | None:
    """Return the number of the event with the latest date, the last of several."""
    numbers = range(len(account.events))
    return max(numbers, key=lambda number: (account.events[number].date, number), default=None)


def event_words(subject: Subject, event: Event) -> Message:
    """Say what happened on which date, as a part of a sentence."""
    addon = subject.catalog.addon(event.addon).name
    return Message(f"EVENT_WAS.{event.kind}", addon=addon, date=event.date)

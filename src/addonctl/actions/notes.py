"""Word once more, from what was recorded, whom a change concerns: when a note of it is sent.

Pure. Interest grows meanwhile, so a note of it is worded as it is then; a quote's as it was
recorded. The sentences are those of `actions.record`; sending them is `server.notes`'.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from msgspec import Struct, structs

from addonctl.actions.change import QUOTED, Change, Moment, amounts_of, event_of
from addonctl.actions.record import interest_note, quote_note
from addonctl.errors import AddonctlError
from addonctl.model.account import Event, User
from addonctl.model.answers import InvoicePair
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.messages import Message, Notice
from addonctl.model.policy import READINGS
from addonctl.rules.addon_status import status_of

_RECOMPUTED: Final = (*QUOTED, "period_end", "valid_until")
"""What of a recorded quote has to come out again, or its note goes without amounts."""


class Told(Struct, frozen=True, kw_only=True):
    """What is to be told: the events that it is about, and the sentences."""

    events: tuple[Event, ...]
    messages: tuple[Message, ...]


def recorded_interest(context: Context, addon: Addon) -> Told | None:
    """Word the interest in an add-on as it is on the date, `None` where nobody asks any more."""
    requests = status_of(context, addon).requests
    if not requests:
        return None
    note = interest_note(context, addon, [event.by for event in requests])
    return Told(events=requests, messages=(note.message,))


def recorded_quotes(context: Context, addon: Addon, numbers: Sequence[int]) -> Told:
    """Word quotes that were recorded, by their numbers among the account's events, from 0."""
    quotes = tuple(context.account.events[number] for number in numbers)
    messages = tuple(_recorded_quote(context, addon, number) for number in numbers)
    return Told(events=quotes, messages=messages)


def _recorded_quote(context: Context, addon: Addon, number: int) -> Message:
    """Word a recorded quote, computed again on the account as it was then.

    Rule: nobody is told other amounts than those that were recorded. Where they don't come out
    again, since prices or the account changed meanwhile, the note says who asks for what.
    """
    event = context.account.events[number]
    account = structs.replace(context.account, events=context.account.events[:number])
    reading = next((each for each in READINGS if each == event.policy_reading), context.reading)
    then = structs.replace(context, account=account, as_of=event.date, reading=reading)
    invoice, assumptions = _amounts_again(then, addon, event) or (None, ())
    note = quote_note(then, addon, event, invoice=invoice, assumptions=assumptions)
    return note.message


def _amounts_again(
    then: Context, addon: Addon, event: Event
) -> tuple[InvoicePair | None, tuple[Notice, ...]] | None:
    """Compute the amounts of a recorded quote, `None` where they come out otherwise."""
    if event.total is None:
        return None
    change = Change(
        action="quote",
        addon=addon,
        user=User(id=event.by or "-", roles=("owner",)),
        licenses=event.quantity if addon.basis == "assigned" else None,
    )
    at = event.at or dt.datetime.min.replace(tzinfo=dt.UTC)
    moment = Moment(at=at, event_id=event.id or "-")
    try:
        invoice, _, assumptions = amounts_of(then, status_of(then, addon), change)
        again = event_of(then, change, conflict=event.conflict, moment=moment, invoice=invoice)
    except AddonctlError:
        return None
    is_same = all(getattr(again, key) == getattr(event, key) for key in _RECOMPUTED)
    return (invoice, assumptions) if is_same else None

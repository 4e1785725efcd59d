"""Prepare the four changes: decide, compute and word the one event that each appends.

Pure: the same functions decide and compute as in the previews. Recording is the store's; asking
is the command's. Nothing is charged, and nothing is started at the vendor.
"""

import datetime as dt
from itertools import islice
from typing import Final

import msgspec
from msgspec import Struct

from addonctl.actions.account_warnings import shared_warnings
from addonctl.actions.assumptions import preview_assumptions, shared_assumptions
from addonctl.actions.events import refuse_faulty_history
from addonctl.actions.terms import check_licenses, day_later, purchase_terms
from addonctl.errors import DateBeforeEvents, Refused
from addonctl.model.account import LAST_END, Event, User
from addonctl.model.answers import DayLater, Decision, Invoice, InvoicePair
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.messages import Notice
from addonctl.model.money import Money
from addonctl.model.policy import PURCHASES, Action
from addonctl.model.views import AddonStatus
from addonctl.model.wire import RECORDS
from addonctl.rules.addon_status import pending_until, status_of, trial_period_end
from addonctl.rules.decisions import decide_action
from addonctl.rules.invoice import quantity_of, write_invoices
from addonctl.rules.recording import (
    check_amounts,
    check_day,
    check_limit,
    event_words,
    number_of_later,
)

QUOTED: Final = (
    "quantity",
    "unit_price",
    "per",
    "currency",
    "gross",
    "discount",
    "subtotal",
    "tax",
    "total",
    "credit",
)
"""What makes a quote of an add-on the same as another: the licences and the amounts."""


class Moment(Struct, frozen=True, kw_only=True):
    """When a change is made and by what id it will be known; both come from outside."""

    at: dt.datetime
    event_id: str


class Change(Struct, frozen=True, kw_only=True):
    """What is to be done: an action of a user for an add-on, for `licenses` or all."""

    action: Action
    addon: Addon
    user: User
    licenses: int | None = None


class PreparedEvent(Struct, frozen=True, kw_only=True):
    """A change that the rules allow, with the event that it appends.

    `earlier` is the event that recorded the same fact before; then nothing is to be recorded.
    """

    context: Context
    event: Event
    earlier: Event | None
    assumptions: tuple[Notice, ...]
    warnings: tuple[Notice, ...]

    @property
    def total(self) -> Money | None:
        """Return what is invoiced now, `None` where nothing is."""
        raise NotImplementedError


class Prepared(PreparedEvent, frozen=True, kw_only=True):
    """An action of a user that the rules allow, with everything that follows from it."""

    change: Change
    status: AddonStatus
    decision: Decision
    invoice: InvoicePair | None
    day_later: DayLater | None

    @property
    def total(self) -> Money | None:
        """Return what is invoiced now, `None` where nothing is."""
        return None if self.invoice is None else self.invoice.now.total


def prepare_change(context: Context, change: Change, moment: Moment) -> Prepared:
    """Decide and compute a change on the account as it is.

    Raises:
        Refused: the rules don't allow it.
        DateBeforeEvents: an event is newer than its date; events are recorded in their order.
        DataFailure: HISTORY_FAULTY, no price, a date before the first cycle, or BEYOND_LIMIT.
        UsageFailure: the licences don't fit; CLOCK_OUT_OF_RANGE.
    """
    check_day(context.as_of)
    refuse_faulty_history(context.account, context.catalog)
    status = status_of(context, change.addon)
    view = decide_action(context, status, change.user, change.action)
    decision = view.decision
    if not decision.allowed:
        raise Refused(view)
    refuse_before_events(context)
    invoice, later, assumptions = amounts_of(context, status, change)
    conflict = decision.contested[0].conflict if decision.contested else None
    event = event_of(context, change, conflict=conflict, moment=moment, invoice=invoice)
    return Prepared(
        context=context,
        change=change,
        status=status,
        decision=decision,
        event=event,
        earlier=_earlier(status, event),
        invoice=invoice,
        day_later=later,
        assumptions=assumptions,
        warnings=shared_warnings(context, [status]),
    )


def refuse_before_events(context: Context) -> None:
    """Stop where an event is newer than the date: events are recorded in the order of their dates.

    Raises:
        DateBeforeEvents: with the newest event.
    """
    number = number_of_later(context)
    if number is not None:
        newest = context.account.events[number]
        raise DateBeforeEvents(
            date=context.as_of,
            newest=newest.date,
            today=context.today,
            event=event_words(context, newest),
            number=number,
        )


def amounts_of(
    context: Context, status: AddonStatus, change: Change
) -> tuple[InvoicePair | None, DayLater | None, tuple[Notice, ...]]:
    """Compute what follows from a purchase, with what was assumed the same as in its preview.

    A quote without a known price has no amounts.
    """
    if change.action in PURCHASES:
        check_licenses(context.account, change.addon, change.licenses)
    if change.action not in PURCHASES or (change.action == "quote" and status.price is None):
        return None, None, shared_assumptions(context, [status], actions=[change.action])
    terms = purchase_terms(context, change.addon, status.price, change.licenses)
    now, following = islice(write_invoices(terms, context.as_of), 2)
    check_amounts(now)
    later = day_later(context, change.addon, terms)
    assumptions = preview_assumptions(context, status, terms, (now, following), later=later)
    return InvoicePair(now=now, next=following), later, assumptions


def event_of(
    context: Context,
    change: Change,
    *,
    conflict: str | None,
    moment: Moment,
    invoice: InvoicePair | None,
) -> Event:
    """Word the event of a change; `conflict` is the contradiction that its decision stands on."""
    trial_end = None
    if change.action == "trial":
        trial_end = trial_period_end(context.as_of, change.addon)
        check_limit("trial_end", trial_end, LAST_END)
    event = Event(
        kind=RECORDS[change.action],
        date=context.as_of,
        addon=change.addon.id,
        id=moment.event_id,
        at=moment.at,
        by=change.user.id,
        policy_reading=context.reading,
        conflict=conflict,
        quantity=_quantity(context, change, is_priced=invoice is not None),
        trial_end=trial_end,
    )
    if invoice is None:
        return event
    event = _with_amounts(event, invoice.now)
    if change.action != "quote":
        return event
    return msgspec.structs.replace(event, valid_until=pending_until(event, context.catalog))


def _with_amounts(event: Event, now: Invoice) -> Event:
    return msgspec.structs.replace(
        event,
        unit_price=now.lines[0].unit_price,
        per=now.lines[0].per,
        currency=now.currency,
        period_start=now.period.start,
        period_end=now.period.end,
        gross=str(now.gross),
        discount=str(now.discount),
        subtotal=str(now.subtotal),
        tax=None if now.tax is None else str(now.tax),
        total=str(now.total),
        credit=str(now.credit),
    )


def _quantity(context: Context, change: Change, *, is_priced: bool) -> int | None:
    """Count the licences of a purchase; of a quote without amounts only those that are known.

    All licences of the account are known; how many are to be assigned is only where it was said.
    """
    if change.action not in PURCHASES:
        return None
    if not is_priced and change.addon.basis == "assigned":
        return change.licenses
    return quantity_of(context.account, change.addon, change.licenses).billed


def _earlier(status: AddonStatus, event: Event) -> Event | None:
    """Find the event that recorded the same before: a person's request, a quote that is pending.

    A quote is the same where add-on, licences, amounts and reading are, whoever asked for it;
    what an event written by hand leaves out of the reading tells it from no other.
    """
    if event.kind == "feature_requested":
        return next((known for known in status.requests if known.by == event.by), None)
    if event.kind == "quote_requested":
        return next((known for known in status.quotes if _is_same_quote(known, event)), None)
    return None


def _is_same_quote(known: Event, event: Event) -> bool:
    return known.policy_reading in {None, event.policy_reading} and all(
        getattr(known, field) == getattr(event, field) for field in QUOTED
    )

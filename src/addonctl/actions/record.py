"""Answer a change: what was recorded or would be, and the note of it to those it concerns.

Or that its total isn't the expected one. Pure. What is recorded is prepared in `actions.change`,
what a person does next is `actions.telling`'s.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from addonctl.actions.change import Prepared
from addonctl.actions.telling import next_for_people, told_and_left
from addonctl.errors import TotalDiffers
from addonctl.model.account import Account, Event, User
from addonctl.model.answers import (
    ChangeAnswer,
    DayLater,
    EventHistory,
    InvoicePair,
    Notification,
    QuoteAnswer,
    RecordedEvent,
    RequestAnswer,
    SubscribeAnswer,
    TrialAnswer,
    Voided,
    name_of,
)
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.messages import Message, Notice, phrase
from addonctl.model.messages.next_steps import NOTE_QUOTE
from addonctl.model.messages.vocabulary import EVERY, FIGURES, LICENSES
from addonctl.rules.addon_status import event_number, pending_until
from addonctl.rules.cycle import cycle_at
from addonctl.rules.purchases import voids_among

TOLD_IN_A_NOTE = frozenset(
    {"BILLED_DURING_TRIAL", "TAX_OF_INVOICE_DATE", "DISCOUNT_REST_LAPSES", "LATER_PRICE_KNOWN"}
)
"""The assumptions about the amounts that an account manager has to know."""


def answer_change(
    prepared: Prepared, *, dry_run: bool, recorded: bool, recorded_in: str | None
) -> ChangeAnswer:
    """Answer with what was recorded, or would be, and what a person does next."""
    context, is_new = prepared.context, prepared.earlier is None
    # By an earlier run: what can't be recorded twice may not have been answered yet.
    is_once = prepared.change.action in {"subscribe", "trial"}
    shared: dict[str, Any] = {
        "as_of": context.as_of,
        "account": name_of(context.account),
        "assumptions": prepared.assumptions,
        "warnings": prepared.warnings,
        "dry_run": dry_run,
        "recorded": recorded,
        "already": not is_new,
        "event": recorded_event(prepared.earlier or prepared.event),
        "decision": prepared.decision,
        "recorded_in": recorded_in,
        "next": next_for_people(prepared, would=dry_run) if is_new or is_once else (),
        "event_number": _number(prepared, dry_run=dry_run),
    }
    action = prepared.change.action
    if action == "trial":
        return TrialAnswer(**shared)
    if action == "request":
        return RequestAnswer(**shared, notify=_notify(prepared))
    if action == "subscribe" and prepared.invoice is not None:
        return SubscribeAnswer(**shared, invoice=prepared.invoice)
    return QuoteAnswer(
        **shared,
        invoice=prepared.invoice,
        day_later=prepared.day_later,
        notify=_notify(prepared),
        pending_until=pending_until(prepared.earlier or prepared.event, context.catalog),
    )


def _number(prepared: Prepared, *, dry_run: bool) -> int | None:
    """Return which of the account's events the answer speaks of, counted from 1."""
    account = prepared.context.account
    if prepared.earlier is not None:
        return event_number(account, prepared.earlier)
    return None if dry_run else len(account.events) + 1


def recorded_event(event: Event) -> RecordedEvent:
    """Show an event with every key present."""
    return RecordedEvent(**msgspec.structs.asdict(event))


def list_history(context: Context, *, user: User | None = None) -> EventHistory:
    """Answer with the events until the as-of date, in the file's order; all or one user's.

    What is voided by a later day stands as it was then.
    """
    events, as_of = context.account.events, context.as_of
    listed = [
        (number, event)
        for number, event in enumerate(events, start=1)
        if event.date <= as_of and (user is None or event.by == user.id)
    ]
    numbers = tuple(number for number, _event in listed)
    return EventHistory(
        as_of=as_of,
        account=name_of(context.account),
        events=tuple(recorded_event(event) for _number, event in listed),
        numbers=numbers,
        voided=tuple(
            Voided(number=number + 1, by=by + 1)
            for number, by in sorted(voids_among(events).items())
            if number + 1 in numbers and events[by].date <= as_of
        ),
    )


def _notify(prepared: Prepared) -> Notification | None:
    """Say who is to be told of a request or a quote; where it was recorded before, they were."""
    context, change, status = prepared.context, prepared.change, prepared.status
    if prepared.earlier is not None:
        return None
    if change.action == "request":
        people = [*(event.by for event in status.requests), change.user.id]
        return interest_note(context, change.addon, people)
    return quote_note(
        context,
        change.addon,
        prepared.event,
        invoice=prepared.invoice,
        assumptions=prepared.assumptions,
    )


def quote_note(
    context: Context,
    addon: Addon,
    event: Event,
    *,
    invoice: InvoicePair | None,
    assumptions: Sequence[Notice],
) -> Notification:
    """Word the request for a quote for the account manager, priced where a price is known."""
    values: dict[str, object] = {
        "person": _person(context.account, event.by),
        "account": context.account.name,
        "account_id": context.account.id,
        "addon": addon.name,
        "count": event.quantity,
        "licenses": phrase(LICENSES, count=event.quantity),
    }
    to_tell = () if context.tells.account_manager else None
    if invoice is None:
        is_all = addon.basis == "all_licenses"
        kind = "all" if is_all else "open" if event.quantity is None else "counted"
        note = phrase(NOTE_QUOTE[kind], **values)
        return Notification(users=None, to_tell=to_tell, message=note)
    now, later = invoice.now, invoice.next
    note = Message(
        "NOTE_QUOTE_PRICED",
        **values,
        now=now.before_tax(now.subtotal),
        full=later.before_tax(later.subtotal),
        last=now.period.last_day,
        every=phrase(EVERY[context.account.billing.frequency]),
        valid_until=event.valid_until,
        on_day=context.day_words("PRICED_ON"),
    )
    if now.remarks:
        note = Message("TAX.remark_after", text=note, remarks=now.remarks)
    for assumption in assumptions:
        if assumption.code in TOLD_IN_A_NOTE:
            note = Message("SENTENCES", first=note, second=assumption.message)
    return Notification(users=None, to_tell=to_tell, message=note)


def interest_note(context: Context, addon: Addon, by: Sequence[str | None]) -> Notification:
    """Word the aggregated interest for the owners, as both articles promise them.

    `by` are the people who ask. Someone who has left keeps their id, nobody at all is a message.
    """
    account = context.account
    people = tuple(dict.fromkeys(by))
    _told, left = told_and_left(context)
    return Notification(
        users=tuple(owner.id for owner in account.users_with("owner")),
        to_tell=tuple(owner.id for owner in left),
        message=Message(
            "NOTE_REQUEST",
            addon=addon.name,
            account=account.name,
            count=len(people),
            people=tuple(_person(account, user_id) for user_id in people),
        ),
    )


def _person(account: Account, user_id: str | None) -> str | Message:
    """Name whoever an event names: by id where they have left, somebody where nobody."""
    names = {user.id: user.display_name for user in account.users}
    return Message("SOMEONE") if user_id is None else names.get(user_id, user_id)


def check_total(prepared: Prepared, expected: int) -> None:
    """Stop where the total isn't the expected one, in millionths of a currency unit.

    Raises:
        ConflictFailure: TOTAL_DIFFERS, with both figures.
    """
    invoice = prepared.invoice
    if invoice is None or invoice.now.total.millionths == expected:
        return
    period, billing = invoice.now.period, prepared.context.account.billing
    cycle = cycle_at(billing.anchor, billing.frequency, prepared.context.as_of)
    raise TotalDiffers(
        total=invoice.now.total,
        expected=expected,
        date=prepared.context.as_of,
        days=(period.end - period.start).days,
        cycle_days=cycle.days,
        figure=_figure_given(invoice, prepared.day_later, expected),
    )


def _figure_given(invoices: InvoicePair, later: DayLater | None, expected: int) -> Message | None:
    """Say which other figure of the answer was given as the total, the likeliest one first."""
    now, following = invoices.now, invoices.next
    figures = [
        ("due", now.amount_due),
        ("subtotal", now.subtotal),
        ("gross", now.gross),
        ("next_total", following.total),
        ("next_due", following.amount_due),
        ("next_subtotal", following.subtotal),
        ("next_gross", following.gross),
        ("day_later", None if later is None else later.subtotal),
        ("credit", now.credit if now.credit.minor else None),
        *(("tax", tax.amount) for tax in now.charged_taxes),
        *(("line", line.amount) for line in now.lines),
    ]
    for name, amount in figures:
        if amount is not None and amount.millionths == expected:
            date = following.issue_date
            return phrase(FIGURES[name], amount=amount, credit=now.credit, date=date)
    return None

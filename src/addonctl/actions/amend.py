"""Prepare a change of what was bought: more or fewer licences, its end, or an event that is void.

Pure: what is shown is what is recorded. No role does it; the account manager or the success team
does, by name. Nothing is charged, and nothing is changed at the vendor.
"""

from typing import NamedTuple

from msgspec import structs

from addonctl.actions.account_warnings import shared_warnings
from addonctl.actions.amended_licenses import changed_licenses
from addonctl.actions.amendment_notices import amendment_assumptions
from addonctl.actions.change import Moment, PreparedEvent, refuse_before_events
from addonctl.actions.events import refuse_faulty_history
from addonctl.actions.record import recorded_event
from addonctl.actions.voiding import find_mistake, refuse_what_stays_faulty
from addonctl.errors import RefusedFailure, UsageFailure
from addonctl.model.account import LAST_END, Event
from addonctl.model.amendments import Amendment, EndWanted, LicensesWanted, VoidWanted
from addonctl.model.answers import (
    AmendAnswer,
    AmendedInvoices,
    AmendmentKind,
    BilledCycle,
    EarlierEvent,
    Invoice,
    name_of,
)
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.money import Money
from addonctl.rules.addon_status import (
    bought_licenses,
    earlier_event,
    event_number,
    status_of,
)
from addonctl.rules.amendments import full_invoice
from addonctl.rules.amounts import credit_left
from addonctl.rules.cycle import cycle_at, days_billed
from addonctl.rules.holdings import Holding, holding_of, holdings_on
from addonctl.rules.purchases import find_number
from addonctl.rules.recording import check_day, check_limit


class PreparedAmendment(PreparedEvent, frozen=True, kw_only=True):
    """A change of what was bought that can be recorded, with everything that follows from it."""

    addon: Addon
    wanted: Amendment
    answer: AmendAnswer

    @property
    def total(self) -> Money | None:
        """Return what is charged now, negative where it is given back; `None` where nothing is."""
        now = self.answer.invoice.now
        return None if now is None else now.total


def preview_amendment(context: Context, addon: Addon, wanted: Amendment) -> AmendAnswer:
    """Answer with what a change would come to; nobody has to say who records it, or why.

    Raises:
        AddonctlError: as for `prepare_amendment`.
    """
    return prepare_amendment(context, addon, wanted).answer


def prepare_amendment(
    context: Context,
    addon: Addon,
    wanted: Amendment,
    *,
    moment: Moment | None = None,
    operator: str | None = None,
    reason: str | None = None,
) -> PreparedAmendment:
    """Compute a change of what was bought on the account as it is, and word its event.

    Raises:
        RefusedFailure: NOT_BOUGHT, COMES_WITH_PLAN, NOTHING_TO_CHANGE, ENDS_FIRST, ENDS_ALREADY,
            VOID_OF_VOID, VOIDED_ALREADY or VOID_STOOD_ON.
        DateBeforeEvents: an event is newer than its date; events are recorded in their order.
        DataFailure: HISTORY_FAULTY, no price, a date before the first cycle, or BEYOND_LIMIT.
        NotFoundFailure: NO_SUCH_EVENT.
        UsageFailure: what is wanted doesn't fit: LICENSES_FIXED, LICENSES_NEEDED,
            LICENSES_TOO_MANY, CREDIT_NOTE_FOR_MORE, END_BEFORE_DAY, EVENT_OF_OTHER_ADDON;
            CLOCK_OUT_OF_RANGE.
    """
    check_day(context.as_of)
    refuse_before_events(context)
    if not isinstance(wanted, VoidWanted):
        refuse_faulty_history(context.account, context.catalog)
    held = holding_of(context, addon, context.as_of)
    drafted, now = _event_of(context, addon, wanted, held)
    event = structs.replace(
        drafted,
        id=None if moment is None else moment.event_id,
        at=None if moment is None else moment.at,
        operator=operator,
        reason=reason,
    )
    if isinstance(wanted, VoidWanted):
        refuse_what_stays_faulty(context, event)
    answer = _answer(_Drafted(context, addon, wanted, held, event, now))
    return PreparedAmendment(
        context=context,
        addon=addon,
        wanted=wanted,
        event=event,
        earlier=None,
        answer=answer,
        assumptions=answer.assumptions,
        warnings=answer.warnings,
    )


def _event_of(
    context: Context, addon: Addon, wanted: Amendment, held: Holding | None
) -> tuple[Event, Invoice | None]:
    """Word the event of a change, with the invoice that belongs to it."""
    if isinstance(wanted, VoidWanted):
        mistake = find_mistake(context, addon, wanted.event)
        named = mistake.id or event_number(context.account, mistake)
        return Event(kind="voided", date=context.as_of, addon=addon.id, event=named), None
    if held is None:
        raise RefusedFailure("NOT_BOUGHT", addon=addon.name, account=context.account.name)
    if isinstance(wanted, EndWanted):
        return _end(context, addon, wanted, held), None
    return changed_licenses(context, addon, wanted, held)


def _end(context: Context, addon: Addon, wanted: EndWanted, held: Holding) -> Event:
    """Word the end of what is bought: with the cycle, or on a day that isn't past.

    Rule: a purchase is final (purchase rules of both articles), so nothing is given back.
    """
    billing, as_of = context.account.billing, context.as_of
    on = wanted.on or cycle_at(billing.anchor, billing.frequency, as_of).end
    if on < as_of:
        raise UsageFailure("END_BEFORE_DAY", date=on, as_of=as_of)
    check_limit("effective", on, LAST_END)
    if held.bought.ending is not None and held.bought.ends_on == on:
        number = event_number(context.account, held.bought.ending)
        raise RefusedFailure("ENDS_ALREADY", addon=addon.name, date=on, number=str(number))
    return Event(kind="ended", date=as_of, addon=addon.id, effective=on)


class _Drafted(NamedTuple):
    """A change of what is held before, its event, and the invoice that belongs to it."""

    context: Context
    addon: Addon
    wanted: Amendment
    held: Holding | None
    event: Event
    now: Invoice | None


def _answer(drafted: _Drafted) -> AmendAnswer:
    """Put together what follows from a change; it is as long as the answer."""
    context, addon, wanted, held, event, now = drafted
    account, as_of = context.account, context.as_of
    after = structs.replace(
        context, account=structs.replace(account, events=(*account.events, event))
    )
    cycle = cycle_at(account.billing.anchor, account.billing.frequency, as_of)
    effective = event.effective or as_of
    then = structs.replace(after, as_of=effective)
    following = _next_invoice(after, addon)
    credit = Money(credit_left(after.account, as_of), account.currency)
    status = status_of(context, addon)
    return AmendAnswer(
        as_of=as_of,
        account=name_of(account),
        assumptions=amendment_assumptions(context, held, event, (now, following), credit),
        warnings=shared_warnings(context, [status]),
        addon=addon.id,
        change=_kind_of(wanted, event),
        bought=None if held is None else bought_licenses(account, held.bought),
        voids=_voided(context, event),
        replaces=_replaced(context, wanted, held),
        quantity_before=_quantity(context, held),
        quantity=_quantity(then, holding_of(then, addon, effective)),
        effective=effective,
        state_before=status.state,
        state=status_of(then, addon).state,
        price=None if held is None else held.price,
        cycle=BilledCycle(
            frequency=cycle.frequency,
            start=cycle.start,
            end=cycle.end,
            last_day=cycle.last_day,
            days=cycle.days,
            days_billed=days_billed(cycle, as_of),
        ),
        invoice=AmendedInvoices(now=now, next=following),
        credited=-now.total if now is not None and event.credit_note else None,
        credit_before=Money(credit_left(account, as_of), account.currency),
        credit=credit,
        code="AMENDED_BY_VENDOR",
        source=tuple(source for row in context.policy.vendor for source in row.source),
        event=recorded_event(event),
    )


def _kind_of(wanted: Amendment, event: Event) -> AmendmentKind:
    if isinstance(wanted, LicensesWanted):
        return "more" if (event.quantity or 0) > (event.quantity_before or 0) else "fewer"
    return "end" if isinstance(wanted, EndWanted) else "void"


def _quantity(context: Context, held: Holding | None) -> int | None:
    """Count the licences that are bought; where no event says it, all of the account."""
    if held is None:
        return None
    return context.account.licenses.total if held.recorded is None else held.recorded


def _voided(context: Context, event: Event) -> EarlierEvent | None:
    """Name the event that is voided."""
    if event.event is None:
        return None
    number = find_number(context.account.events, event.event)
    return (
        None if number is None else earlier_event(context.account, context.account.events[number])
    )


def _replaced(context: Context, wanted: Amendment, held: Holding | None) -> EarlierEvent | None:
    """Name what was still to come, and won't: a newer change replaces a change, an end an end."""
    if held is None or isinstance(wanted, VoidWanted):
        return None
    bought = held.bought
    replaced = bought.ending if isinstance(wanted, EndWanted) else bought.pending
    return None if replaced is None else earlier_event(context.account, replaced)


def _next_invoice(context: Context, addon: Addon) -> Invoice | None:
    """Write the next invoice of an add-on, `None` where it isn't billed or no price is known."""
    account = context.account
    anchor, frequency = account.billing.anchor, account.billing.frequency
    date = max(cycle_at(anchor, frequency, context.as_of).end, anchor)
    held = next((each for each in holdings_on(context, date) if each.addon == addon), None)
    if held is None or held.price is None:
        return None
    return full_invoice(account, held, held.price, date, credit_left(account, context.as_of))

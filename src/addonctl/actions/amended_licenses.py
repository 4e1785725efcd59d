"""Prepare more or fewer licences of what is bought: from when, at what price, by which invoice.

Pure. Rules (both articles: purchases are final, and billed at once through the end of the cycle):
more licences are billed from the day of the change; fewer hold from the next cycle on, or at once
with a credit note for the days that are left, that day included.
"""

import datetime as dt

from msgspec import structs

from addonctl.errors import BeforeFirstCycle, NoPrice, RefusedFailure, UsageFailure
from addonctl.model.account import LAST_END, MAX_LICENSES, Event
from addonctl.model.amendments import LicensesWanted
from addonctl.model.answers import Invoice, Price
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.rules.addon_status import event_number
from addonctl.rules.amendments import LicenseChange, invoice_of_change
from addonctl.rules.cycle import cycle_at
from addonctl.rules.holdings import Holding
from addonctl.rules.pricing import price_of
from addonctl.rules.recording import check_amounts, check_limit


def changed_licenses(
    context: Context, addon: Addon, wanted: LicensesWanted, held: Holding
) -> tuple[Event, Invoice | None]:
    """Word the event of a change of licences, with its invoice or its credit note.

    Raises:
        RefusedFailure: COMES_WITH_PLAN, NOTHING_TO_CHANGE or ENDS_FIRST.
        DataFailure: no price, a date before the first cycle, or BEYOND_LIMIT.
        UsageFailure: LICENSES_FIXED, LICENSES_NEEDED, LICENSES_TOO_MANY or CREDIT_NOTE_FOR_MORE.
    """
    account, as_of = context.account, context.as_of
    _refuse_what_is_not_billed(context, addon)
    before = account.licenses.total if held.recorded is None else held.recorded
    after = _number(context, addon, wanted)
    if wanted.credit_note and after > before:
        raise UsageFailure("CREDIT_NOTE_FOR_MORE", count=before, licenses=after)
    is_now = after > before or wanted.credit_note
    effective = as_of
    if not is_now:
        effective = cycle_at(account.billing.anchor, account.billing.frequency, as_of).end
        check_limit("effective", effective, LAST_END)
    _refuse_what_changes_nothing(context, held, (before, after), effective, is_now=is_now)
    event = Event(
        kind="licenses_changed",
        date=as_of,
        addon=addon.id,
        quantity_before=before,
        quantity=after,
        effective=effective,
        credit_note=wanted.credit_note,
    )
    if not is_now:
        return event, None
    price = _price_today(context, addon, held)
    invoice = invoice_of_change(account, LicenseChange(addon.id, price, before, after), as_of)
    check_amounts(invoice)
    return with_amounts(event, invoice), invoice


def with_amounts(event: Event, now: Invoice) -> Event:
    """Write the amounts of an invoice into the event that it belongs to."""
    return structs.replace(
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


def _refuse_what_is_not_billed(context: Context, addon: Addon) -> None:
    plan = context.catalog.plan(context.account.plan)
    if addon.id in plan.includes:
        raise RefusedFailure("COMES_WITH_PLAN", addon=addon.name, plan=plan.name)
    anchor = context.account.billing.anchor
    if context.as_of < anchor:
        raise BeforeFirstCycle(
            option="--as-of", date=context.as_of, anchor=anchor, is_ahead=anchor > context.today
        )


def _number(context: Context, addon: Addon, wanted: LicensesWanted) -> int:
    """Return the new number of licences: all of the account, or those that are to be assigned."""
    total, licenses = context.account.licenses.total, wanted.licenses
    is_gone = addon.id in context.catalog.discontinued
    if licenses is None:
        if addon.basis == "assigned":
            raise UsageFailure("LICENSES_NEEDED", addon=addon.name, total=total)
        licenses = total
    elif addon.basis == "all_licenses" and not is_gone:
        raise UsageFailure("LICENSES_FIXED", addon=addon.name, total=total)
    if licenses > total:
        raise UsageFailure("LICENSES_TOO_MANY", licenses=licenses, total=total)
    check_limit("quantity", licenses, MAX_LICENSES)
    return licenses


def _refuse_what_changes_nothing(
    context: Context, held: Holding, numbers: tuple[int, int], effective: dt.date, *, is_now: bool
) -> None:
    """Stop where the number is in force or to come already, or the end comes before it."""
    account, bought, (before, after) = context.account, held.bought, numbers
    addon, pending = held.addon.name, bought.pending
    if after == before:
        number = str(event_number(account, bought.counted_by))
        raise RefusedFailure("NOTHING_TO_CHANGE", addon=addon, count=after, number=number)
    if pending is not None and not is_now and pending.quantity == after:
        number, date = str(event_number(account, pending)), pending.holds_from
        raise RefusedFailure("CHANGES_ALREADY", count=after, date=date, number=number)
    if bought.ending is not None and effective >= bought.ending.holds_from:
        number, date = str(event_number(account, bought.ending)), bought.ending.holds_from
        raise RefusedFailure(
            "ENDS_FIRST", addon=addon, date=date, effective=effective, number=number
        )


def _price_today(context: Context, addon: Addon, held: Holding) -> Price:
    """Return the price on the day of the change; where none is known, the recorded one."""
    price = price_of(context.account, context.catalog, addon.id, context.as_of)
    if price is None:
        price = held.recorded_price
    if price is None:
        raise NoPrice(
            account=context.account,
            addon=addon.name,
            addon_id=addon.id,
            option="--as-of",
            date=context.as_of,
            reference=context.invocation.reference,
            price_book=context.catalog.prices_from,
        )
    return price

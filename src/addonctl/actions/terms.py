"""Gather the terms of a purchase on any day, or stop it, and compare what it comes to on several.

Pure. The first invoices of two dates can't be compared alone: the earlier purchase also brings the
invoices that the later one skips.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import takewhile

from msgspec import structs

from addonctl.errors import BeforeFirstCycle, NoPrice, Refused, UsageFailure
from addonctl.model.account import MAX_LICENSES, Account, User
from addonctl.model.answers import ComparedDate, DayLater, Invoice
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.messages import Message
from addonctl.model.money import Money
from addonctl.model.views import AddonStatus
from addonctl.rules.addon_status import status_of
from addonctl.rules.cycle import cycle_at
from addonctl.rules.decisions import decide_action
from addonctl.rules.invoice import Terms, invoice_now, invoices_after, quantity_of, terms_of
from addonctl.rules.recording import check_limit


def refuse_what_is_not_for_sale(context: Context, status: AddonStatus, user: User | None) -> None:
    """Stop where there is nothing to buy, with the decision for the user or the first owner.

    Raises:
        Refused: the add-on is purchased, included in the plan or not offered on it.
    """
    if status.is_open:
        return
    owners = context.account.users_with("owner")
    person = user or next(iter((*owners, *context.account.users)), None)
    view = None if person is None else decide_action(context, status, person, "subscribe")
    is_gone = status.addon.id in context.catalog.discontinued and status.state == "not_offered"
    raise Refused(
        view,
        headline=Message(
            "NOTHING_TO_BUY.gone" if is_gone else f"NOTHING_TO_BUY.{status.state}",
            addon=status.addon.name,
            account=context.account.name,
            plan=context.catalog.plan(context.account.plan).name,
            date=status.purchased.date if status.purchased else context.as_of,
        ),
    )


def check_licenses(account: Account, addon: Addon, licenses: int | None) -> None:
    """Stop where a number of licences doesn't fit the add-on, the account or an event.

    Raises:
        UsageFailure: LICENSES_FIXED or LICENSES_TOO_MANY.
        DataFailure: BEYOND_LIMIT.
    """
    total = account.licenses.total
    if licenses is not None and addon.basis == "all_licenses":
        raise UsageFailure("LICENSES_FIXED", addon=addon.name, total=total)
    if licenses is not None and licenses > total:
        raise UsageFailure("LICENSES_TOO_MANY", licenses=licenses, total=total)
    check_limit("quantity", quantity_of(account, addon, licenses).billed, MAX_LICENSES)


def purchase_terms(
    context: Context, status: AddonStatus, licenses: int | None, *, option: str = "--as-of"
) -> Terms:
    """Gather the terms of a purchase on the context's date, which `option` gave.

    Raises:
        DataFailure: NO_PRICE, BEFORE_FIRST_CYCLE or BEYOND_LIMIT.
        UsageFailure: LICENSES_FIXED or LICENSES_TOO_MANY.
    """
    account, addon = context.account, status.addon
    anchor = account.billing.anchor
    if context.as_of < anchor:
        raise BeforeFirstCycle(
            option=option,
            date=context.as_of,
            anchor=anchor,
            is_ahead=anchor > context.today,
        )
    check_licenses(account, addon, licenses)
    if status.price is None:
        raise NoPrice(
            account=account,
            addon=addon.name,
            addon_id=addon.id,
            option=option,
            date=context.as_of,
            reference=context.invocation.reference,
            price_book=context.catalog.prices_from,
        )
    return terms_of(account, addon, status.price, context.as_of, licenses)


def _terms_on(
    context: Context, addon: Addon, licenses: int | None, day: dt.date, *, option: str = "--as-of"
) -> Terms:
    """Gather the terms of a purchase on another day: that day's price, taxes and credit."""
    other = structs.replace(context, as_of=day)
    return purchase_terms(other, status_of(other, addon), licenses, option=option)


def invoice_a_day_later(context: Context, addon: Addon, licenses: int | None) -> Invoice:
    """Compute the first invoice where the purchase waits one day."""
    day = context.as_of + dt.timedelta(days=1)
    return invoice_now(_terms_on(context, addon, licenses, day), day)


def day_later(invoice: Invoice) -> DayLater:
    """Say what waiting one day does to the first invoice."""
    return DayLater(
        as_of=invoice.issue_date,
        days_billed=(invoice.period.end - invoice.period.start).days,
        unit_price=invoice.lines[0].unit_price,
        per=invoice.lines[0].per,
        subtotal=invoice.subtotal,
    )


def compare_purchases(
    context: Context, addon: Addon, licenses: int | None, dates: Sequence[dt.date]
) -> tuple[ComparedDate, ...]:
    """Compute what a purchase on each date comes to, in the order of the dates, each once.

    Rule: all are counted through the last day of the cycle that holds the latest of them and of
    the date that they are compared with, which is the context's. Each has its own day's terms.
    """
    if not dates:
        return ()
    as_of = context.as_of
    terms = {
        day: _terms_on(context, addon, licenses, day, option="--compare-dates")
        for day in sorted({as_of, *dates})
    }
    latest = max(terms)
    through = cycle_at(terms[latest].anchor, terms[latest].frequency, latest).last_day
    invoices = {day: invoice_now(terms[day], day) for day in terms}
    paid: dict[dt.date, Money] = {}
    paid_later: dict[Terms, dict[dt.date, Money]] = {}
    for day, now in invoices.items():
        # Credit pays the same part on any date, so terms that differ by it alone are the same.
        same = structs.replace(terms[day], credit_left=Money(0, now.currency))
        if same not in paid_later:
            paid_later[same] = _paid_from_each(same, day, through)
        paid[day] = now.total + paid_later[same][now.period.end]
    return tuple(
        ComparedDate(
            **structs.asdict(day_later(now)),
            tax=now.tax,
            total=now.total,
            through=through,
            paid_through=paid[day],
            difference=paid[day] - paid[as_of],
        )
        for day, now in invoices.items()
        if day in dates
    )


def _paid_from_each(terms: Terms, day: dt.date, last_day: dt.date) -> dict[dt.date, Money]:
    """Add up the totals from each later invoice on, by its date; nothing after the last one.

    All purchases on the same terms have the same later invoices, so they are computed once.
    """
    invoices = invoices_after(terms, invoice_now(terms, day))
    later = list(takewhile(lambda invoice: invoice.issue_date <= last_day, invoices))
    paid = Money(0, terms.currency)
    sums = {last_day + dt.timedelta(days=1): paid}
    for invoice in reversed(later):
        paid += invoice.total
        sums[invoice.issue_date] = paid
    return sums

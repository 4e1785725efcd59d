"""Gather the terms of a purchase on any day, or stop it, and compare what it comes to on several.

Pure. The first invoices of two dates can't be compared alone: the earlier purchase also brings the
invoices that the later one skips.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from msgspec import structs

from addonctl.errors import BeforeFirstCycle, NoPrice, Refused, UsageFailure
from addonctl.model.account import MAX_LICENSES, Account, User
from addonctl.model.answers import ComparedDate, DayLater, Price
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.messages import Message
from addonctl.model.money import Money
from addonctl.model.views import AddonStatus
from addonctl.rules.amounts import amounts_of, bills_of, first_bill, tariff_of
from addonctl.rules.cycle import cycle_at, days_billed
from addonctl.rules.decisions import decide_action
from addonctl.rules.invoice import Terms, terms_of
from addonctl.rules.pricing import price_in_force, price_of
from addonctl.rules.recording import check_limit

_ONE_DAY: Final = dt.timedelta(days=1)


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
    check_limit("quantity", total if licenses is None else licenses, MAX_LICENSES)


def check_cycle(context: Context, *, option: str = "--as-of") -> None:
    """Stop where the context's date, which `option` gave, lies before the first cycle.

    Raises:
        DataFailure: BEFORE_FIRST_CYCLE.
    """
    anchor = context.account.billing.anchor
    if context.as_of < anchor:
        is_ahead = anchor > context.today
        raise BeforeFirstCycle(option=option, date=context.as_of, anchor=anchor, is_ahead=is_ahead)


def check_until(context: Context, until: dt.date | None) -> None:
    """Stop where there is nothing until a date, because it has passed.

    Raises:
        UsageFailure: UNTIL_PAST.
    """
    if until is not None and until < context.as_of:
        billing = context.account.billing
        cycle = cycle_at(billing.anchor, billing.frequency, context.as_of)
        raise UsageFailure("UNTIL_PAST", until=until, date=context.as_of, example=str(cycle.end))


def purchase_terms(
    context: Context,
    addon: Addon,
    price: Price | None,
    licenses: int | None,
    *,
    option: str = "--as-of",
) -> Terms:
    """Gather the terms of a purchase on the context's date, which `option` gave, at its price.

    Raises:
        DataFailure: NO_PRICE, BEFORE_FIRST_CYCLE or BEYOND_LIMIT.
        UsageFailure: LICENSES_FIXED or LICENSES_TOO_MANY.
    """
    account = context.account
    check_cycle(context, option=option)
    check_licenses(account, addon, licenses)
    if price is None:
        raise NoPrice(
            account=account,
            addon=addon.name,
            addon_id=addon.id,
            option=option,
            date=context.as_of,
            reference=context.invocation.reference,
            price_book=context.catalog.prices_from,
        )
    return terms_of(account, addon, price, context.as_of, licenses)


def _terms_on(
    context: Context, addon: Addon, licenses: int | None, day: dt.date, *, option: str = "--as-of"
) -> Terms:
    """Gather the terms of a purchase on another day: that day's price, taxes and credit."""
    other = structs.replace(context, as_of=day)
    price = price_of(other.account, other.catalog, addon.id, day)
    return purchase_terms(other, addon, price, licenses, option=option)


def day_later(context: Context, addon: Addon, terms: Terms) -> DayLater:
    """Say what waiting one day does to the first invoice, at that day's price.

    A price that is known stays known, so what stops that purchase has stopped today's.
    """
    account, day = context.account, context.as_of + _ONE_DAY
    price = price_in_force(account, context.catalog, addon.id, day) or terms.price
    tariff = tariff_of(price.unit_price, price.per, terms.frequency, terms.currency, terms.discount)
    cycle = cycle_at(terms.anchor, terms.frequency, day)
    days = days_billed(cycle, day)
    amounts = amounts_of(
        tariff, terms.licenses, days, cycle.days, rates=None, credit=0, is_first=True
    )
    return DayLater(
        as_of=day,
        days_billed=days,
        unit_price=price.unit_price,
        per=price.per,
        subtotal=Money(amounts.subtotal, terms.currency),
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
    as_of, currency = context.as_of, context.account.currency
    terms = {
        day: _terms_on(context, addon, licenses, day, option="--compare-dates")
        for day in sorted({as_of, *dates})
    }
    bills = {day: first_bill(terms[day], day) for day in terms}
    through = bills[max(bills)].cycle.last_day
    paid: dict[dt.date, int] = {}
    paid_later: dict[Terms, dict[dt.date, int]] = {}
    for day, bill in bills.items():
        # Credit pays the same part on any date, so terms that differ by it alone are the same.
        same = structs.replace(terms[day], credit=0)
        if same not in paid_later:
            paid_later[same] = _paid_from_each(same, day, through)
        paid[day] = bill.amounts.total + paid_later[same][bill.cycle.end]
    return tuple(
        ComparedDate(
            as_of=day,
            days_billed=bill.days,
            unit_price=terms[day].price.unit_price,
            per=terms[day].price.per,
            subtotal=Money(bill.amounts.subtotal, currency),
            tax=None if bill.amounts.tax is None else Money(bill.amounts.tax, currency),
            total=Money(bill.amounts.total, currency),
            through=through,
            paid_through=Money(paid[day], currency),
            difference=Money(paid[day] - paid[as_of], currency),
        )
        for day, bill in bills.items()
        if day in dates
    )


def _paid_from_each(terms: Terms, day: dt.date, last_day: dt.date) -> dict[dt.date, int]:
    """Add up the totals from each later invoice on, by its date; nothing after the last one.

    All purchases on the same terms have the same later invoices, so they are computed once.
    """
    _first, *later = takewhile(lambda bill: bill.issued <= last_day, bills_of(terms, day))
    paid = 0
    sums = {last_day + _ONE_DAY: paid}
    for bill in reversed(later):
        paid += bill.amounts.total
        sums[bill.issued] = paid
    return sums

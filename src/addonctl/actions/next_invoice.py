"""Preview the invoices of everything that is bought: the next one, and those after it.

Pure. What a purchase costs belongs to `actions.preview`.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, takewhile

from addonctl.actions.account_warnings import shared_warnings
from addonctl.actions.bought_assumptions import next_assumptions
from addonctl.actions.terms import check_cycle, check_until
from addonctl.errors import NoPrice
from addonctl.model.account import Discount
from addonctl.model.answers import NextInvoice, name_of
from addonctl.model.context import Context
from addonctl.model.messages import EnglishText, Notice
from addonctl.model.messages.vocabulary import NOT_INCLUDED_NAMES
from addonctl.model.views import BillView
from addonctl.rules.addon_status import status_of
from addonctl.rules.amounts import credit_left
from addonctl.rules.cycle import cycle_at
from addonctl.rules.holdings import Holding, holdings_on
from addonctl.rules.invoice import sums_until
from addonctl.rules.joint import (
    HeldTerms,
    JointBill,
    held_terms,
    joint_bills,
    write_joint_invoice,
)
from addonctl.rules.pricing import discount_of
from addonctl.rules.recording import check_day

NOT_INCLUDED = tuple(EnglishText.of(NOT_INCLUDED_NAMES[what]) for what in ("plan", "usage"))


def preview_next(context: Context, *, cycles: int = 0, until: dt.date | None = None) -> NextInvoice:
    """Answer with the next invoice of everything bought, and the others that were asked for.

    Raises:
        DataFailure: NO_PRICE of something bought, or a date before the first cycle.
        UsageFailure: UNTIL_PAST; CLOCK_OUT_OF_RANGE.
    """
    check_day(context.as_of)
    check_cycle(context)
    check_until(context, until)
    account, as_of = context.account, context.as_of
    bills = bills_until(joint_bills(account, as_of, terms_on(context)), cycles, until)
    invoices = tuple(write_joint_invoice(bill) for bill in bills)
    cycle = cycle_at(account.billing.anchor, account.billing.frequency, as_of)
    last = max([cycle.end if until is None else until, *(bill.issued for bill in bills)])
    return NextInvoice(
        as_of=as_of,
        account=name_of(account),
        assumptions=next_assumptions(context, bills, credit_left(account, as_of), last),
        warnings=bought_warnings(context, until=last),
        cycle=cycle,
        next=invoices[0] if invoices else None,
        schedule=invoices[1:],
        until=None if until is None else sums_until(account, invoices, until),
        not_included=NOT_INCLUDED,
        what_if=context.what_if,
    )


def describe_bill(context: Context, answer: NextInvoice) -> BillView:
    """Add to an answer the discounts that its lines name."""
    return BillView(answer=answer, context=context, discounts=discounts_of(context))


def discounts_of(context: Context) -> dict[str, Discount | None]:
    """Return the discount of each add-on of the catalogue."""
    return {addon.id: discount_of(context.account, addon.id) for addon in context.catalog.addons}


def terms_on(
    context: Context, more: Sequence[Holding] = ()
) -> Callable[[dt.date], list[HeldTerms]]:
    """Return what says on which terms what is billed on a date: all that is bought, and `more`.

    What it returns raises:
        DataFailure: NO_PRICE.
    """
    places = {addon.id: place for place, addon in enumerate(context.catalog.addons)}

    def on(day: dt.date) -> list[HeldTerms]:
        held = [*holdings_on(context, day), *more]
        held.sort(key=lambda holding: places[holding.addon.id])
        return [_priced(context, holding, day) for holding in held]

    return on


def _priced(context: Context, holding: Holding, day: dt.date) -> HeldTerms:
    if holding.price is None:
        raise NoPrice(
            account=context.account,
            addon=holding.addon.name,
            addon_id=holding.addon.id,
            option="--as-of",
            date=day,
            reference=context.invocation.reference,
            price_book=context.catalog.prices_from,
            bought_on=holding.since,
        )
    return held_terms(context.account, holding, holding.price)


def bills_until(bills: Iterator[JointBill], cycles: int, until: dt.date | None) -> list[JointBill]:
    """Take the next invoice, and the `cycles` after it or those dated until a day."""
    first = list(islice(bills, 1))
    if until is None:
        return [*first, *islice(bills, cycles)]
    return [*first, *takewhile(lambda bill: bill.issued <= until, bills)]


def bought_warnings(context: Context, *, until: dt.date) -> tuple[Notice, ...]:
    """List what someone should know of what is bought; what the plan includes is left out."""
    bought = {event.addon for event in context.account.events if event.kind == "subscribed"}
    statuses = [status_of(context, addon) for addon in context.catalog.addons if addon.id in bought]
    held = [status for status in statuses if status.purchased is not None]
    return shared_warnings(context, held, until=until, leaves_out=True)

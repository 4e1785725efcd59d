"""Check an amount that was charged: what was expected, and what would explain the difference.

Pure. The expected invoice is that of a preview, the same function; in which ways an invoice goes
wrong is known by `rules.deviations`.
"""

import datetime as dt
from itertools import islice

from msgspec import structs

from addonctl.actions.account_warnings import shared_warnings
from addonctl.actions.assumptions import invoice_assumptions
from addonctl.actions.terms import day_later, purchase_terms, refuse_what_is_not_for_sale
from addonctl.errors import RefusedFailure
from addonctl.model.account import Event
from addonctl.model.answers import BilledCycle, Price, Quantity, name_of
from addonctl.model.answers.checks import (
    DeviationMade,
    DeviationTried,
    Explanation,
    InvoiceCheck,
    NearestMiss,
    WhichInvoice,
)
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.messages import Message, phrase
from addonctl.model.money import Money
from addonctl.model.views import AddonStatus
from addonctl.rules.addon_status import earlier_event, status_of
from addonctl.rules.amounts import Bill, bills_of
from addonctl.rules.deviations.case import Case, recipe_of
from addonctl.rules.deviations.formula import formula_of
from addonctl.rules.deviations.recipe import work_out
from addonctl.rules.deviations.search import Found, Tried, try_all
from addonctl.rules.holdings import recorded_price
from addonctl.rules.invoice import Terms, write_invoice
from addonctl.rules.purchases import counted_events
from addonctl.rules.recording import check_amounts


def check_invoice(
    context: Context,
    *,
    addon: Addon,
    charged: Money,
    on: dt.date,
    invoice: WhichInvoice = "now",
    licenses: int | None = None,
) -> InvoiceCheck:
    """Answer why an amount was charged for a purchase on a day; it is as long as the answer.

    Raises:
        RefusedFailure: BOUGHT_BEFORE, or there is nothing to buy that day: it is in the plan or
            not offered.
        DataFailure: NO_PRICE, BEFORE_FIRST_CYCLE or BEYOND_LIMIT.
        UsageFailure: `licenses` doesn't fit the add-on or the account.
    """
    case = expect_invoice(context, addon=addon, on=on, invoice=invoice, licenses=licenses)
    terms, purchase, currency = case.terms, case.purchase, charged.currency
    status, expected = status_of(case.context, addon), write_invoice(terms, case.bill)
    check_amounts(expected)
    difference = charged - expected.amount_due
    trials = try_all(case) if difference.minor else None
    found = () if trials is None else trials.explain(charged.minor)
    nearest = None if trials is None or found else trials.nearest(charged.minor)
    later = None if case.is_next else day_later(case.context, addon, terms)
    return InvoiceCheck(
        as_of=context.as_of,
        account=name_of(context.account),
        assumptions=invoice_assumptions(case.context, status, terms, expected, later=later),
        warnings=shared_warnings(case.context, [status], until=case.bill.issued),
        addon=addon.id,
        on=on,
        invoice=invoice,
        purchase=None if purchase is None else earlier_event(context.account, purchase),
        quantity=terms.quantity,
        price=terms.price,
        cycle=_cycle(case.bill),
        charged=charged,
        expected=expected,
        difference=difference,
        differs=bool(difference.minor),
        explanations=tuple(_explanation(each, currency) for each in found),
        nearest=_nearest(nearest, charged),
        tried=() if trials is None else tuple(_tried(one, currency) for one in trials.tried),
        pairs_tried=0 if trials is None else trials.pairs,
    )


def expect_invoice(
    context: Context,
    *,
    addon: Addon,
    on: dt.date,
    invoice: WhichInvoice = "now",
    licenses: int | None = None,
) -> Case:
    """Compute the invoice that was to be expected of a purchase on a day.

    Rule: the account is taken as if what happened to the add-on from that day on weren't there,
    but with the licences and the price of the purchase, where it is recorded. The second invoice
    has the credit that the first leaves.

    Raises:
        AddonctlError: as for a check of it.
    """
    before, later = _before(context, addon, on)
    purchase = next((event for event in later if event.kind == "subscribed"), None)
    status = status_of(before, addon)
    _refuse(before, status, purchase)
    terms = _terms(before, addon, purchase, status.price, licenses)
    bill, other = islice(bills_of(terms, on), 2)
    credit = terms.credit
    if invoice == "next":
        credit -= bill.amounts.credit
        bill, other = other, bill
    return Case(
        context=before,
        addon=addon,
        which=invoice,
        terms=terms,
        bill=bill,
        other=other,
        purchase=purchase,
        later=later,
        recipe=recipe_of(terms, on, bill, which=invoice, credit=credit),
    )


def _refuse(context: Context, status: AddonStatus, purchase: Event | None) -> None:
    """Stop where nothing can be expected of a purchase on the day."""
    if status.purchased is not None:
        day = status.purchased.date
        raise RefusedFailure(
            "BOUGHT_BEFORE",
            addon=status.addon.name,
            date=day,
            on=context.as_of,
            day=day.isoformat(),
        )
    if purchase is None:
        refuse_what_is_not_for_sale(context, status, None)


def _before(context: Context, addon: Addon, on: dt.date) -> tuple[Context, tuple[Event, ...]]:
    """Look away from what happened to an add-on from a day on, and return that apart."""
    events = counted_events(context.account.events, context.as_of)
    later = tuple(event for event in events if event.addon == addon.id and event.date >= on)
    kept = tuple(event for event in events if event.addon != addon.id or event.date < on)
    account = structs.replace(context.account, events=kept)
    return structs.replace(context, account=account, as_of=on), later


def _terms(
    context: Context,
    addon: Addon,
    purchase: Event | None,
    price: Price | None,
    licenses: int | None,
) -> Terms:
    """Gather the terms of the purchase: as recorded, else those of the day."""
    account = context.account
    recorded = None if purchase is None else recorded_price(account, purchase)
    terms = purchase_terms(context, addon, recorded or price, licenses, option="--on")
    count = None if purchase is None else purchase.quantity
    if licenses is not None or not count:
        return terms
    quantity = Quantity(
        standard=None, additional=None, assigned=count, billed=count, basis=addon.basis
    )
    if addon.basis == "all_licenses":
        standard = min(count, account.licenses.standard)
        quantity = structs.replace(
            quantity, standard=standard, additional=count - standard, assigned=None
        )
    return structs.replace(terms, licenses=count, quantity=quantity)


def _cycle(bill: Bill) -> BilledCycle:
    cycle = bill.cycle
    return BilledCycle(
        frequency=cycle.frequency,
        start=cycle.start,
        end=cycle.end,
        last_day=cycle.last_day,
        days=cycle.days,
        days_billed=bill.days,
    )


def _explanation(found: Found, currency: str) -> Explanation:
    outcome = work_out(found.recipe)
    tax = None if outcome.taxes is None else Money(sum(outcome.taxes), currency)
    return Explanation(
        deviations=_made(found.parts),
        formula=formula_of(found.recipe, outcome, currency),
        subtotal=Money(outcome.subtotal, currency),
        tax=tax,
        credit=Money(outcome.credit, currency),
        amount_due=Money(outcome.due, currency),
        same=tuple(_made(parts) for parts in found.same),
    )


def _nearest(found: Found | None, charged: Money) -> NearestMiss | None:
    if found is None:
        return None
    explanation = _explanation(found, charged.currency)
    return NearestMiss(**structs.asdict(explanation), difference=charged - explanation.amount_due)


def _made(parts: tuple[Tried, ...]) -> tuple[DeviationMade, ...]:
    return tuple(
        DeviationMade(
            name=part.deviation.name,
            kind=part.deviation.kind,
            message=_message(part),
            ask=phrase(part.deviation.asks),
        )
        for part in sorted(parts, key=lambda part: part.rank)
    )


def _tried(one: Tried, currency: str) -> DeviationTried:
    return DeviationTried(
        name=one.deviation.name,
        kind=one.deviation.kind,
        message=_message(one),
        amount_due=Money(one.due, currency),
    )


def _message(one: Tried) -> Message:
    return phrase(one.deviation.says, **one.way.values)

"""Say what was assumed of the invoices of everything bought: as codes and values, no sentences."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from addonctl.actions.assumptions import (
    credit_assumed,
    cycle_assumed,
    discount_assumed,
    licenses_assumed,
    price_words,
    prices_assumed,
    shared_assumptions,
    tax_assumptions,
    trial_assumed,
)
from addonctl.model.answers import DayLater, Invoice, Price, plus_taxes
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.marking import N_
from addonctl.model.messages import Message, Notice, notice, phrase
from addonctl.model.messages.vocabulary import LICENSES
from addonctl.model.money import Money, parse_price
from addonctl.model.views import AddonStatus
from addonctl.rules.amounts import discount_by_itself
from addonctl.rules.cycle import cycle_at
from addonctl.rules.holdings import holdings_on
from addonctl.rules.invoice import Terms
from addonctl.rules.joint import HeldTerms, JointBill
from addonctl.rules.pricing import discount_of, is_as_of_today, later_prices, taxes_on

Bought = tuple[AddonStatus, Terms, Invoice, DayLater]
"""A purchase that is previewed: its standing, its terms, its invoice, what a day later costs."""
_OF_ADDON = N_("{addon}: {text:after_colon}")


def next_assumptions(
    context: Context, bills: Sequence[JointBill], credit: int, until: dt.date
) -> tuple[Notice, ...]:
    """List what was assumed of the invoices after a date, until another.

    `credit` is what is left of the account's before them.
    """
    coming = _still_to_come(context, until)
    if not bills:
        return tuple(coming)
    return (
        *shared_assumptions(context, []),
        *_issued_today(context, bills[0]),
        *coming,
        *_of_invoices(context, bills, credit, previewed=()),
    )


def previews_assumptions(
    context: Context, bought: Sequence[Bought], bills: Sequence[JointBill], credit: int
) -> tuple[Notice, ...]:
    """List what was assumed of several purchases, and of the invoices after them."""
    last = bills[-1].issued
    coming = _still_to_come(context, last)
    each = [
        _of_addon(status.addon, found)
        for status, terms, now, _later in bought
        for found in (
            *trial_assumed(status, terms, now),
            *licenses_assumed(status, terms),
            *discount_assumed(terms, [now]),
            *prices_assumed(context, status, last),
        )
    ]
    return (
        *shared_assumptions(context, [status for status, *_ in bought]),
        _day_of_purchase(bought),
        *each,
        *coming,
        *_of_invoices(context, bills, credit, previewed={status.addon.id for status, *_ in bought}),
    )


def _of_invoices(
    context: Context, bills: Sequence[JointBill], credit: int, *, previewed: Collection[str]
) -> Iterator[Notice]:
    """List what was assumed of all invoices, and of each add-on that was bought before."""
    terms, issued = bills[0].terms[0], [bill.issued for bill in bills]
    first = context.as_of if previewed else issued[0]
    yield from cycle_assumed(terms, [first, *issued])
    yield from tax_assumptions(terms.taxes, (context.as_of, *issued))
    for place, held in enumerate(bills[0].terms):
        if held.holding.addon.id not in previewed:
            yield from _licenses(context, held)
            yield from _price(context, held, bills)
        yield from _discount(context, bills, place, is_previewed=held.holding.addon.id in previewed)
    yield from credit_assumed(Money(credit, terms.currency))
    yield _as_today(context, bills[0])


def _of_addon(addon: Addon, found: Notice) -> Notice:
    """Say of which of several add-ons an assumption is."""
    message = phrase(_OF_ADDON, addon=addon.name, text=found.message)
    return Notice(code=found.code, message=message)


def _issued_today(context: Context, first: JointBill) -> Iterator[Notice]:
    """Say, on the first day of a cycle, that its invoice is none of those to come.

    Another choice would show another invoice only where something was bought before that day.
    """
    cycle = cycle_at(first.terms[0].anchor, first.terms[0].frequency, context.as_of)
    is_earlier = any(terms.holding.since < context.as_of for terms in first.terms)
    if cycle.start == context.as_of and is_earlier:
        yield notice("ISSUED_TODAY", date=context.as_of, next=first.issued)


def _still_to_come(context: Context, until: dt.date) -> Iterator[Notice]:
    """Name the recorded changes and ends that take effect until a day."""
    for holding in holdings_on(context, context.as_of):
        pending, ends = holding.bought.pending, holding.bought.ends_on
        name, is_of_number = holding.addon.name, holding.assigned is not None
        if pending is not None and is_of_number and pending.holds_from <= until:
            words = phrase(LICENSES, count=pending.quantity)
            yield notice("LICENSES_CHANGE", addon=name, licenses=words, date=pending.holds_from)
        if ends is not None and ends <= until:
            yield notice("PURCHASE_ENDS", addon=name, last=ends - dt.timedelta(days=1))


def _day_of_purchase(bought: Sequence[Bought]) -> Notice:
    """Say that the day of purchase is billed, and what all purchases a day later come to."""
    _status, terms, now, later = bought[0]
    is_new_cycle = later.as_of >= now.period.end
    form = "several_new_cycle" if is_new_cycle else "several"
    net = sum((each.subtotal for *_, each in bought), Money(0, terms.currency))
    taxes = None if terms.taxes is None else taxes_on(terms.taxes, later.as_of)
    return notice(
        f"DAY_OF_PURCHASE_BILLED.{form}",
        days=Message("DAYS", count=later.days_billed),
        net=plus_taxes(net, taxes),
    )


def _licenses(context: Context, held: HeldTerms) -> Iterator[Notice]:
    """Say where other licences are billed than were recorded, or none were."""
    holding, total = held.holding, context.account.licenses.total
    billed, bought, name = held.quantity.billed, holding.recorded, holding.addon.name
    if bought is None and held.quantity.basis == "assigned" and total > 1:
        yield notice("LICENSES_NOT_RECORDED", addon=name, total=total)
    elif bought is not None and (bought != billed or bought > total):
        form = "LICENSES_DIFFER" if bought != billed else "LICENSES_DIFFER.more"
        words = phrase(LICENSES, count=bought)
        yield notice(form, addon=name, bought=words, total=total)


def _price(context: Context, held: HeldTerms, bills: Sequence[JointBill]) -> Iterator[Notice]:
    """Say where the price isn't the recorded one, and from when the price book has another."""
    holding, price, account = held.holding, held.price, context.account
    addon, recorded = holding.addon, holding.recorded_price
    if price.origin == "recorded" or (recorded is not None and _worth(recorded) == _worth(price)):
        return
    form = "PRICE_NOT_RECORDED"
    if recorded is not None:
        form += ".differs"
    elif price.origin == "price_book":
        form += ".book"
    yield notice(
        form,
        addon=addon.name,
        currency=account.currency,
        recorded=None if recorded is None else price_words(recorded),
        date=bills[0].issued,
    )
    for row in later_prices(account, context.catalog, addon.id, bills[0].issued, bills[-1].issued):
        yield notice(
            "LATER_PRICE_KNOWN.each_invoice",
            date=row.valid_from,
            addon=addon.name,
            price=price_words(row),
        )


def _worth(price: Price) -> tuple[int, str]:
    return parse_price(price.unit_price), price.per


def _discount(
    context: Context, bills: Sequence[JointBill], place: int, *, is_previewed: bool
) -> Iterator[Notice]:
    """Say that a discount given once is gone, and that another one is a difference.

    The second is said of the first invoice whose line shows it.
    """
    addon = bills[0].terms[place].holding.addon
    given = discount_of(context.account, addon.id)
    if given is not None and given.once is not None and not is_previewed:
        yield notice("DISCOUNT_ONCE_TAKEN", addon=addon.name)
    for bill in bills:
        terms = next((each for each in bill.terms if each.holding.addon.id == addon.id), None)
        if terms is None:
            continue
        part, days = bill.parts[bill.terms.index(terms)], bill.cycle.days
        discount, unit = part.gross - part.subtotal, terms.tariff.unit
        by_itself = discount_by_itself(terms.discount, part.gross, unit, days, days)
        if by_itself is not None and by_itself != discount:
            yield _of_addon(
                addon,
                notice(
                    "DISCOUNT_IS_DIFFERENCE",
                    discount=Money(discount, terms.currency),
                    by_itself=Money(by_itself, terms.currency),
                    date=bill.issued,
                ),
            )
            return


def _as_today(context: Context, first: JointBill) -> Notice:
    """Name everything that later invoices take as it is on the date that is asked about."""
    is_discounted = any(terms.discount is not None for terms in first.terms)
    is_taxed = is_as_of_today(first.terms[0].taxes or ())
    parts = [word for word, is_so in (("discounted", is_discounted), ("taxed", is_taxed)) if is_so]
    form = ".".join(["BOUGHT_AS_TODAY", *(["_".join(parts)] if parts else [])])
    return notice(form, date=first.issued, of_day=context.day_words("OF_DAY"))

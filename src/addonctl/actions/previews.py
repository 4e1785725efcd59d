"""Preview several purchases of one day: an invoice of each, and one of all that follows.

Pure, and the same numbers as when they are recorded one after the other, in the order given.
"""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct, structs

from addonctl.actions.account_warnings import preview_warnings
from addonctl.actions.bought_assumptions import previews_assumptions
from addonctl.actions.next_invoice import (
    NOT_INCLUDED,
    bills_until,
    bought_warnings,
    discounts_of,
    terms_on,
)
from addonctl.actions.preview import (
    billed_cycle,
    preview_id,
    purchase_command,
    purchase_view,
    step_of_buying,
)
from addonctl.actions.terms import (
    check_until,
    day_later,
    purchase_terms,
    refuse_what_is_not_for_sale,
)
from addonctl.errors import UsageFailure
from addonctl.model.account import Event, User
from addonctl.model.answers import (
    DayLater,
    Invoice,
    InvoicePreviews,
    PreviewedPurchase,
    name_of,
)
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.escaping import shell_words
from addonctl.model.messages import Notice
from addonctl.model.purchases import Bought
from addonctl.model.views import AddonStatus, BuyingView, Offers
from addonctl.rules.addon_status import status_of
from addonctl.rules.amounts import Bill, credit_left, first_bill
from addonctl.rules.holdings import Holding
from addonctl.rules.invoice import Terms, sums_of, sums_until, write_invoice
from addonctl.rules.joint import joint_bills, write_joint_invoice
from addonctl.rules.recording import check_amounts, check_day


class Asked(Struct, frozen=True, kw_only=True):
    """One of the purchases that are asked about; `licenses` as they were given for it."""

    status: AddonStatus
    licenses: int | None
    terms: Terms
    bill: Bill
    now: Invoice
    later: DayLater


def preview_purchases(
    context: Context,
    *,
    addons: Sequence[Addon],
    user: User | None = None,
    licenses: int | None = None,
    cycles: int = 0,
    until: dt.date | None = None,
) -> InvoicePreviews:
    """Answer with the invoice of each purchase, and the next one of all that is bought then.

    `licenses` are those of each add-on that is assigned.

    Raises:
        RefusedFailure: one is purchased, included or not offered: there is nothing to buy.
        DataFailure: one has no price, a date lies before the first cycle, or BEYOND_LIMIT.
        UsageFailure: ADDON_TWICE, UNTIL_PAST, `licenses` don't fit; CLOCK_OUT_OF_RANGE.
    """
    asked = gather_purchases(context, addons, user, licenses)
    check_until(context, until)
    account, as_of = context.account, context.as_of
    credit = asked[0].terms.credit
    left = credit - sum(each.bill.amounts.credit for each in asked)
    more = [holding_of(each, as_of) for each in asked]
    bills = bills_until(
        joint_bills(account, as_of, terms_on(context, more), credit=left), cycles, until
    )
    following, *schedule = [write_joint_invoice(bill) for bill in bills]
    now = [each.now for each in asked]
    return InvoicePreviews(
        as_of=as_of,
        account=name_of(account),
        assumptions=previews_assumptions(
            context,
            [(each.status, each.terms, each.now, each.later) for each in asked],
            bills,
            credit,
        ),
        warnings=_warnings(context, asked, max(bills[-1].issued, until or as_of)),
        cycle=billed_cycle(asked[0].terms, as_of),
        previews=tuple(_previewed(context, each, user) for each in asked),
        now=sums_of(account, now),
        next=following,
        schedule=tuple(schedule),
        until=None if until is None else sums_until(account, [*now, following, *schedule], until),
        not_included=NOT_INCLUDED,
        what_if=context.what_if,
    )


def gather_purchases(
    context: Context, addons: Sequence[Addon], user: User | None, licenses: int | None
) -> list[Asked]:
    """Compute the first invoice of each purchase; each uses what those before leave of the credit.

    Raises:
        AddonctlError: as `preview_purchases`.
    """
    check_day(context.as_of)
    for place, addon in enumerate(addons):
        if addon in addons[:place]:
            raise UsageFailure("ADDON_TWICE", addon=addon.name)
    takes_number = any(addon.basis == "assigned" for addon in addons)
    left = credit_left(context.account, context.as_of)
    asked = []
    for addon in addons:
        status = status_of(context, addon)
        refuse_what_is_not_for_sale(context, status, user)
        given = licenses if addon.basis == "assigned" or not takes_number else None
        terms = purchase_terms(context, addon, status.price, given)
        terms = structs.replace(terms, credit=left)
        bill = first_bill(terms, context.as_of)
        now = write_invoice(terms, bill)
        check_amounts(now)
        left -= bill.amounts.credit
        later = day_later(context, addon, terms)
        asked.append(
            Asked(status=status, licenses=given, terms=terms, bill=bill, now=now, later=later)
        )
    return asked


def holding_of(asked: Asked, as_of: dt.date) -> Holding:
    """Say what is bought once a purchase is made, on the terms on which it is.

    Rule: later invoices keep its price, as they keep a recorded one.
    """
    terms, addon = asked.terms, asked.status.addon
    discount, count = terms.discount, terms.quantity.billed
    event = Event(kind="subscribed", date=as_of, addon=addon.id, quantity=count)
    bought = Bought(
        purchase=event,
        quantity=count,
        counted_by=event,
        priced_by=event,
        pending=None,
        ending=None,
    )
    return Holding(
        addon=addon,
        bought=bought,
        purchase=event,
        since=as_of,
        recorded=count,
        assigned=terms.quantity.assigned,
        recorded_price=terms.price,
        price=terms.price,
        discount=None if discount is None or discount.once is not None else discount,
    )


def _previewed(context: Context, asked: Asked, user: User | None) -> PreviewedPurchase:
    addon, purchase = asked.status.addon, purchase_view(context, asked.status, user)
    command = purchase_command(
        context,
        "subscribe",
        addon.id,
        [user.id] if user is not None and user.id in purchase.allowed else purchase.allowed,
        licenses=asked.licenses,
        total=asked.now.total,
    )
    return PreviewedPurchase(
        addon=addon.id,
        quantity=asked.terms.quantity,
        price=asked.terms.price,
        purchase=purchase,
        now=asked.now,
        preview_id=preview_id(context, addon, asked.terms),
        day_later=asked.later,
        subscribe_command=None if command is None else shell_words(command),
    )


def _warnings(context: Context, asked: Sequence[Asked], until: dt.date) -> tuple[Notice, ...]:
    """List each warning once: of the purchases, and of what is bought already."""
    found = [
        *bought_warnings(context, until=until),
        *(
            warning
            for each in asked
            for warning in preview_warnings(context, each.status, until=until)
        ),
    ]
    kept: list[Notice] = []
    for warning in found:
        if warning not in kept:
            kept.append(warning)
    return tuple(kept)


def describe_offers(context: Context, answer: InvoicePreviews) -> Offers:
    """Say who may buy what the previews show, and how."""
    codes = [each.code for each in answer.assumptions]
    return Offers(
        answer=answer,
        context=context,
        steps=tuple(
            BuyingView(answer=each, context=context, **step_of_buying(context, each, codes))
            for each in answer.previews
        ),
        discounts=discounts_of(context),
    )

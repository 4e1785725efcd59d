"""Gather what is invoiced of everything bought, add-on by add-on, for rows and for sums.

The numbers are those of `invoice-preview`: both take them from `rules.amounts`, and stop for the
same reasons. Taxes and credit are the invoice's; here each add-on has its share of them, so that
the rows of an account add up to its invoice.
"""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from addonctl.actions.next_invoice import bills_until, terms_on
from addonctl.actions.previews import Asked, gather_purchases, holding_of
from addonctl.actions.terms import check_cycle, check_until
from addonctl.errors import AddonctlError
from addonctl.model.account import RouteName, User
from addonctl.model.context import Context
from addonctl.model.policy import State
from addonctl.rules.addon_status import standing_of
from addonctl.rules.amounts import Amounts, Bill, credit_left, rates_on, shares_of
from addonctl.rules.joint import JointBill, joint_bills
from addonctl.rules.recording import check_day
from addonctl.sweep.bare import bare
from addonctl.sweep.figures import ABOUT_ACCOUNT, OF_QUESTION, Total, total_of
from addonctl.sweep.question import Question


class Billed(Struct, frozen=True):
    """An add-on on the next invoice: its share of it, and its own invoice of now if it has one.

    `until` is what all its invoices until the date of the question come to.
    """

    addon: str
    as_of: dt.date
    state: State
    route: RouteName
    currency: str
    licenses: int
    now: Bill | None
    next_date: dt.date
    next: Total
    until: Total | None


class BilledAccount(Struct, frozen=True):
    """All that is billed on an account, in rows; nothing where nothing is bought."""

    as_of: dt.date
    rows: tuple[Billed, ...]


def billed_of(
    question: Question, context: Context, user: User | None
) -> BilledAccount | AddonctlError:
    """Compute the invoices of all that is bought, and of what is to be; or say what stops them.

    Raises:
        DataFailure: POLICY_GAP.
        UsageFailure: CLOCK_OUT_OF_RANGE.
    """
    account, as_of = context.account, context.as_of
    try:
        check_day(as_of)
        check_cycle(context)
        check_until(context, question.until)
        addons = [context.catalog.addon(addon) for addon in question.addons]
        asked = gather_purchases(context, addons, user, question.licenses) if addons else []
        left = credit_left(account, as_of) - sum(each.bill.amounts.credit for each in asked)
        terms = terms_on(context, [holding_of(each, as_of) for each in asked])
        bills = bills_until(joint_bills(account, as_of, terms, credit=left), 0, question.until)
    except ABOUT_ACCOUNT as failure:
        if failure.code in OF_QUESTION:
            raise
        return bare(failure)
    return BilledAccount(as_of, tuple(_rows(question, context, asked, bills)))


def _rows(
    question: Question, context: Context, asked: list[Asked], bills: list[JointBill]
) -> Iterable[Billed]:
    """Divide the invoices over what is on the first of them."""
    now = {each.status.addon.id: each.bill for each in asked}
    shares = [_shares(bill) for bill in bills]
    for terms in bills[0].terms if bills else ():
        addon = terms.holding.addon
        standing = standing_of(context, addon)
        until = None
        if question.until is not None:
            own = [now[addon.id].amounts] if addon.id in now else []
            own += [
                share[addon.id]
                for bill, share in zip(bills, shares, strict=True)
                if bill.issued <= question.until and addon.id in share
            ]
            until = total_of(own, is_taxed=terms.taxes is not None)
        yield Billed(
            addon=addon.id,
            as_of=context.as_of,
            state=standing.state,
            route=standing.route,
            currency=terms.currency,
            licenses=terms.licenses,
            now=now.get(addon.id),
            next_date=bills[0].issued,
            next=total_of([shares[0][addon.id]], is_taxed=terms.taxes is not None),
            until=until,
        )


def _shares(bill: JointBill) -> dict[str, Amounts]:
    """Return each add-on's share of an invoice."""
    taxes = bill.terms[0].taxes
    rates = None if taxes is None else rates_on(taxes, bill.issued)
    shares = shares_of(bill.parts, bill.amounts, rates=rates)
    addons = [terms.holding.addon.id for terms in bill.terms]
    return dict(zip(addons, shares, strict=True))

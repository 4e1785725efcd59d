"""Gather what a purchase on an account comes to, for a row and for sums, without its answer.

The numbers are those of `invoice-preview`: both ask the same rules, and stop for the same reasons.
"""

import datetime as dt
from typing import Final

from msgspec import Struct, structs

from addonctl.actions.terms import (
    compare_purchases,
    purchase_terms,
    refuse_what_is_not_for_sale,
)
from addonctl.errors import (
    AddonctlError,
    DataFailure,
    NotFoundFailure,
    RefusedFailure,
    UsageFailure,
)
from addonctl.model.account import RouteName, User
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.money import Money
from addonctl.model.policy import State
from addonctl.rules.addon_status import status_of
from addonctl.rules.cycle import cycle_at, days_billed
from addonctl.rules.invoice import invoice_now, invoices_after
from addonctl.rules.recording import check_amounts, check_day

ABOUT_ACCOUNT: Final = (UsageFailure, RefusedFailure, NotFoundFailure, DataFailure)
"""What stops an answer about an account, and so is a row; an interrupt stops the sweep."""
OF_QUESTION: Final = frozenset({"POLICY_GAP", "CLOCK_OUT_OF_RANGE"})
"""What is wrong with the question, not with an account."""


class Costs(Struct, frozen=True, kw_only=True):
    """What a purchase costs: now, for so many days of its cycle, and with the next invoice."""

    currency: str
    quantity: int
    days_billed: int
    cycle_days: int
    subtotal: Money
    tax: Money | None
    total: Money
    due: Money
    next_date: dt.date
    next_total: Money


class Compared(Struct, frozen=True, kw_only=True):
    """What a purchase on one of several dates comes to until the same day."""

    through: dt.date
    paid_through: Money
    difference: Money


class Figures(Struct, frozen=True, kw_only=True):
    """A purchase on an account on a date: where the add-on stands, and its costs, or why not."""

    addon: str
    as_of: dt.date
    state: State
    route: RouteName
    failure: AddonctlError | None = None
    costs: Costs | None = None
    compared: Compared | None = None

    @property
    def code(self) -> str | None:
        """Return the code of what stops it."""
        return None if self.failure is None else self.failure.code


def figures_of(context: Context, addon: Addon, user: User | None, licenses: int | None) -> Figures:
    """Compute a purchase on the date that is asked about.

    Raises:
        UsageFailure: CLOCK_OUT_OF_RANGE.
    """
    check_day(context.as_of)
    status = status_of(context, addon)
    standing = Figures(addon=addon.id, as_of=context.as_of, state=status.state, route=status.route)
    try:
        refuse_what_is_not_for_sale(context, status, user)
        terms = purchase_terms(context, status, licenses)
        now = invoice_now(terms, context.as_of)
        check_amounts(now)
    except ABOUT_ACCOUNT as failure:
        if failure.code in OF_QUESTION:
            raise
        return structs.replace(standing, failure=failure)
    following = next(invoices_after(terms, now))
    cycle = cycle_at(terms.anchor, terms.frequency, context.as_of)
    costs = Costs(
        currency=terms.currency,
        quantity=terms.quantity.billed,
        days_billed=days_billed(cycle, context.as_of),
        cycle_days=cycle.days,
        subtotal=now.subtotal,
        tax=now.tax,
        total=now.total,
        due=now.amount_due,
        next_date=following.issue_date,
        next_total=following.total,
    )
    return structs.replace(standing, costs=costs)


def figures_on_dates(
    context: Context,
    addon: Addon,
    user: User | None,
    licenses: int | None,
    dates: tuple[dt.date, ...],
) -> list[Figures]:
    """Compute a purchase on each of several dates; what stops one of them stops them all."""
    figures = figures_of(context, addon, user, licenses)
    if figures.failure is not None:
        return [figures]
    try:
        compared = compare_purchases(context, addon, licenses, dates)
    except ABOUT_ACCOUNT as failure:
        return [structs.replace(figures, failure=failure, costs=None)]
    return [
        structs.replace(
            figures_of(structs.replace(context, as_of=one.as_of), addon, user, licenses),
            compared=Compared(
                through=one.through, paid_through=one.paid_through, difference=one.difference
            ),
        )
        for one in compared
    ]

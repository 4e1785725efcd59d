"""Gather what a purchase on an account comes to, for a row and for sums, without its answer.

The numbers are those of `invoice-preview`: both take them from `rules.amounts`, and stop for the
same reasons.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from msgspec import Struct, structs

from addonctl.actions.terms import compare_purchases, purchase_terms, refuse_what_is_not_for_sale
from addonctl.actions.variants import Variation
from addonctl.errors import (
    DataFailure,
    NotFoundFailure,
    RefusedFailure,
    UsageFailure,
)
from addonctl.model.account import MAX_LICENSES, Account, RouteName, User
from addonctl.model.answers import ComparedDate, Variant, WhatIf
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.policy import OPEN_STATES, State
from addonctl.rules.addon_status import standing_of, status_of
from addonctl.rules.amounts import Amounts, Bill, bills_of, charge_of
from addonctl.rules.invoice import write_invoices
from addonctl.rules.recording import check_amounts, check_day, most_recorded

ABOUT_ACCOUNT: Final = (UsageFailure, RefusedFailure, NotFoundFailure, DataFailure)
"""What stops an answer about an account, and so is a row; an interrupt stops the sweep."""
OF_QUESTION: Final = frozenset({"POLICY_GAP", "CLOCK_OUT_OF_RANGE"})
"""What is wrong with the question, not with an account."""


class Swept(NamedTuple):
    """An account of many, as it is or as it is supposed, and the values that are compared."""

    account: Account
    what_if: tuple[WhatIf, ...] = ()
    variations: tuple[Variation, ...] = ()


class Costs(Struct, frozen=True, gc=False):
    """What a purchase costs: its first two bills, in minor units of a currency, for licences."""

    currency: str
    licenses: int
    now: Bill
    following: Bill


class Total(Struct, frozen=True, gc=False):
    """What invoices come to, in minor units; `tax` is null where none is known."""

    subtotal: int
    tax: int | None
    total: int
    due: int


class Figures(Struct, frozen=True):
    """A purchase on an account on a date: where the add-on stands, and its costs, or why not.

    `code` is that of what stops it, and empty where nothing does; `compared` says what it comes to
    where several dates are compared, `variant` where several values are, of which it has its
    `place` and, as it is written, its `value`; `until` what all its invoices until a day do.
    """

    addon: str
    as_of: dt.date
    state: State
    route: RouteName
    code: str = ""
    costs: Costs | None = None
    compared: ComparedDate | None = None
    until: Total | None = None
    variant: Variant | None = None
    place: int = 0
    value: str = ""


def figures_of(context: Context, addon: Addon, user: User | None, licenses: int | None) -> Figures:
    """Compute a purchase on the date that is asked about.

    Nothing stops most of them: that is seen at a glance, and else found as for an answer.

    Raises:
        UsageFailure: CLOCK_OUT_OF_RANGE.
    """
    account, as_of = context.account, context.as_of
    check_day(as_of)
    state, route, price = standing_of(context, addon)
    count = account.licenses.total if licenses is None else licenses
    is_plain = licenses is None and count <= MAX_LICENSES and as_of >= account.billing.anchor
    if price is not None and state in OPEN_STATES:
        if not is_plain:
            code = _code_of(context, addon, user, licenses)
            if code:
                return Figures(addon.id, as_of, state, route, code)
        bills = bills_of(charge_of(account, addon.id, price, as_of, count), as_of)
        costs = Costs(account.currency, count, next(bills), next(bills))
        if is_recordable(costs.now.amounts, account.currency):
            return Figures(addon.id, as_of, state, route, "", costs)
    return Figures(addon.id, as_of, state, route, _code_of(context, addon, user, licenses))


def is_recordable(now: Amounts, currency: str) -> bool:
    """Say whether an invoice has no amount of more digits than can be recorded."""
    most = most_recorded(currency)
    return now.gross <= most and now.total <= most  # the others are parts of these


def figures_on_dates(
    context: Context,
    addon: Addon,
    user: User | None,
    licenses: int | None,
    dates: tuple[dt.date, ...],
) -> list[Figures]:
    """Compute a purchase on each of several dates; what stops one of them stops them all."""
    figures = figures_of(context, addon, user, licenses)
    if figures.code:
        return [figures]
    try:
        compared = compare_purchases(context, addon, licenses, dates)
    except ABOUT_ACCOUNT as failure:
        return [structs.replace(figures, code=failure.code, costs=None)]
    return [
        structs.replace(
            figures_of(structs.replace(context, as_of=one.as_of), addon, user, licenses),
            compared=one,
        )
        for one in compared
    ]


def with_until(context: Context, addon: Addon, figures: Figures, until: dt.date) -> Figures:
    """Add what all invoices of a purchase until a day come to, where it can be made."""
    costs, account, day = figures.costs, context.account, figures.as_of
    price = standing_of(structs.replace(context, as_of=day), addon).price
    if costs is None or price is None:
        return figures
    bills = bills_of(charge_of(account, addon.id, price, day, costs.licenses), day)
    amounts = [bill.amounts for bill in takewhile(lambda bill: bill.issued <= until, bills)]
    is_taxed = account.billing.taxes is not None
    return structs.replace(figures, until=total_of(amounts, is_taxed=is_taxed))


def total_of(amounts: Sequence[Amounts], *, is_taxed: bool) -> Total:
    """Add invoices up."""
    return Total(
        sum([each.subtotal for each in amounts]),
        sum([each.tax or 0 for each in amounts]) if is_taxed else None,
        sum([each.total for each in amounts]),
        sum([each.due for each in amounts]),
    )


def _code_of(context: Context, addon: Addon, user: User | None, licenses: int | None) -> str:
    """Return the code of what stops a purchase, in the order in which a preview finds it.

    Raises:
        DataFailure: POLICY_GAP.
    """
    status = status_of(context, addon)
    try:
        refuse_what_is_not_for_sale(context, status, user)
        terms = purchase_terms(context, addon, status.price, licenses)
        check_amounts(next(write_invoices(terms, context.as_of)))
    except ABOUT_ACCOUNT as failure:
        if failure.code in OF_QUESTION:
            raise
        return failure.code
    return ""

"""Compare what a purchase costs if a key of the account were one thing or another. Pure.

The amounts are those of a preview of each such account; what stops that purchase is said in the
place of its amounts.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import islice, takewhile
from typing import Final, NamedTuple

from msgspec import structs

from addonctl.actions.terms import purchase_terms, refuse_what_is_not_for_sale
from addonctl.errors import AddonctlError, DataFailure, Refused, RefusedFailure, UsageFailure
from addonctl.model.account import Account, User
from addonctl.model.answers import Variant, VariantInvoice, WhatIf, YearTotal
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.messages import Message, Notice
from addonctl.model.money import Money
from addonctl.rules.addon_status import status_of
from addonctl.rules.amounts import Bill, Charge, bills_of
from addonctl.rules.cycle import add_months
from addonctl.rules.invoice import write_invoices
from addonctl.rules.recording import check_amounts

_MONTHS_IN_A_YEAR: Final = 12
STOPS: Final = (UsageFailure, RefusedFailure, DataFailure)
"""What stops a purchase on one of the accounts, and so is said of it."""


class Variation(NamedTuple):
    """An account as it would be with one of the values that are compared."""

    account: Account
    what_if: WhatIf


def same_day_next_year(day: dt.date) -> dt.date:
    """Return the same day of the next year, 28 February for the 29th."""
    return add_months(day, _MONTHS_IN_A_YEAR)


def year_of(charge: Charge, as_of: dt.date) -> tuple[list[Bill], int]:
    """Compute now and all invoices dated before the same day next year, and the sum of totals.

    Rule: credit isn't taken, as in a comparison of dates: it pays the same part either way.
    """
    until = same_day_next_year(as_of)
    bills = list(takewhile(lambda bill: bill.issued < until, bills_of(charge, as_of)))
    return bills, sum(bill.amounts.total for bill in bills)


class Wanted(NamedTuple):
    """What would be bought, by whom where that is asked, on how many assigned licences."""

    addon: Addon
    user: User | None
    licenses: int | None


def compare_variants(
    context: Context, wanted: Wanted, variations: Sequence[Variation], *, charge: Charge
) -> tuple[Variant, ...]:
    """Compute what a purchase on the context's date costs with each value, in their order.

    `charge` is that of the purchase on the account itself, which the sums are compared with.
    """
    if not variations:
        return ()
    own = Money(year_of(charge, context.as_of)[1], context.account.currency)
    return tuple(_variant(context, wanted, each, own) for each in variations)


def supposed_context(context: Context, variation: Variation) -> Context:
    """Ask the same about the account of a variation."""
    account = variation.account
    return structs.replace(
        context,
        account=account,
        catalog=context.catalog.with_addons_of(account),
        what_if=(*context.what_if, variation.what_if),
    )


def _variant(context: Context, wanted: Wanted, variation: Variation, own: Money) -> Variant:
    """Compute what a purchase costs on one of the accounts, or say what stops it."""
    other, what_if = supposed_context(context, variation), variation.what_if
    currency = other.account.currency
    empty = Variant(
        path=what_if.path,
        value=what_if.to,
        is_now=what_if.is_now,
        currency=currency,
        now=None,
        next=None,
        in_a_year=None,
        refused=None,
    )
    try:
        status = status_of(other, wanted.addon)
        refuse_what_is_not_for_sale(other, status, wanted.user)
        terms = purchase_terms(other, wanted.addon, status.price, wanted.licenses)
        check_amounts(next(write_invoices(terms, other.as_of)))
    except STOPS as failure:
        refused = Notice(code=failure.code, message=_words(failure))
        return structs.replace(empty, refused=refused)
    now, following = islice(bills_of(terms, other.as_of), 2)
    bills, total = year_of(terms, other.as_of)
    in_a_year = YearTotal(
        until=same_day_next_year(other.as_of),
        invoices=len(bills),
        total=Money(total, currency),
        difference=Money(total - own.minor, currency) if currency == own.currency else None,
    )
    return structs.replace(
        empty,
        now=_invoice(now, currency),
        next=_invoice(following, currency),
        in_a_year=in_a_year,
    )


def _invoice(bill: Bill, currency: str) -> VariantInvoice:
    amounts = bill.amounts
    return VariantInvoice(
        issue_date=bill.issued,
        subtotal=Money(amounts.subtotal, currency),
        tax=None if amounts.tax is None else Money(amounts.tax, currency),
        total=Money(amounts.total, currency),
    )


def _words(failure: AddonctlError) -> Message:
    """Say what stops a purchase: a refusal by what makes it one."""
    if isinstance(failure, Refused) and failure.headline is not None:
        return failure.headline
    return Message(failure.code, **failure.values)

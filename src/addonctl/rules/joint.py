"""Write the invoices of everything that is bought: one a cycle, whatever is on it.

Rules (both articles, billing: the next invoice follows the billing frequency and holds the add-on
in full; that several stand on one invoice, and what that means for its taxes, is ours): each
invoice has what is bought on its date, full cycles all; what it comes to is `rules.amounts`' (step
8). What is bought, and on what terms, is `rules.holdings`'.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from addonctl.model.account import Account
from addonctl.model.answers import (
    CycleDates,
    InvoicedAddon,
    JointInvoice,
    Period,
    Price,
)
from addonctl.model.money import Money
from addonctl.rules.amounts import (
    Amounts,
    Bill,
    amounts_of,
    credit_left,
    joint_amounts,
    rates_on,
    tariff_of,
)
from addonctl.rules.cycle import cycle_at
from addonctl.rules.holdings import Holding
from addonctl.rules.invoice import Terms, formula_of, lines_of, quantity_of, tax_lines


class HeldTerms(Terms, frozen=True, kw_only=True):
    """On what terms something that is bought is billed; the credit isn't its own."""

    holding: Holding


class JointBill(Struct, frozen=True, kw_only=True):
    """An invoice of everything bought in numbers: by add-on, and what it comes to."""

    issued: dt.date
    cycle: CycleDates
    terms: tuple[HeldTerms, ...]
    parts: tuple[Amounts, ...]
    amounts: Amounts


def held_terms(account: Account, holding: Holding, price: Price) -> HeldTerms:
    """Gather the terms on which something that is bought is billed, cycle by cycle."""
    billing, currency, discount = account.billing, account.currency, holding.discount
    quantity = quantity_of(account, holding.addon, holding.assigned)
    return HeldTerms(
        tariff=tariff_of(price.unit_price, price.per, billing.frequency, currency, discount),
        licenses=quantity.billed,
        frequency=billing.frequency,
        anchor=billing.anchor,
        taxes=billing.taxes,
        credit=0,
        currency=currency,
        price=price,
        quantity=quantity,
        discount=discount,
        holding=holding,
    )


def joint_bills(
    account: Account,
    as_of: dt.date,
    terms_on: Callable[[dt.date], Sequence[HeldTerms]],
    *,
    credit: int | None = None,
) -> Iterator[JointBill]:
    """Compute the invoices after a date, cycle by cycle, as long as anything is bought.

    `terms_on` says what is on the invoice of a date. Each uses what the one before leaves of the
    credit, the first what is left of the account's, or the minor units of `credit`.
    """
    billing = account.billing
    cycle = cycle_at(billing.anchor, billing.frequency, as_of)
    left = credit_left(account, as_of) if credit is None else credit
    while True:
        cycle = cycle_at(billing.anchor, billing.frequency, cycle.end)
        terms = tuple(terms_on(cycle.start))
        if not terms:
            return
        bill = _joint_bill(cycle, terms, left)
        yield bill
        left -= bill.amounts.credit


def _joint_bill(cycle: CycleDates, terms: tuple[HeldTerms, ...], credit: int) -> JointBill:
    days, taxes = cycle.days, terms[0].taxes
    parts = tuple(
        [
            amounts_of(each.tariff, each.licenses, days, days, rates=None, credit=0, is_first=False)
            for each in terms
        ]
    )
    rates = None if taxes is None else rates_on(taxes, cycle.start)
    amounts = joint_amounts(parts, terms[0].tariff.unit, rates=rates, credit=credit)
    return JointBill(issued=cycle.start, cycle=cycle, terms=terms, parts=parts, amounts=amounts)


def write_joint_invoice(bill: JointBill) -> JointInvoice:
    """Put everything around the amounts of an invoice that it says beside them."""
    amounts, cycle, currency = bill.amounts, bill.cycle, bill.terms[0].currency
    return JointInvoice(
        issue_date=bill.issued,
        period=Period(start=cycle.start, end=cycle.end, last_day=cycle.last_day),
        currency=currency,
        addons=tuple(
            _addon(terms, Bill(bill.issued, cycle, cycle.days, part))
            for terms, part in zip(bill.terms, bill.parts, strict=True)
        ),
        gross=Money(amounts.gross, currency),
        discount=Money(amounts.gross - amounts.subtotal, currency),
        subtotal=Money(amounts.subtotal, currency),
        taxes=tax_lines(
            bill.terms[0].taxes, Bill(bill.issued, cycle, cycle.days, amounts), currency
        ),
        tax=None if amounts.tax is None else Money(amounts.tax, currency),
        total=Money(amounts.total, currency),
        credit=Money(amounts.credit, currency),
        amount_due=Money(amounts.due, currency),
    )


def _addon(terms: HeldTerms, bill: Bill) -> InvoicedAddon:
    amounts, currency, holding = bill.amounts, terms.currency, terms.holding
    subtotal = Money(amounts.subtotal, currency)
    return InvoicedAddon(
        addon=holding.addon.id,
        bought_on=holding.since,
        bought_quantity=holding.recorded,
        quantity=terms.quantity,
        price=terms.price,
        lines=lines_of(terms, bill),
        gross=Money(amounts.gross, currency),
        discount=Money(amounts.gross - amounts.subtotal, currency),
        subtotal=subtotal,
        formula=formula_of(terms, bill, subtotal),
    )

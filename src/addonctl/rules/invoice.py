"""Write the invoices of a purchase: the same function for a preview and for the purchase.

Rules (both articles, billing): a purchase is invoiced at once, prorated through the end of the
current billing cycle, on the total of standard licences and additional users; the next invoice
follows the billing frequency and holds the add-on in full. What that comes to is `rules.amounts`';
here its lines, its taxes by name and its formula stand around the same amounts.

Who may purchase belongs to `rules.policy`; the sentences around the numbers to `output`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final, get_args

from msgspec import structs

from addonctl.model.account import Account, Discount, Tax
from addonctl.model.answers import (
    Formula,
    Invoice,
    InvoiceLine,
    InvoiceSums,
    JointInvoice,
    LineKind,
    Period,
    Price,
    Quantity,
    SumsUntil,
    TaxLine,
)
from addonctl.model.catalog import Addon
from addonctl.model.messages import EnglishText
from addonctl.model.messages.vocabulary import LINE_NAMES
from addonctl.model.money import Money, decimal_text, percent_text
from addonctl.rules.amounts import (
    Bill,
    Charge,
    bills_of,
    credit_left,
    split_lines,
    tariff_of,
)
from addonctl.rules.cycle import STEP_MONTHS
from addonctl.rules.pricing import discount_of, taxes_on

NAMES: Final[dict[LineKind, EnglishText]] = {
    kind: EnglishText.of(LINE_NAMES[kind]) for kind in get_args(LineKind)
}
LINES: Final[tuple[LineKind, ...]] = ("standard", "additional", "assigned")
"""The lines that a purchase may have, in their order."""


class Terms(Charge, frozen=True, kw_only=True):
    """On what terms an add-on is bought: by what it is charged, and how the account states it."""

    currency: str
    price: Price
    quantity: Quantity
    discount: Discount | None

    @property
    def credit_left(self) -> Money:
        """Return what is left of the account's credit."""
        return Money(self.credit, self.currency)


def terms_of(
    account: Account, addon: Addon, price: Price, as_of: dt.date, licenses: int | None
) -> Terms:
    """Gather the terms of buying `addon` on a date, for `licenses` assigned licences or all."""
    billing, currency = account.billing, account.currency
    quantity, discount = quantity_of(account, addon, licenses), discount_of(account, addon.id)
    return Terms(
        tariff=tariff_of(price.unit_price, price.per, billing.frequency, currency, discount),
        licenses=quantity.billed,
        frequency=billing.frequency,
        anchor=billing.anchor,
        taxes=billing.taxes,
        credit=credit_left(account, as_of),
        currency=currency,
        price=price,
        quantity=quantity,
        discount=discount,
    )


def quantity_of(account: Account, addon: Addon, licenses: int | None) -> Quantity:
    """Say how many licences are billed.

    Rule: the total of standard licences and additional users (both articles, billing); an add-on
    whose licences are assigned may be bought for fewer.
    """
    held = account.licenses
    return Quantity(
        standard=held.standard if licenses is None else None,
        additional=held.additional if licenses is None else None,
        assigned=licenses,
        billed=held.total if licenses is None else licenses,
        basis=addon.basis,
    )


def write_invoices(terms: Terms, as_of: dt.date) -> Iterator[Invoice]:
    """Write the invoices of a purchase on `as_of`: the first, then the full ones, without end."""
    return (write_invoice(terms, bill) for bill in bills_of(terms, as_of))


def invoice_now(terms: Terms, as_of: dt.date) -> Invoice:
    """Write the first invoice of a purchase alone."""
    return next(write_invoices(terms, as_of))


def write_invoice(terms: Terms, bill: Bill) -> Invoice:
    """Put everything around the amounts of an invoice that it says beside them."""
    currency, amounts, cycle = terms.currency, bill.amounts, bill.cycle
    subtotal, total = Money(amounts.subtotal, currency), Money(amounts.total, currency)
    return Invoice(
        issue_date=bill.issued,
        period=Period(start=bill.issued, end=cycle.end, last_day=cycle.last_day),
        currency=currency,
        lines=lines_of(terms, bill),
        gross=Money(amounts.gross, currency),
        discount=Money(amounts.gross - amounts.subtotal, currency),
        subtotal=subtotal,
        taxes=tax_lines(terms.taxes, bill, terms.currency),
        tax=None if amounts.tax is None else Money(amounts.tax, currency),
        total=total,
        credit=Money(amounts.credit, currency),
        amount_due=Money(amounts.due, currency) if amounts.credit else total,
        formula=formula_of(terms, bill, subtotal),
    )


def tax_lines(taxes: tuple[Tax, ...] | None, bill: Bill, currency: str) -> tuple[TaxLine, ...]:
    """Name the taxes beside their amounts."""
    if taxes is None:
        return ()
    return tuple(
        [
            TaxLine(name=tax.name, percent=tax.percent, amount=Money(amount, currency))
            for tax, amount in zip(
                taxes_on(taxes, bill.issued), bill.amounts.taxes or (), strict=True
            )
        ]
    )


def lines_of(terms: Terms, bill: Bill) -> tuple[InvoiceLine, ...]:
    """Divide the gross amount over the lines; a line of no licences is left out."""
    cycle_days, price = bill.cycle.days, terms.price
    billed = [(kind, count) for kind in LINES if (count := getattr(terms.quantity, kind))]
    counts = [count for _, count in billed]
    amounts = split_lines(terms.tariff, counts, bill.days, cycle_days)
    return tuple(
        [
            InvoiceLine(
                description=NAMES[kind],
                kind=kind,
                quantity=count,
                unit_price=price.unit_price,
                per=price.per,
                cycle_price=decimal_text(terms.tariff.licence, terms.currency),
                fraction=f"{bill.days}/{cycle_days}",
                amount=Money(amount, terms.currency),
            )
            for (kind, count), amount in zip(billed, amounts, strict=True)
        ]
    )


def formula_of(terms: Terms, bill: Bill, subtotal: Money) -> EnglishText:
    """Name the factors of the subtotal in the order in which they are multiplied.

    Of a fixed discount only what is used is named, so that the equation holds.
    """
    tariff, discount, once = terms.tariff, terms.discount, bill.amounts.once
    percent_paid = less_per_cycle = None
    if discount is not None and discount.percent is not None:
        percent_paid = percent_text(tariff.kept)
    elif discount is not None and discount.per_cycle is not None:
        used = min(tariff.less, tariff.licence * terms.licenses)
        less_per_cycle = decimal_text(used, terms.currency)
    months = STEP_MONTHS[terms.frequency] if terms.price.per == "month" else 1
    factors = Formula(
        unit_price=terms.price.unit_price,
        currency=terms.currency,
        months=months if months > 1 else None,
        licenses=terms.licenses,
        percent_paid=percent_paid,
        less_per_cycle=less_per_cycle,
        days=bill.days,
        cycle_days=bill.cycle.days,
        less_once=None if once is None else str(Money(once, terms.currency)),
        subtotal=subtotal,
    )
    return EnglishText("FORMULA", factors=factors)


def sums_of(account: Account, invoices: Iterable[Invoice | JointInvoice]) -> InvoiceSums:
    """Add an account's invoices up; where no tax rate is known, there is none of the sum."""
    every, zero = list(invoices), Money(0, account.currency)
    taxes = [invoice.tax for invoice in every if invoice.tax is not None]
    return InvoiceSums(
        invoices=len(every),
        subtotal=sum([invoice.subtotal for invoice in every], zero),
        tax=None if account.billing.taxes is None else sum(taxes, zero),
        total=sum([invoice.total for invoice in every], zero),
        credit=sum([invoice.credit for invoice in every], zero),
        amount_due=sum([invoice.amount_due for invoice in every], zero),
    )


def sums_until(
    account: Account, invoices: Iterable[Invoice | JointInvoice], until: dt.date
) -> SumsUntil:
    """Add up those of an account's invoices that are dated until a day, itself included."""
    dated = [invoice for invoice in invoices if invoice.issue_date <= until]
    return SumsUntil(until=until, **structs.asdict(sums_of(account, dated)))

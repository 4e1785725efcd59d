"""What is invoiced: an add-on by itself, several of them, and what invoices come to."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from addonctl.model.account import Per, Tax
from addonctl.model.answers.base import Value
from addonctl.model.answers.standing import Price
from addonctl.model.catalog import LicenseBasis
from addonctl.model.messages import EnglishText, Message, is_plain_tax, tax_name
from addonctl.model.money import Money, parse_percent


class Quantity(Value):
    """How many licences are billed: all of the account, or those that are to be assigned."""

    standard: int | None
    additional: int | None
    assigned: int | None
    billed: int
    basis: LicenseBasis


class Period(Value):
    """A part of the calendar: `end` is exclusive, `last_day` the day before it."""

    start: dt.date
    end: dt.date
    last_day: dt.date


class Formula(Value):
    """The factors of a subtotal; those that don't apply are `None`.

    unit price x months x licences x share paid, less a fixed amount a cycle, x days / days of the
    cycle, less an amount once, = subtotal.
    """

    unit_price: str
    currency: str
    months: int | None
    licenses: int
    percent_paid: str | None
    less_per_cycle: str | None
    days: int
    cycle_days: int
    less_once: str | None
    subtotal: Money


LineKind = Literal["standard", "additional", "assigned", "change"]


class InvoiceLine(Value):
    """A line before discount; `cycle_price` is what one licence costs for a full cycle.

    The quantity of a change, and its amount, are negative where licences go.
    """

    description: EnglishText
    kind: LineKind
    quantity: int
    unit_price: str
    per: Per
    cycle_price: str
    fraction: str
    amount: Money


class TaxLine(Value):
    """One tax on the subtotal; of 0 % it is none, and its name may be a remark: reverse charge."""

    name: str
    percent: str
    amount: Money

    @property
    def is_charged(self) -> bool:
        """Say whether there is anything to pay by this tax."""
        return parse_percent(self.percent) > 0

    @property
    def is_remark(self) -> bool:
        """Say whether its name says why nothing is charged; the tax's own word says nothing."""
        return not self.is_charged and not is_plain_tax(self.name)


def plus_taxes(amount: Money, taxes: Sequence[Tax | TaxLine] | None) -> Message:
    """Word an amount before tax with taxes that are added to it, none where they aren't known."""
    if taxes is None:
        return Message("NET.unknown_tax", subtotal=amount)
    charged = tuple([tax_name(tax.name) for tax in taxes if parse_percent(tax.percent)])
    if charged:
        return Message("NET.taxed", subtotal=amount, taxes=charged)
    return Message("NET.zero_rated" if taxes else "NET.untaxed", subtotal=amount)


class TaxWords:
    """What an invoice says of its taxes and its total, whatever is on it."""

    __slots__ = ()
    taxes: tuple[TaxLine, ...]
    tax: Money | None
    total: Money

    @property
    def charged_taxes(self) -> tuple[TaxLine, ...]:
        """List the taxes that the total holds."""
        return tuple(tax for tax in self.taxes if tax.is_charged)

    @property
    def tax_names(self) -> tuple[str | Message, ...]:
        """Name the taxes that the total holds."""
        return tuple(tax_name(tax.name) for tax in self.charged_taxes)

    @property
    def remarks(self) -> tuple[str | Message, ...]:
        """Name what the invoice has to say of taxes that aren't charged."""
        return tuple(tax_name(tax.name) for tax in self.taxes if tax.is_remark)

    @property
    def is_zero_rated(self) -> bool:
        """Say whether taxes are named and none is charged: nothing but a remark is due to them."""
        return bool(self.taxes) and not self.charged_taxes

    @property
    def total_words(self) -> Message:
        """Word the total; one that leaves taxes out says so."""
        if self.charged_taxes:
            return Message("NET.untaxed", subtotal=self.total)
        return self.plus_taxes(self.total)

    def before_tax(self, amount: Money) -> Message:
        """Word an amount to which taxes are added, or none by a remark."""
        code = "NET.zero_rated" if self.is_zero_rated else "NET.before_tax"
        return Message(code, subtotal=amount)

    def plus_taxes(self, amount: Money) -> Message:
        """Word an amount before tax with the taxes that are added to it."""
        return plus_taxes(amount, None if self.tax is None else self.taxes)


class Invoice(TaxWords, Value):
    """An invoice of the add-on alone; `tax` is null where no tax rate is known."""

    issue_date: dt.date
    period: Period
    currency: str
    lines: tuple[InvoiceLine, ...]
    gross: Money
    discount: Money
    subtotal: Money
    taxes: tuple[TaxLine, ...]
    tax: Money | None
    total: Money
    credit: Money
    amount_due: Money
    formula: EnglishText

    def ends_before(self, day: dt.date) -> bool:
        """Say whether a day lies in a later cycle, whose invoice a purchase now brings as well."""
        return day >= self.period.end


class InvoicedAddon(Value):
    """An add-on on an invoice of several: since when it is bought, its lines, its subtotal.

    `quantity` is what is billed and `bought_quantity` what was recorded with the purchase, null
    where that doesn't say; the two may differ where an add-on is billed on all licences.
    """

    addon: str
    bought_on: dt.date
    bought_quantity: int | None
    quantity: Quantity
    price: Price
    lines: tuple[InvoiceLine, ...]
    gross: Money
    discount: Money
    subtotal: Money
    formula: EnglishText


class JointInvoice(TaxWords, Value):
    """An invoice of all that is bought, in the catalogue's order: taxes are on its subtotal.

    The subtotal is the sum of those of the add-ons; `tax` is null where no tax rate is known.
    """

    issue_date: dt.date
    period: Period
    currency: str
    addons: tuple[InvoicedAddon, ...]
    gross: Money
    discount: Money
    subtotal: Money
    taxes: tuple[TaxLine, ...]
    tax: Money | None
    total: Money
    credit: Money
    amount_due: Money


class InvoiceSums(Value):
    """What several invoices come to, and how many they are; `tax` is null where none is known."""

    invoices: int
    subtotal: Money
    tax: Money | None
    total: Money
    credit: Money
    amount_due: Money


class SumsUntil(InvoiceSums):
    """What all invoices dated until a day come to, that day included."""

    until: dt.date

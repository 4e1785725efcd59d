"""What a purchase costs: invoices, and the answer of `invoice-preview`."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from addonctl.model.account import Per, RouteName, Tax
from addonctl.model.answers.base import Answer, Value
from addonctl.model.answers.decisions import Decision
from addonctl.model.answers.standing import CycleDates, Price
from addonctl.model.catalog import LicenseBasis
from addonctl.model.messages import EnglishText, Message, is_plain_tax, tax_name
from addonctl.model.money import Money, parse_percent
from addonctl.model.policy import ReasonCode, State


class Quantity(Value):
    """How many licences are billed: all of the account, or those that are to be assigned."""

    standard: int | None
    additional: int | None
    assigned: int | None
    billed: int
    basis: LicenseBasis


class Refusal(Value):
    """A user who may not subscribe, and the codes why."""

    user: str
    codes: tuple[ReasonCode, ...]


class Purchase(Value):
    """Who may subscribe to what is previewed.

    `decision` is that of the person who was asked about, on how the account buys it: whether they
    may subscribe, or request a quote.
    """

    state: State
    route: RouteName
    allowed: tuple[str, ...]
    refused: tuple[Refusal, ...]
    decision: Decision | None


class BilledCycle(CycleDates):
    """The cycle of the purchase and how many of its days are billed."""

    days_billed: int


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


class Invoice(Value):
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

    def ends_before(self, day: dt.date) -> bool:
        """Say whether a day lies in a later cycle, whose invoice a purchase now brings as well."""
        return day >= self.period.end

    def before_tax(self, amount: Money) -> Message:
        """Word an amount to which taxes are added, or none by a remark."""
        code = "NET.zero_rated" if self.is_zero_rated else "NET.before_tax"
        return Message(code, subtotal=amount)

    def plus_taxes(self, amount: Money) -> Message:
        """Word an amount before tax with the taxes that are added to it."""
        return plus_taxes(amount, None if self.tax is None else self.taxes)


class DayLater(Value):
    """What waiting one day does to the first invoice, at that day's price."""

    as_of: dt.date
    days_billed: int
    unit_price: str
    per: Per
    subtotal: Money


class ComparedDate(DayLater):
    """What a purchase on another date comes to, at that day's price: at once, and until one day.

    `paid_through` is the total of all its invoices until the day `through`, credit not taken; the
    `difference` is to a purchase on the answer's date, until the same day.
    """

    tax: Money | None
    total: Money
    through: dt.date
    paid_through: Money
    difference: Money


class InvoicePreview(Answer, kw_only=True, tag="addonctl.invoice-preview/1"):
    """Both invoices of a purchase, now and next, and the schedule and comparison asked for."""

    addon: str
    quantity: Quantity
    price: Price
    purchase: Purchase
    cycle: BilledCycle
    now: Invoice
    next: Invoice
    schedule: tuple[Invoice, ...]
    comparison: tuple[ComparedDate, ...]
    preview_id: str
    not_included: tuple[EnglishText, ...]
    day_later: DayLater
    subscribe_command: str | None


class InvoicePair(Value):
    """The first invoice of a purchase and the one after it."""

    now: Invoice
    next: Invoice

"""What will be invoiced: the answers of `invoice-preview`."""

import datetime as dt

from addonctl.model.account import Per, RouteName
from addonctl.model.answers.base import Answer, Value, WhatIf
from addonctl.model.answers.decisions import Decision
from addonctl.model.answers.invoices import Invoice, InvoiceSums, JointInvoice, Quantity, SumsUntil
from addonctl.model.answers.standing import CycleDates, Price
from addonctl.model.answers.variants import Variant
from addonctl.model.messages import EnglishText
from addonctl.model.money import Money
from addonctl.model.policy import ReasonCode, State


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
    until: SumsUntil | None
    comparison: tuple[ComparedDate, ...]
    preview_id: str
    not_included: tuple[EnglishText, ...]
    day_later: DayLater
    subscribe_command: str | None
    variants: tuple[Variant, ...] = ()
    what_if: tuple[WhatIf, ...] = ()


class InvoicePair(Value):
    """The first invoice of a purchase and the one after it."""

    now: Invoice
    next: Invoice


class NextInvoice(Answer, kw_only=True, tag="addonctl.next-invoice/1"):
    """The next invoice of everything bought, and those after it that were asked for.

    `next` is null where nothing is bought: then there is no invoice of add-ons.
    """

    cycle: CycleDates
    next: JointInvoice | None
    schedule: tuple[JointInvoice, ...]
    until: SumsUntil | None
    not_included: tuple[EnglishText, ...]
    what_if: tuple[WhatIf, ...] = ()


class PreviewedPurchase(Value):
    """A purchase among several: its own invoice today, and who may make it.

    Its `now` uses what the purchases before it leave of the account's credit.
    """

    addon: str
    quantity: Quantity
    price: Price
    purchase: Purchase
    now: Invoice
    preview_id: str
    day_later: DayLater
    subscribe_command: str | None


class InvoicePreviews(Answer, kw_only=True, tag="addonctl.invoice-previews/1"):
    """Several purchases in the order given, and the next invoice, with what is bought already.

    `now` is what the invoices of the purchases come to.
    """

    cycle: BilledCycle
    previews: tuple[PreviewedPurchase, ...]
    now: InvoiceSums
    next: JointInvoice
    schedule: tuple[JointInvoice, ...]
    until: SumsUntil | None
    not_included: tuple[EnglishText, ...]
    what_if: tuple[WhatIf, ...] = ()

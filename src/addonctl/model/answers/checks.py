"""Why was this charged: the answer of `invoice-check`.

It is imported by those who need it, not with the other answers, which do without.
"""

import datetime as dt
from typing import Literal

from addonctl.model.answers.base import Answer, Value
from addonctl.model.answers.invoices import Invoice, Quantity
from addonctl.model.answers.previews import BilledCycle
from addonctl.model.answers.standing import EarlierEvent, Price
from addonctl.model.messages import EnglishText, Message
from addonctl.model.money import Money

WhichInvoice = Literal["now", "next"]
"""The invoice of the day of purchase, or the first full one after it."""
DeviationKind = Literal[
    "cycle",
    "date",
    "price",
    "licenses",
    "share",
    "discount",
    "tax",
    "rounding",
    "credit",
    "figure",
    "addition",
]
"""What a deviation is about, in the order in which two of them are applied to one invoice."""


class DeviationMade(Value):
    """A deviation of an invoice from what was expected, and the question that settles it."""

    name: str
    kind: DeviationKind
    message: Message
    ask: Message


class DeviationTried(Value):
    """A deviation that was tried, and the amount that would be due by it alone."""

    name: str
    kind: DeviationKind
    message: Message
    amount_due: Money


class Explanation(Value):
    """One deviation, or two together, with the amounts that they give.

    `same` come to the same amounts by the same numbers, in other words.
    """

    deviations: tuple[DeviationMade, ...]
    formula: EnglishText
    subtotal: Money
    tax: Money | None
    credit: Money
    amount_due: Money
    same: tuple[tuple[DeviationMade, ...], ...] = ()


class NearestMiss(Explanation, kw_only=True):
    """What comes nearest where nothing explains an amount; `difference` is charged less due."""

    difference: Money


class InvoiceCheck(Answer, kw_only=True, tag="addonctl.invoice-check/1"):
    """An amount that was charged beside the expected one, and every explanation to the cent.

    `charged` is compared with the amount due of the `expected` invoice, `difference` is charged
    less due. `purchase` is the event whose licences and price are taken, and which counts for
    nothing else. The explanations are in order, the simplest first: one deviation, then two of
    different kinds. `tried` are all deviations that make a difference here, and `pairs_tried`
    counts the others; where the amounts agree nothing is tried.
    """

    addon: str
    on: dt.date
    invoice: WhichInvoice
    purchase: EarlierEvent | None
    quantity: Quantity
    price: Price
    cycle: BilledCycle
    charged: Money
    expected: Invoice
    difference: Money
    differs: bool
    explanations: tuple[Explanation, ...]
    nearest: NearestMiss | None
    tried: tuple[DeviationTried, ...]
    pairs_tried: int

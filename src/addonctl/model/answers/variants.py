"""What a purchase costs if the account were otherwise: the values that a preview compares."""

import datetime as dt
from typing import Any

from addonctl.model.answers.base import Value
from addonctl.model.messages import Notice
from addonctl.model.money import Money


class VariantInvoice(Value):
    """What an invoice of a variant comes to; `tax` is null where no tax rate is known."""

    issue_date: dt.date
    subtotal: Money
    tax: Money | None
    total: Money


class YearTotal(Value):
    """What all invoices of a purchase come to that are dated before `until`, credit not taken.

    `difference` is to the purchase that the answer is about, null in another currency.
    """

    until: dt.date
    invoices: int
    total: Money
    difference: Money | None


class Variant(Value):
    """What a purchase costs if a key of the account were one of the values that are compared.

    `is_now` says that the answer's own value is that. Where there is nothing to buy or to compute
    with it, `refused` says why and the amounts are null.
    """

    path: str
    value: Any
    is_now: bool
    currency: str
    now: VariantInvoice | None
    next: VariantInvoice | None
    in_a_year: YearTotal | None
    refused: Notice | None

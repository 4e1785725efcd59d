"""Compute the invoices of buying Analytics+, for the tests of invoices."""

import datetime as dt
from itertools import islice
from typing import Any

from addonctl.model.account import Account
from addonctl.model.answers import Formula, Invoice
from addonctl.rules.amounts import discount_by_itself
from addonctl.rules.invoice import Terms, terms_of, write_invoices
from addonctl.rules.pricing import price_of
from tests.builders import PACKAGED_CATALOG, TODAY, make_account

ANALYTICS, ASSIST = PACKAGED_CATALOG.addon("analytics-plus"), PACKAGED_CATALOG.addon("ai-assist")
VAT_20: list[dict[str, str]] = [{"name": "VAT", "percent": "20"}]


def price(unit_price: str = "15.00", per: str = "month", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Write the contract's price of Analytics+."""
    return {"analytics-plus": {"unit_price": unit_price, "per": per} | more}


def terms_for(account: Account, as_of: dt.date = TODAY) -> Terms:
    """Gather the terms of buying Analytics+."""
    known = price_of(account, PACKAGED_CATALOG, "analytics-plus", as_of)
    assert known is not None
    return terms_of(account, ANALYTICS, known, as_of, None)


def invoices_of(account: Account, as_of: dt.date = TODAY, count: int = 2) -> list[Invoice]:
    """Compute the first invoices of buying Analytics+."""
    terms = terms_for(account, as_of)
    return list(islice(write_invoices(terms, as_of), count))


def rounded_discount(account: Account, invoice: Invoice) -> int | None:
    """Round the account's discount by itself, in minor units."""
    terms, factors = terms_for(account, invoice.issue_date), factors_of(invoice)
    return discount_by_itself(
        terms.discount, invoice.gross.minor, terms.tariff.unit, factors.days, factors.cycle_days
    )


def amounts(invoice: Invoice) -> dict[str, str]:
    """Write the amounts of an invoice in their order."""
    names = ("gross", "discount", "subtotal", "tax", "total", "credit", "amount_due")
    return {name: str(getattr(invoice, name)) for name in names}


def factors_of(invoice: Invoice) -> Formula:
    """Take the formula of an invoice out of its message."""
    factors = invoice.formula.values["factors"]
    assert isinstance(factors, Formula)
    return factors


CONTRACT_ACCOUNT = make_account(
    billing={"anchor": "2026-01-31", "taxes": VAT_20, "discount": {"percent": "10"}},
    licenses={"standard": 10, "additional": 3},
)

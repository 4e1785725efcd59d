"""Preview purchases and name their parts, for the tests of previews."""

import datetime as dt
from typing import Any

from addonctl.actions.preview import preview_purchase
from addonctl.model.account import Account
from addonctl.model.answers import Invoice, InvoicePreview
from addonctl.model.catalog import Catalog
from tests.builders import PACKAGED_CATALOG, TODAY, make_context

LATER = {"unit_price": "17.50", "valid_from": "2027-01-01"}
"""A price of Analytics+ that comes with the next year."""
ASSIST_PRICE = {"ai-assist": {"unit_price": "9.00", "per": "month"}}


def preview(
    account: Account | None = None,
    addon: str = "analytics-plus",
    *,
    as_of: dt.date = TODAY,
    catalog: Catalog = PACKAGED_CATALOG,
    source: str | None = "plain.toml",
    **options: Any,  # noqa: ANN401 - the options of a preview
) -> InvoicePreview:
    """Preview buying an add-on."""
    context = make_context(account, as_of=as_of, catalog=catalog, source=source)
    return preview_purchase(context, addon=catalog.addon(addon), **options)


def lines_of(invoice: Invoice) -> list[tuple[str, int, str, str, str]]:
    """List the lines of an invoice as a screen shows them."""
    return [
        (line.kind, line.quantity, line.cycle_price, line.fraction, str(line.amount))
        for line in invoice.lines
    ]


def sums_of(invoice: Invoice) -> list[str]:
    """List subtotal, tax, total, credit and amount due."""
    sums = (invoice.subtotal, invoice.tax, invoice.total, invoice.credit, invoice.amount_due)
    return [str(amount) for amount in sums]


def codes_of(answer: InvoicePreview) -> list[str]:
    """List the codes of what was assumed."""
    return [notice.code for notice in answer.assumptions]

"""`addonctl invoice-check`: why an amount was charged."""

from typing import Annotated, Final, get_args

import typer

from addonctl.actions.find import find_addon
from addonctl.actions.invoice_check import check_invoice
from addonctl.cli.options import Addon, LicensesOption, takes, words
from addonctl.cli.session import Session
from addonctl.cli.values import parse_choice, parse_date, parse_licenses, parse_money
from addonctl.errors import UsageFailure
from addonctl.model.answers.checks import WhichInvoice
from addonctl.model.check_view import CheckView

DIFFERS: Final = 8
INVOICES: Final[tuple[WhichInvoice, ...]] = get_args(WhichInvoice)
Charged = Annotated[str | None, takes("--charged", "AMOUNT", "What was charged: the amount due.")]
On = Annotated[str | None, takes("--on", "DATE", "The day of the purchase, YYYY-MM-DD.")]
InvoiceOption = Annotated[
    str,
    takes("--invoice", "WHICH", "now, that of the purchase, or next, the first full one."),
    words(INVOICES),
]
Why = Annotated[
    bool, typer.Option("--why", help="Show the expected invoice and everything that was tried.")
]
ExitStatus = Annotated[
    bool, typer.Option("--exit-status", help="Exit with 8 where the amounts differ.")
]


def run(
    session: Session,
    addon: Addon,
    *,
    charged: Charged = None,
    on: On = None,
    invoice: InvoiceOption = INVOICES[0],
    licenses: LicensesOption = None,
    why: Why = False,
    exit_status: ExitStatus = False,
) -> int:
    """Say why an amount was charged, to the cent: what was expected, and what explains it.

    \b
    Examples:
      addonctl new --example acme > acme.toml
      addonctl invoice-check analytics-plus -a acme.toml --charged 58.50 --on 2026-11-21
      addonctl invoice-check analytics-plus -a acme.toml --charged 58.50 --on 2026-11-21 --why
    """
    if charged is None or on is None:
        raise UsageFailure("CHECK_NEEDS", option="--charged" if charged is None else "--on")
    day, count = parse_date(on, option="--on"), parse_licenses(licenses)
    which = parse_choice(invoice, INVOICES, option="--invoice")
    context = session.context()
    answer = check_invoice(
        context,
        addon=find_addon(context.catalog, addon),
        charged=parse_money(charged, context.account.currency, option="--charged"),
        on=day,
        invoice=which,
        licenses=count,
    )
    session.printer.show(CheckView(answer=answer, context=context, why=why))
    return DIFFERS if exit_status and answer.differs else 0

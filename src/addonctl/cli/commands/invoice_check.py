"""`addonctl invoice-check`: why an amount was charged."""

from collections.abc import Mapping
from typing import Annotated, Final, get_args

import typer

from addonctl.actions.find import find_addon
from addonctl.actions.given_amounts import read_money
from addonctl.actions.invoice_check import check_invoice
from addonctl.cli.options import FILE, AnyAddon, LicensesOption, takes, words
from addonctl.cli.session import Session
from addonctl.cli.values import parse_choice, parse_date, parse_licenses
from addonctl.errors import UsageFailure
from addonctl.model.answers.checks import WhichInvoice
from addonctl.model.check_view import CheckView

DIFFERS: Final = 8
INVOICES: Final[tuple[WhichInvoice, ...]] = get_args(WhichInvoice)
Charged = Annotated[str | None, takes("--charged", "AMOUNT", "What was charged: the amount due.")]
On = Annotated[str | None, takes("--on", "DATE", "The day of the purchase, YYYY-MM-DD.")]
InvoiceOption = Annotated[
    str | None,
    takes(
        "--invoice",
        "WHICH",
        "now, that of the purchase, or next, the full one after it. [default: now]",
    ),
    words(INVOICES),
]
Why = Annotated[
    bool, typer.Option("--why", help="Show the expected invoice and everything that was tried.")
]
ExitStatus = Annotated[
    bool, typer.Option("--exit-status", help="Exit with 8 where the amounts differ.")
]


Charges = Annotated[
    str | None,
    takes("--charges", "FILE", "What was charged to many accounts: CSV, a row a charge."),
    FILE,
]


def run(
    session: Session,
    addon: AnyAddon = None,
    *,
    charged: Charged = None,
    on: On = None,
    invoice: InvoiceOption = None,
    licenses: LicensesOption = None,
    charges: Charges = None,
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
    if session.is_sweep or charges is not None:
        given: dict[str, object] = {
            "ADDON": addon,
            "--charged": charged,
            "--on": on,
            "--invoice": invoice,
        }
        given |= {"--licenses": licenses, "--why": why}
        return _check_many(session, charges, given, tells_difference=exit_status)
    if addon is None:
        raise UsageFailure("MISSING_ARGUMENT", argument="ADDON")
    if charged is None or on is None:
        raise UsageFailure("CHECK_NEEDS", option="--charged" if charged is None else "--on")
    day, count = parse_date(on, option="--on"), parse_licenses(licenses)
    which = parse_choice(invoice or INVOICES[0], INVOICES, option="--invoice")
    context = session.context()
    answer = check_invoice(
        context,
        addon=find_addon(context.catalog, addon),
        charged=read_money(charged, context.account.currency, "--charged"),
        on=day,
        invoice=which,
        licenses=count,
    )
    session.printer.show(CheckView(answer=answer, context=context, why=why))
    return DIFFERS if exit_status and answer.differs else 0


def _check_many(
    session: Session,
    charges: str | None,
    given: Mapping[str, object],
    *,
    tells_difference: bool,
) -> int:
    """Check the charges of a file, which names add-ons, amounts and days itself."""
    if not session.is_sweep:
        raise UsageFailure("NEEDS_ACCOUNTS", option="--charges")
    if charges is None:
        raise UsageFailure("CHARGES_NEEDED")
    for option, value in given.items():
        if value:
            raise UsageFailure("CHARGES_ALONE", option=option)
    from addonctl.cli.sweeping.running import answer_many  # noqa: PLC0415  # one account does without
    from addonctl.stores.files.charges import load_charges  # noqa: PLC0415

    loaded = load_charges(charges)
    return answer_many(session, "invoice-check", tells_difference=tells_difference, charges=loaded)

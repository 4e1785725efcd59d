"""Check what was charged to account after account: a row a charge, of the single command's answer.

The summary counts charges by what came of them, and the simplest explanations by their names.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from addonctl.actions.find import find_addon
from addonctl.actions.given_amounts import read_money
from addonctl.actions.invoice_check import check_invoice
from addonctl.errors import AddonctlError
from addonctl.model.answers.checks import InvoiceCheck
from addonctl.model.charges import Charge, Charges
from addonctl.model.context import Context
from addonctl.output.formats.csv import Cell
from addonctl.rules.addon_status import standing_of
from addonctl.sweep.bare import bare
from addonctl.sweep.figures import ABOUT_ACCOUNT, OF_QUESTION
from addonctl.sweep.tally import Tally

TOGETHER: Final = "+"


class Checked(NamedTuple):
    """What came of a charge: its answer, or what stands in its place."""

    charge: Charge
    answer: InvoiceCheck | AddonctlError

    @property
    def differs(self) -> bool:
        """Say whether another amount was expected."""
        return isinstance(self.answer, InvoiceCheck) and self.answer.differs


def check_charges(charges: Charges, context: Context) -> Iterator[Checked]:
    """Check every charge of an account, in the file's order.

    Raises:
        AddonctlError: the question can't be answered about any account.
    """
    for charge in charges.by_account.get(context.account.id, ()):
        try:
            answer: InvoiceCheck | AddonctlError = check_invoice(
                context,
                addon=find_addon(context.catalog, charge.addon),
                charged=read_money(charge.charged, context.account.currency, "charged"),
                on=charge.on,
                invoice=charge.invoice,
            )
        except ABOUT_ACCOUNT as failure:
            if failure.code in OF_QUESTION:
                raise
            answer = bare(failure)
        yield Checked(charge, answer)


def row_of(context: Context, checked: Checked) -> list[Cell]:
    """Lay a charge out as a row."""
    charge, answer, account = checked.charge, checked.answer, context.account
    addon = context.catalog.find_addon(charge.addon)
    row: list[Cell] = [account.id, account.name, context.as_of]
    if addon is None:
        row += [charge.addon, None, None]
    else:
        standing = standing_of(context, addon)
        row += [addon.id, standing.state, standing.route]
    if isinstance(answer, AddonctlError):
        return [*row, answer.code, charge.on, charge.invoice, account.currency]
    names = ""
    if answer.explanations:
        names = TOGETHER.join(each.name for each in answer.explanations[0].deviations)
    amounts = (answer.charged, answer.expected.amount_due, answer.difference)
    count = len(answer.explanations) if answer.differs else None
    return [*row, None, charge.on, charge.invoice, account.currency, *amounts, count, names or None]


def count_charge(tally: Tally, checked: Checked) -> None:
    """Count what came of a charge."""
    answer = checked.answer
    tally.see_day(checked.charge.on)
    if isinstance(answer, AddonctlError):
        tally.count("unchecked", answer.code)
        return
    numbers = (1, answer.charged.minor, answer.expected.amount_due.minor, answer.difference.minor)
    tally.count("charged", answer.charged.currency, _outcome(answer), numbers=numbers)
    if answer.explanations:
        names = TOGETHER.join(each.name for each in answer.explanations[0].deviations)
        tally.count("cause", names)


def _outcome(answer: InvoiceCheck) -> str:
    if not answer.differs:
        return "expected"
    if not answer.explanations:
        return "unexplained"
    return "alone" if len(answer.explanations[0].deviations) == 1 else "together"

"""The number of the rules: it says whether two programs would answer alike."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final

from addonctl.actions.eligibility import decide_eligibility
from addonctl.actions.preview import preview_purchase
from addonctl.errors import AddonctlError
from addonctl.model.answers import Invoice
from addonctl.model.policy import ACTIONS, READINGS
from addonctl.model.wire import RULES
from tests.builders import EXAMPLE_NAMES, example_account, example_catalog, make_context

GOLDEN: Final = (1, "65b6aa1396290eae3d349164b2bfd78f92791d08f89f7f61af370d1c78323219")
"""The number, and what all examples were answered under it, as a hash."""
DAYS: Final = (dt.date(2026, 11, 21), dt.date(2026, 12, 31), dt.date(2028, 2, 29))


def answers() -> Iterator[list[Any]]:
    """Yield what follows for every example: who may do what, and every amount; no sentence."""
    for name in EXAMPLE_NAMES:
        account, catalog = (
            example_account(name),
            example_catalog().with_addons_of(example_account(name)),
        )
        for as_of in DAYS:
            for reading in READINGS:
                context = make_context(account, as_of=as_of, catalog=catalog, reading=reading)
                view = decide_eligibility(
                    context, addons=catalog.addons, users=account.users, actions=ACTIONS
                )
                for each in view.answer.decisions:
                    codes = [reason.code for reason in each.reasons]
                    where = [each.user, each.addon, each.action, each.state, each.route]
                    yield [name, str(as_of), reading, *where, each.allowed, codes]
            context = make_context(account, as_of=as_of, catalog=catalog)
            for addon in catalog.addons:
                try:
                    previewed = preview_purchase(context, addon=addon, cycles=2)
                except AddonctlError as failure:
                    yield [name, str(as_of), addon.id, failure.code]
                    continue
                invoices = (previewed.now, previewed.next, *previewed.schedule)
                yield [name, str(as_of), addon.id, *map(amounts, invoices)]


def amounts(invoice: Invoice) -> list[str]:
    """Return every amount and date of an invoice."""
    lines = [f"{line.quantity} {line.fraction} {line.amount}" for line in invoice.lines]
    period = f"{invoice.period.start} {invoice.period.end}"
    figures = (invoice.gross, invoice.discount, invoice.subtotal, invoice.tax, invoice.total)
    return [str(invoice.issue_date), period, *lines, *map(str, figures), str(invoice.amount_due)]


def test_number_grows_with_every_change_of_an_answer() -> None:
    """Where this fails an answer changed: raise RULES in `model/wire.py`, and write both here.

    A client that has other rules than its server says so in every answer.
    """
    rows = list(answers())
    assert len(rows) > 1000
    text = json.dumps(rows, sort_keys=True, ensure_ascii=False)
    assert (RULES, hashlib.sha256(text.encode()).hexdigest()) == GOLDEN

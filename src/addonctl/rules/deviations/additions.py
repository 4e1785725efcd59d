"""Take credit otherwise, or charge more than the add-on's own invoice."""

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Final

from msgspec.structs import replace

from addonctl.model.catalog import Addon
from addonctl.model.marking import N_
from addonctl.model.messages import Message, phrase
from addonctl.model.money import parse_minor
from addonctl.rules.amounts import Amounts, bills_of, charge_of
from addonctl.rules.deviations.case import Case, Deviation, Way
from addonctl.rules.deviations.recipe import Recipe, work_out
from addonctl.rules.holdings import holding_of
from addonctl.rules.pricing import price_of

INVOICE_OF: Final = N_("invoice of {date}")


def _credited(case: Case, credit: int) -> Iterator[Way]:
    if credit != case.recipe.credit:
        yield Way(lambda recipe: replace(recipe, credit=credit))


def _credit_again(case: Case) -> Iterator[Way]:
    """Take the credit that the first invoice used already, and what earlier purchases did."""
    whole = parse_minor(case.account.billing.credit, case.terms.currency)
    for credit in sorted({case.terms.credit, whole} - {0}):
        yield from _credited(case, credit)


def _other_addons(case: Case) -> Iterator[tuple[Addon, Amounts]]:
    """Compute the same invoice of each other add-on that has a price and isn't in the plan."""
    account = case.account
    included = case.catalog.plan(account.plan).includes
    for addon in case.catalog.addons:
        if addon.id in {case.addon.id, *included}:
            continue
        held = holding_of(case.context, addon, case.on)
        price = price_of(account, case.catalog, addon.id, case.on) if held is None else held.price
        if price is None:
            continue
        count = (held and held.assigned) or account.licenses.total
        charge = replace(charge_of(account, addon.id, price, case.on, count), credit=0)
        now, following = islice(bills_of(charge, case.on), 2)
        yield addon, (following if case.is_next else now).amounts


def _added(recipe: Recipe, net: int, total: int, name: str | Message) -> Recipe:
    if net:
        return replace(recipe, beside=net, beside_name=name)
    return replace(recipe, apart=total, apart_name=name)


def _with_addon(case: Case) -> Iterator[Way]:
    """Charge another add-on, on the same invoice or on its own: taxes are rounded once or twice."""
    for addon, amounts in _other_addons(case):
        values: dict[str, object] = {"addon": addon.name}
        yield from _both(case, amounts, addon.name, values)


def _with_other_invoice(case: Case) -> Iterator[Way]:
    name = phrase(INVOICE_OF, date=case.other.issued)
    yield from _both(case, case.other.amounts, name, {"date": case.other.issued})


def _both(
    case: Case, amounts: Amounts, name: str | Message, values: dict[str, object]
) -> Iterator[Way]:
    apart = partial(_added, net=0, total=amounts.due, name=name)
    beside = partial(_added, net=amounts.subtotal, total=0, name=name)
    yield Way(apart, values)
    if work_out(apart(case.recipe)).due != work_out(beside(case.recipe)).due:
        yield Way(beside, values, 1)


CREDITS: Final = (
    Deviation(
        name="credit_not_taken",
        kind="credit",
        weight=1,
        says=N_("The account's credit wasn't taken."),
        asks=N_("Is the credit still open?"),
        ways=lambda case: _credited(case, 0),
    ),
    Deviation(
        name="credit_again",
        kind="credit",
        weight=2,
        says=N_("Credit was taken that had been used."),
        asks=N_("On which invoice was the credit used?"),
        ways=_credit_again,
    ),
)
ADDITIONS: Final = (
    Deviation(
        name="both_invoices",
        kind="addition",
        weight=1,
        says=N_("Both invoices were charged in one, with that of {date}."),
        asks=N_("Which periods does the invoice hold?"),
        ways=_with_other_invoice,
    ),
    Deviation(
        name="other_addon",
        kind="addition",
        weight=2,
        says=N_("{addon} was charged with it."),
        asks=N_("Which add-ons are on the invoice?"),
        ways=_with_addon,
    ),
)

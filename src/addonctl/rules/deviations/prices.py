"""Charge by another price of a licence."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from msgspec.structs import replace

from addonctl.model.account import Per
from addonctl.model.catalog import BookPrice
from addonctl.model.marking import N_
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import PRICES_PER
from addonctl.model.money import parse_price
from addonctl.rules.cycle import STEP_MONTHS
from addonctl.rules.deviations.case import Case, Deviation, Way, priced
from addonctl.rules.deviations.recipe import Recipe


def _words(case: Case, unit_price: str, per: Per) -> Message:
    return phrase(PRICES_PER[per], unit_price=unit_price, currency=case.terms.currency)


def _charged(
    case: Case, unit_price: str, per: Per, far: int = 0, **values: object
) -> Iterator[Way]:
    """Charge a price, unless it is the one that is expected."""
    recipe = case.recipe
    if (parse_price(unit_price), per) != (recipe.price, recipe.per):
        change = partial(_priced, case, unit_price, per)
        yield Way(change, {"price": _words(case, unit_price, per), **values}, far)


def _priced(case: Case, unit_price: str, per: Per, recipe: Recipe) -> Recipe:
    return priced(case, recipe, unit_price, per)


def _own_price(case: Case) -> Iterator[Way]:
    """Charge what the account's file says, where another price was recorded."""
    own = case.account.prices.get(case.addon.id)
    if own is not None:
        yield from _charged(case, own.unit_price, own.per)


def _rows(case: Case, *, is_same_commitment: bool) -> list[BookPrice]:
    """List the rows of the price book for this add-on, those in force on the day first."""
    billing = case.account.billing
    rows = [
        row
        for row in case.catalog.prices
        if row.addon == case.addon.id
        and row.currency == case.terms.currency
        and (row.commitment == billing.commitment) == is_same_commitment
    ]
    rows.sort(key=lambda row: (row.valid_from > case.on, -row.valid_from.toordinal()))
    return rows


def _book_price(case: Case) -> Iterator[Way]:
    """Charge the price book's price of the day, where the account has its own."""
    rows = _rows(case, is_same_commitment=True)
    if rows and case.terms.price.origin != "price_book" and rows[0].valid_from <= case.on:
        yield from _charged(case, rows[0].unit_price, rows[0].per)


def _other_commitment(case: Case) -> Iterator[Way]:
    rows = _rows(case, is_same_commitment=False)
    if rows and rows[0].valid_from <= case.on:
        yield from _charged(case, rows[0].unit_price, rows[0].per)


def _other_validity(case: Case) -> Iterator[Way]:
    """Charge the price book's price of another time: an earlier one, or one that is to come."""
    rows = _rows(case, is_same_commitment=True)
    is_first_in_force = bool(rows) and rows[0].valid_from <= case.on
    for far, row in enumerate(rows[is_first_in_force:]):
        yield from _charged(case, row.unit_price, row.per, far, date=row.valid_from)


def _per_cycle(case: Case) -> Iterator[Way]:
    """Take a price for a month as one for the whole cycle, or the other way round."""
    step = STEP_MONTHS[case.terms.frequency]

    def change(recipe: Recipe) -> Recipe:
        is_monthly = recipe.per == "month"
        per: Per = "cycle" if is_monthly else "month"
        return replace(recipe, per=per, months=1 if is_monthly else step)

    if step > 1:
        recipe = case.recipe
        yield Way(change, {"price": _words(case, recipe.price_text, change(recipe).per)})


_ASKS: Final = N_("What does one licence cost on the invoice?")
PRICES: Final = (
    Deviation(
        name="own_price",
        kind="price",
        weight=1,
        says=N_("The price of the account's file was charged, {price}."),
        asks=_ASKS,
        ways=_own_price,
    ),
    Deviation(
        name="book_price",
        kind="price",
        weight=1,
        says=N_("The price book's price was charged, {price}."),
        asks=N_("Is the contract's price known to billing?"),
        ways=_book_price,
    ),
    Deviation(
        name="other_commitment",
        kind="price",
        weight=1,
        says=N_("The price of the other commitment was charged, {price}."),
        asks=N_("For how long is the account committed?"),
        ways=_other_commitment,
    ),
    Deviation(
        name="other_validity",
        kind="price",
        weight=2,
        says=N_("The price from {date} on was charged, {price}."),
        asks=N_("Which price held on the day of the invoice?"),
        ways=_other_validity,
    ),
    Deviation(
        name="other_period",
        kind="price",
        weight=1,
        says=N_("The price was taken as {price}."),
        asks=N_("Is the price for a month or for the whole cycle?"),
        ways=_per_cycle,
    ),
)

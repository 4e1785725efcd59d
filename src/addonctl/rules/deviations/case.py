"""Gather what an invoice was expected to be, and what else on the account might have been charged.

The expected amounts are those of `rules.amounts`; the recipe holds the numbers behind them.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from addonctl.model.account import Account, Event
from addonctl.model.answers.checks import DeviationKind, WhichInvoice
from addonctl.model.catalog import Addon, Catalog
from addonctl.model.context import Context
from addonctl.model.marking import Template
from addonctl.model.messages import Entry
from addonctl.model.money import parse_price
from addonctl.rules.amounts import Bill, rates_on
from addonctl.rules.cycle import STEP_MONTHS, cycle_at
from addonctl.rules.deviations.recipe import Recipe
from addonctl.rules.invoice import Terms
from addonctl.rules.pricing import PriceInForce, price_in_force, taxes_on

Change = Callable[[Recipe], Recipe]


class Case(Struct, frozen=True, kw_only=True):
    """An invoice that was charged: of which purchase, and by which recipe it is expected.

    The context is of the day of purchase, without what happened to the add-on from then on, which
    is `later`; `purchase` is that event of it, if there is one. `bill` is the expected invoice and
    `other` the other of the first two.
    """

    context: Context
    addon: Addon
    which: WhichInvoice
    terms: Terms
    bill: Bill
    other: Bill
    purchase: Event | None
    later: tuple[Event, ...]
    recipe: Recipe

    @property
    def account(self) -> Account:
        """Return the account as it was before the purchase."""
        return self.context.account

    @property
    def catalog(self) -> Catalog:
        """Return the catalogue in force."""
        return self.context.catalog

    @property
    def on(self) -> dt.date:
        """Return the day of purchase."""
        return self.context.as_of

    @property
    def is_next(self) -> bool:
        """Say whether the invoice is the full one after the day of purchase."""
        return self.which == "next"

    @property
    def bought(self) -> int | None:
        """Return the licences that the purchase was recorded for."""
        return None if self.purchase is None else self.purchase.quantity

    def price_on(self, day: dt.date) -> PriceInForce | None:
        """Return the price of another day, where the one that is expected goes by days."""
        if self.terms.price.origin != "price_book":
            return None
        return price_in_force(self.account, self.catalog, self.addon.id, day)


class Way(Struct, frozen=True):
    """One way to make a deviation: what it changes, and the values that its sentences speak of.

    Of several ways the one that is `far` is less likely; `of` tells them apart.
    """

    change: Change
    values: Mapping[str, object] = MappingProxyType({})
    far: int = 0


class Deviation(Struct, frozen=True, kw_only=True):
    """A way in which invoices go wrong: its name, what it is about, what is said of it.

    The smaller the `weight`, the simpler and the more common it is. `says` is a sentence, perhaps
    with a shorter one that stands beside another deviation's; `asks` is the question that settles
    it. `ways` lists how it is made on an account, none where it doesn't apply.
    """

    name: str
    kind: DeviationKind
    weight: int
    says: Template | Entry
    asks: Template
    ways: Callable[[Case], Iterable[Way]]


def recipe_of(
    terms: Terms, day: dt.date, bill: Bill, *, which: WhichInvoice, credit: int
) -> Recipe:
    """Write down the numbers of an expected invoice."""
    tariff, price, quantity = terms.tariff, terms.price, terms.quantity
    lines = (quantity.standard or 0, quantity.additional or 0, quantity.assigned or 0)
    months = STEP_MONTHS[terms.frequency] if price.per == "month" else 1
    return Recipe(
        day=day,
        anchor=terms.anchor,
        start=bill.issued,
        end=bill.cycle.end,
        unit=tariff.unit,
        price=tariff.licence // months,
        price_text=price.unit_price,
        per=price.per,
        months=months,
        licenses=terms.licenses,
        lines=tuple(filter(None, lines)),
        numerator=bill.days,
        denominator=bill.cycle.days,
        kept=tariff.kept,
        less=tariff.less,
        once=(tariff.once or 0) if which == "now" else 0,
        rates=None if terms.taxes is None else rates_on(terms.taxes, bill.issued),
        tax_names=_tax_names(terms, bill.issued),
        credit=credit,
    )


def _tax_names(terms: Terms, date: dt.date) -> tuple[str, ...]:
    return () if terms.taxes is None else tuple(tax.name for tax in taxes_on(terms.taxes, date))


def placed(case: Case, recipe: Recipe, *, day: dt.date, anchor: dt.date) -> Recipe:
    """Buy on another day, or count the cycle from another anchor: its days, taxes and price."""
    terms = case.terms
    cycle, start = cycle_at(anchor, terms.frequency, day), day
    if case.is_next:
        cycle = cycle_at(anchor, terms.frequency, cycle.end)
        start = cycle.start
    moved = replace(
        recipe,
        day=day,
        anchor=anchor,
        start=start,
        end=cycle.end,
        numerator=(cycle.end - start).days,
        denominator=cycle.days,
        rates=None if terms.taxes is None else rates_on(terms.taxes, start),
        tax_names=_tax_names(terms, start),
    )
    price = case.price_on(day)
    return moved if price is None else priced(case, moved, price.unit_price, price.per)


def priced(case: Case, recipe: Recipe, unit_price: str, per: str) -> Recipe:
    """Charge another price of a licence."""
    is_monthly = per == "month"
    return replace(
        recipe,
        price=parse_price(unit_price),
        price_text=unit_price,
        per="month" if is_monthly else "cycle",
        months=STEP_MONTHS[case.terms.frequency] if is_monthly else 1,
    )


def licensed(case: Case, recipe: Recipe, count: int) -> Recipe:
    """Charge another number of licences; standard ones come before additional ones."""
    quantity = case.terms.quantity
    lines: tuple[int, ...] = (count,)
    if quantity.assigned is None:
        standard = min(count, quantity.standard or 0)
        lines = tuple(filter(None, (standard, count - standard)))
    return replace(recipe, licenses=count, lines=lines)

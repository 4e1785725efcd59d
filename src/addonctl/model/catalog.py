"""Hold the catalogue: plans, add-ons and price-book rows, each with its source.

The account's own prices are part of the account. Which price applies belongs to `rules.pricing`.
"""

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, structs

from addonctl.model.account import Account, Per, PriceText, Record, RouteName, Text
from addonctl.model.names import as_read

LicenseBasis = Literal["all_licenses", "assigned"]


class Plan(Record):
    """A plan: the add-ons that it offers, those that it includes, and the route where it has one.

    `includes` holds what comes with the plan and so isn't for sale on it.
    """

    id: Text
    name: Text
    offers: tuple[Text, ...]
    includes: tuple[Text, ...] = ()
    route: RouteName | None = None
    source: Text | None = None


class Addon(Record):
    """An add-on: `all_licenses` bills every licence of the account, `assigned` those assigned."""

    id: Text
    name: Text
    basis: LicenseBasis
    aliases: tuple[Text, ...] = ()
    trial_months: Annotated[int, Meta(ge=1, le=120)] = 1
    source: Text | None = None


class BookPrice(Record):
    """A row of the price book: the price of one licence from `valid_from` on."""

    addon: Text
    currency: Text
    unit_price: PriceText
    per: Per
    valid_from: dt.date
    commitment: Literal["none", "annual"] = "none"
    source: Text | None = None


QuoteDays = Annotated[int, Meta(ge=1, le=365)]


class CatalogFile(Record):
    """A catalogue or price-book file: what it holds replaces what is packaged, list by list.

    `quote_valid_days` is how long a quote counts, from the day on which it is requested.
    """

    quote_valid_days: QuoteDays | None = None
    plans: tuple[Plan, ...] | None = None
    addons: tuple[Addon, ...] | None = None
    prices: tuple[BookPrice, ...] | None = None


class Catalog(Record, cache_hash=True):
    """The catalogue in force; `prices_from` is the file that the prices come from.

    `discontinued` are the ids of add-ons that only an account's events speak of.
    """

    plans: tuple[Plan, ...]
    addons: tuple[Addon, ...]
    quote_valid_days: QuoteDays
    prices: tuple[BookPrice, ...] = ()
    prices_from: str | None = None
    discontinued: tuple[str, ...] = ()

    def plan(self, plan_id: str) -> Plan:
        """Look up a plan that is known to exist."""
        for plan in self.plans:
            if plan.id == plan_id:
                return plan
        raise KeyError(plan_id)

    def addon(self, addon_id: str) -> Addon:
        """Look up an add-on that is known to exist, by its id."""
        for addon in self.addons:
            if addon.id == addon_id:
                return addon
        raise KeyError(addon_id)

    def with_addons_of(self, account: Account) -> "Catalog":
        """Return the catalogue with the add-ons that an account once had and that are gone.

        Rule: what happened stays readable. Such an add-on is named by its id, and no plan offers
        it, so it isn't for sale.
        """
        if not account.events:
            return self
        known = {addon.id for addon in self.addons}
        gone = tuple(dict.fromkeys(e.addon for e in account.events if e.addon not in known))
        if not gone:
            return self
        addons = (Addon(id=word, name=word, basis="all_licenses") for word in gone)
        return structs.replace(self, addons=(*self.addons, *addons), discontinued=gone)

    def find_addon(self, word: str) -> Addon | None:
        """Find an add-on by id, alias or name, as people read it."""
        read = as_read(word)
        for addon in self.addons:
            if read in map(as_read, (addon.id, addon.name, *addon.aliases)):
                return addon
        return None

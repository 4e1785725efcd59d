"""Say what of an account is bought on a day: which add-ons, since when, on what terms.

It is what every later invoice bills. What it comes to belongs to `rules.amounts`; where an add-on
stands that isn't bought, to `rules.addon_status`.

Rules (both articles, billing: the next invoice follows the billing frequency and holds the add-on
in full, on the total of standard licences and additional users; what they leave open is ours):

1. An add-on is bought from the day of its purchase on until it is ended, by what is recorded until
   the date that is asked about, and by `purchases`. A running trial isn't bought. One that the plan
   includes isn't billed beside it.
2. One on all licences is billed for the account's total, whatever was recorded. Another one is
   billed for the licences recorded; where the event doesn't say how many, for the total. So is one
   that the catalogue doesn't have any more, because nothing else is known of it.
3. The price is the account's own, else the recorded one, else the price book's on the day. A
   recorded price counts with its `per`, in the account's currency: there is no conversion.
4. A discount given once was taken off the first invoice; a percentage and an amount a cycle stay.
"""

import datetime as dt

from msgspec import Struct

from addonctl.model.account import Account, Discount, Event
from addonctl.model.answers import Price
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.purchases import Bought
from addonctl.rules.pricing import discount_of, price_of
from addonctl.rules.purchases import bought_by_addon


class Holding(Struct, frozen=True, kw_only=True):
    """An add-on that is bought: since when, for how many licences, on what terms.

    `recorded` is the number of licences that is recorded, by the purchase or a change of it, null
    where no event says it; `assigned` are those that are billed, null where all of the account's
    are. `bought` has the events. `recorded_price` is the newest one of these and `price` the one in
    force on the day, null where none is known. `discount` is what is left of it for later invoices.
    """

    addon: Addon
    bought: Bought
    purchase: Event
    since: dt.date
    recorded: int | None
    assigned: int | None
    recorded_price: Price | None
    price: Price | None
    discount: Discount | None


def holdings_on(context: Context, day: dt.date) -> tuple[Holding, ...]:
    """List what is billed on a day, in the catalogue's order, by what is recorded until the date.

    That date is the one asked about; `day` is the same, or that of a later invoice.
    """
    account, catalog = context.account, context.catalog
    bought = bought_by_addon(account.events, context.as_of, day)
    if not bought:
        return ()
    included = catalog.plan(account.plan).includes
    return tuple(
        _holding(context, addon, bought[addon.id], day)
        for addon in catalog.addons
        if addon.id in bought and addon.id not in included
    )


def holding_of(context: Context, addon: Addon, day: dt.date) -> Holding | None:
    """Say what is bought of an add-on on a day, whether it is billed or comes with the plan."""
    bought = bought_by_addon(context.account.events, context.as_of, day).get(addon.id)
    return None if bought is None else _holding(context, addon, bought, day)


def _holding(context: Context, addon: Addon, bought: Bought, day: dt.date) -> Holding:
    account, catalog = context.account, context.catalog
    is_of_all = addon.basis == "all_licenses" and addon.id not in catalog.discontinued
    of_events = recorded_price(account, bought.priced_by)
    price = of_events
    if price is None or addon.id in account.prices:
        price = price_of(account, catalog, addon.id, day)
    discount = discount_of(account, addon.id)
    return Holding(
        addon=addon,
        bought=bought,
        purchase=bought.purchase,
        since=bought.purchase.date,
        recorded=bought.quantity,
        assigned=None if is_of_all else bought.quantity,
        recorded_price=of_events,
        price=price,
        discount=None if discount is None or discount.once is not None else discount,
    )


def recorded_price(account: Account, purchase: Event) -> Price | None:
    """Return the price of an event, where it is a whole one in the account's currency."""
    currency = account.currency
    if purchase.unit_price is None or purchase.per is None:
        return None
    if purchase.currency not in (None, currency):
        return None
    return Price(
        unit_price=purchase.unit_price,
        per=purchase.per,
        currency=currency,
        source=None,
        valid_from=purchase.date,
        origin="recorded",
        file=None,
    )

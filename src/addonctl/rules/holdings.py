"""Say what of an account is bought on a day: which add-ons, since when, on what terms.

It is what every later invoice bills. What it comes to belongs to `rules.amounts`; where an add-on
stands that isn't bought, to `rules.addon_status`.

Rules (both articles, billing: the next invoice follows the billing frequency and holds the add-on
in full, on the total of standard licences and additional users; what they leave open is ours):

1. An add-on is bought from the day of its purchase on, if that is recorded until the date that is
   asked about. A running trial isn't bought. One that the plan includes isn't billed beside it.
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
from addonctl.rules.pricing import discount_of, price_of


class Holding(Struct, frozen=True, kw_only=True):
    """An add-on that is bought: since when, for how many licences, on what terms.

    `recorded` is the number of licences that the purchase was recorded for, null where its event
    doesn't say; `assigned` are those that are billed, null where all of the account's are.
    `recorded_price` is the one of the event and `price` the one in force on the day, null where
    none is known. `discount` is what is left of it for later invoices.
    """

    addon: Addon
    purchase: Event
    since: dt.date
    recorded: int | None
    assigned: int | None
    recorded_price: Price | None
    price: Price | None
    discount: Discount | None


def holdings_on(context: Context, day: dt.date) -> tuple[Holding, ...]:
    """List what is bought on a day, in the catalogue's order, by what is recorded until the date.

    That date is the one asked about; `day` is the same, or that of a later invoice.
    """
    account, catalog = context.account, context.catalog
    bought = _purchases(account, context.as_of)
    if not bought:
        return ()
    included = catalog.plan(account.plan).includes
    return tuple(
        _holding(context, addon, bought[addon.id], day)
        for addon in catalog.addons
        if addon.id in bought and addon.id not in included
    )


def _purchases(account: Account, as_of: dt.date) -> dict[str, Event]:
    """Return the purchase of each add-on, the first where there are several."""
    found: dict[str, Event] = {}
    for event in account.events:
        if event.kind == "subscribed" and event.date <= as_of:
            found.setdefault(event.addon, event)
    return found


def _holding(context: Context, addon: Addon, purchase: Event, day: dt.date) -> Holding:
    account, catalog = context.account, context.catalog
    is_of_all = addon.basis == "all_licenses" and addon.id not in catalog.discontinued
    recorded_price = _recorded_price(account, purchase)
    price = recorded_price
    if price is None or addon.id in account.prices:
        price = price_of(account, catalog, addon.id, day)
    discount = discount_of(account, addon.id)
    return Holding(
        addon=addon,
        purchase=purchase,
        since=purchase.date,
        recorded=purchase.quantity,
        assigned=None if is_of_all else purchase.quantity,
        recorded_price=recorded_price,
        price=price,
        discount=None if discount is None or discount.once is not None else discount,
    )


def _recorded_price(account: Account, purchase: Event) -> Price | None:
    """Return the price of a purchase's event, where it is a whole one in the account's currency."""
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

"""Say what the prices of a catalogue are for, what comes off them, and where they come from."""

from collections.abc import Iterator, Sequence
from typing import Final

from addonctl.model.account import Discount, Per
from addonctl.model.answers import AddonView, Price
from addonctl.model.context import Context
from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.model.money import parse_amount
from addonctl.model.views import CatalogView
from addonctl.text.phrases import price_place
from addonctl.text.translator import Translator

_FREE: Final = {"included", "not_offered"}
_HEADS: Final[dict[Per | None, str]] = {
    "month": N_("{currency} a month"),
    "cycle": N_("{currency} a cycle"),
    None: N_("{currency}"),
}
_FOR: Final[dict[Per | None, str]] = {
    "month": N_("in {currency} for a licence and a month"),
    "cycle": N_("in {currency} for a licence and a cycle"),
    None: N_("in {currency} for a licence"),
}


def price_head(addons: Sequence[AddonView], currency: str, say: Translator) -> str:
    """Head the column of prices by their currency and, where they share it, what they are for."""
    return say(_HEADS[_shared_per(addons)], currency=currency)


def price_text(addon: AddonView, addons: Sequence[AddonView], say: Translator) -> str:
    """Write a price, with what it is for where the prices differ in that.

    What the plan includes or doesn't offer has no price, what could be bought without one `none`.
    """
    if addon.state in _FREE:
        return ""
    if addon.price is None:
        return "" if addon.state == "purchased" else say(N_("none"))
    price = say.numbers.decimal(addon.price.unit_price)
    if _shared_per(addons) is not None:
        return price
    template = N_("{price} a month") if addon.price.per == "month" else N_("{price} a cycle")
    return say(template, price=price)


def price_sentences(view: CatalogView, say: Translator, *, is_wide: bool) -> list[str]:
    """Say what the prices are for and before, then which discounts are an add-on's own."""
    context, addons = view.context, view.answer.addons
    priced = _priced(addons)
    if not priced:
        return []
    discounts = [(row.addon.name, row.discount) for row in view.rows if row.addon in priced]
    is_account_discounted = any(discount is None for _name, discount in discounts)
    what = (
        say(_FOR[_shared_per(addons)], currency=context.account.currency)
        if is_wide
        else say(N_("for a licence"))
    )
    discount = context.account.billing.discount if is_account_discounted else None
    return [
        _before(what, discount, context, say),
        *(
            _own_discount(name, discount, context, say)
            for name, discount in discounts
            if discount is not None
        ),
    ]


def place_sentences(
    addons: Sequence[AddonView], say: Translator, *, is_wide: bool
) -> Iterator[str]:
    """Say where the prices come from, each place once."""
    by_place: dict[str, tuple[Price, list[str]]] = {}
    for addon in _priced(addons):
        if addon.price is not None:
            place = price_place(addon.price, say)
            by_place.setdefault(place, (addon.price, []))[1].append(addon.name)
    last_source: str | None = None
    for place, (price, names) in by_place.items():
        shown = _short_place(price, last_source, say) if is_wide else place
        last_source = price.source
        yield say(N_("{addons:and}: {place}."), addons=names, place=shown)


def _priced(addons: Sequence[AddonView]) -> list[AddonView]:
    return [addon for addon in addons if addon.price and addon.state not in _FREE]


def _shared_per(addons: Sequence[AddonView]) -> Per | None:
    """Return what all prices are for, a month where there is none; `None` where they differ."""
    kinds = {addon.price.per for addon in _priced(addons) if addon.price} or {"month"}
    return kinds.pop() if len(kinds) == 1 else None


def _before(what: str, discount: Discount | None, context: Context, say: Translator) -> str:
    if discount is None:
        return say(N_("Prices are {what}, before tax."), what=what)
    if discount.percent is not None:
        template = N_("Prices are {what}, before tax and the account's {percent:percent} discount.")
        return say(template, what=what, percent=discount.percent)
    template = (
        N_("Prices are {what}, before tax and the account's discount of {amount} a cycle.")
        if discount.per_cycle is not None
        else N_("Prices are {what}, before tax and the account's discount of {amount}, once.")
    )
    return say(template, what=what, amount=_amount(discount, context))


def _own_discount(addon: str, discount: Discount, context: Context, say: Translator) -> str:
    if discount.percent is not None:
        template = N_("{addon} has a discount of its own, {percent:percent}.")
        return say(template, addon=addon, percent=discount.percent)
    template = (
        N_("{addon} has a discount of its own, {amount} a cycle.")
        if discount.per_cycle is not None
        else N_("{addon} has a discount of its own, {amount} once.")
    )
    return say(template, addon=addon, amount=_amount(discount, context))


def _amount(discount: Discount, context: Context) -> object:
    return parse_amount(discount.per_cycle or discount.once or "0", context.account.currency)


def _short_place(price: Price, last_source: str | None, say: Translator) -> str:
    """Name a price-book row in short; a source that was just named is `the same`."""
    if price.origin == "account" or price.source is None:
        return price_place(price, say)
    source = Message("SAME_SOURCE") if price.source == last_source else price.source
    return say(
        N_("{file}, from {date} ({source})"),
        file=price.file or "",
        date=price.valid_from,
        source=source,
    )

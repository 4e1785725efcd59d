"""Say what the prices of a catalogue are for, what comes off them, and where they come from."""

from collections.abc import Iterator
from typing import Final

from addonctl.model.account import Discount, Per
from addonctl.model.answers import AddonView, Price
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
_BEFORE: Final = {
    "": N_("Prices are {what}, before tax."),
    "percent": N_("Prices are {what}, before tax and the account's {percent:percent} discount."),
    "per_cycle": N_(
        "Prices are {what}, before tax and the account's discount of {amount} a cycle."
    ),
    "once": N_("Prices are {what}, before tax and the account's discount of {amount}, once."),
}
_OWN: Final = {
    "percent": N_("{addon} has a discount of its own, {percent:percent}."),
    "per_cycle": N_("{addon} has a discount of its own, {amount} a cycle."),
    "once": N_("{addon} has a discount of its own, {amount} once."),
}


class Prices:
    """The prices of an account's add-ons.

    What the plan includes or doesn't offer has none. `_per` is what all are for, a month where
    there is none; `None` where they differ.
    """

    def __init__(self, view: CatalogView, say: Translator) -> None:
        """Take the add-ons."""
        self._view, self._say = view, say
        self._currency = view.context.account.currency
        self._priced = [
            (row.addon, row.addon.price, row.discount)
            for row in view.rows
            if row.addon.price and row.addon.state not in _FREE
        ]
        kinds: set[Per] = {price.per for _addon, price, _discount in self._priced} or {"month"}
        self._per = kinds.pop() if len(kinds) == 1 else None

    @property
    def head(self) -> str:
        """Head the column by the currency and, where the prices share it, what they are for."""
        return self._say(_HEADS[self._per], currency=self._currency)

    def text(self, addon: AddonView) -> str:
        """Write a price, with what it is for where the prices differ in that.

        What could be bought without one has `none`.
        """
        if addon.state in _FREE:
            return ""
        if addon.price is None:
            return "" if addon.state == "purchased" else self._say(N_("none"))
        price = self._say.numbers.decimal(addon.price.unit_price)
        if self._per is not None:
            return price
        template = N_("{price} a month") if addon.price.per == "month" else N_("{price} a cycle")
        return self._say(template, price=price)

    def sentences(self, *, is_wide: bool) -> Iterator[str]:
        """Say what the prices are for and before, then which discounts are an add-on's own."""
        if not self._priced:
            return
        template = _FOR[self._per] if is_wide else N_("for a licence")
        what = self._say(template, currency=self._currency)
        is_account_discounted = any(discount is None for _addon, _price, discount in self._priced)
        discount = self._view.context.account.billing.discount if is_account_discounted else None
        yield self._discounted(_BEFORE, discount, what=what)
        for addon, _price, own in self._priced:
            if own is not None:
                yield self._discounted(_OWN, own, addon=addon.name)

    def places(self, *, is_wide: bool) -> Iterator[str]:
        """Say where the prices come from, each place once."""
        by_place: dict[str, tuple[Price, list[str]]] = {}
        for addon, price, _discount in self._priced:
            place = price_place(price, self._say)
            by_place.setdefault(place, (price, []))[1].append(addon.name)
        last_source: str | None = None
        for place, (price, names) in by_place.items():
            shown = self._short_place(price, last_source) if is_wide else place
            last_source = price.source
            yield self._say(N_("{addons:and}: {place}."), addons=names, place=shown)

    def _discounted(
        self, templates: dict[str, str], discount: Discount | None, **values: object
    ) -> str:
        """Choose the sentence of a kind of discount."""
        if discount is None:
            return self._say(templates[""], **values)
        kind = next((each for each in _OWN if getattr(discount, each) is not None), "once")
        amount = parse_amount(discount.per_cycle or discount.once or "0", self._currency)
        return self._say(templates[kind], percent=discount.percent, amount=amount, **values)

    def _short_place(self, price: Price, last_source: str | None) -> str:
        """Name a price-book row in short; a source that was just named is `the same`."""
        if price.origin == "account" or price.source is None:
            return price_place(price, self._say)
        return self._say(
            N_("{file}, from {date} ({source})"),
            file=price.file or "",
            date=price.valid_from,
            source=Message("SAME_SOURCE") if price.source == last_source else price.source,
        )

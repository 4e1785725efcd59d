"""Build the table of an account's add-ons, and the notes that its cells point to; word its prices.

Two variants: with a column for each role where there is room, else with a line under each add-on.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from addonctl.model.account import Discount, Per, Role
from addonctl.model.answers import AddonView, Price
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import ACTION_NOUNS, ROLE_NAMES
from addonctl.model.money import parse_amount
from addonctl.model.policy import ACTIONS, Conflict
from addonctl.model.views import CatalogRow, CatalogView
from addonctl.output.blocks import Below, Cell, Column, Row, row
from addonctl.output.page import Page
from addonctl.output.screens.shared import Notes
from addonctl.text.phrases import price_place, state_words
from addonctl.text.translator import Translator

_DASH: Final = "–"
_BETWEEN: Final = " · "
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


class AddonTable:
    """The table of the add-ons; `notes` collects the marks in reading order.

    `has_dashes` says that a cell means that a role may do nothing with one. `unpriced` are the ids
    of the add-ons bought by quote for want of a price.
    """

    def __init__(self, page: Page, view: CatalogView, *, is_wide: bool) -> None:
        """Add the table, with a column for each role where `is_wide`."""
        self.notes = Notes()
        self.is_wide = is_wide
        self.has_dashes = False
        self.unpriced: list[str] = []
        self.prices = _Prices(view, page.say)
        self._view, self._say = view, page.say
        price = self._say(N_("Price")) if is_wide else self.prices.head
        with page.as_answer():
            page.table(
                [
                    *page.heads(N_("Add-on"), N_("State")),
                    Column(head=price, is_number=True),
                    *page.heads(N_("Licences"), N_("How to buy")),
                    *page.heads(*(ROLE_NAMES[role] for role in view.roles if is_wide)),
                ],
                [self._row(each) for each in view.rows],
            )

    def _row(self, line: CatalogRow) -> Row:
        if line.status.is_quote_assumed and line.status.route_reason.code == "NO_PRICE_KNOWN":
            self.unpriced.append(line.addon.id)
        cells: list[str | Cell] = [
            self._say("{name}", name=line.addon.name),
            self._state(line),
            self.prices.text(line.addon),
            self._licenses(line),
            self.notes.route(line.status, self._say),
        ]
        if self.is_wide:
            return row(*cells, *(self._role_cell(line, role) for role in self._view.roles))
        actions = _BETWEEN.join(self._actions(line))
        return row(*cells, below=[Below(text=actions, separator=_BETWEEN)] if actions else ())

    def _state(self, line: CatalogRow) -> str:
        state = state_words(line.status, self._say)
        if not line.addon.requests:
            return state
        template = plural("{state}, {count} request", "{state}, {count} requests")
        return self._say(template, state=state, count=line.addon.requests)

    def _licenses(self, line: CatalogRow) -> str:
        if line.addon.basis is None:
            return ""
        if line.addon.basis == "assigned":
            return self._say(N_("assigned"))
        return self._say(plural("all {count}"), count=self._view.context.account.licenses.total)

    def _actions(self, line: CatalogRow) -> Iterator[str]:
        """Say for each action which roles may take it."""
        for action in ACTIONS:
            may = [(role, line.may[role]) for role in self._view.roles]
            words = [self._say(ROLE_NAMES[role]) for role, its in may if action in its.actions]
            contested = [conflict for _role, its in may for conflict in its.contested[action]]
            if words or contested:
                part = self._say(
                    N_("{action}: {roles}"),
                    action=phrase(ACTION_NOUNS[action]),
                    roles=", ".join(words) if words else Message("NOBODY"),
                )
                yield self._marked(part, contested)

    def _role_cell(self, line: CatalogRow, role: Role) -> Cell:
        may = line.may[role]
        words = [self._say(ACTION_NOUNS[action]) for action in may.actions]
        contested = [conflict for action in ACTIONS for conflict in may.contested[action]]
        self.has_dashes |= not words
        text = self._marked(", ".join(words) if words else _DASH, contested)
        return Cell(text, "green" if words else "")

    def _marked(self, text: str, conflicts: Sequence[Conflict]) -> str:
        return " ".join([text, *dict.fromkeys(self.notes.mark(known) for known in conflicts)])


class _Prices:
    """The prices of an account's add-ons.

    What the plan includes or doesn't offer has none. `_per` is what all are for, a month where
    there is none; `None` where they differ.
    """

    def __init__(self, view: CatalogView, say: Translator) -> None:
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

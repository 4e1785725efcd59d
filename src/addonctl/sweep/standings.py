"""Say where an add-on stands on accounts that are plainly right, without what only an answer needs.

The rules are those of `rules.addon_status` and `rules.pricing`; what they say of a few words (plan,
payment, currency) is remembered.
"""

import datetime as dt

from addonctl.model.catalog import Addon, BookPrice
from addonctl.model.policy import State
from addonctl.model.remembering import Remembered
from addonctl.model.views import Route
from addonctl.rules.addon_status import decided_route, state_of
from addonctl.rules.pricing import book_price
from addonctl.stores.parsing.plain.shapes import PlainAccount, PriceShape
from addonctl.sweep.question import Question

PlainStanding = tuple[State, Route, PriceShape | BookPrice | None]
"""Where an add-on stands: its state, its route and why, and its price where one is known."""


class Standings:
    """Say where one add-on of a question stands."""

    def __init__(self, question: Question, addon: Addon) -> None:
        """Take the question, whose rules and price book count, and the add-on."""
        catalog, policy = question.catalog, question.policy
        plans = {plan.id: plan for plan in catalog.plans}
        self._addon, self._plans = addon, plans
        self._untouched: dict[str, State] = {
            word: state_of(addon, plan, (), dt.date.max) for word, plan in plans.items()
        }
        self._routes = Remembered[tuple[str, str | None, str | None, bool], Route](
            lambda key: decided_route(policy, plans[key[0]].route, *key[1:])
        )
        self._prices = Remembered[tuple[str, str, dt.date], BookPrice | None](
            lambda key: book_price(catalog, addon.id, *key)
        )

    def of(self, account: PlainAccount, as_of: dt.date) -> PlainStanding:
        """Say where it stands on an account on a date."""
        addon_id, shape = self._addon.id, account.shape
        price: PriceShape | BookPrice | None = account.prices.get(addon_id)
        if price is None:
            price = self._prices[shape.currency, account.commitment, as_of]
        state = self._untouched[shape.plan]
        for event in account.events:
            if event.addon == addon_id:
                state = state_of(self._addon, self._plans[shape.plan], account.events, as_of)
                break
        billing = shape.billing
        key = shape.plan, billing.payment_method, billing.purchase_path, price is not None
        return state, self._routes[key], price

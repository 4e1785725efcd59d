"""Where add-ons stand: the answer of `catalog`, with parts that other answers have, too."""

import datetime as dt
from typing import Literal

from addonctl.model.account import EventKind, Frequency, Licenses, Per, RouteName
from addonctl.model.answers.base import Answer, Value, WhatIf
from addonctl.model.catalog import LicenseBasis
from addonctl.model.policy import Action, Basis, RouteCode, State


class EarlierEvent(Value):
    """A recorded event that decides an answer.

    `number` counts the account's events from 1, as screens do; `id` is null where a person wrote
    it by hand. `trial_end` is exclusive, and a trial's alone.
    """

    number: int
    id: str | None
    kind: EventKind
    date: dt.date
    by: str | None
    trial_end: dt.date | None


class PendingChange(Value):
    """A change of licences that is still to come: its event, to how many, from when."""

    number: int
    id: str | None
    date: dt.date
    quantity: int | None
    effective: dt.date


class BoughtLicenses(Value):
    """What is bought of an add-on: by which event, on how many licences, what is still to come.

    `quantity` is the number that is recorded, null where no event says it, and `account` what the
    account has. `ends_on` is the first day on which it isn't bought any more.
    """

    purchase: EarlierEvent
    quantity: int | None
    account: int
    pending: PendingChange | None
    ends_on: dt.date | None


class PendingQuote(Value):
    """A quote that was requested and that no purchase has followed; asking again changes nothing.

    `number` and `id` name its event. It is pending through `pending_until`; `valid_until` is that
    day where it has amounts, else null, as are `total` and `currency`.
    """

    addon: str
    number: int
    id: str | None
    date: dt.date
    by: str | None
    quantity: int | None
    total: str | None
    currency: str | None
    valid_until: dt.date | None
    pending_until: dt.date


class RouteReason(Value):
    """Why the account buys by itself or by quote: the row that decided, stated or inferred."""

    code: RouteCode
    basis: Basis


PriceOrigin = Literal["account", "recorded", "price_book"]


class Price(Value):
    """The price of one licence in force: the contract's (`account`) or a price book's row.

    `per` says whether it is for a month or for a whole cycle; `source` is what the file says of
    it and `file` the price book. Of what is bought already it may be the one that was `recorded`
    with the purchase, whose date is `valid_from` then.
    """

    unit_price: str
    per: Per
    currency: str
    source: str | None
    valid_from: dt.date | None
    origin: PriceOrigin
    file: str | None


class CycleDates(Value):
    """A billing cycle: `end` is exclusive, `last_day` the day before it."""

    frequency: Frequency
    start: dt.date
    end: dt.date
    last_day: dt.date
    days: int


class PlanView(Value):
    """A plan of the catalogue: what it offers, what it includes, and its route if it has one."""

    id: str
    name: str
    offers: tuple[str, ...]
    includes: tuple[str, ...]
    route: RouteName | None


class AddonView(Value):
    """An add-on, on the account where there is one; `requests` counts the people who ask for it.

    `basis` is null for one that the catalogue doesn't have any more.
    `trial_end` is exclusive; `actions` says for each user what they may do; `pending_quotes` are
    in the order of their events, and `bought` what is bought of it.
    """

    id: str
    name: str
    state: State | None
    basis: LicenseBasis | None
    route: RouteName | None
    route_reason: RouteReason | None
    price: Price | None
    trial_end: dt.date | None
    purchased_on: dt.date | None
    requests: int | None
    actions: dict[str, tuple[Action, ...]]
    pending_quotes: tuple[PendingQuote, ...] = ()
    bought: BoughtLicenses | None = None


class CatalogAnswer(Answer, kw_only=True, tag="addonctl.catalog/1"):
    """The account at a glance and every add-on; without an account the catalogue by plan."""

    licenses: Licenses | None
    owners: tuple[str, ...] | None
    cycle: CycleDates | None
    next_invoice: dt.date | None
    plans: tuple[PlanView, ...] | None
    addons: tuple[AddonView, ...]
    what_if: tuple[WhatIf, ...] = ()


class PlanCatalog(CatalogAnswer, kw_only=True, tag="addonctl.catalog/1"):
    """The catalogue by plan, without an account."""

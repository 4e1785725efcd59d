"""Say where an add-on stands on an account: its state, its route, its price, who asks for it.

Everything with a date is settled here, before the permission rules run; who may do what belongs
to `rules.policy`.
"""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from addonctl.model.account import Account, Event, RouteName
from addonctl.model.answers import (
    BoughtLicenses,
    EarlierEvent,
    PendingChange,
    PendingQuote,
    RouteReason,
)
from addonctl.model.catalog import Addon, Catalog, Plan
from addonctl.model.context import Context
from addonctl.model.policy import Policy, State
from addonctl.model.purchases import Bought
from addonctl.model.views import AddonStatus, Route
from addonctl.rules.cycle import add_months
from addonctl.rules.pricing import PriceInForce, price_in_force, price_of
from addonctl.rules.purchases import counted_events, spans_of


class Standing(NamedTuple):
    """Where an add-on stands in few words: its state, its route, and where its price is stated."""

    state: State
    route: RouteName
    price: PriceInForce | None


def standing_of(context: Context, addon: Addon) -> Standing:
    """Work out the same as `status_of`, without what only an answer needs."""
    account, as_of = context.account, context.as_of
    price = price_in_force(account, context.catalog, addon.id, as_of)
    route = route_of(context, is_price_known=price is not None).route
    plan = context.catalog.plan(account.plan)
    return Standing(state_of(addon, plan, account.events, as_of), route, price)


def state_of(addon: Addon, plan: Plan, events: Sequence[Event], as_of: dt.date) -> State:
    """Say how an add-on stands on a plan after the events that were recorded until a date."""
    happened = _happened(events, addon, as_of)
    return _state(addon.id, plan, happened.bought, happened.trial_end, as_of)


def status_of(context: Context, addon: Addon) -> AddonStatus:
    """Work out where an add-on stands from plan, catalogue, events and date."""
    account, catalog, as_of = context.account, context.catalog, context.as_of
    happened = _happened(account.events, addon, as_of)
    bought, trial_end = happened.bought, happened.trial_end
    price = price_of(account, catalog, addon.id, as_of)
    route = route_of(context, is_price_known=price is not None)
    state = _state(addon.id, catalog.plan(account.plan), bought, trial_end, as_of)
    return AddonStatus(
        addon=addon,
        state=state,
        trial_end=trial_end,
        trial=happened.trial,
        purchased=None if bought is None else bought.purchase,
        bought=bought,
        requests=() if bought else _first_requests(happened.open),
        quotes=tuple(
            [
                event
                for event in happened.open
                if event.kind == "quote_requested"
                and state not in {"purchased", "included"}
                and as_of <= pending_until(event, catalog)
            ]
        ),
        price=price,
        route=route.route,
        route_reason=route.reason,
        priced_route=route if price is not None else route_of(context, is_price_known=True),
    )


def route_of(context: Context, *, is_price_known: bool) -> Route:
    """Decide whether the account buys by itself or by quote, and by which factor.

    Rule: rows before the path first (no price known), then the account's own `purchase_path`,
    then the other account factors of the policy, else by itself. The articles speak of account
    factors and name none, so every row but the account's own word is inferred.
    """
    plan, billing = context.catalog.plan(context.account.plan), context.account.billing
    return decided_route(
        context.policy, plan.route, billing.payment_method, billing.purchase_path, is_price_known
    )


@lru_cache(maxsize=1024)  # accounts are many, and what decides are a few words
def decided_route(
    policy: Policy,
    plan_route: RouteName | None,
    payment_method: str | None,
    path: RouteName | None,
    is_price_known: bool,  # noqa: FBT001  # what is remembered has no names
) -> Route:
    """Decide the route by the words that decide it."""
    rows = [
        row
        for row in policy.route
        if row.enabled
        and row.when.price_known in (None, is_price_known)
        and (row.when.plan_route is None or plan_route in row.when.plan_route)
        and (row.when.payment_method is None or payment_method in row.when.payment_method)
    ]
    for row in rows:
        if row.before_path:
            return Route(route=row.route, reason=RouteReason(code=row.code, basis="inferred"))
    if path is not None:
        return Route(route=path, reason=RouteReason(code="PURCHASE_PATH_GIVEN", basis="stated"))
    for row in rows:
        return Route(route=row.route, reason=RouteReason(code=row.code, basis="inferred"))
    reason = RouteReason(code="NO_OTHER_FACTOR", basis="inferred")
    return Route(route="self_service", reason=reason)


def pending_until(quote: Event, catalog: Catalog) -> dt.date:
    """Return the last day on which a requested quote is pending.

    Rule: as long as its amounts are valid; one without amounts as many days as the catalogue says.
    The articles are silent on both.
    """
    return quote.valid_until or quote.date + dt.timedelta(days=catalog.quote_valid_days)


def pending_quotes(context: Context, status: AddonStatus) -> tuple[PendingQuote, ...]:
    """List the pending quotes of an add-on, in the order of their events."""
    return tuple(
        PendingQuote(
            addon=quote.addon,
            number=event_number(context.account, quote),
            id=quote.id,
            date=quote.date,
            by=quote.by,
            quantity=quote.quantity,
            total=quote.total,
            currency=None if quote.total is None else quote.currency or context.account.currency,
            valid_until=quote.valid_until,
            pending_until=pending_until(quote, context.catalog),
        )
        for quote in status.quotes
    )


def earlier_event(account: Account, event: Event, trial_end: dt.date | None = None) -> EarlierEvent:
    """Name an event of the account, as answers that it decides do."""
    return EarlierEvent(
        number=event_number(account, event),
        id=event.id,
        kind=event.kind,
        date=event.date,
        by=event.by,
        trial_end=trial_end,
    )


def bought_licenses(account: Account, bought: Bought) -> BoughtLicenses:
    """Say what is bought of an add-on, as answers do."""
    pending = bought.pending
    return BoughtLicenses(
        purchase=earlier_event(account, bought.purchase),
        quantity=bought.quantity,
        account=account.licenses.total,
        pending=None
        if pending is None
        else PendingChange(
            number=event_number(account, pending),
            id=pending.id,
            date=pending.date,
            quantity=pending.quantity,
            effective=pending.holds_from,
        ),
        ends_on=bought.ends_on,
    )


def event_number(account: Account, event: Event) -> int:
    """Return which of the account's events it is, counted from 1."""
    return next(number for number, known in enumerate(account.events, start=1) if known is event)


def trial_period_end(start: dt.date, addon: Addon) -> dt.date:
    """Return the first day after a trial: whole months later, the day clamped."""
    return add_months(start, addon.trial_months)


def offered_state(trial_end: dt.date | None, as_of: dt.date) -> State:
    """Say how an add-on stands on a plan that offers it, unless it is bought: by its trial."""
    if trial_end is None:
        return "available"
    return "trial_running" if as_of < trial_end else "trial_used"


class _Happened(NamedTuple):
    """What happened to an add-on until the date: what is bought of it, its last trial.

    `open` are the events since its last purchase: what was asked for before is settled by that.
    """

    open: Sequence[Event] = ()
    bought: Bought | None = None
    trial: Event | None = None
    trial_end: dt.date | None = None


_NOTHING: Final = _Happened()


def _happened(all_events: Sequence[Event], addon: Addon, as_of: dt.date) -> _Happened:
    """Return what happened to an add-on until a date, without what was voided until then."""
    addon_id = addon.id
    events = [event for event in all_events if event.addon == addon_id and event.date <= as_of]
    if not events:
        return _NOTHING
    if any(event.kind == "voided" for event in events):
        counted = counted_events(all_events, as_of)
        events = [event for event in counted if event.addon == addon_id]
    spans = spans_of(events)
    bought = spans[-1].on(as_of) if spans and not spans[-1].is_over(as_of) else None
    settled = 0
    if spans:
        settled = next(n for n, each in enumerate(events, 1) if each is spans[-1].purchase)
    trials = [event for event in events if event.kind == "trial_started"]
    trial = max(trials, key=lambda event: _trial_end(event, addon)) if trials else None
    return _Happened(
        open=events[settled:],
        bought=bought,
        trial=trial,
        trial_end=None if trial is None else _trial_end(trial, addon),
    )


def _trial_end(event: Event, addon: Addon) -> dt.date:
    return event.trial_end or trial_period_end(event.date, addon)


def _state(
    addon_id: str,
    plan: Plan,
    bought: Bought | None,
    trial_end: dt.date | None,
    as_of: dt.date,
) -> State:
    if addon_id in plan.includes:
        return "included"
    if bought is not None:
        return "purchased"
    if addon_id not in plan.offers:
        return "not_offered"
    return offered_state(trial_end, as_of)


def _first_requests(events: Sequence[Event]) -> tuple[Event, ...]:
    first: dict[str | None, Event] = {}
    for event in sorted(events, key=lambda event: event.date):
        if event.kind == "feature_requested":
            first.setdefault(event.by, event)
    return tuple(first.values())

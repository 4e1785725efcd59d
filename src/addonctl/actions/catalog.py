"""Answer the questions that change nothing: catalog and eligibility.

Pure: no file, no clock, no sentence. The invoice preview is `actions.preview`.
"""

import datetime as dt
from collections.abc import Sequence

from addonctl.actions.assumptions import shared_assumptions, shared_warnings
from addonctl.model.account import Account, User
from addonctl.model.answers import (
    AccountName,
    AddonView,
    CatalogAnswer,
    CycleDates,
    EligibilityAnswer,
    PendingQuote,
    Permitted,
    PlanCatalog,
    PlanView,
)
from addonctl.model.catalog import Addon, Catalog
from addonctl.model.context import Context
from addonctl.model.policy import ACTIONS, Action
from addonctl.rules.addon_status import AddonStatus, event_number, pending_until, status_of
from addonctl.rules.cycle import Cycle, cycle_at
from addonctl.rules.decisions import Decider, judge
from addonctl.rules.next_steps import MOST_AMONG_MANY, MOST_COLLEAGUES


def describe_catalog(context: Context, *, user: User | None = None) -> CatalogAnswer:
    """Answer with the account at a glance and every add-on, and what all or one user may do."""
    account = context.account
    users = account.users if user is None else (user,)
    statuses = [status_of(context, addon) for addon in context.catalog.addons]
    cycle = current_cycle(context)
    return CatalogAnswer(
        as_of=context.as_of,
        account=name_of(account),
        assumptions=shared_assumptions(context, statuses),
        warnings=shared_warnings(context, statuses),
        licenses=account.licenses,
        owners=tuple(owner.id for owner in account.users_with("owner")),
        cycle=None if cycle is None else cycle_dates(cycle),
        next_invoice=account.billing.anchor if cycle is None else cycle.end,
        plans=None,
        addons=tuple(_addon_view(context, status, users) for status in statuses),
    )


def describe_plans(catalog: Catalog, as_of: dt.date) -> PlanCatalog:
    """Answer with the catalogue by plan, where no account is asked about."""
    return PlanCatalog(
        as_of=as_of,
        account=None,
        licenses=None,
        owners=None,
        cycle=None,
        next_invoice=None,
        plans=tuple(
            PlanView(
                id=plan.id,
                name=plan.name,
                offers=plan.offers,
                includes=plan.includes,
                route=plan.route,
            )
            for plan in catalog.plans
        ),
        addons=tuple(
            AddonView(
                id=addon.id,
                name=addon.name,
                state=None,
                basis=addon.basis,
                route=None,
                route_reason=None,
                price=None,
                trial_end=None,
                purchased_on=None,
                requests=None,
                actions={},
            )
            for addon in catalog.addons
        ),
    )


def decide_eligibility(
    context: Context,
    *,
    addons: Sequence[Addon],
    users: Sequence[User],
    actions: Sequence[Action],
) -> EligibilityAnswer:
    """Answer for all the users, add-ons and actions that were asked about."""
    statuses = [status_of(context, addon) for addon in addons]
    most = MOST_COLLEAGUES if len(users) == 1 else MOST_AMONG_MANY
    deciders = [Decider(context, status, most_colleagues=most) for status in statuses]
    decisions = [
        decider.decide(user, action) for user in users for decider in deciders for action in actions
    ]
    return EligibilityAnswer(
        as_of=context.as_of,
        account=name_of(context.account),
        assumptions=shared_assumptions(context, statuses, actions=actions),
        warnings=shared_warnings(context, statuses),
        decisions=tuple(decisions),
        may=tuple(_permitted(context, status, action) for status in statuses for action in ACTIONS),
        pending_quotes=tuple(
            quote for status in statuses for quote in pending_quotes(context, status)
        ),
    )


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


def name_of(account: Account) -> AccountName:
    """Name the account that an answer is about."""
    return AccountName(id=account.id, name=account.name)


def current_cycle(context: Context) -> Cycle | None:
    """Return the cycle of the as-of date, `None` before the first one begins."""
    billing = context.account.billing
    if context.as_of < billing.anchor:
        return None
    return cycle_at(billing.anchor, billing.frequency, context.as_of)


def cycle_dates(cycle: Cycle) -> CycleDates:
    """Name the dates of a cycle as answers hold them."""
    return CycleDates(
        frequency=cycle.frequency,
        start=cycle.start,
        end=cycle.end,
        last_day=cycle.last_day,
        days=cycle.days,
    )


def _addon_view(context: Context, status: AddonStatus, users: Sequence[User]) -> AddonView:
    addon = status.addon
    return AddonView(
        id=addon.id,
        name=addon.name,
        state=status.state,
        basis=None if addon.id in context.catalog.discontinued else addon.basis,
        route=status.route,
        route_reason=status.route_reason,
        price=status.price,
        trial_end=status.trial_end,
        purchased_on=None if status.purchased is None else status.purchased.date,
        requests=len(status.requests),
        actions={user.id: allowed_actions(context, status, user) for user in users},
        pending_quotes=pending_quotes(context, status),
    )


def _permitted(context: Context, status: AddonStatus, action: Action) -> Permitted:
    return Permitted(
        addon=status.addon.id,
        action=action,
        users=tuple(
            user.id
            for user in context.account.users
            if judge(context, status, user, action).allowed
        ),
    )


def allowed_actions(context: Context, status: AddonStatus, user: User) -> tuple[Action, ...]:
    """List what `user` may do with the add-on of `status`."""
    return tuple(action for action in ACTIONS if judge(context, status, user, action).allowed)

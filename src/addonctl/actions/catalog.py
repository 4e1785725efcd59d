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
    PlanView,
)
from addonctl.model.catalog import Addon, Catalog
from addonctl.model.context import Subject
from addonctl.model.policy import ACTIONS, Action
from addonctl.rules.addon_status import Standing, event_number, pending_until, stand
from addonctl.rules.cycle import Cycle, cycle_at
from addonctl.rules.decisions import Decider, judge
from addonctl.rules.next_steps import MOST_AMONG_MANY, MOST_COLLEAGUES


def inspect_catalog(subject: Subject, *, user: User | None = None) -> CatalogAnswer:
    """Answer with the account at a glance and every add-on, and what all or one user may do."""
    account = subject.account
    users = account.users if user is None else (user,)
    standings = [stand(subject, addon) for addon in subject.catalog.addons]
    cycle = current_cycle(subject)
    return CatalogAnswer(
        as_of=subject.as_of,
        account=name_of(account),
        assumptions=shared_assumptions(subject, standings),
        warnings=shared_warnings(subject, standings),
        licenses=account.licenses,
        owners=tuple(owner.id for owner in account.users_with("owner")),
        cycle=None if cycle is None else cycle_dates(cycle),
        next_invoice=account.billing.anchor if cycle is None else cycle.end,
        plans=None,
        addons=tuple(_addon_view(subject, standing, users) for standing in standings),
    )


def inspect_plans(catalog: Catalog, as_of: dt.date) -> CatalogAnswer:
    """Answer with the catalogue by plan, where no account is asked about."""
    return CatalogAnswer(
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
    subject: Subject,
    *,
    addons: Sequence[Addon],
    users: Sequence[User],
    actions: Sequence[Action],
) -> EligibilityAnswer:
    """Answer for all the users, add-ons and actions that were asked about."""
    standings = [stand(subject, addon) for addon in addons]
    most = MOST_COLLEAGUES if len(users) == 1 else MOST_AMONG_MANY
    deciders = [Decider(subject, standing, most_colleagues=most) for standing in standings]
    decisions = [
        decider.decide(user, action) for user in users for decider in deciders for action in actions
    ]
    return EligibilityAnswer(
        as_of=subject.as_of,
        account=name_of(subject.account),
        assumptions=shared_assumptions(subject, standings, actions=actions),
        warnings=shared_warnings(subject, standings),
        decisions=tuple(decisions),
        may=tuple(
            _permitted(subject, standing, action) for standing in standings for action in ACTIONS
        ),
        pending_quotes=tuple(
            quote for standing in standings for quote in pending_quotes(subject, standing)
        ),
    )


def pending_quotes(subject: Subject, standing: Standing) -> tuple[PendingQuote, ...]:
    """List the pending quotes of an add-on, in the order of their events."""
    return tuple(
        PendingQuote(
            addon=quote.addon,
            number=event_number(subject.account, quote),
            id=quote.id,
            date=quote.date,
            by=quote.by,
            quantity=quote.quantity,
            total=quote.total,
            currency=None if quote.total is None else quote.currency or subject.account.currency,
            valid_until=quote.valid_until,
            pending_until=pending_until(quote, subject.catalog),
        )
        for quote in standing.quotes
    )


def name_of(account: Account) -> AccountName:
    """Name the account that an answer is about."""
    return AccountName(id=account.id, name=account.name)


def current_cycle(subject: Subject) -> Cycle | None:
    """Return the cycle of the as-of date, `None` before the first one begins."""
    billing = subject.account.billing
    if subject.as_of < billing.anchor:
        return None
    return cycle_at(billing.anchor, billing.frequency, subject.as_of)


def cycle_dates(cycle: Cycle) -> CycleDates:
    """Name the dates of a cycle as answers hold them."""
    return CycleDates(
        frequency=cycle.frequency,
        start=cycle.start,
        end=cycle.end,
        last_day=cycle.last_day,
        days=cycle.days,
    )


def _addon_view(subject: Subject, standing: Standing, users: Sequence[User]) -> AddonView:
    addon = standing.addon
    return AddonView(
        id=addon.id,
        name=addon.name,
        state=standing.state,
        basis=None if addon.id in subject.catalog.discontinued else addon.basis,
        route=standing.route,
        route_reason=standing.route_reason,
        price=standing.price,
        trial_end=standing.trial_end,
        purchased_on=None if standing.purchased is None else standing.purchased.date,
        requests=len(standing.requests),
        actions={user.id: allowed_actions(subject, standing, user) for user in users},
        pending_quotes=pending_quotes(subject, standing),
    )


def _permitted(subject: Subject, standing: Standing, action: Action) -> Permitted:
    return Permitted(
        addon=standing.addon.id,
        action=action,
        users=tuple(
            user.id
            for user in subject.account.users
            if judge(subject, standing, user, action).allowed
        ),
    )


def allowed_actions(subject: Subject, standing: Standing, user: User) -> tuple[Action, ...]:
    """List what `user` may do with the add-on of `standing`."""
    return tuple(action for action in ACTIONS if judge(subject, standing, user, action).allowed)

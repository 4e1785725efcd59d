"""Describe the catalogue: of an account, with what each role may do, or by plan.

Pure: no file, no clock, no sentence. Why somebody may is `actions.eligibility`'s, what an invoice
comes to `actions.preview`'s.
"""

import datetime as dt
from collections.abc import Sequence

from msgspec import convert

from addonctl.actions.account_warnings import licenses_warnings, shared_warnings
from addonctl.actions.assumptions import shared_assumptions
from addonctl.model.account import Role, User
from addonctl.model.answers import AddonView, CatalogAnswer, PlanCatalog, PlanView, name_of
from addonctl.model.catalog import Addon, Catalog
from addonctl.model.context import Context
from addonctl.model.policy import ACTIONS, sorted_roles
from addonctl.model.views import AddonStatus, CatalogRow, CatalogView, RoleMay
from addonctl.rules.addon_status import bought_licenses, pending_quotes, status_of
from addonctl.rules.cycle import cycle_at
from addonctl.rules.policy import Permissions, counted_roles


def describe_catalog(
    context: Context, *, user: User | None = None, why: bool = False
) -> CatalogView:
    """Answer with the account at a glance and every add-on, and what all or one user may do.

    What somebody may do depends on their roles alone, so it is decided once for each set of them.
    """
    account = context.account
    users = account.users if user is None else (user,)
    held = tuple(dict.fromkeys(counted_roles(user.roles) for user in users))
    roles = sorted_roles(role for each in held for role in each)
    statuses = [status_of(context, addon) for addon in context.catalog.addons]
    rows = tuple(_row(context, status, users, held, roles) for status in statuses)
    idle = tuple(role for role in roles if not any(_is_concerned(row, role) for row in rows))
    billing = account.billing
    is_begun = context.as_of >= billing.anchor
    cycle = cycle_at(billing.anchor, billing.frequency, context.as_of) if is_begun else None
    answer = CatalogAnswer(
        as_of=context.as_of,
        account=name_of(account),
        assumptions=shared_assumptions(context, statuses),
        warnings=(
            *shared_warnings(context, statuses),
            *licenses_warnings(account, context.catalog, context.as_of),
        ),
        licenses=account.licenses,
        owners=tuple(owner.id for owner in account.users_with("owner")),
        cycle=cycle,
        next_invoice=billing.anchor if cycle is None else cycle.end,
        plans=None,
        addons=tuple(row.addon for row in rows),
        what_if=context.what_if,
    )
    return CatalogView(
        answer=answer,
        context=context,
        rows=rows,
        roles=tuple(role for role in roles if role not in idle),
        idle_roles=idle,
        why=why,
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
        plans=convert(catalog.plans, tuple[PlanView, ...], from_attributes=True),
        addons=tuple(_addon_by_plan(addon) for addon in catalog.addons),
    )


def _row(
    context: Context,
    status: AddonStatus,
    users: Sequence[User],
    held: Sequence[tuple[Role, ...]],
    roles: Sequence[Role],
) -> CatalogRow:
    addon, permissions = status.addon, Permissions(context, status)
    own_price = context.account.prices.get(addon.id)
    view = AddonView(
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
        actions={user.id: permissions.allowed(user.roles) for user in users},
        pending_quotes=pending_quotes(context, status),
        bought=None if status.bought is None else bought_licenses(context.account, status.bought),
    )
    return CatalogRow(
        addon=view,
        status=status,
        discount=None if own_price is None else own_price.discount,
        may={role: _role_may(permissions, role, held) for role in roles},
    )


def _role_may(permissions: Permissions, role: Role, held: Sequence[tuple[Role, ...]]) -> RoleMay:
    """Say what a role may; a conflict counts where it also decides for a person who holds it."""
    contested = {}
    for action in ACTIONS:
        for_people = {
            conflict
            for roles in held
            if role in roles
            for conflict in permissions.verdict(roles, action).contested
        }
        conflicts = permissions.verdict((role,), action).contested
        contested[action] = tuple(each for each in conflicts if each in for_people)
    return RoleMay(actions=permissions.allowed((role,)), contested=contested)


def _is_concerned(row: CatalogRow, role: Role) -> bool:
    """Say whether a role may do anything with an add-on, or might in another reading."""
    may = row.may[role]
    return bool(may.actions) or any(may.contested.values())


def _addon_by_plan(addon: Addon) -> AddonView:
    return AddonView(
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

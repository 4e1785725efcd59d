"""Answer who may do what, and why. Pure: no file, no clock, no sentence."""

from collections.abc import Iterable, Sequence

from addonctl.actions.account_warnings import shared_warnings
from addonctl.actions.assumptions import shared_assumptions
from addonctl.model.account import Role, User
from addonctl.model.answers import EligibilityAnswer, Permitted, name_of
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.policy import ACTIONS, ROLES, Action, sorted_roles
from addonctl.model.views import EligibilityRow, EligibilityView, RoleRow
from addonctl.rules.addon_status import pending_quotes, status_of
from addonctl.rules.decisions import Decider
from addonctl.rules.next_steps import MOST_AMONG_MANY, MOST_COLLEAGUES


def decide_eligibility(
    context: Context,
    *,
    addons: Sequence[Addon],
    users: Sequence[User],
    actions: Sequence[Action],
    why: bool = False,
) -> EligibilityView:
    """Answer for all the users, add-ons and actions that were asked about.

    It is as long as the answer and its table: one field after the other.
    """
    statuses = [status_of(context, addon) for addon in addons]
    most = MOST_COLLEAGUES if len(users) == 1 else MOST_AMONG_MANY
    deciders = [Decider(context, status, most_colleagues=most) for status in statuses]
    asked = tuple(action for action in ACTIONS if action in actions)
    answer = EligibilityAnswer(
        as_of=context.as_of,
        account=name_of(context.account),
        assumptions=shared_assumptions(context, statuses, actions=actions),
        warnings=shared_warnings(context, statuses),
        decisions=tuple(
            decider.decide(user, action)
            for user in users
            for decider in deciders
            for action in actions
        ),
        may=tuple(
            Permitted(
                addon=addon.id,
                action=action,
                users=tuple(
                    user.id
                    for user in context.account.users
                    if decider.permissions.verdict(user.roles, action).allowed
                ),
            )
            for addon, decider in zip(addons, deciders, strict=True)
            for action in ACTIONS
        ),
        pending_quotes=tuple(
            quote for status in statuses for quote in pending_quotes(context, status)
        ),
        what_if=context.what_if,
    )
    return EligibilityView(
        answer=answer,
        context=context,
        statuses=tuple(statuses),
        actions=asked,
        rows=tuple(
            EligibilityRow(
                row=row,
                decisions=tuple(
                    tuple(decider.view(row, action) for action in asked) for decider in deciders
                ),
            )
            for row in role_rows(users)
        ),
        why=why,
    )


def role_rows(users: Iterable[User]) -> tuple[RoleRow, ...]:
    """Make one row for each set of roles, the strongest first."""
    rows: dict[tuple[Role, ...], list[User]] = {}
    for user in users:
        rows.setdefault(sorted_roles(user.roles), []).append(user)
    return tuple(
        RoleRow(roles=roles, users=tuple(rows[roles]))
        for roles in sorted(rows, key=lambda roles: [ROLES.index(role) for role in roles])
    )

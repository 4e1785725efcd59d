"""List the people of an account and what each may do. Pure; why they may is `eligibility`'s."""

from addonctl.actions.assumptions import shared_assumptions, shared_warnings
from addonctl.model.account import Role, User
from addonctl.model.answers import PeopleAnswer, PersonView, name_of
from addonctl.model.context import Context
from addonctl.model.names import as_typed
from addonctl.model.policy import Action
from addonctl.rules.addon_status import status_of
from addonctl.rules.policy import Permissions

May = dict[str, tuple[Action, ...]]


def list_people(
    context: Context, *, user: User | None = None, text: str | None = None
) -> PeopleAnswer:
    """Answer with all people, or with one user, or those whom a part of a name, e-mail or id finds.

    What somebody may do depends on their roles alone, so it is decided once for each set of them.
    """
    statuses = [status_of(context, addon) for addon in context.catalog.addons]
    permissions = {status.addon.id: Permissions(context, status) for status in statuses}
    may: dict[tuple[Role, ...], May] = {}

    def may_of(person: User) -> May:
        if person.roles not in may:
            may[person.roles] = {
                addon_id: each.allowed(person.roles) for addon_id, each in permissions.items()
            }
        return may[person.roles]

    return PeopleAnswer(
        as_of=context.as_of,
        account=name_of(context.account),
        assumptions=shared_assumptions(context, statuses),
        warnings=shared_warnings(context, statuses),
        people=tuple(
            PersonView(
                id=person.id,
                name=person.name,
                email=person.email,
                roles=person.roles,
                may=may_of(person),
            )
            for person in context.account.users
            if (user is None or person.id == user.id) and (text is None or _is_found(person, text))
        ),
    )


def _is_found(person: User, text: str) -> bool:
    """Look for a text as people type it: in any case, with or without accents."""
    part = as_typed(text)
    return any(part in as_typed(word) for word in (person.id, person.name, person.email) if word)

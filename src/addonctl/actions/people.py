"""List the people of an account, what each may do, and who asks for what, as owners see it.

Pure. Why they may is `actions.eligibility`'s.
"""

from functools import cache

from msgspec import structs

from addonctl.actions.account_warnings import shared_warnings
from addonctl.actions.assumptions import shared_assumptions
from addonctl.model.account import Role, User
from addonctl.model.answers import (
    PeopleAnswer,
    PersonView,
    RequestedAddon,
    Requester,
    RequestList,
    name_of,
)
from addonctl.model.context import Context
from addonctl.model.names import as_typed
from addonctl.model.policy import ACTIONS, Action
from addonctl.model.views import AddonStatus
from addonctl.rules.addon_status import pending_quotes, status_of
from addonctl.rules.policy import Permissions


def list_people(
    context: Context, *, user: User | None = None, text: str | None = None
) -> PeopleAnswer:
    """Answer with all people, or with one user, or those whom a part of a name, e-mail or id finds.

    What somebody may do depends on their roles alone, so it is decided once for each set of them.
    """
    statuses = [status_of(context, addon) for addon in context.catalog.addons]
    permissions = {status.addon.id: Permissions(context, status) for status in statuses}

    @cache
    def may_of(roles: tuple[Role, ...]) -> dict[str, tuple[Action, ...]]:
        return {addon_id: each.allowed(roles) for addon_id, each in permissions.items()}

    return PeopleAnswer(
        as_of=context.as_of,
        account=name_of(context.account),
        assumptions=shared_assumptions(context, statuses),
        warnings=shared_warnings(context, statuses),
        people=tuple(
            PersonView(**structs.asdict(person), may=may_of(person.roles))
            for person in context.account.users
            if (user is None or person.id == user.id) and (text is None or _is_found(person, text))
        ),
    )


def _is_found(person: User, text: str) -> bool:
    """Look for a text as people type it: in any case, with or without accents."""
    part = as_typed(text)
    return any(part in as_typed(word) for word in (person.id, person.name, person.email) if word)


def list_requests(context: Context, *, user: User | None = None) -> RequestList:
    """Answer with one row an add-on that people, or one user, ask for and that isn't purchased.

    Source: feature requests are aggregated and shared with the owners (English article, request
    feature).
    """
    statuses = [status_of(context, addon) for addon in context.catalog.addons]
    asked = [status for status in statuses if _requesters(context, status, user)]
    rows = [_row(context, status, user) for status in asked]
    rows.sort(key=lambda row: (-row.count, row.requesters[0].first_on))
    return RequestList(
        as_of=context.as_of,
        account=name_of(context.account),
        assumptions=shared_assumptions(context, asked),
        warnings=shared_warnings(context, asked),
        requests=tuple(rows),
        pending_quotes=tuple(
            quote
            for status in statuses
            for quote in pending_quotes(context, status)
            if user is None or quote.by == user.id
        ),
    )


def _row(context: Context, status: AddonStatus, user: User | None) -> RequestedAddon:
    owners = context.account.users_with("owner")
    permissions = Permissions(context, status)
    open_to_owners = {action for owner in owners for action in permissions.allowed(owner.roles)}
    requesters = _requesters(context, status, user)
    return RequestedAddon(
        addon=status.addon.id,
        count=len(requesters),
        owner_may=tuple(action for action in ACTIONS if action in open_to_owners),
        requesters=requesters,
    )


def _requesters(context: Context, status: AddonStatus, only: User | None) -> tuple[Requester, ...]:
    """List who asks for an add-on; requests fall away once it is purchased or included."""
    if status.state in {"purchased", "included"}:
        return ()
    roles: dict[str | None, tuple[Role, ...]] = {
        user.id: user.roles for user in context.account.users
    }
    return tuple(
        Requester(user=event.by, roles=roles.get(event.by, ()), first_on=event.date)
        for event in status.requests
        if only is None or event.by == only.id
    )

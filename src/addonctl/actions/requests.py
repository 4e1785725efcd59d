"""List who asks for which add-on, as owners would see it. Pure."""

from addonctl.actions.assumptions import shared_assumptions, shared_warnings
from addonctl.actions.catalog import allowed_actions, name_of, pending_quotes
from addonctl.model.account import Event, Role, User
from addonctl.model.answers import RequestedAddon, Requester, RequestList
from addonctl.model.context import Subject
from addonctl.model.policy import ACTIONS
from addonctl.rules.addon_status import Standing, stand


def list_requests(subject: Subject, *, user: User | None = None) -> RequestList:
    """Answer with one row an add-on that people, or one user, ask for and that isn't purchased.

    Source: feature requests are aggregated and shared with the owners (English article, request
    feature).
    """
    standings = [stand(subject, addon) for addon in subject.catalog.addons]
    asked = [standing for standing in standings if _requesters(subject, standing, user)]
    rows = [_row(subject, standing, user) for standing in asked]
    rows.sort(key=lambda row: (-row.count, row.requesters[0].first_on))
    return RequestList(
        as_of=subject.as_of,
        account=name_of(subject.account),
        assumptions=shared_assumptions(subject, asked),
        warnings=shared_warnings(subject, asked),
        requests=tuple(rows),
        pending_quotes=tuple(
            quote
            for standing in standings
            for quote in pending_quotes(subject, standing)
            if user is None or quote.by == user.id
        ),
    )


def _row(subject: Subject, standing: Standing, user: User | None) -> RequestedAddon:
    owners = subject.account.users_with("owner")
    open_to_owners = {
        action for owner in owners for action in allowed_actions(subject, standing, owner)
    }
    requesters = _requesters(subject, standing, user)
    return RequestedAddon(
        addon=standing.addon.id,
        count=len(requesters),
        owner_may=tuple(action for action in ACTIONS if action in open_to_owners),
        requesters=requesters,
    )


def _requesters(subject: Subject, standing: Standing, only: User | None) -> tuple[Requester, ...]:
    roles: dict[str | None, tuple[Role, ...]] = {
        user.id: user.roles for user in subject.account.users
    }
    return tuple(
        Requester(user=event.by, roles=roles.get(event.by, ()), first_on=event.date)
        for event in _open(standing)
        if only is None or event.by == only.id
    )


def _open(standing: Standing) -> tuple[Event, ...]:
    """Return the open requests: they fall away once the add-on is purchased or included."""
    return () if standing.state in {"purchased", "included"} else standing.requests

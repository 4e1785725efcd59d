"""Who is on an account, who asks for what, what happened: lists about people and events."""

import datetime as dt

from addonctl.model.account import Role
from addonctl.model.answers.base import Answer, Value
from addonctl.model.answers.changes import RecordedEvent
from addonctl.model.answers.standing import PendingQuote
from addonctl.model.policy import Action


class Requester(Value):
    """A person who asks for an add-on, since when; null where the event names nobody."""

    user: str | None
    roles: tuple[Role, ...]
    first_on: dt.date


class RequestedAddon(Value):
    """How many people ask for an add-on, who, and what an owner may do about it."""

    addon: str
    count: int
    owner_may: tuple[Action, ...]
    requesters: tuple[Requester, ...]


class RequestList(Answer, kw_only=True, tag="addonctl.requests/1"):
    """The open requests: most people first, then the earliest; people by date.

    `pending_quotes` are by add-on, then in the order of their events.
    """

    requests: tuple[RequestedAddon, ...]
    pending_quotes: tuple[PendingQuote, ...] = ()


class PersonView(Value):
    """A person on the account: what names them, and what they may do with each add-on.

    `name` and `email` are null where the account gives none.
    """

    id: str
    name: str | None
    email: str | None
    roles: tuple[Role, ...]
    may: dict[str, tuple[Action, ...]]


class PeopleAnswer(Answer, kw_only=True, tag="addonctl.people/1"):
    """The people who were asked for, in the account's order."""

    people: tuple[PersonView, ...]


class Voided(Value):
    """An event that counts for nothing, and the one that voided it: their numbers."""

    number: int
    by: int


class EventHistory(Answer, kw_only=True, tag="addonctl.history/1"):
    """What was recorded on the account, in the file's order.

    `numbers` are those of these events among the account's, counted from 1; `voided` those that
    count for nothing any more, by number.
    """

    events: tuple[RecordedEvent, ...]
    numbers: tuple[int, ...] = ()
    voided: tuple[Voided, ...] = ()

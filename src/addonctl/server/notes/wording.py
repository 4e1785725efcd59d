"""Word a note when it is delivered: from the account as it is then, by the rules of the server."""

import datetime as dt

from msgspec import Struct

from addonctl.actions.notes import Told, recorded_interest, recorded_quotes
from addonctl.model.account import Account, User
from addonctl.model.answers import name_of
from addonctl.model.context import Context, Invocation
from addonctl.model.messages import Message
from addonctl.model.notes import NotificationDocument
from addonctl.server.exchange import Rules
from addonctl.server.notes.outbox import EVENTS, Note
from addonctl.server.storage.stored import Stored


class Letter(Struct, frozen=True, kw_only=True):
    """A note as it is delivered: to whom, what it says, and from which version of the account."""

    note: Note
    version: int
    context: Context
    owner: User | None
    told: Told
    at: dt.datetime


def word(note: Note, stored: Stored, rules: Rules, *, now: dt.datetime) -> Letter | None:
    """Word a note, `None` where there is nobody to tell any more, or nothing.

    Rule: whoever is no owner any more isn't told, and neither is that nobody asks any more, since
    the add-on was bought. A quote that was requested is told whatever came after it.
    """
    account = stored.account
    owner = owner_of(note, account)
    if note.kind == "request" and owner is None:
        return None
    today = account.date_of(now)
    context = Context(
        account=account,
        catalog=rules.catalog.with_addons_of(account),
        policy=rules.policy,
        reading=rules.reading,
        as_of=today,
        today=today,
        invocation=Invocation(reference=account.id),
    )
    addon = context.catalog.addon(note.addon)
    told: Told | None
    if note.kind == "request":
        told = recorded_interest(context, addon)
    else:
        told = recorded_quotes(context, addon, _numbers(note, account))
    if told is None or not told.messages:
        return None
    return Letter(
        note=note, version=stored.version, context=context, owner=owner, told=told, at=now
    )


def owner_of(note: Note, account: Account) -> User | None:
    """Find the owner whom a note is for, `None` where it is for nobody of the account."""
    if note.kind != "request":
        return None
    return next((each for each in account.users_with("owner") if each.id == note.recipient), None)


def document_of(letter: Letter) -> NotificationDocument:
    """Lay a note out for a program."""
    context, note, told = letter.context, letter.note, letter.told
    people = [event.by for event in told.events if event.by is not None]
    message, *others = told.messages
    for other in others:
        message = Message("SENTENCES", first=message, second=other)
    return NotificationDocument(
        account=name_of(context.account),
        kind=note.kind,
        addon=note.addon,
        requesters=tuple(dict.fromkeys(people)),
        users=None if letter.owner is None else (letter.owner.id,),
        event_ids=tuple(event.id for event in told.events if event.id is not None),
        message=message,
    )


def _numbers(note: Note, account: Account) -> list[int]:
    """List the events that a note is about, from the first one on; those before were told.

    It is found again by its second: of two within one the earlier may be told once more.
    """
    listed = [
        (number, event)
        for number, event in enumerate(account.events)
        if event.kind == EVENTS[note.kind]
        and event.addon == note.addon
        and event.imported_by is None
    ]
    begin = dt.datetime.fromisoformat(note.created_at)
    first = next((number for number, event in listed if event.at == begin), None)
    if first is None:  # which only a hand in the database brings about
        return [number for number, _ in listed]
    return [number for number, _ in listed if number >= first]

"""Say what follows from a change that a store recorded in its own way, as from any other.

Who decides by itself may have recorded the change behind events that weren't known here, or at
an earlier try. The change is computed once more on what it was decided on, by the same rules.
"""

from collections.abc import Callable
from typing import TypeAlias

from msgspec import structs

from addonctl.actions.change import QUOTED, PreparedEvent
from addonctl.cli.recording.wanted import P
from addonctl.cli.session import Session
from addonctl.errors import ConflictFailure
from addonctl.model.account import Account, Event
from addonctl.model.context import Context
from addonctl.model.wire import AnyIntent
from addonctl.stores.interface import AccountText, Recorded

Decide: TypeAlias = Callable[[AccountText, Context], P]
"""How a change is decided on the account of a context."""
_TWICE = frozenset({"quote", "request"})
"""What may be asked for again: the rules know what was recorded before."""


def is_as_decided(decided: PreparedEvent, recorded: Recorded) -> bool:
    """Say whether the event was recorded as it was decided: nobody wrote between."""
    is_next = recorded.number == len(decided.context.account.events) + 1
    is_same = _amounts(decided.event) == _amounts(recorded.event)
    return is_next and is_same and not recorded.already


def settle(
    session: Session, context: Context, intent: AnyIntent, recorded: Recorded, decide: Decide[P]
) -> P:
    """Read the account again and return the change as it was recorded.

    Rule: it was decided on the events before it. What was recorded before and may be asked for
    again is decided on all, as where the account is a file.

    Raises:
        AddonctlError: the account can't be read, or the change can't be computed any more.
    """
    read = session.located.read()
    if recorded.already and intent.action in _TWICE:
        prepared = decide(read, _on(session, context, read.account, read.account.events))
        if prepared.earlier is not None:
            return prepared
    events = read.account.events[: recorded.number - 1]
    before = _on(session, context, read.account, events)
    prepared = decide(read, structs.replace(before, as_of=recorded.event.date))
    if _amounts(prepared.event) != _amounts(recorded.event):
        raise ConflictFailure("CHANGED_MEANWHILE", file=session.located.file or "")
    return as_recorded(prepared, recorded)


def as_recorded(prepared: P, recorded: Recorded) -> P:
    """Put the event that was recorded in the place of the one that would have been."""
    if not recorded.already:
        return structs.replace(prepared, event=recorded.event)
    account = prepared.context.account
    events = (*account.events, recorded.event)
    context = structs.replace(prepared.context, account=structs.replace(account, events=events))
    return structs.replace(prepared, context=context, event=recorded.event, earlier=recorded.event)


def _on(session: Session, context: Context, account: Account, events: tuple[Event, ...]) -> Context:
    account = structs.replace(account, events=events)
    return structs.replace(
        context, account=account, catalog=session.catalog.with_addons_of(account)
    )


def _amounts(event: Event) -> tuple[object, ...]:
    return tuple(getattr(event, name) for name in QUOTED)

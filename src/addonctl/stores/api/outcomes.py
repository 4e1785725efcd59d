"""Say what a change came to: recorded, refused, not done, or unknown.

Rule: what is decided on a key is clear, for a server looks at the key before its rules. What
stopped a request before that says nothing of an earlier one.
"""

from typing import Any, Final, NamedTuple

import msgspec
from msgspec import Struct

from addonctl.errors import (
    AddonctlError,
    ConflictFailure,
    NotFoundFailure,
    Stopped,
    UnknownByMistake,
    UnknownOutcome,
)
from addonctl.model.account import Event
from addonctl.model.messages import Message
from addonctl.model.wire import IDEMPOTENCY_REPLAYED, AmendIntent, AnyIntent, kind_recorded
from addonctl.stores.api.client import Client, Tried
from addonctl.stores.api.decisions import decided_by
from addonctl.stores.api.documents import parse_json
from addonctl.stores.api.guard import Fault
from addonctl.stores.api.journal import Begun
from addonctl.stores.api.replies import KEY_IN_USE, Reply
from addonctl.stores.interface import Recorded

_STUCK: Final = 500
_BEFORE_THE_KEY: Final = frozenset({4, 70})
"""The exit codes of what a server looks at before the key: the token and the request's form."""
_WORDS: Final = {
    "API_TOO_LARGE": "too_large",
    "API_NOT_JSON": "not_json",
    "API_UNREACHABLE": "unreachable",
}


class Sent(NamedTuple):
    """A change that was sent, what trying came to, and whether some try may have been recorded."""

    begun: Begun
    intent: AnyIntent
    tried: Tried
    is_unclear: bool
    address: str


class Outcome(NamedTuple):
    """What is to be returned or raised, and whether the key has done its work."""

    said: Recorded | AddonctlError
    is_clear: bool


class _Answer(Struct, frozen=True, kw_only=True):
    """What is looked at in the answer to a change; the rest is computed here."""

    schema: str
    account: dict[str, Any]
    event: dict[str, Any]
    event_number: int
    already: bool


def outcome_of(sent: Sent, client: Client) -> Outcome:
    """Say what a change came to."""
    last = sent.tried.last
    if isinstance(last, Reply) and last.is_answer:
        recorded = _read(sent, last)
        if recorded is None:
            return _unknown(sent, client, Message("CHANGE_UNKNOWN.other"))
        return Outcome(recorded, is_clear=True)
    if isinstance(last, Reply):
        decided = decided_by(last, client.server, sent.intent, sent.address)
        if decided is not None:
            return Outcome(decided, is_clear=decided.code != "KEY_REUSED")
    return _undecided(sent, client)


def _undecided(sent: Sent, client: Client) -> Outcome:
    """Say what a change came to that nobody decided on, for all that is known."""
    last = sent.tried.last
    if sent.is_unclear:
        return _unknown(sent, client, _words(last))
    failure = _not_done(sent, client)
    if not sent.begun.is_earlier:
        return Outcome(failure, is_clear=True)
    if failure.exit_code in _BEFORE_THE_KEY:
        return Outcome(failure, is_clear=False)
    return _unknown(sent, client, _words(last))


def broken_off(error: BaseException, server: str, key: str) -> UnknownOutcome:
    """Say that an interrupt, or a mistake of ours, came after something was sent."""
    is_interrupt = isinstance(error, Stopped) or not isinstance(error, Exception)
    kind = UnknownOutcome if is_interrupt else UnknownByMistake
    reason = Message(f"CHANGE_UNKNOWN.{'interrupted' if is_interrupt else 'mistake'}")
    return kind("CHANGE_UNKNOWN", server=server, key=key, reason=reason)


def _unknown(sent: Sent, client: Client, reason: Message) -> Outcome:
    last = sent.tried.last
    is_stuck = isinstance(last, Reply) and last.status == _STUCK and last.code != "COMMIT_LOST"
    code = "CHANGE_STUCK" if is_stuck else "CHANGE_UNKNOWN"
    key = sent.begun.entry.key
    return Outcome(
        UnknownOutcome(code, server=client.server, key=key, reason=reason), is_clear=False
    )


def _words(last: Reply | Fault) -> Message:
    """Say in few words why there is no answer."""
    if isinstance(last, Fault):
        form = "interrupted" if last.is_interrupted else _WORDS.get(last.code, "no_answer")
        return Message(f"CHANGE_UNKNOWN.{form}", **last.values)
    if last.code == KEY_IN_USE:
        return Message("CHANGE_UNKNOWN.in_use")
    if last.is_busy:
        return Message("CHANGE_UNKNOWN.busy")
    return Message("CHANGE_UNKNOWN.status", status=str(last.status))


def _not_done(sent: Sent, client: Client) -> AddonctlError:
    """Make the failure of what wasn't done for certain."""
    last, account_id = sent.tried.last, sent.begun.entry.account
    if isinstance(last, Fault):
        return client.failure_of_fault(last, tries=sent.tried.number)
    if last.meaning == "UNKNOWN_ACCOUNT":
        return NotFoundFailure(
            "UNKNOWN_ACCOUNT", kind="api", reference=account_id, folder=client.server
        )
    if last.meaning == "CHANGED_MEANWHILE":
        return ConflictFailure("CHANGED_MEANWHILE", kind="api", file=sent.address, id=account_id)
    failure = client.failure(last)
    if failure.code == "API_READ_ONLY":
        failure.values["reason"] = Message("API_READ_ONLY.post")
    return failure


def _read(sent: Sent, reply: Reply) -> Recorded | None:
    """Read the event that was recorded, `None` where the answer is about something else."""
    try:
        answer = msgspec.convert(parse_json(reply.answer.body, sent.address).tree, _Answer)
        known = {key: answer.event.get(key) for key in Event.__struct_fields__}
        held = {key: value for key, value in known.items() if value is not None}
        event = msgspec.convert(held, Event)
    except (AddonctlError, msgspec.ValidationError):
        return None
    intent, entry = sent.intent, sent.begun.entry
    is_replay = reply.answer.headers.get(IDEMPOTENCY_REPLAYED, "").strip().lower() == "true"
    already = answer.already or (is_replay and sent.begun.is_earlier)
    is_its = (
        answer.schema == f"addonctl.{intent.action}/1"
        and answer.account.get("id") == entry.account
        and (event.kind, event.addon) == (kind_recorded(intent), intent.addon)
        and answer.event_number > 0
    )
    # What is replayed is of an earlier day.
    is_now = is_replay or answer.already or event.date == intent.as_of
    if not (is_its and is_now and _is_of_whom(intent, event, already=answer.already)):
        return None
    return Recorded(event=event, number=answer.event_number, already=already)


def _is_of_whom(intent: AnyIntent, event: Event, *, already: bool) -> bool:
    """Say whether an event is of the person, or for the reason, of the intent.

    A quote that is pending may be somebody else's, and a change that waits for its day another's.
    """
    if isinstance(intent, AmendIntent):
        return already or event.reason == intent.reason
    return event.by == intent.user or (already and intent.action == "quote")

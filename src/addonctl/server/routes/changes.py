"""Record changes: decided here, in one transaction, by the same actions as the commands'.

Order: token, shape, key, then what was seen of the account (If-Match), then the rules. So whoever
repeats a change with its key gets its answer, whatever became of the account meanwhile.
"""

import re
from typing import Final

from msgspec import structs

from addonctl.actions.change import Change, Prepared, prepare_change
from addonctl.actions.find import find_addon, find_user
from addonctl.actions.moments import new_moment
from addonctl.actions.record import answer_change, check_total
from addonctl.errors import AddonctlError, DateBeforeEvents, NotFoundFailure, UsageFailure
from addonctl.model.context import Context
from addonctl.model.messages import Message
from addonctl.model.money import parse_price
from addonctl.model.wire import (
    BASE,
    IDEMPOTENCY_KEY,
    IDEMPOTENCY_REPLAYED,
    KEY_PATTERN,
    Intent,
)
from addonctl.server.bodies import decode_envelope
from addonctl.server.exchange import Answered, Asked, written
from addonctl.server.notes.outbox import enqueue
from addonctl.server.parameters import Condition, refuse_parameters
from addonctl.server.requests import check_intent
from addonctl.server.routes.answers import context_of, naming_rulebook
from addonctl.server.storage.changes import OpenStored
from addonctl.server.storage.keys import Kept, Key
from addonctl.stores.parsing.suggestions import IDENTIFIER, fits

_KEY: Final = re.compile(rf'"({KEY_PATTERN})"|({KEY_PATTERN})', re.ASCII)
_NOT_OF_THE_KEY: Final = frozenset({"as_of", "expected_total"})
"""What may differ where a change is sent again: the day on which, and what the person saw then."""


def record_change(asked: Asked) -> Answered:
    """Record a change: 201 with its answer, 200 where it is recorded already."""
    refuse_parameters(asked)
    intent = decode_envelope(asked.body, Intent)
    check_intent(intent)
    key = _key_of(asked, intent)
    condition = Condition(asked, is_needed=False)
    if not fits(IDENTIFIER, asked.account_id):
        raise NotFoundFailure("UNKNOWN_ACCOUNT", reference=asked.account_id)
    with asked.site.accounts.changing(key) as changing:
        if changing.kept is not None:
            return _answered(changing.kept, (IDEMPOTENCY_REPLAYED, "true"))
        with changing.change(asked.account_id) as opened:
            condition(opened.stored)
            kept = _decide(asked, intent, opened)
        changing.keep(kept)
    return _answered(kept)


def _key_of(asked: Asked, intent: Intent) -> Key:
    """Read the key, and say what it is to stand for.

    Raises:
        AddonctlError: KEY_NEEDED or KEY_INVALID.
    """
    text = asked.headers.get(IDEMPOTENCY_KEY.lower())
    if text is None:
        raise AddonctlError("KEY_NEEDED")
    found = _KEY.fullmatch(text.strip(" \t"))
    if found is None:
        raise AddonctlError("KEY_INVALID", value=text)
    if asked.bearer is None:
        raise TypeError(asked.path)
    fields = {
        name: str(value)
        for name, value in structs.asdict(intent).items()
        if value is not None and name not in _NOT_OF_THE_KEY
    }
    return Key(
        token_id=asked.bearer.id,
        operator=asked.operator,
        text=found[1] or found[2],
        fields={"account": asked.account_id} | fields,
        now=asked.now,
    )


def _decide(asked: Asked, intent: Intent, opened: OpenStored) -> Kept:
    """Decide on the account as it is inside the transaction; record what the rules allow."""
    context = context_of(asked, opened.stored, as_of=intent.as_of, reading=intent.reading)
    with naming_rulebook(asked):
        prepared = _prepare(asked, intent, context, opened)
    if intent.expected_total is not None:
        check_total(prepared, parse_price(intent.expected_total))
    is_new = prepared.earlier is None
    if is_new:
        recorded = opened.record(prepared.event, intent)
        enqueue(opened.connection, prepared, now=asked.now)
        prepared = structs.replace(prepared, event=recorded.event)
    address = f"{BASE}/accounts/{context.account.id}"
    answer = answer_change(prepared, dry_run=False, recorded=is_new, recorded_in=address)
    headers = (
        ("Location", f"{address}/events/{answer.event_number}"),
        ("ETag", opened.stored.etag),
    )
    return Kept(status=201 if is_new else 200, headers=headers, body=written(answer))


def _prepare(asked: Asked, intent: Intent, context: Context, opened: OpenStored) -> Prepared:
    """Find what is meant and prepare it.

    Rule: today is the server's, in the account's time zone; nothing is recorded for a later day.
    """
    user = find_user(context.account, intent.user, context.invocation)
    if context.as_of > context.today:
        raise UsageFailure("DATE_AFTER_TODAY", date=context.as_of, today=context.today)
    change = Change(
        action=intent.action,
        addon=find_addon(context.catalog, intent.addon),
        user=user,
        licenses=intent.licenses,
    )
    try:
        return prepare_change(context, change, new_moment(asked.now))
    except DateBeforeEvents as failure:
        message = Message("EVENT_NEWEST", event=failure.event)
        failure.problems = opened.place([(("events", failure.number, "date"), message)]).listed
        raise


def _answered(kept: Kept, *headers: tuple[str, str]) -> Answered:
    return Answered(status=kept.status, body=kept.body, headers=(*kept.headers, *headers))

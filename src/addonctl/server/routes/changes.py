"""Record changes: decided here, in one transaction, by the same actions as the commands'.

Order: token, shape, key, then what was seen of the account (If-Match), then the rules. So whoever
repeats a change with its key gets its answer, whatever became of the account meanwhile.
"""

import re
from typing import Final, TypeAlias

from msgspec import structs

from addonctl.actions.amend import PreparedAmendment, prepare_amendment
from addonctl.actions.amended import answer_amendment, check_amended_total
from addonctl.actions.change import Change, Prepared, prepare_change
from addonctl.actions.find import find_addon, find_user
from addonctl.actions.moments import new_moment
from addonctl.actions.record import answer_change, check_total
from addonctl.errors import AddonctlError, DateBeforeEvents, NotFoundFailure, UsageFailure
from addonctl.model.answers import AmendAnswer, ChangeAnswer
from addonctl.model.context import Context
from addonctl.model.messages import Message
from addonctl.model.money import parse_price
from addonctl.model.wire import (
    BASE,
    IDEMPOTENCY_KEY,
    IDEMPOTENCY_REPLAYED,
    KEY_PATTERN,
    AmendIntent,
    AnyIntent,
    Intent,
    intent_type,
)
from addonctl.server.bodies import convert_envelope, parse_body
from addonctl.server.exchange import Answered, Asked, written
from addonctl.server.notes.outbox import enqueue
from addonctl.server.parameters import Condition, refuse_parameters
from addonctl.server.requests import check_intent
from addonctl.server.routes.answers import context_of, naming_rulebook
from addonctl.server.storage.changes import OpenStored
from addonctl.server.storage.keys import Kept, Key
from addonctl.stores.parsing.suggestions import IDENTIFIER, fits

_KEY: Final = re.compile(rf'"({KEY_PATTERN})"|({KEY_PATTERN})', re.ASCII)
AnyPrepared: TypeAlias = Prepared | PreparedAmendment
_NOT_OF_THE_KEY: Final = frozenset({"as_of", "expected_total"})
"""What may differ where a change is sent again: the day on which, and what the person saw then."""


def record_change(asked: Asked) -> Answered:
    """Record a change: 201 with its answer, 200 where it is recorded already."""
    refuse_parameters(asked)
    intent = _intent_of(asked)
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


def _intent_of(asked: Asked) -> AnyIntent:
    """Read what is wanted; to change what was bought a token has to be allowed more.

    Raises:
        AddonctlError: BODY_SYNTAX, BODY_INVALID.
        CredentialFailure: SCOPE_MISSING.
    """
    text, tree = parse_body(asked.body)
    kind = intent_type(tree.get("action"))
    if kind is AmendIntent:
        asked.require("manage")
    intent = convert_envelope(text, tree, kind)
    check_intent(intent)
    return intent


def _key_of(asked: Asked, intent: AnyIntent) -> Key:
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


def _decide(asked: Asked, intent: AnyIntent, opened: OpenStored) -> Kept:
    """Decide on the account as it is inside the transaction; record what the rules allow."""
    reading = intent.reading if isinstance(intent, Intent) else None
    context = context_of(asked, opened.stored, as_of=intent.as_of, reading=reading)
    with naming_rulebook(asked):
        prepared = _prepare(asked, intent, context, opened)
    if intent.expected_total is not None:
        _check_total(prepared, intent.expected_total)
    is_new = prepared.earlier is None
    if is_new:
        recorded = opened.record(prepared.event, intent)
        if isinstance(prepared, Prepared):
            enqueue(opened.connection, prepared, now=asked.now)
        prepared = structs.replace(prepared, event=recorded.event)
    address = f"{BASE}/accounts/{context.account.id}"
    answer = _answer(prepared, is_new=is_new, address=address)
    headers = (
        ("Location", f"{address}/events/{answer.event_number}"),
        ("ETag", opened.stored.etag),
    )
    return Kept(status=201 if is_new else 200, headers=headers, body=written(answer))


def _check_total(prepared: AnyPrepared, expected: str) -> None:
    """Stop where the total isn't the one that was seen; only a change may give something back."""
    if isinstance(prepared, Prepared):
        check_total(prepared, parse_price(expected))
        return
    sign = -1 if expected.startswith("-") else 1
    check_amended_total(prepared, sign * parse_price(expected.removeprefix("-")))


def _answer(prepared: AnyPrepared, *, is_new: bool, address: str) -> ChangeAnswer | AmendAnswer:
    if isinstance(prepared, Prepared):
        return answer_change(prepared, dry_run=False, recorded=is_new, recorded_in=address)
    return answer_amendment(prepared, dry_run=False, recorded=is_new, recorded_in=address)


def _prepare(asked: Asked, intent: AnyIntent, context: Context, opened: OpenStored) -> AnyPrepared:
    """Find what is meant and prepare it; where a newer event is in the way, say which."""
    try:
        if isinstance(intent, AmendIntent):
            return _prepare_amendment(asked, intent, context)
        return _prepare_action(asked, intent, context)
    except DateBeforeEvents as failure:
        message = Message("EVENT_NEWEST", event=failure.event)
        failure.problems = opened.place([(("events", failure.number, "date"), message)]).listed
        raise


def _prepare_action(asked: Asked, intent: Intent, context: Context) -> Prepared:
    user = find_user(context.account, intent.user, context.invocation)
    _refuse_later_day(context)
    change = Change(
        action=intent.action,
        addon=find_addon(context.catalog, intent.addon),
        user=user,
        licenses=intent.licenses,
    )
    return prepare_change(context, change, new_moment(asked.now))


def _prepare_amendment(asked: Asked, intent: AmendIntent, context: Context) -> PreparedAmendment:
    """Prepare a change of what was bought, recorded by who holds the token."""
    _refuse_later_day(context)
    return prepare_amendment(
        context,
        find_addon(context.catalog, intent.addon),
        intent.amendment,
        moment=new_moment(asked.now),
        operator=asked.operator,
        reason=intent.reason.strip(),
    )


def _refuse_later_day(context: Context) -> None:
    """Stop at a day that hasn't come: today is the server's, in the account's time zone.

    Raises:
        UsageFailure: DATE_AFTER_TODAY.
    """
    if context.as_of > context.today:
        raise UsageFailure("DATE_AFTER_TODAY", date=context.as_of, today=context.today)


def _answered(kept: Kept, *headers: tuple[str, str]) -> Answered:
    return Answered(status=kept.status, body=kept.body, headers=(*kept.headers, *headers))

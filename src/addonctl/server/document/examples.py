"""Make the examples of the document by asking the actions themselves about an example account."""

import datetime as dt
import functools
from typing import Any, Final

import msgspec
from msgspec import structs

from addonctl.actions.change import Change, Moment, prepare_change
from addonctl.actions.eligibility import decide_eligibility
from addonctl.actions.find import find_addon, find_user
from addonctl.actions.preview import preview_purchase
from addonctl.actions.record import answer_change, recorded_event
from addonctl.model.account import Account
from addonctl.model.answers import name_of
from addonctl.model.context import Context, Invocation
from addonctl.model.wire import BASE, AccountsPage, AmendIntent, Intent, ListedAccount, TokenAbout
from addonctl.output.formats.json import JsonWriter
from addonctl.server.document.parts import ACCOUNT_ID, KEY
from addonctl.server.exchange import Rules
from addonctl.server.routes.events import HistoryPage
from addonctl.server.rulebook import rulebook_of
from addonctl.stores.packaged import load_catalog, load_policy, read_example

DAY: Final = dt.date(2026, 11, 21)
NOW: Final = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
EVENT_ID: Final = "20261121T090000Z-5f0c9a3e"


@functools.cache
def examples() -> dict[str, Any]:
    """Ask the actions themselves about the example account: the answers are real ones."""
    context = _context()
    account = context.account
    addon = find_addon(context.catalog, "analytics-plus")
    paul = find_user(account, "paul", context.invocation)
    previewed = preview_purchase(context, addon=addon)
    decided = decide_eligibility(context, addons=(addon,), users=(paul,), actions=("subscribe",))
    stated = msgspec.json.decode(msgspec.json.encode(account))
    rules = Rules(catalog=context.catalog, policy=context.policy, reading="strict")
    listed = ListedAccount(
        id=account.id, name=account.name, plan=account.plan, version=len(account.events)
    )
    history = HistoryPage(
        as_of=DAY,
        account=name_of(account),
        events=tuple(map(recorded_event, account.events)),
        next=None,
    )
    return {
        "rulebook.answer": _as_sent(rulebook_of(rules)),
        "token.answer": _as_sent(TokenAbout(name="desk", scope="act", expires_at=None)),
        "accounts.answer": _as_sent(AccountsPage(accounts=(listed,), next=None)),
        "events.answer": _as_sent(history),
        "event.answer": _as_sent(recorded_event(account.events[0])),
        "health.answer": {"status": "ok"},
        "account": stated,
        "account.answer": stated,
        "preview": {"addon": addon.id, "as_of": DAY.isoformat()},
        "preview.answer": _as_sent(previewed),
        "decisions": {
            "addon": addon.id,
            "user": paul.id,
            "action": "subscribe",
            "as_of": DAY.isoformat(),
        },
        "decisions.answer": _as_sent(decided.answer),
        **_changes(context),
    }


def _context() -> Context:
    return Context(
        account=msgspec.convert(read_example(ACCOUNT_ID), Account),
        catalog=load_catalog(),
        policy=load_policy(),
        reading="strict",
        as_of=DAY,
        today=DAY,
        invocation=Invocation(reference=ACCOUNT_ID),
    )


def _changes(context: Context) -> dict[str, Any]:
    """Record a purchase, and ask for what somebody asked for before."""
    account = context.account
    events = {
        201: Intent(action="subscribe", addon="analytics-plus", user="marie", as_of=DAY),
        200: Intent(action="request", addon="analytics-plus", user="zoe", as_of=DAY),
    }
    shown: dict[str, Any] = {}
    for status, intent in events.items():
        change = Change(
            action=intent.action,
            addon=find_addon(context.catalog, intent.addon),
            user=find_user(account, intent.user, context.invocation),
        )
        prepared = prepare_change(context, change, Moment(at=NOW, event_id=EVENT_ID))
        if prepared.earlier is None:
            event = structs.replace(prepared.event, operator="desk", key=KEY)
            prepared = structs.replace(prepared, event=event)
            stated = structs.replace(intent, expected_total=str(prepared.total))
            shown["change"] = _as_sent(stated)
        answer = answer_change(
            prepared,
            dry_run=False,
            recorded=prepared.earlier is None,
            recorded_in=f"{BASE}/accounts/{account.id}",
        )
        shown[f"change.answer.{status}"] = _as_sent(answer)
    ended = AmendIntent(
        action="amend",
        addon="analytics-plus",
        change="end",
        reason="the team moves to another tool",
        as_of=DAY,
    )
    return shown | {"change.amend": _as_sent(ended)}


def _as_sent(answer: object) -> Any:  # noqa: ANN401  # JSON of any shape
    return msgspec.json.decode(JsonWriter().encode(answer))

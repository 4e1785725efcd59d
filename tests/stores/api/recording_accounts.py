"""Keep an account behind HTTP and record what is posted, by the product's own rules and by keys.

What a test wants otherwise it says for each post in turn: what is answered in the place of
recording (`instead`), or once it is recorded (`after`).
"""

import datetime as dt
import json
import threading
from typing import Any, Final, NamedTuple

import msgspec

from addonctl.actions.amend import prepare_amendment
from addonctl.actions.amended import answer_amendment, check_amended_total
from addonctl.actions.change import Change, Moment, prepare_change
from addonctl.actions.find import find_addon, find_user
from addonctl.actions.record import answer_change, check_total
from addonctl.errors import AddonctlError
from addonctl.model.account import Account
from addonctl.model.context import Context, Invocation, Tells
from addonctl.model.money import parse_price
from addonctl.model.wire import AmendIntent, AnyIntent, intent_type
from addonctl.output.formats.json import JsonWriter
from addonctl.server.problems import answer_problem
from tests.builders import PACKAGED_CATALOG, PACKAGED_POLICY, TODAY
from tests.stores.api.faulty_server import Exchange, Manner, by_path, reply, rulebook
from tests.stores.api.kept_accounts import problem

OPERATOR: Final = "desk"
"""The name of the token that records."""


class Post(NamedTuple):
    """What was posted: its key and its intent."""

    key: str
    intent: dict[str, Any]


class RecordingAccounts:
    """One account, what was posted to it, and the answers by their keys."""

    def __init__(self, account: dict[str, Any], **values: Any) -> None:  # noqa: ANN401 - JSON
        """Begin with an account; `values` are those of the rulebook."""
        self.account = dict(account) | {"events": list(account.get("events", []))}
        self.rulebook = rulebook(**({"records": True} | values))
        self.instead: list[Manner | None] = []
        """What answers each post in the place of recording it, `None` where it is recorded."""
        self.after: list[Manner | None] = []
        """What answers each post that was recorded or replayed in the place of its answer."""
        self.posts: list[Post] = []
        self.requests: list[bytes] = []
        self.headers: dict[str, str] = {}
        """Headers of every answer to a post that was recorded."""
        self.before_recording: list[dict[str, Any]] = []
        """Events that others record first."""
        self._answers: dict[str, tuple[dict[str, Any], bytes, str]] = {}
        self._lock = threading.Lock()

    @property
    def events(self) -> list[dict[str, Any]]:
        """Return what was recorded."""
        events: list[dict[str, Any]] = self.account["events"]
        return events

    @property
    def keys(self) -> set[str]:
        """Return the keys that were sent."""
        return {post.key for post in self.posts}

    @property
    def host(self) -> str:
        """Return how it was called."""
        return _header(self.requests[0].partition(b"\r\n\r\n")[0], b"Host")

    def __call__(self, exchange: Exchange) -> None:
        """Answer a request."""
        with self._lock:
            self.requests.append(exchange.request)
            manner = self._manner(exchange)
        manner(exchange)

    def _manner(self, exchange: Exchange) -> Manner:
        if exchange.request.startswith(b"POST "):
            return self._post(exchange)
        account = reply(self.account, headers={"ETag": f'"{len(self.events)}"'})
        return by_path(**{"rulebook": reply(self.rulebook), self.account["id"]: account})

    def _post(self, exchange: Exchange) -> Manner:
        head, _, body = exchange.request.partition(b"\r\n\r\n")
        headers = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        assert headers[b"content-type"] == b"application/json"
        if len(body) < int(headers[b"content-length"]):
            raise ConnectionError  # the client is gone
        key = _header(head, b"Idempotency-Key").strip('"')
        post = Post(key, json.loads(body))
        self.posts.append(post)
        instead = self.instead.pop(0) if self.instead else None
        if instead is not None:
            return instead
        answered = self._recorded(post)
        after = self.after.pop(0) if self.after else None
        return after or answered

    def _recorded(self, post: Post) -> Manner:
        same = {
            name: value
            for name, value in post.intent.items()
            if name not in {"as_of", "expected_total"}
        }
        if post.key in self._answers:
            known, body, status = self._answers[post.key]
            if known != same:
                return problem("422 Unprocessable Content", "KEY_REUSED")
            return reply(
                body, status=status, headers=self.headers | {"Idempotency-Replayed": "true"}
            )
        self.events.extend(self.before_recording)
        self.before_recording = []
        try:
            kind = intent_type(post.intent["action"])
            body, is_new = self._decided(msgspec.convert(post.intent, kind), post.key)
        except AddonctlError as failure:
            answered = answer_problem(failure)
            return reply(answered.body, status=f"{answered.status} No", media=answered.media)
        status = "201 Created" if is_new else "200 OK"
        self._answers[post.key] = (same, body, status)
        return reply(body, status=status, headers=self.headers)

    def _decided(self, intent: AnyIntent, key: str) -> tuple[bytes, bool]:
        account = msgspec.convert(self.account, Account)
        catalog = PACKAGED_CATALOG.with_addons_of(account)
        invocation = Invocation(reference=account.id)
        context = Context(
            account=account,
            catalog=catalog,
            policy=PACKAGED_POLICY,
            reading=getattr(intent, "reading", None) or self.rulebook["reading"],
            as_of=intent.as_of,
            today=TODAY,
            invocation=invocation,
            tells=msgspec.convert(self.rulebook.get("tells") or {}, Tells),
        )
        addon = find_addon(catalog, intent.addon)
        at = dt.datetime(2026, 11, 21, 10, len(self.events), tzinfo=dt.UTC)
        moment = Moment(at=at, event_id=f"there-{len(self.events) + 1}")
        address = f"/v1/accounts/{account.id}"
        if isinstance(intent, AmendIntent):
            return self._amended(context, intent, moment, key, address)
        change = Change(
            action=intent.action,
            addon=addon,
            user=find_user(account, intent.user, invocation),
            licenses=intent.licenses,
        )
        prepared = prepare_change(context, change, moment)
        if intent.expected_total is not None:
            check_total(prepared, parse_price(intent.expected_total))
        if prepared.earlier is None:
            event = msgspec.structs.replace(prepared.event, key=key, operator=OPERATOR)
            prepared = msgspec.structs.replace(prepared, event=event)
            self.events.append(json.loads(msgspec.json.encode(event)))
        is_new = prepared.earlier is None
        answer = answer_change(prepared, dry_run=False, recorded=is_new, recorded_in=address)
        return JsonWriter().encode(answer).encode(), is_new

    def _amended(
        self, context: Context, intent: AmendIntent, moment: Moment, key: str, address: str
    ) -> tuple[bytes, bool]:
        addon = find_addon(context.catalog, intent.addon)
        prepared = prepare_amendment(
            context,
            addon,
            intent.amendment,
            moment=moment,
            operator=OPERATOR,
            reason=intent.reason,
        )
        expected = intent.expected_total
        if expected is not None:
            sign = -1 if expected.startswith("-") else 1
            check_amended_total(prepared, sign * parse_price(expected.removeprefix("-")))
        event = msgspec.structs.replace(prepared.event, key=key)
        prepared = msgspec.structs.replace(prepared, event=event)
        answer = answer_amendment(prepared, dry_run=False, recorded=True, recorded_in=address)
        self.events.append(json.loads(msgspec.json.encode(event)))
        return JsonWriter().encode(answer).encode(), True


def _header(head: bytes, name: bytes) -> str:
    """Return a header as it was sent."""
    lines = [line for line in head.split(b"\r\n") if line.lower().startswith(name.lower() + b":")]
    (line,) = lines
    return line.partition(b":")[2].strip().decode()

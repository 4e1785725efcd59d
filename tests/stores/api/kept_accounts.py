"""Keep accounts in memory behind HTTP as the contract says: ETags, conditions, histories."""

import hashlib
import json
from typing import Any

from tests.stores.api.faulty_server import Exchange, Manner, raw, reply, rulebook

PROBLEM = "application/problem+json"


class KeptAccounts:
    """Accounts by their ids."""

    def __init__(self, *accounts: dict[str, Any]) -> None:
        """Begin with accounts."""
        self.accounts = {account["id"]: dict(account) for account in accounts}
        self.answer_to_put: Manner | None = None
        """What answers a put once it is done, in the place of what should."""
        self.weak = ""

    def etag(self, account_id: str) -> str:
        """Name the state of an account."""
        text = json.dumps(self.accounts[account_id]).encode()
        return f'{self.weak}"{hashlib.sha256(text).hexdigest()[:12]}"'

    def __call__(self, exchange: Exchange) -> None:
        """Answer a request."""
        name = exchange.path.rpartition("/")[2]
        if name == "rulebook":
            reply(rulebook())(exchange)
        elif exchange.request.startswith(b"GET "):
            self._get(name)(exchange)
        else:
            manner = self._put(name, exchange.request)
            (self.answer_to_put or manner)(exchange)

    def _get(self, name: str) -> Manner:
        if name not in self.accounts:
            return reply(status="404 Not Found", media=None)
        return reply(self.accounts[name], headers={"ETag": self.etag(name)})

    def _put(self, name: str, request: bytes) -> Manner:
        head, _, body = request.partition(b"\r\n\r\n")
        headers = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
        wanted = headers.get(b"If-Match", b"").decode()
        if name in self.accounts and (b"If-None-Match" in headers or wanted != self.etag(name)):
            return problem("412 Precondition Failed", "CHANGED_MEANWHILE")
        account = json.loads(body)
        before = self.accounts.get(name, {}).get("events", [])
        if account.get("events", [])[: len(before)] != before:
            return problem("409 Conflict", "HISTORY_DIFFERS")
        self.accounts[name] = account
        return reply(account, status="200 OK" if before else "201 Created")


def problem(status: str, code: str, **more: Any) -> Manner:  # noqa: ANN401 - JSON of any shape
    """Answer with a problem."""
    words = {"en": f"{code} in words", "fr": f"{code} en mots"}
    document = {
        "type": "about:blank",
        "title": code,
        "status": int(status[:3]),
        "detail": code,
        "code": code,
        "message": words,
        "hint": words,
        **more,
    }
    return reply(document, status=status, media=PROBLEM)


def nothing() -> Manner:
    """Answer with nothing at all."""
    return raw(b"")

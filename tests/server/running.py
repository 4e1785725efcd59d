"""Run the real server on a real socket in a thread, and ask it as any client would."""

import datetime as dt
import http.client
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from typing import Any, Final, NamedTuple

import msgspec

from addonctl.model.account import Account
from addonctl.model.catalog import Catalog
from addonctl.model.context import NOBODY_TOLD, Tells
from addonctl.model.policy import Policy
from addonctl.model.serving import ServerOptions
from addonctl.server.app import build_app
from addonctl.server.exchange import Rules, Site
from addonctl.server.running import StoppableServer, listen, server_of
from addonctl.server.serving import build_site, open_checked
from addonctl.server.storage.database import parse_url
from addonctl.server.storage.tokens import Tokens
from tests.builders import PACKAGED_CATALOG, PACKAGED_POLICY
from tests.patience import GUARD_SECONDS

NOW: Final = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
JSON: Final = {"Content-Type": "application/json"}
RULES: Final = Rules(catalog=PACKAGED_CATALOG, policy=PACKAGED_POLICY, reading="strict")


class Reply(NamedTuple):
    """What the server answered; names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401  # a document of any shape
        """Return the JSON that was answered."""
        return json.loads(self.body)

    @property
    def code(self) -> str | None:
        """Return the code of a problem."""
        code: str | None = self.json["code"]
        return code


def ask(
    port: int,
    method: str,
    path: str,
    body: bytes | str | Mapping[str, Any] | None = None,
    **headers: str,
) -> Reply:
    """Ask a server once, on a connection of its own; `If_Match="…"` is a header."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if isinstance(body, Mapping):
        body = json.dumps(body)
    if isinstance(body, str):
        body = body.encode()
    if body is not None:
        sent = JSON | sent
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=GUARD_SECONDS)
    try:
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, named, answer.read())
    finally:
        connection.close()


class Api:
    """A server that runs, and who asks it: with a token for everything, unless another is given."""

    def __init__(self, site: Site, port: int, log: StringIO, url: str) -> None:
        """Make the token."""
        self.site = site
        self.port = port
        self.log = log
        self.url = url
        self.tokens = Tokens(site.database)
        name = "tests" if self.tokens.is_empty() else f"tests-{len(self.tokens.all())}"
        self.token = self.tokens.new(name, "admin", now=NOW)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | str | Mapping[str, Any] | None = None,
        *,
        token: str | None = "",
        **headers: str,
    ) -> Reply:
        """Ask once, on a connection of its own; `If_Match="…"` is a header."""
        if token is not None:
            headers = {"Authorization": f"Bearer {token or self.token}"} | headers
        return ask(self.port, method, path, body, **headers)

    def get(self, path: str, **given: Any) -> Reply:  # noqa: ANN401  # as `ask` takes
        """Get what stands at a path below the base."""
        return self.ask("GET", f"/v1{path}", **given)

    def post(self, path: str, body: object, **given: Any) -> Reply:  # noqa: ANN401
        """Post a body to a path below the base."""
        return self.ask("POST", f"/v1{path}", body, **given)  # type: ignore[arg-type]  # a body

    def change(
        self,
        action: str,
        addon: str,
        user: str,
        *,
        account: str = "acme",
        key: str | None = None,
        token: str = "",
        headers: Mapping[str, str] | None = None,
        **intent: Any,  # noqa: ANN401  # the other fields
    ) -> Reply:
        """Send a change of the clock's day, under a key of its own unless one is given."""
        wanted = {"action": action, "addon": addon, "user": user, "as_of": NOW.date().isoformat()}
        sent = {"Idempotency_Key": key or secrets.token_hex(16)} | dict(headers or {})
        return self.post(f"/accounts/{account}/events", wanted | intent, token=token, **sent)

    def put(self, account: object, path: str | None = None, **given: Any) -> Reply:  # noqa: ANN401
        """Put an account; to its own path unless another is given."""
        sent = account
        if isinstance(account, Account):
            sent, path = msgspec.json.encode(account), path or f"/accounts/{account.id}"
        elif isinstance(account, Mapping):
            path = path or f"/accounts/{account['id']}"
        return self.ask("PUT", f"/v1{path}", sent, **given)  # type: ignore[arg-type]  # a body

    def create(self, account: Account) -> Reply:
        """Create an account that isn't there yet."""
        reply = self.put(account, If_None_Match="*")
        assert reply.status == 201, reply
        return reply

    def state(self) -> Any:  # noqa: ANN401  # JSON
        """Return all that the database holds of accounts."""
        return self.get("/accounts?include=account&limit=500").json

    def lines(self) -> list[dict[str, Any]]:
        """Return what the log says."""
        return [json.loads(line) for line in self.log.getvalue().splitlines()]


@contextmanager
def running(
    url: str,
    *,
    catalog: Catalog = PACKAGED_CATALOG,
    policy: Policy = PACKAGED_POLICY,
    tells: Tells = NOBODY_TOLD,
    now: dt.datetime = NOW,
    clock: Callable[[], dt.datetime] | None = None,
    **options: Any,  # noqa: ANN401  # those of a server
) -> Iterator[Api]:
    """Run a server on a database; its clock stands unless one is given, the limits are high."""
    limits = ServerOptions(**{"port": 0, "rate": 100_000, "burst": 100_000} | options)
    rules = msgspec.structs.replace(RULES, catalog=catalog, policy=policy, tells=tells)
    database = open_checked(parse_url(url), options=limits)
    log = StringIO()
    site = build_site(database, options=limits, rules=rules, now=clock or (lambda: now), log_to=log)
    listener = listen(limits)
    app = build_app(site)
    started = threading.Event()
    server: StoppableServer = server_of(app, limits, on_start=started.set)

    def serve() -> None:
        server.run(sockets=[listener])
        app.close()
        database.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert started.wait(GUARD_SECONDS)
    try:
        yield Api(site, listener.getsockname()[1], log, url)
    finally:
        server.should_exit = True
        thread.join(GUARD_SECONDS)
        assert not thread.is_alive()


def eventually(what: Any, *, seconds: float = GUARD_SECONDS) -> None:  # noqa: ANN401  # a question
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)

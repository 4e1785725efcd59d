"""Tokens: who may ask, for what, and until when; on both databases."""

import datetime as dt
import hashlib
import re
from typing import Any

import pytest
import sqlalchemy as sa

from addonctl.errors import ConflictFailure, NotFoundFailure, UsageFailure
from addonctl.model.tokens import SCOPES, Scope
from addonctl.server.app import ROUTES
from addonctl.server.storage.tables import tokens
from tests.builders import make_account
from tests.server.running import NOW, Api, running

SCOPE_OF = {
    ("GET", "/rulebook"): "read",
    ("GET", "/token"): "read",
    ("GET", "/accounts"): "read",
    ("GET", "/accounts/plain"): "read",
    ("PUT", "/accounts/plain"): "admin",
    ("GET", "/accounts/plain/events"): "read",
    ("POST", "/accounts/plain/events"): "act",
    ("GET", "/accounts/plain/events/1"): "read",
    ("POST", "/accounts/plain/previews"): "read",
    ("POST", "/accounts/plain/decisions"): "read",
}
OPEN = ("/health", "/ready", "/openapi.json", "/docs")


def ask(api: Api, method: str, path: str, **given: Any) -> tuple[int, str | None]:  # noqa: ANN401
    """Ask with a body where the method has one, and return the status and the problem's code."""
    body: dict[str, Any] | None = None if method == "GET" else {}
    reply = api.ask(method, f"/v1{path}", body, **given)
    is_problem = reply.headers.get("content-type") == "application/problem+json"
    return reply.status, reply.code if is_problem else None


def test_every_path_is_listed_here() -> None:
    """No path is added without saying who may ask."""
    paths = {
        (method, path.removeprefix("/v1").replace("{account_id}", "plain").replace("{seq}", "1"))
        for path, methods in ROUTES.items()
        for method in methods
    }
    assert paths == {*SCOPE_OF, *(("GET", path) for path in OPEN)}


@pytest.mark.parametrize(("method", "path"), SCOPE_OF)
@pytest.mark.parametrize("scope", SCOPES)
def test_scope_holds_those_before_it(api: Api, method: str, path: str, scope: Scope) -> None:
    """Less than what is needed is 403, named with what is held; not a byte changes."""
    api.create(make_account())
    before = api.state()
    token = api.tokens.new("other", scope, now=NOW)
    found = ask(api, method, path, token=token)
    is_enough = SCOPES.index(scope) >= SCOPES.index(SCOPE_OF[method, path])
    assert (found == (403, "SCOPE_MISSING")) == (not is_enough)
    assert api.state() == before


@pytest.mark.parametrize(("method", "path"), SCOPE_OF)
@pytest.mark.parametrize("token", [None, "wrong", "addonctl_" + "x" * 43])
def test_without_a_right_token_nothing_is_answered(
    api: Api, method: str, path: str, token: str | None
) -> None:
    """401 with how to send one, whether the account is there or not."""
    api.create(make_account())
    for each in (path, path.replace("plain", "nope")):
        reply = api.ask(method, f"/v1{each}", None if method == "GET" else {}, token=token)
        assert (reply.status, reply.code) == (401, "TOKEN_INVALID")
        assert reply.headers["www-authenticate"] == 'Bearer realm="addonctl"'


@pytest.mark.parametrize("path", OPEN)
def test_what_is_about_the_server_needs_no_token(api: Api, path: str) -> None:
    """Under the base, and where probes look for it."""
    for each in (path, f"/v1{path}"):
        assert api.ask("GET", each, token=None).status == 200


@pytest.mark.parametrize(
    "header", ["{}", "Basic {}", "Bearer", "Bearer  ", "Token {}", "Bearer {} x"]
)
def test_token_is_sent_as_bearer(api: Api, header: str) -> None:
    """Nothing else is taken for one, and a query is none."""
    sent = header.format(api.token)
    reply = api.ask("GET", "/v1/rulebook", token=None, Authorization=sent)
    assert reply.code == "TOKEN_INVALID"
    reply = api.ask("GET", f"/v1/rulebook?token={api.token}", token=None)
    assert reply.code == "TOKEN_INVALID"


def test_name_of_the_scheme_may_be_in_any_case(api: Api) -> None:
    """As HTTP has it."""
    reply = api.ask("GET", "/v1/rulebook", token=None, Authorization=f"bearer {api.token}")
    assert reply.status == 200


def test_revoked_token_fails_at_the_next_request(api: Api) -> None:
    """Nothing is remembered."""
    token = api.tokens.new("short", "read", now=NOW)
    assert api.get("/rulebook", token=token).status == 200
    api.tokens.revoke("short", now=NOW)
    assert api.get("/rulebook", token=token).code == "TOKEN_INVALID"
    api.tokens.revoke("short", now=NOW + dt.timedelta(days=1))
    row = next(row for row in api.tokens.all() if row.name == "short")
    assert row.revoked_at == "2026-11-21T09:00:00Z"


def test_expired_token_fails(api: Api) -> None:
    """From the moment on at which it expires."""
    token = api.tokens.new("short", "read", now=NOW)
    for moment, status in (("2026-11-21T09:00:01Z", 200), ("2026-11-21T09:00:00Z", 401)):
        with api.site.database.write() as connection:
            row = tokens.update().where(tokens.c.name == "short")
            connection.execute(row.values(expires_at=moment))
        assert api.get("/rulebook", token=token).status == status


def test_only_the_hash_of_a_token_is_kept(api: Api) -> None:
    """256 random bits behind a prefix by which it can be found."""
    made = {api.tokens.new(f"t{number}", "read", now=NOW) for number in range(20)}
    assert len(made) == 20
    assert all(re.fullmatch(r"addonctl_[A-Za-z0-9_-]{43}", token) for token in made)
    with api.site.database.read() as connection:
        rows = connection.execute(sa.select(tokens)).all()
    kept = repr(rows)
    for token in made:
        assert token not in kept
        assert token.removeprefix("addonctl_") not in kept
        assert hashlib.sha256(token.encode()).hexdigest() in kept


def test_name_is_never_used_again(api: Api) -> None:
    """Not even that of a revoked token: events name who recorded them."""
    api.tokens.new("once", "read", now=NOW)
    api.tokens.revoke("once", now=NOW)
    with pytest.raises(ConflictFailure, match="TOKEN_NAME_USED"):
        api.tokens.new("once", "admin", now=NOW)
    assert [row.scope for row in api.tokens.all() if row.name == "once"] == ["read"]


@pytest.mark.parametrize("name", ["", "a b", "-a", "é", "a/b", "x" * 65, "a\n", "a\x00"])
def test_name_is_one_that_can_be_shown(api: Api, name: str) -> None:
    """It stands beside events."""
    with pytest.raises(UsageFailure, match="BAD_TOKEN_NAME"):
        api.tokens.new(name, "read", now=NOW)


def test_unknown_token_cannot_be_revoked(api: Api) -> None:
    """The nearest name is told."""
    with pytest.raises(NotFoundFailure, match="UNKNOWN_TOKEN") as caught:
        api.tokens.revoke("test", now=NOW)
    assert caught.value.values["nearest"] == "tests"


def test_wrong_tokens_are_counted_by_address(url: str) -> None:
    """Ten a minute; then 429 with how long to wait, while right ones are let through."""
    with running(url, failures=3) as api:
        wrong = [api.get("/rulebook", token=each).status for each in "abcd"]
        assert wrong == [401, 401, 401, 429]
        reply = api.get("/rulebook", token=None)
        assert reply.code == "RATE_LIMITED"
        assert 1 <= int(reply.headers["retry-after"]) <= 20
        assert api.get("/rulebook").status == 200

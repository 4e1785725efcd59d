"""What every request and every answer has in common."""

import re

import pytest

from addonctl.server.app import ROUTES
from tests.builders import make_account
from tests.server.raw import connected, head, read_all
from tests.server.running import Api, running

PATHS = ("/v1/rulebook", "/v1/accounts", "/v1/nope", "/health", "/docs", "/v1/accounts/nope")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("has_token", [True, False])
def test_every_answer_has_these_headers(api: Api, path: str, *, has_token: bool) -> None:
    """A name for the log, and that nothing on the way keeps it, or changes its bytes."""
    replies = [api.ask("GET", path, token="" if has_token else None) for _ in range(2)]
    for reply in replies:
        assert reply.headers["cache-control"] == "private, no-cache, no-transform"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert re.fullmatch(r"[0-9a-f]{16}", reply.headers["request-id"])
        assert int(reply.headers["content-length"]) == len(reply.body)
        assert not [name for name in reply.headers if name.startswith("access-control")]
        assert "server" not in reply.headers
    assert replies[0].headers["request-id"] != replies[1].headers["request-id"]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost"])
def test_no_page_of_another_site_is_let_in(api: Api, origin: str) -> None:
    """No CORS headers, and a preflight is refused like any unknown method."""
    reply = api.get("/rulebook", Origin=origin)
    assert not [name for name in reply.headers if name.startswith("access-control")]
    asked = {"Origin": origin, "Access_Control_Request_Method": "PUT"}
    preflight = api.ask("OPTIONS", "/v1/accounts/acme", token=None, **asked)
    assert (preflight.status, preflight.code) == (405, "METHOD_NOT_ALLOWED")
    assert not [name for name in preflight.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("host", "is_known"),
    [
        ("localhost", True),
        ("LOCALHOST:8642", True),
        ("127.0.0.1:80", True),
        ("[::1]:8642", True),
        ("api.example", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
        ("localhost:x", False),
        ("api.example@evil.example", False),
    ],
)
@pytest.mark.parametrize("path", ["/v1/rulebook", "/health", "/docs"])
def test_only_our_own_names_are_answered(url: str, host: str, path: str, *, is_known: bool) -> None:
    """421 to all others, whatever is asked: no page elsewhere reaches us by a name of its own."""
    with running(url, hosts=("api.example",)) as api:
        reply = api.ask("GET", path, Host=host)
        assert (reply.status == 421) == (not is_known)
        if not is_known:
            assert reply.code == "HOST_UNKNOWN"


def test_request_without_a_host_is_not_answered(api: Api) -> None:
    """Not even by an old protocol."""
    with connected(api.port) as connection:
        connection.sendall(b"GET /health HTTP/1.0\r\n\r\n")
        assert read_all(connection).startswith(b"HTTP/1.1 421 ")


@pytest.mark.parametrize(
    "path",
    ["/", "/v1", "/v1/", "/v2/accounts", "/v1/accounts/", "//health", "/v1/health/", "/health%0A"],
)
def test_path_that_is_not_there_is_404(api: Api, path: str) -> None:
    """No redirect, and no other spelling of a path."""
    reply = api.ask("GET", path)
    assert (reply.status, reply.code) == (404, "NO_SUCH_PATH")


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_are_405_with_those_that_there_are(api: Api, path: str, method: str) -> None:
    """Needs no token: it says nothing about any account."""
    if method in ROUTES[path]:
        return
    given = path.replace("{account_id}", "plain").replace("{seq}", "1")
    with connected(api.port) as connection:
        connection.sendall(head(method, given, Connection="close"))
        answer = read_all(connection).decode()
    if method == "BREW":
        assert answer.startswith("HTTP/1.1 400 ")
        return
    assert answer.startswith("HTTP/1.1 405 ")
    assert f"allow: {', '.join(ROUTES[path])}\r\n" in answer
    assert '"code": "METHOD_NOT_ALLOWED"' in answer


@pytest.mark.parametrize("path", ["/v1/accounts/plain", "/v1/rulebook", "/health"])
def test_head_is_get_without_its_body(api: Api, path: str) -> None:
    """The same headers."""
    api.create(make_account())
    got, headed = api.ask("GET", path), api.ask("HEAD", path)
    assert (headed.status, headed.body) == (200, b"")
    varying = {"request-id", "date", "ratelimit"}
    assert {k: v for k, v in headed.headers.items() if k not in varying} == {
        k: v for k, v in got.headers.items() if k not in varying
    }


def test_answers_are_not_compressed(api: Api) -> None:
    """An ETag is of these bytes; what compresses would make it weak."""
    reply = api.get("/rulebook", Accept_Encoding="gzip, br")
    assert "content-encoding" not in reply.headers
    assert "vary" not in reply.headers


def test_bug_is_told_by_its_request_alone(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """No trace, no data: they stand in the log, the places alone, under the request's name."""

    def fail(**_: object) -> None:
        raise RuntimeError("secret of acme")

    monkeypatch.setattr(api.site.accounts, "page", fail)
    reply = api.get("/accounts")
    assert (reply.status, reply.code) == (500, "INTERNAL")
    assert b"secret" not in reply.body
    assert reply.headers["request-id"] in reply.json["detail"]
    bug = next(line for line in api.lines() if line["event"] == "bug")
    assert bug["request_id"] == reply.headers["request-id"]
    assert bug["type"] == "RuntimeError"
    assert bug["places"][-1].endswith(" fail")
    assert "secret" not in api.log.getvalue()
    assert api.get("/health").status == 200


def test_date_is_by_the_clock_that_decides(api: Api) -> None:
    """So that whoever asks can tell which day it is for the server; also of what is refused."""
    for token in (None, "wrong"):
        reply = api.get("/rulebook", **({} if token is None else {"token": token}))
        assert reply.headers["date"] == "Sat, 21 Nov 2026 09:00:00 GMT"

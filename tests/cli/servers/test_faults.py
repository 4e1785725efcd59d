"""A server that misbehaves: every reading command ends with what is wrong, in its time, unharmed.

The token that goes to the server is the one that no stream may show, at any verbosity: `run`
looks for it.
"""

import json
import resource
import socket
from typing import Final

import pytest

from tests.cli.program import CANARY, run
from tests.cli.servers.conftest import Ask, Serve, failure_of
from tests.stores.api.faulty_server import Manner, drip, flood, raw, reply, reset, silence
from tests.stores.api.kept_accounts import problem
from tests.stores.api.waiting import IMPATIENT, NotedWaits

HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
NESTED: Final = b'{"a":' * 100_000
NO_BODY: Final = "we-never-echo-this"
ANSWERS: Final[dict[str, tuple[Manner, int, str, str]]] = {
    "a page of a network": (
        reply(b"<html>" + NO_BODY.encode(), media="text/html; charset=utf-8"),
        *(7, "API_NOT_JSON", "text/html"),
    ),
    "a page that is called JSON": (reply(b"<html>"), 7, "API_NOT_JSON", "line 1, column 1"),
    "text": (reply(b"{}", media="text/plain"), 7, "API_NOT_JSON", "text/plain"),
    "no media type": (reply(b"{}", media=None), 7, "API_NOT_JSON", "no media type"),
    "no content": (
        raw(b"HTTP/1.1 204 No Content\r\n\r\n"),
        *(7, "API_NOT_JSON", "no content"),
    ),
    "half of it": (raw(HEAD + b'\r\n{"schema": 1,'), 7, "API_NOT_JSON", "line 1, column 14"),
    "two documents": (reply(b"{}\n{}"), 7, "API_NOT_JSON", "line 2, column 1"),
    "a key twice": (reply(b'{"id": 1, "id": 2}'), 7, "API_NOT_JSON", "line 1"),
    "no number": (reply(b'{"id": NaN}'), 7, "API_NOT_JSON", "JSON knows"),
    "nested for ever": (reply(NESTED), 7, "API_NOT_JSON", "line 1"),
    "no UTF-8": (reply(b'{"id": "\xff"}'), 7, "API_NOT_JSON", "UTF-8"),
    "half a character": (reply(b'{"id": "\\ud800"}'), 7, "API_NOT_JSON", "Unicode"),
    "a list": (reply([]), 7, "API_NOT_JSON", "line 1"),
    "3 MB": (reply(b"1" * 3_000_000), 7, "API_TOO_LARGE", "1048576 bytes"),
    "a header of 200 KB": (reply({}, headers={"X": "y" * 200_000}), 7, "API_TOO_LARGE", "65536"),
    "a bomb": (reply(b"\x1f\x8b", headers={"Content-Encoding": "gzip"}), 7, "API_ENCODED", "gzip"),
    "a reset": (reset(HEAD), 7, "API_BROKEN", "broke off"),
    "less than its length": (reply(b"{}", length=9), 7, "API_BROKEN", "broke off"),
    "an endless body": (flood(HEAD + b"\r\n", b" " * 65_536), 7, "API_TOO_LARGE", "body"),
    "not there": (reply(status="404 Not Found", media=None), 5, "UNKNOWN_ACCOUNT", "acme"),
    "nobody may": (reply(status="401 No", media=None), 4, "TOKEN_INVALID", "token"),
    "this one may not": (reply(status="403 No", media=None), 4, "SCOPE_MISSING", "token"),
    "a mistake of its own": (reply(status="500 Oh", media=None), 7, "API_STATUS", "500"),
    "an unknown status": (reply({}, status="299 Hm"), 7, "API_STATUS", "299"),
    "not modified": (reply(status="304 No", media=None), 7, "API_STATUS", "304"),
    "a redirect to nowhere": (reply(status="302 Found", media=None), 7, "API_STATUS", "302"),
    "a pot": (reply(status="418 Pot", media=None), 7, "API_STATUS", "418"),
    "other words": (
        reply(b"\x1b[2J" * 9, media="text/\x1b[31m"),
        *(7, "API_NOT_JSON", "\\x1b"),
    ),
}
ENDLESS: Final[dict[str, Manner]] = {
    "headers that drip": drip(HEAD, b"X: y\r\n"),
    "a body that drips": drip(HEAD + b"\r\n", b" "),
    "silence": silence,
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answer_that_is_none(name: str, serve: Serve, ask: Ask) -> None:
    """The code, the exit code and what is wrong; nothing of the body is shown."""
    manner, code, failure, words = ANSWERS[name]
    ran = ask(serve(acme=manner))
    assert (ran.code, failure_of(ran)) == (code, failure), ran
    assert words in ran.err
    assert NO_BODY not in ran.err


@pytest.mark.parametrize("name", ENDLESS)
def test_answer_that_never_ends(name: str, serve: Serve, ask: Ask) -> None:
    """At the deadline it is left, and the command says so."""
    ran = ask(serve(acme=ENDLESS[name]), patience=IMPATIENT)
    assert (ran.code, failure_of(ran)) == (7, "API_TIMEOUT")


def test_faults_fill_no_memory(serve: Serve, ask: Ask) -> None:
    """What floods is left after what may come: the memory of this process hardly grows."""
    ask(serve())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for begin in (HEAD + b"\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n"):
        assert ask(serve(acme=flood(begin, b"10000\r\n" + b" " * 65_536 + b"\r\n"))).code == 7
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 60 * 1024


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("form", ["table", "json"])
def test_faults_are_told_in_both_languages_and_forms(
    form: str, lang: str, serve: Serve, ask: Ask
) -> None:
    """A failure of a server looks like any other."""
    server = serve(acme=reply(b"<html>", media="text/html"))
    ran = ask(server, "eligibility", "-a", "acme", "-o", form, "--lang", lang, "-v")
    assert ran.code == 7
    if form == "json":
        assert ran.error["code"] == "API_NOT_JSON"


def test_nobody_listens(ask: Ask, serve: Serve, waits: NotedWaits) -> None:
    """Where nobody listens it is tried three times; nothing was sent."""
    server = serve()
    server.close()
    ran = ask(server)
    assert (ran.code, failure_of(ran)) == (7, "API_UNREACHABLE")
    assert "3 times" in ran.err
    assert len(waits.slept) == 2


def test_host_that_does_not_take_connections(ask: Ask, serve: Serve) -> None:
    """A connection that doesn't come about ends in its time, too."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(3)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(("127.0.0.1", port))
        ran = ask(
            serve(),
            environ={"ADDONCTL_API_URL": f"http://127.0.0.1:{port}"},
            patience=IMPATIENT,
        )
        for each in waiting:
            each.close()
    assert ran.code == 7
    assert failure_of(ran) in {"API_UNREACHABLE", "API_TIMEOUT"}


def test_busy_server_is_asked_again(
    serve: Serve, ask: Ask, acme: object, waits: NotedWaits
) -> None:
    """Twice 503, then an answer: three tries, longer apart each time."""
    busy = reply(status="503 Busy", media=None)
    server = serve(acme=[busy, busy, reply(acme)])
    assert ask(server).code == 0
    assert server.paths.count("/v1/accounts/acme") == 3
    assert waits.slept == [0.375, 0.75]


@pytest.mark.parametrize("status", ["429 Slow", "502 Way", "503 Busy", "504 Late"])
def test_server_that_stays_busy(status: str, serve: Serve, ask: Ask) -> None:
    """After three tries it is told as what it is; nothing is asked for ever."""
    server = serve(acme=reply(status=status, media=None))
    ran = ask(server)
    assert ran.code == 7
    assert failure_of(ran) == ("API_STATUS" if status[:3] in {"502", "504"} else "API_BUSY")
    assert server.paths.count("/v1/accounts/acme") == 3


def test_server_says_how_long_to_wait(
    serve: Serve, ask: Ask, acme: object, waits: NotedWaits
) -> None:
    """Retry-After is kept to, as long as somebody would wait."""
    later = reply(status="429 Slow", media=None, headers={"Retry-After": "2"})
    assert ask(serve(acme=[later, reply(acme)])).code == 0
    assert waits.slept == [2]


@pytest.mark.parametrize(
    ("until", "answered", "slept"),
    [
        ("Sat, 21 Nov 2026 09:00:03 GMT", "Sat, 21 Nov 2026 09:00:00 GMT", 3),
        ("Sat, 21 Nov 2026 08:00:00 GMT", "Sat, 21 Nov 2026 09:00:00 GMT", 0.375),
        ("Sat, 21 Nov 2026 09:00:03 GMT", "", 0.375),
        ("soon", "Sat, 21 Nov 2026 09:00:00 GMT", 0.375),
        ("Sat, 99 Nov 2026 09:00:03 GMT", "Sat, 21 Nov 2026 09:00:00 GMT", 0.375),
    ],
)
def test_server_says_until_when_to_wait(  # noqa: PLR0917  # what is given, and said
    serve: Serve,
    ask: Ask,
    acme: object,
    waits: NotedWaits,
    until: str,
    answered: str,
    slept: float,
) -> None:
    """Retry-After may be a moment: by the server's clock, not by ours."""
    headers = {"Retry-After": until, "Date": answered}
    later = reply(status="503 Busy", media=None, headers=headers)
    assert ask(serve(acme=[later, reply(acme)])).code == 0
    assert waits.slept == [slept]


def test_server_asks_to_wait_too_long(serve: Serve, ask: Ask, waits: NotedWaits) -> None:
    """A wait that no command is worth is told at once."""
    later = reply(status="503 Busy", media=None, headers={"Retry-After": "3600"})
    ran = ask(serve(acme=later))
    assert (ran.code, failure_of(ran)) == (7, "API_BUSY")
    assert "3,600 seconds" in ran.err
    assert waits.slept == []


def test_broken_answer_is_asked_for_again(serve: Serve, ask: Ask, acme: object) -> None:
    """Reading does nothing, so an answer that broke off is asked for again."""
    assert ask(serve(acme=[reset(HEAD), reply(b"{", length=9), reply(acme)])).code == 0


def test_another_account(serve: Serve, ask: Ask, acme: dict[str, object]) -> None:
    """An answer about another account is none."""
    ran = ask(serve(acme=reply(acme | {"id": "other"})))
    assert (ran.code, failure_of(ran)) == (7, "API_OTHER_ACCOUNT")


def test_account_that_was_probably_meant(serve: Serve, ask: Ask) -> None:
    """Where the server lists its accounts, the nearest of those that begin alike is named."""
    rows = [{"id": name, "name": name, "plan": "custom", "version": 0} for name in ("acme", "alba")]
    server = serve(accounts=reply({"accounts": rows, "next": None}))
    ran = ask(server, "catalog", "-a", "acmee")
    assert (ran.code, failure_of(ran)) == (5, "UNKNOWN_ACCOUNT")
    assert "did you mean acme?" in ran.err
    assert server.paths[-1] == "/v1/accounts?limit=500&after=a"


def test_account_with_problems(serve: Serve, ask: Ask, acme: dict[str, object]) -> None:
    """All problems with their fields and places, as of a file."""
    ran = ask(serve(acme=reply(acme | {"plan": "esentials", "x": 1})), "catalog", "-a", "acme")
    assert (ran.code, failure_of(ran)) == (6, "ACCOUNT_INVALID")
    assert "/v1/accounts/acme:1:" in ran.err
    assert 'did you mean "essentials"' in ran.err


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 There", "308 Moved"])
def test_redirect_gets_no_token(status: str, serve: Serve, ask: Ask) -> None:
    """No redirect is followed: who is led to gets neither a request nor a token."""
    other = serve()
    location = {"Location": f"{other.url}/v1/accounts/acme?token={NO_BODY}"}
    ran = ask(serve(acme=reply(status=status, media=None, headers=location)))
    assert (ran.code, failure_of(ran)) == (4, "API_REDIRECT")
    assert other.url in ran.err
    assert NO_BODY not in ran.err
    assert other.requests == []


@pytest.mark.parametrize("target", ["//u:PW@host:99999999/", "u:PW@host", "https://u:PW@host/"])
def test_redirect_with_a_password_shows_none(target: str, serve: Serve, ask: Ask) -> None:
    """Also where it is no address."""
    ran = ask(serve(acme=reply(status="302 Found", media=None, headers={"Location": target})))
    assert (ran.code, failure_of(ran)) == (4, "API_REDIRECT")
    assert "PW" not in ran.err


def test_what_comes_before_an_answer_is_passed_over(
    serve: Serve, ask: Ask, acme: dict[str, object]
) -> None:
    """Hints of a proxy, and word that it is at work; a change of the protocol is no answer."""
    heads = b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
    body = json.dumps(acme).encode()
    length = b"Content-Length: %d\r\n\r\n" % len(body)
    assert ask(serve(acme=raw(heads + HEAD + length + body))).code == 0
    ran = ask(serve(acme=raw(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")))
    assert ran.code == 7
    ran = ask(serve(acme=flood(b"", heads)))
    assert (ran.code, failure_of(ran)) == (7, "API_TOO_LARGE")


def test_path_that_leads_past_the_api_is_no_unknown_account(serve: Serve, ask: Ask) -> None:
    """Whoever branches does so on the code: only one says that there is no such account."""
    manner = problem("404 Not Found", "NO_SUCH_PATH")
    ran = ask(serve(acme=manner))
    assert (ran.code, failure_of(ran)) == (7, "API_PROBLEM")
    ran = ask(serve(acme=problem("404 Not Found", "UNKNOWN_ACCOUNT")))
    assert (ran.code, failure_of(ran)) == (5, "UNKNOWN_ACCOUNT")


def test_server_without_rulebook(serve: Serve, ask: Ask) -> None:
    """By what a server decides is never guessed."""
    missing = reply(status="404 Not Found", media=None)
    ran = ask(serve(rulebook=missing))
    assert (ran.code, failure_of(ran)) == (7, "API_NO_RULEBOOK")
    ran = ask(serve(rulebook=reply({"api": "addonctl.api/2"})))
    assert (ran.code, failure_of(ran)) == (7, "API_NO_RULEBOOK")


def test_problem_of_the_server(serve: Serve, ask: Ask) -> None:
    """What a server says in words of its own is shown as data, in the person's language."""
    words = {"en": "the moon\x1b[2J is full", "fr": "la lune est pleine"}
    problem = {
        "type": "about:blank",
        "title": "t",
        "status": 400,
        "detail": "d",
        "code": "MOON_FULL",
        "message": words,
        "hint": words,
    }
    server = serve(acme=reply(problem, status="400 Bad", media="application/problem+json"))
    ran = ask(server)
    assert (ran.code, failure_of(ran)) == (7, "API_PROBLEM")
    assert "MOON_FULL" in ran.err
    assert "the moon\\x1b[2J is full" in ran.err
    assert "la lune est pleine" in ask(server, "catalog", "-a", "acme", "--lang", "fr").err


def test_token_goes_to_its_server_alone(serve: Serve, ask: Ask) -> None:
    """Every request to the server that is set has the token, none to another one."""
    own, other = serve(), serve()
    assert ask(own).code == 0
    assert ask(own, "catalog", "-a", f"{other.url}/v1/accounts/acme").code == 0
    assert all(b"Authorization: Bearer " + CANARY.encode() in each for each in own.requests)
    assert len(other.requests) == 2
    assert not any(CANARY.encode() in each for each in other.requests)


def test_request_says_what_it_takes(serve: Serve, ask: Ask) -> None:
    """JSON as it is, uncompressed, on a connection of its own."""
    server = serve()
    ask(server)
    for request in server.requests:
        assert b"Accept: application/json, application/problem+json\r\n" in request
        assert b"Accept-Encoding: identity\r\n" in request
        assert b"Connection: close\r\n" in request
        assert request.count(b"Host: ") == 1


def test_environment_of_a_stranger(serve: Serve, ask: Ask) -> None:
    """Proxies, authorities and passwords of the environment are left aside."""
    evil = serve()
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
    environ = dict.fromkeys(names, evil.url) | {"SSL_CERT_FILE": "/dev/null", "NETRC": "/dev/null"}
    server = serve()
    assert ask(server, environ=environ).code == 0
    assert evil.requests == []


def test_no_token_where_none_is_set(serve: Serve) -> None:
    """A server that wants a token where none is set is told so."""
    server = serve(acme=reply(status="401 No", media=None))
    ran = run("catalog", "-a", "acme", environ={"ADDONCTL_API_URL": server.url})
    assert (ran.code, failure_of(ran)) == (4, "TOKEN_MISSING")
    assert b"Authorization" not in server.requests[0]

"""`addonctl doctor` and a server: each check's good and bad states, the exit code, both languages.

A real server on SQLite answers what is well; servers that misbehave answer what isn't. The token
is one that no stream may show: `run` looks for it.
"""

import datetime as dt
import json
import socket
import ssl
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import sqlalchemy as sa
import trustme

from addonctl.model.wire import RULES
from addonctl.server.storage.tables import tokens
from tests.builders import example_account, example_catalog
from tests.cli.accounts import ACCOUNT
from tests.cli.program import CANARY, NOW, Ran, run
from tests.cli.servers.conftest import Ask, Serve
from tests.files import write
from tests.server.running import Api, running
from tests.stores.api.faulty_server import (
    Manner,
    drip,
    reply,
    reset,
    rulebook,
    silence,
)
from tests.stores.api.kept_accounts import problem
from tests.stores.api.static_files import serving_files, write_api
from tests.stores.api.waiting import IMPATIENT

CHECKS: Final = (
    *("data", "settings", "accounts"),
    *("token", "api", "clock", "versions", "rules", "preview", "journal"),
)
PAGE: Final = {
    "accounts": [{"id": "acme", "name": "Acme SAS", "plan": "essentials", "version": 0}],
    "next": None,
}
NONE: Final[dict[str, Any]] = {"accounts": [], "next": None}
WELL: Final = ("ok", "ok", "not_checked", *("ok",) * 7)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Run a server with an example on it."""
    folder = tmp_path_factory.mktemp("doctor")
    with running(f"sqlite:///{folder}/accounts.db", catalog=example_catalog()) as api:
        api.create(example_account("acme.toml"))
        yield api


def doctor(api: Api, *argv: str, token: str = "", now: dt.datetime = NOW, **environ: str) -> Ran:
    """Ask about a real server."""
    given = {"ADDONCTL_API_URL": f"http://127.0.0.1:{api.port}"}
    given["ADDONCTL_TOKEN"] = token or api.token
    ran = run("doctor", "-o", "json", *argv, environ=given | environ, now=now)
    assert (token or api.token) not in ran.out + ran.err
    return ran


def states(ran: Ran) -> tuple[str, ...]:
    """Return the state of each check, always the same ones in the same order."""
    assert tuple(each["name"] for each in ran.json["checks"]) == CHECKS
    assert ran.json["ok"] == (ran.code == 0)
    return tuple(each["state"] for each in ran.json["checks"])


def check(ran: Ran, name: str) -> Any:  # noqa: ANN401  # JSON
    """Return what one check found."""
    return next(each for each in ran.json["checks"] if each["name"] == name)


def words(ran: Ran, name: str) -> str:
    """Return all that one check says, in English."""
    return "; ".join(each["en"] for each in check(ran, name)["found"])


def failing(ran: Ran, name: str, code: str, exit_code: int) -> Any:  # noqa: ANN401  # JSON
    """See that one check failed, and that the run ends with its failure."""
    found = check(ran, name)
    assert (found["state"], found["code"], ran.code) == ("failed", code, exit_code), ran
    assert ran.error["code"] == code
    assert found["hint"]["en"]
    assert ran.error["message"]["fr"] in found["found"][0]["fr"]
    return found


def test_all_is_well(real: Api) -> None:
    """Every check that can be made is, and says what it found."""
    ran = doctor(real)
    assert (ran.code, states(ran), ran.err) == (0, WELL, "")
    assert ran.json["server"] == f"http://127.0.0.1:{real.port}"
    assert f"in ADDONCTL_TOKEN, for http://127.0.0.1:{real.port} alone" in words(ran, "token")
    assert words(ran, "token").endswith("the server takes it; it is tests, with the scope admin")
    assert "its name, the connection, the answer and its JSON" in words(ran, "api")
    assert words(ran, "clock").startswith("0 seconds")
    assert "both speak addonctl.api/1" in words(ran, "versions")
    assert f"rules number {RULES} on both sides" in words(ran, "rules")
    assert words(ran, "preview").startswith("Analytics+ of acme, now 63.18 EUR: the same")
    assert all(not each["code"] and not each["step"] for each in ran.json["checks"])


def test_screen_says_the_same_in_both_languages(real: Api) -> None:
    """The answer first, then a line a check; French is French throughout."""
    environ = {"ADDONCTL_API_URL": f"http://127.0.0.1:{real.port}", "ADDONCTL_TOKEN": real.token}
    english = run("doctor", environ=environ)
    assert english.out.startswith("Nothing is wrong: 9 ok, 1 not checked.\n")
    french = run("doctor", "--lang", "fr", environ=environ)
    assert french.out.startswith("Rien d'anormal\u00a0: 9 corrects, 1 non vérifié.\n")
    assert "identique ici et là-bas, à l'octet près" in french.out
    markdown = run("doctor", "-o", "markdown", environ=environ)
    assert markdown.out.count("\n| ") == len(CHECKS) + 2
    for ran in (english, french, markdown):
        assert ran.code == 0
        assert real.token not in ran.out + ran.err


@pytest.mark.parametrize("reference", ["acme", "{url}/v1/accounts/acme"])
def test_account_may_be_named(real: Api, reference: str) -> None:
    """By its id or its address, as an option or a setting."""
    word = reference.format(url=f"http://127.0.0.1:{real.port}")
    assert states(doctor(real, "-a", word)) == WELL
    assert states(doctor(real, ADDONCTL_ACCOUNT=word)) == WELL


def test_unknown_account_fails(real: Api) -> None:
    """Whoever names an account means that one."""
    failing(doctor(real, "-a", "acne"), "preview", "UNKNOWN_ACCOUNT", 5)


@pytest.mark.parametrize(
    ("account", "hint"),
    [("acne", "did you mean acme?"), ("nobody", "check the id, and which API is set")],
)
def test_unknown_account_is_looked_for_on_the_server(real: Api, account: str, hint: str) -> None:
    """What to do about an unknown account is about the server, not about files."""
    assert hint in check(doctor(real, "-a", account), "preview")["hint"]["en"]


def test_file_has_no_preview_of_a_server(real: Api, account: Path) -> None:
    """A file is no account of a server; one that is set is no reason not to look at the server."""
    ran = doctor(real, "-a", account.name)
    assert (ran.code, check(ran, "preview")["state"]) == (0, "not_checked")
    assert "a file" in words(ran, "preview")
    assert states(doctor(real, ADDONCTL_ACCOUNT=account.name)) == WELL


def test_token_that_the_server_does_not_take(real: Api) -> None:
    """Unknown, revoked or expired: the server doesn't tell these apart; it can be reached."""
    real.tokens.new("gone", "read", now=NOW)
    expired = real.tokens.new("expired", "read", now=NOW)
    revoked = real.tokens.new("revoked", "read", now=NOW)
    real.tokens.revoke("revoked", now=NOW)
    with real.site.database.write() as connection:
        past = tokens.update().where(tokens.c.name == "expired")
        connection.execute(past.values(expires_at="2026-11-20T09:00:00Z"))
        assert connection.scalar(sa.select(sa.func.count()).select_from(tokens))
    for token in (CANARY, expired, revoked):
        ran = doctor(real, token=token)
        failing(ran, "token", "TOKEN_INVALID", 4)
        unknown = ("not_checked", "not_checked", "not_checked")
        assert states(ran)[3:] == ("failed", "ok", "ok", *unknown, "ok")
        assert "JSON" not in words(ran, "api")


def test_no_token(real: Api) -> None:
    """None is set, or one for another server: which is said, and goes nowhere."""
    url = f"http://127.0.0.1:{real.port}"
    ran = run("doctor", "-o", "json", environ={"ADDONCTL_API_URL": url})
    failing(ran, "token", "TOKEN_MISSING", 4)
    assert words(ran, "token").count("set for") == 1
    other = {"ADDONCTL_API_URL": "https://billing.example.com", "ADDONCTL_TOKEN": CANARY}
    ran = run("doctor", "-o", "json", "-a", f"{url}/v1/accounts/acme", environ=other)
    failing(ran, "token", "TOKEN_MISSING", 4)
    assert "belongs to another server" in words(ran, "token")
    assert words(ran, "token").count("set for") == 1


def test_token_file(real: Api, folder: Path) -> None:
    """Its mode is told; one that is open to others isn't used, and nothing is asked."""
    path = folder / "token"
    path.write_text(real.token, "utf-8")
    path.chmod(0o600)
    url = f"http://127.0.0.1:{real.port}"
    environ = {"ADDONCTL_API_URL": url, "ADDONCTL_TOKEN_FILE": path.name}
    ran = run("doctor", "-o", "json", environ=environ)
    assert states(ran) == WELL
    assert f"in token (mode 0600), for {url} alone" in words(ran, "token")
    path.chmod(0o644)
    ran = run("doctor", "-o", "json", environ=environ)
    failing(ran, "token", "TOKEN_FILE_OPEN", 4)
    assert "mode 0644" in words(ran, "token")
    assert set(states(ran)[4:9]) == {"not_checked"}
    path.unlink()
    failing(run("doctor", "-o", "json", environ=environ), "token", "TOKEN_FILE_UNREADABLE", 4)
    environ |= {"ADDONCTL_TOKEN": "short"}
    failing(run("doctor", "-o", "json", environ=environ), "token", "TOKEN_MALFORMED", 4)


def test_what_a_token_may_do(real: Api, ask: Ask, serve: Serve) -> None:
    """And until when, where the server says so; that it doesn't say is nothing wrong."""
    token = real.tokens.new("desk", "act", now=NOW)
    with real.site.database.write() as connection:
        row = tokens.update().where(tokens.c.name == "desk")
        connection.execute(row.values(expires_at="2026-11-22T09:00:00Z"))
    ran = doctor(real, token=token)
    told = "it is desk, with the scope act; it expires on 2026-11-22T09:00:00Z"
    assert (ran.code, words(ran, "token").endswith(told)) == (0, True)
    for answer in (reply(status="404 No", media=None), reply({"scope": "all"}), reply(b"<html>")):
        ran = ask(serve(token=answer, accounts=reply(NONE)), "doctor", "-o", "json")
        assert (ran.code, check(ran, "token")["state"]) == (0, "ok")
        assert words(ran, "token").endswith("isn't known: the server doesn't say")


def test_scope_that_does_not_suffice(ask: Ask, serve: Serve) -> None:
    """A server may refuse a token even what reads."""
    server = serve(rulebook=reply(status="403 No", media=None))
    failing(ask(server, "doctor", "-o", "json"), "token", "SCOPE_MISSING", 4)


@pytest.mark.parametrize("seconds", [-61, -60, 0, 60, 61])
def test_clock(real: Api, seconds: int) -> None:
    """Up to sixty seconds are tolerated, either way, and that is said."""
    ran = doctor(real, now=NOW + dt.timedelta(seconds=seconds))
    if abs(seconds) <= 60:
        assert states(ran) == WELL
        assert words(ran, "clock").endswith("up to 60 are tolerated")
    else:
        failing(ran, "clock", "CLOCK_DIFFERS", 8)
        assert "2026-11-21T09:00:00Z on http" in words(ran, "clock")


def test_preview_is_compared_on_another_day_too(real: Api) -> None:
    """The clock is a check of its own: a preview is the same although the days differ."""
    ran = doctor(real, now=NOW + dt.timedelta(days=1))
    failing(ran, "clock", "CLOCK_DIFFERS", 8)
    assert check(ran, "preview")["state"] == "ok"


@pytest.mark.parametrize("date", [None, "yesterday"])
def test_clock_of_a_server_that_does_not_say(ask: Ask, serve: Serve, date: str | None) -> None:
    """What isn't known isn't well."""
    headers = {} if date is None else {"Date": date}
    ran = ask(serve(rulebook=reply(rulebook(), headers=headers)), "doctor", "-o", "json")
    assert check(ran, "clock")["state"] == "not_checked"


ANSWERS: Final[dict[str, tuple[Manner, str, int, str]]] = {
    "silence": (silence, "API_TIMEOUT", 7, "answer"),
    "a drip": (drip(b"HTTP/1.1 200 OK\r\n", b"X"), "API_TIMEOUT", 7, "answer"),
    "a reset": (reset(b"HTTP/1.1"), "API_BROKEN", 7, "answer"),
    "a mistake": (reply(status="500 Oh", media=None), "API_STATUS", 7, "answer"),
    "a busy one": (reply(status="503 Later", media=None), "API_BUSY", 7, "answer"),
    "nothing there": (reply(status="404 No", media=None), "API_NO_RULEBOOK", 7, "answer"),
    "a redirect": (
        reply(status="302 Found", headers={"Location": "https://login.example.com/?a=b"}),
        *("API_REDIRECT", 4, "answer"),
    ),
    "another's name": (problem("421 No", "HOST_UNKNOWN"), "API_PROBLEM", 7, "answer"),
    "a page": (reply(b"<html>", media="text/html"), "API_NOT_JSON", 7, "json"),
    "a page called JSON": (reply(b"<html>"), "API_NOT_JSON", 7, "json"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_step_at_which_an_answer_fails(ask: Ask, serve: Serve, name: str) -> None:
    """The server was reached: it is its answer, or the JSON in it."""
    manner, code, exit_code, step = ANSWERS[name]
    patience = IMPATIENT if "API_TIMEOUT" in code else None
    server = serve(rulebook=manner)
    ran = ask(server, "doctor", "-o", "json", patience=patience)
    assert failing(ran, "api", code, exit_code)["step"] == step
    assert {*states(ran)[5:9]} == {"not_checked"}
    french = ask(server, "doctor", "--lang", "fr", patience=patience)
    assert french.code == exit_code
    assert french.out.startswith("Quelque chose ne va pas\u00a0: 1 en échec, ")


def test_step_of_a_server_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch, ask: Ask, serve: Serve
) -> None:
    """Nobody listens, or nobody knows its name."""
    server = serve()
    server.close()
    ran = ask(server, "doctor", "-o", "json")
    assert failing(ran, "api", "API_UNREACHABLE", 7)["step"] == "connection"
    assert check(ran, "token")["state"] == "not_checked"

    def unknown(*_args: object, **_options: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    ran = ask(server, "doctor", "-o", "json")
    assert failing(ran, "api", "API_UNREACHABLE", 7)["step"] == "name"


def test_step_of_a_server_that_cannot_prove_itself(ask: Ask, serve: Serve, tmp_path: Path) -> None:
    """TLS fails until its authority is trusted; then it is among what was right."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    server = serve(tls=context, accounts=reply(NONE))
    ran = ask(server, "doctor", "-o", "json")
    assert failing(ran, "api", "TLS_FAILED", 4)["step"] == "tls"
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    ran = ask(server, "doctor", "-o", "json", environ={"ADDONCTL_CA_FILE": str(path)})
    assert ran.code == 0
    assert "its name, the connection, TLS, the answer" in words(ran, "api")


def test_another_version_of_the_api(ask: Ask, serve: Serve) -> None:
    """It is reached, and what it speaks isn't known here."""
    ran = ask(serve(rulebook=reply(rulebook(api="addonctl.api/2"))), "doctor", "-o", "json")
    failing(ran, "versions", "API_NO_RULEBOOK", 7)
    assert states(ran)[3:5] == ("ok", "ok")


def test_rules_of_another_number_warn(ask: Ask, serve: Serve) -> None:
    """As they do beside every answer: what they lead to may be the same."""
    server = serve(rulebook=reply(rulebook(rules=RULES + 1)), accounts=reply(NONE))
    ran = ask(server, "doctor", "-o", "json")
    found = check(ran, "rules")
    assert (ran.code, found["state"], found["code"]) == (0, "warning", "RULES_DIFFER")
    screen = ask(server, "doctor")
    assert "1 warning" in screen.out.splitlines()[0]
    assert "RULES_DIFFER: addonctl explain RULES_DIFFER" in screen.out


def test_rulebook_with_faults(ask: Ask, serve: Serve) -> None:
    """All of them, each with its place."""
    server = serve(rulebook=reply(rulebook(rules="one", records="no")))
    found = failing(ask(server, "doctor", "-o", "json"), "rules", "RULEBOOK_INVALID", 6)
    assert {each["path"] for each in found["problems"]} == {"rules", "records"}


def test_policy_of_the_server_with_a_gap(ask: Ask, serve: Serve, real: Api) -> None:
    """With a gap anywhere nothing is allowed."""
    policy = real.get("/rulebook").json["policy"]
    del policy["permit"][0]
    server = serve(rulebook=reply(rulebook(policy=policy)))
    failing(ask(server, "doctor", "-o", "json"), "rules", "POLICY_INCOMPLETE", 6)


def test_settings_without_effect_warn(real: Api) -> None:
    """What the server prescribes makes them so."""
    ran = doctor(real, ADDONCTL_READING="fr-table")
    found = check(ran, "rules")
    assert (ran.code, found["state"], found["code"]) == (0, "warning", "SETTINGS_UNUSED")


def previewed(real: Api, *, changed: bool, **layout: Any) -> bytes:  # noqa: ANN401
    """Return the preview of the real server, with another total where that is wanted."""
    body = {"addon": "analytics-plus", "as_of": "2026-11-21"}
    answer = real.post("/accounts/acme/previews", body).json
    if changed:
        answer["now"]["total"] = "1.00"
    return json.dumps(answer, ensure_ascii=False, **layout).encode() + b"\n"


@pytest.fixture
def twin(real: Api, serve: Serve) -> Any:  # noqa: ANN401  # a function
    """Serve what the real server does, with a preview that a test gives."""
    book = real.get("/rulebook").json
    account = real.get("/accounts/acme").json

    def start(previews: Manner, **manners: Manner) -> Any:  # noqa: ANN401  # a server
        usual = {"rulebook": reply(book), "acme": reply(account), "accounts": reply(PAGE)}
        return serve(**{**usual, "previews": previews, **manners})

    return start


def test_preview_that_differs_fails(ask: Ask, twin: Any, real: Api) -> None:  # noqa: ANN401
    """What differs is named, with both values."""
    ran = ask(twin(reply(previewed(real, changed=True, indent=2))), "doctor", "-o", "json")
    failing(ran, "preview", "PREVIEW_DIFFERS", 8)
    assert "now.total: 1.00 there, 63.18 here" in words(ran, "preview")


def test_preview_that_is_laid_out_otherwise_warns(ask: Ask, twin: Any, real: Api) -> None:  # noqa: ANN401
    """The values are the same, and the bytes aren't; the same bytes are well."""
    server = twin(reply(previewed(real, changed=False)))
    ran = ask(server, "doctor", "-o", "json")
    found = check(ran, "preview")
    assert (ran.code, found["state"], found["code"]) == (0, "warning", "PREVIEW_LAYOUT")
    same = ask(twin(reply(previewed(real, changed=False, indent=2))), "doctor", "-o", "json")
    assert check(same, "preview")["state"] == "ok"
    asked = [each for each in server.requests if each.startswith(b"POST ")]
    assert len(asked) == 1
    assert asked[0].endswith(b'{"addon":"analytics-plus","as_of":"2026-11-21"}')


def test_preview_of_an_account_that_was_changed_is_made_again(
    ask: Ask,
    twin: Any,  # noqa: ANN401
    real: Api,
) -> None:
    """Between two requests somebody may have recorded something: once is no proof."""
    answers = [reply(previewed(real, changed=each, indent=2)) for each in (True, False)]
    ran = ask(twin(answers), "doctor", "-o", "json")
    assert check(ran, "preview")["state"] == "ok"


UNANSWERED: Final[dict[str, tuple[Manner, str, int]]] = {
    "no price": (problem("422 No", "NO_PRICE"), "PREVIEW_DIFFERS", 8),
    "refused": (problem("409 No", "REFUSED"), "PREVIEW_DIFFERS", 8),
    "no right": (reply(status="403 No", media=None), "SCOPE_MISSING", 4),
    "busy": (reply(status="429 Later", media=None), "API_BUSY", 7),
    "broken": (reply(status="500 Oh", media=None), "API_STATUS", 7),
    "no JSON": (reply(b"<html>"), "API_NOT_JSON", 7),
    "gone": (reset(), "API_BROKEN", 7),
}


@pytest.mark.parametrize("name", UNANSWERED)
def test_preview_that_is_not_given_fails(ask: Ask, twin: Any, name: str) -> None:  # noqa: ANN401
    """Here there is one: what the server says in its place is told."""
    manner, code, exit_code = UNANSWERED[name]
    failing(ask(twin(manner), "doctor", "-o", "json"), "preview", code, exit_code)


@pytest.mark.parametrize("status", ["404 Not Found", "405 No", "501 No"])
def test_server_without_previews_is_not_checked(
    ask: Ask,
    twin: Any,  # noqa: ANN401
    status: str,
) -> None:
    """That isn't wrong, and never passes as checked."""
    ran = ask(twin(reply(status=status, media=None)), "doctor", "-o", "json")
    assert (ran.code, check(ran, "preview")["state"]) == (0, "not_checked")
    assert words(ran, "preview") == "the server makes no previews"


@pytest.mark.parametrize(
    ("manner", "reason"),
    [
        (reply(status="404 No", media=None), "the server doesn't list its accounts"),
        (reply(NONE), "the server lists no account"),
    ],
)
def test_server_without_accounts_is_not_checked(
    ask: Ask,
    twin: Any,  # noqa: ANN401
    manner: Manner,
    reason: str,
) -> None:
    """Why there is nothing to compare is said."""
    ran = ask(twin(reply(), accounts=manner), "doctor", "-o", "json")
    assert (ran.code, check(ran, "preview")["state"]) == (0, "not_checked")
    assert words(ran, "preview").startswith(reason)


def test_account_with_nothing_for_sale_is_not_checked(ask: Ask, serve: Serve) -> None:
    """Without a price there is no preview, here or there."""
    tree = tomllib.loads(ACCOUNT)
    del tree["prices"]
    server = serve(acme=reply(json.loads(json.dumps(tree, default=str))), accounts=reply(PAGE))
    ran = ask(server, "doctor", "-o", "json")
    assert (ran.code, check(ran, "preview")["state"]) == (0, "not_checked")
    assert words(ran, "preview") == "the account has no add-on to preview"


def test_static_files_are_well(folder: Path) -> None:
    """The least that is an API: it needs no token and makes no previews."""
    write(folder, ACCOUNT)
    write_api(folder / "api", [example_account("acme.toml")])
    with serving_files(folder / "api") as url:
        environ = {"ADDONCTL_API_URL": url}
        ran = run("doctor", "-a", "acme", "-o", "json", environ=environ)
        far = run("doctor", "-o", "json", environ=environ)
    assert check(ran, "token")["state"] == "ok"
    assert "the server asks for none" in words(ran, "token")
    assert check(ran, "api")["state"] == "ok"
    assert words(ran, "preview") == "the server makes no previews"
    assert "name one with -a" in words(far, "preview")

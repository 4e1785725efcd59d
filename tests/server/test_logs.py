"""The log: a JSON object a line, with the request's name, and no secret."""

import io

import pytest

from addonctl.server.logs import Log
from tests.builders import make_account
from tests.server.running import Api, eventually


def requests(api: Api) -> list[dict[str, object]]:
    """Return what the log says of requests."""
    return [line for line in api.lines() if line["event"] == "request"]


def test_each_request_is_one_line(api: Api) -> None:
    """When, what, with which answer, by whom, for how long; its name is that of the answer."""
    reply = api.get("/accounts?limit=7")
    line = requests(api)[-1]
    assert line["request_id"] == reply.headers["request-id"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/v1/accounts", 200)
    assert (line["token"], line["address"]) == ("tests", "127.0.0.1")
    assert line["time"] == "2026-11-21T09:00:00.000+00:00"
    assert isinstance(line["milliseconds"], float)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/accounts/nobody", 404, "UNKNOWN_ACCOUNT"),
        ("/v1/accounts?limit=0", 400, "PARAMETER_INVALID"),
        ("/v1/nothing", 404, "NO_SUCH_PATH"),
        ("/v1/rulebook", 200, None),
    ],
)
def test_problem_is_written_by_its_code(api: Api, path: str, status: int, code: str | None) -> None:
    """What the status alone doesn't tell."""
    api.ask("GET", path)
    eventually(lambda: requests(api))  # the line is written once the answer is sent
    line = requests(api)[-1]
    assert (line["status"], line.get("code")) == (status, code)


def test_no_secret_is_written(api: Api) -> None:
    """Wherever a token is put: header, query, path, body, and in a wrong one."""
    token = api.token
    api.get("/rulebook")
    api.get(f"/rulebook?token={token}")
    api.get(f"/accounts/{token}")
    api.ask("GET", f"/{token}")
    api.put(f'{{"id": "{token}"}}', "/accounts/plain", If_None_Match="*")
    api.get("/rulebook", token=f"{token}x")
    assert len(requests(api)) == 6
    assert token not in api.log.getvalue()
    assert token[len("addonctl_") :] not in api.log.getvalue()


def test_line_stays_a_line(api: Api) -> None:
    """What steers a terminal is written as text."""
    api.ask("GET", "/%0A%1B%5B2J%E2%80%AE")
    eventually(lambda: requests(api))  # the line is written once the answer is sent
    text = api.log.getvalue()
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert len(text.splitlines()) == len(requests(api)) == 1


def test_data_of_accounts_is_not_written(api: Api) -> None:
    """Only which account was asked about."""
    api.create(make_account(name="Confidential Holdings"))
    api.get("/accounts/plain")
    api.post("/accounts/plain/previews", {"addon": "confidential"})
    assert "onfidential" not in api.log.getvalue()


@pytest.mark.parametrize("closes", [True, False])
def test_stream_that_takes_nothing_stops_nobody(*, closes: bool) -> None:
    """The server goes on without a log."""
    stream = io.StringIO()
    if closes:
        stream.close()
    log = Log(stream if closes else None, clock=lambda: "now")
    log.write("start", address="x")
    log.write("stop")

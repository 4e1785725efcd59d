"""Notes to a real HTTP receiver: signed, under one id, whatever it answers."""

import base64
import contextlib
import datetime as dt
import hashlib
import hmac
import json
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import trustme
from jsonschema import Draft202012Validator

from addonctl.errors import AddonctlError
from addonctl.model.context import Tells
from addonctl.model.notes import NotificationDocument
from addonctl.model.serving import NoteOptions
from addonctl.model.wire import instant
from addonctl.output.formats.json import json_schema
from addonctl.server.notes.opening import open_way
from addonctl.server.notes.ways import BOUNDS, Way
from addonctl.server.notes.webhook import Webhook, signature
from addonctl.stores.api.connecting import Way as Route
from addonctl.stores.api.origin import Origin
from tests.files import write
from tests.patience import GUARD_SECONDS
from tests.server.notes.office import SECOND_OWNER, USERS, Office, opened
from tests.stores.api.faulty_server import (
    FaultyServer,
    Manner,
    drip,
    flood,
    raw,
    reply,
    reset,
    serving,
    silence,
)

SECRET: Final = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  # the specification's own
OTHER: Final = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
TAKEN: Final = reply(b"", status="204 No Content", media=None)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return an office in which Sara asks for an add-on."""
    with opened(f"sqlite:///{tmp_path}/accounts.db") as office:
        office.create()
        office.record("request", "sara")
        yield office


def secret_file(folder: Path, *secrets: str) -> str:
    """Write the file of secrets."""
    path = write(folder, "\n".join(secrets or (SECRET,)) + "\n", "hook-secret")
    path.chmod(0o600)
    return str(path)


def hook(server: FaultyServer, folder: Path, **given: str) -> Way:
    """Open the way to a receiver, as settings do."""
    settings = {
        "webhook_url": f"{server.url}/hooks/addonctl",
        "webhook_secret_file": secret_file(folder),
    }
    way = open_way(NoteOptions(**settings | given))
    assert way is not None
    return way


def headers_of(request: bytes) -> dict[str, str]:
    """Return the headers of a request by their names in lower case."""
    lines = request.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    pairs = (line.partition(": ") for line in lines)
    return {name.lower(): value for name, _, value in pairs}


def body_of(request: bytes) -> bytes:
    """Return the body of a request."""
    return request.partition(b"\r\n\r\n")[2]


def is_signed(request: bytes, secret: str) -> bool:
    """Say whether a receiver that knows a secret takes a request as ours."""
    headers = headers_of(request)
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body_of(request)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return f"v1,{right}" in headers["webhook-signature"].split(" ")


def test_receiver_is_told_who_asks_and_whom_to_tell(office: Office, tmp_path: Path) -> None:
    """One document, as its schema says, signed with the moment."""
    with serving(TAKEN) as server:
        office.deliver(hook(server, tmp_path))
    (request,) = server.requests
    headers, document = headers_of(request), json.loads(body_of(request))
    assert request.startswith(b"POST /hooks/addonctl HTTP/1.1\r\n")
    assert headers["content-type"] == "application/json"
    assert headers["webhook-timestamp"] == str(int(office.now.timestamp()))
    assert headers["webhook-id"].startswith("note_")
    assert is_signed(request, SECRET)
    assert not is_signed(request, OTHER)
    event = office.accounts.read("plain").account.events[0].id
    message = document.pop("message")
    assert document == {
        "schema": "addonctl.notification/1",
        "account": {"id": "plain", "name": "Plain SAS"},
        "kind": "request",
        "addon": "analytics-plus",
        "requesters": ["sara"],
        "users": ["olga"],
        "event_ids": [event],
    }
    assert message["en"] == "1 person of Plain SAS asks for Analytics+: Sara."
    assert message["fr"].startswith("1 personne")
    schema = json_schema(NotificationDocument)
    Draft202012Validator(schema).validate(document | {"message": message})
    assert office.rows()[0]["sent_at"] is not None


def test_quote_goes_to_nobody_of_the_account(office: Office, tmp_path: Path) -> None:
    """No owner is named, and no setting is needed for it."""
    office.create(id="byquote", billing={"purchase_path": "quote"})
    office.record("quote", "olga", account_id="byquote")
    with serving(TAKEN) as server:
        office.deliver(hook(server, tmp_path))
    document = json.loads(body_of(server.requests[-1]))
    assert (document["kind"], document["users"]) == ("quote", None)
    assert document["requesters"] == ["olga"]


def test_each_owner_is_told_without_an_address(tmp_path: Path) -> None:
    """A webhook needs none: whoever runs it knows how to reach them."""
    with opened(f"sqlite:///{tmp_path}/b.db") as office:
        users = [{**user, "email": None} for user in (*USERS, SECOND_OWNER)]
        office.create(users=users)
        office.record("request", "sara")
        with serving(TAKEN) as server:
            office.deliver(hook(server, tmp_path))
    told = [json.loads(body_of(request))["users"] for request in server.requests]
    assert told == [["olga"], ["omar"]]
    assert len({headers_of(request)["webhook-id"] for request in server.requests}) == 2


def test_signature_is_that_of_the_specification() -> None:
    """The example that Standard Webhooks gives."""
    secret = base64.b64decode(SECRET.removeprefix("whsec_"))
    moment, body = "1614265330", b'{"test": 2432232314}'
    assert signature([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", moment, body) == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_two_secrets_hold_while_one_is_replaced(office: Office, tmp_path: Path) -> None:
    """Each receiver takes the note with the one that it knows; nothing is started anew."""
    with serving(TAKEN) as server:
        way = hook(server, tmp_path)
        secret_file(tmp_path, SECRET, OTHER)
        office.deliver(way)
        secret_file(tmp_path, OTHER)
        office.record("request", "adam", addon="ai-assist")
        office.deliver(way)
    first, second = server.requests
    assert (is_signed(first, SECRET), is_signed(first, OTHER)) == (True, True)
    assert (is_signed(second, SECRET), is_signed(second, OTHER)) == (False, True)


HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
REDIRECT: Final = reply(status="307 Away", headers={"Location": "http://127.0.0.1:1/steal"})


FAULTS: Final[dict[str, tuple[Manner, str]]] = {
    "broken": (reply(status="500 Oh"), "postponed 500"),
    "busy": (reply(status="503 Later", headers={"Retry-After": "7"}), "postponed 503"),
    "too often": (reply(status="429 Too many"), "postponed 429"),
    "refused": (reply(status="400 No"), "rejected 400"),
    "gone": (reply(status="410 Gone"), "rejected 410"),
    "led away": (REDIRECT, "redirected 307"),
    "not changed": (reply(status="304 Same"), "redirected 304"),
    "silent": (silence, "silent"),
    "dripping": (drip(b"HTTP/1.1 200 OK\r\n", b"x"), "silent"),
    "endless": (flood(b"HTTP/1.1 200 OK\r\n", b"x: " + b"y" * 1000 + b"\r\n"), "broken"),
    "cut off": (reset(b"HTTP/1.1 2"), "broken"),
    "no HTTP": (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "broken"),
    "nothing": (raw(b""), "broken"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_receiver_that_does_not_take_it_is_asked_again(
    office: Office, tmp_path: Path, fault: str
) -> None:
    """Under the same id, with a signature of that moment; once it is taken, no more."""
    manner, error = FAULTS[fault]
    with serving(manner, TAKEN) as server:
        route = Route(Origin("http", "127.0.0.1", server.port), None)
        # What never comes is waited for half a second; what comes may take its time.
        bounds = BOUNDS._replace(seconds=0.5 if error == "silent" else GUARD_SECONDS)
        way = Webhook(route, "/", secret_file(tmp_path), bounds=bounds)
        office.deliver(way)
        assert office.rows()[0]["last_error"] == error
        office.pass_time(days=1)
        office.deliver(hook(server, tmp_path))
        office.pass_time(days=1)
        office.deliver(way)
    first, second = (headers_of(request) for request in server.requests)
    assert first["webhook-id"] == second["webhook-id"]
    assert int(second["webhook-timestamp"]) - int(first["webhook-timestamp"]) == 24 * 3600
    assert all(is_signed(request, SECRET) for request in server.requests)
    assert office.rows()[0]["sent_at"] is not None


@pytest.mark.parametrize(
    "asked",
    [
        {"Retry-After": "600"},
        {
            "Date": "Sat, 21 Nov 2026 09:00:00 GMT",
            "Retry-After": "Sat, 21 Nov 2026 09:10:00 GMT",
        },
    ],
)
def test_receiver_may_say_when_to_come_again(
    office: Office, tmp_path: Path, asked: dict[str, str]
) -> None:
    """After so many seconds, or at a moment, counted from its own clock."""
    with serving(reply(status="503 Later", headers=asked)) as server:
        office.deliver(hook(server, tmp_path))
    assert office.rows()[0]["not_before"] == instant(office.now + dt.timedelta(minutes=10))


BODIES: Final[dict[str, Manner]] = {
    "dripping": drip(HEAD + b"\r\n", b"x"),
    "endless": flood(HEAD + b"\r\n", b"x" * 65_536),
    "cut off": reset(HEAD + b"Content-Length: 1000\r\n\r\nhalf"),
    "compressed": raw(HEAD + b"Content-Encoding: gzip\r\n\r\nnone"),
    "whole": reply(b"secret words", status="202 Accepted"),
}


@pytest.mark.parametrize("body", BODIES)
def test_status_is_enough(office: Office, tmp_path: Path, body: str) -> None:
    """What stands behind it is neither read nor kept."""
    with serving(BODIES[body]) as server:
        office.deliver(hook(server, tmp_path))
    assert office.results() == ["sent"]
    assert "secret words" not in f"{office.rows()}{office.log.getvalue()}"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"webhook_url": "http://example.com/hook"}, "API_PLAIN_HTTP"),
        ({"webhook_url": "https://me:s3cr3t@example.com/hook"}, "NOTES_ADDRESS_SECRET"),
        ({"webhook_url": "https://example.com/hook?key=s3cr3t"}, "NOTES_ADDRESS_SECRET"),
        ({"webhook_url": "ftp://example.com/hook"}, "WEBHOOK_URL_INVALID"),
        ({"webhook_url": "https://example.com:70000/"}, "WEBHOOK_URL_INVALID"),
        ({"webhook_url": "https://example.com/a b"}, "WEBHOOK_URL_INVALID"),
        ({"webhook_url": "https://exa\u202emple.com/"}, "WEBHOOK_URL_INVALID"),
        ({"webhook_secret_file": None}, "SETTING_NEEDS"),
        ({"ca_file": "nowhere.pem"}, "CA_FILE_INVALID"),
        ({"proxy": "https://example.com"}, "PROXY_INVALID"),
        ({"account_manager": "Mia <mia@vendor.example>"}, "MAIL_ADDRESS_INVALID"),
    ],
)
def test_webhook_that_is_set_wrongly_is_told(
    tmp_path: Path, given: dict[str, str | None], code: str
) -> None:
    """Before anything is served, without what may be a secret."""
    settings = {
        "webhook_url": "https://example.com/hook",
        "webhook_secret_file": secret_file(tmp_path),
    }
    with pytest.raises(AddonctlError) as caught:
        open_way(NoteOptions(**settings | given))
    assert caught.value.code == code
    assert "s3cr3t" not in str(caught.value.values)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "whsec_",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_c2hvcnQ=",
        "whsec_" + "A" * 100,
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!",
        f"{SECRET}\n{SECRET}\n{SECRET}",
        f"{SECRET}\n\n",
    ],
)
def test_what_cannot_be_a_secret_is_told_without_it(tmp_path: Path, text: str) -> None:
    """Its file and its form, never its content."""
    file = secret_file(tmp_path, text)
    settings = {"webhook_url": "https://example.com/", "webhook_secret_file": file}
    with pytest.raises(AddonctlError) as caught:
        open_way(NoteOptions(**settings))
    assert caught.value.code == "SECRET_MALFORMED"
    assert not text or text.strip() not in str(caught.value.values)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_secret_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    """So is a file that isn't there."""
    file = secret_file(tmp_path)
    Path(file).chmod(mode)
    for path, code in ((file, "SECRET_FILE_OPEN"), (f"{file}.no", "SECRET_FILE_UNREADABLE")):
        settings = {"webhook_url": "https://example.com/", "webhook_secret_file": path}
        with pytest.raises(AddonctlError, match=code):
            open_way(NoteOptions(**settings))


def test_webhook_over_tls_is_one_that_proves_who_it_is(office: Office, tmp_path: Path) -> None:
    """By an authority that is trusted, for its own host; else nothing is sent."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    with serving(TAKEN, tls=context) as server:
        office.deliver(hook(server, tmp_path))
        assert (office.rows()[0]["last_error"], server.requests) == ("untrusted", [])
        office.pass_time(minutes=1)
        office.deliver(hook(server, tmp_path, ca_file=str(ca_file)))
    assert (len(server.requests), office.results()) == (1, ["untrusted", "sent"])


def test_webhook_wins_over_a_mail_server(office: Office, tmp_path: Path) -> None:
    """A note is told one way, so that nobody is told twice."""
    with serving(TAKEN) as server:
        given: dict[str, Any] = {"smtp_url": "smtp://127.0.0.1:1", "mail_from": "a@b.example"}
        way = hook(server, tmp_path, **given)
        office.deliver(way)
    assert (way.name, len(server.requests)) == ("webhook", 1)


def test_webhook_is_told_whoever_has_an_address(tmp_path: Path) -> None:
    """Who receives it reaches all owners and the account manager in ways of their own."""
    with contextlib.closing(FaultyServer(reply(status="200 OK"))) as receiver:
        tells = hook(receiver, tmp_path).tells
    assert tells == Tells(owners=True, account_manager=True, needs_address=False)

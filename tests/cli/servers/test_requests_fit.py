"""What our client sends fits the document of the API, as somebody else's tool reads it.

Prism mocks the committed document; between it and the client stands a relay, which tells what was
asked and with which status it was answered, and can ask for the answer that something isn't there.
"""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.cli.program import CANARY, run
from tests.cli.servers.commands import ALONE, COMMANDS, argv_of
from tests.cli.servers.places import ACCOUNTS, write_folder
from tests.files import replaced
from tests.patience import GUARD_SECONDS
from tests.server.prism import prism
from tests.stores.api.faulty_server import Exchange, FaultyServer

pytestmark = pytest.mark.slow
DONE: Final = {200, 201}


class Relay:
    """Pass requests on to a port, and note what was asked and answered."""

    def __init__(self, port: int) -> None:
        """Take the port of the mock."""
        self.seen: list[tuple[str, str, int]] = []
        self.last = b""
        """The beginning of the last request."""
        self.missing: tuple[str, ...] = ()
        """The paths that aren't there."""
        self.without = b""
        """A header that is lost on the way."""
        self._port = port

    def __call__(self, exchange: Exchange) -> None:
        """Answer as the mock does."""
        head, _, body = exchange.request.partition(b"\r\n\r\n")
        self.last = head
        lines = [line for line in head.split(b"\r\n") if line.partition(b":")[0] != self.without]
        method, path, _version = lines[0].decode().split(" ")
        if method == "GET" and path.partition("?")[0] in self.missing:
            lines.append(b"Prefer: code=404")
        sent = b"\r\n".join(lines) + b"\r\n\r\n" + body
        answer = b""
        with socket.create_connection(("127.0.0.1", self._port), GUARD_SECONDS) as wire:
            wire.sendall(sent)
            while part := wire.recv(65_536):
                answer += part
        self.seen.append((method, path, int(answer.split(b" ")[1])))
        exchange.send(answer)

    @property
    def asked(self) -> set[tuple[str, str]]:
        """Return what was asked for."""
        return {(method, path) for method, path, _status in self.seen}

    @property
    def refused(self) -> list[tuple[str, str, int]]:
        """Return what wasn't answered as it was to be."""
        return [
            (method, path, status)
            for method, path, status in self.seen
            if status not in DONE
            and not (status == 404 and method == "GET" and path.partition("?")[0] in self.missing)
        ]


@pytest.fixture(scope="module")
def mock() -> Iterator[int]:
    """Start the mock once."""
    with prism() as port:
        yield port


@pytest.fixture
def relay(mock: int) -> Relay:
    """Stand before the mock."""
    return Relay(mock)


@pytest.fixture
def environ(relay: Relay) -> Iterator[dict[str, str]]:
    """Set the relay as the server."""
    server = FaultyServer(relay)
    yield {"ADDONCTL_API_URL": server.url, "ADDONCTL_TOKEN": CANARY}
    server.close()


def test_reading_fits(relay: Relay, environ: dict[str, str]) -> None:
    """Every reading command asks for the rulebook and the account, and both are answered."""
    for command in (*(argv_of(each, "acme", ()) for each in COMMANDS), *ALONE):
        before = len(relay.seen)
        ran = run(*command, environ=environ)
        assert ran.code in {0, 3, 5, 6}, ran  # the catalogue of the document has no price
        assert "error[API" not in ran.err, ran
        assert len(relay.seen) > before or command == ("explain", "API_BUSY")
    assert relay.refused == []
    assert relay.asked == {("GET", "/v1/rulebook"), ("GET", "/v1/accounts/acme")}


def test_pages_fit(relay: Relay, environ: dict[str, str]) -> None:
    """The list of accounts is asked for from its beginning, and from where a wrong id would be."""
    line = {
        "COMP_WORDS": "addonctl\ncatalog\n-a\n",
        "COMP_CWORD": "3",
        "_ADDONCTL_COMPLETE": "complete_bash",
    }
    assert run(environ=environ | line).out.split() == ["acme", ":files"]
    relay.missing = ("/v1/accounts/acne",)
    ran = run("catalog", "-a", "acne", environ=environ)
    assert ran.code == 5
    assert ran.err.startswith("error[UNKNOWN_ACCOUNT]: ")
    assert "acme" in ran.err
    assert relay.refused == []
    pages = {"/v1/accounts?limit=500", "/v1/accounts?limit=500&after=a"}
    assert {("GET", page) for page in pages} <= relay.asked


@pytest.mark.parametrize("account_id", ACCOUNTS)
def test_new_account_fits(
    account_id: str, relay: Relay, environ: dict[str, str], folder: Path
) -> None:
    """Every example is put where nothing is; the price book is beside the point."""
    write_folder(folder)
    relay.missing = (f"/v1/accounts/{account_id}",)
    (path,) = (folder / "accounts").glob(f"{account_id}.*")
    ran = run("push", path, "-y", "-o", "json", environ=environ)
    assert ran.code == 0, ran
    assert ran.json["created"]
    assert relay.refused == []
    assert ("PUT", f"/v1/accounts/{account_id}") in relay.asked
    assert b"\r\nIf-None-Match: *\r\n" in relay.last


def pulled(name: str, environ: dict[str, str], folder: Path) -> Path:
    """Pull the account of the document, and change it."""
    assert run("pull", "acme", "--to", name, environ=environ).code == 0
    path = folder / name
    path.write_text(replaced(path.read_text("utf-8"), ("Acme SAS", "Acme")), "utf-8")
    return path


@pytest.mark.parametrize("name", ["a.toml", "a.json"])
def test_change_fits(name: str, relay: Relay, environ: dict[str, str], folder: Path) -> None:
    """What was pulled is put on the state that it was made from."""
    path = pulled(name, environ, folder)
    assert run("push", path.name, "-y", environ=environ).code == 0
    assert relay.refused == []
    assert relay.seen[-1] == ("PUT", "/v1/accounts/acme", 200)
    assert b'\r\nIf-Match: "' in relay.last


SENT: Final = (
    ("subscribe", "analytics-plus", "--as", "marie", "--expect-total", "TOTAL"),
    ("quote", "ai-assist-pro", "--as", "marie", "--licenses", "2", "--reading", "fr-table", "-y"),
    ("trial", "ai-assist-pro", "--as", "paul", "-y"),
    ("request", "ai-assist", "--as", "zoe"),
    ("amend", "analytics-plus", "--void", "4", "--reason", "asked by mistake", "-y"),
)


def send(words: tuple[str, ...], environ: dict[str, str]) -> int:
    """Send a change of the document's account; the mock answers with whatever its example is."""
    on = ("-a", "acme", "-o", "json")
    total = ""
    if "TOTAL" in words:
        preview = run("invoice-preview", words[1], *on, environ=environ)
        total = preview.json["now"]["total"]
    ran = run(*(total if word == "TOTAL" else word for word in words), *on, environ=environ)
    assert "error[API_MISTAKE" not in ran.err, ran
    return ran.code


@pytest.mark.parametrize("words", SENT, ids=lambda words: words[0])
def test_recording_fits(words: tuple[str, ...], relay: Relay, environ: dict[str, str]) -> None:
    """Every change that is sent is taken, with its key; the mock knows one answer to all."""
    assert send(words, environ) in {0, 9}
    assert relay.refused == []
    assert ("POST", "/v1/accounts/acme/events") in relay.asked
    assert b'\r\nIdempotency-Key: "' in relay.last


@pytest.mark.parametrize(("header", "code"), [(b"Idempotency-Key", 70), (b"Authorization", 4)])
def test_change_that_lost_a_header_is_refused(
    header: bytes, code: int, relay: Relay, environ: dict[str, str]
) -> None:
    """So that the mock is a check of what is sent."""
    relay.without = header
    ran = run("request", "ai-assist", "-a", "acme", "--as", "zoe", environ=environ)
    assert ran.code in {code, 7}
    assert relay.seen[-1][2] in {400, 401, 422}


@pytest.mark.parametrize(("header", "status"), [(b"Authorization", 401), (b"Content-Type", 422)])
def test_request_that_lost_a_header_is_refused(
    header: bytes, status: int, relay: Relay, environ: dict[str, str], folder: Path
) -> None:
    """So that the mock is a check: that one of two conditions is needed, a document can't say."""
    path = pulled("a.toml", environ, folder)
    relay.without = header
    assert run("push", path, "-y", environ=environ).code != 0
    assert relay.seen[-1][2] == status

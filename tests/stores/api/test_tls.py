"""TLS: who can't prove who they are get nothing, and no environment changes that."""

import datetime as dt
import os
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
import trustme

from addonctl.errors import DataFailure
from addonctl.stores.api.connecting import Way
from addonctl.stores.api.guard import Bounds, Fault
from addonctl.stores.api.http import Answer, Request, exchange
from addonctl.stores.api.origin import Origin
from addonctl.stores.api.trust import trusted
from tests.stores.api.faulty_server import FaultyServer, Manner, raw, reply, serving

USUAL: Final = Bounds(seconds=60.0, connect_seconds=10.0, body_bytes=1000)
OLD: Final = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
FAR: Final = dt.datetime(2900, 1, 1, tzinfo=dt.UTC)
DAY: Final = dt.timedelta(days=1)
SECRET: Final = {"Authorization": "Bearer nobody-gets-this"}


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Make an authority."""
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    """Write its certificate to a file."""
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


def context_of(certificate: trustme.LeafCert) -> ssl.SSLContext:
    """Make what a server needs to show a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def ask(server: FaultyServer, ca_file: str | None, proxy: Origin | None = None) -> Answer:
    """Ask a server with a secret."""
    way = Way(Origin("https", "localhost", server.port), trusted(ca_file), proxy)
    return exchange(way, Request("GET", "/", SECRET), USUAL, time.monotonic)


CERTIFICATES: Final[dict[str, Callable[[trustme.CA], trustme.LeafCert]]] = {
    "expired": lambda ca: ca.issue_cert(
        "localhost", not_before=OLD, not_after=OLD + dt.timedelta(1)
    ),
    "not_yet": lambda ca: ca.issue_cert(
        "localhost", not_before=FAR, not_after=FAR + dt.timedelta(1)
    ),
    "other_host": lambda ca: ca.issue_cert("billing.example.com"),
    "unknown": lambda _ca: trustme.CA().issue_cert("localhost"),
}


def test_server_that_proves_who_it_is(authority: trustme.CA, ca_file: str) -> None:
    """Vouched for by the authority of ca_file, for this host."""
    with serving(reply({}), tls=context_of(authority.issue_cert("localhost"))) as server:
        assert ask(server, ca_file).body == b"{}"


@pytest.mark.parametrize("form", CERTIFICATES)
def test_certificate_that_proves_nothing(form: str, authority: trustme.CA, ca_file: str) -> None:
    """What is wrong with it is told, and nothing was sent."""
    with serving(reply({}), tls=context_of(CERTIFICATES[form](authority))) as server:
        with pytest.raises(Fault) as caught:
            ask(server, ca_file)
        assert server.requests == []
    assert caught.value.code == "TLS_FAILED"
    assert f"TLS_FAILED.{form}" in repr(caught.value.values)
    assert not caught.value.has_left


def test_certificate_signed_by_itself(ca_file: str, tmp_path: Path) -> None:
    """The certificate of an authority that nobody knows."""
    own = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    path = tmp_path / "own.pem"
    path.write_bytes(own.private_key_pem.bytes() + own.cert_pem.bytes())
    context.load_cert_chain(path)
    with serving(reply({}), tls=context) as server, pytest.raises(Fault) as caught:
        ask(server, ca_file)
    assert "TLS_FAILED.self_signed" in repr(caught.value.values)


def test_authority_is_a_file(tmp_path: Path) -> None:
    """A pipe that nobody writes to is refused, not waited for."""
    pipe = tmp_path / "pipe.pem"
    os.mkfifo(pipe)
    with pytest.raises(DataFailure, match="CA_FILE_INVALID"):
        trusted(str(pipe))


def test_environment_vouches_for_nobody(
    authority: trustme.CA, ca_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An authority that SSL_CERT_FILE or SSL_CERT_DIR names isn't known."""
    monkeypatch.setenv("SSL_CERT_FILE", ca_file)
    monkeypatch.setenv("SSL_CERT_DIR", str(Path(ca_file).parent))
    with serving(reply({}), tls=context_of(authority.issue_cert("localhost"))) as server:
        with pytest.raises(Fault, match="TLS_FAILED"):
            ask(server, None)
        assert server.requests == []


def test_environment_gets_no_keys(
    authority: trustme.CA, ca_file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SSLKEYLOGFILE would let others read what was sent."""
    log = tmp_path / "keys.log"
    monkeypatch.setenv("SSLKEYLOGFILE", str(log))
    with serving(reply({}), tls=context_of(authority.issue_cert("localhost"))) as server:
        ask(server, ca_file)
    assert not log.exists()


def test_server_that_speaks_no_tls(ca_file: str) -> None:
    """Plain http where https was asked for is told, and gets nothing."""
    with serving(raw(b"HTTP/1.1 400 Bad\r\n\r\n"), is_eager=True) as server:
        with pytest.raises(Fault) as caught:
            ask(server, ca_file)
        assert not any(b"nobody-gets-this" in each for each in server.requests)
    assert caught.value.code == "TLS_FAILED"
    assert not caught.value.has_left


def tunnel(status: bytes, port: int) -> Manner:
    """Lead through to a port of this machine, or refuse to."""
    import socket
    import threading

    def carry(source: socket.socket, target: socket.socket) -> None:
        while data := source.recv(65_536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)

    def answer(exchange: object) -> None:
        wire: socket.socket = exchange.wire  # type: ignore[attr-defined]
        wire.sendall(b"HTTP/1.1 " + status + b"\r\nX: y\r\n\r\n")
        if not status.startswith(b"200"):
            return
        with socket.create_connection(("127.0.0.1", port)) as behind:
            back = threading.Thread(target=carry, args=(behind, wire), daemon=True)
            back.start()
            carry(wire, behind)
            back.join()

    return answer


def test_proxy_learns_the_host_alone(authority: trustme.CA, ca_file: str) -> None:
    """Through a proxy the server still proves who it is, and the proxy sees nothing else."""
    tls = context_of(authority.issue_cert("billing.example.com"))
    with serving(reply({}), tls=tls) as server, serving(tunnel(b"200 OK", server.port)) as proxy:
        way = Way(
            Origin("https", "billing.example.com", 8443),
            trusted(ca_file),
            Origin("http", "127.0.0.1", proxy.port),
        )
        assert exchange(way, Request("GET", "/", SECRET), USUAL, time.monotonic).body == b"{}"
        (asked,) = proxy.requests
        assert asked == (
            b"CONNECT billing.example.com:8443 HTTP/1.1\r\nHost: billing.example.com:8443\r\n\r\n"
        )
        assert b"nobody-gets-this" in server.requests[0]


def test_proxy_that_refuses(ca_file: str) -> None:
    """A proxy that doesn't lead there is told, and gets nothing."""
    with serving(tunnel(b"407 Proxy Authentication Required", 0)) as proxy:
        way = Way(
            Origin("https", "billing.example.com", 443),
            trusted(ca_file),
            Origin("http", "127.0.0.1", proxy.port),
        )
        with pytest.raises(Fault) as caught:
            exchange(way, Request("GET", "/", SECRET), USUAL, time.monotonic)
        assert not any(b"nobody-gets-this" in each for each in proxy.requests)
    assert caught.value.code == "API_UNREACHABLE"


def test_loopback_needs_no_proxy(authority: trustme.CA, ca_file: str) -> None:
    """What is on this machine is spoken to directly."""
    with serving(reply({}), tls=context_of(authority.issue_cert("localhost"))) as server:
        nowhere = Origin("http", "127.0.0.1", 1)
        assert ask(server, ca_file, nowhere).body == b"{}"

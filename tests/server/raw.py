"""Speak to a server byte by byte, as slow, crowding and careless clients do."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from tests.patience import GUARD_SECONDS


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    """Connect, and wait for every answer only so long."""
    with socket.create_connection(("127.0.0.1", port), timeout=GUARD_SECONDS) as connection:
        yield connection


def read_all(connection: socket.socket) -> bytes:
    """Read until the other side closes; a reset ends it as well."""
    data = b""
    try:
        while part := connection.recv(65536):
            data += part
    except ConnectionError:
        pass
    return data


def read_head(connection: socket.socket) -> bytes:
    """Read the head of an answer."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            break
        data += part
    return data


def head(method: str, path: str, token: str | None = None, **headers: str) -> bytes:
    """Write the head of a request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    if token is not None:
        lines.append(f"Authorization: Bearer {token}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()

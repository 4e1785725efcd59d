"""Answers are sent as a whole, whatever they have: a body, none, or a request that waits for us."""

import asyncio
import json
import logging

import pytest
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from addonctl.model.wire import JSON
from addonctl.server.joining import join_writes
from tests.builders import make_account
from tests.server.raw import connected, head, read_head
from tests.server.running import Api


class Wire(asyncio.Transport):
    """Keep what is sent, each sending by itself."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.sent: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Keep it."""
        self.sent.append(bytes(data))

    def is_closing(self) -> bool:
        """Stay open."""
        return False


def test_answer_is_one_sending() -> None:
    """Nothing goes out before all of it is there, and then it does at once."""
    wire, log, done = Wire(), logging.getLogger(), []
    cycle = RequestResponseCycle(
        scope={"type": "http", "method": "GET"},  # type: ignore[typeddict-item]  # what is looked at
        transport=wire,
        flow=FlowControl(wire),
        logger=log,
        access_logger=log,
        access_log=False,
        default_headers=[],
        message_event=asyncio.Event(),
        expect_100_continue=False,
        keep_alive=True,
        on_response=lambda: done.append(len(wire.sent)),
    )
    join_writes(cycle)

    async def answer() -> None:
        headers = [(b"content-length", b"2")]
        await cycle.send({"type": "http.response.start", "status": 200, "headers": headers})
        assert wire.sent == []
        await cycle.send({"type": "http.response.body", "body": b"{}"})

    asyncio.run(answer())
    assert wire.sent == [b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"]
    assert done == [1]


@pytest.mark.parametrize(
    ("method", "path", "status", "has_body"),
    [
        ("GET", "/v1/accounts/plain", 200, True),
        ("GET", "/v1/accounts/nope", 404, True),
        ("GET", "/health", 200, True),
        ("HEAD", "/v1/accounts/plain", 200, False),
    ],
)
def test_answer_of_any_kind_is_all_sent(
    api: Api, method: str, path: str, status: int, *, has_body: bool
) -> None:
    """With a body or without one, and the connection takes the next request after it."""
    api.create(make_account())
    with connected(api.port) as connection:
        for _time in range(2):
            connection.sendall(head(method, path, api.token))
            named, _, body = read_head(connection).partition(b"\r\n\r\n")
            assert named.startswith(f"HTTP/1.1 {status} ".encode())
            assert (f"content-length: {len(body)}".encode() in named.splitlines()) == has_body
            assert bool(body) == has_body


def test_answer_without_a_body_is_sent(api: Api) -> None:
    """304 has a head alone; nobody waits for more."""
    etag = api.create(make_account()).headers["etag"]
    with connected(api.port) as connection:
        asked = head("GET", "/v1/accounts/plain", api.token, If_None_Match=etag)
        connection.sendall(asked + asked)
        assert read_head(connection).startswith(b"HTTP/1.1 304 ")


def test_answers_to_requests_sent_at_once_keep_their_order(api: Api) -> None:
    """The second is answered behind the first, also where that one takes longer."""
    api.create(make_account())
    body = json.dumps({"addon": "analytics-plus"}).encode()
    given = {"Content_Type": JSON, "Content_Length": str(len(body))}
    slower = head("POST", "/v1/accounts/plain/decisions", api.token, **given) + body
    last = head("GET", "/v1/accounts/nope", api.token, Connection="close")
    with connected(api.port) as connection:
        connection.sendall(slower + last)
        data = b""
        while part := connection.recv(65536):
            data += part
    assert data.startswith(b"HTTP/1.1 200 ")
    assert data.count(b"HTTP/1.1 ") == 2
    assert data.index(b"addonctl.eligibility/1") < data.index(b"HTTP/1.1 404 ")


def test_who_waits_to_send_a_body_is_told_at_once(api: Api) -> None:
    """That it may come goes out before there is an answer it could wait for."""
    api.create(make_account())
    body = json.dumps({"addon": "analytics-plus"}).encode()
    given = {"Content_Type": JSON, "Content_Length": str(len(body)), "Expect": "100-continue"}
    with connected(api.port) as connection:
        connection.sendall(head("POST", "/v1/accounts/plain/decisions", api.token, **given))
        assert read_head(connection) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(body)
        assert read_head(connection).startswith(b"HTTP/1.1 200 ")

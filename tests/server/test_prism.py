"""The document, as somebody else's tool reads it: it takes what is right and nothing else."""

import http.client
import json
from collections.abc import Iterator
from typing import Any

import pytest

from addonctl.server.document.openapi import openapi_document
from tests.patience import GUARD_SECONDS
from tests.server.prism import prism

pytestmark = pytest.mark.slow
TOKEN = {"Authorization": "Bearer addonctl_x"}
KEY = {"Idempotency-Key": '"5f0c9a3e7b1d48c2a6e4f8d0"'}
INTENT = {"action": "trial", "addon": "ai-assist", "user": "paul", "as_of": "2026-11-21"}


@pytest.fixture(scope="module")
def mock() -> Iterator[int]:
    """Start the mock once."""
    with prism() as port:
        yield port


def ask(
    port: int, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
) -> int:
    """Ask the mock, and return the status."""
    sent = {} if body is None else {"Content-Type": "application/json"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=GUARD_SECONDS)
    try:
        data = None if body is None else json.dumps(body)
        connection.request(method, path, data, sent | (TOKEN if headers is None else headers))
        return connection.getresponse().status
    finally:
        connection.close()


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """List the operations with their examples filled in."""
    for path, methods in openapi_document()["paths"].items():
        for method, operation in methods.items():
            if method != "parameters":
                yield path, method.upper(), operation


@pytest.mark.parametrize(("path", "method", "operation"), list(operations()))
def test_example_is_taken_and_answered(
    mock: int, path: str, method: str, operation: dict[str, Any]
) -> None:
    """What the document shows fits it, asked and answered."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    body = content["examples"]["acme"]["value"] if content else None
    given = path.replace("{account_id}", "acme").replace("{seq}", "1")
    needed = {
        each["name"]: each["example"]
        for each in operation.get("parameters", [])
        if each.get("required")
    }
    assert ask(mock, method, given, body, TOKEN | needed) == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("GET", "/v1/accounts?limit=0", None, TOKEN, 400),
        ("GET", "/v1/accounts?include=users", None, TOKEN, 400),
        ("GET", "/v1/rulebook", None, {}, 401),
        ("POST", "/v1/accounts/acme/previews", {"licenses": 3}, TOKEN, 422),
        ("POST", "/v1/accounts/acme/previews", {"addon": "a", "licenses": "3"}, TOKEN, 422),
        ("POST", "/v1/accounts/acme/decisions", {"action": "buy"}, TOKEN, 422),
        ("PUT", "/v1/accounts/acme", {"schema": 1}, TOKEN, 422),
        ("POST", "/v1/accounts/acme/events", INTENT, TOKEN, 422),
        ("POST", "/v1/accounts/acme/events", INTENT, TOKEN | {"Idempotency-Key": "short"}, 422),
        ("POST", "/v1/accounts/acme/events", INTENT | {"as_of": 1}, TOKEN | KEY, 422),
        ("POST", "/v1/accounts/acme/events", INTENT | {"expected_total": 1}, TOKEN | KEY, 422),
        ("GET", "/v1/nothing", None, TOKEN, 404),
        ("DELETE", "/v1/accounts/acme", None, TOKEN, 405),
    ],
)
def test_wrong_request_is_refused(
    mock: int, *, method: str, path: str, body: object, headers: dict[str, str], status: int
) -> None:
    """So that the mock is a check: it can say no."""
    assert ask(mock, method, path, body, headers) == status

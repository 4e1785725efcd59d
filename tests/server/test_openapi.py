"""The document of the API: current, true to the routes, and its examples are real."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from addonctl.model.messages.every import ENTRIES
from addonctl.server.app import ROUTES
from addonctl.server.document.openapi import openapi_document
from addonctl.server.document.operations import COMMON, OPERATIONS
from addonctl.server.problems import STATUS
from tests.builders import example_account
from tests.server.renew import COMMITTED, written_document
from tests.server.running import Api

DOCUMENT: Final = openapi_document()
SOMETIMES: Final = {"link", "idempotency-replayed"}
"""Headers that an answer has where there is something to say."""
OPERATION_LIST: Final = [
    (path, method, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    if method != "parameters"
]


def validator(schema: Any) -> Draft202012Validator:  # noqa: ANN401  # a schema
    """Make what checks a value against a schema of the document."""
    return Draft202012Validator(schema | {"components": DOCUMENT["components"]})


def nodes(tree: Any) -> Iterator[Any]:  # noqa: ANN401  # JSON
    """Yield every object of a document."""
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from nodes(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from nodes(value)


def test_committed_document_is_current() -> None:
    """`python -m tests.server.renew` writes it."""
    assert Path(COMMITTED).read_text("utf-8") == written_document()


def test_document_is_openapi_3_1() -> None:
    """Its version, one operation a name, and no reference that leads nowhere."""
    assert DOCUMENT["openapi"].startswith("3.1.")
    names = [operation["operationId"] for _, _, operation in OPERATION_LIST]
    assert len(set(names)) == len(names)
    for node in nodes(DOCUMENT):
        if "$ref" in node:
            target = DOCUMENT
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_route_is_an_operation_and_nothing_else_is() -> None:
    """The document says what there is; probes' own paths stand in it once."""
    routes = {
        (path, method)
        for path, methods in ROUTES.items()
        for method in methods
        if path.startswith("/v1/")
    }
    assert set(OPERATIONS) == routes
    for (path, method), operation in OPERATIONS.items():
        endpoint = ROUTES[path][method]
        laid_out = DOCUMENT["paths"][path][method.lower()]
        assert laid_out["security"] == ([{"token": []}] if endpoint.scope else [])
        assert ("requestBody" in laid_out) == bool(endpoint.most_of_body)
        if endpoint.scope is not None:
            assert operation.description.startswith(f"Scope {endpoint.scope}.")


def test_every_code_of_a_problem_stands_in_the_document() -> None:
    """With its own status, and it can be explained."""
    named = {code for each in OPERATIONS.values() for code in each.codes} | set(COMMON)
    outside = {"NO_SUCH_PATH", "METHOD_NOT_ALLOWED", "OVERLOADED"}
    assert set(STATUS) <= named | outside
    assert named <= ENTRIES.keys()
    text = json.dumps(DOCUMENT)
    assert all(code in text for code in named)


@pytest.mark.parametrize(("path", "method", "operation"), OPERATION_LIST)
def test_examples_are_as_their_schemas_say(
    path: str, method: str, operation: dict[str, Any]
) -> None:
    """Of parameters, bodies and answers."""
    shared = DOCUMENT["paths"][path].get("parameters", [])
    for parameter in (*shared, *operation.get("parameters", [])):
        validator(parameter["schema"]).validate(parameter["example"])
    contents = [operation.get("requestBody", {}), *operation["responses"].values()]
    count = 0
    for content in contents:
        for media in content.get("content", {}).values():
            for example in media.get("examples", {}).values():
                validator(media["schema"]).validate(example["value"])
                count += 1
    assert count or method == "get"


def test_examples_of_answers_are_those_of_the_server(api: Api) -> None:
    """What the document shows is what is answered about the example."""
    api.create(example_account("acme.toml"))
    for kind in ("previews", "decisions"):
        operation = DOCUMENT["paths"][f"/v1/accounts/{{account_id}}/{kind}"]["post"]
        body = operation["requestBody"]["content"]["application/json"]["examples"]["acme"]
        answer = operation["responses"]["200"]["content"]["application/json"]["examples"]["acme"]
        reply = api.post(f"/accounts/acme/{kind}", body["value"])
        expected = answer["value"] | {"subscribe_command": None}
        assert reply.json | {"subscribe_command": None} == expected


@pytest.mark.parametrize("status", ["200", "201"])
def test_examples_of_changes_are_those_of_the_server(api: Api, status: str) -> None:
    """But for what the server alone can say: the event's id, its token and the key."""
    api.create(example_account("acme.toml"))
    operation = DOCUMENT["paths"]["/v1/accounts/{account_id}/events"]["post"]
    body = operation["requestBody"]["content"]["application/json"]["examples"]["acme"]["value"]
    answer = operation["responses"][status]["content"]["application/json"]["examples"]["acme"]
    expected = answer["value"]
    if status == "200":
        body = {"action": "request", "addon": "analytics-plus", "user": "zoe"} | {
            "as_of": body["as_of"]
        }
    event = expected["event"]
    reply = api.post("/accounts/acme/events", body, Idempotency_Key=event["key"] or "k" * 16)
    assert reply.status == int(status)
    own = {name: reply.json["event"][name] for name in ("id", "operator", "imported_by")}
    assert reply.json == expected | {"event": event | own}


@pytest.mark.parametrize(("path", "method", "operation"), OPERATION_LIST)
def test_answers_are_as_the_document_says(
    api: Api, path: str, method: str, operation: dict[str, Any]
) -> None:
    """Status, type, headers and shape of a real one, right or not."""
    api.create(example_account("acme.toml"))
    for account_id in ("acme", "nope"):
        given = path.replace("{account_id}", account_id).replace("{seq}", "1")
        body = None
        if "requestBody" in operation:
            content = operation["requestBody"]["content"]["application/json"]
            body = content["examples"]["acme"]["value"]
        needed = {
            each["name"].replace("-", "_"): each["example"]
            for each in operation.get("parameters", [])
            if each.get("required")
        }
        for headers in ({}, {"If_None_Match": "*"}, needed, needed):
            reply = api.ask(method.upper(), given, body, **headers)
            answer = operation["responses"][str(reply.status)]
            named = {name.lower() for name in answer["headers"]} - SOMETIMES
            assert named <= reply.headers.keys()
            if reply.body:
                media = reply.headers["content-type"].partition(";")[0]
                schema = answer["content"][media]["schema"]
                value = reply.body.decode() if media == "text/html" else reply.json
                validator(schema).validate(value)


def test_document_is_served(api: Api) -> None:
    """The same that is committed."""
    served = api.get("/openapi.json", token=None)
    assert served.json == json.loads(written_document())


def test_docs_page_loads_nothing_from_elsewhere(api: Api) -> None:
    """No script, no image, no font, no style but its own: it works without a network."""
    reply = api.get("/docs", token=None)
    page = reply.body.decode()
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert not re.search(r"<(script|img|link|iframe|object|embed)|@import|url\(|src=", page)
    assert re.findall(r'href="([^"]*)"', page) == ["openapi.json"]


def test_docs_page_shows_every_operation_and_code(api: Api) -> None:
    """So that the address in a problem's type leads somewhere."""
    page = api.get("/docs", token=None).body.decode()
    for path, method, operation in OPERATION_LIST:
        assert f"{method.upper()} {path}" in page
        assert operation["summary"] in page
    for code in STATUS:
        assert f'id="{code}"' in page

"""Make the OpenAPI 3.1 document of the API from the model: nothing in it is written twice.

`docs/openapi.json` is this document as it was last written; a test keeps it current.
"""

import functools
from collections.abc import Mapping
from types import UnionType
from typing import Any, Final, TypeAlias

from addonctl import __version__
from addonctl.errors import RefusedFailure
from addonctl.model.answers import Decision
from addonctl.model.messages.every import FAILURES
from addonctl.model.wire import (
    JSON,
    PROBLEM_JSON,
    ProblemDocument,
)
from addonctl.output.formats.json import schema_parts
from addonctl.server.document.examples import examples
from addonctl.server.document.operations import COMMON, OPERATIONS, Operation
from addonctl.server.document.parts import ACCOUNT_ID, HEADERS, IN_PATH, OF_STATUS, PARAMETERS
from addonctl.server.problems import STATUS, title_of

TITLE: Final = "addonctl account API"
DESCRIPTION: Final = (
    "Accounts and the rules that answer for their add-ons: who may do what, why, and what it"
    " costs. Reads need a token with the scope read; each scope holds those before it: read, act,"
    " manage, admin. Amounts are strings, dates ISO 8601, instants RFC 3339. What an answer holds"
    " beyond this document is to be left aside: within v1 only additions come."
)
UNPROCESSABLE: Final = 422
Kind: TypeAlias = type | UnionType
PLAIN: Final[Mapping[Kind, dict[str, Any]]] = {dict: {"type": "object"}, str: {"type": "string"}}


@functools.cache
def openapi_document() -> dict[str, Any]:
    """Make the document."""
    kinds: list[Kind] = [kind for operation in OPERATIONS.values() for kind in _kinds(operation)]
    kinds += [ProblemDocument, Decision]
    unique = list(dict.fromkeys(kinds))
    schemas, components = schema_parts(unique, ref_template="#/components/schemas/{name}")
    problem = components["ProblemDocument"]["properties"]
    problem["decision"] = {
        "anyOf": [{"$ref": "#/components/schemas/Decision"}, {"type": "null"}],
        "default": None,
    }
    named = dict(zip(unique, schemas, strict=True))
    return {
        "openapi": "3.1.1",
        "info": {"title": TITLE, "version": __version__, "description": DESCRIPTION},
        "servers": [{"url": "/"}],
        "paths": _paths(named),
        "components": {
            "schemas": dict(sorted(components.items())),
            "headers": {
                name: {"description": text, "schema": {"type": "string"}, "example": example}
                for name, (text, example) in HEADERS.items()
            },
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "addonctl token new"}
            },
        },
    }


def _kinds(operation: Operation) -> list[Kind]:
    kinds = [kind for kind in operation.answers.values() if kind not in {None, dict, str}]
    return [*kinds, *_bodies(operation)]


def _bodies(operation: Operation) -> tuple[type, ...]:
    """List what the body may be, nothing where there is none."""
    body = operation.body
    return body if isinstance(body, tuple) else () if body is None else (body,)


def _paths(named: Mapping[Kind, dict[str, Any]]) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for (path, method), operation in OPERATIONS.items():
        shared = [IN_PATH[name] for name in IN_PATH if f"{{{name}}}" in path]
        methods = paths.setdefault(path, {"parameters": shared} if shared else {})
        methods[method.lower()] = _operation(operation, named)
    return paths


def _operation(operation: Operation, named: Mapping[Kind, dict[str, Any]]) -> dict[str, Any]:
    has_token = "TOKEN_INVALID" in operation.codes
    laid_out: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "description": operation.description,
        "security": [{"token": []}] if has_token else [],
    }
    if operation.parameters:
        laid_out["parameters"] = [PARAMETERS[name] for name in operation.parameters]
    if operation.body is not None:
        bodies = [named[kind] for kind in _bodies(operation)]
        content: dict[str, Any] = {"schema": bodies[0] if len(bodies) == 1 else {"oneOf": bodies}}
        if operation.example is not None:
            content["examples"] = {ACCOUNT_ID: {"value": examples()[operation.example]}}
            other = examples().get(f"{operation.example}.amend")
            content["examples"] |= {} if other is None else {"amend": {"value": other}}
        laid_out["requestBody"] = {"required": True, "content": {JSON: content}}
    laid_out["responses"] = {
        str(status): _answer(operation, status, kind, named)
        for status, kind in operation.answers.items()
    } | _problems(operation, has_token=has_token)
    return laid_out


def _answer(
    operation: Operation,
    status: int,
    kind: Kind | None,
    named: Mapping[Kind, dict[str, Any]],
) -> dict[str, Any]:
    names = list(dict.fromkeys(("Request-Id", *OF_STATUS.get(status, ()), *operation.headers)))
    if "TOKEN_INVALID" in operation.codes:
        names += ["RateLimit-Policy", "RateLimit"]
    if "limit" in operation.parameters:
        names.append("Link")
    answer: dict[str, Any] = {"description": title_of(status), "headers": _headers(names)}
    if kind is not None:
        schema = PLAIN.get(kind) or named[kind]
        content: dict[str, Any] = {"schema": schema}
        shown, name = examples(), f"{operation.example}.answer"
        example = shown.get(f"{name}.{status}", shown.get(name))
        if example is not None:
            content["examples"] = {ACCOUNT_ID: {"value": example}}
        answer["content"] = {operation.media: content}
    return answer


def _problems(operation: Operation, *, has_token: bool) -> dict[str, Any]:
    """List the problems of an operation by their status."""
    codes: dict[int, list[str]] = {}
    for code in (*operation.codes, *COMMON):
        if code == "RATE_LIMITED" and not has_token:
            continue
        codes.setdefault(status_of_code(code), []).append(code)
    return {
        str(status): {
            "description": f"{title_of(status)}: {', '.join(dict.fromkeys(listed))}",
            "headers": _headers(["Request-Id", *OF_STATUS.get(status, ())]),
            "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}},
        }
        for status, listed in sorted(codes.items())
    }


def status_of_code(code: str) -> int:
    """Return the status of a code: its own, 409 for a refusal, else that of what doesn't fit."""
    is_refusal = code in FAILURES[RefusedFailure.exit_code]
    return STATUS.get(code, 409 if is_refusal else UNPROCESSABLE)


def _headers(names: list[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}

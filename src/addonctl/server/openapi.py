"""Make the OpenAPI 3.1 document of the API from the model: nothing in it is written twice.

`docs/openapi.json` is this document as it was last written; a test keeps it current.
"""

import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from addonctl.actions.eligibility import decide_eligibility
from addonctl.actions.find import find_addon, find_user
from addonctl.actions.preview import preview_purchase
from addonctl.actions.record import recorded_event
from addonctl.model.account import Account
from addonctl.model.answers import Decision, name_of
from addonctl.model.context import Context, Invocation
from addonctl.model.wire import (
    JSON,
    LISTED,
    MOST_LISTED,
    PROBLEM_JSON,
    AccountsPage,
    ListedAccount,
    ProblemDocument,
)
from addonctl.output.formats.json import JsonWriter, schema_hook
from addonctl.server.exchange import VERSION, Rules
from addonctl.server.operations import COMMON, OPERATIONS, Operation
from addonctl.server.problems import STATUS, title_of
from addonctl.server.routes.events import HistoryPage
from addonctl.server.rulebook import rulebook_of
from addonctl.stores.packaged import load_catalog, load_policy, read_example

TITLE: Final = "addonctl account API"
DESCRIPTION: Final = (
    "Accounts and the rules that answer for their add-ons: who may do what, why, and what it"
    " costs. Reads need a token with the scope read; each scope holds those before it: read, act,"
    " manage, admin. Amounts are strings, dates ISO 8601, instants RFC 3339. What an answer holds"
    " beyond this document is to be left aside: within v1 only additions come."
)
SEEN: Final = '"3-9b2df0c1a7e54e6d8f3b2c1d0e9f8a7b"'
DAY: Final = dt.date(2026, 11, 21)
ACCOUNT_ID: Final = "acme"
IDENTIFIER: Final = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
UNPROCESSABLE: Final = 422

PARAMETERS: Final[dict[str, dict[str, Any]]] = {
    "limit": {
        "name": "limit",
        "in": "query",
        "description": "How many are listed at most.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST_LISTED, "default": LISTED},
        "example": LISTED,
    },
    "after": {
        "name": "after",
        "in": "query",
        "description": "The next of the page before: an id, behind which the page begins.",
        "schema": {"type": "string", "pattern": IDENTIFIER},
        "example": ACCOUNT_ID,
    },
    "after-seq": {
        "name": "after",
        "in": "query",
        "description": "The next of the page before: a number, behind which the page begins.",
        "schema": {"type": "string", "pattern": "^[0-9]{1,9}$"},
        "example": "1",
    },
    "include": {
        "name": "include",
        "in": "query",
        "description": "account: list whole accounts.",
        "schema": {"type": "string", "enum": ["account"]},
        "example": "account",
    },
    "If-None-Match": {
        "name": "If-None-Match",
        "in": "header",
        "description": "An ETag that is known: 304 where it is still the same.",
        "schema": {"type": "string"},
        "example": SEEN,
    },
    "If-None-Match-any": {
        "name": "If-None-Match",
        "in": "header",
        "description": "*: create the account, and fail where there is one.",
        "schema": {"type": "string", "enum": ["*"]},
        "example": "*",
    },
    "If-Match": {
        "name": "If-Match",
        "in": "header",
        "description": "The ETag of the version that is replaced; a weak one never matches.",
        "schema": {"type": "string"},
        "example": SEEN,
    },
}
IN_PATH: Final[dict[str, dict[str, Any]]] = {
    "account_id": {
        "name": "account_id",
        "in": "path",
        "required": True,
        "description": "The id of an account.",
        "schema": {"type": "string", "pattern": IDENTIFIER},
        "example": ACCOUNT_ID,
    },
    "seq": {
        "name": "seq",
        "in": "path",
        "required": True,
        "description": "The number of an event, counted from 1.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 999_999_999},
        "example": 1,
    },
}
HEADERS: Final[dict[str, tuple[str, str]]] = {
    "Request-Id": ("Names the request in the server's log.", "8f3b2c1d0e9f8a7b"),
    "ETag": ("Names the exact bytes of the answer.", SEEN),
    "Location": ("The address of what was created.", "/v1/accounts/acme"),
    "Link": ("The next page.", '</v1/accounts?limit=100&after=acme>; rel="next"'),
    "RateLimit-Policy": ("How often the token may ask (informative).", '"token";q=100;w=5'),
    "RateLimit": ("What is left of that; Retry-After rules.", '"token";r=99;t=1'),
    "Retry-After": ("After how many seconds to repeat.", "1"),
    "WWW-Authenticate": ("How to send a token.", 'Bearer realm="addonctl"'),
    "Allow": ("The methods that the path takes.", "GET"),
}
OF_STATUS: Final[Mapping[int, tuple[str, ...]]] = {
    201: ("ETag", "Location"),
    304: ("ETag",),
    401: ("WWW-Authenticate",),
    429: ("Retry-After",),
    503: ("Retry-After",),
}
PLAIN: Final[Mapping[type, dict[str, Any]]] = {dict: {"type": "object"}, str: {"type": "string"}}
WITH_ETAG: Final = frozenset({"getRulebook", "getAccount", "putAccount"})


@functools.cache
def openapi_document() -> dict[str, Any]:
    """Make the document."""
    kinds = [kind for operation in OPERATIONS.values() for kind in _kinds(operation)]
    kinds += [ProblemDocument, Decision]
    unique = list(dict.fromkeys(kinds))
    schemas, components = msgspec.json.schema_components(
        unique, schema_hook=schema_hook, ref_template="#/components/schemas/{name}"
    )
    problem = components["ProblemDocument"]["properties"]
    problem["decision"] = {
        "anyOf": [{"$ref": "#/components/schemas/Decision"}, {"type": "null"}],
        "default": None,
    }
    named = dict(zip(unique, schemas, strict=True))
    return {
        "openapi": "3.1.1",
        "info": {"title": TITLE, "version": VERSION, "description": DESCRIPTION},
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


def _kinds(operation: Operation) -> list[type]:
    kinds = [kind for kind in operation.answers.values() if kind not in {None, dict, str}]
    return [kind for kind in (*kinds, operation.body) if kind is not None]


def _paths(named: Mapping[type, dict[str, Any]]) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for (path, method), operation in OPERATIONS.items():
        shared = [IN_PATH[name] for name in IN_PATH if f"{{{name}}}" in path]
        methods = paths.setdefault(path, {"parameters": shared} if shared else {})
        methods[method.lower()] = _operation(operation, named)
    return paths


def _operation(operation: Operation, named: Mapping[type, dict[str, Any]]) -> dict[str, Any]:
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
        content: dict[str, Any] = {"schema": named[operation.body]}
        if operation.example is not None:
            content["examples"] = {ACCOUNT_ID: {"value": _examples()[operation.example]}}
        laid_out["requestBody"] = {"required": True, "content": {JSON: content}}
    laid_out["responses"] = {
        str(status): _answer(operation, status, kind, named)
        for status, kind in operation.answers.items()
    } | _problems(operation, has_token=has_token)
    return laid_out


def _answer(
    operation: Operation,
    status: int,
    kind: type | None,
    named: Mapping[type, dict[str, Any]],
) -> dict[str, Any]:
    names = ["Request-Id", *OF_STATUS.get(status, ())]
    if operation.id in WITH_ETAG and "ETag" not in names:
        names.append("ETag")
    if "TOKEN_INVALID" in operation.codes:
        names += ["RateLimit-Policy", "RateLimit"]
    if "limit" in operation.parameters:
        names.append("Link")
    answer: dict[str, Any] = {"description": title_of(status), "headers": _headers(names)}
    if kind is not None:
        schema = PLAIN.get(kind) or named[kind]
        content: dict[str, Any] = {"schema": schema}
        example = _examples().get(f"{operation.example}.answer")
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
    return STATUS.get(code, 409 if code == "REFUSED" else UNPROCESSABLE)


def _headers(names: list[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


@functools.cache
def _examples() -> dict[str, Any]:
    """Ask the actions themselves about the example account: the answers are real ones."""
    account = msgspec.convert(read_example(ACCOUNT_ID), Account)
    context = Context(
        account=account,
        catalog=load_catalog(),
        policy=load_policy(),
        reading="strict",
        as_of=DAY,
        today=DAY,
        invocation=Invocation(reference=ACCOUNT_ID),
    )
    addon = find_addon(context.catalog, "analytics-plus")
    paul = find_user(account, "paul", context.invocation)
    previewed = preview_purchase(context, addon=addon)
    decided = decide_eligibility(context, addons=(addon,), users=(paul,), actions=("subscribe",))
    stated = msgspec.json.decode(msgspec.json.encode(account))
    rules = Rules(catalog=context.catalog, policy=context.policy, reading="strict")
    listed = ListedAccount(
        id=account.id, name=account.name, plan=account.plan, version=len(account.events)
    )
    history = HistoryPage(
        as_of=DAY,
        account=name_of(account),
        events=tuple(map(recorded_event, account.events)),
        next=None,
    )
    return {
        "rulebook.answer": _as_sent(rulebook_of(rules)),
        "accounts.answer": _as_sent(AccountsPage(accounts=(listed,), next=None)),
        "events.answer": _as_sent(history),
        "event.answer": _as_sent(recorded_event(account.events[0])),
        "health.answer": {"status": "ok"},
        "account": stated,
        "account.answer": stated,
        "preview": {"addon": addon.id, "as_of": DAY.isoformat()},
        "preview.answer": _as_sent(previewed),
        "decisions": {
            "addon": addon.id,
            "user": paul.id,
            "action": "subscribe",
            "as_of": DAY.isoformat(),
        },
        "decisions.answer": _as_sent(decided.answer),
    }


def _as_sent(answer: object) -> Any:  # noqa: ANN401  # JSON of any shape
    return msgspec.json.decode(JsonWriter().encode(answer))

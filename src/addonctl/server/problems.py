"""Turn what stops a request into its answer: RFC 9457, with our code and words in both languages.

The sentences are those of the commands, but where a server says something else. No path of a file
and nothing of a stack is in it.
"""

import functools
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from addonctl.errors import (
    AddonctlError,
    ConflictFailure,
    CredentialFailure,
    DataFailure,
    NotFoundFailure,
    RefusedFailure,
    StorageFailure,
    UsageFailure,
)
from addonctl.model.messages import Problem
from addonctl.model.messages.api.problems import ON_SERVER
from addonctl.model.wire import BASE, PROBLEM_JSON
from addonctl.output.formats.json import JsonWriter
from addonctl.server.exchange import Answered
from addonctl.text.failures import Explanation, explain
from addonctl.text.translator import Translator, for_machines

STATUS: Final[Mapping[str, int]] = {
    "BODY_SYNTAX": 400,
    "KEY_INVALID": 400,
    "KEY_NEEDED": 400,
    "PARAMETER_INVALID": 400,
    "TOKEN_INVALID": 401,
    "SCOPE_MISSING": 403,
    "UNKNOWN_ACCOUNT": 404,
    "UNKNOWN_EVENT": 404,
    "NO_SUCH_PATH": 404,
    "METHOD_NOT_ALLOWED": 405,
    "BODY_TIMEOUT": 408,
    "HISTORY_DIFFERS": 409,
    "KEY_IN_USE": 409,
    "CHANGED_MEANWHILE": 412,
    "ACCOUNT_TOO_LARGE": 413,
    "BODY_TOO_LARGE": 413,
    "NOT_JSON": 415,
    "HOST_UNKNOWN": 421,
    "ANSWER_TOO_LARGE": 422,
    "BODY_INVALID": 422,
    "KEY_REUSED": 422,
    "PRECONDITION_NEEDED": 428,
    "RATE_LIMITED": 429,
    "COMMIT_LOST": 500,
    "INTERNAL": 500,
    "BUSY": 503,
    "NOT_READY": 503,
    "NOT_STORED": 503,
    "OVERLOADED": 503,
}
"""The status of each code that has one of its own."""
BY_CLASS: Final[Mapping[type[AddonctlError], int]] = {
    UsageFailure: 422,
    RefusedFailure: 409,
    CredentialFailure: 401,
    NotFoundFailure: 422,
    DataFailure: 422,
    StorageFailure: 503,
    ConflictFailure: 409,
}
"""The status of the others: what the commands of the same actions raise."""
TITLES: Final = {413: "Content Too Large", 422: "Unprocessable Content"}
"""Names of RFC 9110, which older Pythons don't know yet."""
RETRY_SECONDS: Final = 1
"""How soon a busy server may be asked again."""


def answer_problem(failure: AddonctlError) -> Answered:
    """Lay a failure out as the answer of its request."""
    status = status_of(failure)
    return Answered(
        body=_document(failure, status),
        status=status,
        media=PROBLEM_JSON,
        headers=tuple(_headers(failure, status)),
        code=failure.code,
    )


def status_of(failure: AddonctlError) -> int:
    """Choose the status of a failure; what no request can cause is a mistake of ours."""
    if failure.code in STATUS:
        return STATUS[failure.code]
    return next(
        (status for kind, status in BY_CLASS.items() if isinstance(failure, kind)),
        STATUS["INTERNAL"],
    )


def title_of(status: int) -> str:
    """Return the name of a status, the same whatever Python it is."""
    return TITLES.get(status) or HTTPStatus(status).phrase


def _document(failure: AddonctlError, status: int) -> bytes:
    english, french = (_explained(failure, _translator(name)) for name in ("en", "fr"))
    document = {
        "type": f"{BASE}/docs#{failure.code}",
        "title": title_of(status),
        "status": status,
        "detail": english.what,
        "code": failure.code,
        "message": {"en": english.what, "fr": french.what},
        "why": _why(english, french),
        "hint": {"en": english.whole_hint, "fr": french.whole_hint},
        "problems": [_problem(problem) for problem in failure.problems],
        "more": failure.more,
        "decision": failure.decision,
    }
    return JsonWriter().encode(document).encode()


def _explained(failure: AddonctlError, say: Translator) -> Explanation:
    entry = ON_SERVER.get(failure.code)
    if entry is None or entry.says is None or entry.hint is None:
        return explain(failure, say)
    values = failure.values
    why = () if entry.why is None else (say(entry.why, **values),)
    return Explanation(what=say(entry.says, **values), why=why, hint=say(entry.hint, **values))


def _why(english: Explanation, french: Explanation) -> dict[str, str] | None:
    if not english.why:
        return None
    return {
        "en": _translator("en").sequence(english.why),
        "fr": _translator("fr").sequence(french.why),
    }


@functools.cache
def _translator(language: str) -> Translator:
    return for_machines("fr" if language == "fr" else "en")


def _problem(problem: object) -> dict[str, object]:
    """Say where something is wrong in what was sent; it was no file."""
    if not isinstance(problem, Problem):
        raise TypeError(problem)
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.message.code.partition(".")[0],
        "message": problem.message,
    }


def _headers(failure: AddonctlError, status: int) -> list[tuple[str, str]]:
    headers = []
    if status == HTTPStatus.UNAUTHORIZED:
        headers.append(("WWW-Authenticate", 'Bearer realm="addonctl"'))
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        headers.append(("Retry-After", str(failure.values.get("count", RETRY_SECONDS))))
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", str(RETRY_SECONDS)))
    allowed = failure.values.get("allowed")
    if status == HTTPStatus.METHOD_NOT_ALLOWED and isinstance(allowed, tuple):
        headers.append(("Allow", ", ".join(allowed)))
    return headers

"""Hold what operations of the document share: parameters and headers, with their examples."""

from collections.abc import Mapping
from typing import Any, Final

from addonctl.model.wire import (
    IDEMPOTENCY_KEY,
    IDEMPOTENCY_REPLAYED,
    KEY_PATTERN,
    LISTED,
    MOST_LISTED,
)
from addonctl.stores.parsing.suggestions import IDENTIFIER

SEEN: Final = '"3-9b2df0c1a7e54e6d8f3b2c1d0e9f8a7b"'
ACCOUNT_ID: Final = "acme"
KEY: Final = "5f0c9a3e7b1d48c2a6e4f8d0"

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
    IDEMPOTENCY_KEY: {
        "name": IDEMPOTENCY_KEY,
        "in": "header",
        "required": True,
        "description": (
            "A random key of this change, in double quotes or without: whoever sends the change"
            " again with it gets the same answer, and it is recorded once."
        ),
        "schema": {"type": "string", "pattern": f'^("{KEY_PATTERN}"|{KEY_PATTERN})$'},
        "example": KEY,
    },
    "If-Match-seen": {
        "name": "If-Match",
        "in": "header",
        "description": "The ETag of the account as it was seen: 412 where it isn't so any more.",
        "schema": {"type": "string", "examples": ["*", SEEN]},
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
    "ETag": ("Names the exact bytes of the answer; of a change, those of the account.", SEEN),
    "Location": ("The address of what was created.", "/v1/accounts/acme"),
    IDEMPOTENCY_REPLAYED: ("The answer is the one that the key had before.", "true"),
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

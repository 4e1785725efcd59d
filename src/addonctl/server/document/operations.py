"""State what each operation takes and answers, for the document of the API; tests keep it true."""

from types import UnionType
from typing import Final

from msgspec import Struct

from addonctl.model.account import Account
from addonctl.model.answers import (
    AmendAnswer,
    EligibilityAnswer,
    InvoicePreview,
    QuoteAnswer,
    RecordedEvent,
    RequestAnswer,
    SubscribeAnswer,
    TrialAnswer,
)
from addonctl.model.wire import (
    ACCOUNT_PATH,
    BASE,
    IDEMPOTENCY_KEY,
    IDEMPOTENCY_REPLAYED,
    MOST_DECISIONS,
    AccountsPage,
    AmendIntent,
    Intent,
    Rulebook,
    TokenAbout,
)
from addonctl.server.requests import DecisionsRequest, PreviewRequest
from addonctl.server.routes.events import HistoryPage

COMMON: Final = ("RATE_LIMITED", "HOST_UNKNOWN", "BUSY", "INTERNAL")
SAFE: Final = ("TOKEN_INVALID", "SCOPE_MISSING")
BODY: Final = (
    *("BODY_SYNTAX", "NOT_JSON", "BODY_INVALID", "BODY_TOO_LARGE", "BODY_TIMEOUT"),
    "PARAMETER_INVALID",
)
FOUND: Final = ("UNKNOWN_ACCOUNT", "ACCOUNT_INVALID", "UNKNOWN_USER", "UNKNOWN_ADDON")
CHANGED: Final = SubscribeAnswer | QuoteAnswer | TrialAnswer | RequestAnswer | AmendAnswer
DECIDED: Final = (
    *("REFUSED", "NO_PRICE", "BEFORE_FIRST_CYCLE", "SEVERAL_USERS", "BEYOND_LIMIT"),
    *("LICENSES_FIXED", "LICENSES_TOO_MANY"),
)
AMENDED: Final = (
    *("NOT_BOUGHT", "COMES_WITH_PLAN", "NOTHING_TO_CHANGE", "CHANGES_ALREADY", "ENDS_FIRST"),
    *("ENDS_ALREADY", "VOID_OF_VOID", "VOIDED_ALREADY", "VOID_STOOD_ON", "NO_SUCH_EVENT"),
    *("LICENSES_NEEDED", "CREDIT_NOTE_FOR_MORE", "END_BEFORE_DAY", "EVENT_OF_OTHER_ADDON"),
)
"""What stands against a change of what was bought."""


class Health(Struct):
    """That the server lives, or is ready."""

    status: str


class Operation(Struct, frozen=True, kw_only=True):
    """An operation: its words, what it takes, the statuses and kinds of its answers, its problems.

    `parameters` are names of `parts.PARAMETERS`, `headers` of `parts.HEADERS`: those of its
    answers, beside what answers of their status have. An answer of `None` has no body.
    """

    id: str
    summary: str
    description: str
    answers: dict[int, type | UnionType | None]
    codes: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    body: type | tuple[type, ...] | None = None
    example: str | None = None
    media: str = "application/json"


_ABOUT: Final = {
    "/health": Operation(
        id="getHealth",
        example="health",
        summary="Say that the server lives.",
        description="Needs no token, and no database.",
        answers={200: Health},
    ),
    "/ready": Operation(
        id="getReady",
        example="health",
        summary="Say whether the server can answer.",
        description="Needs no token: 503 without the database, or with another schema in it.",
        answers={200: Health},
        codes=("NOT_READY",),
    ),
    "/openapi.json": Operation(
        id="getDocument",
        summary="Get this document.",
        description="Needs no token.",
        answers={200: dict},
    ),
    "/docs": Operation(
        id="getDocs",
        summary="Show the API to a person.",
        description="Needs no token, and loads nothing from elsewhere.",
        answers={200: str},
        media="text/html",
    ),
}

OPERATIONS: Final[dict[tuple[str, str], Operation]] = {
    (f"{BASE}/rulebook", "GET"): Operation(
        id="getRulebook",
        example="rulebook",
        summary="Get what the server decides by.",
        description=(
            "Scope read. Whether it records changes, the number of its rules, the reading of the"
            " documents, its catalogue and its policy."
        ),
        answers={200: Rulebook, 304: None},
        headers=("ETag",),
        parameters=("If-None-Match",),
        codes=(*SAFE, "PARAMETER_INVALID"),
    ),
    (f"{BASE}/token", "GET"): Operation(
        id="getToken",
        example="token",
        summary="Get what the token is.",
        description=(
            "Scope read. The name, the scope and the end of the token that asks, so that a client"
            " can say what it may do. The token itself is in no answer."
        ),
        answers={200: TokenAbout},
        codes=(*SAFE, "PARAMETER_INVALID"),
    ),
    (f"{BASE}/accounts", "GET"): Operation(
        id="listAccounts",
        example="accounts",
        summary="List accounts by id.",
        description=(
            "Scope read. A page ends after limit accounts, and before it is larger than 2 MiB;"
            " next, where it isn't null, is what after is given for the page behind it."
        ),
        answers={200: AccountsPage},
        parameters=("limit", "after", "include"),
        codes=(*SAFE, "PARAMETER_INVALID"),
    ),
    (ACCOUNT_PATH, "GET"): Operation(
        id="getAccount",
        summary="Get an account with its events.",
        description="Scope read. The ETag is strong: it names these exact bytes.",
        answers={200: Account, 304: None},
        headers=("ETag",),
        parameters=("If-None-Match",),
        codes=(*SAFE, "UNKNOWN_ACCOUNT", "PARAMETER_INVALID"),
        example="account",
    ),
    (ACCOUNT_PATH, "PUT"): Operation(
        id="putAccount",
        summary="Create or replace an account.",
        description=(
            "Scope admin. If-Match names the version that was seen, or If-None-Match: * says that"
            " there is none yet. Events that are stored must be the first of those that are sent;"
            " new ones get the name of the token as imported_by. At most 256 KiB."
        ),
        answers={200: Account, 201: Account},
        headers=("ETag",),
        parameters=("If-Match", "If-None-Match-any"),
        body=Account,
        codes=(
            *SAFE,
            *("BODY_SYNTAX", "NOT_JSON", "BODY_TIMEOUT", "PARAMETER_INVALID"),
            *("ACCOUNT_INVALID", "OTHER_ACCOUNT", "ACCOUNT_TOO_LARGE", "HISTORY_DIFFERS"),
            *("CHANGED_MEANWHILE", "PRECONDITION_NEEDED", "NOT_STORED", "COMMIT_LOST"),
        ),
        example="account",
    ),
    (f"{ACCOUNT_PATH}/events", "GET"): Operation(
        id="listEvents",
        example="events",
        summary="List what was recorded on an account.",
        description="Scope read. In the order in which it was recorded.",
        answers={200: HistoryPage},
        parameters=("limit", "after-seq"),
        codes=(*SAFE, "UNKNOWN_ACCOUNT", "PARAMETER_INVALID"),
    ),
    (f"{ACCOUNT_PATH}/events", "POST"): Operation(
        id="recordChange",
        summary="Record a change.",
        description=(
            "Scope act. For a change of what was bought (action amend) manage: no user of the"
            " account makes it, and its operator is the token's name. The server decides on the"
            " account as it is, for a day until today in the account's time zone, and records one"
            " event or nothing. expected_total is the total that was seen: with another one nothing"
            " is recorded. 200 says that the same is recorded already. Whoever sends the same again"
            " with its key gets what was answered; all fields but as_of and expected_total are the"
            " same then. A key stands for its change for ever, and is free again after a problem."
        ),
        answers={200: CHANGED, 201: CHANGED},
        headers=("ETag", "Location", IDEMPOTENCY_REPLAYED),
        parameters=(IDEMPOTENCY_KEY, "If-Match-seen"),
        body=(Intent, AmendIntent),
        codes=(
            *(*SAFE, *BODY, *FOUND, *DECIDED, *AMENDED),
            *("KEY_NEEDED", "KEY_INVALID", "KEY_IN_USE", "KEY_REUSED", "CHANGED_MEANWHILE"),
            *("TOTAL_DIFFERS", "DATE_BEFORE_EVENTS", "DATE_AFTER_TODAY", "HISTORY_FAULTY"),
            *("ACCOUNT_TOO_LARGE", "NOT_STORED", "COMMIT_LOST"),
        ),
        example="change",
    ),
    (f"{ACCOUNT_PATH}/events/{{seq}}", "GET"): Operation(
        id="getEvent",
        example="event",
        summary="Get one event.",
        description="Scope read. Events are counted from 1.",
        answers={200: RecordedEvent},
        codes=(*SAFE, "UNKNOWN_ACCOUNT", "UNKNOWN_EVENT", "PARAMETER_INVALID"),
    ),
    (f"{ACCOUNT_PATH}/previews", "POST"): Operation(
        id="preview",
        summary="Preview both invoices of a purchase.",
        description="Scope read. Changes nothing; the answer is that of addonctl invoice-preview.",
        answers={200: InvoicePreview},
        body=PreviewRequest,
        codes=(*SAFE, *BODY, *FOUND, *DECIDED),
        example="preview",
    ),
    (f"{ACCOUNT_PATH}/decisions", "POST"): Operation(
        id="decide",
        summary="Decide who may do what.",
        description=(
            "Scope read. Changes nothing; the answer is that of addonctl eligibility. Of a large"
            f" account ask by addon, action or user: {MOST_DECISIONS} decisions at most are"
            " answered at once."
        ),
        answers={200: EligibilityAnswer},
        body=DecisionsRequest,
        codes=(*SAFE, *BODY, *FOUND, "SEVERAL_USERS", "ANSWER_TOO_LARGE"),
        example="decisions",
    ),
    **{(BASE + path, "GET"): operation for path, operation in _ABOUT.items()},
}

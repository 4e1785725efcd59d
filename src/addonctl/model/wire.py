"""Hold what goes over the wire of the account API, beside the account itself and the answers.

The account on the wire is the account file as JSON, events included, and as strict as a file.
What stands here are envelopes: whoever reads one leaves aside what it doesn't know, so that
version 1 can grow. What a server does with them belongs to `server`, what a client to
`stores.api`.
"""

import datetime as dt
from typing import Annotated, Any, Final, Literal, TypeAlias, dataclass_transform

from msgspec import Meta, Struct

from addonctl.model.account import (
    MAX_LICENSES,
    Account,
    AmountText,
    EventKind,
    EventNumber,
    SignedAmountText,
    Text,
)
from addonctl.model.amendments import Amendment, EndWanted, LicensesWanted, VoidWanted
from addonctl.model.catalog import CatalogFile
from addonctl.model.context import Tells
from addonctl.model.policy import Action, Policy, Reading, TextPair
from addonctl.model.tokens import Scope

API: Final = "addonctl.api/1"
BASE: Final = "/v1"
ACCOUNT_PATH: Final = f"{BASE}/accounts/{{account_id}}"
JSON: Final = "application/json"
PROBLEM_JSON: Final = "application/problem+json"
RULES: Final = 2
"""The number of the rules: it grows with every change that gives any account another answer.

A test keeps what is answered under it, and fails where that changes and the number doesn't.
"""
MOST_LISTED: Final = 500
"""How many accounts or events a page holds at most."""
LISTED: Final = 100
"""How many it holds where nobody says."""
MOST_OF_PAGE: Final = 2 * 1024 * 1024
"""How many bytes a page holds at most, whatever number was asked for."""
MOST_DECISIONS: Final = 5000
"""How many decisions an answer holds at most: one action of one add-on, of all whom an account has.

Only in one of nothing but the shortest names there may be more.
"""
MOST_OF_ANSWER: Final = 16 * 1024 * 1024
"""How many bytes any answer has at most."""
IDEMPOTENCY_KEY: Final = "Idempotency-Key"
KEY_PATTERN: Final = r"[A-Za-z0-9_.:-]{16,128}"
"""How a key is written, in quotes or bare."""
IDEMPOTENCY_REPLAYED: Final = "Idempotency-Replayed"
"""What an answer is sent with, as `true`, that the key had before."""
PREFIX_OF_TOKENS: Final = "addonctl_"
"""What every token begins with, so that one that was published by mistake can be found."""


def instant(moment: dt.datetime) -> str:
    """Write a moment in UTC, to the second: the order of such texts is the order of time."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Envelope(Struct, frozen=True, kw_only=True):
    """A document of the API that may grow."""


class Rulebook(Envelope):
    """What the server decides by: whether it `records`, the number of its rules, the reading.

    `version` is the program's. A catalogue or a policy is named where the server has one to
    prescribe; `catalog` replaces what is packaged list by list, as a file does. `tells` is whom it
    tells of what it records; where it isn't there the server tells nobody.
    """

    api: Literal["addonctl.api/1"]
    version: str
    rules: int
    records: bool
    reading: Reading
    catalog: CatalogFile | None = None
    policy: Policy | None = None
    tells: Tells | None = None


class TokenAbout(Envelope):
    """What a token is: its name, what it may do, and until when; null is for ever."""

    name: str
    scope: Scope
    expires_at: str | None


class ListedAccount(Envelope, omit_defaults=True):
    """An account in a page; `version` counts its events, `account` stands where it is included."""

    id: str
    name: str
    plan: str
    version: int
    account: Account | None = None


class AccountsPage(Envelope):
    """A page of accounts, by id; `next` is what `after` is given for the page behind it."""

    accounts: tuple[ListedAccount, ...]
    next: str | None


class Intent(Envelope, omit_defaults=True, kw_only=True):
    """What a person wants recorded: an action of a user for an add-on, as they saw it on a day.

    `addon` and `user` are words, as on the command line. `licenses` belongs to an add-on that is
    assigned, `reading` to a quote; where it isn't given the server's own holds. `expected_total`
    is the total that the person saw: with another one nothing is recorded.
    """

    action: Action
    addon: Text
    user: Text
    licenses: Annotated[int, Meta(ge=1, le=2 * MAX_LICENSES)] | None = None
    as_of: dt.date
    reading: Reading | None = None
    expected_total: AmountText | None = None


Amended = Literal["licenses", "end", "void"]
"""What is changed of what was bought: its licences, its end, or that it was recorded at all."""


class AmendIntent(Envelope, omit_defaults=True, kw_only=True):
    """What somebody at the vendor wants changed of what was bought, as they saw it on a day.

    Whose token sends it does it. Of `licenses` it is said how many there are from then on (of an
    add-on on all licences nothing: the account's total holds), and with `credit_note` that fewer
    hold at once; of an `end` from which day on it isn't there any more, or nothing for the next
    cycle's first; of a `void` which event it is about, by its id or its number. `expected_total` is
    the total that was seen: with another one nothing is recorded.
    """

    action: Literal["amend"]
    addon: Text
    change: Amended
    licenses: Annotated[int, Meta(ge=1, le=2 * MAX_LICENSES)] | None = None
    credit_note: bool = False
    end: dt.date | None = None
    event: Text | EventNumber | None = None
    reason: Text
    as_of: dt.date
    expected_total: SignedAmountText | None = None

    @property
    def amendment(self) -> Amendment:
        """Return what is wanted."""
        if self.change == "end":
            return EndWanted(on=self.end)
        if self.change == "void":
            return VoidWanted(event=str(self.event))
        return LicensesWanted(licenses=self.licenses, credit_note=self.credit_note)


AnyIntent: TypeAlias = Intent | AmendIntent


def intent_type(action: object) -> type[Intent] | type[AmendIntent]:
    """Return what an intent of an action is read as."""
    return AmendIntent if action == "amend" else Intent


RECORDS_OF_AMENDED: Final[dict[Amended, EventKind]] = {
    "licenses": "licenses_changed",
    "end": "ended",
    "void": "voided",
}
"""The kind of event that each change of what was bought records."""
RECORDS: Final[dict[Action, EventKind]] = {
    "subscribe": "subscribed",
    "quote": "quote_requested",
    "trial": "trial_started",
    "request": "feature_requested",
}
"""The kind of event that each action records."""


def kind_recorded(intent: AnyIntent) -> EventKind:
    """Return the kind of the event that an intent records."""
    if isinstance(intent, AmendIntent):
        return RECORDS_OF_AMENDED[intent.change]
    return RECORDS[intent.action]


class Words(Envelope):
    """A text in both languages."""

    en: str
    fr: str

    @property
    def pair(self) -> TextPair:
        """Return it as a value of a sentence."""
        return TextPair(en=self.en, fr=self.fr)


class WireProblem(Envelope):
    """Something wrong in what was sent: its field, its place where it is known, what it is."""

    path: str | None
    line: int | None
    column: int | None
    message: Words
    code: str | None = None


class ProblemDocument(Envelope):
    """What stopped a request, as RFC 9457 has it, and what our own errors hold.

    Whoever branches does so on `code`, never on `status`. `problems` are the first findings in an
    account with the number of `more`; `decision` is that of a refusal, as in the answers' schema.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    message: Words
    hint: Words
    problems: tuple[WireProblem, ...] = ()
    decision: dict[str, Any] | None = None
    why: Words | None = None
    more: int = 0

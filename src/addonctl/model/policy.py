"""Hold the permission rules as a table: rows over closed lists of words, and nothing else.

How they are evaluated belongs to `rules.policy`; what the rows say to `data/policy.toml`.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated, Final, Literal, get_args

from msgspec import Meta

from addonctl.model.account import Identifier, Record, Role, RouteName, Text

Action = Literal["subscribe", "quote", "trial", "request"]
State = Literal["available", "trial_running", "trial_used", "purchased", "included", "not_offered"]
Reading = Literal["strict", "fr-table"]
Basis = Literal["stated", "inferred"]
Effect = Literal["permit", "forbid"]
ReasonCode = Literal[
    "ROLE_NO_ACCESS",
    "ROLE_OWNER_ONLY",
    "ROLE_OWNER_OR_ADMIN_ONLY",
    "OWNER_ACTS_DIRECTLY",
    "ACCOUNT_NEEDS_QUOTE",
    "QUOTE_NOT_OFFERED",
    "ALREADY_PURCHASED",
    "INCLUDED_IN_PLAN",
    "ADDON_NOT_OFFERED",
    "TRIAL_RUNNING",
    "TRIAL_USED",
    "MAY_SUBSCRIBE",
    "MAY_REQUEST_QUOTE",
    "MAY_START_TRIAL",
    "MAY_REQUEST_FEATURE",
]
VendorCode = Literal["AMENDED_BY_VENDOR"]
FactorCode = Literal["NO_PRICE_KNOWN", "PLAN_BY_QUOTE", "BANK_TRANSFER"]
RouteCode = Literal["PURCHASE_PATH_GIVEN", FactorCode, "NO_OTHER_FACTOR"]

ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""The roles, the strongest first."""
ACTIONS: Final[tuple[Action, ...]] = get_args(Action)
PURCHASES: Final[frozenset[Action]] = frozenset({"subscribe", "quote"})
"""The actions by which an add-on is bought, one on each route."""
ROUTES: Final[tuple[RouteName, ...]] = get_args(RouteName)
STATES: Final[tuple[State, ...]] = get_args(State)
OPEN_STATES: Final[tuple[State, ...]] = ("available", "trial_running", "trial_used")
"""The states in which an add-on may still be bought."""
READINGS: Final[tuple[Reading, ...]] = get_args(Reading)


def sorted_roles(roles: Iterable[Role]) -> tuple[Role, ...]:
    """List roles once each, the strongest first."""
    held = set(roles)
    return tuple(role for role in ROLES if role in held)


def sentence_code(code: ReasonCode, actions: Sequence[Action]) -> str:
    """Return the code of a reason's sentence, which names the action that only owners may take."""
    return f"{code}.{actions[0]}" if code == "ROLE_OWNER_ONLY" and len(actions) == 1 else code


class Citation(Record):
    """Where a rule is stated: a document of the policy file and its section."""

    document: Text
    section: Text


class Document(Record):
    """A document that the rules come from, as people know it."""

    id: Identifier
    title: Text
    address: Text


class When(Record):
    """A conjunction of memberships; a list that is left out holds every word."""

    role: tuple[Role, ...] = ROLES
    action: tuple[Action, ...] = ACTIONS
    route: tuple[RouteName, ...] = ROUTES
    state: tuple[State, ...] = STATES

    def holds(self, role: Role, action: Action, route: RouteName, state: State) -> bool:
        """Say whether all four words are among those of their lists."""
        return (
            role in self.role
            and action in self.action
            and route in self.route
            and state in self.state
        )


class Rule(Record):
    """A permit or forbid row: stated by its sources, or inferred for the reason given."""

    id: Identifier
    code: ReasonCode
    when: When
    source: tuple[Citation, ...] = ()
    inferred: Text | None = None

    @property
    def basis(self) -> Basis:
        """Say whether a document states the row or we concluded it."""
        return "inferred" if self.inferred is not None else "stated"


class TextPair(Record):
    """A text in both languages; that of the packaged policy is translated with its messages."""

    en: Text
    fr: Text


class ConflictReading(Record):
    """One reading of a contradiction: the rows that it disables, and who says so.

    Of an answer that follows it, `contested` says that the documents say otherwise, too, and
    `contested_by` which of them do.
    """

    name: Reading
    disables: tuple[Identifier, ...]
    source: Annotated[tuple[Citation, ...], Meta(min_length=1)]
    contested: Text | TextPair | None = None
    contested_by: Text | TextPair | None = None


class Conflict(Record):
    """A contradiction between the documents, with two named readings; the first is the default.

    Its `summary` says below an answer what each of the documents says.
    """

    id: Identifier
    question: Text
    why: Text
    reading: Annotated[tuple[ConflictReading, ...], Meta(min_length=2, max_length=2)]
    summary: Text | TextPair | None = None


class RouteFactor(Record):
    """What an account-factor row looks at; a list that is left out matches everything."""

    price_known: bool | None = None
    plan_route: tuple[RouteName, ...] | None = None
    payment_method: tuple[Literal["card", "direct_debit", "bank_transfer"], ...] | None = None


class RouteRule(Record):
    """An account factor that decides the route; `before_path` wins even over the account's own."""

    id: Identifier
    code: FactorCode
    route: RouteName
    when: RouteFactor
    inferred: Text
    enabled: bool = True
    before_path: bool = False


class VendorRule(Record):
    """What nobody of an account does: who does it, stated by its sources or inferred.

    It answers no question about a role, an action, a route and a state.
    """

    id: Identifier
    code: VendorCode
    source: tuple[Citation, ...] = ()
    inferred: Text | None = None

    @property
    def basis(self) -> Basis:
        """Say whether a document states the row or we concluded it."""
        return "inferred" if self.inferred is not None else "stated"


class Policy(Record, eq=False):
    """The permission rules: no order, forbid overrides permit, all matching rows are reasons.

    A policy equals itself alone, so that answers about it can be remembered.
    """

    schema: Literal[1]
    document: tuple[Document, ...]
    permit: tuple[Rule, ...]
    forbid: tuple[Rule, ...]
    route: tuple[RouteRule, ...] = ()
    conflict: tuple[Conflict, ...] = ()
    vendor: tuple[VendorRule, ...] = ()

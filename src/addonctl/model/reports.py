"""Hold the answers about files, rules and codes, field by field as `-o json` prints them.

Those about an account stand in `model.answers`, those about settings and servers in `model.upkeep`.
"""

from typing import Literal

from addonctl.model.account import Role, RouteName
from addonctl.model.answers import Answer, Decision, Value, View
from addonctl.model.messages import Message, Problem
from addonctl.model.policy import (
    Action,
    Basis,
    Citation,
    Document,
    Effect,
    FactorCode,
    Reading,
    ReasonCode,
    State,
    VendorCode,
)


class Failure(Value):
    """What stopped an answer: a stable code, what happened, why where more is known, what to do.

    `problems` are the first findings in a data file, with the number of `more` where there are
    any, and `decision` is that of a refusal.
    """

    code: str
    message: Message
    why: Message | None
    hint: Message
    problems: tuple[Problem, ...]
    decision: Decision | None
    more: int = 0


class FailureDocument(Value):
    """The one JSON object of standard error where a command with `-o json` fails."""

    error: Failure


FileKind = Literal["account", "catalog", "policy"]


class CheckedProblem(Value):
    """Something wrong in a file: its place, what it is, and the TOML to paste that mends it.

    `line` and `column` count from 1; what isn't known is null, so is `file` for standard input.
    """

    file: str | None
    path: str | None
    line: int | None
    column: int | None
    code: str
    message: Message
    row: str | None = None


class CheckedFile(Value):
    """A file that was checked; its kind is null where it can't be read.

    `warnings` are what may be right and hardly is; with `--strict` a file that has one isn't ok.
    The first hundred of either are listed; `more` and `more_warnings` count the others.

    `contested` counts, for a policy, the cells of each reading that the documents contest.
    """

    file: str | None
    kind: FileKind | None
    ok: bool
    problems: tuple[CheckedProblem, ...]
    more: int
    warnings: tuple[CheckedProblem, ...]
    more_warnings: int
    contested: dict[Reading, int] | None


class CheckAnswer(Answer, kw_only=True, tag="addonctl.check/1"):
    """Every file in the order given, its problems in its own order."""

    ok: bool
    files: tuple[CheckedFile, ...]


class PolicyCell(Value):
    """One of the 192 questions and its answer; `contested` are the conflicts that turn it round."""

    role: Role
    action: Action
    route: RouteName
    state: State
    allowed: bool
    codes: tuple[ReasonCode, ...]
    rules: tuple[str, ...]
    contested: tuple[str, ...]


class PolicyRule(Value):
    """A row of the policy, with what it holds for and what it stands on."""

    id: str
    code: ReasonCode
    effect: Effect
    basis: Basis
    source: tuple[Citation, ...]
    inferred: str | None
    role: tuple[Role, ...]
    action: tuple[Action, ...]
    route: tuple[RouteName, ...]
    state: tuple[State, ...]


class PolicyConflictReading(Value):
    """One reading of a contradiction and the statements that it follows."""

    name: Reading
    disables: tuple[str, ...]
    source: tuple[Citation, ...]


class PolicyConflict(Value):
    """A contradiction of the documents; the first reading is the default."""

    id: str
    question: str
    why: str
    readings: tuple[PolicyConflictReading, ...]


class PolicyRoute(Value):
    """An account factor that decides how an account buys; `before_path` wins over its own word."""

    id: str
    code: FactorCode
    route: RouteName
    enabled: bool
    before_path: bool
    inferred: str


class PolicyVendor(Value):
    """What nobody of an account does but the vendor's people, and what it stands on."""

    id: str
    code: VendorCode
    basis: Basis
    source: tuple[Citation, ...]
    inferred: str | None


class PolicyAnswer(Answer, kw_only=True, tag="addonctl.policy/1"):
    """The permission table under a reading: every cell, the rows, and what contests them.

    Cells are ordered by role, action, route and state as the policy's words are; rows as in the
    policy. `file` is the policy's, null for the packaged one. `vendor` says who changes what was
    bought: no role does.
    """

    file: str | None
    reading: Reading
    documents: tuple[Document, ...]
    cells: tuple[PolicyCell, ...]
    rules: tuple[PolicyRule, ...]
    routes: tuple[PolicyRoute, ...]
    conflicts: tuple[PolicyConflict, ...]
    vendor: tuple[PolicyVendor, ...] = ()


class PolicyView(View[PolicyAnswer], frozen=True, kw_only=True):
    """The permission table, and the command that shows its sources where they aren't wanted."""

    sources: tuple[str, ...] | None


CodeKind = Literal[
    "reason",
    "route",
    "assumption",
    "warning",
    "problem",
    "failure",
    "word",
    "conflict",
    "rule",
    "document",
]
"""The last three are ids of the policy in force."""


class ExplainedRule(Value):
    """A row of the policy, or a reading of a contradiction, with what it stands on."""

    id: str
    basis: Basis
    source: tuple[Citation, ...]
    inferred: str | None


class ExplainedCode(Value):
    """What a code means, where it comes from and what to do; `exit_code` for failures."""

    code: str
    kinds: tuple[CodeKind, ...]
    exit_code: int | None
    message: Message
    rules: tuple[ExplainedRule, ...]


class ExplainAnswer(Answer, kw_only=True, tag="addonctl.explain/1"):
    """The code that was asked for, or all of them by kind.

    `file` is the policy's that its rows and contradictions come from, null for the packaged one.
    """

    codes: tuple[ExplainedCode, ...]
    file: str | None = None


class CodeList(ExplainAnswer, kw_only=True, tag="addonctl.explain/1"):
    """All codes, of which a screen shows a line each."""


class ExplainView(View[ExplainAnswer], frozen=True, kw_only=True):
    """What codes mean, and the documents of the policy in force."""

    documents: tuple[Document, ...]

"""Find the faults of a policy that reads well and still doesn't hold together.

What a row says by itself (words, ids, sources) is checked with its place where the file is read.
The rows that close gaps are proposed as what the words of their questions speak for; on what
ground, a person has to write.
"""

import itertools
from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple, TypeAlias

from addonctl.errors import DataFailure
from addonctl.model.account import Role, RouteName
from addonctl.model.policy import (
    ACTIONS,
    READINGS,
    ROLES,
    ROUTES,
    STATES,
    Action,
    Policy,
    Reading,
    ReasonCode,
    State,
    When,
)
from addonctl.rules.policy import Question, Verdict, decide, decide_role

_Cell: TypeAlias = tuple[Role, Action, RouteName, State]
_Words: TypeAlias = tuple[tuple[str, ...], ...]
_CELLS: Final[tuple[_Cell, ...]] = tuple(itertools.product(ROLES, ACTIONS, ROUTES, STATES))
_NAMES: Final = ("role", "action", "route", "state")
_ALL_WORDS: Final[_Words] = (ROLES, ACTIONS, ROUTES, STATES)
_REASON: Final = "say why, or name a source instead"

# What each code speaks of, the first that fits: no other row could carry it truthfully.
_CODES: Final[tuple[tuple[ReasonCode, When], ...]] = (
    ("ROLE_NO_ACCESS", When(role=("agent",))),
    ("ADDON_NOT_OFFERED", When(state=("not_offered",))),
    ("INCLUDED_IN_PLAN", When(state=("included",))),
    ("ALREADY_PURCHASED", When(state=("purchased",))),
    ("ACCOUNT_NEEDS_QUOTE", When(action=("subscribe",), route=("quote",))),
    ("QUOTE_NOT_OFFERED", When(action=("quote",), route=("self_service",))),
    ("TRIAL_RUNNING", When(action=("trial",), state=("trial_running",))),
    ("TRIAL_USED", When(action=("trial",), state=("trial_used",))),
    ("ROLE_OWNER_ONLY", When(role=("admin", "supervisor"), action=("subscribe", "quote"))),
    ("ROLE_OWNER_OR_ADMIN_ONLY", When(role=("supervisor",), action=("trial",))),
    ("OWNER_ACTS_DIRECTLY", When(role=("owner",), action=("request",))),
    ("MAY_SUBSCRIBE", When(action=("subscribe",))),
    ("MAY_REQUEST_QUOTE", When(action=("quote",))),
    ("MAY_START_TRIAL", When(action=("trial",))),
    ("MAY_REQUEST_FEATURE", When(action=("request",))),
)


class PolicyFaults(NamedTuple):
    """The ids of the rows that never matter, and the rows to paste, as TOML, that close gaps."""

    dead: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()


def find_policy_faults(policy: Policy) -> PolicyFaults:
    """List the rows that never matter and the questions that no row answers.

    Rule: each row decides something in some reading; each of the 192 questions has an answer in
    each reading. Rows that a person switched off aren't dead.
    """
    answers = {
        (reading, cell): _answer(policy, reading, cell) for reading in READINGS for cell in _CELLS
    }
    # A row that is no reason of any answer can go: forbids hide permits, and nothing else hides.
    reasons = {rule for answer in answers.values() if answer for rule in answer.rules}
    rules = (*policy.permit, *policy.forbid)
    dead = tuple(rule.id for rule in rules if rule not in reasons)
    missing = (cell for (_, cell), answer in answers.items() if answer is None)
    allowed = {cell for (_, cell), answer in answers.items() if answer and answer.allowed}
    taken = [rule.id for rule in rules] + [row.id for row in policy.conflict]
    taken += [row.id for row in policy.route]
    return PolicyFaults(dead, tuple(_rows_for_gaps(missing, allowed, taken)))


def count_contested_cells(policy: Policy) -> dict[Reading, int]:
    """Count the cells, of 192, that a reading's answer marks as contested.

    Raises:
        DataFailure: the policy has a gap (`POLICY_GAP`).
    """
    return {
        reading: sum(
            bool(decide(policy, reading, (role,), question).contested)
            for role, question in map(_split, _CELLS)
        )
        for reading in READINGS
    }


def _answer(policy: Policy, reading: Reading, cell: _Cell) -> Verdict | None:
    try:
        return decide_role(policy, reading, *_split(cell))
    except DataFailure:
        return None


def _split(cell: _Cell) -> tuple[Role, Question]:
    role, action, route, state = cell
    return role, Question(action=action, route=route, state=state)


def _rows_for_gaps(
    missing: Iterable[_Cell], allowed: Collection[_Cell], taken: Collection[str]
) -> Iterator[str]:
    """Write few rows that answer all `missing` cells and turn no other answer round.

    Rule: a permit holds missing cells alone, and none that a forbid would fit; a forbid may also
    hold cells that are refused already, so that it reads as a rule. `allowed` are the cells that
    some reading allows: a forbid that has to hold one says so. `taken` are the ids in use.
    """
    ids = (name for number in itertools.count(1) if (name := f"missing-{number}") not in taken)
    todo = list(dict.fromkeys(missing))
    gaps = frozenset(todo)
    while todo:
        first = todo[0]
        words = _widen(first, _fitting(first, gaps, allowed))
        yield _row(next(ids), _code_of(first), words, is_shared=first in allowed)
        answered = set(itertools.product(*words))
        todo = [cell for cell in todo if cell not in answered]


def _fitting(first: _Cell, gaps: Collection[_Cell], allowed: Collection[_Cell]) -> set[_Cell]:
    """List what the row for `first` may hold, by the rule of `_rows_for_gaps`."""
    code, is_shared = _code_of(first), first in allowed
    alike = {cell for cell in gaps if (cell in allowed) == is_shared}
    if _is_permit(code):
        return {cell for cell in alike if _code_of(cell) == code}
    when = dict(_CODES)[code]
    spoken_of = set(itertools.product(when.role, when.action, when.route, when.state))
    return spoken_of & alike | spoken_of.difference(gaps, allowed)


def _code_of(cell: _Cell) -> ReasonCode:
    return next(code for code, when in _CODES if when.holds(*cell))


def _is_permit(code: ReasonCode) -> bool:
    return code.startswith("MAY_")


def _widen(first: _Cell, fitting: Collection[_Cell]) -> _Words:
    """Take in word after word for as long as every combination of the words fits."""
    words: list[tuple[str, ...]] = [(word,) for word in first]
    for place, known in enumerate(_ALL_WORDS):
        for word in known:
            wider = [*words]
            wider[place] = tuple(other for other in known if other in (*words[place], word))
            if all(cell in fitting for cell in itertools.product(*wider)):
                words = wider
    return tuple(words)


def _row(row_id: str, code: ReasonCode, words: _Words, *, is_shared: bool) -> str:
    lists = [
        name + " = [" + ", ".join(f'"{word}"' for word in those) + "]"
        for name, those, known in zip(_NAMES, words, _ALL_WORDS, strict=True)
        if those != known
    ]
    header = "[[permit]]" if _is_permit(code) else "[[forbid]]"
    if is_shared and not _is_permit(code):
        header += "  # one reading allows this: it has to disable this row"
    lines = [
        header,
        f'id = "{row_id}"',
        f'code = "{code}"',
        f"when = {{ {', '.join(lists)} }}",
        f'inferred = "{_REASON}"',
    ]
    return "".join(f"{line}\n" for line in lines)

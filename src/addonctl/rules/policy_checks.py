"""Find the faults of a policy that reads well and still doesn't hold together.

Unknown words, keys and types stop the decoding and never come here; where a fault stands in its
file, and its sentence, belong elsewhere; the rows that close gaps to `rules.policy_gaps`.
"""

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from addonctl.errors import DataFailure
from addonctl.model.account import Role
from addonctl.model.policy import ACTIONS, READINGS, ROLES, ROUTES, STATES, Policy, Reading, Source
from addonctl.rules.policy import Question, Verdict, decide, decide_role
from addonctl.rules.policy_gaps import Cell, rows_for_gaps

PolicyFaultCode = Literal[
    "POLICY_DUPLICATE_ID",
    "POLICY_NO_SOURCE",
    "POLICY_BOTH_SOURCE_AND_INFERRED",
    "POLICY_UNKNOWN_DOCUMENT",
    "POLICY_UNKNOWN_RULE",
    "POLICY_DUPLICATE_READING",
    "POLICY_DEAD_RULE",
    "POLICY_GAP",
]
_CELLS: tuple[Cell, ...] = tuple(itertools.product(ROLES, ACTIONS, ROUTES, STATES))


class PolicyFault(Struct, frozen=True, kw_only=True):
    """A fault of a policy.

    `rule` is the id of the row at fault, a conflict's or a document's among them, and `None` for
    a gap; `missing` the id that a row names and the policy doesn't have; `row` the TOML to paste
    that closes a gap.
    """

    code: PolicyFaultCode
    rule: str | None = None
    missing: str | None = None
    row: str | None = None


def find_policy_faults(policy: Policy) -> tuple[PolicyFault, ...]:
    """List all faults: ids used twice, sources, conflicts, rows that never matter, gaps.

    Rule: every row has a source or a reason why it was concluded, and not both; every document
    and every row that is named exists; each row decides something in some reading; each of the
    192 questions has an answer in each reading. Rows that a person switched off aren't dead.
    """
    return (
        *_duplicate_ids(policy),
        *_source_faults(policy),
        *_conflict_faults(policy),
        *_coverage_faults(policy),
    )


def count_contested_cells(policy: Policy) -> dict[Reading, int]:
    """Count the cells, of 192, that a reading's answer marks as contested.

    Raises:
        DataFailure: the policy has a gap (`POLICY_GAP`).
    """
    return {
        reading: sum(
            bool(decide(policy, reading, [role], question).contested)
            for role, question in map(_split, _CELLS)
        )
        for reading in READINGS
    }


def _duplicate_ids(policy: Policy) -> Iterator[PolicyFault]:
    for ids in (_row_ids(policy), [document.id for document in policy.document]):
        for name, uses in Counter(ids).items():
            if uses > 1:
                yield PolicyFault(code="POLICY_DUPLICATE_ID", rule=name)


def _source_faults(policy: Policy) -> Iterator[PolicyFault]:
    for rule in (*policy.permit, *policy.forbid):
        if not rule.source and rule.inferred is None:
            yield PolicyFault(code="POLICY_NO_SOURCE", rule=rule.id)
        if rule.source and rule.inferred is not None:
            yield PolicyFault(code="POLICY_BOTH_SOURCE_AND_INFERRED", rule=rule.id)
        yield from _unknown_documents(policy, rule.id, rule.source)


def _conflict_faults(policy: Policy) -> Iterator[PolicyFault]:
    known = {rule.id for rule in (*policy.permit, *policy.forbid)}
    for conflict in policy.conflict:
        if len({side.name for side in conflict.reading}) < len(conflict.reading):
            yield PolicyFault(code="POLICY_DUPLICATE_READING", rule=conflict.id)
        for side in conflict.reading:
            for missing in dict.fromkeys(side.disables):
                if missing not in known:
                    yield PolicyFault(code="POLICY_UNKNOWN_RULE", rule=conflict.id, missing=missing)
        sources = tuple(source for side in conflict.reading for source in side.source)
        yield from _unknown_documents(policy, conflict.id, sources)


def _unknown_documents(
    policy: Policy, rule_id: str, sources: tuple[Source, ...]
) -> Iterator[PolicyFault]:
    known = {document.id for document in policy.document}
    for missing in dict.fromkeys(source.document for source in sources):
        if missing not in known:
            yield PolicyFault(code="POLICY_UNKNOWN_DOCUMENT", rule=rule_id, missing=missing)


def _coverage_faults(policy: Policy) -> Iterator[PolicyFault]:
    answers = {
        (reading, cell): _answer(policy, reading, cell) for reading in READINGS for cell in _CELLS
    }
    # A row that is no reason of any answer can go: forbids hide permits, and nothing else hides.
    reasons = {rule for answer in answers.values() if answer for rule in answer.rules}
    for rule in (*policy.permit, *policy.forbid):
        if rule not in reasons:
            yield PolicyFault(code="POLICY_DEAD_RULE", rule=rule.id)
    missing = (cell for (_, cell), answer in answers.items() if answer is None)
    allowed = {cell for (_, cell), answer in answers.items() if answer and answer.allowed}
    for row in rows_for_gaps(missing, allowed, _row_ids(policy)):
        yield PolicyFault(code="POLICY_GAP", row=row)


def _row_ids(policy: Policy) -> list[str]:
    rules = [rule.id for rule in (*policy.permit, *policy.forbid)]
    conflicts = [conflict.id for conflict in policy.conflict]
    return [*rules, *conflicts, *(row.id for row in policy.route)]


def _answer(policy: Policy, reading: Reading, cell: Cell) -> Verdict | None:
    try:
        return decide_role(policy, reading, *_split(cell))
    except DataFailure:
        return None


def _split(cell: Cell) -> tuple[Role, Question]:
    role, action, route, state = cell
    return role, Question(action=action, route=route, state=state)

"""Lay the permission rules out as a table of all questions. Deciding them is `rules.policy`'s."""

import datetime as dt
import itertools
from collections.abc import Iterator

from msgspec import convert, structs

from addonctl.errors import DataFailure
from addonctl.model.escaping import shell_words
from addonctl.model.policy import ACTIONS, ROLES, ROUTES, STATES, Policy, Reading
from addonctl.model.reports import (
    PolicyAnswer,
    PolicyCell,
    PolicyConflict,
    PolicyConflictReading,
    PolicyRoute,
    PolicyRule,
    PolicyVendor,
)
from addonctl.rules.policy import Question, decide
from addonctl.rules.policy_checks import find_policy_faults


def lay_out_policy(
    policy: Policy, reading: Reading, *, file: str | None, as_of: dt.date
) -> PolicyAnswer:
    """Answer every question by a reading, with the rows and the contradictions behind.

    Raises:
        DataFailure: POLICY_GAP, a question that no row answers.
    """
    return PolicyAnswer(
        as_of=as_of,
        account=None,
        file=file,
        reading=reading,
        documents=policy.document,
        cells=tuple(_cells(policy, reading)),
        rules=tuple(_rules(policy)),
        routes=convert(policy.route, tuple[PolicyRoute, ...], from_attributes=True),
        conflicts=tuple(
            PolicyConflict(
                id=conflict.id,
                question=conflict.question,
                why=conflict.why,
                readings=convert(
                    conflict.reading, tuple[PolicyConflictReading, ...], from_attributes=True
                ),
            )
            for conflict in policy.conflict
        ),
        vendor=convert(policy.vendor, tuple[PolicyVendor, ...], from_attributes=True),
    )


def _cells(policy: Policy, reading: Reading) -> Iterator[PolicyCell]:
    for role, action, route, state in itertools.product(ROLES, ACTIONS, ROUTES, STATES):
        question = Question(action=action, route=route, state=state)
        verdict = decide(policy, reading, (role,), question)
        yield PolicyCell(
            role=role,
            action=action,
            route=route,
            state=state,
            allowed=verdict.allowed,
            codes=tuple(dict.fromkeys(rule.code for rule in verdict.rules)),
            rules=tuple(rule.id for rule in verdict.rules),
            contested=tuple(conflict.id for conflict in verdict.contested),
        )


def _rules(policy: Policy) -> list[PolicyRule]:
    return [
        PolicyRule(
            id=rule.id,
            code=rule.code,
            effect="permit" if rule in policy.permit else "forbid",
            basis=rule.basis,
            source=rule.source,
            inferred=rule.inferred,
            **structs.asdict(rule.when),
        )
        for rule in (*policy.permit, *policy.forbid)
    ]


def refuse_gaps(policy: Policy, *, file: str, is_prescribed: bool) -> None:
    """Refuse a policy that leaves a question open: with a gap anywhere nothing is allowed.

    Raises:
        DataFailure: POLICY_INCOMPLETE, a file or the server that prescribes it leaves rows out.
    """
    gaps = find_policy_faults(policy).gaps
    if gaps:
        raise DataFailure(
            "POLICY_INCOMPLETE",
            kind="api" if is_prescribed else "policy",
            file=file,
            argument=shell_words((file,)),
            count=len(gaps),
        )

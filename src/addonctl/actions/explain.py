"""Explain codes: what kind each is, and the rows of the policy that a reason comes from. Pure."""

import datetime as dt
from collections.abc import Iterator
from typing import Final, get_args

from addonctl.model.codes import ASSUMPTIONS, FAILURES, PROBLEMS, WARNINGS
from addonctl.model.messages import Message
from addonctl.model.policy import Policy, ReasonCode, RouteCode
from addonctl.model.reports import CodeKind, ExplainAnswer, ExplainedCode, ExplainedRule

KINDS: Final[dict[CodeKind, tuple[str, ...]]] = {
    "reason": get_args(ReasonCode),
    "route": get_args(RouteCode),
    "assumption": ASSUMPTIONS,
    "warning": WARNINGS,
    "problem": PROBLEMS,
    "failure": tuple(code for codes in FAILURES.values() for code in codes),
}
CODES: Final = tuple(dict.fromkeys(code for codes in KINDS.values() for code in codes))
"""Every code once, ordered by its first kind."""


def explain_codes(policy: Policy, codes: tuple[str, ...], as_of: dt.date) -> ExplainAnswer:
    """Explain codes that are known to exist."""
    return ExplainAnswer(
        as_of=as_of,
        account=None,
        codes=tuple(
            ExplainedCode(
                code=code,
                kinds=tuple(kind for kind, known in KINDS.items() if code in known),
                exit_code=next((exits for exits, known in FAILURES.items() if code in known), None),
                message=Message(f"{code}.explain"),
                rules=tuple(_rules(policy, code)),
            )
            for code in codes
        ),
    )


def _rules(policy: Policy, code: str) -> Iterator[ExplainedRule]:
    for rule in (*policy.permit, *policy.forbid):
        if rule.code == code:
            yield ExplainedRule(
                id=rule.id, basis=rule.basis, source=rule.source, inferred=rule.inferred
            )
    for row in policy.route:
        if row.code == code:
            yield ExplainedRule(id=row.id, basis="inferred", source=(), inferred=row.inferred)

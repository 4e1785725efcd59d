"""Decide what a user may do with an add-on, with every reason. No sentences here.

The permission rules themselves belong to `rules.policy`, what would change a refusal to
`rules.advice`.
"""

from addonctl.model.account import User
from addonctl.model.answers import ConflictSource, Contested, Decision, NextStep, Reason
from addonctl.model.messages import Message
from addonctl.model.policy import Action, Conflict, Policy, Reading, Rule
from addonctl.model.subject import Subject
from addonctl.rules.advice import Advisor
from addonctl.rules.policy import Question, Verdict, decide, other_reading
from addonctl.rules.standing import Standing

ROUTE_CODES = frozenset({"ACCOUNT_NEEDS_QUOTE", "QUOTE_NOT_OFFERED"})


def decide_action(
    subject: Subject,
    standing: Standing,
    user: User,
    action: Action,
    *,
    advisor: Advisor | None = None,
) -> Decision:
    """Decide whether `user` may take `action` for the add-on of `standing`.

    Who decides about many people passes the `advisor` of the add-on: what it has found is kept.
    """
    verdict = judge(subject, standing, user, action)
    steps: tuple[NextStep, ...] = ()
    if not verdict.allowed:
        steps = (advisor or Advisor(subject, standing)).next_steps(user, action)
    return Decision(
        user=user.id,
        roles=user.roles,
        addon=standing.addon.id,
        action=action,
        state=standing.state,
        route=standing.route,
        route_reason=standing.route_reason,
        allowed=verdict.allowed,
        reasons=reasons_of(subject, standing, verdict, action),
        contested=tuple(
            _contested(conflict, subject.reading, allowed=verdict.allowed)
            for conflict in verdict.contested
        ),
        next_steps=steps,
    )


def judge(subject: Subject, standing: Standing, user: User, action: Action) -> Verdict:
    """Ask the policy about a user, without wording reasons or looking for other ways."""
    question = Question(action=action, route=standing.route, state=standing.state)
    return decide(subject.policy, subject.reading, user.roles, question)


def reasons_of(
    subject: Subject, standing: Standing, verdict: Verdict, action: Action
) -> tuple[Reason, ...]:
    """Turn the rows of a verdict into reasons, the firmer ones first."""
    reasons = [_reason(subject.policy, rule, action, standing) for rule in verdict.rules]
    return tuple(sorted(reasons, key=lambda reason: reason.basis != "stated"))


def _reason(policy: Policy, rule: Rule, action: Action, standing: Standing) -> Reason:
    """Turn a row into a reason; one about the route is as firm as what decided the route."""
    code = rule.code
    worded_by_action = f"{code}.{action}" if code == "ROLE_OWNER_ONLY" else code
    return Reason(
        code=code,
        rule=rule.id,
        effect="forbid" if rule in policy.forbid else "permit",
        basis=standing.route_reason.basis if code in ROUTE_CODES else rule.basis,
        source=rule.source,
        message=Message(worded_by_action),
    )


def _contested(conflict: Conflict, reading: Reading, *, allowed: bool) -> Contested:
    return Contested(
        conflict=conflict.id,
        reading=reading,
        other_reading=other_reading(conflict, reading),
        other_allowed=not allowed,
        sources=tuple(
            ConflictSource(document=source.document, section=source.section, reading=side.name)
            for side in conflict.reading
            for source in side.source
        ),
    )

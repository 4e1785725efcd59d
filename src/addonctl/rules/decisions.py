"""Decide what a user may do with an add-on, with every reason. No sentences here.

The permission rules themselves belong to `rules.policy`, what would change a refusal to
`rules.advice`.
"""

import datetime as dt

from msgspec import Struct

from addonctl.model.account import User
from addonctl.model.answers import (
    ConflictSource,
    Contested,
    Decision,
    EarlierEvent,
    NextStep,
    Reason,
)
from addonctl.model.context import Context
from addonctl.model.messages import Message
from addonctl.model.policy import Action, Conflict, Reading, ReasonCode, Rule
from addonctl.rules.addon_status import AddonStatus, earlier_event
from addonctl.rules.next_steps import MOST_COLLEAGUES, NextSteps
from addonctl.rules.policy import Question, Verdict, decide, other_reading

ROUTE_CODES = frozenset({"ACCOUNT_NEEDS_QUOTE", "QUOTE_NOT_OFFERED"})


class Fact(Struct, frozen=True, kw_only=True):
    """What a reason speaks of beside its row: an event or the plan, and its sentence."""

    message: Message
    event: EarlierEvent | None = None
    plan: str | None = None


class Decider:
    """Decide about the people of an account and one add-on.

    A large account has thousands of decisions and few different ones: what is found is kept.
    """

    def __init__(
        self, context: Context, status: AddonStatus, *, most_colleagues: int = MOST_COLLEAGUES
    ) -> None:
        """Take the account, where the add-on stands on it, and how many colleagues to name."""
        self._subject = context
        self._standing = status
        self._advisor = NextSteps(context, status, most_colleagues=most_colleagues)
        self._reasons: dict[tuple[str, ...], tuple[Reason, ...]] = {}

    def decide(self, user: User, action: Action) -> Decision:
        """Decide whether `user` may take `action`."""
        context, status = self._subject, self._standing
        verdict = judge(context, status, user, action)
        steps: tuple[NextStep, ...] = ()
        if not verdict.allowed:
            steps = self._advisor.next_steps(user, action)
        return Decision(
            user=user.id,
            roles=user.roles,
            addon=status.addon.id,
            action=action,
            state=status.state,
            route=status.route,
            route_reason=status.route_reason,
            allowed=verdict.allowed,
            reasons=self._reasons_of(verdict, action),
            contested=tuple(
                _contested(conflict, context.reading, allowed=verdict.allowed)
                for conflict in verdict.contested
            ),
            next_steps=steps,
        )

    def _reasons_of(self, verdict: Verdict, action: Action) -> tuple[Reason, ...]:
        key = action, *(rule.id for rule in verdict.rules)
        if key not in self._reasons:
            self._reasons[key] = reasons_of(self._subject, self._standing, verdict, action)
        return self._reasons[key]


def decide_action(context: Context, status: AddonStatus, user: User, action: Action) -> Decision:
    """Decide whether `user` may take `action` for the add-on of `status`."""
    return Decider(context, status).decide(user, action)


def judge(context: Context, status: AddonStatus, user: User, action: Action) -> Verdict:
    """Ask the policy about a user, without wording reasons or looking for other ways."""
    question = Question(action=action, route=status.route, state=status.state)
    return decide(context.policy, context.reading, user.roles, question)


def reasons_of(
    context: Context, status: AddonStatus, verdict: Verdict, action: Action
) -> tuple[Reason, ...]:
    """Turn the rows of a verdict into reasons, the firmer ones first."""
    reasons = [_reason(context, status, rule, action) for rule in verdict.rules]
    return tuple(sorted(reasons, key=lambda reason: reason.basis != "stated"))


def _reason(context: Context, status: AddonStatus, rule: Rule, action: Action) -> Reason:
    """Turn a row into a reason; one about the route is as firm as what decided the route."""
    code = rule.code
    fact = _fact(context, status, code) or Fact(
        message=Message(f"{code}.{action}" if code == "ROLE_OWNER_ONLY" else code)
    )
    return Reason(
        code=code,
        rule=rule.id,
        effect="forbid" if rule in context.policy.forbid else "permit",
        basis=status.route_reason.basis if code in ROUTE_CODES else rule.basis,
        source=rule.source,
        message=fact.message,
        event=fact.event,
        plan=fact.plan,
    )


def _fact(context: Context, status: AddonStatus, code: ReasonCode) -> Fact | None:
    """Return what settles it: the purchase, the trial or the plan; `None` for other reasons.

    A policy of one's own may give these codes where there is no such event.
    """
    if code in {"INCLUDED_IN_PLAN", "ADDON_NOT_OFFERED"}:
        plan = context.catalog.plan(context.account.plan)
        return Fact(message=Message(f"{code}.of", plan=plan.name), plan=plan.id)
    if code == "ALREADY_PURCHASED" and status.purchased is not None:
        event = earlier_event(context.account, status.purchased)
        message = Message(f"{code}.on", date=event.date, number=event.number)
        return Fact(message=message, event=event)
    if code in {"TRIAL_RUNNING", "TRIAL_USED"} and status.trial and status.trial_end:
        event = earlier_event(context.account, status.trial, status.trial_end)
        last = status.trial_end - dt.timedelta(days=1)
        message = Message(f"{code}.on", first=event.date, last=last, number=event.number)
        return Fact(message=message, event=event)
    return None


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

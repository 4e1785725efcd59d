"""Decide what a user may do with an add-on, with every reason. No sentences here.

The permission rules themselves belong to `rules.policy`, what would change a refusal to
`rules.next_steps`.
"""

import datetime as dt
from collections.abc import Sequence
from functools import cache, lru_cache, partial
from typing import Final

import msgspec

from addonctl.model.account import Role, User
from addonctl.model.answers import ConflictSource, Contested, Decision, EarlierEvent, Reason
from addonctl.model.context import Context
from addonctl.model.messages import Message
from addonctl.model.policy import (
    Action,
    Basis,
    Conflict,
    Policy,
    Reading,
    ReasonCode,
    Rule,
    sentence_code,
    sorted_roles,
)
from addonctl.model.views import AddonStatus, DecisionView, ReasonView, RoleRow, StepView
from addonctl.rules.addon_status import earlier_event
from addonctl.rules.next_steps import MOST_COLLEAGUES, NextSteps
from addonctl.rules.policy import (
    Permissions,
    Question,
    Verdict,
    counted_roles,
    decide,
    other_reading,
)
from addonctl.rules.recording import what_prevents

ROUTE_CODES: Final = frozenset({"ACCOUNT_NEEDS_QUOTE", "QUOTE_NOT_OFFERED"})
ANYBODY: Final = "USER"
"""What stands for the user in a command that holds for several people."""
_TELLING: Final[tuple[ReasonCode, ...]] = (
    "ROLE_NO_ACCESS",
    "ADDON_NOT_OFFERED",
    "INCLUDED_IN_PLAN",
    "ALREADY_PURCHASED",
    "ROLE_OWNER_ONLY",
    "ROLE_OWNER_OR_ADMIN_ONLY",
    "ACCOUNT_NEEDS_QUOTE",
    "QUOTE_NOT_OFFERED",
    "TRIAL_RUNNING",
    "TRIAL_USED",
    "OWNER_ACTS_DIRECTLY",
)
"""The codes of refusals, the one that settles most first."""


class Decider:
    """Decide about the people of an account and one add-on.

    A large account has thousands of decisions and few different ones: what is found is kept.
    """

    def __init__(
        self,
        context: Context,
        status: AddonStatus,
        *,
        most_colleagues: int = MOST_COLLEAGUES,
    ) -> None:
        """Take the account, where the add-on stands on it, and how many colleagues to name."""
        self._context = context
        self._status = status
        self.permissions = Permissions(context, status)
        self._advisor = NextSteps(
            context, status, self.permissions, most_colleagues=most_colleagues
        )
        self._reasons: dict[tuple[str, ...], tuple[Reason, ...]] = {}
        self._prevented = cache(partial(what_prevents, context, status.addon.id))

    def decide(self, user: User, action: Action) -> Decision:
        """Decide whether `user` may take `action`."""
        return self._decided(user, action)[0]

    def view(self, row: RoleRow, action: Action) -> DecisionView:
        """Decide for everybody in a row, with all that people are shown of it."""
        user = row.users[0]
        decision, verdict, steps = self._decided(user, action)
        roles = counted_roles(user.roles)
        reasons = _shown_reasons(self._telling(decision), verdict.rules, roles[0])
        own = user.id if len(row.users) == 1 else ANYBODY
        return DecisionView(
            decision=decision,
            context=self._context,
            row=row,
            status=self._status,
            roles=roles,
            reasons=reasons,
            main_reason=min((shown.reason for shown in reasons), key=_how_telling),
            conflicts=verdict.contested,
            steps=tuple(self._with_command(step, own) for step in steps),
            command=self._command(action, user.id),
            prevented=self._prevented(action),
        )

    def _decided(
        self, user: User, action: Action
    ) -> tuple[Decision, Verdict, tuple[StepView, ...]]:
        status, verdict = self._status, self.permissions.verdict(user.roles, action)
        steps = () if verdict.allowed else self._advisor.next_steps(user, action)
        decision = Decision(
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
                _contested(conflict, self._context.reading, allowed=verdict.allowed)
                for conflict in verdict.contested
            ),
            next_steps=tuple(step.step for step in steps),
        )
        return decision, verdict, steps

    def _telling(self, decision: Decision) -> tuple[Reason, ...]:
        """Leave out how an add-on would be bought that the catalogue doesn't have any more."""
        if self._status.addon.id not in self._context.catalog.discontinued:
            return decision.reasons
        others = tuple(each for each in decision.reasons if each.code not in ROUTE_CODES)
        return others or decision.reasons

    def _reasons_of(self, verdict: Verdict, action: Action) -> tuple[Reason, ...]:
        key = action, *(rule.id for rule in verdict.rules)
        if key not in self._reasons:
            self._reasons[key] = reasons_of(self._context, self._status, verdict, action)
        return self._reasons[key]

    def _with_command(self, step: StepView, own: str) -> StepView:
        """Add the command of a step that a user of the account takes; theirs is `own` user."""
        who = own if step.step.by == "self" else step.step.who
        if who is None:
            return step
        return msgspec.structs.replace(
            step, command=self._command(step.action, who), prevented=self._prevented(step.action)
        )

    def _command(self, action: Action, user: str) -> tuple[str, ...] | None:
        """Return the command of an action where it would be recorded: what is shown can be run."""
        if self._prevented(action) is not None:
            return None
        return self._context.invocation.shown_command(action, self._status.addon.id, user=user)


def decide_action(
    context: Context, status: AddonStatus, user: User, action: Action
) -> DecisionView:
    """Decide whether `user` may take `action` for the add-on of `status`."""
    row = RoleRow(roles=sorted_roles(user.roles), users=(user,))
    return Decider(context, status).view(row, action)


def reasons_of(
    context: Context, status: AddonStatus, verdict: Verdict, action: Action
) -> tuple[Reason, ...]:
    """Turn the rows of a verdict into reasons, the firmer ones first."""
    rules = _firmer_first(verdict, status.route_reason.basis)
    return tuple(_reason(context, status, rule, action) for rule in rules)


@lru_cache(maxsize=4096)  # as what is decided
def refused_codes(
    policy: Policy,
    reading: Reading,
    roles: tuple[Role, ...],
    question: Question,
    of_route: Basis,
) -> tuple[ReasonCode, ...] | None:
    """List the codes of the reasons why people of these roles may not, `None` where they may.

    They are in the order of the reasons; `of_route` says how firm the account's route is.
    """
    verdict = decide(policy, reading, roles, question)
    return None if verdict.allowed else codes_of(verdict, of_route)


def codes_of(verdict: Verdict, of_route: Basis) -> tuple[ReasonCode, ...]:
    """List the codes of a verdict's reasons, in their order; see `refused_codes`."""
    return tuple(rule.code for rule in _firmer_first(verdict, of_route))


def _firmer_first(verdict: Verdict, of_route: Basis) -> list[Rule]:
    return sorted(verdict.rules, key=lambda rule: _basis(rule, of_route) != "stated")


def _basis(rule: Rule, of_route: Basis) -> Basis:
    """Say how firm a row is; one about the route is as firm as what decided the route."""
    return of_route if rule.code in ROUTE_CODES else rule.basis


def _reason(context: Context, status: AddonStatus, rule: Rule, action: Action) -> Reason:
    """Turn a row into a reason."""
    code = rule.code
    message, event, plan = _fact(context, status, code, action)
    return Reason(
        code=code,
        rule=rule.id,
        effect="forbid" if rule in context.policy.forbid else "permit",
        basis=_basis(rule, status.route_reason.basis),
        source=rule.source,
        message=message,
        event=event,
        plan=plan,
    )


def _shown_reasons(
    reasons: Sequence[Reason], rules: Sequence[Rule], strongest: Role
) -> tuple[ReasonView, ...]:
    """Choose the reasons for people: those of the strongest role, each sentence once.

    Where that role isn't the one that allows, all reasons are shown. The firmer come first, and
    of those the more telling.
    """
    by_id = {rule.id: rule for rule in rules}
    own = [reason for reason in reasons if strongest in by_id[reason.rule].when.role]
    firmest = sorted(
        own or reasons, key=lambda reason: (reason.basis != "stated", _how_telling(reason))
    )
    once = {reason.message.code: reason for reason in reversed(firmest)}
    return tuple(
        ReasonView(
            reason=reason,
            inferred=by_id[reason.rule].inferred,
            is_of_route=reason.code in ROUTE_CODES,
        )
        for reason in reversed(once.values())
    )


def _how_telling(reason: Reason) -> int:
    """Rank a reason among those of one refusal, the most telling lowest."""
    return _TELLING.index(reason.code) if reason.code in _TELLING else len(_TELLING)


def _fact(
    context: Context, status: AddonStatus, code: ReasonCode, action: Action
) -> tuple[Message, EarlierEvent | None, str | None]:
    """Say what settles it, with the event, the purchase or the trial, or the plan that does.

    A policy of one's own may give these codes where there is no such event.
    """
    event = plan = None
    message = Message(sentence_code(code, (action,)))
    if code == "ADDON_NOT_OFFERED" and status.addon.id in context.catalog.discontinued:
        message = Message(f"{code}.gone")
    elif code in {"INCLUDED_IN_PLAN", "ADDON_NOT_OFFERED"}:
        of_account = context.catalog.plan(context.account.plan)
        message, plan = Message(f"{code}.of", plan=of_account.name), of_account.id
    elif code == "ALREADY_PURCHASED" and status.purchased is not None:
        event = earlier_event(context.account, status.purchased)
        message = Message(f"{code}.on", date=event.date, number=event.number)
    elif code in {"TRIAL_RUNNING", "TRIAL_USED"} and status.trial and status.trial_end:
        event = earlier_event(context.account, status.trial, status.trial_end)
        last = status.trial_end - dt.timedelta(days=1)
        message = Message(f"{code}.on", first=event.date, last=last, number=event.number)
    return message, event, plan


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

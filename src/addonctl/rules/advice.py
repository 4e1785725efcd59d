"""Find what would change a refusal, and who can do it.

Only what can happen is proposed: another action that is open to this user now, a colleague who
may act, what the account manager can change (the route, the plan). Nobody un-buys an add-on or
un-uses a trial. Applied, every proposed change is allowed.
"""

from collections.abc import Iterator
from typing import Final

from addonctl.model.account import Role, RouteName, User
from addonctl.model.answers import Change, NextStep, Who
from addonctl.model.messages import Message
from addonctl.model.policy import ACTIONS, Action, State
from addonctl.model.subject import Subject
from addonctl.rules.policy import Question, decide
from addonctl.rules.standing import Standing, offered_state

PURCHASES: Final[frozenset[Action]] = frozenset({"subscribe", "quote"})
INSTEAD: Final[dict[Action, tuple[Action, ...]]] = {
    "subscribe": ("quote",),
    "quote": ("subscribe",),
    "trial": ("subscribe", "quote"),
    "request": ("subscribe", "quote"),
}
"""What a colleague may do where nobody may do the action itself: the ways to a purchase."""


def next_steps(
    subject: Subject, standing: Standing, user: User, action: Action
) -> tuple[NextStep, ...]:
    """List what would change the refusal of `action`, the nearest first; never empty."""
    advisor = _Advisor(subject, standing, user, action)
    own = list(advisor.own_steps())
    steps = [*own, *advisor.colleague_steps(is_alone=not own), *advisor.manager_steps()]
    steps += advisor.closing_step(is_alone=not steps)
    return tuple(steps)


class _Advisor:
    """Look around one refused request."""

    def __init__(self, subject: Subject, standing: Standing, user: User, action: Action) -> None:
        self.subject = subject
        self.standing = standing
        self.user = user
        self.action = action
        self.colleagues = [other for other in subject.account.users if other.id != user.id]

    def may(
        self,
        roles: tuple[Role, ...],
        action: Action,
        *,
        route: RouteName | None = None,
        state: State | None = None,
    ) -> bool:
        question = Question(
            action=action,
            route=route or self.standing.route,
            state=state or self.standing.state,
        )
        return decide(self.subject.policy, self.subject.reading, roles, question).allowed

    def own_steps(self) -> Iterator[NextStep]:
        """Propose the other actions that are open to the user now."""
        for action in ACTIONS:
            if action != self.action and self.may(self.user.roles, action):
                yield self._step("self", self.user, Change(action=action), f"STEP_SELF.{action}")

    def colleague_steps(self, *, is_alone: bool) -> Iterator[NextStep]:
        """Name the colleagues who may do it, or else who may purchase instead.

        Someone who has a way of their own is pointed to a colleague's purchase only where it is
        a purchase that they wanted.
        """
        others = INSTEAD[self.action] if self.action in PURCHASES or is_alone else ()
        for action in (self.action, *others):
            roles = {other.roles for other in self.colleagues}
            able_roles = {held for held in roles if self.may(held, action)}
            able = [other for other in self.colleagues if other.roles in able_roles]
            for other in able:
                change = Change(user=other.id, action=None if action == self.action else action)
                yield self._step("colleague", other, change, f"STEP_COLLEAGUE.{action}")
            if able:
                return

    def manager_steps(self) -> Iterator[NextStep]:
        """Propose what the account manager can change: the route of a purchase, or the plan."""
        if self.action == "subscribe" and self.standing.route == "quote":
            yield from self._manager_step("self_service", None)
        if self.standing.state == "not_offered":
            state = offered_state(self.standing.trial_end, self.subject.as_of)
            yield from self._manager_step(None, state)

    def closing_step(self, *, is_alone: bool) -> Iterator[NextStep]:
        """Say plainly where nobody on the account can change it."""
        has_owner = bool(self.subject.account.users_with("owner"))
        is_over = self.standing.state in {"purchased", "included"}
        if self.action in PURCHASES and not has_owner and not is_over:
            yield self._nobody("STEP_NO_OWNER")
        elif is_alone:
            yield self._nobody(
                f"STEP_NOBODY.{self.standing.state}" if is_over else "STEP_NOBODY.other"
            )

    def _manager_step(self, route: RouteName | None, state: State | None) -> Iterator[NextStep]:
        kind = "STEP_PLAN" if state else f"STEP_ROUTE.{self.standing.route_reason.code}"
        others = INSTEAD[self.action] if self.action in PURCHASES else ()
        for action in (self.action, *others):
            for person in (self.user, *self.colleagues):
                if self.may(person.roles, action, route=route, state=state):
                    change = Change(
                        action=None if action == self.action else action,
                        user=None if person is self.user else person.id,
                        route=route,
                        state=state,
                    )
                    yield self._step("account_manager", person, change, kind)
                    return

    def _step(self, by: Who, person: User, change: Change, code: str) -> NextStep:
        return NextStep(
            by=by,
            who=None if by == "account_manager" else person.id,
            change=change,
            message=Message(
                code,
                person=person.display_name,
                addon=self.standing.addon.name,
                currency=self.subject.account.currency,
                action=Message(f"MAY.{change.action or self.action}"),
                where=Message("WHERE"),
            ),
        )

    def _nobody(self, code: str) -> NextStep:
        return NextStep(by="nobody", who=None, change=Change(), message=Message(code))

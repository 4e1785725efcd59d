"""Find what would change a refusal, and who can do it.

Only what can happen is proposed: another action that is open to this user now, a colleague who
may act, what the account manager can change (the route, the plan). Nobody un-buys an add-on or
un-uses a trial. Applied, every proposed change is allowed.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final, TypeAlias

import msgspec

from addonctl.model.account import Role, RouteName, User
from addonctl.model.answers import Change, NextStep, Who
from addonctl.model.context import Context
from addonctl.model.marking import Template
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.entry import Entry
from addonctl.model.messages.next_steps import (
    MANAGER_CAN,
    STEP_COLLEAGUE,
    STEP_NO_OWNER,
    STEP_NOBODY,
    STEP_PLAN,
    STEP_ROUTE,
    STEP_SELF,
)
from addonctl.model.messages.vocabulary import ACTION_VERBS
from addonctl.model.policy import ACTIONS, PURCHASES, Action, State
from addonctl.rules.addon_status import AddonStatus, offered_state
from addonctl.rules.policy import Question, decide

MOST_COLLEAGUES: Final = 10
"""How many colleagues are named to one person at most: nobody asks more people than that."""
MOST_AMONG_MANY: Final = 3
"""How many are named to each of many people: that answer says once who may, and would be long."""
INSTEAD: Final[dict[Action, tuple[Action, ...]]] = {
    "subscribe": ("quote",),
    "quote": ("subscribe",),
    "trial": ("subscribe", "quote"),
    "request": ("subscribe", "quote"),
}
"""What a colleague may do where nobody may do the action itself: the ways to a purchase."""
_Asked: TypeAlias = tuple[Action, RouteName | None, State | None]


class NextSteps:
    """Look around the refused requests for one add-on.

    A large account has thousands of them; who may act instead is looked up once for all.
    """

    def __init__(
        self, context: Context, status: AddonStatus, *, most_colleagues: int = MOST_COLLEAGUES
    ) -> None:
        """Take the account, where the add-on stands on it, and how many colleagues to name."""
        self._subject = context
        self._most_colleagues = most_colleagues
        self._standing = status
        self._has_owner = bool(context.account.users_with("owner"))
        self._allowed: dict[tuple[tuple[Role, ...], _Asked], bool] = {}
        self._able: dict[_Asked, tuple[User, ...]] = {}
        self._colleagues: dict[tuple[object, ...], tuple[NextStep, ...]] = {}

    def next_steps(self, user: User, action: Action) -> tuple[NextStep, ...]:
        """List what would change the refusal of `action`, the nearest first; never empty."""
        own = list(self._own_steps(user, action))
        colleagues = self._colleague_steps(user, action, is_alone=not own)
        steps = [*own, *colleagues, *self._manager_steps(user, action)]
        steps += self._closing_step(action, is_alone=not steps)
        return tuple(steps)

    def _may(
        self,
        roles: tuple[Role, ...],
        action: Action,
        *,
        route: RouteName | None = None,
        state: State | None = None,
    ) -> bool:
        key = roles, (action, route, state)
        if key not in self._allowed:
            question = Question(
                action=action,
                route=route or self._standing.route,
                state=state or self._standing.state,
            )
            verdict = decide(self._subject.policy, self._subject.reading, roles, question)
            self._allowed[key] = verdict.allowed
        return self._allowed[key]

    def _own_steps(self, user: User, action: Action) -> Iterator[NextStep]:
        """Propose the other actions that are open to the user now."""
        for other in ACTIONS:
            if other != action and self._may(user.roles, other):
                yield self._step("self", user, Change(action=other), STEP_SELF[other], other)

    def _colleague_steps(
        self, user: User, action: Action, *, is_alone: bool
    ) -> tuple[NextStep, ...]:
        """Name the colleagues who may do it, or else who may purchase instead.

        Someone who has a way of their own is pointed to a colleague's purchase only where it is
        a purchase that they wanted.
        """
        others = INSTEAD[action] if action in PURCHASES or is_alone else ()
        for instead in (action, *others):
            able = self._find_able((instead, None, None))
            is_able = self._may(user.roles, instead)
            named = islice((other for other in able if other.id != user.id), self._most_colleagues)
            people = tuple(named)
            if people:
                more = len(able) - is_able - len(people)
                return self._steps_to(people, action, instead, more)
        return ()

    def _steps_to(
        self, people: tuple[User, ...], action: Action, instead: Action, more: int
    ) -> tuple[NextStep, ...]:
        """Make a step for each of the people; the last one says how many `more` there are."""
        key = action, instead, more, tuple(person.id for person in people)
        if key not in self._colleagues:
            acted = None if instead == action else instead
            steps = [
                self._step(
                    "colleague",
                    person,
                    Change(user=person.id, action=acted),
                    STEP_COLLEAGUE[instead],
                    instead,
                )
                for person in people
            ]
            steps[-1] = msgspec.structs.replace(steps[-1], more=more)
            self._colleagues[key] = tuple(steps)
        return self._colleagues[key]

    def _manager_steps(self, user: User, action: Action) -> Iterator[NextStep]:
        """Propose what the account manager can change: the route of a purchase, or the plan."""
        if action == "subscribe" and self._standing.route == "quote":
            yield from self._manager_step(user, action, "self_service", None)
        is_gone = self._standing.addon.id in self._subject.catalog.discontinued
        if self._standing.state == "not_offered" and not is_gone:
            state = offered_state(self._standing.trial_end, self._subject.as_of)
            yield from self._manager_step(user, action, None, state)

    def _manager_step(
        self, user: User, action: Action, route: RouteName | None, state: State | None
    ) -> Iterator[NextStep]:
        others = INSTEAD[action] if action in PURCHASES else ()
        for instead in (action, *others):
            is_own = self._may(user.roles, instead, route=route, state=state)
            able = (user,) if is_own else self._find_able((instead, route, state))
            person = next(iter(able), None)
            if person is not None:
                change = Change(
                    action=None if instead == action else instead,
                    user=None if is_own else person.id,
                    route=route,
                    state=state,
                )
                yield self._change_by_manager(person, change, instead)
                return

    def _change_by_manager(self, person: User, change: Change, action: Action) -> NextStep:
        """Say what the account manager changes: the plan, the route, or a price that is missing.

        Where the account would buy by quote with a price, too, the price alone changes nothing.
        """
        if change.route is None:
            return self._step("account_manager", person, change, STEP_PLAN, action)
        reason, priced = self._standing.route_reason, self._standing.priced_route
        if reason.code == priced.reason.code:
            return self._step("account_manager", person, change, STEP_ROUTE[reason.code], action)
        if priced.route == change.route:
            step = self._step(
                "account_manager", person, change, STEP_ROUTE["NO_PRICE_KNOWN"], action
            )
            return msgspec.structs.replace(step, missing_price=self._standing.addon.id)
        return self._step(
            "account_manager",
            person,
            change,
            STEP_ROUTE["both"],
            action,
            first=phrase(MANAGER_CAN[reason.code], currency=self._subject.account.currency),
            second=phrase(MANAGER_CAN[priced.reason.code]),
        )

    def _find_able(self, invocation: _Asked) -> tuple[User, ...]:
        """Find the people on the account who might act."""
        if invocation not in self._able:
            action, route, state = invocation
            self._able[invocation] = tuple(
                person
                for person in self._subject.account.users
                if self._may(person.roles, action, route=route, state=state)
            )
        return self._able[invocation]

    def _closing_step(self, action: Action, *, is_alone: bool) -> Iterator[NextStep]:
        """Say plainly where nobody on the account can change it."""
        is_over = self._standing.state in {"purchased", "included"}
        if action in PURCHASES and not self._has_owner and not is_over:
            yield _nobody(STEP_NO_OWNER)
        elif is_alone:
            yield _nobody(STEP_NOBODY[self._standing.state if is_over else "other"])

    def _step(
        self,
        by: Who,
        person: User,
        change: Change,
        says: Template | Entry,
        action: Action,
        **values: Message,
    ) -> NextStep:
        return NextStep(
            by=by,
            who=None if by == "account_manager" else person.id,
            change=change,
            message=phrase(
                says,
                person=person.display_name,
                addon=self._standing.addon.name,
                addon_id=self._standing.addon.id,
                currency=self._subject.account.currency,
                action=phrase(ACTION_VERBS[action]),
                where=Message("WHERE"),
                **values,
            ),
        )


def _nobody(says: Template) -> NextStep:
    return NextStep(by="nobody", who=None, change=Change(), message=phrase(says))

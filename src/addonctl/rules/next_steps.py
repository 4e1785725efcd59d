"""Find what would change a refusal, and who can do it.

Only what can happen is proposed: another action that is open to this user now, a colleague who
may act, what the account manager can change (the route, the plan). Nobody un-buys an add-on or
un-uses a trial. Applied, every proposed change is allowed.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final, TypeAlias

from addonctl.model.account import RouteName, User
from addonctl.model.answers import Change, NextStep
from addonctl.model.context import Context
from addonctl.model.marking import Template
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.next_steps import (
    CAN,
    CAN_NOW,
    CHANGE_PLAN,
    DO_BOTH,
    MANAGER_CAN,
    STEP_MANAGER,
    STEP_MANAGER_PRICE,
    STEP_NO_OWNER,
    STEP_NOBODY,
    STEP_WHERE,
)
from addonctl.model.messages.vocabulary import ACTION_VERBS
from addonctl.model.policy import PURCHASES, Action, State
from addonctl.model.views import AddonStatus, StepView
from addonctl.rules.addon_status import offered_state
from addonctl.rules.policy import Permissions

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
        self,
        context: Context,
        status: AddonStatus,
        permissions: Permissions,
        *,
        most_colleagues: int,
    ) -> None:
        """Take the account, where the add-on stands on it, and how many colleagues to name."""
        self._context = context
        self._status = status
        self._permissions = permissions
        self._most_colleagues = most_colleagues
        self._has_owner = bool(context.account.users_with("owner"))
        self._able: dict[_Asked, tuple[User, ...]] = {}
        self._colleagues: dict[tuple[object, ...], tuple[StepView, ...]] = {}

    def next_steps(self, user: User, action: Action) -> tuple[StepView, ...]:
        """List what would change the refusal of `action`, the nearest first; never empty."""
        own = list(self._own_steps(user, action))
        colleagues = self._colleague_steps(user, action, is_alone=not own)
        steps = [*own, *colleagues, *self._manager_steps(user, action)]
        steps += self._closing_step(action, is_alone=not steps)
        return tuple(steps)

    def _may(self, user: User, asked: _Asked) -> bool:
        action, route, state = asked
        return self._permissions.verdict(user.roles, action, route=route, state=state).allowed

    def _own_steps(self, user: User, action: Action) -> Iterator[StepView]:
        """Propose the other actions that are open to the user now."""
        for other in self._permissions.allowed(user.roles):
            if other != action:
                words = phrase(CAN_NOW[other], person=user.display_name, count=1)
                step = NextStep(
                    by="self",
                    who=user.id,
                    change=Change(action=other),
                    message=_in_dashboard(words),
                )
                yield StepView(step=step, action=other, person=user, is_other=True)

    def _colleague_steps(
        self, user: User, action: Action, *, is_alone: bool
    ) -> tuple[StepView, ...]:
        """Name the colleagues who may do it, or else who may purchase instead.

        Someone who has a way of their own is pointed to a colleague's purchase only where it is
        a purchase that they wanted.
        """
        others = INSTEAD[action] if action in PURCHASES or is_alone else ()
        for instead in (action, *others):
            able = self._find_able((instead, None, None))
            is_able = self._may(user, (instead, None, None))
            named = islice((other for other in able if other.id != user.id), self._most_colleagues)
            people = tuple(named)
            if people:
                more = len(able) - is_able - len(people)
                return self._steps_to(people, action, instead, more)
        return ()

    def _steps_to(
        self, people: tuple[User, ...], action: Action, instead: Action, more: int
    ) -> tuple[StepView, ...]:
        """Make a step for each of the people; the last one says how many `more` there are."""
        key = action, instead, more, tuple(person.id for person in people)
        if key not in self._colleagues:
            acted = None if instead == action else instead
            self._colleagues[key] = tuple(
                StepView(
                    step=NextStep(
                        by="colleague",
                        who=person.id,
                        change=Change(user=person.id, action=acted),
                        message=_in_dashboard(phrase(CAN[instead], person=person.display_name)),
                        more=more if number == len(people) else 0,
                    ),
                    action=instead,
                    person=person,
                    is_other=acted is not None,
                )
                for number, person in enumerate(people, start=1)
            )
        return self._colleagues[key]

    def _manager_steps(self, user: User, action: Action) -> Iterator[StepView]:
        """Propose what the account manager can change: the route of a purchase, or the plan."""
        if action == "subscribe" and self._status.route == "quote":
            yield from self._manager_step(user, action, "self_service", None)
        is_gone = self._status.addon.id in self._context.catalog.discontinued
        if self._status.state == "not_offered" and not is_gone:
            state = offered_state(self._status.trial_end, self._context.as_of)
            yield from self._manager_step(user, action, None, state)

    def _manager_step(
        self, user: User, action: Action, route: RouteName | None, state: State | None
    ) -> Iterator[StepView]:
        others = INSTEAD[action] if action in PURCHASES else ()
        for instead in (action, *others):
            asked = instead, route, state
            is_own = self._may(user, asked)
            able = (user,) if is_own else self._find_able(asked)
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

    def _change_by_manager(self, person: User, change: Change, action: Action) -> StepView:
        """Say what the account manager changes: the plan, the route, or a price that is missing.

        Where the account would buy by quote with a price, too, the price alone changes nothing.
        """
        manager, is_price = self._managed(change)
        addon_id, by_price = self._status.addon.id, self._status.priced_route.route
        message = phrase(
            STEP_MANAGER_PRICE if is_price else STEP_MANAGER,
            what=manager,
            person=person.display_name,
            action=phrase(ACTION_VERBS[action]),
            addon_id=addon_id,
        )
        step = NextStep(
            by="account_manager",
            who=None,
            change=change,
            message=message,
            missing_price=addon_id if is_price and by_price == change.route else None,
        )
        return StepView(step=step, action=action, person=person, manager=manager)

    def _managed(self, change: Change) -> tuple[Message, bool]:
        """Say what the account manager does, and whether that is to give a price."""
        if change.route is None:
            return phrase(CHANGE_PLAN), False
        currency = self._context.account.currency
        first, priced = self._status.route_reason.code, self._status.priced_route
        second = priced.reason.code
        if first != second and priced.route != change.route:
            both = MANAGER_CAN[first], MANAGER_CAN[second]
            each, other = (
                phrase(part.short or part.says or "", currency=currency) for part in both
            )
            return phrase(DO_BOTH, first=each, second=other), False
        code = first if first == second else "NO_PRICE_KNOWN"
        return phrase(MANAGER_CAN[code], currency=currency), code == "NO_PRICE_KNOWN"

    def _find_able(self, asked: _Asked) -> tuple[User, ...]:
        """Find the people on the account who might act."""
        if asked not in self._able:
            self._able[asked] = tuple(
                person for person in self._context.account.users if self._may(person, asked)
            )
        return self._able[asked]

    def _closing_step(self, action: Action, *, is_alone: bool) -> Iterator[StepView]:
        """Say plainly where nobody on the account can change it."""
        is_over = self._status.state in {"purchased", "included"}
        if action in PURCHASES and not self._has_owner and not is_over:
            yield _nobody(STEP_NO_OWNER, action)
        elif is_alone:
            yield _nobody(STEP_NOBODY[self._status.state if is_over else "other"], action)


def _in_dashboard(words: Message) -> Message:
    """Say of what a user can do where they do it."""
    return phrase(STEP_WHERE, what=words, where=Message("WHERE"))


def _nobody(says: Template, action: Action) -> StepView:
    step = NextStep(by="nobody", who=None, change=Change(), message=phrase(says))
    return StepView(step=step, action=action)

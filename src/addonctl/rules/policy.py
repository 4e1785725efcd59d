"""Decide by the policy table: all matching rows, forbid over permit, each role alone.

Dates, names and sentences don't belong here; the rows do their work on four closed words.
Source of the rules: the rows of `data/policy.toml`, each with its own.
"""

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from addonctl.errors import DataFailure
from addonctl.model.account import Role, RouteName
from addonctl.model.context import Context
from addonctl.model.policy import (
    ACTIONS,
    READINGS,
    ROLES,
    ROUTES,
    STATES,
    Action,
    Conflict,
    Policy,
    Reading,
    Rule,
    State,
    sorted_roles,
)
from addonctl.model.views import AddonStatus


class Question(Struct, frozen=True, kw_only=True, cache_hash=True):
    """What a decision depends on, and nothing else."""

    action: Action
    route: RouteName
    state: State


class Verdict(Struct, frozen=True, kw_only=True):
    """An answer of the table: the permits that allow, or the forbids that refuse.

    `contested` are the conflicts whose other reading gives the other answer.
    """

    allowed: bool
    rules: tuple[Rule, ...]
    contested: tuple[Conflict, ...] = ()


class Permissions:
    """Ask the policy about an add-on on an account."""

    def __init__(self, context: Context, status: AddonStatus) -> None:
        """Take the account, and where the add-on stands on it."""
        self._policy, self._reading, self._status = context.policy, context.reading, status

    def verdict(
        self,
        roles: tuple[Role, ...],
        action: Action,
        *,
        route: RouteName | None = None,
        state: State | None = None,
    ) -> Verdict:
        """Decide for people of these roles, as it is or on another route or in another state."""
        status = self._status
        question = Question(action=action, route=route or status.route, state=state or status.state)
        return decide(self._policy, self._reading, roles, question)

    def allowed(self, roles: tuple[Role, ...]) -> tuple[Action, ...]:
        """List what people of these roles may do with the add-on."""
        return tuple(action for action in ACTIONS if self.verdict(roles, action).allowed)


def counted_roles(roles: Iterable[Role]) -> tuple[Role, ...]:
    """List the roles that count, the strongest first: `agent` only where it is the only one.

    The vendor puts the owner's rights on top of any role, so an agent may be an owner; the
    agent's lack of access isn't held against them.
    """
    held = set(roles)
    return sorted_roles(held - {"agent"} or held)


@lru_cache(maxsize=4096)  # an account has many people and few sets of roles
def decide(
    policy: Policy, reading: Reading, roles: tuple[Role, ...], question: Question
) -> Verdict:
    """Decide for a person: they may what any of their roles may, each role decided alone.

    Raises:
        DataFailure: no row answers for a role (`POLICY_GAP`): a fault of the policy.
    """
    counted = counted_roles(roles)
    verdict = _decide_under(policy, reading, counted, question)
    contested = tuple(
        conflict
        for conflict in policy.conflict
        if _decide_under(policy, other_reading(conflict, reading), counted, question).allowed
        != verdict.allowed
    )
    return Verdict(allowed=verdict.allowed, rules=verdict.rules, contested=contested)


def decide_role(policy: Policy, reading: Reading, role: Role, question: Question) -> Verdict:
    """Decide one cell of the table.

    Raises:
        DataFailure: no row answers (`POLICY_GAP`).
    """
    disabled = {
        rule_id
        for conflict in policy.conflict
        for side in conflict.reading
        if side.name == reading
        for rule_id in side.disables
    }
    forbids = _matching(policy.forbid, disabled, role, question)
    if forbids:
        return Verdict(allowed=False, rules=forbids)
    permits = _matching(policy.permit, disabled, role, question)
    if not permits:
        raise DataFailure(
            "POLICY_GAP",
            role=role,
            action=question.action,
            route=question.route,
            state=question.state,
            reading=reading,
        )
    return Verdict(allowed=True, rules=permits)


@lru_cache(maxsize=16)  # as many policies as a process ever has
def has_gap(policy: Policy) -> bool:
    """Say whether there is a question that no row of the table answers."""
    questions = [
        Question(action=action, route=route, state=state)
        for action in ACTIONS
        for route in ROUTES
        for state in STATES
    ]
    try:
        for reading in READINGS:
            for question in questions:
                for role in ROLES:
                    decide_role(policy, reading, role, question)
    except DataFailure:
        return True
    return False


def other_reading(conflict: Conflict, reading: Reading) -> Reading:
    """Name the reading of a conflict that isn't followed."""
    return next(side.name for side in conflict.reading if side.name != reading)


def _decide_under(
    policy: Policy, reading: Reading, roles: tuple[Role, ...], question: Question
) -> Verdict:
    verdicts = [decide_role(policy, reading, role, question) for role in roles]
    allowed = any(verdict.allowed for verdict in verdicts)
    rules = dict.fromkeys(
        rule for verdict in verdicts if verdict.allowed == allowed for rule in verdict.rules
    )
    return Verdict(allowed=allowed, rules=tuple(rules))


def _matching(
    rules: tuple[Rule, ...], disabled: set[str], role: Role, question: Question
) -> tuple[Rule, ...]:
    return tuple(
        rule
        for rule in rules
        if rule.id not in disabled
        and rule.when.holds(role, question.action, question.route, question.state)
    )

"""Who may do what and why: the answer of `eligibility`."""

from typing import Literal

from addonctl.model.account import Role, RouteName
from addonctl.model.answers.base import Answer, Value, WhatIf
from addonctl.model.answers.standing import EarlierEvent, PendingQuote, RouteReason
from addonctl.model.messages import Message
from addonctl.model.policy import Action, Basis, Citation, Effect, ReasonCode, State


class Reason(Value):
    """Why: a row of the policy, where it is stated, and its sentence. The firmer come first.

    `event` is the purchase or the trial that it speaks of, `plan` the plan; null in others.
    """

    code: ReasonCode
    rule: str
    effect: Effect
    basis: Basis
    source: tuple[Citation, ...]
    message: Message
    event: EarlierEvent | None = None
    plan: str | None = None


class ConflictSource(Citation):
    """A statement in a contradiction, and the reading that follows it."""

    reading: str


class Contested(Value):
    """A contradiction of the documents that decides this answer: the other reading differs."""

    conflict: str
    reading: str
    other_reading: str
    other_allowed: bool
    sources: tuple[ConflictSource, ...]


class Change(Value, omit_defaults=True):
    """What would have to be different; applied together, the answer is yes."""

    action: Action | None = None
    user: str | None = None
    route: RouteName | None = None
    state: State | None = None


Who = Literal["self", "colleague", "account_manager", "nobody"]


class NextStep(Value):
    """What would change a refusal and who can do it, the nearest first.

    At most ten colleagues are named, three where the answer is about many people; `more` stands
    in the last of them and counts the others who could do the same, whom `may` of the eligibility
    answer lists. It is 0 everywhere else.
    `missing_price` is the add-on whose price alone, in the account's file, takes the step.
    """

    by: Who
    who: str | None
    change: Change
    message: Message
    more: int = 0
    missing_price: str | None = None


class Decision(Value):
    """May this user do this with this add-on? With every reason."""

    user: str
    roles: tuple[Role, ...]
    addon: str
    action: Action
    state: State
    route: RouteName
    route_reason: RouteReason
    allowed: bool
    reasons: tuple[Reason, ...]
    contested: tuple[Contested, ...]
    next_steps: tuple[NextStep, ...]


class Permitted(Value):
    """Everybody on the account who may take an action for an add-on, by user id."""

    addon: str
    action: Action
    users: tuple[str, ...]


class EligibilityAnswer(Answer, kw_only=True, tag="addonctl.eligibility/1"):
    """The decisions that were asked for: by user, then add-on, then action.

    `may` says once, for each add-on asked about and every action, who on the whole account may;
    `pending_quotes` are those of these add-ons.
    """

    decisions: tuple[Decision, ...]
    may: tuple[Permitted, ...] = ()
    pending_quotes: tuple[PendingQuote, ...] = ()
    what_if: tuple[WhatIf, ...] = ()

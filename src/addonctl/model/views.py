"""Hold what people are shown beside an answer: where add-ons stand, who may act, by which command.

Who decides fills it in, so that no screen decides again or looks for a row by its id. What
`-o json` prints is `model.answers`'.
"""

import datetime as dt
from functools import cached_property
from typing import Generic

from msgspec import Struct

from addonctl.model.account import Account, Discount, Event, Role, RouteName, User
from addonctl.model.answers import (
    A_co,
    AddonView,
    AmendAnswer,
    CatalogAnswer,
    Decision,
    EligibilityAnswer,
    InvoicePreview,
    InvoicePreviews,
    NextInvoice,
    NextStep,
    PlanCatalog,
    PreviewedPurchase,
    Price,
    Reason,
    RouteReason,
    View,
)
from addonctl.model.catalog import Addon, Catalog
from addonctl.model.context import Context
from addonctl.model.messages import Message
from addonctl.model.policy import OPEN_STATES, Action, Conflict, State
from addonctl.model.purchases import Bought


class AccountView(View[A_co], Generic[A_co], frozen=True, kw_only=True, dict=True):
    """An answer about an account, and what its question was about."""

    context: Context

    @cached_property
    def users(self) -> dict[str, User]:
        """Return the people of the account by id."""
        return {user.id: user for user in self.context.account.users}

    def who(self, user_id: str | None) -> User | str | Message:
        """Return whom an event names: their id where they have left, somebody where nobody."""
        return Message("SOMEONE") if user_id is None else self.users.get(user_id, user_id)

    def addon_name(self, addon_id: str) -> str:
        """Name an add-on of the account."""
        return self.context.catalog.addon(addon_id).name


class PlansView(View[PlanCatalog], frozen=True, kw_only=True):
    """The catalogue by plan, and the command that shows its sources where they aren't wanted."""

    catalog: Catalog
    sources: tuple[str, ...] | None


class NewAccount(View[Account], frozen=True, kw_only=True):
    """An account to start from; its example of an event is one of today."""

    catalog: Catalog
    today: dt.date


class Route(Struct, frozen=True, kw_only=True, cache_hash=True):
    """How an account buys an add-on, and the factor that decides it."""

    route: RouteName
    reason: RouteReason


class AddonStatus(Struct, frozen=True, kw_only=True):
    """Where an add-on stands on an account on one date.

    `trial_end` is exclusive and belongs to the newest trial; `requests` are the first requests
    of each person that are still open, `quotes` the requested ones that are still pending;
    `purchased` is the event of what is bought, and `bought` what has become of it;
    `priced_route` is the route where a price is known, or if one were.
    """

    addon: Addon
    state: State
    trial_end: dt.date | None
    trial: Event | None
    purchased: Event | None
    bought: Bought | None
    requests: tuple[Event, ...]
    quotes: tuple[Event, ...]
    price: Price | None
    route: RouteName
    route_reason: RouteReason
    priced_route: Route

    @property
    def is_open(self) -> bool:
        """Say whether it may still be bought."""
        return self.state in OPEN_STATES

    @property
    def is_quote_assumed(self) -> bool:
        """Say whether it may still be bought, by a quote for which nobody's word stands."""
        return self.is_open and self.route == "quote" and self.route_reason.basis == "inferred"


class RoleRow(Struct, frozen=True, kw_only=True):
    """The users who hold exactly these roles, in the account's order; the strongest role first."""

    roles: tuple[Role, ...]
    users: tuple[User, ...]


class ReasonView(Struct, frozen=True, kw_only=True):
    """A reason with what it stands on: what its row was inferred from, or the account's route."""

    reason: Reason
    inferred: str | None
    is_of_route: bool


class StepView(Struct, frozen=True, kw_only=True):
    """A next step: `person` may take `action` then; nobody where it has no person.

    `command` does so, and is `None` where it would record nothing for the reason `prevented`;
    `manager` is what the account manager does. `is_other` marks another action than was asked.
    """

    step: NextStep
    action: Action
    person: User | None = None
    manager: Message | None = None
    is_other: bool = False
    command: tuple[str, ...] | None = None
    prevented: Message | None = None


class DecisionView(Struct, frozen=True, kw_only=True):
    """A decision that holds for everybody in a row, made for the first of them.

    `roles` are those that count; `reasons` those of the strongest of them, each sentence once, the
    firmer and more telling first, and `main_reason` the most telling. `conflicts` contest it.
    `command` and `prevented` are those of a next step, for what is allowed.
    """

    decision: Decision
    context: Context
    row: RoleRow
    status: AddonStatus
    roles: tuple[Role, ...]
    reasons: tuple[ReasonView, ...]
    main_reason: Reason
    conflicts: tuple[Conflict, ...]
    steps: tuple[StepView, ...]
    command: tuple[str, ...] | None
    prevented: Message | None

    @property
    def user(self) -> User:
        """Return whom it was made for."""
        return self.row.users[0]

    @property
    def price_step(self) -> StepView | None:
        """Return the step by which a price alone turns the same question's answer into a yes."""
        for step in self.steps:
            change = step.step.change
            if step.step.missing_price is not None and not (change.user or change.action):
                return step
        return None


class EligibilityRow(Struct, frozen=True, kw_only=True):
    """What the people with the same roles may do: by add-on, then by action."""

    row: RoleRow
    decisions: tuple[tuple[DecisionView, ...], ...]


class EligibilityView(AccountView[EligibilityAnswer], frozen=True, kw_only=True):
    """The answer to who may do what, as a table: rows of people, add-ons, actions.

    Asked `why`, with every reason.
    """

    statuses: tuple[AddonStatus, ...]
    actions: tuple[Action, ...]
    rows: tuple[EligibilityRow, ...]
    why: bool = False


class BuyingView(AccountView[A_co], Generic[A_co], frozen=True, kw_only=True, dict=True):
    """The step by which an add-on is bought here.

    `asking` is the decision for the person who was asked about, where one was.
    `people` are those who may take it, the person who was asked about alone where they may.
    `command` takes it; where it would record nothing there is none, and `prevented` says why
    unless a warning of the preview does. `assumption` is the number of the preview's assumption
    that makes it a quote, and `discount` the one that the invoices have.
    """

    addon: Addon
    action: Action
    asking: DecisionView | None
    people: tuple[User, ...]
    has_owner: bool
    command: tuple[str, ...] | None
    prevented: Message | None
    assumption: int | None
    discount: Discount | None


class AmendView(AccountView[AmendAnswer], frozen=True, kw_only=True):
    """A change of what was bought; `command` records it, and `prevented` says why none does.

    Asked `why`, with who says that and all that was assumed.
    """

    command: tuple[str, ...] | None
    prevented: Message | None
    why: bool = False


class Offer(BuyingView[InvoicePreview], frozen=True, kw_only=True, dict=True):
    """A preview of a purchase, and the step by which the add-on is bought."""


class Offers(AccountView[InvoicePreviews], frozen=True, kw_only=True, dict=True):
    """Previews of several purchases, and for each the step by which the add-on is bought.

    `discounts` are those that the invoices have, by add-on.
    """

    steps: tuple[BuyingView[PreviewedPurchase], ...]
    discounts: dict[str, Discount | None]


class BillView(AccountView[NextInvoice], frozen=True, kw_only=True, dict=True):
    """The next invoice of everything bought, with the discounts that it has, by add-on."""

    discounts: dict[str, Discount | None]


class RoleMay(Struct, frozen=True, kw_only=True):
    """What a role may do with an add-on, and the conflicts that decide for people who hold it."""

    actions: tuple[Action, ...]
    contested: dict[Action, tuple[Conflict, ...]]


class CatalogRow(Struct, frozen=True, kw_only=True):
    """An add-on of an account: where it stands, its own discount, what each role may."""

    addon: AddonView
    status: AddonStatus
    discount: Discount | None
    may: dict[Role, RoleMay]


class CatalogView(AccountView[CatalogAnswer], frozen=True, kw_only=True):
    """The catalogue of an account; `idle_roles` may do nothing with any add-on, `roles` may.

    Asked `why`, with its sources.
    """

    rows: tuple[CatalogRow, ...]
    roles: tuple[Role, ...]
    idle_roles: tuple[Role, ...]
    why: bool = False

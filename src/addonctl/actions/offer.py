"""Say by which step a previewed add-on is bought: who may take it, and with which command.

Pure. The amounts belong to `preview`.
"""

from msgspec import Struct

from addonctl.model.account import Discount, User
from addonctl.model.answers import InvoicePreview
from addonctl.model.context import Context
from addonctl.model.messages import Message
from addonctl.model.policy import Action
from addonctl.model.views import DecisionView
from addonctl.rules.addon_status import status_of
from addonctl.rules.decisions import decide_action
from addonctl.rules.policy import Permissions
from addonctl.rules.pricing import discount_of
from addonctl.rules.recording import later_event, what_prevents


class Offer(Struct, frozen=True, kw_only=True):
    """The step by which an add-on is bought here.

    `asking` is the decision for the person who was asked about, where one was.
    `people` are those who may take it, the person who was asked about alone where they may.
    `command` takes it; where it would record nothing there is none, and `prevented` says why
    unless a warning of the preview does. `assumption` is the number of the preview's assumption
    that makes it a quote, and `discount` the one that the invoices have.
    """

    action: Action
    asking: DecisionView | None
    people: tuple[User, ...]
    has_owner: bool
    command: tuple[str, ...] | None
    prevented: Message | None
    assumption: int | None
    discount: Discount | None


def describe_offer(context: Context, answer: InvoicePreview) -> Offer:
    """Say who may buy what a preview shows, and how."""
    addon = context.catalog.addon(answer.addon)
    status = status_of(context, addon)
    reason = status.route_reason
    is_quote = answer.purchase.route == "quote"
    action: Action = "quote" if is_quote else "subscribe"
    codes = [assumption.code for assumption in answer.assumptions]
    permissions = Permissions(context, status)
    users, decision = context.account.users, answer.purchase.decision
    asking = next((user for user in users if decision and user.id == decision.user), None)
    may = tuple(user for user in users if permissions.verdict(user.roles, action).allowed)
    people = (asking,) if asking is not None and asking in may else may
    return Offer(
        action=action,
        asking=None if asking is None else decide_action(context, status, asking, action),
        people=people,
        has_owner=bool(context.account.users_with("owner")),
        command=_command(context, answer, action, people),
        prevented=(None if later_event(context) else what_prevents(context, answer.addon, action)),
        assumption=codes.index(reason.code) + 1 if is_quote and reason.code in codes else None,
        discount=discount_of(context.account, answer.addon),
    )


def _command(
    context: Context, answer: InvoicePreview, action: Action, people: tuple[User, ...]
) -> tuple[str, ...] | None:
    """Return the command for the first who may; a purchase is for exactly the amount shown."""
    is_recordable = what_prevents(context, answer.addon, action) is None
    if not people or not is_recordable or context.invocation.reference is None:
        return None
    licenses = answer.quantity.assigned
    return context.invocation.command(
        action,
        answer.addon,
        user=people[0].id,
        licenses=None if licenses is None else str(licenses),
        expect_total=str(answer.now.total) if action == "subscribe" else None,
    )

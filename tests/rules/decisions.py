"""Decide about people and list what would change it, for the tests of decisions and advice."""

import msgspec

from addonctl.model.answers import Decision
from addonctl.model.context import Context
from addonctl.model.policy import Action
from addonctl.model.views import AddonStatus, DecisionView
from addonctl.rules import addon_status
from addonctl.rules.decisions import decide_action


def status_of(context: Context, addon: str = "analytics-plus") -> AddonStatus:
    """Say where an add-on stands on an account."""
    return addon_status.status_of(context, context.catalog.addon(addon))


def viewed(
    context: Context, user: str, action: Action, addon: str = "analytics-plus"
) -> DecisionView:
    """Decide about one user of an account, with what a screen needs beside it."""
    person = next(each for each in context.account.users if each.id == user)
    return decide_action(context, status_of(context, addon), person, action)


def decided(context: Context, user: str, action: Action, addon: str = "analytics-plus") -> Decision:
    """Decide about one user of an account."""
    return viewed(context, user, action, addon).decision


def steps_of(decision: Decision) -> list[tuple[str, str | None, dict[str, str]]]:
    """List who can do it, who acts then, and what is different."""
    return [(step.by, step.who, msgspec.to_builtins(step.change)) for step in decision.next_steps]

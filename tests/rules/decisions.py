"""Decide about people and list what would change it, for the tests of decisions and advice."""

import msgspec

from addonctl.model.answers import Decision
from addonctl.model.context import Subject
from addonctl.model.policy import Action
from addonctl.rules.addon_status import Standing, standing_of
from addonctl.rules.decisions import decide_action


def stand(subject: Subject, addon: str = "analytics-plus") -> Standing:
    """Stand an add-on on the subject's account."""
    return standing_of(
        subject.account,
        subject.catalog,
        subject.policy,
        subject.catalog.addon(addon),
        subject.as_of,
    )


def decided(subject: Subject, user: str, action: Action, addon: str = "analytics-plus") -> Decision:
    """Decide about one user of an account."""
    person = next(each for each in subject.account.users if each.id == user)
    return decide_action(subject, stand(subject, addon), person, action)


def steps_of(decision: Decision) -> list[tuple[str, str | None, dict[str, str]]]:
    """List who can do it, who acts then, and what is different."""
    return [(step.by, step.who, msgspec.to_builtins(step.change)) for step in decision.next_steps]

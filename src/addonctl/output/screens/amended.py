"""Show a change of what was bought."""

from addonctl.model.answers import AmendAnswer
from addonctl.model.views import AccountView
from addonctl.output.page import Page


def add_amended(page: Page, view: AccountView[AmendAnswer]) -> None:
    """Add what a person does next."""
    for step in view.answer.next:
        page.paragraph(page.say.say(step))

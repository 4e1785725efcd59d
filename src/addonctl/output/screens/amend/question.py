"""Show what of a change is about to be recorded, before a person is asked."""

from addonctl.model.marking import N_
from addonctl.model.views import AmendView
from addonctl.output.page import Page
from addonctl.output.screens.amend.parts import TOLD, add_amounts, add_facts, change_words
from addonctl.output.screens.change.question import date_words
from addonctl.output.screens.shared import add_warnings
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.phrases import of_account
from addonctl.text.translator import Translator


def render_question(
    view: AmendView, say: Translator, features: StreamFeatures, *, server: str | None = None
) -> str:
    """Show it, and on which server, up to the question itself."""
    page, answer = Page(say), view.answer
    question = of_account(
        N_("Change {addon} of {account} ({id})?"),
        view.context,
        say,
        addon=view.addon_name(answer.addon),
    )
    if server is not None:
        question = say("{question} · {server}", question=question, server=server)
    page.paragraph(question, hang=2)
    change = change_words(view, say)
    parts = [f"{change[:1].upper()}{change[1:]}", date_words(view.context, say)]
    if answer.event.operator is not None:
        parts.insert(1, say(N_("{operator}, stated"), operator=answer.event.operator))
    page.paragraph(" · ".join(parts))
    page.line()
    add_warnings(page, answer.warnings)
    add_amounts(page, view)
    add_facts(page, view)
    for assumption in answer.assumptions:
        if assumption.code in TOLD:
            page.item(say.say(assumption.message))
    page.item(say(N_("Reason: {reason}"), reason=answer.event.reason or ""))
    page.line()
    file = answer.recorded_in or ""
    page.paragraph(say(N_("This records the change in {file}; it charges nobody."), file=file))
    page.line()
    return page.written(features)

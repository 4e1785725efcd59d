"""Show what a push changes: before, with the question, and after."""

from typing import Final

from addonctl.model.marking import N_, Template, plural
from addonctl.model.upkeep import Difference, PushAnswer
from addonctl.output.blocks import Cell, Column, row
from addonctl.output.page import Page
from addonctl.output.screens.shared import add_warnings
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator

MOST_SHOWN: Final = 50
"""So many differences are shown; JSON has them all."""
_LEAST: Final = 10


def add_push(page: Page, answer: PushAnswer) -> None:
    """Add what was pushed, or would be."""
    with page.as_answer():
        page.paragraph(page.say(_outcome(answer), address=answer.address), hang=2)
        _add_differences(page, answer)
    add_warnings(page, answer.warnings)


def render_question(
    answer: PushAnswer, server: str, say: Translator, features: StreamFeatures
) -> str:
    """Show what is about to be pushed, the server first."""
    page = Page(say)
    template = (
        N_("{server}: {name} ({id}) is created")
        if answer.created
        else N_("{server}: {name} ({id}) is changed")
    )
    account = answer.account
    name, account_id = ("", "") if account is None else (account.name, account.id)
    page.paragraph(say(template, server=server, name=name, id=account_id), hang=2)
    _add_differences(page, answer)
    add_warnings(page, answer.warnings)
    page.line()
    return page.written(features)


def _outcome(answer: PushAnswer) -> Template:
    if not answer.differences:
        return N_("Nothing differs from {address}: nothing was pushed.")
    if answer.dry_run:
        return (
            N_("Dry run, nothing was pushed. {address} would be created:")
            if answer.created
            else N_("Dry run, nothing was pushed. {address} would be changed:")
        )
    return N_("{address} is created:") if answer.created else N_("{address} is changed:")


def _add_differences(page: Page, answer: PushAnswer) -> None:
    if not answer.differences:
        return
    say = page.say
    page.line()
    page.table(
        [
            *page.heads(N_("Field")),
            Column(head=say(N_("On the server")), least=_LEAST),
            Column(head=say(N_("In the file")), least=_LEAST),
        ],
        [row(*_cells(each, say)) for each in answer.differences[:MOST_SHOWN]],
    )
    more = len(answer.differences) - MOST_SHOWN
    if more > 0:
        template = plural("and {count} difference more", "and {count} differences more")
        page.line(say(template, count=more))


def _cells(difference: Difference, say: Translator) -> tuple[Cell, ...]:
    values = (difference.before, difference.after)
    shown = ("–" if value is None else say.excerpt(value) for value in values)
    return (Cell(say.clean(difference.path)), *map(Cell, shown))

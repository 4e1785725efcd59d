"""Lay out what would change a refusal: who can do what, and the command for it."""

from typing import Final

from addonctl.model.account import User
from addonctl.model.answers import Decision, NextStep
from addonctl.model.marking import N_, plural
from addonctl.model.messages import phrase
from addonctl.model.messages.vocabulary import ACTION_VERBS
from addonctl.model.shell import shell_words
from addonctl.output.screens.eligibility.view import EligibilityView
from addonctl.output.terminal.page import GAP, Cell, Column, Row
from addonctl.text.decisions import (
    account_file,
    acting_action,
    acting_user,
    manager_words,
    prevented_words,
    price_step,
    step_command,
)
from addonctl.text.phrases import person, sentence
from addonctl.text.price_lines import price_lines
from addonctl.text.roles import RoleRow, named_people

LONGEST_INITIAL: Final = 2
# One person and several: the verb is the same in English only.
_SELF: Final = {
    "subscribe": plural("{person} can subscribe now:"),
    "quote": plural("{person} can request a quote:"),
    "trial": plural("{person} can start a trial now:"),
    "request": plural("{person} can request the feature:"),
}
_COLLEAGUE: Final = {
    "subscribe": N_("{person} can subscribe:"),
    "quote": N_("{person} can request the quote:"),
    "trial": N_("{person} can start the trial:"),
    "request": N_("{person} can request the feature:"),
}


def add_steps(view: EligibilityView, row: RoleRow, decision: Decision) -> None:
    """Add the steps, as a table where it fits on a wide terminal, else below each other."""
    table = [] if price_step(decision) else _table(view, row, decision)
    columns = [Column(), Column(), Column()]
    width = view.features.width
    is_wide = width is not None and view.features.is_wide
    if table and is_wide and view.page.table_width(columns, table) + GAP <= (width or 0):
        view.page.table(columns, table)
    else:
        for step in decision.next_steps:
            if step.by != "nobody":
                _add_step(view, row, decision, step)
    more = sum(step.more for step in decision.next_steps)
    if more:
        text = view.say(plural("{count} more can, too."), count=more)
        view.page.paragraph(text, indent=2)
    for step in decision.next_steps:
        if step.by == "nobody":
            view.page.paragraph(sentence(view.say.say(step.message)), indent=2, hang=4)
    actions = [
        acting_action(decision, step)
        for step in decision.next_steps
        if step.by in {"self", "colleague"}
    ]
    for words in prevented_words(view.context, decision.addon, actions, view.say):
        view.page.paragraph(sentence(words), indent=2, hang=4)


def _add_step(view: EligibilityView, row: RoleRow, decision: Decision, step: NextStep) -> None:
    page, say = view.page, view.say
    if step.by == "account_manager":
        is_price = step is price_step(decision)
        template = (
            N_("The account manager can {what}; with it in {file}, {person} may {action}:")
            if is_price
            else N_("The account manager can {what}; then {person} may {action}.")
        )
        text = say(
            template,
            what=manager_words(step, say),
            file=account_file(view.context),
            person=person(acting_user(decision, step, view.context), say),
            action=phrase(ACTION_VERBS[acting_action(decision, step)]),
        )
        page.paragraph(text, indent=2, hang=4)
        if is_price:
            page.code(price_lines(decision.addon, view.context.invocation.source, say))
        return
    action, who = acting_action(decision, step), _who(view, row, decision, step)
    text = (
        say(_SELF[action], person=who, count=len(row.users))
        if step.by == "self"
        else say(_COLLEAGUE[action], person=who)
    )
    words = _command(view, row, decision, step)
    page.paragraph(text if words else _ended(text), indent=2, hang=4)
    if words:
        page.command(words, indent=4)


def _table(view: EligibilityView, row: RoleRow, decision: Decision) -> list[Row]:
    """Make a row for each step: who, what, and the command or what follows."""
    rows = []
    for step in decision.next_steps:
        if step.by == "nobody":
            continue
        cells = (
            _manager_cells(view, decision, step)
            if step.by == "account_manager"
            else _people_cells(view, row, decision, step)
        )
        rows.append(Row(cells=tuple(Cell(cell) for cell in cells)))
    return rows


def _people_cells(
    view: EligibilityView, row: RoleRow, decision: Decision, step: NextStep
) -> tuple[str, str, str]:
    who = _who(view, row, decision, step)
    return (
        view.say(N_("{person}, now"), person=who) if step.by == "self" else who,
        view.say(ACTION_VERBS[acting_action(decision, step)]),
        shell_words(_command(view, row, decision, step) or ()),
    )


def _manager_cells(
    view: EligibilityView, decision: Decision, step: NextStep
) -> tuple[str, str, str]:
    return (
        view.say(N_("account manager")),
        manager_words(step, view.say),
        view.say(
            N_("then {person} may {action}"),
            person=person(acting_user(decision, step, view.context), view.say),
            action=phrase(ACTION_VERBS[acting_action(decision, step)]),
        ),
    )


def _who(view: EligibilityView, row: RoleRow, decision: Decision, step: NextStep) -> str:
    """Name who may take a step: colleagues with their role, the user by first name."""
    user = acting_user(decision, step, view.context)
    if step.by != "self":
        return person(user, view.say)
    return first_name(user) if len(row.users) == 1 else named_people(row, view.say)


def _command(
    view: EligibilityView, row: RoleRow, decision: Decision, step: NextStep
) -> tuple[str, ...] | None:
    is_for_several = step.by == "self" and len(row.users) > 1
    return step_command(decision, step, view.context, user="USER" if is_for_several else None)


def _ended(text: str) -> str:
    """End a sentence that would have led to a command."""
    return f"{text.rstrip(':').rstrip()}."


def first_name(user: User) -> str:
    """Name a person by the first word of their name, unless that is a title or an initial."""
    first, *others = user.display_name.split() or [user.display_name]
    is_short = len(first) <= LONGEST_INITIAL or first.endswith(".")
    return user.display_name if is_short or not others else first

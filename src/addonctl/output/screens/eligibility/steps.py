"""Lay out what would change a refusal: who can do what, and the command for it."""

from collections.abc import Sequence
from typing import Final, TypeAlias

from addonctl.model.account import User
from addonctl.model.answers import Who
from addonctl.model.escaping import shell_words
from addonctl.model.marking import N_, plural
from addonctl.model.messages import phrase
from addonctl.model.messages.next_steps import CAN, CAN_NOW, STEP_MANAGER
from addonctl.model.messages.vocabulary import ACTION_VERBS
from addonctl.model.views import DecisionView, StepView
from addonctl.output.blocks import Column, Row, Table, row
from addonctl.output.page import Page
from addonctl.output.screens.eligibility.sheet import Sheet
from addonctl.text.phrases import account_file, named_people, person, prevented_words, sentence
from addonctl.text.toml import price_lines
from addonctl.text.translator import Translator

LONGEST_INITIAL: Final = 2


_Step: TypeAlias = tuple[DecisionView, StepView]
"""A step, and the decision that it would change."""
_NEAREST: Final[tuple[Who, ...]] = ("self", "colleague", "account_manager")


def add_steps(sheet: Sheet, views: Sequence[DecisionView]) -> None:
    """Add the steps, as a table where it fits on a wide terminal, else below each other.

    What would change several of the decisions is said once, the nearest first.
    """
    page, say = sheet.page, sheet.say
    steps = _taken_once(views)
    table, below = None, Page(say)
    for view, step in steps:
        _add_step(below, sheet, view, step)
    if steps and not any(view.price_step for view in views):
        rows = tuple(_row(view, step, say) for view, step in steps)
        table = Table(columns=(Column(), Column(), Column()), rows=rows)
    page.by_width(table, below)
    more = max((step.step.more for _view, step in steps), default=0)
    if more:
        page.paragraph(say(plural("{count} more can, too."), count=more), indent=2)
    nobody = [step for view in views for step in view.steps if step.person is None]
    said = dict.fromkeys(say.say(step.step.message) for step in nobody)
    for words in (*said, *prevented_words((step for _view, step in steps), say)):
        page.item(sentence(words))


def _taken_once(views: Sequence[DecisionView]) -> list[_Step]:
    """List the steps that somebody can take, each once, the nearest first."""
    once: dict[tuple[object, ...], _Step] = {}
    for view in views:
        for step in view.steps:
            if step.person is not None:
                key = step.step.by, step.person.id, step.action, step.manager
                once.setdefault(key, (view, step))
    return sorted(once.values(), key=lambda each: _NEAREST.index(each[1].step.by))


def _add_step(page: Page, sheet: Sheet, view: DecisionView, step: StepView) -> None:
    """Add what somebody can do; a price with the lines that give it."""
    say, invocation = sheet.say, sheet.context.invocation
    if step.manager is None:
        can = (CAN_NOW if step.step.by == "self" else CAN)[step.action]
        words = say(can, person=_who(view, step, say), count=len(view.row.users))
        template = N_("{words}.") if step.command is None else N_("{words}:")
        page.item(say(template, words=words))
        if step.command is not None:
            page.command(step.command, indent=4)
        return
    values = {
        "what": say.short(step.manager),
        "person": _who(view, step, say),
        "action": phrase(ACTION_VERBS[step.action]),
    }
    if step is not view.price_step:
        page.item(sentence(say(STEP_MANAGER, **values)))
        return
    template = N_("The account manager can {what}; with it in {file}, {person} may {action}:")
    page.item(say(template, file=account_file(view), **values))
    page.code(price_lines(view.status.addon.id, invocation.reference, say))


def _row(view: DecisionView, step: StepView, say: Translator) -> Row:
    """Say who, what, and the command or what follows."""
    who = _who(view, step, say)
    if step.manager is not None:
        template, action = N_("then {person} may {action}"), phrase(ACTION_VERBS[step.action])
        then = say(template, person=who, action=action)
        return row(say(N_("account manager")), say.short(step.manager), then)
    return row(
        say(N_("{person}, now"), person=who) if step.step.by == "self" else who,
        say(ACTION_VERBS[step.action]),
        shell_words(step.command or ()),
    )


def _who(view: DecisionView, step: StepView, say: Translator) -> str:
    """Name who may take a step: colleagues with their role, the user by first name."""
    if step.step.by == "self":
        people = view.row
        return first_name(view.user) if len(people.users) == 1 else named_people(people, say)
    return "" if step.person is None else person(step.person, say)


def first_name(user: User) -> str:
    """Name a person by the first word of their name, unless that is a title or an initial."""
    first, *others = user.display_name.split() or [user.display_name]
    is_short = len(first) <= LONGEST_INITIAL or first.endswith(".")
    return user.display_name if is_short or not others else first

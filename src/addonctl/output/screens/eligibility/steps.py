"""Lay out what would change a refusal: who can do what, and the command for it."""

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from addonctl.model.account import User
from addonctl.model.answers import Who
from addonctl.model.marking import N_, plural
from addonctl.model.messages import phrase
from addonctl.model.messages.next_steps import CAN, CAN_NOW, STEP_MANAGER
from addonctl.model.messages.vocabulary import ACTION_VERBS
from addonctl.model.shell import shell_words
from addonctl.model.views import DecisionView, StepView
from addonctl.output.blocks import WIDE, Cell, Column, Option, Row, Table
from addonctl.output.document import Document
from addonctl.output.screens.eligibility.sheet import Sheet
from addonctl.text.decisions import account_file, prevented_words
from addonctl.text.phrases import named_people, person, sentence
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
    below = Document()
    for view, step in steps:
        _add_step(below, sheet, view, step)
    options = [Option(blocks=tuple(below.blocks))]
    if steps and not any(view.price_step for view in views):
        options.insert(0, Option(blocks=(_table(sheet, steps),), least=WIDE, is_unbounded=False))
    page.either(*options)
    more = max((step.step.more for _view, step in steps), default=0)
    if more:
        page.paragraph(say(plural("{count} more can, too."), count=more), indent=2)
    nobody = [step for view in views for step in view.steps if step.person is None]
    for words in dict.fromkeys(say.say(step.step.message) for step in nobody):
        page.paragraph(sentence(words), indent=2, hang=4)
    for words in prevented_words((step for _view, step in steps), say):
        page.paragraph(sentence(words), indent=2, hang=4)


def _taken_once(views: Sequence[DecisionView]) -> list[_Step]:
    """List the steps that somebody can take, each once, the nearest first."""
    once: dict[tuple[object, ...], _Step] = {}
    for view in views:
        for step in view.steps:
            if step.person is not None:
                key = step.step.by, step.person.id, step.action, step.manager
                once.setdefault(key, (view, step))
    return sorted(once.values(), key=lambda each: _NEAREST.index(each[1].step.by))


def _add_step(page: Document, sheet: Sheet, view: DecisionView, step: StepView) -> None:
    say = sheet.say
    if step.manager is not None:
        _add_managers(page, sheet, view, step)
        return
    words = _can(view, step, say)
    if step.command is None:
        page.paragraph(say(N_("{words}."), words=words), indent=2, hang=4)
        return
    page.paragraph(say(N_("{words}:"), words=words), indent=2, hang=4)
    page.command(step.command, indent=4)


def _add_managers(page: Document, sheet: Sheet, view: DecisionView, step: StepView) -> None:
    """Add what the account manager can do; a price with the lines that give it."""
    say, context = sheet.say, sheet.context
    values = {
        "what": "" if step.manager is None else say.short(step.manager),
        "person": "" if step.person is None else person(step.person, say),
        "action": phrase(ACTION_VERBS[step.action]),
    }
    if step is not view.price_step:
        page.paragraph(sentence(say(STEP_MANAGER, **values)), indent=2, hang=4)
        return
    template = N_("The account manager can {what}; with it in {file}, {person} may {action}:")
    page.paragraph(say(template, file=account_file(context), **values), indent=2, hang=4)
    page.code(price_lines(view.status.addon.id, context.invocation.reference, say))


def _table(sheet: Sheet, steps: Iterable[_Step]) -> Table:
    """Make a row for each step: who, what, and the command or what follows."""
    cells = [
        _people_cells(sheet.say, view, step)
        if step.manager is None
        else _manager_cells(sheet.say, step)
        for view, step in steps
    ]
    rows = (Row(cells=tuple(Cell(text) for text in texts)) for texts in cells)
    return Table(columns=(Column(), Column(), Column()), rows=tuple(rows))


def _people_cells(say: Translator, view: DecisionView, step: StepView) -> tuple[str, str, str]:
    who = _who(view, step, say)
    return (
        say(N_("{person}, now"), person=who) if step.step.by == "self" else who,
        say(ACTION_VERBS[step.action]),
        shell_words(step.command or ()),
    )


def _manager_cells(say: Translator, step: StepView) -> tuple[str, str, str]:
    return (
        say(N_("account manager")),
        "" if step.manager is None else say.short(step.manager),
        say(
            N_("then {person} may {action}"),
            person="" if step.person is None else person(step.person, say),
            action=phrase(ACTION_VERBS[step.action]),
        ),
    )


def _can(view: DecisionView, step: StepView, say: Translator) -> str:
    """Say what the user can do now, or a colleague."""
    can = (CAN_NOW if step.step.by == "self" else CAN)[step.action]
    return say(can, person=_who(view, step, say), count=len(view.row.users))


def _who(view: DecisionView, step: StepView, say: Translator) -> str:
    """Name who may take a step: colleagues with their role, the user by first name."""
    if step.step.by == "self":
        row = view.row
        return first_name(view.user) if len(row.users) == 1 else named_people(row, say)
    return "" if step.person is None else person(step.person, say)


def first_name(user: User) -> str:
    """Name a person by the first word of their name, unless that is a title or an initial."""
    first, *others = user.display_name.split() or [user.display_name]
    is_short = len(first) <= LONGEST_INITIAL or first.endswith(".")
    return user.display_name if is_short or not others else first

"""Show who is on an account, in the account's order, and where there is room what each may do."""

from collections.abc import Sequence

from addonctl.model.answers import PeopleAnswer, PersonView
from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages.vocabulary import ACTION_NOUNS
from addonctl.model.policy import sorted_roles
from addonctl.model.views import AccountView
from addonctl.output.blocks import WIDE, Cell, Column, row
from addonctl.output.page import Page
from addonctl.output.screens.shared import add_warnings, listed_words
from addonctl.text.phrases import of_account, roles_words
from addonctl.text.translator import Translator

_Columns = list[tuple[Column, list[Cell]]]
"""Columns with the cells of every person."""


def add_people(page: Page, view: AccountView[PeopleAnswer]) -> None:
    """Add a row a person: id, name, roles; with room for it e-mail, and what they may do."""
    people, context, say = view.answer.people, view.context, page.say
    page.paragraph(_heading(view, say), hang=2)
    add_warnings(page, view.answer.warnings)
    if not people:
        return
    page.line()
    who = _who(people, say)
    mail = _column(N_("E-mail"), [person.email for person in people], say)
    may = [
        (Column(head=say.clean(addon.name)), [_actions(each, addon.id, say) for each in people])
        for addon in context.catalog.addons
    ]
    only = people[0].id if len(people) == 1 else None
    words = context.invocation.shown_command("eligibility", user=only)
    whole = _table(who + mail + may, say)
    whole.line()
    has_dash = not all(actions for person in people for actions in person.may.values())
    whole.paragraph(listed_words(say, has_dash=has_dash), indent=2)
    whole.pointer(N_("Why:"), (*words, "--why"))
    options = [whole.option(least=WIDE)]
    for columns, least in ((who + mail, WIDE), (who, 0)):
        part = _table(columns, say)
        part.pointer(N_("What they may do:"), words)
        options.append(part.option(least=least))
    with page.as_answer():
        page.either(*options)


def _table(columns: _Columns, say: Translator) -> Page:
    """Begin a part of the screen with a row a person."""
    part = Page(say)
    with part.as_answer():
        rows = zip(*(cells for _column, cells in columns), strict=True)
        part.table([column for column, _cells in columns], [row(*cells) for cells in rows])
    return part


def _heading(view: AccountView[PeopleAnswer], say: Translator) -> str:
    shown, total = len(view.answer.people), len(view.context.account.users)
    template: Template
    if not shown:
        template = N_("{account} ({id}): nobody · {as_of}")
    elif shown == total:
        template = plural(
            "{account} ({id}): {count} person · {as_of}",
            "{account} ({id}): {count} people · {as_of}",
        )
    else:
        template = plural(
            "{account} ({id}): {shown} of {count} person · {as_of}",
            "{account} ({id}): {shown} of {count} people · {as_of}",
        )
    return of_account(template, view.context, say, shown=shown, count=total)


def _who(people: Sequence[PersonView], say: Translator) -> _Columns:
    """Say who they are, as `--as` takes it, and their roles; names only where somebody has one."""
    roles = [Cell(roles_words(sorted_roles(person.roles), say)) for person in people]
    return [
        (Column(head=say(N_("Id"))), [Cell(say.clean(person.id)) for person in people]),
        *_column(N_("Name"), [person.name for person in people], say),
        (Column(head=say(N_("Roles"))), roles),
    ]


def _column(head: str, texts: Sequence[str | None], say: Translator) -> _Columns:
    """Make a column of what the account may leave out, where somebody has it."""
    cells = [Cell(say.clean(text or "")) for text in texts]
    return [(Column(head=say(head)), cells)] if any(texts) else []


def _actions(person: PersonView, addon_id: str, say: Translator) -> Cell:
    words = ", ".join(say(ACTION_NOUNS[action]) for action in person.may[addon_id])
    return Cell(words, "green") if words else Cell("–")

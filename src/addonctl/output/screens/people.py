"""Show who is on an account, in the account's order, and where there is room what each may do."""

from collections.abc import Iterator, Sequence

from addonctl.model.answers import PeopleAnswer, PersonView
from addonctl.model.context import Context
from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages.vocabulary import ACTION_NOUNS
from addonctl.model.policy import sorted_roles
from addonctl.output.blocks import WIDE, Cell, Column, Row
from addonctl.output.document import Document
from addonctl.output.screens.shared import add_warnings
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.writing import written
from addonctl.text.phrases import as_of, roles_words
from addonctl.text.translator import Translator

_Columns = list[tuple[Column, list[Cell]]]
"""Columns with the cells of every person."""


def render_people(
    answer: PeopleAnswer, context: Context, say: Translator, features: StreamFeatures
) -> str:
    """Show a row a person: id, name, roles; with room for it e-mail, and what they may do."""
    page = Document()
    page.paragraph(_heading(answer, context, say), hang=2)
    add_warnings(page, answer.warnings, say)
    if not answer.people:
        return written(page, features, say.colon)
    page.line()
    who = _who(answer.people, say)
    mail = _addresses(answer.people, say)
    may = _may(answer.people, context, say)
    only = answer.people[0].id if len(answer.people) == 1 else None
    words = context.invocation.shown_command("eligibility", user=only)
    whole = _table(who + mail + may)
    whole.line()
    whole.paragraph(_legend(answer.people, say), indent=2)
    whole.line()
    whole.pointer(say(N_("Why:")), (*words, "--why"))
    options = [whole.option(least=WIDE)]
    for columns, least in ((who + mail, WIDE), (who, 0)):
        part = _table(columns)
        part.line()
        part.pointer(say(N_("What they may do:")), words)
        options.append(part.option(least=least))
    page.begin_answer()
    page.either(*options)
    page.end_answer()
    return written(page, features, say.colon)


def _table(columns: _Columns) -> Document:
    """Begin a part of the screen with a row a person."""
    part = Document()
    part.begin_answer()
    part.table([column for column, _cells in columns], list(_rows(columns)))
    part.end_answer()
    return part


def _heading(answer: PeopleAnswer, context: Context, say: Translator) -> str:
    shown, total = len(answer.people), len(context.account.users)
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
    return say(
        template,
        account=context.account.name,
        id=context.account.id,
        shown=shown,
        count=total,
        as_of=as_of(context, say),
    )


def _who(people: Sequence[PersonView], say: Translator) -> _Columns:
    """Say who they are, as `--as` takes it, and their roles; names only where somebody has one."""
    names = [Cell(say.clean(person.name or "")) for person in people]
    roles = [Cell(roles_words(sorted_roles(person.roles), say)) for person in people]
    return [
        (Column(head=say(N_("Id"))), [Cell(say.clean(person.id)) for person in people]),
        *([(Column(head=say(N_("Name"))), names)] if any(cell.text for cell in names) else []),
        (Column(head=say(N_("Roles"))), roles),
    ]


def _addresses(people: Sequence[PersonView], say: Translator) -> _Columns:
    """Name their e-mail addresses, where somebody has one."""
    if not any(person.email for person in people):
        return []
    cells = [Cell(say.clean(person.email or "")) for person in people]
    return [(Column(head=say(N_("E-mail"))), cells)]


def _may(people: Sequence[PersonView], context: Context, say: Translator) -> _Columns:
    """Say what they may do with each add-on."""
    return [
        (
            Column(head=say.clean(addon.name)),
            [_actions(person, addon.id, say) for person in people],
        )
        for addon in context.catalog.addons
    ]


def _actions(person: PersonView, addon_id: str, say: Translator) -> Cell:
    words = ", ".join(say(ACTION_NOUNS[action]) for action in person.may[addon_id])
    return Cell(words, "green") if words else Cell("–")


def _legend(people: Sequence[PersonView], say: Translator) -> str:
    if all(actions for person in people for actions in person.may.values()):
        return say(N_("What isn't listed isn't allowed."))
    return say(N_("– may do nothing; what isn't listed isn't allowed."))


def _rows(columns: _Columns) -> Iterator[Row]:
    for cells in zip(*(cells for _column, cells in columns), strict=True):
        yield Row(cells=cells)

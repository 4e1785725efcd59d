"""Show who is on an account, in the account's order, and where there is room what each may do."""

from collections.abc import Iterator, Sequence

from addonctl.model.answers import PeopleAnswer, PersonView
from addonctl.model.context import Context
from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages.vocabulary import ACTION_NOUNS
from addonctl.model.policy import sorted_roles
from addonctl.output.formats.markdown import new_page
from addonctl.output.screens.shared import add_warnings
from addonctl.output.terminal.page import GAP, Cell, Column, Page, Row
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.terminal.wrapping import widest
from addonctl.text.phrases import as_of
from addonctl.text.roles import roles_words
from addonctl.text.translator import Translator

_Columns = list[tuple[Column, list[Cell]]]
"""Columns with the cells of every person."""


def render_people(
    answer: PeopleAnswer, context: Context, say: Translator, features: StreamFeatures
) -> str:
    """Show a row a person: id, name, roles; with room for it e-mail, and what they may do."""
    page = new_page(features, say.colon)
    page.paragraph(_heading(answer, context, say), hang=2)
    add_warnings(page, answer.warnings, say)
    if not answer.people:
        return page.text()
    page.line()
    who = _who(answer.people, say)
    mail = _addresses(answer.people, say)
    may = _may(answer.people, context, say)
    fitting = [columns for columns in (who + mail + may, who + mail) if _fits(page, columns)]
    shown = fitting[0] if fitting else who
    page.table([column for column, _cells in shown], list(_rows(shown)))
    page.line()
    only = answer.people[0].id if len(answer.people) == 1 else None
    words = context.invocation.shown_command("eligibility", user=only)
    if len(shown) < len(who + mail + may):
        page.pointer(say(N_("What they may do:")), words)
        return page.text()
    page.paragraph(_legend(answer.people, say), indent=2)
    page.line()
    page.pointer(say(N_("Why:")), (*words, "--why"))
    return page.text()


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


def _fits(page: Page, columns: _Columns) -> bool:
    """Say whether columns are shown: off a terminal always, on a wide one where they fit."""
    width = page.features.width
    if width is None:
        return True
    if not page.features.is_wide:
        return False
    natural = (
        widest(map(page.fit, (column.head, *(cell.text for cell in cells))))
        for column, cells in columns
    )
    return sum(GAP + column_width for column_width in natural) <= width


def _rows(columns: _Columns) -> Iterator[Row]:
    for cells in zip(*(cells for _column, cells in columns), strict=True):
        yield Row(cells=cells)

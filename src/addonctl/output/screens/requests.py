"""Show who asks for which add-on, as the owners would see it."""

from collections.abc import Mapping

from addonctl.model.account import User
from addonctl.model.answers import RequestedAddon, Requester, RequestList
from addonctl.model.context import Context
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message
from addonctl.model.messages.next_steps import STEP_NO_OWNER
from addonctl.model.messages.vocabulary import ACTION_NOUNS
from addonctl.output.blocks import WIDE, Cell, Column, Option, Row, Table
from addonctl.output.document import Document
from addonctl.output.screens.quotes import add_quotes
from addonctl.output.screens.shared import add_warnings
from addonctl.output.terminal.streams import NARROWEST, StreamFeatures
from addonctl.output.writing import written
from addonctl.text.phrases import as_of, person
from addonctl.text.translator import Translator


def render_requests(
    answer: RequestList, context: Context, say: Translator, features: StreamFeatures
) -> str:
    """Show one row an add-on: how many people, since when, what the owner may do, who.

    What an owner has asked for already, a quote that is pending, stands below.
    """
    page = Document()
    page.paragraph(_heading(answer, context, say), hang=2)
    add_warnings(page, answer.warnings, say)
    if answer.requests:
        _add_requests(page, answer, context, say)
    if answer.pending_quotes:
        page.line()
        add_quotes(page, answer.pending_quotes, context, say)
    return written(page, features, say.colon)


def _add_requests(page: Document, answer: RequestList, context: Context, say: Translator) -> None:
    """Add for whom the list is, and the table of the add-ons."""
    owners = context.account.users_with("owner")
    page.paragraph(
        say(
            plural("For the owner, {owners:and}", "For the owners, {owners:and}"),
            count=len(owners),
            owners=[owner.display_name for owner in owners],
        )
        if owners
        else say(STEP_NO_OWNER)
    )
    page.line()
    columns = [
        Column(head=say(N_("Add-on"))),
        Column(head=say(N_("People")), is_number=True),
        Column(head=say(N_("Since"))),
        Column(head=say(N_("Owner may"))),
    ]
    rows = [_cells(row, context, say) for row in answer.requests]
    wide, narrow = [], []
    for row, cells in zip(answer.requests, rows, strict=True):
        who = Cell(", ".join(_with_dates(row, context, say)), separator=", ")
        wide.append(Row(cells=(*cells, who)))
        narrow.append(Row(cells=cells, below=(f"  {_names(row, context, say)}",)))
    with_names = (*columns, Column(head=say(N_("Who")), least=NARROWEST))
    page.begin_answer()
    page.either(
        Option(
            blocks=(Table(columns=with_names, rows=tuple(wide)),), least=WIDE, is_unbounded=False
        ),
        Option(blocks=(Table(columns=tuple(columns), rows=tuple(narrow)),)),
    )
    page.end_answer()


def _heading(answer: RequestList, context: Context, say: Translator) -> str:
    people = {asker.user for row in answer.requests for asker in row.requesters}
    values = {
        "account": context.account.name,
        "id": context.account.id,
        "as_of": as_of(context, say),
    }
    if not answer.requests:
        return say(N_("{account} ({id}): no requests · {as_of}"), **values)
    return say(
        plural(
            "{account} ({id}): {count} person asks for {addons} · {as_of}",
            "{account} ({id}): {count} people ask for {addons} · {as_of}",
        ),
        count=len(people),
        addons=say(plural("{count} add-on", "{count} add-ons"), count=len(answer.requests)),
        **values,
    )


def _cells(row: RequestedAddon, context: Context, say: Translator) -> tuple[Cell, ...]:
    may = ", ".join(say(ACTION_NOUNS[action]) for action in row.owner_may)
    return (
        Cell(say.clean(context.catalog.addon(row.addon).name)),
        Cell(say("{count}", count=row.count)),
        Cell(say.numbers.date(row.requesters[0].first_on)),
        Cell(may or "–"),
    )


def _names(row: RequestedAddon, context: Context, say: Translator) -> str:
    users = _users(context)
    return ", ".join(_name(asker, users, say) for asker in row.requesters)


def _with_dates(row: RequestedAddon, context: Context, say: Translator) -> list[str]:
    words, users = [], _users(context)
    for asker in row.requesters:
        user = users.get(asker.user or "")
        name = _name(asker, users, say) if user is None else person(user, say)
        words.append(f"{name} {say.numbers.date(asker.first_on, style='short')}")
    return words


def _users(context: Context) -> dict[str, User]:
    return {user.id: user for user in context.account.users}


def _name(asker: Requester, users: Mapping[str, User], say: Translator) -> str:
    user = users.get(asker.user or "")
    if user is not None:
        return say.clean(user.display_name)
    return say.clean(asker.user) if asker.user else say.say(Message("SOMEONE"))

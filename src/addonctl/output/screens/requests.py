"""Show who asks for which add-on, as the owners would see it."""

from collections.abc import Mapping

from addonctl.model.account import User
from addonctl.model.answers import RequestedAddon, Requester, RequestList
from addonctl.model.context import Subject
from addonctl.model.marking import mark as _
from addonctl.model.messages import Message
from addonctl.output.formats.markdown import new_page
from addonctl.output.screens.quotes import add_quotes
from addonctl.output.screens.shared import add_warnings
from addonctl.output.terminal.page import Cell, Column, Page, Row
from addonctl.output.terminal.streams import NARROWEST, Look
from addonctl.output.terminal.wrapping import wrap_parts
from addonctl.text.phrases import as_of, person
from addonctl.text.translator import Wording


def render_requests(answer: RequestList, subject: Subject, say: Wording, look: Look) -> str:
    """Show one row an add-on: how many people, since when, what the owner may do, who.

    What an owner has asked for already, a quote that is pending, stands below.
    """
    page = new_page(look, say.colon)
    page.paragraph(_heading(answer, subject, say), hang=2)
    add_warnings(page, answer.warnings, say)
    if answer.requests:
        _add_requests(page, answer, subject, say)
    if answer.pending_quotes:
        page.line()
        add_quotes(page, answer.pending_quotes, subject, say)
    return page.text()


def _add_requests(page: Page, answer: RequestList, subject: Subject, say: Wording) -> None:
    """Add for whom the list is, and the table of the add-ons."""
    owners = subject.account.users_with("owner")
    page.paragraph(
        say(
            (_("For the owner, {owners:and}"), _("For the owners, {owners:and}")),
            count=len(owners),
            owners=[owner.display_name for owner in owners],
        )
        if owners
        else say.say(Message("STEP_NO_OWNER"))
    )
    page.line()
    columns = [
        Column(head=say(_("Add-on"))),
        Column(head=say(_("People")), is_number=True),
        Column(head=say(_("Since"))),
        Column(head=say(_("Owner may"))),
    ]
    rows = [_cells(row, subject, say) for row in answer.requests]
    look = page.look
    room = (look.width or 0) - page.table_width(columns, [Row(cells=row) for row in rows]) - 4
    if look.is_wide and room >= NARROWEST:
        columns.append(Column(head=say(_("Who"))))
        names = [
            ",\n".join(wrap_parts(_with_dates(row, subject, say), ", ", room - 1))
            for row in answer.requests
        ]
        page.table(
            columns,
            [Row(cells=(*row, Cell(who))) for row, who in zip(rows, names, strict=True)],
        )
        return
    page.table(
        columns,
        [
            Row(cells=cells, below=(f"  {_names(row, subject, say)}",))
            for cells, row in zip(rows, answer.requests, strict=True)
        ],
    )


def _heading(answer: RequestList, subject: Subject, say: Wording) -> str:
    people = {asker.user for row in answer.requests for asker in row.requesters}
    values = {
        "account": subject.account.name,
        "id": subject.account.id,
        "as_of": as_of(subject, say),
    }
    if not answer.requests:
        return say(_("{account} ({id}): no requests · {as_of}"), **values)
    return say(
        (
            _("{account} ({id}): {count} person asks for {addons} · {as_of}"),
            _("{account} ({id}): {count} people ask for {addons} · {as_of}"),
        ),
        count=len(people),
        addons=say((_("{count} add-on"), _("{count} add-ons")), count=len(answer.requests)),
        **values,
    )


def _cells(row: RequestedAddon, subject: Subject, say: Wording) -> tuple[Cell, ...]:
    may = ", ".join(say.say(Message(f"DO.{action}")) for action in row.owner_may)
    return (
        Cell(say.clean(subject.catalog.addon(row.addon).name)),
        Cell(say("{count}", count=row.count)),
        Cell(say.numbers.date(row.requesters[0].first_on)),
        Cell(may or "–"),
    )


def _names(row: RequestedAddon, subject: Subject, say: Wording) -> str:
    users = _users(subject)
    return ", ".join(_name(asker, users, say) for asker in row.requesters)


def _with_dates(row: RequestedAddon, subject: Subject, say: Wording) -> list[str]:
    words, users = [], _users(subject)
    for asker in row.requesters:
        user = users.get(asker.user or "")
        name = _name(asker, users, say) if user is None else person(user, say)
        words.append(f"{name} {say.numbers.date(asker.first_on, style='short')}")
    return words


def _users(subject: Subject) -> dict[str, User]:
    return {user.id: user for user in subject.account.users}


def _name(asker: Requester, users: Mapping[str, User], say: Wording) -> str:
    user = users.get(asker.user or "")
    if user is not None:
        return say.clean(user.display_name)
    return say.clean(asker.user) if asker.user else say.say(Message("SOMEONE"))

"""Show who asks for which add-on, as the owners would see it."""

from addonctl.model.answers import RequestList
from addonctl.model.marking import N_, plural
from addonctl.model.messages.next_steps import STEP_NO_OWNER
from addonctl.model.messages.vocabulary import ACTION_NOUNS
from addonctl.model.views import AccountView
from addonctl.output.blocks import Cell, Column, Table, row
from addonctl.output.document import Document
from addonctl.output.screens.shared import add_quotes, add_warnings
from addonctl.output.terminal.streams import NARROWEST
from addonctl.text.phrases import named, of_account, person
from addonctl.text.translator import Translator


def add_requests(page: Document, view: AccountView[RequestList]) -> None:
    """Add one row an add-on: how many people, since when, what the owner may do, who.

    What an owner has asked for already, a quote that is pending, stands below.
    """
    page.paragraph(_heading(view, page.say), hang=2)
    add_warnings(page, view.answer.warnings)
    if view.answer.requests:
        _add_table(page, view)
    add_quotes(page, view.answer.pending_quotes, view)


def _add_table(page: Document, view: AccountView[RequestList]) -> None:
    """Add for whom the list is, and the table of the add-ons."""
    say, requests = page.say, view.answer.requests
    owners = [owner.display_name for owner in view.context.account.users_with("owner")]
    for_whom = plural("For the owner, {owners:and}", "For the owners, {owners:and}")
    page.paragraph(say(for_whom if owners else STEP_NO_OWNER, count=len(owners), owners=owners))
    page.line()
    columns = [
        *page.heads(N_("Add-on")),
        *page.heads(N_("People"), is_number=True),
        *page.heads(N_("Since"), N_("Owner may")),
    ]
    wide, narrow = [], []
    for each in requests:
        askers = [
            (view.who(asker.user), say.numbers.date(asker.first_on, style="short"))
            for asker in each.requesters
        ]
        cells = (
            say.clean(view.addon_name(each.addon)),
            say("{count}", count=each.count),
            say.numbers.date(each.requesters[0].first_on),
            ", ".join(say(ACTION_NOUNS[action]) for action in each.owner_may) or "–",
        )
        with_dates = ", ".join(f"{person(who, say)} {date}" for who, date in askers)
        wide.append(row(*cells, Cell(with_dates, separator=", ")))
        names = ", ".join(named(who, say) for who, _date in askers)
        narrow.append(row(*cells, below=[f"  {names}"]))
    names_column = Column(head=say(N_("Who")), least=NARROWEST)
    with page.as_answer():
        page.by_width(
            Table(columns=(*columns, names_column), rows=tuple(wide)),
            Table(columns=tuple(columns), rows=tuple(narrow)),
        )


def _heading(view: AccountView[RequestList], say: Translator) -> str:
    requests = view.answer.requests
    if not requests:
        return of_account(N_("{account} ({id}): no requests · {as_of}"), view.context, say)
    return of_account(
        plural(
            "{account} ({id}): {count} person asks for {addons} · {as_of}",
            "{account} ({id}): {count} people ask for {addons} · {as_of}",
        ),
        view.context,
        say,
        count=len({asker.user for each in requests for asker in each.requesters}),
        addons=say(plural("{count} add-on", "{count} add-ons"), count=len(requests)),
    )

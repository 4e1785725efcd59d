"""Show what was recorded on an account: its events, and who asks for which add-on.

Events stand in the order of their file, requests as the owners would see them.
"""

from addonctl.model.account import EventKind
from addonctl.model.answers import EventHistory, RecordedEvent, RequestList
from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages.next_steps import STEP_NO_OWNER
from addonctl.model.messages.vocabulary import ACTION_NOUNS
from addonctl.model.money import parse_amount
from addonctl.model.views import AccountView
from addonctl.output.blocks import Cell, Column, Row, Table, row
from addonctl.output.page import Page
from addonctl.output.screens.shared import add_quotes, add_warnings
from addonctl.output.terminal.streams import NARROWEST
from addonctl.text.phrases import named, of_account, person
from addonctl.text.translator import Translator

WHAT: dict[EventKind, str] = {
    "subscribed": N_("bought"),
    "quote_requested": N_("quote requested"),
    "trial_started": N_("trial started"),
    "feature_requested": N_("requested"),
    "licenses_changed": N_("licences changed"),
    "ended": N_("ended"),
    "voided": N_("voided"),
}


def add_history(page: Page, view: AccountView[EventHistory]) -> None:
    """Add a row an event: when, what, which add-on, by whom, how many licences, what amount."""
    events = view.answer.events
    template: Template = plural(
        "{account} ({id}): {count} event · {as_of}", "{account} ({id}): {count} events · {as_of}"
    )
    if not events:
        template = N_("{account} ({id}): no events · {as_of}")
    page.paragraph(of_account(template, view.context, page.say, count=len(events)), hang=2)
    add_warnings(page, view.answer.warnings)
    if not events:
        return
    page.line()
    numbers = N_("Licences"), N_("Total", "with or without tax")
    with page.as_answer():
        page.table(
            [
                *page.heads(N_("Date"), N_("Event"), N_("Add-on"), N_("By")),
                *page.heads(*numbers, is_number=True),
            ],
            [_row(event, view, page.say) for event in events],
        )


def _row(event: RecordedEvent, view: AccountView[EventHistory], say: Translator) -> Row:
    currency = event.currency or view.context.account.currency
    return row(
        say.numbers.date(event.date),
        say(WHAT[event.kind]),
        say.clean(view.addon_name(event.addon)),
        named(view.who(event.by), say),
        "" if event.quantity is None else say("{count}", count=event.quantity),
        "" if event.total is None else say.clean(say.numbers.money(event.total, currency)),
        below=_credit(event, currency, say),
    )


def _credit(event: RecordedEvent, currency: str, say: Translator) -> tuple[str, ...]:
    """Say what a purchase took of the account's credit, and what was due then."""
    if event.kind != "subscribed" or event.total is None or event.credit is None:
        return ()
    credit, total = parse_amount(event.credit, currency), parse_amount(event.total, currency)
    if not credit.minor:
        return ()
    text = N_("total {total}, credit taken {credit}, due {due}")
    return (f"  {say(text, total=total, credit=credit, due=total - credit)}",)


def add_requests(page: Page, view: AccountView[RequestList]) -> None:
    """Add one row an add-on: how many people, since when, what the owner may do, who.

    What an owner has asked for already, a quote that is pending, stands below.
    """
    page.paragraph(_requests_heading(view, page.say), hang=2)
    add_warnings(page, view.answer.warnings)
    if view.answer.requests:
        _add_asked(page, view)
    add_quotes(page, view.answer.pending_quotes, view)


def _add_asked(page: Page, view: AccountView[RequestList]) -> None:
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


def _requests_heading(view: AccountView[RequestList], say: Translator) -> str:
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

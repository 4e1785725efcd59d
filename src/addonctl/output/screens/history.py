"""Show what was recorded on an account: its events, and who asks for which add-on.

Events stand in the order of their file, requests as the owners would see them.
"""

from typing import Final

from addonctl.model.account import OF_VENDOR, EventKind
from addonctl.model.answers import EventHistory, RecordedEvent, RequestList
from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages import Message
from addonctl.model.messages.next_steps import STEP_NO_OWNER
from addonctl.model.messages.vocabulary import ACTION_NOUNS
from addonctl.model.money import parse_amount, parse_signed
from addonctl.model.views import AccountView
from addonctl.output.blocks import Below, Cell, Column, Row, Style, Table, row
from addonctl.output.page import Page
from addonctl.output.screens.shared import add_quotes, add_warnings
from addonctl.output.terminal.streams import NARROWEST
from addonctl.text.phrases import named, of_account, person
from addonctl.text.translator import Translator

INVOICED: Final[frozenset[EventKind]] = frozenset({"subscribed", "licenses_changed"})
WHAT: Final[dict[EventKind, str]] = {
    "subscribed": N_("bought"),
    "quote_requested": N_("quote requested"),
    "trial_started": N_("trial started"),
    "feature_requested": N_("requested"),
    "licenses_changed": N_("licences changed"),
    "ended": N_("ended"),
    "voided": N_("void", "an event that takes another one back"),
}


def add_history(page: Page, view: AccountView[EventHistory]) -> None:
    """Add a row an event: its number, when, what, which add-on, by whom, how many, what amount.

    Where there is too little room, who did it stands below.
    """
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
    with page.as_answer():
        tables = [_table(page, view, names_people=names_people) for names_people in (True, False)]
        page.by_width(None, *tables)


def _table(page: Page, view: AccountView[EventHistory], *, names_people: bool) -> Table:
    heads = [N_("Date"), N_("Event"), N_("Add-on"), *([N_("By")] if names_people else [])]
    numbered = zip(view.answer.numbers, view.answer.events, strict=True)
    rows = [
        _row(number, event, view, page.say, names_people=names_people) for number, event in numbered
    ]
    columns = (
        *page.heads(N_("No.", "the number of an event"), is_number=True),
        *page.heads(*heads),
        *page.heads(N_("Licences"), N_("Total", "with or without tax"), is_number=True),
    )
    return Table(columns=columns, rows=tuple(rows))


def _row(
    number: int,
    event: RecordedEvent,
    view: AccountView[EventHistory],
    say: Translator,
    *,
    names_people: bool,
) -> Row:
    voided_by = next((each.by for each in view.answer.voided if each.number == number), None)
    voids = next((each.number for each in view.answer.voided if each.by == number), event.event)
    currency = event.currency or view.context.account.currency
    by = _by(event, view, say)
    cells = [
        say("{count}", count=number),
        say.numbers.date(event.date),
        say(WHAT[event.kind]),
        say.clean(view.addon_name(event.addon)),
        *([by] if names_people else []),
        "" if event.quantity is None else say("{count}", count=event.quantity),
        "" if event.total is None else say.clean(say.numbers.money(event.total, currency)),
    ]
    told = _more(event, voids, currency, say)
    if not names_people:
        told.insert(0, say(N_("by {person}"), person=by))
    if voided_by is not None:
        told.append(say(N_("voided by {number}"), number=voided_by))
    below = [Below(text="; ".join(told), lead=5, hang=2)] if told else []
    style: Style = "" if voided_by is None else "strike"
    return row(*(Cell(text, style) for text in cells), below=below)


def _by(event: RecordedEvent, view: AccountView[EventHistory], say: Translator) -> str:
    """Name who did it: a person of the account, or at the vendor by whose word or token."""
    if event.kind not in OF_VENDOR:
        return named(view.who(event.by), say)
    if event.operator is None:
        return say.say(Message("SOMEONE"))
    if event.key is not None:
        return say.clean(event.operator)
    return say(N_("{operator}, stated"), operator=event.operator)


def _more(
    event: RecordedEvent, voids: str | int | None, currency: str, say: Translator
) -> list[str]:
    """Say what of an event has no column: what it changes, from when on, the credit, and why."""
    told, before, after = [], event.quantity_before, event.quantity
    if before is not None and after is not None:
        told.append(say(N_("from {before} licences to {after}"), before=before, after=after))
    if voids is not None:
        told.append(say(N_("of event {event}"), event=str(voids)))
    if event.effective is not None and event.effective != event.date:
        told.append(say(N_("from {date} on"), date=event.effective))
    words = [", ".join(told)] if told else []
    words += _credit(event, currency, say)
    if event.reason is not None:
        words.append(say(N_("reason: {reason}"), reason=event.reason))
    return words


def _credit(event: RecordedEvent, currency: str, say: Translator) -> list[str]:
    """Say what an invoice took of the account's credit, and what was due then."""
    if event.kind not in INVOICED or event.total is None or event.credit is None:
        return []
    credit, total = parse_amount(event.credit, currency), parse_signed(event.total, currency)
    if not credit.minor:
        return []
    text = N_("total {total}, credit taken {credit}, due {due}")
    return [say(text, total=total, credit=credit, due=total - credit)]


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

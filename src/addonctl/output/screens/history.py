"""Show what was recorded on an account, in the order of its file."""

from collections.abc import Mapping

from addonctl.model.account import EventKind
from addonctl.model.answers import EventHistory, RecordedEvent
from addonctl.model.context import Subject
from addonctl.model.marking import mark as _
from addonctl.model.messages import Message
from addonctl.model.money import parse_amount
from addonctl.output.formats.markdown import new_page
from addonctl.output.terminal.page import Cell, Column, Row
from addonctl.output.terminal.streams import Look
from addonctl.text.phrases import as_of
from addonctl.text.translator import Wording

WHAT: dict[EventKind, str] = {
    "subscribed": _("bought"),
    "quote_requested": _("quote requested"),
    "trial_started": _("trial started"),
    "feature_requested": _("requested"),
}


def render_history(answer: EventHistory, subject: Subject, say: Wording, look: Look) -> str:
    """Show a row an event: when, what, which add-on, by whom, how many licences, what amount."""
    page = new_page(look, say.colon)
    page.paragraph(
        say(
            (
                _("{account} ({id}): {count} event · {as_of}"),
                _("{account} ({id}): {count} events · {as_of}"),
            ),
            account=subject.account.name,
            id=subject.account.id,
            count=len(answer.events),
            as_of=as_of(subject, say),
        ),
        hang=2,
    )
    if not answer.events:
        return page.text()
    page.line()
    columns = (
        Column(head=say(_("Date"))),
        Column(head=say(_("Event"))),
        Column(head=say(_("Add-on"))),
        Column(head=say(_("By"))),
        Column(head=say(_("Licences")), is_number=True),
        Column(head=say(_("Total", "with or without tax")), is_number=True),
    )
    names = subject.account.display_names()
    page.table(columns, [_row(event, names, subject, say) for event in answer.events])
    return page.text()


def _row(event: RecordedEvent, names: Mapping[str, str], subject: Subject, say: Wording) -> Row:
    by = Message("SOMEONE") if event.by is None else names.get(event.by, event.by)
    total = ""
    if event.total is not None:
        total = say.numbers.money(event.total, event.currency or subject.account.currency)
    return Row(
        cells=(
            Cell(say.numbers.date(event.date)),
            Cell(say(WHAT[event.kind])),
            Cell(say.clean(subject.catalog.addon(event.addon).name)),
            Cell(say("{by}", by=by)),
            Cell("" if event.quantity is None else say("{count}", count=event.quantity)),
            Cell(say.clean(total)),
        ),
        below=_credit(event, subject, say),
    )


def _credit(event: RecordedEvent, subject: Subject, say: Wording) -> tuple[str, ...]:
    """Say what a purchase took of the account's credit, and what was due then."""
    currency = event.currency or subject.account.currency
    if event.kind != "subscribed" or event.total is None or event.credit is None:
        return ()
    credit, total = parse_amount(event.credit, currency), parse_amount(event.total, currency)
    if not credit.minor:
        return ()
    text = _("total {total}, credit taken {credit}, due {due}")
    return (f"  {say(text, total=total, credit=credit, due=total - credit)}",)

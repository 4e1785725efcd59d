"""Show what was recorded on an account, in the order of its file."""

from collections.abc import Mapping

from addonctl.model.account import EventKind
from addonctl.model.answers import EventHistory, RecordedEvent
from addonctl.model.context import Context
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message
from addonctl.model.money import parse_amount
from addonctl.output.blocks import Cell, Column, Row
from addonctl.output.document import Document
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.writing import written
from addonctl.text.phrases import as_of
from addonctl.text.translator import Translator

WHAT: dict[EventKind, str] = {
    "subscribed": N_("bought"),
    "quote_requested": N_("quote requested"),
    "trial_started": N_("trial started"),
    "feature_requested": N_("requested"),
}


def render_history(
    answer: EventHistory, context: Context, say: Translator, features: StreamFeatures
) -> str:
    """Show a row an event: when, what, which add-on, by whom, how many licences, what amount."""
    page = Document()
    page.paragraph(
        say(
            plural(
                "{account} ({id}): {count} event · {as_of}",
                "{account} ({id}): {count} events · {as_of}",
            ),
            account=context.account.name,
            id=context.account.id,
            count=len(answer.events),
            as_of=as_of(context, say),
        ),
        hang=2,
    )
    if not answer.events:
        return written(page, features, say.colon)
    page.line()
    columns = (
        Column(head=say(N_("Date"))),
        Column(head=say(N_("Event"))),
        Column(head=say(N_("Add-on"))),
        Column(head=say(N_("By"))),
        Column(head=say(N_("Licences")), is_number=True),
        Column(head=say(N_("Total", "with or without tax")), is_number=True),
    )
    names = context.account.display_names()
    page.begin_answer()
    page.table(columns, [_row(event, names, context, say) for event in answer.events])
    return written(page, features, say.colon)


def _row(event: RecordedEvent, names: Mapping[str, str], context: Context, say: Translator) -> Row:
    by = Message("SOMEONE") if event.by is None else names.get(event.by, event.by)
    total = ""
    if event.total is not None:
        total = say.numbers.money(event.total, event.currency or context.account.currency)
    return Row(
        cells=(
            Cell(say.numbers.date(event.date)),
            Cell(say(WHAT[event.kind])),
            Cell(say.clean(context.catalog.addon(event.addon).name)),
            Cell(say("{by}", by=by)),
            Cell("" if event.quantity is None else say("{count}", count=event.quantity)),
            Cell(say.clean(total)),
        ),
        below=_credit(event, context, say),
    )


def _credit(event: RecordedEvent, context: Context, say: Translator) -> tuple[str, ...]:
    """Say what a purchase took of the account's credit, and what was due then."""
    currency = event.currency or context.account.currency
    if event.kind != "subscribed" or event.total is None or event.credit is None:
        return ()
    credit, total = parse_amount(event.credit, currency), parse_amount(event.total, currency)
    if not credit.minor:
        return ()
    text = N_("total {total}, credit taken {credit}, due {due}")
    return (f"  {say(text, total=total, credit=credit, due=total - credit)}",)

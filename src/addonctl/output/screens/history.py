"""Show what was recorded on an account, in the order of its file."""

from addonctl.model.account import EventKind
from addonctl.model.answers import EventHistory, RecordedEvent
from addonctl.model.marking import N_, plural
from addonctl.model.money import parse_amount
from addonctl.model.views import AccountView
from addonctl.output.blocks import Row, row
from addonctl.output.document import Document
from addonctl.text.phrases import named, of_account
from addonctl.text.translator import Translator

WHAT: dict[EventKind, str] = {
    "subscribed": N_("bought"),
    "quote_requested": N_("quote requested"),
    "trial_started": N_("trial started"),
    "feature_requested": N_("requested"),
}


def add_history(page: Document, view: AccountView[EventHistory]) -> None:
    """Add a row an event: when, what, which add-on, by whom, how many licences, what amount."""
    events = view.answer.events
    template = plural(
        "{account} ({id}): {count} event · {as_of}", "{account} ({id}): {count} events · {as_of}"
    )
    page.paragraph(of_account(template, view.context, page.say, count=len(events)), hang=2)
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

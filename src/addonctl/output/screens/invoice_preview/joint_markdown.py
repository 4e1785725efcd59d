"""Say what several add-ons cost in whole sentences, for a mail or a ticket."""

from collections.abc import Iterator, Sequence
from typing import Final

from addonctl.model.answers import Invoice, InvoicePreviews, JointInvoice, NextInvoice
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message, Notice, phrase
from addonctl.model.messages.vocabulary import EVERY
from addonctl.model.views import BillView, Offers
from addonctl.output.blocks import Line, Paragraph
from addonctl.output.formats.markdown import MarkdownWriter, sentence_translator
from addonctl.output.page import Page
from addonctl.output.screens.invoice_preview.buying import buying_words
from addonctl.output.screens.invoice_preview.markdown import (
    FOR_CUSTOMERS,
    NOT_FOR_CUSTOMERS,
    amounts_words,
    rates_of,
    until_words,
)
from addonctl.output.screens.invoice_preview.table import Invoices, add_schedule
from addonctl.output.screens.supposing import what_if_lines
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator

_SAID: Final = frozenset({"DAY_OF_PURCHASE_BILLED", "PRICES_BEFORE_TAX"})
"""The assumptions that the amounts and what a day later costs say already."""
_SIMPLE: Final = "BOUGHT_AS_TODAY"
"""The assumption that "then every month" says where there is nothing else to say."""
_CLOSING: Final = N_("The plan and usage aren't included.")


def bill_text(view: BillView, say: Translator, features: StreamFeatures) -> str:
    """Return the next invoice, add-on by add-on, and everything else to know."""
    mail, write, answer = MarkdownWriter(features), sentence_translator(say), view.answer
    following, account = answer.next, view.context.account.name
    if following is None:
        text = N_("**{account}**: nothing is bought beside the plan.")
        mail.add_sentences(write(text, account=account))
        _add_what_if(mail, answer, write)
        return mail.text
    lines = [*_total(answer, following, write), *until_words(answer.until, write)]
    if features.is_quiet:
        mail.add_sentences(*lines, mark="- ")
        return mail.text
    heading = N_("**Next invoice of {account}**, {date:long}")
    mail.add_sentences(write(heading, account=account, date=following.issue_date))
    _add_what_if(mail, answer, write)
    addons = [
        write(N_("{addon}: {formula}."), addon=view.addon_name(each.addon), formula=each.formula)
        for each in following.addons
    ]
    mail.add_sentences(*addons, *lines, *_remark(following, write), mark="- ")
    mail.add_sentences(say(_CLOSING))
    for text in _notices(answer, say, is_plain=True):
        mail.add([Paragraph(text=text), Line()])
    return _with_schedule(mail, [following, *answer.schedule], say, features)


def previews_text(offers: Offers, say: Translator, features: StreamFeatures) -> str:
    """Return the invoice of each purchase, the next one, and everything else to know."""
    mail, write, answer = MarkdownWriter(features), sentence_translator(say), offers.answer
    lines = [*_purchases(offers, write), *_next(answer, write), *until_words(answer.until, write)]
    if features.is_quiet:
        mail.add_sentences(*lines, mark="- ")
        return mail.text
    names = [offers.addon_name(each.addon) for each in answer.previews]
    heading = write(
        N_("**{addons:and} for {account}**, for a purchase on {date:long}"),
        addons=names,
        account=offers.context.account.name,
        date=answer.as_of,
    )
    mail.add_sentences(heading)
    _add_what_if(mail, answer, write)
    formulas = [
        write(N_("{addon}: {formula}."), addon=name, formula=each.now.formula)
        for name, each in zip(names, answer.previews, strict=True)
    ]
    remark = _remark(answer.previews[0].now, write)
    mail.add_sentences(*lines, *formulas, *remark, mark="- ")
    later = [each for each in answer.assumptions if each.code == "DAY_OF_PURCHASE_BILLED"]
    mail.add_sentences(*(say.say(each.message) for each in later), say(_CLOSING))
    is_plain = all(step.action == "subscribe" and step.asking is None for step in offers.steps)
    buying = dict.fromkeys(words for step in offers.steps for words in buying_words(step, say))
    for text in (*_notices(answer, say, is_plain=is_plain), *(() if is_plain else buying)):
        mail.add([Paragraph(text=text), Line()])
    shown: Invoices = [answer.previews[0].now, answer.next, *answer.schedule]
    return _with_schedule(mail, shown, say, features, after=2)


def _add_what_if(
    mail: MarkdownWriter, answer: NextInvoice | InvoicePreviews, say: Translator
) -> None:
    """Say what is supposed, where anything is."""
    if answer.what_if:
        mail.add_sentences(" ".join(what_if_lines(answer.what_if, say)))


def _total(answer: NextInvoice, following: JointInvoice, say: Translator) -> Iterator[str]:
    """Say what the next invoice comes to, and what is due of it."""
    period = following.period
    yield say(
        N_("In all: {amounts}, {first:long} to {last:long}, then {every}."),
        amounts=amounts_words(following, names_rate=True),
        first=period.start,
        last=period.last_day,
        every=phrase(EVERY[answer.cycle.frequency]),
    )
    yield from _credit(following, say)


def _purchases(offers: Offers, say: Translator) -> Iterator[str]:
    """Say what each invoice of now comes to."""
    cycle = offers.answer.cycle
    many = plural(
        "At purchase, {addon}: {amounts}, {first:long} to {last:long},"
        " {count} of {cycle_days} days."
    )
    one = N_("At purchase, {addon}: {amounts}, {last:long} only, {count} of {cycle_days} days.")
    for each in offers.answer.previews:
        period = each.now.period
        yield say(
            one if period.start == period.last_day else many,
            addon=offers.addon_name(each.addon),
            amounts=amounts_words(each.now, names_rate=True),
            first=period.start,
            last=period.last_day,
            count=cycle.days_billed,
            cycle_days=cycle.days,
        )
        yield from _credit(each.now, say)


def _next(answer: InvoicePreviews, say: Translator) -> Iterator[str]:
    following, now = answer.next, answer.previews[0].now
    yield say(
        N_("On {date:long}, then {every}, all that is bought: {amounts}."),
        date=following.issue_date,
        every=phrase(EVERY[answer.cycle.frequency]),
        amounts=amounts_words(following, names_rate=rates_of(following) != rates_of(now)),
    )
    yield from _credit(following, say)


def _credit(invoice: Invoice | JointInvoice, say: Translator) -> Iterator[str]:
    """Say what the account's credit pays of an invoice, and what is due then."""
    if invoice.credit.minor:
        yield say(
            N_("Total {total}, credit taken {credit}, due **{due}**."),
            total=invoice.total,
            credit=invoice.credit,
            due=invoice.amount_due,
        )


def _remark(invoice: Invoice | JointInvoice, say: Translator) -> tuple[str, ...]:
    remarks = invoice.remarks
    return (f"{say.say(Message('TAX.remark', remarks=remarks))}.",) if remarks else ()


def _notices(
    answer: NextInvoice | InvoicePreviews, say: Translator, *, is_plain: bool
) -> Iterator[str]:
    """Say what else the reader of a mail has to know; in a simple case there is nothing."""
    notices: Sequence[Notice] = [
        *(each for each in answer.warnings if each.code not in NOT_FOR_CUSTOMERS),
        *(each for each in answer.assumptions if each.code not in _SAID),
    ]
    if is_plain and [each.code for each in notices] == [_SIMPLE]:
        return
    for each in notices:
        template, values = FOR_CUSTOMERS.get(each.code), each.message.values
        inner = values.get("text")
        if template is not None and isinstance(inner, Message):
            text = phrase(template, **inner.values)
            yield say(N_("{addon}: {text:after_colon}"), addon=values["addon"], text=text)
        else:
            yield say.say(each.message)


def _with_schedule(
    mail: MarkdownWriter,
    shown: Invoices,
    say: Translator,
    features: StreamFeatures,
    *,
    after: int = 1,
) -> str:
    """Add the table of the invoices after the next one, where any were asked for."""
    tables = Page(say)
    add_schedule(tables, shown, shown[after:])
    if not tables.blocks:
        return mail.text
    return f"{mail.text}\n{MarkdownWriter(features).write('', tables.blocks)}"

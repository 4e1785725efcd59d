"""Say a preview in whole sentences, for a mail or a ticket."""

from collections.abc import Iterator
from typing import Final

from addonctl.model.answers import Invoice, InvoicePreview, JointInvoice, SumsUntil
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message, phrase, tax_name
from addonctl.model.messages.vocabulary import EVERY, INVOICES, PRICES_PER
from addonctl.model.views import Offer
from addonctl.output.blocks import Line, Paragraph
from addonctl.output.formats.markdown import MarkdownWriter, sentence_translator
from addonctl.output.page import Page
from addonctl.output.screens.invoice_preview.buying import buying_words, is_plain
from addonctl.output.screens.invoice_preview.table import (
    add_comparison,
    add_schedule,
    invoices_of,
)
from addonctl.output.screens.invoice_preview.variants import add_variants
from addonctl.output.screens.supposing import what_if_lines
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator

_SAID: Final = frozenset({"DAY_OF_PURCHASE_BILLED", "PRICES_BEFORE_TAX"})
"""The assumptions that the amounts and what a day later costs say already."""
_SIMPLE: Final = "NEXT_AS_TODAY"
"""The assumption that "then every month" says where there is nothing else to say."""
NOT_FOR_CUSTOMERS: Final = frozenset({"LATER_EVENT", "RULES_DIFFER"})
"""The warnings about what can be recorded, and how."""
# Where a screen speaks of options, a mail speaks of what they mean.
FOR_CUSTOMERS: Final = {
    "LICENSES_NOT_GIVEN": N_("All {total} licences are billed; a smaller number can be chosen.")
}
# Whether a new cycle begins then, and whether the price is another.
_A_DAY_LATER: Final = {
    (False, False): N_("A day later: {amount}."),
    (True, False): N_("A day later a new cycle begins, and only its invoice is paid: {amount}."),
    (False, True): N_("A day later, at that day's price of {price}: {amount}."),
    (True, True): N_(
        "A day later a new cycle begins at a price of {price}, and only its invoice is paid:"
        " {amount}."
    ),
}


def mail_text(offer: Offer, say: Translator, features: StreamFeatures) -> str:
    """Return both invoices, the formula, what a day later costs, and everything else to know."""
    mail, write, answer = MarkdownWriter(features), sentence_translator(say), offer.answer
    amounts = list(_invoices(answer, write))
    credit = [*_credit(answer, write), *until_words(answer.until, write)]
    if features.is_quiet:
        mail.add_sentences(*amounts, *credit, mark="- ")
        return mail.text
    heading = write(
        N_("**{addon} for {account}**, for a purchase on {date:long}"),
        addon=offer.addon_name(answer.addon),
        account=offer.context.account.name,
        date=answer.as_of,
    )
    mail.add_sentences(heading)
    if answer.what_if:
        mail.add_sentences(" ".join(what_if_lines(answer.what_if, write)))
    calculation = write(N_("Calculation: {formula}."), formula=answer.now.formula)
    remarks = answer.now.remarks
    remark = [f"{write.say(Message('TAX.remark', remarks=remarks))}."] if remarks else []
    mail.add_sentences(*amounts, calculation, *credit, *remark, mark="- ")
    closing = say(N_("The plan, other add-ons and usage aren't included."))
    mail.add_sentences(f"{_a_day_later(answer, write)} {closing}")
    for text in _further(offer, say):
        mail.add([Paragraph(text=text), Line()])
    tables = Page(say)
    add_schedule(tables, invoices_of(answer), answer.schedule)
    add_comparison(tables, answer)
    add_variants(tables, answer)
    if not tables.blocks:
        return mail.text
    return f"{mail.text}\n{MarkdownWriter(features).write('', tables.blocks)}"


def _invoices(answer: InvoicePreview, say: Translator) -> Iterator[str]:
    """Say what both invoices come to; the first with its period, of which one day is one date."""
    now, following, cycle = answer.now, answer.next, answer.cycle
    many = plural(
        "At purchase: {amounts}, {first:long} to {last:long}, {count} of {cycle_days} days."
    )
    one = N_("At purchase: {amounts}, {last:long} only, {count} of {cycle_days} days.")
    yield say(
        one if now.period.start == now.period.last_day else many,
        amounts=amounts_words(now, names_rate=True),
        first=now.period.start,
        last=now.period.last_day,
        count=cycle.days_billed,
        cycle_days=cycle.days,
    )
    yield say(
        N_("On {date:long}, then {every}: {amounts}."),
        date=following.issue_date,
        every=phrase(EVERY[cycle.frequency]),
        amounts=amounts_words(following, names_rate=rates_of(following) != rates_of(now)),
    )


def _credit(answer: InvoicePreview, say: Translator) -> Iterator[str]:
    """Say what the account's credit pays of the invoices, and what is due then."""
    for invoice, template in (
        (answer.now, N_("Total {total}, credit taken {credit}, due now **{due}**.")),
        (answer.next, N_("On {date:long}: total {total}, credit taken {credit}, due **{due}**.")),
    ):
        if invoice.credit.minor:
            yield say(
                template,
                date=invoice.issue_date,
                total=invoice.total,
                credit=invoice.credit,
                due=invoice.amount_due,
            )


def until_words(sums: SumsUntil | None, say: Translator) -> Iterator[str]:
    """Say what all invoices until a day come to, where that was asked for."""
    if sums is not None:
        yield say(
            N_("Until {date:long}: {invoices}, {total} in all, due **{due}**."),
            date=sums.until,
            invoices=phrase(INVOICES, count=sums.invoices),
            total=sums.total,
            due=sums.amount_due,
        )


def _further(offer: Offer, say: Translator) -> Iterator[str]:
    """Say what else the reader of a mail has to know: warnings, assumptions, who may buy.

    A simple case, which one person may subscribe to and in which nothing else is assumed than
    that it goes on so, has nothing of it.
    """
    notices = [each for each in offer.answer.warnings if each.code not in NOT_FOR_CUSTOMERS]
    notices += [each for each in offer.answer.assumptions if each.code not in _SAID]
    if [each.code for each in notices] == [_SIMPLE] and is_plain(offer):
        return
    for each in notices:
        template = FOR_CUSTOMERS.get(each.code)
        message = each.message
        yield say.say(message) if template is None else say(template, **message.values)
    yield from buying_words(offer, say)


def _a_day_later(answer: InvoicePreview, say: Translator) -> str:
    later, now = answer.day_later, answer.now
    is_repriced = (later.unit_price, later.per) != (answer.price.unit_price, answer.price.per)
    return say(
        _A_DAY_LATER[now.ends_before(later.as_of), is_repriced],
        amount=now.before_tax(later.subtotal),
        price=phrase(PRICES_PER[later.per], unit_price=later.unit_price, currency=now.currency),
    )


def rates_of(invoice: Invoice | JointInvoice) -> list[tuple[str, str]]:
    """List the taxes of an invoice with their percentages."""
    return [(tax.name, tax.percent) for tax in invoice.taxes]


def amounts_words(invoice: Invoice | JointInvoice, *, names_rate: bool) -> Message:
    """Say an amount before tax, and with it where a tax is known."""
    if not invoice.charged_taxes:
        template = N_("**{subtotal}** (no tax)") if invoice.tax else N_("**{subtotal} before tax**")
        template = N_("**{subtotal} excl. VAT**") if invoice.is_zero_rated else template
        return phrase(template, subtotal=invoice.subtotal)
    rates = [
        phrase(N_("{tax} {percent:percent}"), tax=tax_name(tax.name), percent=tax.percent)
        for tax in invoice.charged_taxes
    ]
    return phrase(
        N_("**{subtotal} before tax** ({total} incl. tax, {rates:and})")
        if names_rate
        else N_("**{subtotal} before tax** ({total} incl. tax)"),
        subtotal=invoice.subtotal,
        total=invoice.total,
        rates=rates,
    )

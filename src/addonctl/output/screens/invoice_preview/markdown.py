"""Say a preview in whole sentences, for a mail or a ticket."""

from collections.abc import Iterator
from typing import Final

from addonctl.actions.preview import Offer
from addonctl.model.answers import Invoice, InvoicePreview
from addonctl.model.context import Context
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message, phrase, tax_name
from addonctl.model.messages.vocabulary import EVERY, PRICES_PER
from addonctl.output.document import Document
from addonctl.output.formats.markdown import MarkdownWriter, sentence_translator
from addonctl.output.screens.invoice_preview.buying import buying_words, is_plain
from addonctl.output.screens.invoice_preview.table import add_comparison, add_schedule
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator

_SAID: Final = frozenset({"DAY_OF_PURCHASE_BILLED", "PRICES_BEFORE_TAX"})
"""The assumptions that the amounts and what a day later costs say already."""
_SIMPLE: Final = "NEXT_AS_TODAY"
"""The assumption that "then every month" says where there is nothing else to say."""
_NOT_FOR_CUSTOMERS: Final = frozenset({"LATER_EVENT"})
"""The warnings about what can be recorded, and how."""
# Where a screen speaks of options, a mail speaks of what they mean.
_FOR_CUSTOMERS: Final = {
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


def render_preview_markdown(
    answer: InvoicePreview,
    offer: Offer,
    context: Context,
    say: Translator,
    features: StreamFeatures,
) -> str:
    """Return both invoices, the formula, what a day later costs, and everything else to know."""
    page, write = Document(), sentence_translator(say)
    page.sentence(
        write(
            N_("**{addon} for {account}**, for a purchase on {date:long}"),
            addon=context.catalog.addon(answer.addon).name,
            account=context.account.name,
            date=answer.as_of,
        )
    )
    amounts, credit = list(_invoices(answer, write)), list(_credit(answer, write))
    if features.is_quiet:
        page = Document()
        page.points((*amounts, *credit))
        return MarkdownWriter(features).write(page)
    page.points((*amounts, _calculation(answer, write), *credit, *_remarks(answer, write)))
    closing = say(N_("The plan, other add-ons and usage aren't included."))
    page.sentence(f"{_a_day_later(answer, write)} {closing}")
    for text in _further(answer, offer, context, say):
        page.paragraph(text)
        page.line()
    return MarkdownWriter(features).write(page) + _tables(answer, say, features)


def _invoices(answer: InvoicePreview, say: Translator) -> Iterator[str]:
    """Say what both invoices come to."""
    now, following = answer.now, answer.next
    yield _at_purchase(answer, say)
    yield say(
        N_("On {date:long}, then {every}: {amounts}."),
        date=following.issue_date,
        every=phrase(EVERY[answer.cycle.frequency]),
        amounts=_amounts(following, names_rate=_rates(following) != _rates(now)),
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


def _calculation(answer: InvoicePreview, say: Translator) -> str:
    return say(N_("Calculation: {formula}."), formula=answer.now.formula)


def _remarks(answer: InvoicePreview, say: Translator) -> Iterator[str]:
    if answer.now.remarks:
        yield f"{say.say(Message('TAX.remark', remarks=answer.now.remarks))}."


def _further(
    answer: InvoicePreview, offer: Offer, context: Context, say: Translator
) -> Iterator[str]:
    """Say what else the reader of a mail has to know: warnings, assumptions, who may buy.

    A simple case, which one person may subscribe to and in which nothing else is assumed than
    that it goes on so, has nothing of it.
    """
    notices = [each for each in answer.warnings if each.code not in _NOT_FOR_CUSTOMERS]
    notices += [each for each in answer.assumptions if each.code not in _SAID]
    if [each.code for each in notices] == [_SIMPLE] and is_plain(offer):
        return
    for each in notices:
        template = _FOR_CUSTOMERS.get(each.code)
        message = each.message
        yield say.say(message) if template is None else say(template, **message.values)
    yield from buying_words(answer, offer, context, say)


def _a_day_later(answer: InvoicePreview, say: Translator) -> str:
    later, now = answer.day_later, answer.now
    is_repriced = (later.unit_price, later.per) != (answer.price.unit_price, answer.price.per)
    price = phrase(PRICES_PER[later.per], unit_price=later.unit_price, currency=now.currency)
    return say(
        _A_DAY_LATER[now.ends_before(later.as_of), is_repriced],
        amount=now.before_tax(later.subtotal),
        price=price,
    )


def _at_purchase(answer: InvoicePreview, say: Translator) -> str:
    """Say the first invoice with its period; a period of one day is one date."""
    period = answer.now.period
    many = plural(
        "At purchase: {amounts}, {first:long} to {last:long}, {count} of {cycle_days} days."
    )
    one = N_("At purchase: {amounts}, {last:long} only, {count} of {cycle_days} days.")
    return say(
        one if period.start == period.last_day else many,
        amounts=_amounts(answer.now, names_rate=True),
        first=period.start,
        last=period.last_day,
        count=answer.cycle.days_billed,
        cycle_days=answer.cycle.days,
    )


def _tables(answer: InvoicePreview, say: Translator, features: StreamFeatures) -> str:
    """Return the schedule and the comparison, where they were asked for."""
    if not answer.schedule and not answer.comparison:
        return ""
    page = Document()
    add_schedule(page, answer, say)
    add_comparison(page, answer, say)
    return f"\n{MarkdownWriter(features).write(page)}"


def _rates(invoice: Invoice) -> list[tuple[str, str]]:
    return [(tax.name, tax.percent) for tax in invoice.taxes]


def _amounts(invoice: Invoice, *, names_rate: bool) -> Message:
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

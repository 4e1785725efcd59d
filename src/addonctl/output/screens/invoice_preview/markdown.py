"""Say a preview in whole sentences, for a mail or a ticket."""

from typing import Final

from addonctl.model.account import Frequency
from addonctl.model.answers import Invoice, InvoicePreview
from addonctl.model.context import Context
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message, Notice, phrase, tax_name
from addonctl.model.messages.vocabulary import PRICES_PER
from addonctl.output.blocks import Document
from addonctl.output.formats.markdown import MarkdownPage, escape_markdown
from addonctl.output.screens.invoice_preview.person import person_words
from addonctl.output.screens.invoice_preview.table import add_comparison, add_schedule
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator

WEIGHTY: Final = frozenset(
    {
        "LICENSES_NOT_GIVEN",
        "NO_PRICE_KNOWN",
        "PLAN_BY_QUOTE",
        "BANK_TRANSFER",
        "BILLED_DURING_TRIAL",
        "TAX_OF_INVOICE_DATE",
        "LATER_PRICE_KNOWN",
    }
)
"""The assumptions that a customer has to know."""
_THEN: Final[dict[Frequency, str]] = {
    "monthly": N_("On {date:long}, then every month: {amounts}."),
    "quarterly": N_("On {date:long}, then every quarter: {amounts}."),
    "semiannual": N_("On {date:long}, then every half-year: {amounts}."),
    "annual": N_("On {date:long}, then every year: {amounts}."),
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
    answer: InvoicePreview, context: Context, say: Translator, features: StreamFeatures
) -> str:
    """Return both invoices, the formula, what a day later costs and what isn't included."""
    now = answer.now
    heading = say(
        N_("**{addon} for {account}**, for a purchase on {date:long}"),
        addon=escape_markdown(context.catalog.addon(answer.addon).name),
        account=escape_markdown(say.clean(context.account.name)),
        date=answer.as_of,
    )
    points = [
        _at_purchase(answer, say),
        say(
            _THEN[answer.cycle.frequency],
            date=answer.next.issue_date,
            amounts=_amounts(answer.next, say, names_rate=_rates(answer.next) != _rates(now)),
        ),
        say(N_("Calculation: {formula}."), formula=answer.now.formula),
    ]
    if now.credit.minor:
        points.append(
            say(
                N_("Total {total}, credit taken {credit}, due now **{due}**."),
                total=now.total,
                credit=now.credit,
                due=now.amount_due,
            )
        )
    if now.remarks:
        remark = say.say(Message("TAX.remark", remarks=now.remarks))
        points.append(f"{escape_markdown(remark)}.")
    closing = say(N_("The plan, other add-ons and usage aren't included."))
    closing = f"{_a_day_later(answer, say)} {closing}"
    lines = [heading, "", *(f"- {point}" for point in points), "", closing]
    lines += [f"\n{escape_markdown(say.say(notice.message))}" for notice in _to_say(answer)]
    lines += [f"\n{escape_markdown(text)}" for text in person_words(answer, context, say)]
    return "\n".join(lines) + "\n" + _tables(answer, say, features)


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
        amounts=_amounts(answer.now, say, names_rate=True),
        first=period.start,
        last=period.last_day,
        count=answer.cycle.days_billed,
        cycle_days=answer.cycle.days,
    )


def _to_say(answer: InvoicePreview) -> list[Notice]:
    """List what the reader of a mail has to know: warnings, and what depends on an assumption."""
    weighty = [notice for notice in answer.assumptions if notice.code in WEIGHTY]
    return [*answer.warnings, *weighty]


def _tables(answer: InvoicePreview, say: Translator, features: StreamFeatures) -> str:
    """Return the schedule and the comparison, where they were asked for."""
    if not answer.schedule and not answer.comparison:
        return ""
    page = Document()
    add_schedule(page, answer, say)
    add_comparison(page, answer, say)
    return f"\n{MarkdownPage(features).write(page)}"


def _rates(invoice: Invoice) -> list[tuple[str, str]]:
    return [(tax.name, tax.percent) for tax in invoice.taxes]


def _amounts(invoice: Invoice, say: Translator, *, names_rate: bool) -> str:
    """Say an amount before tax, and with it where a tax is known."""
    if not invoice.charged_taxes:
        template = N_("**{subtotal}** (no tax)") if invoice.tax else N_("**{subtotal} before tax**")
        template = N_("**{subtotal} excl. VAT**") if invoice.is_zero_rated else template
        return say(template, subtotal=invoice.subtotal)
    rates = [
        say(N_("{tax} {percent:percent}"), tax=tax_name(tax.name), percent=tax.percent)
        for tax in invoice.charged_taxes
    ]
    return say(
        N_("**{subtotal} before tax** ({total} incl. tax, {rates:and})")
        if names_rate
        else N_("**{subtotal} before tax** ({total} incl. tax)"),
        subtotal=invoice.subtotal,
        total=invoice.total,
        rates=rates,
    )

"""Lay out what a purchase costs with each value of a key; every amount comes from the answer."""

from collections.abc import Iterator

from addonctl.model.answers import InvoicePreview, Variant
from addonctl.model.marking import N_
from addonctl.model.money import Money
from addonctl.output.blocks import Row, row
from addonctl.output.page import Page
from addonctl.output.screens.invoice_preview.table import invoices_of, total_label
from addonctl.output.screens.supposing import value_text
from addonctl.text.translator import Translator


def add_variants(page: Page, answer: InvoicePreview) -> None:
    """Add the table of values: what is paid now, next, and in a year."""
    if not answer.variants:
        return
    say, variants = page.say, answer.variants
    page.line()
    page.paragraph(say(N_("What if {key} were:"), key=variants[0].path))
    names_currency = {each.currency for each in variants} != {answer.now.currency}
    columns = [
        *page.heads(N_("Value")),
        *page.heads(N_("Now"), is_number=True),
        *page.heads(N_("Next on")),
        *page.heads(N_("Next"), N_("In a year"), N_("Difference"), is_number=True),
    ]
    page.table(columns, [_row(each, say, names_currency=names_currency) for each in variants])
    page.line()
    for text in _explained(answer, say):
        page.item(text)


def _row(variant: Variant, say: Translator, *, names_currency: bool) -> Row:
    """Say what one value comes to; the cells of what can't be bought stay empty."""
    value = say("{value}", value=value_text(variant.value))
    label = say(N_("{value}, as now"), value=value) if variant.is_now else value
    now, following, year = variant.now, variant.next, variant.in_a_year
    if now is None or following is None or year is None:
        return row(label, "–", "", "", "", "")
    difference = year.difference
    sign = "+" if difference is not None and difference.minor > 0 else ""
    amounts = [now.total, following.total, year.total]
    first, second, third = (
        say("{amount}", amount=each) if names_currency else _number(each, say) for each in amounts
    )
    return row(
        label,
        first,
        say.numbers.date(following.issue_date),
        second,
        third,
        "" if difference is None else sign + _number(difference, say),
    )


def _explained(answer: InvoicePreview, say: Translator) -> Iterator[str]:
    """Say what the amounts are, and of what can't be bought why."""
    variants = answer.variants
    until = next((each.in_a_year.until for each in variants if each.in_a_year), None)
    if until is not None:
        template = (
            N_(
                "{total}. In a year: now and all invoices dated before {until}; the difference"
                " is to the purchase above. Credit isn't taken off."
            )
            if answer.now.credit.minor or answer.next.credit.minor
            else N_(
                "{total}. In a year: now and all invoices dated before {until}; the difference"
                " is to the purchase above."
            )
        )
        yield say(template, total=total_label(invoices_of(answer), say, is_last=True), until=until)
    for each in variants:
        if each.refused is not None:
            value = value_text(each.value)
            template = N_("– {value}: {text:after_colon}.")
            yield say(template, value=value, text=each.refused.message)


def _number(amount: Money, say: Translator) -> str:
    return say.numbers.decimal(str(amount))

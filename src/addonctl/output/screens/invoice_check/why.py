"""Show the expected invoice line by line, what was assumed, and what each deviation would give."""

from collections.abc import Iterator
from typing import Final

from addonctl.model.answers.checks import InvoiceCheck
from addonctl.model.marking import N_, plural
from addonctl.model.messages import tax_name
from addonctl.model.money import Money
from addonctl.output.blocks import Column, Row, row
from addonctl.output.page import Page
from addonctl.text.phrases import price_place
from addonctl.text.translator import Translator

_HANG: Final = 5


def add_why(page: Page, answer: InvoiceCheck) -> None:
    """Add the expected invoice line by line, what was assumed, and what each deviation gives."""
    say = page.say
    page.heading(N_("Expected"))
    columns = [Column(), Column(is_number=True), Column(is_number=True, min_width=12, gap=3)]
    page.table(columns, _lines(answer, say))
    if answer.differs:
        page.line()
        add_formula(page, answer)
    if answer.assumptions:
        page.heading(N_("Assumed"))
    for number, assumption in enumerate(answer.assumptions, start=1):
        page.paragraph(f"{number}. {say.say(assumption.message)}", indent=2, hang=_HANG)
    if answer.tried:
        page.heading(N_("What each deviation alone would give"))
        page.table(
            [Column(least=30), Column(is_number=True, gap=3)],
            [row(say.say(one.message), _decimal(one.amount_due, say)) for one in answer.tried],
        )
        text = plural(
            "{count} pair of two kinds was tried as well.",
            "{count} pairs of two kinds were tried as well.",
        )
        page.line()
        page.item(say(text, count=answer.pairs_tried))


def _lines(answer: InvoiceCheck, say: Translator) -> Iterator[Row]:
    """List the lines of the expected invoice down to what is due."""
    expected = answer.expected
    for line in expected.lines:
        count = (
            f"{say.numbers.decimal(str(line.quantity))} × {say.numbers.decimal(line.cycle_price)}"
        )
        yield row(say.say(line.description), count, _decimal(line.amount, say))
    sums = [(say(N_("Discount")), -expected.discount)] if expected.discount.minor else []
    if expected.charged_taxes:
        sums.append((say(N_("Subtotal")), expected.subtotal))
    for tax in expected.charged_taxes:
        template = N_("{tax} {percent:percent}")
        sums.append((say(template, tax=tax_name(tax.name), percent=tax.percent), tax.amount))
    if expected.credit.minor:
        sums.append((say(N_("Total")), expected.total))
        sums.append((say(N_("Credit taken")), -expected.credit))
    label = say(N_("Amount due") if expected.tax is not None else N_("Amount due excl. tax"))
    label = say(N_("{label}, {currency}"), label=label, currency=expected.currency)
    sums.append((label, expected.amount_due))
    for label, amount in sums:
        yield row(label, "", _decimal(amount, say))


def _decimal(amount: Money, say: Translator) -> str:
    return say.numbers.decimal(str(amount))


def add_formula(page: Page, answer: InvoiceCheck) -> None:
    """Add how the expected subtotal is computed, and where its price comes from."""
    say = page.say
    page.item(say.say(answer.expected.formula))
    page.item(say(N_("Price: {place}"), place=price_place(answer.price, say)))

"""Show why an amount was charged: both amounts first, then what explains the difference.

The expected invoice and all that was tried are `why`'s.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Final, NamedTuple

from addonctl.model.answers import Invoice
from addonctl.model.answers.checks import (
    DeviationMade,
    Explanation,
    InvoiceCheck,
    NearestMiss,
)
from addonctl.model.check_view import CheckView
from addonctl.model.marking import N_, plural
from addonctl.model.messages import EnglishText, tax_name
from addonctl.model.money import Money
from addonctl.output.blocks import Cell, Column, Row, row
from addonctl.output.page import Page
from addonctl.output.screens.invoice_check.why import add_formula, add_why
from addonctl.output.screens.shared import add_warnings
from addonctl.text.translator import Translator

MOST_SHOWN: Final = 5
"""So many explanations are shown; JSON has all."""
_AMOUNTS: Final = (Column(), Column(is_number=True, min_width=13), Column(gap=3, least=20))
_DEEP: Final = 5
"""What stands under the text of a numbered explanation is indented by so much."""


class _Item(NamedTuple):
    """An explanation of a list; one in other words repeats neither formula nor question."""

    text: str
    formula: EnglishText | None
    asks: tuple[str, ...]


def add_check(page: Page, view: CheckView) -> None:
    """Add what was charged and expected, and every explanation as far as there is room."""
    say, answer = page.say, view.answer
    page.paragraph(_heading(view, say), hang=2)
    page.line()
    with page.as_answer():
        page.table(_AMOUNTS, _amount_rows(answer, say))
    add_warnings(page, answer.warnings, is_apart=True)
    if not answer.differs:
        page.line()
        page.paragraph(say(N_("What was charged is what was expected.")), style="green")
        add_formula(page, answer)
    elif answer.explanations:
        _add_explanations(page, answer)
    else:
        _add_nearest(page, answer)
    if view.why:
        add_why(page, answer)


def _heading(view: CheckView, say: Translator) -> str:
    answer, account = view.answer, view.context.account
    template = (
        N_("{addon} for {account} ({id}) · bought {date}")
        if answer.invoice == "now"
        else N_("{addon} for {account} ({id}) · bought {date}, invoice of {issued}")
    )
    return say(
        template,
        addon=view.addon_name(answer.addon),
        account=account.name,
        id=account.id,
        date=answer.on,
        issued=answer.expected.issue_date,
    )


def _amount_rows(answer: InvoiceCheck, say: Translator) -> Iterator[Row]:
    yield row(say(N_("Charged")), Cell(say("{due}", due=answer.charged), "bold"), "")
    due = say("{due}", due=answer.expected.amount_due)
    yield row(say(N_("Expected")), Cell(due, "bold"), _expected_words(answer, say))
    if answer.differs:
        yield row(say(N_("Difference")), say("{due}", due=answer.difference), "")


def _expected_words(answer: InvoiceCheck, say: Translator) -> str:
    """Say what the expected amount is made of, and how much of the cycle it bills."""
    expected, cycle = answer.expected, answer.cycle
    text = _net_words(expected, say)
    for tax in expected.charged_taxes:
        template = N_("{first} + {tax} {amount:decimal}")
        text = say(template, first=text, tax=tax_name(tax.name), amount=str(tax.amount))
    if expected.credit.minor:
        template = N_("{first} − credit {amount:decimal}")
        text = say(template, first=text, amount=str(expected.credit))
    days = say(plural("{count} of {total} days"), count=cycle.days_billed, total=cycle.days)
    return f"{text}, {days}"


def _net_words(expected: Invoice, say: Translator) -> str:
    """Say the subtotal, and of one without tax whether there is none or none is known."""
    template = N_("{amount:decimal}")
    if expected.tax is None:
        template = N_("{amount:decimal} excl. tax")
    elif not expected.taxes:
        template = N_("{amount:decimal}, no tax")
    elif expected.is_zero_rated:
        template = N_("{amount:decimal} excl. VAT")
    return say(template, amount=str(expected.subtotal))


def _add_explanations(page: Page, answer: InvoiceCheck) -> None:
    """Add the first explanations under their numbers, and how many others there are."""
    say = page.say
    page.heading(N_("Explained to the cent"))
    items = _items(answer.explanations, say)
    for number, item in enumerate(islice(items, MOST_SHOWN), start=1):
        page.paragraph(f"{number}. {item.text}", indent=2, hang=_DEEP)
        _add_below(page, item)
    rest = sum(1 for _ in items)
    if rest:
        template = plural(
            "And {count} more explanation: -o json lists it.",
            "And {count} more explanations: -o json lists them.",
        )
        page.item(say(template, count=rest))


def _items(explanations: Sequence[Explanation], say: Translator) -> Iterator[_Item]:
    """List the explanations; a lone deviation in other words is one of its own."""
    for explanation in explanations:
        made = explanation.deviations
        yield _Item(_words(made, say), explanation.formula, _asks(made, say))
        if len(made) > 1:
            continue
        for before, same in pairwise((made, *explanation.same)):
            text = say(N_("The same amount: {text}."), text=say.short(same[0].message))
            is_asked = _asks(same, say) == _asks(before, say)
            yield _Item(text, None, () if is_asked else _asks(same, say))


def _words(made: Sequence[DeviationMade], say: Translator) -> str:
    """Say one deviation in a sentence, or two together."""
    if len(made) == 1:
        return say.say(made[0].message)
    text = say.sequence(say.short(each.message) for each in made)
    return say(N_("Two together: {text}."), text=text)


def _asks(made: Sequence[DeviationMade], say: Translator) -> tuple[str, ...]:
    return tuple(dict.fromkeys(say.say(each.ask) for each in made))


def _add_below(page: Page, item: _Item) -> None:
    """Add the formula of an explanation, and what to ask for."""
    say = page.say
    if item.formula is not None:
        page.paragraph(say.say(item.formula), indent=_DEEP, hang=_DEEP + 2)
    if item.asks:
        text = say(N_("Ask: {questions}"), questions=" ".join(item.asks))
        page.paragraph(text, indent=_DEEP, hang=_DEEP + 2)


def _add_nearest(page: Page, answer: InvoiceCheck) -> None:
    """Say that nothing explains it, how much was tried, and what comes nearest."""
    say, nearest = page.say, answer.nearest
    page.heading(N_("Not explained"))
    text = say(
        N_("None of {tried} deviations gives this amount, and no two of them in {pairs} pairs."),
        tried=len(answer.tried),
        pairs=answer.pairs_tried,
    )
    page.paragraph(text, indent=2, hang=2)
    if nearest is not None:
        page.paragraph(_nearest_words(nearest, say), indent=2, hang=2)
        page.paragraph(say.say(nearest.formula), indent=4, hang=6)
    text = say(N_("Ask for the invoice itself: its period, licences, price, discount and taxes."))
    page.paragraph(text, indent=2, hang=2)


def _nearest_words(nearest: NearestMiss, say: Translator) -> str:
    """Say what comes nearest, and how far off it is."""
    difference = nearest.difference
    template = (
        N_("The nearest is {due}, {off} less than charged: {text}.")
        if difference.minor > 0
        else N_("The nearest is {due}, {off} more than charged: {text}.")
    )
    return say(
        template,
        due=nearest.amount_due,
        off=Money(abs(difference.minor), difference.currency),
        text=say.sequence(say.short(each.message) for each in nearest.deviations),
    )

"""Show an invoice preview: both amounts first, then their sums, what was assumed, who may buy.

The sums behind the amounts are `table`'s. What may be done is decided by the actions.
"""

from collections.abc import Iterator
from typing import Final

from addonctl.model.account import Frequency
from addonctl.model.answers import BilledCycle, Invoice
from addonctl.model.marking import N_, Plural, Template, plural
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import EVERY
from addonctl.model.policy import Action
from addonctl.model.views import Offer
from addonctl.output.blocks import Bar, Cell, Column, Paragraph, Row, row
from addonctl.output.page import Page
from addonctl.output.screens.invoice_preview.table import add_comparison, add_invoices, add_schedule
from addonctl.output.screens.shared import add_warnings
from addonctl.text.phrases import (
    contested_sentences,
    may_words,
    of_account,
    person,
    price_place,
    sentence,
)
from addonctl.text.translator import Translator

BAR_CELLS: Final = 48
_AMOUNTS: Final = (Column(), Column(is_number=True, gap=3, min_width=13), Column(gap=3, least=20))
# One person and several: the verb is the same in English only.
_MAY: Final[dict[Action, Plural]] = {
    "subscribe": plural("{people:and} may subscribe."),
    "quote": plural("{people:and} may request one."),
}
_MAY_SO: Final[dict[Action, Plural]] = {
    "subscribe": plural("{people:and} may subscribe. At exactly this amount:"),
    "quote": plural("{people:and} may request one:"),
}
_NOBODY: Final[dict[Action, tuple[str, str]]] = {
    "subscribe": (
        N_("Nobody may subscribe: this account has no owner. Contact the account manager."),
        N_("Nobody on this account may subscribe."),
    ),
    "quote": (
        N_("Nobody may request one: this account has no owner. Contact the account manager."),
        N_("Nobody on this account may request one."),
    ),
}
"""Without an owner, and with one."""


def add_preview(page: Page, offer: Offer) -> None:
    """Add the preview of a purchase."""
    say, answer = page.say, offer.answer
    _add_head(page, offer)
    page.line()
    add_invoices(page, answer, offer.discount)
    page.line()
    page.item(say.say(answer.now.formula))
    page.item(say(N_("Price: {place}"), place=price_place(answer.price, say)))
    if answer.now.remarks:
        page.item(say.say(Message("TAX.remark", remarks=answer.now.remarks)))
    add_schedule(page, answer)
    add_comparison(page, answer)
    add_warnings(page, answer.warnings, is_apart=True)
    page.heading(N_("Assumed"))
    for number, assumption in enumerate(answer.assumptions, start=1):
        page.paragraph(f"{number}. {say.say(assumption.message)}", indent=2, hang=5)
    left_out = ", ".join(say.say(what) for what in answer.not_included)
    page.paragraph(say(N_("Not included: {what}."), what=left_out), hang=2)
    page.line()
    _add_buying(page, offer)


def _add_head(page: Page, offer: Offer) -> None:
    """Add the heading, the two amounts with their periods, and the cycle."""
    say, answer = page.say, offer.answer
    heading = N_("{addon} for {account} ({id}) · {as_of}")
    addon = offer.addon_name(answer.addon)
    page.paragraph(of_account(heading, offer.context, say, addon=addon), hang=2)
    page.line()
    again = then_words(_tax_words(answer.next, say), answer.cycle.frequency, say)
    rows = [
        _amount(say(N_("Now")), answer.now, _now_words(answer.now, say), say),
        _amount(say.numbers.date(answer.next.issue_date), answer.next, again, say),
    ]
    with page.as_answer():
        page.table(_AMOUNTS, rows)
    page.line()
    _add_cycle(page, answer.cycle)


def then_words(tax: str, frequency: Frequency, say: Translator) -> str:
    """Say what the total of every later invoice holds, and how often one follows."""
    return say(N_("{tax}, then {every}"), tax=tax, every=phrase(EVERY[frequency]))


def _tax_words(invoice: Invoice, say: Translator) -> str:
    """Say which taxes a total holds, or that no rate is known."""
    if invoice.tax is None:
        return say(N_("excl. tax"))
    if not invoice.taxes:
        return say(N_("no tax"))
    if invoice.is_zero_rated:
        return say(N_("excl. VAT"))
    return say(N_("incl. {taxes:and}"), taxes=invoice.tax_names)


def billed_cells(days: int, cycle_days: int) -> int:
    """Say how many of the bar's cells are billed: never none, all for a full cycle only.

    >>> billed_cells(114, 365), billed_cells(1, 366), billed_cells(365, 366), billed_cells(30, 30)
    (15, 1, 47, 48)
    """
    if days == cycle_days:
        return BAR_CELLS
    rounded = (2 * BAR_CELLS * days + cycle_days) // (2 * cycle_days)
    return min(max(rounded, 1), BAR_CELLS - 1)


def _amount(label: str, invoice: Invoice, words: str, say: Translator) -> Row:
    if invoice.credit.minor:
        due = say.numbers.decimal(str(invoice.amount_due))
        words = say(N_("{amount} due; {words}"), words=words, amount=due)
    return row(label, Cell(say("{total}", total=invoice.total), "bold"), words)


def _now_words(invoice: Invoice, say: Translator) -> str:
    period, tax = invoice.period, _tax_words(invoice, say)
    return say.period(
        period.start,
        period.last_day,
        N_("{tax}, {first} to {last}"),
        one_day=N_("{tax}, {date} only"),
        tax=tax,
    )


def _add_cycle(page: Page, cycle: BilledCycle) -> None:
    """Add the cycle as a bar with words under it; in words alone where there is no room for it."""
    say, texts = page.say, []
    if cycle.days != cycle.days_billed:
        count = cycle.days - cycle.days_billed
        texts.append(say(plural("{count} day not billed", "{count} days not billed"), count=count))
    texts.append(say(plural("{count} of {total} days"), count=cycle.days_billed, total=cycle.days))
    filled = billed_cells(cycle.days_billed, cycle.days)
    bar = Bar(
        first=say.numbers.date(cycle.start),
        last=say.numbers.date(cycle.last_day),
        blank=BAR_CELLS - filled,
        filled=filled,
        under=tuple(texts),
    )
    template = N_("Cycle {first} to {last}: {days}")
    words = say.period(cycle.start, cycle.last_day, template, days=", ".join(texts))
    page.by_width(None, bar, Paragraph(text=words, indent=2, hang=4))


def _add_buying(page: Page, offer: Offer) -> None:
    """Say who may subscribe, or request a quote, with the command that does it.

    Who is asked about comes first, and alone where they may: that they may stands with the command.
    """
    say = page.say
    if offer.action == "quote":
        page.paragraph(_by_quote(offer, say))
    may, *contested = _person_words(offer, say) or ("",)
    if offer.asking is not None and not offer.asking.decision.allowed:
        page.paragraph(may)
    for text in contested:
        page.paragraph(text, style="yellow")
    may_so = _MAY if offer.command is None else _MAY_SO
    page.paragraph(_who_may(may_so, offer, say), style="green" if offer.people else "")
    if offer.people and offer.command is not None:
        page.command(offer.command)
    elif offer.people and offer.prevented is not None:
        page.paragraph(sentence(say.say(offer.prevented)))


def buying_words(offer: Offer, say: Translator) -> Iterator[str]:
    """Say the same without commands, for a mail."""
    if offer.action == "quote" and offer.assumption is None:
        yield _by_quote(offer, say)
    yield from _person_words(offer, say)
    if not offer.people or offer.asking is None or not offer.asking.decision.allowed:
        yield _who_may(_MAY, offer, say)


def _person_words(offer: Offer, say: Translator) -> tuple[str, ...]:
    """Say in sentences whether the person may, and what contests it; nothing where none is."""
    asking = offer.asking
    if asking is None:
        return ()
    words = may_words(asking, say)
    if asking.decision.allowed:
        text = say(N_("{answer}."), answer=words)
    else:
        reasons = [say.short(each.reason.message) for each in asking.reasons]
        text = say(N_("{answer}: {reasons:and}."), answer=words, reasons=reasons)
    return text, *contested_sentences(asking, say)


def is_plain(offer: Offer) -> bool:
    """Say whether there is nothing to explain: one person may subscribe, nobody was asked about."""
    return offer.action == "subscribe" and len(offer.people) == 1 and offer.asking is None


def _by_quote(offer: Offer, say: Translator) -> str:
    """Say by which account factor it is bought by quote: the file's word or an assumption."""
    template = (
        N_("{addon} is bought by quote here, as the account's purchase path says.")
        if offer.assumption is None
        else N_("{addon} is bought by quote here (assumption {number}).")
    )
    return say(template, addon=offer.addon_name(offer.answer.addon), number=offer.assumption)


def _who_may(texts: dict[Action, Plural], offer: Offer, say: Translator) -> str:
    """Name the people, or say that there are none."""
    names = [person(user, say) for user in offer.people]
    nobody: Template = _NOBODY[offer.action][offer.has_owner]
    return say(texts[offer.action] if names else nobody, count=len(names), people=names)

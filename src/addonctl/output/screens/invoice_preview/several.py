"""Show several purchases: what each is invoiced now, and the next invoice of all that is bought."""

from addonctl.model.answers import InvoicePreviews
from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.model.views import Offers
from addonctl.output.blocks import Column, Row
from addonctl.output.page import Page
from addonctl.output.screens.invoice_preview.bill import add_addon
from addonctl.output.screens.invoice_preview.buying import add_buying_of_all
from addonctl.output.screens.invoice_preview.head import (
    AMOUNTS,
    add_cycle,
    add_notices,
    amount_row,
    now_words,
    tax_words,
    then_words,
    until_rows,
)
from addonctl.output.screens.invoice_preview.joint_table import Part, add_parts
from addonctl.output.screens.invoice_preview.table import FULL, Invoices, add_schedule
from addonctl.output.screens.supposing import add_what_if
from addonctl.text.phrases import of_account, price_place
from addonctl.text.translator import Translator


def add_previews(page: Page, offers: Offers) -> None:
    """Add the previews of several purchases."""
    say, answer = page.say, offers.answer
    names = [offers.addon_name(each.addon) for each in answer.previews]
    heading = N_("{addons:and} for {account} ({id}) · {as_of}")
    page.paragraph(of_account(heading, offers.context, say, addons=names), hang=2)
    add_what_if(page, answer.what_if)
    page.line()
    with page.as_answer():
        page.table(AMOUNTS, _amounts(offers, say))
    page.line()
    add_cycle(page, answer.cycle)
    page.line()
    parts = parts_of(offers, say)
    page.wide_or_narrow(
        lambda part, is_wide: add_parts(
            part, _columns(answer, say, is_wide=is_wide), parts, answer.next, answer.now
        )
    )
    page.line()
    _add_formulas(page, offers)
    now = answer.previews[0].now
    if now.remarks:
        page.item(say.say(Message("TAX.remark", remarks=now.remarks)))
    shown: Invoices = [now, answer.next, *answer.schedule]
    add_schedule(page, shown, answer.schedule)
    add_notices(page, answer)
    page.line()
    add_buying_of_all(page, offers.steps)


def _amounts(offers: Offers, say: Translator) -> list[Row]:
    """Say what each invoice of now comes to, all of them, the next one, and all until a day."""
    answer = offers.answer
    first = answer.previews[0].now
    again = then_words(tax_words(answer.next, say), answer.cycle.frequency, say)
    rows = [
        amount_row(
            say(N_("Now, {addon}"), addon=offers.addon_name(each.addon)),
            each.now,
            now_words(each.now, say),
            say,
        )
        for each in answer.previews
    ]
    return [
        *rows,
        amount_row(say(N_("Now in all")), answer.now, tax_words(first, say), say),
        amount_row(say.numbers.date(answer.next.issue_date), answer.next, again, say),
        *until_rows(answer.until, first, say),
    ]


def parts_of(offers: Offers, say: Translator) -> list[Part]:
    """List what is to be bought, in the order given, then what is bought already."""
    answer = offers.answer
    following = {each.addon: each for each in answer.next.addons}
    now = {each.addon: each.now for each in answer.previews}
    return [
        Part(
            name=say.clean(offers.addon_name(addon)),
            discount=offers.discounts[addon],
            now=now.get(addon),
            next=following[addon],
        )
        for addon in dict.fromkeys([*now, *following])
    ]


def _columns(answer: InvoicePreviews, say: Translator, *, is_wide: bool) -> list[Column]:
    cycle, whole = answer.cycle, say(FULL[answer.cycle.frequency])
    share = say(N_("{share} days"), share=f"{cycle.days_billed}/{cycle.days}")
    share = whole if cycle.days_billed == cycle.days else share
    columns = []
    for name, invoice, of_cycle in (
        (say(N_("now")), answer.previews[0].now, share),
        (say(N_("next")), answer.next, whole),
    ):
        dates = say.numbers.date(invoice.issue_date)
        if is_wide:
            dates = say.period(invoice.period.start, invoice.period.last_day)
        head = f"{name}\n{dates}\n{of_cycle}"
        columns.append(Column(head=head, name=name, is_number=True, min_width=12, gap=3))
    return columns


def _add_formulas(page: Page, offers: Offers) -> None:
    """Say how each amount is computed: now of what is to be bought, next of what is already."""
    say, answer = page.say, offers.answer
    for each in answer.previews:
        name = say.clean(offers.addon_name(each.addon))
        page.item(say(N_("{addon}: {formula}"), addon=name, formula=each.now.formula))
        place = price_place(each.price, say)
        page.paragraph(say(N_("Price: {place}"), place=place), indent=4, hang=6)
    new = {each.addon for each in answer.previews}
    for addon in answer.next.addons:
        if addon.addon not in new:
            add_addon(page, say.clean(offers.addon_name(addon.addon)), addon)

"""Show the next invoice of everything bought: the amount first, then what it is made of."""

from addonctl.model.answers import InvoicedAddon, JointInvoice
from addonctl.model.marking import N_
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import LICENSES
from addonctl.model.views import BillView
from addonctl.output.blocks import Column
from addonctl.output.page import Page
from addonctl.output.screens.invoice_preview.head import (
    AMOUNTS,
    add_notices,
    amount_row,
    tax_words,
    then_words,
    until_rows,
)
from addonctl.output.screens.invoice_preview.joint_table import Part, add_parts
from addonctl.output.screens.invoice_preview.table import FULL, add_schedule
from addonctl.output.screens.supposing import add_what_if
from addonctl.text.phrases import of_account, price_place
from addonctl.text.translator import Translator


def add_bill(page: Page, view: BillView) -> None:
    """Add the next invoice, or that there is none because nothing is bought."""
    say, answer = page.say, view.answer
    heading = N_("Next invoice of {account} ({id}) · {as_of}")
    page.paragraph(of_account(heading, view.context, say), hang=2)
    add_what_if(page, answer.what_if)
    page.line()
    following = answer.next
    if following is None:
        _add_nothing(page, view)
        return
    again = then_words(tax_words(following, say), answer.cycle.frequency, say)
    rows = [
        amount_row(say.numbers.date(following.issue_date), following, again, say),
        *until_rows(answer.until, following, say),
    ]
    with page.as_answer():
        page.table(AMOUNTS, rows)
    page.line()
    parts = [
        Part(
            name=say.clean(view.addon_name(each.addon)),
            discount=view.discounts[each.addon],
            now=None,
            next=each,
        )
        for each in following.addons
    ]
    page.wide_or_narrow(
        lambda part, is_wide: add_parts(
            part, [_column(view, following, say, is_wide=is_wide)], parts, following, None
        )
    )
    page.line()
    for each in following.addons:
        add_addon(page, say.clean(view.addon_name(each.addon)), each)
    if following.remarks:
        page.item(say.say(Message("TAX.remark", remarks=following.remarks)))
    add_schedule(page, [following, *answer.schedule], answer.schedule)
    add_notices(page, answer)


def _add_nothing(page: Page, view: BillView) -> None:
    """Say that nothing is bought, and until when nothing is billed."""
    say, answer = page.say, view.answer
    with page.as_answer():
        text = N_("Nothing is bought beside the plan, so the invoice of {date} has no add-on.")
        page.item(say(text, date=answer.cycle.end))
    add_notices(page, answer)
    context = view.context
    page.pointer(N_("What can be bought:"), context.invocation.shown_command("catalog"))


def _column(view: BillView, following: JointInvoice, say: Translator, *, is_wide: bool) -> Column:
    dates = say.numbers.date(following.issue_date)
    if is_wide:
        dates = say.period(following.period.start, following.period.last_day)
    whole, name = say(FULL[view.answer.cycle.frequency]), say(N_("next"))
    return Column(head=f"{name}\n{dates}\n{whole}", name=name, is_number=True, min_width=12, gap=3)


def add_addon(page: Page, name: str, addon: InvoicedAddon) -> None:
    """Say how an add-on's subtotal is computed, when it was bought, and where its price is from."""
    say = page.say
    page.item(say(N_("{addon}: {formula}"), addon=name, formula=addon.formula))
    is_recorded = addon.price.origin == "recorded" and addon.price.valid_from == addon.bought_on
    place = say(N_("as recorded then")) if is_recorded else price_place(addon.price, say)
    words = [say(N_("Price: {place}"), place=place)]
    count = addon.bought_quantity
    bought = N_("Bought on {date}") if count is None else N_("Bought on {date} for {licenses}")
    licenses = None if count is None else phrase(LICENSES, count=count)
    words.insert(0, say(bought, date=addon.bought_on, licenses=licenses))
    page.paragraph(" · ".join(words), indent=4, hang=6)

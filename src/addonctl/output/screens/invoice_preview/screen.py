"""Show a purchase: both amounts first, then their sums, what was assumed, who may buy.

The sums behind the amounts are `table`'s.
"""

from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.model.views import Offer
from addonctl.output.page import Page
from addonctl.output.screens.invoice_preview.buying import add_buying
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
from addonctl.output.screens.invoice_preview.table import (
    add_comparison,
    add_invoices,
    add_schedule,
    invoices_of,
)
from addonctl.output.screens.invoice_preview.variants import add_variants
from addonctl.output.screens.supposing import add_what_if
from addonctl.text.phrases import (
    of_account,
    price_place,
)


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
    add_schedule(page, invoices_of(answer), answer.schedule)
    add_comparison(page, answer)
    add_variants(page, answer)
    add_notices(page, answer)
    page.line()
    add_buying(page, offer)


def _add_head(page: Page, offer: Offer) -> None:
    """Add the heading, the two amounts with their periods, and the cycle."""
    say, answer = page.say, offer.answer
    heading = N_("{addon} for {account} ({id}) · {as_of}")
    addon = offer.addon_name(answer.addon)
    page.paragraph(of_account(heading, offer.context, say, addon=addon), hang=2)
    add_what_if(page, answer.what_if)
    page.line()
    again = then_words(tax_words(answer.next, say), answer.cycle.frequency, say)
    rows = [
        amount_row(say(N_("Now")), answer.now, now_words(answer.now, say), say),
        amount_row(say.numbers.date(answer.next.issue_date), answer.next, again, say),
        *until_rows(answer.until, answer.now, say),
    ]
    with page.as_answer():
        page.table(AMOUNTS, rows)
    page.line()
    add_cycle(page, answer.cycle)

"""Show an invoice preview: both amounts first, then their sums, what was assumed, who may buy."""

from addonctl.actions.preview import Offer
from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.output.document import Document
from addonctl.output.screens.invoice_preview.buying import add_buying
from addonctl.output.screens.invoice_preview.head import add_head
from addonctl.output.screens.invoice_preview.table import add_comparison, add_invoices, add_schedule
from addonctl.output.screens.shared import add_warnings
from addonctl.text.phrases import price_place


def add_preview(page: Document, offer: Offer) -> None:
    """Add the preview of a purchase."""
    say, answer = page.say, offer.answer
    add_head(page, offer)
    page.line()
    add_invoices(page, answer, offer.discount)
    page.line()
    page.paragraph(say.say(answer.now.formula.message), indent=2, hang=4)
    place = price_place(answer.price, say)
    page.paragraph(say(N_("Price: {place}"), place=place), indent=2, hang=4)
    if answer.now.remarks:
        remark = Message("TAX.remark", remarks=answer.now.remarks)
        page.paragraph(say.say(remark), indent=2, hang=4)
    add_schedule(page, answer)
    add_comparison(page, answer)
    add_warnings(page, answer.warnings, is_apart=True)
    page.heading(N_("Assumed"))
    for number, assumption in enumerate(answer.assumptions, start=1):
        page.paragraph(f"{number}. {say.say(assumption.message)}", indent=2, hang=5)
    left_out = ", ".join(say.say(what.message) for what in answer.not_included)
    page.paragraph(say(N_("Not included: {what}."), what=left_out), hang=2)
    page.line()
    add_buying(page, offer)

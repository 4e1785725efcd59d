"""Say whether the person who was asked about may buy what a preview shows, and why not."""

from addonctl.model.answers import InvoicePreview
from addonctl.model.context import Context
from addonctl.model.marking import N_
from addonctl.output.blocks import Document
from addonctl.text.decisions import because, may_words, shown_reasons
from addonctl.text.phrases import contested_words
from addonctl.text.translator import Translator


def add_person(page: Document, answer: InvoicePreview, context: Context, say: Translator) -> None:
    """Add why the person may not, and what contests it; that they may stands with the command."""
    decision = answer.purchase.decision
    may, *contested = person_words(answer, context, say) or ("",)
    if decision is not None and not decision.allowed:
        page.paragraph(may)
    for text in contested:
        page.paragraph(text, style="yellow")


def person_words(answer: InvoicePreview, context: Context, say: Translator) -> tuple[str, ...]:
    """Say in sentences whether the person may, nothing where nobody was asked about."""
    decision = answer.purchase.decision
    if decision is None:
        return ()
    words = may_words(decision, context, say)
    if decision.allowed:
        text = say(N_("{answer}."), answer=words)
    else:
        reasons = [because(reason, say) for reason in shown_reasons(decision, context)]
        text = say(N_("{answer}: {reasons:and}."), answer=words, reasons=reasons)
    contested = (
        contested_words(each.conflict, context, say, names_sources=True)
        for each in decision.contested
    )
    return text, *contested

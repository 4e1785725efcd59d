"""Say whether the person who was asked about may buy what a preview shows, and why not."""

from addonctl.model.answers import InvoicePreview
from addonctl.model.context import Subject
from addonctl.model.marking import mark as _
from addonctl.output.terminal.page import Page
from addonctl.text.decisions import because, may_words, shown_reasons
from addonctl.text.phrases import contested_words
from addonctl.text.translator import Wording


def add_person(page: Page, answer: InvoicePreview, subject: Subject, say: Wording) -> None:
    """Add why the person may not, and what contests it; that they may stands with the command."""
    decision = answer.purchase.decision
    may, *contested = person_words(answer, subject, say) or ("",)
    if decision is not None and not decision.allowed:
        page.paragraph(may)
    for text in contested:
        page.paragraph(text, style="yellow")


def person_words(answer: InvoicePreview, subject: Subject, say: Wording) -> tuple[str, ...]:
    """Say in sentences whether the person may, nothing where nobody was asked about."""
    decision = answer.purchase.decision
    if decision is None:
        return ()
    words = may_words(decision, subject, say)
    if decision.allowed:
        text = say(_("{answer}."), answer=words)
    else:
        reasons = [because(reason, say) for reason in shown_reasons(decision, subject)]
        text = say(_("{answer}: {reasons:and}."), answer=words, reasons=reasons)
    contested = (
        contested_words(each.conflict, subject, say, names_sources=True)
        for each in decision.contested
    )
    return text, *contested

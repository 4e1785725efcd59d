"""Show an invoice preview: both amounts first, then their sums, what was assumed, who may buy."""

from collections.abc import Sequence
from typing import Final

from addonctl.model.account import User
from addonctl.model.answers import InvoicePreview
from addonctl.model.context import Context
from addonctl.model.marking import N_, Plural, plural
from addonctl.model.messages import Message
from addonctl.model.policy import Action
from addonctl.model.shell import split_words
from addonctl.output.blocks import Document
from addonctl.output.formats.markdown import written
from addonctl.output.screens.invoice_preview.head import add_head
from addonctl.output.screens.invoice_preview.person import add_person
from addonctl.output.screens.invoice_preview.table import add_comparison, add_invoices, add_schedule
from addonctl.output.screens.shared import add_warnings
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.rules.policy import Question, decide
from addonctl.rules.recording import what_prevents
from addonctl.text.decisions import prevented_words
from addonctl.text.phrases import person, price_place, sentence
from addonctl.text.translator import Translator

_ROUTE_CODES: Final = {"PLAN_BY_QUOTE", "BANK_TRANSFER"}
# One person and several: the verb is the same in English only.
_MAY_SUBSCRIBE: Final = plural("{people:and} may subscribe.")
_MAY_SUBSCRIBE_FOR: Final = plural("{people:and} may subscribe. At exactly this amount:")
_MAY_QUOTE: Final = plural("{people:and} may request one.")
_MAY_QUOTE_SO: Final = plural("{people:and} may request one:")


def render_preview(
    answer: InvoicePreview, context: Context, say: Translator, features: StreamFeatures
) -> str:
    """Write the preview of a purchase as a screen."""
    page = Document()
    add_head(page, answer, context, say)
    page.line()
    add_invoices(page, answer, context, say)
    page.line()
    page.paragraph(say.say(answer.now.formula.message), indent=2, hang=4)
    place = price_place(answer.price, say)
    page.paragraph(say(N_("Price: {place}"), place=place), indent=2, hang=4)
    if answer.now.remarks:
        remark = Message("TAX.remark", remarks=answer.now.remarks)
        page.paragraph(say.say(remark), indent=2, hang=4)
    add_schedule(page, answer, say)
    add_comparison(page, answer, say)
    if answer.warnings:
        page.line()
        add_warnings(page, answer.warnings, say)
    _add_assumptions(page, answer, say)
    page.line()
    _add_purchase(page, answer, context, say)
    return written(page, features, say.colon)


def _add_assumptions(page: Document, answer: InvoicePreview, say: Translator) -> None:
    page.line()
    page.line(say(N_("Assumed")))
    for number, assumption in enumerate(answer.assumptions, start=1):
        page.paragraph(f"{number}. {say.say(assumption.message)}", indent=2, hang=5)
    left_out = ", ".join(say.say(what.message) for what in answer.not_included)
    page.paragraph(say(N_("Not included: {what}."), what=left_out), hang=2)


def _add_purchase(
    page: Document, answer: InvoicePreview, context: Context, say: Translator
) -> None:
    """Say who may subscribe, or request a quote, with the command that does it.

    Who is asked about comes first, and alone where they may.
    """
    if answer.purchase.route == "quote":
        _add_quote(page, answer, context, say)
        return
    add_person(page, answer, context, say)
    allowed = frozenset(answer.purchase.allowed)
    buyers = _asked_about(answer, [user for user in context.account.users if user.id in allowed])
    if not buyers:
        template = (
            N_("Nobody on this account may subscribe.")
            if context.account.users_with("owner")
            else N_("Nobody may subscribe: this account has no owner. Contact the account manager.")
        )
        page.paragraph(say(template))
    elif answer.subscribe_command is None:
        page.paragraph(_of_people(_MAY_SUBSCRIBE, buyers, say), style="green")
        _add_prevented(page, answer, context, "subscribe", say)
    else:
        page.paragraph(_of_people(_MAY_SUBSCRIBE_FOR, buyers, say), style="green")
        page.command(split_words(answer.subscribe_command))


def _asked_about(answer: InvoicePreview, people: list[User]) -> list[User]:
    """Name the person who was asked about alone, where they are among those who may."""
    decision = answer.purchase.decision
    return [user for user in people if decision and user.id == decision.user] or people


def _add_quote(page: Document, answer: InvoicePreview, context: Context, say: Translator) -> None:
    """Say that it is bought by quote, why, and who may request one."""
    page.paragraph(_by_quote(answer, context, say))
    add_person(page, answer, context, say)
    purchase, licenses = answer.purchase, answer.quantity.assigned
    question = Question(action="quote", route=purchase.route, state=purchase.state)
    may_ask = [
        user
        for user in context.account.users
        if decide(context.policy, context.reading, user.roles, question).allowed
    ]
    askers = _asked_about(answer, may_ask)
    if not askers:
        template = (
            N_("Nobody on this account may request one.")
            if context.account.users_with("owner")
            else N_(
                "Nobody may request one: this account has no owner. Contact the account manager."
            )
        )
        page.paragraph(say(template))
    elif context.invocation.source is None or what_prevents(context, answer.addon, "quote"):
        page.paragraph(_of_people(_MAY_QUOTE, askers, say), style="green")
        _add_prevented(page, answer, context, "quote", say)
    else:
        page.paragraph(_of_people(_MAY_QUOTE_SO, askers, say), style="green")
        command = context.invocation.command(
            "quote",
            answer.addon,
            user=askers[0].id,
            licenses=None if licenses is None else str(licenses),
        )
        page.command(command)


def _add_prevented(
    page: Document, answer: InvoicePreview, context: Context, action: Action, say: Translator
) -> None:
    """Say why there is no command, unless a warning has said it."""
    if any(warning.code == "LATER_EVENT" for warning in answer.warnings):
        return
    for words in prevented_words(context, answer.addon, [action], say):
        page.paragraph(sentence(words))


def _by_quote(answer: InvoicePreview, context: Context, say: Translator) -> str:
    """Say by which account factor it is bought by quote: the file's word or an assumption."""
    addon = context.catalog.addon(answer.addon).name
    for number, assumption in enumerate(answer.assumptions, start=1):
        if assumption.code in _ROUTE_CODES:
            template = N_("{addon} is bought by quote here (assumption {number}).")
            return say(template, addon=addon, number=number)
    return say(
        N_("{addon} is bought by quote here, as the account's purchase path says."), addon=addon
    )


def _of_people(template: Plural, people: Sequence[User], say: Translator) -> str:
    names = [person(user, say) for user in people]
    return say(template, count=len(people), people=names)

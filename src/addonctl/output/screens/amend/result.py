"""Show a change of what was bought: what was recorded, or in a preview what would be."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.model.views import AmendView
from addonctl.output.blocks import Cell, Column, row
from addonctl.output.page import Page
from addonctl.output.screens.amend.parts import (
    CREDITED,
    TOLD,
    Rows,
    add_amounts,
    add_facts,
    change_words,
    every_words,
)
from addonctl.output.screens.change.result import credit_rows
from addonctl.output.screens.shared import add_warnings
from addonctl.text.phrases import of_account, sentence, sources_words
from addonctl.text.translator import Translator

ONLY: Final = N_("Only the account manager or the success team changes a subscription.")


def add_amendment(page: Page, view: AmendView) -> None:
    """Add a preview, or what was recorded now or before."""
    if view.answer.dry_run and not view.answer.already:
        _add_preview(page, view)
    else:
        _add_recorded(page, view)
    if view.why:
        _add_why(page, view)


def _add_preview(page: Page, view: AmendView) -> None:
    """Add what it would come to, how that is computed, and by which command it is recorded."""
    say, answer = page.say, view.answer
    template = N_("{addon} for {account} ({id}): {change} · {as_of}")
    with page.as_answer():
        page.paragraph(_about(template, view, say), hang=2)
        page.line()
        add_amounts(page, view)
    if answer.invoice.now is not None:
        page.item(say.say(answer.invoice.now.formula))
    add_facts(page, view)
    if answer.change == "fewer" and answer.credited is None:
        page.item(say(CREDITED))
    for assumption in answer.assumptions:
        if assumption.code in TOLD:
            page.item(say.say(assumption.message))
    add_warnings(page, answer.warnings, is_apart=True)
    page.line()
    if view.command is None:
        page.paragraph(say(ONLY))
    else:
        page.paragraph(say(N_("{only} To\u00a0record\u00a0it:"), only=say(ONLY)))
        page.command(view.command)
    if view.prevented is not None:
        page.paragraph(sentence(say.say(view.prevented)))


def _add_recorded(page: Page, view: AmendView) -> None:
    """Add what was recorded, what is to be invoiced or credited, by whom and why."""
    say, answer, event = page.say, view.answer, view.answer.event
    template = N_("Recorded: {addon} for {account} ({id}), {date}: {change}.")
    if answer.already:
        template = N_("Already recorded: {addon} for {account} ({id}), {date}: {change}.")
    with page.as_answer():
        page.paragraph(_about(template, view, say), hang=2)
        add_warnings(page, answer.warnings)
        _add_invoices(page, view)
        add_facts(page, view)
        values = {"count": answer.event_number or 0, "file": _file(view)}
        if event.operator is None:
            by = say(N_("Event {count} of {file}"), **values)
        else:
            who = event.operator
            if event.key is None:
                who = say(N_("{operator}, stated"), operator=event.operator)
            by = say(N_("By {person}; event {count} of {file}"), person=who, **values)
        page.item(by)
        if event.reason is not None:
            page.item(say(N_("Reason: {reason}"), reason=event.reason))


def _add_invoices(page: Page, view: AmendView) -> None:
    """Add what is to be invoiced or credited now, and what is invoiced next."""
    say, invoices = page.say, view.answer.invoice
    rows: Rows = []
    if invoices.now is not None:
        label = N_("To invoice now") if view.answer.credited is None else N_("To credit now")
        period = invoices.now.period
        only = N_(", {date} only")
        end = say.period(period.start, period.last_day, N_(", {first} to {last}"), one_day=only)
        rows.append((say(label), say("{amount}", amount=invoices.now.total), end))
        rows += credit_rows(invoices.now, say)
    if invoices.next is not None:
        date = say(N_("On {date}"), date=invoices.next.issue_date)
        then = say(N_(", then {every}"), every=every_words(view))
        rows.append((date, say("{amount}", amount=invoices.next.total), then))
        rows += credit_rows(invoices.next, say)
    if rows:
        width = max(len(amount) for _label, amount, _words in rows)
        cells = [
            row(label, Cell((amount and amount.rjust(width)) + words, hang=4))
            for label, amount, words in rows
        ]
        page.table((Column(), Column(gap=3, least=24)), cells)


def _add_why(page: Page, view: AmendView) -> None:
    """Add what says who may change it, and all that was assumed."""
    say, answer = page.say, view.answer
    page.heading(N_("Because"))
    page.item(say("{only} {code}", only=say(ONLY), code=answer.code))
    for place in sources_words(answer.source, view.context.policy.document, say):
        page.paragraph(place, indent=4)
    if answer.assumptions:
        page.heading(N_("Assumed"))
    for number, assumption in enumerate(answer.assumptions, start=1):
        page.paragraph(f"{number}. {say.say(assumption.message)}", indent=2, hang=5)


def _about(template: str, view: AmendView, say: Translator) -> str:
    return of_account(
        template,
        view.context,
        say,
        addon=view.addon_name(view.answer.addon),
        change=change_words(view, say),
        date=view.answer.event.date,
    )


def _file(view: AmendView) -> str | Message:
    return view.answer.recorded_in or Message("STANDARD_INPUT.the")

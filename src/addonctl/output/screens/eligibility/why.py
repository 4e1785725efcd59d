"""Show decisions: yes or no, and where it is asked why, every reason and what it is decided from.

What would change a refusal is `steps`'s.
"""

from collections.abc import Sequence
from typing import Final

from addonctl.model.marking import N_, plural
from addonctl.model.messages import phrase
from addonctl.model.messages.vocabulary import BASIS_NAMES
from addonctl.model.policy import PURCHASES, READINGS, Conflict
from addonctl.model.views import DecisionView
from addonctl.output.blocks import GAP, Below, Cell, Column, Table, row
from addonctl.output.page import Page
from addonctl.output.screens.eligibility.sheet import Sheet
from addonctl.output.screens.eligibility.steps import add_steps
from addonctl.output.screens.supposing import add_what_if
from addonctl.output.terminal.wrapping import widest
from addonctl.text.phrases import (
    account_heading,
    contested_sentences,
    grounds,
    may_words,
    prevented_words,
    roles_words,
    route_note,
    route_words,
    sentence,
    sources_words,
)

REASONS_WIDTH: Final = 78
"""The columns that reasons fill on a terminal of the usual width, and no more where it's wider."""
LEAST_TEXT: Final = 24
"""How narrow a column of sentences may get before its table becomes plain lines."""
_OTHER_IS: Final = {
    True: N_(
        "This answer follows the reading `{reading}`; with `--reading {other}` it would be yes."
    ),
    False: N_(
        "This answer follows the reading `{reading}`; with `--reading {other}` it would be no."
    ),
}


def add_decisions(sheet: Sheet) -> None:
    """Add one decision, or several one below the other, one for each set of roles."""
    groups = [decided for row in sheet.view.rows for decided in row.decisions]
    heading = account_heading(sheet.context, sheet.say)
    if len(groups) > 1 or len(groups[0]) > 1:
        sheet.page.paragraph(heading, hang=2)
        add_what_if(sheet.page, sheet.view.answer.what_if)
        for views in groups:  # what would change it, and from what it is decided, are much the same
            for view in views:
                sheet.page.line()
                _add_headline(sheet, view)
                _add_because(sheet, view)
            _add_ways(sheet, views)
        sheet.add_notices()
        return
    ((view,),) = groups
    _add_headline(sheet, view)
    sheet.page.paragraph(heading, hang=2, style="dim")
    add_what_if(sheet.page, sheet.view.answer.what_if)
    if sheet.view.why:
        _add_because(sheet, view)
        _add_ways(sheet, (view,))
    else:
        _add_short(sheet, view)
    sheet.add_notices()
    _add_pointer(sheet, view)


def _add_headline(sheet: Sheet, view: DecisionView) -> None:
    """Say yes or no, and who may or may not do what: this can be read aloud."""
    say = sheet.say
    template = (
        N_("{statement}.")
        if view.price_step is None
        else N_("No price in {currency} is known: {statement}.")
    )
    with sheet.page.as_answer():
        sheet.page.paragraph(
            say(template, statement=may_words(view, say), currency=sheet.context.account.currency),
            lead=say(N_("Yes.")) if view.decision.allowed else say(N_("No.")),
            lead_style="green" if view.decision.allowed else "bold",
        )


def _add_short(sheet: Sheet, view: DecisionView) -> None:
    """Add what has to be said without being asked why: reasons of a no, what is in doubt."""
    decision, say = view.decision, sheet.say
    by_route = any(reason.is_of_route for reason in view.reasons)
    lines = [] if decision.allowed else [say.say(each.reason.message) for each in view.reasons]
    asks_for_route = by_route or (decision.allowed and decision.action in PURCHASES)
    if view.status.is_quote_assumed and asks_for_route:
        lines.append(route_note(view.status.route_reason, sheet.context, say))
    if not lines and not view.conflicts:
        return
    sheet.page.line()
    for line in lines:
        sheet.page.paragraph(line, indent=2)
    for words in contested_sentences(view, say):
        sheet.page.paragraph(words, indent=2, style="yellow")


def _add_because(sheet: Sheet, view: DecisionView) -> None:
    """Add the reasons of a decision, and what contests it."""
    sheet.page.heading(N_("Because"))
    _add_reasons(sheet, view)
    if view.conflicts:
        sheet.page.heading(N_("Contested"), "yellow")
        _add_contested(sheet, view)


def _add_ways(sheet: Sheet, views: Sequence[DecisionView]) -> None:
    """Add what would change decisions, and from what they are made."""
    if any(view.steps for view in views):
        sheet.page.heading(N_("What would change it"))
        add_steps(sheet, views)
    sheet.page.heading(N_("Decided from"))
    for line in _input(sheet, views):
        sheet.page.item(line)


def _input(sheet: Sheet, views: Sequence[DecisionView]) -> tuple[str, str]:
    """Say the words that decisions are made from, and why the route is what it is."""
    view = next((view for view in views if view.price_step is not None), views[0])
    say, status, reading = sheet.say, view.status, sheet.context.reading
    first = say(
        N_("{roles} · action {action} · state {state}")
        if len(views) == 1
        else N_("{roles} · actions {action} · state {state}"),
        roles=say(
            plural("role {roles}", "roles {roles}"),
            roles=roles_words(view.roles, say),
            count=len(view.roles),
        ),
        action=", ".join(each.decision.action for each in views),
        state=sheet.state(status, is_wide=True),
    )
    if reading != READINGS[0]:
        first = say(N_("{words} · reading {reading}"), words=first, reading=reading)
    second = say(
        N_("route quote, {basis}: {factor}")
        if status.route == "quote"
        else N_("route self-service, {basis}: {factor}"),
        basis=phrase(BASIS_NAMES[status.route_reason.basis]),
        factor=route_words(view, say),
    )
    return first, second


def _add_pointer(sheet: Sheet, view: DecisionView) -> None:
    """Add the command that answers the next question: what it costs, how to do it, or why not."""
    context, page = sheet.context, sheet.page
    decision, command = view.decision, context.invocation.shown_command
    if not decision.allowed and not sheet.view.why:
        words = command("eligibility", decision.addon, user=decision.user)
        page.pointer(N_("Why:"), (*words, "--action", decision.action, "--why"))
    elif not decision.allowed:
        return
    elif decision.action == "subscribe" and context.as_of >= context.account.billing.anchor:
        page.pointer(N_("What it costs:"), command("invoice-preview", decision.addon))
    elif view.command is not None:
        page.pointer(N_("To do it:"), view.command)
    else:
        page.line()
        for reason in prevented_words([view], sheet.say):
            page.paragraph(sentence(reason))


def _add_reasons(sheet: Sheet, view: DecisionView) -> None:
    """Add the reasons with basis, code and grounds.

    The grounds stand beside their reasons where there is room, else under them, else all stands
    below each other.
    """
    say, lines = sheet.say, Page(sheet.say)
    beside, under = [], []
    for count, each in enumerate(view.reasons, start=1):
        number = f"{count}. " if len(view.reasons) > 1 else ""
        reason, its_grounds = each.reason, grounds(each, view, say)
        basis, text = BASIS_NAMES[reason.basis], number + say.say(reason.message)
        ground = Cell("\n".join(its_grounds), "dim", hang=GAP)
        beside.append(row(text, say(basis), reason.code, ground))
        below = [Below(text=text, lead=len(number) or GAP, hang=GAP) for text in its_grounds]
        under.append(row(Cell(text, hang=len(number)), say(basis), reason.code, below=below))
        whole = say(
            N_("{reason} ({basis}, {code})"),
            reason=reason.message,
            basis=phrase(basis),
            code=reason.code,
        )
        lines.item(number + whole)
        for words in its_grounds:
            lines.paragraph(words, indent=4, hang=6, style="dim")
    basis_width = widest(say(BASIS_NAMES[basis]) for basis in ("stated", "inferred"))
    columns = (Column(least=LEAST_TEXT, is_filled=True), Column(min_width=basis_width), Column())
    sheet.page.by_width(
        Table(columns=(Column(), Column(), Column(), Column(least=LEAST_TEXT)), rows=tuple(beside)),
        Table(columns=columns, rows=tuple(under), most=REASONS_WIDTH),
        lines,
    )


def _add_contested(sheet: Sheet, view: DecisionView) -> None:
    """Add what contests a decision, the reading that it follows, and the other's answer."""
    for contested, conflict in zip(view.decision.contested, view.conflicts, strict=True):
        reading = sheet.say(
            _OTHER_IS[contested.other_allowed],
            reading=contested.reading,
            other=contested.other_reading,
        )
        what = _what_contests(sheet, conflict)
        text = sheet.say(N_("{what_contests} {reading}"), what_contests=what, reading=reading)
        sheet.page.paragraph(text, indent=2, most=REASONS_WIDTH, style="yellow")


def _what_contests(sheet: Sheet, conflict: Conflict) -> str:
    say, documents = sheet.say, sheet.context.policy.document
    if conflict.summary is not None:
        return say.data(conflict.summary)
    parts = [say.data(conflict.question)]
    for side in conflict.reading:
        sources = sources_words(side.source, documents, say)
        parts.append(say(N_("`{reading}`: {sources:and}."), reading=side.name, sources=sources))
    return " ".join(parts)

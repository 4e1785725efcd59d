"""Show what a sweep comes to, as one screen: counts, totals by currency, the largest amounts.

A list of accounts is a row each in the other forms; here is what they add up to. Reasons are shown
as their codes, by which those rows are found again.
"""

from collections.abc import Callable
from typing import Final

from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages.vocabulary import ACTION_VERBS, ROLE_NAMES, ROUTE_NAMES, STATE_NAMES
from addonctl.model.policy import ACTIONS
from addonctl.model.summaries import SweepSummary
from addonctl.output.page import Page
from addonctl.output.screens.history import WHAT
from addonctl.output.screens.supposing import add_supposed
from addonctl.output.screens.sweep.charged import add_causes, add_charged, add_unchecked
from addonctl.output.screens.sweep.invoiced import (
    add_amounts,
    add_billed,
    add_compared,
    add_largest,
    add_next,
    add_unbilled,
    add_until,
    add_varied,
)
from addonctl.output.screens.sweep.parts import (
    Rows,
    add_rows,
    addon_words,
    by_addon,
    counted,
    place_of,
)
from addonctl.text.translator import Translator

LEVELS: Final[dict[str, Template]] = {"error": N_("error"), "warning": N_("warning", "a finding")}
JUDGEMENTS: Final[dict[str, Template]] = {"ok": N_("right"), "wrong": N_("not right")}
WITH_CODES: Final = ("finding", "refused", "standing", "unchecked")
"""The tables that show codes."""


def add_sweep(page: Page, summary: SweepSummary) -> None:
    """Add how many accounts there are, then each table that has anything in it."""
    with page.as_answer():
        page.paragraph(_heading(summary, page.say), hang=2)
        if summary.supposed:
            add_supposed(page, summary.supposed)
        for name, add in TABLES.items():
            if name in summary.counts:
                page.line()
                add(page, summary.counts[name], summary)
    if summary.largest:
        add_largest(page, summary.largest)
    if any(table in summary.counts for table in WITH_CODES):
        page.pointer(N_("What a code means:"), ("addonctl", "explain", "CODE"))


def _heading(summary: SweepSummary, say: Translator) -> str:
    count = summary.answered + summary.problems
    parts = [say(plural("{count} account", "{count} accounts"), count=count)]
    if summary.addon is not None:
        parts.append(say.clean(summary.addons[summary.addon]))
    if summary.first is not None and summary.last is not None:
        parts.append(say.period(summary.first, summary.last))
    if summary.problems and summary.command != "check":
        template = plural("{count} can't be read")
        parts.append(say(template, count=summary.problems))
    return " · ".join(parts)


def _add_standing(page: Page, rows: Rows, of: SweepSummary) -> None:
    """Add how many accounts there are in each state, by each route, for each reason."""
    say = page.say
    texts = page.heads(N_("Add-on"), N_("State"), N_("Route"), N_("Reason"))
    add_rows(
        page,
        [*texts, *page.heads(N_("Accounts"), is_number=True)],
        (
            (
                addon_words(addon, of, say),
                say(STATE_NAMES[state]) if state else "",
                say(ROUTE_NAMES[route]) if route else "",
                code,
                *counted(numbers, say),
            )
            for (addon, state, route, code), numbers in by_addon(rows, of)
        ),
    )


def _add_may(page: Page, rows: Rows, of: SweepSummary) -> None:
    """Add on how many accounts somebody may take an action, and how many people."""
    say = page.say
    add_rows(
        page,
        [
            *page.heads(N_("Add-on"), N_("May")),
            *page.heads(N_("Accounts"), N_("People"), is_number=True),
        ],
        (
            (addon_words(addon, of, say), say(ACTION_VERBS[action]), *counted(numbers, say))
            for (addon, action), numbers in sorted(
                rows.items(),
                key=lambda row: (place_of(row[0][0], of), ACTIONS.index(row[0][1])),
            )
        ),
    )


def _add_refused(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add for which reasons something isn't allowed."""
    say = page.say
    heads = *page.heads(N_("Why not")), *page.heads(N_("Accounts"), N_("Answers"), is_number=True)
    add_rows(page, heads, ((code, *counted(numbers, say)) for (code,), numbers in rows.items()))


def _add_roles(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add how many people there are of each role, and accounts without an owner."""
    say = page.say
    add_rows(
        page,
        [*page.heads(N_("Role")), *page.heads(N_("Accounts"), N_("People"), is_number=True)],
        (
            (
                say(ROLE_NAMES[role]) if role else say(N_("no owner")),
                *counted(numbers, say),
            )
            for (role,), numbers in rows.items()
        ),
    )


def _add_requested(page: Page, rows: Rows, of: SweepSummary) -> None:
    """Add which add-ons people ask for, and on how many of these accounts nobody is an owner."""
    say = page.say
    numbers = N_("Accounts"), N_("People"), N_("Without an owner")
    add_rows(
        page,
        [*page.heads(N_("Requested")), *page.heads(*numbers, is_number=True)],
        ((addon_words(addon, of, say), *counted(counts, say)) for (addon,), counts in rows.items()),
    )


def _add_events(page: Page, rows: Rows, of: SweepSummary) -> None:
    """Add what happened how often."""
    say = page.say
    add_rows(
        page,
        [
            *page.heads(N_("Add-on"), N_("Event")),
            *page.heads(N_("Accounts"), N_("Events"), is_number=True),
        ],
        (
            (addon_words(addon, of, say), say(WHAT[kind]), *counted(numbers, say))  # type: ignore[index]
            for (addon, kind), numbers in by_addon(rows, of)
        ),
    )


def _add_checked(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add how many accounts are right."""
    say = page.say
    heads = *page.heads(N_("Checked")), *page.heads(N_("Accounts"), is_number=True)
    add_rows(
        page,
        heads,
        ((say(JUDGEMENTS[word]), *counted(numbers, say)) for (word,), numbers in rows.items()),
    )


def _add_findings(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add what is wrong, by its code."""
    say = page.say
    numbers = page.heads(N_("Accounts"), N_("Places"), is_number=True)
    add_rows(
        page,
        [*page.heads(N_("Finding"), N_("Code")), *numbers],
        (
            (say(LEVELS[level]), code, *counted(counts, say))
            for (level, code), counts in rows.items()
        ),
    )


TABLES: Final[dict[str, Callable[[Page, Rows, SweepSummary], None]]] = {
    "charged": add_charged,
    "cause": add_causes,
    "unchecked": add_unchecked,
    "amount": add_amounts,
    "next": add_next,
    "until": add_until,
    "billed": add_billed,
    "unbilled": add_unbilled,
    "compared": add_compared,
    "varied": add_varied,
    "checked": _add_checked,
    "finding": _add_findings,
    "role": _add_roles,
    "requested": _add_requested,
    "event": _add_events,
    "may": _add_may,
    "refused": _add_refused,
    "standing": _add_standing,
}
"""What adds each table, in the order in which they stand."""

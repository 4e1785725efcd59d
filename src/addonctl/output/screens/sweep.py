"""Show what a sweep comes to, as one screen: counts, totals by currency, the largest amounts.

A list of accounts is a row each in the other forms; here is what they add up to. Reasons are shown
as their codes, by which those rows are found again.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages.vocabulary import ACTION_VERBS, ROLE_NAMES, ROUTE_NAMES, STATE_NAMES
from addonctl.model.money import Money
from addonctl.model.policy import ACTIONS
from addonctl.model.summaries import Key, LargeAmount, SweepSummary
from addonctl.output.blocks import Column, row
from addonctl.output.page import Page
from addonctl.output.screens.history import WHAT
from addonctl.text.translator import Translator

Rows = dict[Key, tuple[int, ...]]
LEVELS: Final[dict[str, Template]] = {"error": N_("error"), "warning": N_("warning", "a finding")}
JUDGEMENTS: Final[dict[str, Template]] = {"ok": N_("right"), "wrong": N_("not right")}

WITH_CODES: Final = ("finding", "refused", "standing")
"""The tables that show codes."""


def add_sweep(page: Page, summary: SweepSummary) -> None:
    """Add how many accounts there are, then each table that has anything in it."""
    with page.as_answer():
        page.paragraph(_heading(summary, page.say), hang=2)
        for name, add in TABLES.items():
            if name in summary.counts:
                page.line()
                add(page, summary.counts[name], summary)
    if summary.largest:
        _add_largest(page, summary.largest)
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
    _add(
        page,
        [*texts, *page.heads(N_("Accounts"), is_number=True)],
        (
            (
                _addon(addon, of, say),
                say(STATE_NAMES[state]) if state else "",
                say(ROUTE_NAMES[route]) if route else "",
                code,
                *_counts(numbers, say),
            )
            for (addon, state, route, code), numbers in _by_addon(rows, of)
        ),
    )


def _add_may(page: Page, rows: Rows, of: SweepSummary) -> None:
    """Add on how many accounts somebody may take an action, and how many people."""
    say = page.say
    _add(
        page,
        [
            *page.heads(N_("Add-on"), N_("May")),
            *page.heads(N_("Accounts"), N_("People"), is_number=True),
        ],
        (
            (_addon(addon, of, say), say(ACTION_VERBS[action]), *_counts(numbers, say))
            for (addon, action), numbers in sorted(
                rows.items(),
                key=lambda row: (_place(row[0][0], of), ACTIONS.index(row[0][1])),
            )
        ),
    )


def _add_refused(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add for which reasons something isn't allowed."""
    say = page.say
    heads = *page.heads(N_("Why not")), *page.heads(N_("Accounts"), N_("Answers"), is_number=True)
    _add(page, heads, ((code, *_counts(numbers, say)) for (code,), numbers in rows.items()))


def _add_amounts(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add what all purchases come to, by currency; nothing is converted.

    Where there is no room for all amounts, those are left out first that follow from others.
    """
    say = page.say
    heads = N_("Subtotal"), N_("Tax"), N_("Total"), N_("Due"), N_("Next total")
    options = []
    for shown in ((0, 1, 2, 3, 4), (0, 2, 3, 4), (0, 2, 4)):
        part = Page(say)
        numbers = N_("Accounts"), *(heads[place] for place in shown)
        _add(
            part,
            [*page.heads(N_("Currency")), *page.heads(*numbers, is_number=True)],
            (
                (
                    currency,
                    *_counts((count,), say),
                    *_amounts([minor[place] for place in shown], currency, say),
                )
                for (currency,), (count, _untaxed, *minor) in rows.items()
            ),
        )
        options.append(part.option())
    page.either(*options)
    untaxed = sum(numbers[1] for numbers in rows.values())
    if untaxed:
        template = plural(
            "Of {count} account no tax rate is known: its amounts are excl. tax.",
            "Of {count} accounts no tax rate is known: their amounts are excl. tax.",
        )
        page.paragraph(say(template, count=untaxed), indent=2)


def _add_compared(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add what starting on each date would bring, by currency: at once, and until the same day."""
    say = page.say
    amounts = N_("Subtotal"), N_("Total"), N_("Through the cycle")
    _add(
        page,
        [
            *page.heads(N_("Currency"), N_("Start")),
            *page.heads(N_("Accounts"), *amounts, is_number=True),
        ],
        (
            (
                currency,
                say.numbers.date(dt.date.fromisoformat(day)),
                *_counts((count,), say),
                *_amounts(minor, currency, say),
            )
            for (currency, day), (count, *minor) in sorted(rows.items())
        ),
    )
    words = N_(
        "Through the cycle: all invoices through the last day of the cycle that holds the latest of"
        " the dates, each account's own; credit isn't taken."
    )
    page.paragraph(say(words), indent=2)


def _add_roles(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add how many people there are of each role, and accounts without an owner."""
    say = page.say
    _add(
        page,
        [*page.heads(N_("Role")), *page.heads(N_("Accounts"), N_("People"), is_number=True)],
        (
            (
                say(ROLE_NAMES[role]) if role else say(N_("no owner")),
                *_counts(numbers, say),
            )
            for (role,), numbers in rows.items()
        ),
    )


def _add_requested(page: Page, rows: Rows, of: SweepSummary) -> None:
    """Add which add-ons people ask for, and on how many of these accounts nobody is an owner."""
    say = page.say
    numbers = N_("Accounts"), N_("People"), N_("Without an owner")
    _add(
        page,
        [*page.heads(N_("Requested")), *page.heads(*numbers, is_number=True)],
        ((_addon(addon, of, say), *_counts(counts, say)) for (addon,), counts in rows.items()),
    )


def _add_events(page: Page, rows: Rows, of: SweepSummary) -> None:
    """Add what happened how often."""
    say = page.say
    _add(
        page,
        [
            *page.heads(N_("Add-on"), N_("Event")),
            *page.heads(N_("Accounts"), N_("Events"), is_number=True),
        ],
        (
            (_addon(addon, of, say), say(WHAT[kind]), *_counts(numbers, say))  # type: ignore[index]
            for (addon, kind), numbers in _by_addon(rows, of)
        ),
    )


def _add_checked(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add how many accounts are right."""
    say = page.say
    heads = *page.heads(N_("Checked")), *page.heads(N_("Accounts"), is_number=True)
    _add(
        page,
        heads,
        ((say(JUDGEMENTS[word]), *_counts(numbers, say)) for (word,), numbers in rows.items()),
    )


def _add_findings(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add what is wrong, by its code."""
    say = page.say
    numbers = page.heads(N_("Accounts"), N_("Places"), is_number=True)
    _add(
        page,
        [*page.heads(N_("Finding"), N_("Code")), *numbers],
        (
            (say(LEVELS[level]), code, *_counts(counts, say))
            for (level, code), counts in rows.items()
        ),
    )


def _add_largest(page: Page, largest: Iterable[LargeAmount]) -> None:
    page.heading(N_("The largest amounts"))
    say = page.say
    _add(
        page,
        [*page.heads(N_("Account"), N_("Name")), *page.heads(N_("Total"), is_number=True)],
        (
            (
                say.clean(each.account),
                say.clean(each.name),
                say.numbers.money(str(Money(each.minor, each.currency)), each.currency),
            )
            for each in largest
        ),
    )


def _addon(addon: str, of: SweepSummary, say: Translator) -> str:
    """Name an add-on, unless all that is shown is about it; one that is gone by its id."""
    return "" if of.addon is not None else say.clean(of.addons.get(addon, addon))


def _place(addon: str, of: SweepSummary) -> int:
    """Return which of the catalogue's add-ons it is; those that are gone come last."""
    return [*of.addons, addon].index(addon)


def _by_addon(rows: Rows, of: SweepSummary) -> list[tuple[Key, tuple[int, ...]]]:
    """Order rows by the catalogue's add-ons, those of one by the number of accounts."""
    return sorted(rows.items(), key=lambda row: (_place(row[0][0], of), -row[1][0], row[0]))


def _add(page: Page, columns: Iterable[Column], rows: Iterable[tuple[str, ...]]) -> None:
    page.table(tuple(columns), [row(*cells) for cells in rows])


def _counts(numbers: Iterable[int], say: Translator) -> list[str]:
    return [say.numbers.decimal(str(number)) for number in numbers]


def _amounts(minor: Iterable[int], currency: str, say: Translator) -> list[str]:
    return [say.numbers.decimal(str(Money(each, currency))) for each in minor]


TABLES: Final[dict[str, Callable[[Page, Rows, SweepSummary], None]]] = {
    "amount": _add_amounts,
    "compared": _add_compared,
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

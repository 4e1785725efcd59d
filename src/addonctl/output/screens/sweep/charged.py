"""Show what came of the charges of many accounts: by outcome, by cause, and why some couldn't be.

Deviations are shown by their names, as codes are, by which those rows are found again.
"""

from itertools import islice
from typing import Final

from addonctl.model.marking import N_, Template, plural
from addonctl.model.summaries import SweepSummary
from addonctl.output.page import Page
from addonctl.output.screens.sweep.parts import Rows, add_rows, counted, money_words

OUTCOMES: Final[dict[str, Template]] = {
    "expected": N_("as expected"),
    "alone": N_("explained by one deviation"),
    "together": N_("explained by two together"),
    "unexplained": N_("not explained"),
}
"""What may come of a charge."""
MOST_CAUSES: Final = 10


def add_charged(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add how many charges there are of each outcome, by currency, and their amounts."""
    say = page.say
    heads = N_("Charges"), N_("Charged"), N_("Expected"), N_("Difference")
    add_rows(
        page,
        [*page.heads(N_("Currency"), N_("Outcome")), *page.heads(*heads, is_number=True)],
        (
            (
                currency,
                say(OUTCOMES[outcome]),
                *counted((count,), say),
                *money_words(minor, currency, say),
            )
            for (currency, outcome), (count, *minor) in sorted(
                rows.items(), key=lambda row: (row[0][0], [*OUTCOMES].index(row[0][1]))
            )
        ),
    )


def add_causes(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add the simplest explanations by their names, the most frequent first; ten of them."""
    say = page.say
    heads = *page.heads(N_("Simplest explanation")), *page.heads(N_("Charges"), is_number=True)
    shown = islice(rows.items(), MOST_CAUSES)
    add_rows(page, heads, ((name, *counted(numbers, say)) for (name,), numbers in shown))
    rest = len(rows) - MOST_CAUSES
    if rest > 0:
        template = plural("And {count} more: -o csv has all.", "And {count} more: -o csv has all.")
        page.paragraph(say(template, count=rest), indent=2)


def add_unchecked(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add why charges couldn't be checked."""
    say = page.say
    heads = *page.heads(N_("Why not")), *page.heads(N_("Charges"), is_number=True)
    add_rows(page, heads, ((code, *counted(numbers, say)) for (code,), numbers in rows.items()))

"""Add what a fleet is invoiced: by currency, by add-on, by date; nothing is converted."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from addonctl.model.marking import N_, Template, plural
from addonctl.model.money import Money
from addonctl.model.summaries import LargeAmount, SweepSummary
from addonctl.output.blocks import Column
from addonctl.output.page import Page
from addonctl.output.screens.sweep.parts import (
    Rows,
    add_rows,
    addon_words,
    by_addon,
    counted,
    money_words,
)

_INVOICED: Final = (N_("Subtotal"), N_("Tax"), N_("Total"), N_("Due"))


def add_amounts(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add what all purchases come to, by currency; nothing is converted."""
    heads = N_("Subtotal"), N_("Tax"), N_("Total"), N_("Due"), N_("Next total")
    _add_money(page, rows, heads, ((0, 1, 2, 3, 4), (0, 2, 3, 4), (0, 2, 4)))


def add_next(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add what the next invoices of all that is bought come to, by currency."""
    page.paragraph(page.say(N_("The next invoices")))
    _add_money(page, rows, _INVOICED, ((0, 1, 2, 3), (0, 2, 3)))


def add_until(page: Page, rows: Rows, of: SweepSummary) -> None:
    """Add what all invoices until the day that was asked about come to, by currency."""
    page.paragraph(page.say(N_("All invoices until {date}"), date=of.until))
    _add_money(page, rows, _INVOICED, ((0, 1, 2, 3), (0, 2, 3)))


def _add_money(
    page: Page, rows: Rows, heads: Sequence[Template], choices: Iterable[tuple[int, ...]]
) -> None:
    """Add amounts by currency.

    Where there is no room for all amounts, those are left out first that follow from others.
    """
    say, options = page.say, []
    for shown in choices:
        part = Page(say)
        numbers = N_("Accounts"), *(heads[place] for place in shown)
        add_rows(
            part,
            [*page.heads(N_("Currency")), *page.heads(*numbers, is_number=True)],
            (
                (
                    currency,
                    *counted((count,), say),
                    *money_words([minor[place] for place in shown], currency, say),
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


def add_billed(page: Page, rows: Rows, of: SweepSummary) -> None:
    """Add what is on the next invoices of each add-on, by currency."""
    say = page.say
    numbers = N_("Accounts"), N_("Licences"), N_("Next subtotal")
    add_rows(
        page,
        [
            *page.heads(N_("Add-on"), N_("Currency")),
            *page.heads(*numbers, is_number=True),
        ],
        (
            (
                addon_words(addon, of, say),
                currency,
                *counted((count, licenses), say),
                *money_words([subtotal], currency, say),
            )
            for (addon, currency), (count, licenses, subtotal) in by_addon(rows, of)
        ),
    )


def add_unbilled(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add how many accounts have nothing on an invoice."""
    template = plural(
        "Nothing is bought on {count} account.", "Nothing is bought on {count} accounts."
    )
    for (count,) in rows.values():
        page.item(page.say(template, count=count))


def add_compared(page: Page, rows: Rows, _of: SweepSummary) -> None:
    """Add what starting on each date would bring, by currency: at once, and until the same day."""
    say = page.say
    amounts = N_("Subtotal"), N_("Total"), N_("Through the cycle")
    add_rows(
        page,
        [
            *page.heads(N_("Currency"), N_("Start")),
            *page.heads(N_("Accounts"), *amounts, is_number=True),
        ],
        (
            (
                currency,
                say.numbers.date(dt.date.fromisoformat(day)),
                *counted((count,), say),
                *money_words(minor, currency, say),
            )
            for (currency, day), (count, *minor) in sorted(rows.items())
        ),
    )
    words = N_(
        "Through the cycle: all invoices through the last day of the cycle that holds the latest of"
        " the dates, each account's own; credit isn't taken."
    )
    page.paragraph(say(words), indent=2)


def add_varied(page: Page, rows: Rows, of: SweepSummary) -> None:
    """Add what each value that is compared would bring, by currency, in the order of the values."""
    say = page.say
    amounts = N_("Total"), N_("Next total"), N_("In a year")
    add_rows(
        page,
        [
            *page.heads(N_("Currency")),
            Column(head=say.clean(of.compared or "")),
            *page.heads(N_("Accounts"), *amounts, is_number=True),
        ],
        (
            (
                currency,
                say.clean(value),
                *counted((count,), say),
                *money_words(minor, currency, say),
            )
            for (currency, _place_of, value), (count, *minor) in sorted(rows.items())
        ),
    )
    words = N_(
        "In a year: now and all invoices dated before the same day of the next year; credit isn't"
        " taken."
    )
    page.paragraph(say(words), indent=2)


def add_largest(page: Page, largest: Iterable[LargeAmount]) -> None:
    """Add the accounts that pay most."""
    page.heading(N_("The largest amounts"))
    say = page.say
    add_rows(
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

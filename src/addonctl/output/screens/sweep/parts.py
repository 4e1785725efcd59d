"""Hold what the tables of a summary are made with: rows in their order, names, numbers."""

from collections.abc import Iterable

from addonctl.model.money import Money
from addonctl.model.summaries import Key, SweepSummary
from addonctl.output.blocks import Column, row
from addonctl.output.page import Page
from addonctl.text.translator import Translator

Rows = dict[Key, tuple[int, ...]]


def addon_words(addon: str, of: SweepSummary, say: Translator) -> str:
    """Name an add-on, unless all that is shown is about it; one that is gone by its id."""
    return "" if of.addon is not None else say.clean(of.addons.get(addon, addon))


def place_of(addon: str, of: SweepSummary) -> int:
    """Return which of the catalogue's add-ons it is; those that are gone come last."""
    return [*of.addons, addon].index(addon)


def by_addon(rows: Rows, of: SweepSummary) -> list[tuple[Key, tuple[int, ...]]]:
    """Order rows by the catalogue's add-ons, those of one by the number of accounts."""
    return sorted(rows.items(), key=lambda row: (place_of(row[0][0], of), -row[1][0], row[0]))


def add_rows(page: Page, columns: Iterable[Column], rows: Iterable[tuple[str, ...]]) -> None:
    """Add a table of texts."""
    page.table(tuple(columns), [row(*cells) for cells in rows])


def counted(numbers: Iterable[int], say: Translator) -> list[str]:
    """Write whole numbers."""
    return [say.numbers.decimal(str(number)) for number in numbers]


def money_words(minor: Iterable[int], currency: str, say: Translator) -> list[str]:
    """Write amounts in minor units, without their currency."""
    return [say.numbers.decimal(str(Money(each, currency))) for each in minor]

"""Check what several kinds of files say alike: currencies, add-ons, ids, prices, dates. Pure.

What a whole file says belongs to `account_checks`, `catalog_checks` and `policy_checks`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from addonctl.model.account import FIRST_DAY, LAST_DAY
from addonctl.model.catalog import Addon
from addonctl.model.messages import Message, place_name
from addonctl.model.money import MINOR_DIGITS, parse_signed
from addonctl.model.names import as_read
from addonctl.stores.parsing.raw import Found, Path, Tree, date_of, tables_of, text_of
from addonctl.stores.parsing.suggestions import (
    AMOUNT,
    IDENTIFIER,
    SIGNED_AMOUNT,
    excerpt,
    fits,
    path_text,
    unfit,
    unknown,
)


def currency_findings(path: Path, table: Tree) -> Iterator[Found]:
    """Find a currency that ISO 4217 doesn't know."""
    currency = text_of(table, "currency")
    if currency is not None and currency not in MINOR_DIGITS:
        upper = currency.strip().upper()
        meant = (upper,) if upper in MINOR_DIGITS else ()
        yield (*path, "currency"), unknown("UNKNOWN_CURRENCY", currency, meant)


def addon_findings(path: Path, word: str, names: Mapping[str, str]) -> Iterator[Found]:
    """Find an add-on that isn't known by its id; files don't hold aliases.

    `names` leads from every word that names an add-on, as it is read, to its id.
    """
    meant = names.get(as_read(word))
    if meant != word:
        yield path, unknown("NO_SUCH_ADDON", word, dict.fromkeys(names.values()), meant=meant)


def addon_names(addons: Iterable[Addon]) -> dict[str, str]:
    """Lead from every id, name and alias of add-ons, as they are read, to the id."""
    return {
        as_read(word): addon.id
        for addon in addons
        for word in (addon.id, addon.name, *addon.aliases)
    }


def ids_of(tree: Tree, *kinds: str) -> tuple[str, ...]:
    """List the ids of the tables of some lists."""
    ids = (text_of(row, "id") for kind in kinds for _, row in tables_of(tree, kind))
    return tuple(row_id for row_id in ids if row_id)


def id_findings(tree: Tree, *kinds: str) -> Iterator[Found]:
    """Find ids that aren't ids or are used twice among some lists."""
    first: dict[str, tuple[Path, str]] = {}
    for kind in kinds:
        for number, row in tables_of(tree, kind):
            path: Path = (kind, number)
            row_id = text_of(row, "id")
            if row_id is None:
                continue
            yield from pattern_findings(path, row, "id", IDENTIFIER)
            other, same = first.setdefault(as_read(row_id), (path, row_id))
            if other != path:
                yield (*path, "id"), twice(row_id, same, path_text(other) or "")


def pattern_findings(path: Path, table: Tree, key: str, pattern: str) -> Iterator[Found]:
    """Find an id or a number that isn't written as one; msgspec lets a final line end through."""
    text = text_of(table, key)
    if text is not None and not fits(pattern, text):
        yield (*path, key), unfit(pattern, text)


def date_findings(
    path: Path, table: Tree, key: str, *, last_day: dt.date = LAST_DAY
) -> Iterator[Found]:
    """Find a date outside the years that are computed with."""
    date = date_of(table, key)
    fault = None if date is None else outside_years(date, last_day=last_day)
    if fault is not None:
        yield (*path, key), fault


def outside_years(date: dt.date, *, last_day: dt.date = LAST_DAY) -> Message | None:
    """Say that a date lies outside the years that are computed with, `None` where it doesn't."""
    if FIRST_DAY <= date <= last_day:
        return None
    days = {"value": date, "first": FIRST_DAY, "last": last_day}
    return Message("DATE_RANGE", **{name: day.isoformat() for name, day in days.items()})


def twice(word: str, same: str, other: str) -> Message:
    """Say that a word names another thing already, or is read as the word that does."""
    if word.casefold() == same.casefold():
        return Message("NAME_TWICE", value=excerpt(word), other=place_name(other))
    return Message(
        "NAME_TWICE.alike", value=excerpt(word), same=excerpt(same), other=place_name(other)
    )


def amount_findings(
    path: Path, table: Tree, key: str, currency: str | None, *, is_signed: bool = False
) -> Iterator[Found]:
    """Find an amount that isn't written as one, or has more decimals than its currency.

    One that `is_signed` may begin with a minus.
    """
    pattern = SIGNED_AMOUNT if is_signed else AMOUNT
    yield from pattern_findings(path, table, key, pattern)
    amount = text_of(table, key)
    if amount is None or currency is None or not fits(pattern, amount):
        return
    try:
        parse_signed(amount, currency)
    except ValueError:
        digits = str(MINOR_DIGITS[currency])
        values = {"value": excerpt(amount), "currency": currency, "digits": digits}
        yield (*path, key), Message("TOO_MANY_DECIMALS", **values)


def known_currency(table: Tree) -> str | None:
    """Return the currency of a table where it is one."""
    currency = text_of(table, "currency")
    return currency if currency in MINOR_DIGITS else None

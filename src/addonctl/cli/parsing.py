"""Read the words of options into values, each with a failure that says what was expected."""

import datetime as dt
import re
from typing import Final, TypeVar

from addonctl.errors import NotFoundFailure, UsageFailure
from addonctl.model.account import Account, User
from addonctl.model.catalog import Addon, Catalog
from addonctl.stores.values import guess

EARLIEST: Final = dt.date(2000, 1, 1)
LATEST: Final = dt.date(2100, 12, 31)
MOST_DATES: Final = 366
MOST_LICENSES: Final = 2_000_000
Word = TypeVar("Word", bound=str)


def parse_choice(text: str, choices: tuple[Word, ...], *, option: str) -> Word:
    """Read one of a few words.

    Raises:
        UsageFailure: UNKNOWN_CHOICE, with the nearest word.
    """
    for choice in choices:
        if text == choice:
            return choice
    raise UsageFailure(
        "UNKNOWN_CHOICE",
        option=option,
        value=text,
        choices=tuple(choices),
        nearest=guess(text, choices),
    )


def parse_date(text: str, *, option: str) -> dt.date:
    """Read a date `YYYY-MM-DD` from 2000 to 2100.

    Raises:
        UsageFailure: BAD_DATE.
    """
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        try:
            date = dt.date.fromisoformat(text)
        except ValueError:
            pass
        else:
            if EARLIEST <= date <= LATEST:
                return date
    raise UsageFailure("BAD_DATE", option=option, value=text)


def parse_dates(text: str, *, option: str) -> tuple[dt.date, ...]:
    """Read dates with commas between them.

    Raises:
        UsageFailure: BAD_DATE or TOO_MANY_DATES.
    """
    words = text.split(",")
    if len(words) > MOST_DATES:
        raise UsageFailure("TOO_MANY_DATES", option=option, most=MOST_DATES)
    return tuple(parse_date(word.strip(" "), option=option) for word in words)


def parse_count(text: str, *, option: str, least: int, most: int) -> int:
    """Read a whole number in ASCII digits.

    Raises:
        UsageFailure: BAD_NUMBER.
    """
    if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) and least <= int(text) <= most:
        return int(text)
    raise UsageFailure("BAD_NUMBER", option=option, value=text, least=least, most=most)


def parse_licenses(text: str | None) -> int | None:
    """Read the licences that are to be assigned, where they are given.

    Raises:
        UsageFailure: BAD_NUMBER.
    """
    if text is None:
        return None
    return parse_count(text, option="--licenses", least=1, most=MOST_LICENSES)


def find_addon(catalog: Catalog, word: str) -> Addon:
    """Find an add-on by id, alias or name, in any case.

    Raises:
        NotFoundFailure: UNKNOWN_ADDON, with the nearest id.
    """
    addon = catalog.find_addon(word)
    if addon is not None:
        return addon
    ids = tuple(addon.id for addon in catalog.addons)
    known = (*ids, *(alias for addon in catalog.addons for alias in addon.aliases))
    raise NotFoundFailure("UNKNOWN_ADDON", value=word, nearest=guess(word, known), known=ids)


def find_user(account: Account, word: str) -> User:
    """Find a user by exact id, or by e-mail in any case.

    Raises:
        NotFoundFailure: UNKNOWN_USER, with the nearest id.
    """
    for user in account.users:
        if word == user.id or (user.email and word.casefold() == user.email.casefold()):
            return user
    ids = [user.id for user in account.users]
    emails = [user.email for user in account.users if user.email]
    raise NotFoundFailure(
        "UNKNOWN_USER",
        value=word,
        account=account.name,
        nearest=guess(word, (*ids, *emails)),
    )

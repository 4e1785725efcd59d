"""Put a single wrong value right where its meaning is plain, never by a guess.

Which type a field has is known to `forms`; how an amount is written, to `suggestions`.
"""

import datetime as dt
import re
from typing import Final

from msgspec import UNSET, UnsetType

from addonctl.stores.parsing.suggestions import fits, guess, rewritten
from addonctl.stores.parsing.syntax import BareNumber

NOTHING: Final = UNSET
"""What stands for a value that can't be put right; `None` is a value."""
_TRUTHS: Final = {
    **dict.fromkeys(("true", "yes", "y", "on", "1", "vrai", "oui"), True),
    **dict.fromkeys(("false", "no", "n", "off", "0", "faux", "non"), False),
}
_DAY_LAST: Final = (
    r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})(?:[T ].*)?"
)
_DAY_FIRST: Final = r"(?P<day>[0-9]{1,2})[-/. ](?P<month>[0-9]{1,2})[-/. ](?P<year>[0-9]{4})"
_MONTHS_IN_A_YEAR: Final = 12


def mend_word(value: object, choices: tuple[object, ...]) -> object:
    """Find the word of a closed list that was meant, whatever its case.

    >>> mend_word("Monthly", ("monthly", "annual"))
    'monthly'
    """
    if value in choices and type(value) in {type(choice) for choice in choices}:
        return value
    words = tuple(str(choice) for choice in choices)
    text = str(value).strip()
    meant = text if text in words else guess(text, words) if isinstance(value, str) else None
    return NOTHING if meant is None else choices[words.index(meant)]


def mend_text(value: object, *, pattern: str | None) -> object:
    """Put a number in quotes, and write an amount or an id as one.

    >>> mend_text(5, pattern=None)
    '5'
    """
    if isinstance(value, bool) or not isinstance(value, str | int | BareNumber):
        return NOTHING
    text = str(value)
    if pattern is None:
        return text if text.strip() else NOTHING
    return text if fits(pattern, text) else rewritten(pattern, text) or NOTHING


def mend_number(value: object, *, least: int | None, most: int | None) -> int | UnsetType:
    """Read a whole number that is written as text, with separators or with zero decimals.

    >>> mend_number("1 000", least=0, most=5000), mend_number("10.0", least=0, most=None)
    (1000, 10)
    """
    if isinstance(value, bool) or not isinstance(value, str | int | BareNumber):
        return NOTHING
    text = re.sub(r"[\s_']", "", str(value))
    found = re.fullmatch(r"([0-9]{1,9})(?:\.0+)?", text, re.ASCII)
    if found is None:
        return NOTHING
    number = int(found[1])
    fits = (least is None or number >= least) and (most is None or number <= most)
    return number if fits else NOTHING


def mend_truth(value: object) -> object:
    """Read a yes or no that is written as a word or a digit.

    >>> mend_truth("Yes"), mend_truth(0)
    (True, False)
    """
    return _TRUTHS.get(str(value).strip().lower(), NOTHING)


def mend_date(value: object) -> dt.date | UnsetType:
    """Read a date that is written in another way; one that may be two days is left alone.

    >>> str(mend_date("31/01/2026")), str(mend_date("2026/1/31"))
    ('2026-01-31', '2026-01-31')
    >>> mend_date("03/04/2026") is NOTHING
    True
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = value.strip() if isinstance(value, str) else ""
    found = re.fullmatch(_DAY_LAST, text, re.ASCII) or re.fullmatch(_DAY_FIRST, text, re.ASCII)
    if found is None:
        return NOTHING
    year, month, day = (int(found[name]) for name in ("year", "month", "day"))
    is_day_first = found.re.pattern == _DAY_FIRST
    if is_day_first and month > _MONTHS_IN_A_YEAR:
        day, month = month, day
    elif is_day_first and day <= _MONTHS_IN_A_YEAR and day != month:
        return NOTHING
    try:
        return dt.date(year, month, day)
    except ValueError:
        return NOTHING

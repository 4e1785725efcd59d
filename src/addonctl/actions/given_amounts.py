"""Read amounts as people paste them: plainly written, or as a screen of the product shows them.

How a screen writes them is `text.numbers`'; amounts of data files are read by `model.money`,
which takes the plain form alone.
"""

import re
from collections.abc import Iterator
from typing import Final

from addonctl.errors import UsageFailure
from addonctl.model.money import (
    MINOR_DIGITS,
    Money,
    in_millionths,
    minor_unit,
    parse_price,
    round_to_money,
)

# A total may have more digits than any price.
_PLAIN: Final = r"[0-9]{1,24}(\.[0-9]{1,6})?"
# What French puts between thousands, and what becomes of it on the way through a shell or a mail.
_SPACE: Final = "[ \u00a0\u202f]"
_SHOWN: Final = ((",", r"\."), (_SPACE, ","))
"""What stands between thousands and before decimals: in English, and in French."""


def read_money(text: str, currency: str, option: str) -> Money:
    """Read an amount of money that an option or a column gave.

    Raises:
        UsageFailure: BAD_AMOUNT, for one that is finer than the currency, too.
    """
    minor, rest = divmod(read_amount(text, currency, option), minor_unit(currency))
    if rest:
        raise _bad_amount(text, currency, option)
    return Money(minor, currency)


def read_amount(text: str, currency: str, option: str, *, given: str | None = None) -> int:
    """Read an amount in millionths of a currency unit; more than it may have been `given`.

    Raises:
        UsageFailure: BAD_AMOUNT, with the plain form where another way to write it is understood.
    """
    try:
        return parse_shown(text, currency)
    except ValueError:
        raise _bad_amount(given or text, currency, option) from None


def _bad_amount(text: str, currency: str, option: str) -> UsageFailure:
    return UsageFailure(
        "BAD_AMOUNT",
        option=option,
        value=text,
        currency=currency,
        nearest=plain_form(text, currency),
        example=str(round_to_money(parse_price("3305.69"), currency)),
    )


def parse_shown(text: str, currency: str) -> int:
    """Read an amount that is written plainly, or as an English or French screen shows it.

    It is returned in millionths of a currency unit.

    Rule: a screen shows exactly the currency's decimals and groups of three digits, so `1,234` is
    a number of yen, another one of dinars, and no amount in euros.

    Raises:
        ValueError: no screen shows it like that.

    >>> parse_shown("3,305.69", "EUR") == parse_shown("3305.69", "EUR")
    True
    >>> parse_shown("1,234", "JPY"), parse_shown("1,234", "TND")
    (1234000000, 1234000)
    """
    if re.fullmatch(_PLAIN, text):
        return in_millionths(text)
    digits = MINOR_DIGITS[currency]
    for group, point in _SHOWN:
        whole = rf"0|[1-9][0-9]{{0,2}}((?P<group>{group})[0-9]{{3}}((?P=group)[0-9]{{3}})*)?"
        decimals = f"{point}(?P<decimals>[0-9]{{{digits}}})" if digits else "(?P<decimals>)"
        found = re.fullmatch(f"(?P<whole>{whole}){decimals}", text)
        if found is not None:
            return in_millionths(f"{re.sub(group, '', found['whole'])}.{found['decimals']}")
    raise ValueError(text)


def plain_form(text: str, currency: str) -> str | None:
    """Write plainly what was meant by another form, `None` where it can mean two amounts or none.

    >>> plain_form("3.305,69", "EUR"), plain_form("3305,69 EUR", "EUR"), plain_form("1e3", "EUR")
    ('3305.69', '3305.69', None)
    """
    number = re.sub(_SPACE, " ", text).strip(" ")
    number = number.removeprefix(currency).removesuffix(currency).strip(" ")
    readings = set(_readings(number, MINOR_DIGITS[currency]))
    return readings.pop() if len(readings) == 1 else None


def _readings(number: str, digits: int) -> Iterator[str]:
    """Read a number by every habit of grouping and of decimals that it agrees with."""
    for group in ("", ".", ",", " ", "'", "\u2019"):
        whole = f"[0-9]{{1,3}}({re.escape(group)}[0-9]{{3}})+" if group else "[0-9]+"
        for point in {".", ","} - {group}:
            decimals = f"({re.escape(point)}[0-9]{{1,{digits}}})?" if digits else ""
            if re.fullmatch(whole + decimals, number):
                yield number.replace(group, "").replace(point, ".")

"""Hold money exactly: decimal strings in, integers in minor units, one rounding at the end.

No float is ever made. How an amount looks on a screen belongs to `text.numbers`.
"""

import datetime as dt
import re
from fractions import Fraction
from functools import total_ordering
from typing import Final, NamedTuple, final

PRICE_PATTERN: Final = r"[0-9]{1,12}(\.[0-9]{1,6})?"
PERCENT_PATTERN: Final = r"(100(\.0{1,4})?|[0-9]{1,2}(\.[0-9]{1,4})?)"

# ISO 4217, list one as published on 2026-01-01 (amendments to number 180): every code that has a
# minor unit, by the number of its digits.
_BY_DIGITS: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN "
        "BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP "
        "GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT "
        "LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN "
        "NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE "
        "SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES "
        "WST XAD XCD XCG YER ZAR ZMW ZWG"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}


class Withdrawn(NamedTuple):
    """From which day ISO 4217 lists a currency as historic, and what took its place."""

    since: dt.date
    successor: str


# ISO 4217, list three, what became historic since 2021-01-01; each had two decimals.
WITHDRAWN: Final = {
    # amendment 178: legal tender until the end of June 2021
    "CUC": Withdrawn(dt.date(2021, 7, 1), "CUP"),
    # amendment 174: Croatia takes the euro
    "HRK": Withdrawn(dt.date(2023, 1, 1), "EUR"),
    # amendment 175: legal tender until the end of 2023
    "SLL": Withdrawn(dt.date(2024, 1, 1), "SLE"),
    # amendment 177: beside the Zimbabwe Gold until the end of August 2024
    "ZWL": Withdrawn(dt.date(2024, 9, 1), "ZWG"),
    # amendment 176: the Caribbean guilder comes
    "ANG": Withdrawn(dt.date(2025, 3, 31), "XCG"),
    # amendment 180: Bulgaria takes the euro
    "BGN": Withdrawn(dt.date(2026, 1, 1), "EUR"),
}
"""The currencies that contracts may still name although ISO 4217 lists them no more."""
MINOR_DIGITS: Final = {
    code: digits for digits, codes in _BY_DIGITS.items() for code in codes.split()
} | dict.fromkeys(WITHDRAWN, 2)
"""The number of decimals of each currency: active in ISO 4217, or withdrawn since 2021-01-01.

A code that isn't here is unknown.
"""


@final
@total_ordering
class Money:
    """An exact amount: an integer number of minor units of one currency.

    >>> str(Money(275474, "EUR")), str(Money(-585, "EUR")), str(Money(500, "JPY"))
    ('2754.74', '-5.85', '500')
    """

    __slots__ = ("currency", "minor")

    currency: str
    minor: int

    def __init__(self, minor: int, currency: str) -> None:
        """Take `minor` units of `currency`, such as 275474 cents of EUR."""
        object.__setattr__(self, "minor", minor)
        object.__setattr__(self, "currency", currency)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse every change: an amount is a value."""
        message = f"an amount of money is frozen: {name}"
        raise AttributeError(message)

    def __str__(self) -> str:
        """Write the amount with exactly the currency's decimals, without the currency."""
        digits = MINOR_DIGITS[self.currency]
        sign = "-" if self.minor < 0 else ""
        whole = str(abs(self.minor)).rjust(digits + 1, "0")
        return f"{sign}{whole[:-digits]}.{whole[-digits:]}" if digits else f"{sign}{whole}"

    def __repr__(self) -> str:
        """Show the amount and its currency."""
        return f"Money({self.minor}, {self.currency!r})"

    def __hash__(self) -> int:
        """Hash by value."""
        return hash((self.minor, self.currency))

    def __eq__(self, other: object) -> bool:
        """Compare by value; amounts of two currencies are never equal."""
        return (
            isinstance(other, Money)
            and self.minor == other.minor
            and self.currency == other.currency
        )

    def __lt__(self, other: "Money") -> bool:
        """Order two amounts of one currency."""
        return self.minor < self._same(other)

    def __add__(self, other: "Money") -> "Money":
        """Add two amounts of one currency."""
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """Subtract two amounts of one currency."""
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        """Turn the sign round."""
        return Money(-self.minor, self.currency)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            message = f"{self.currency} and {other.currency} don't mix"
            raise ValueError(message)
        return other.minor


def round_half_up(exact: Fraction) -> int:
    """Round an exact number to an integer once, a half away from zero.

    >>> round_half_up(Fraction(1, 2)), round_half_up(Fraction(-1, 2)), round_half_up(Fraction(7, 3))
    (1, -1, 2)
    """
    numerator, denominator = abs(exact.numerator), exact.denominator
    rounded = (2 * numerator + denominator) // (2 * denominator)
    return -rounded if exact < 0 else rounded


def round_to_money(exact: Fraction, currency: str) -> Money:
    """Round an exact amount in whole currency units to the currency's minor unit.

    >>> str(round_to_money(Fraction(882000 * 114, 365 * 100), "EUR"))
    '2754.74'
    """
    return Money(round_half_up(exact * 10 ** MINOR_DIGITS[currency]), currency)


def parse_price(text: str) -> Fraction:
    """Read a price in whole currency units; it may be finer than the currency.

    Raises:
        ValueError: the text isn't ASCII digits with at most six decimals.

    >>> parse_price("0.125")
    Fraction(1, 8)
    """
    if not re.fullmatch(PRICE_PATTERN, text, re.ASCII):
        raise ValueError(text)
    return Fraction(text)


def parse_amount(text: str, currency: str) -> Money:
    """Read an amount with at most the currency's decimals.

    Raises:
        ValueError: the text isn't an amount of this currency.

    >>> parse_amount("20", "EUR")
    Money(2000, 'EUR')
    """
    exact = parse_price(text) * 10 ** MINOR_DIGITS[currency]
    if exact.denominator != 1 or len(text.partition(".")[2]) > MINOR_DIGITS[currency]:
        raise ValueError(text)
    return Money(exact.numerator, currency)


def parse_percent(text: str) -> Fraction:
    """Read a percentage from 0 to 100 with at most four decimals, as a ratio.

    Raises:
        ValueError: the text isn't such a percentage.

    >>> parse_percent("12.5")
    Fraction(1, 8)
    """
    if not re.fullmatch(PERCENT_PATTERN, text, re.ASCII):
        raise ValueError(text)
    return Fraction(text) / 100


def decimal_text(exact: Fraction, currency: str) -> str:
    """Write an exact decimal with at least the currency's decimals, and more where it has more.

    >>> decimal_text(Fraction(180), "EUR"), decimal_text(Fraction(1, 8), "EUR")
    ('180.00', '0.125')
    """
    digits = MINOR_DIGITS[currency]
    while (exact * 10**digits).denominator != 1:
        digits += 1
    scaled = str((exact * 10**digits).numerator).rjust(digits + 1, "0")
    return f"{scaled[:-digits]}.{scaled[-digits:]}" if digits else scaled


def percent_text(ratio: Fraction) -> str:
    """Write a ratio as a percentage without needless zeros.

    >>> percent_text(Fraction(9, 10)), percent_text(Fraction(7, 8))
    ('90', '87.5')
    """
    text = decimal_text(ratio * 100, "EUR")
    return text.rstrip("0").rstrip(".")

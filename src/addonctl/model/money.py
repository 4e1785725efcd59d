"""Hold money exactly, in whole numbers alone: decimal strings in, decimal strings out.

An amount is a number of minor units of its currency. Prices may be finer than that, and they and
percentages have at most six decimals, so both are numbers of millionths. No float is ever made.
What an amount comes to belongs to `rules.amounts`, how it looks on a screen to `text.numbers`.
"""

import datetime as dt
import re
from functools import lru_cache, partial, total_ordering
from typing import Final, NamedTuple, final

from addonctl.model.remembering import MOST_REMEMBERED, Remembered

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


MILLION: Final = 10**6
"""So many millionths make one: a currency unit of a price, the whole of a percentage."""
DECIMALS: Final = 6
"""The decimals of a millionth."""
_UNITS: Final[tuple[int, ...]] = tuple(10 ** (DECIMALS - digits) for digits in range(DECIMALS + 1))
"""How many millionths a minor unit is, by the currency's decimals."""


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
        _put_minor(self, minor)
        _put_currency(self, currency)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse every change: an amount is a value."""
        message = f"an amount of money is frozen: {name}"
        raise AttributeError(message)

    def __str__(self) -> str:
        """Write the amount with exactly the currency's decimals, without the currency."""
        return minor_text(self.minor, self.currency)

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

    @property
    def millionths(self) -> int:
        """Return the amount in millionths of a currency unit, as prices are held.

        >>> Money(585, "EUR").millionths
        5850000
        """
        return self.minor * minor_unit(self.currency)


# Amounts are made by the dozen; this is the fastest way into a slot that nothing else may set.
_put_minor: Final = Money.__dict__["minor"].__set__
_put_currency: Final = Money.__dict__["currency"].__set__


def round_half_up(numerator: int, denominator: int) -> int:
    """Round an exact ratio to a whole number once, a half away from zero.

    >>> round_half_up(1, 2), round_half_up(-1, 2), round_half_up(7, 3)
    (1, -1, 2)
    """
    return -half_up(-numerator, denominator) if numerator < 0 else half_up(numerator, denominator)


def half_up(numerator: int, denominator: int) -> int:
    """Round an exact ratio that isn't negative to a whole number once, a half up.

    >>> half_up(1, 2), half_up(7, 3)
    (1, 2)
    """
    return (numerator + denominator // 2) // denominator


def minor_text(minor: int, currency: str) -> str:
    """Write minor units with exactly the currency's decimals.

    >>> minor_text(5, "EUR"), minor_text(-585, "EUR"), minor_text(500, "JPY")
    ('0.05', '-5.85', '500')
    """
    if minor < 0:
        return f"-{minor_text(-minor, currency)}"
    digits = MINOR_DIGITS[currency]
    if not digits:
        return str(minor)
    text = str(minor).rjust(digits + 1, "0")
    return f"{text[:-digits]}.{text[-digits:]}"


def minor_unit(currency: str) -> int:
    """Return how many millionths of a currency unit its minor unit is.

    >>> minor_unit("EUR"), minor_unit("JPY")
    (10000, 1000000)
    """
    return _UNITS[MINOR_DIGITS[currency]]


def in_millionths(text: str) -> int:
    """Return the millionths of a number that is written with at most six decimals.

    >>> in_millionths("0.125"), in_millionths("20")
    (125000, 20000000)
    """
    whole, _, decimals = text.partition(".")
    return int(whole + decimals.ljust(DECIMALS, "0"))


def round_to_money(millionths: int, currency: str) -> Money:
    """Round millionths of a currency unit to the currency's minor unit.

    >>> str(round_to_money(9995000, "EUR")), str(round_to_money(500000, "JPY"))
    ('10.00', '1')
    """
    return Money(round_half_up(millionths, minor_unit(currency)), currency)


def parse_price(text: str) -> int:
    """Read a price in millionths of a currency unit; it may be finer than the currency.

    Raises:
        ValueError: the text isn't ASCII digits with at most six decimals.

    >>> parse_price("0.125")
    125000
    """
    return _PRICES[text]


def _read_price(text: str) -> int:
    if not re.fullmatch(PRICE_PATTERN, text, re.ASCII):
        raise ValueError(text)
    return in_millionths(text)


_PRICES: Final = Remembered(_read_price)


def parse_minor(text: str, currency: str) -> int:
    """Read an amount with at most the currency's decimals, in its minor units.

    Raises:
        ValueError: the text isn't an amount of this currency.

    >>> parse_minor("20", "EUR"), parse_minor("20.5", "EUR"), parse_minor("20", "JPY")
    (2000, 2050, 20)
    """
    return _AMOUNTS[MINOR_DIGITS[currency]][text]


def _read_minor(digits: int, text: str) -> int:
    whole, _, decimals = text.partition(".")
    if not re.fullmatch(PRICE_PATTERN, text, re.ASCII) or len(decimals) > digits:
        raise ValueError(text)
    return int(whole + decimals.ljust(digits, "0"))


_AMOUNTS: Final = [Remembered(partial(_read_minor, digits)) for digits in range(DECIMALS)]
"""What amounts are in minor units, by the number of their currency's digits."""


def parse_amount(text: str, currency: str) -> Money:
    """Read an amount with at most the currency's decimals.

    Raises:
        ValueError: the text isn't an amount of this currency.

    >>> parse_amount("20", "EUR")
    Money(2000, 'EUR')
    """
    return Money(parse_minor(text, currency), currency)


def parse_signed(text: str, currency: str) -> Money:
    """Read an amount that may begin with a minus, as those of a credit note do.

    Raises:
        ValueError: the text isn't such an amount.

    >>> parse_signed("-9.00", "EUR"), parse_signed("9", "EUR")
    (Money(-900, 'EUR'), Money(900, 'EUR'))
    """
    if text.startswith("-"):
        return -parse_amount(text[1:], currency)
    return parse_amount(text, currency)


def parse_percent(text: str) -> int:
    """Read a percentage from 0 to 100 with at most four decimals, in millionths of the whole.

    Raises:
        ValueError: the text isn't such a percentage.

    >>> parse_percent("12.5"), parse_percent("100")
    (125000, 1000000)
    """
    return _PERCENTAGES[text]


def _read_percent(text: str) -> int:
    if not re.fullmatch(PERCENT_PATTERN, text, re.ASCII):
        raise ValueError(text)
    return in_millionths(text) // 100


_PERCENTAGES: Final = Remembered(_read_percent)


@lru_cache(MOST_REMEMBERED)
def decimal_text(millionths: int, currency: str) -> str:
    """Write a price with at least the currency's decimals, and more where it has more.

    >>> decimal_text(180000000, "EUR"), decimal_text(125000, "EUR"), decimal_text(-3500000, "EUR")
    ('180.00', '0.125', '-3.50')
    """
    whole, rest = divmod(abs(millionths), MILLION)
    decimals = f"{rest:06}".rstrip("0").ljust(MINOR_DIGITS[currency], "0")
    sign = "-" if millionths < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


@lru_cache(MOST_REMEMBERED)
def percent_text(millionths: int) -> str:
    """Write millionths of the whole as a percentage without needless zeros.

    >>> percent_text(900000), percent_text(875000)
    ('90', '87.5')
    """
    whole, rest = divmod(millionths * 100, MILLION)
    return f"{whole}.{rest:06}".rstrip("0").rstrip(".")

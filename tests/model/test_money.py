"""Check exact money: what is read, one rounding half up, and what is written."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addonctl.model.money import (
    MINOR_DIGITS,
    Money,
    decimal_text,
    parse_amount,
    parse_percent,
    parse_price,
    percent_text,
    round_half_up,
    round_to_money,
)

CURRENCIES = st.sampled_from(["JPY", "EUR", "KWD", "CLF"])
NOT_NUMBERS = [
    *("", " ", " 1", "1 ", "1\n", "1.", ".5", "1,5", "1.2.3", "1_000", "1/2", "0x1", "1e3"),
    *("-1", "+1", "NaN", "Infinity", "\u0661\u0665", "\uff11\uff15"),
]


def rounded_once(exact: Fraction) -> int:
    """Round a fraction as the ratio of whole numbers that it is."""
    return round_half_up(exact.numerator, exact.denominator)


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("0", 0),
        ("1/2", 1),
        ("-1/2", -1),
        ("3/2", 2),
        ("5/2", 3),
        ("-5/2", -3),
        ("249/100", 2),
        ("1/3", 0),
        ("2/3", 1),
        ("-2/3", -1),
        ("999/2", 500),
        ("499999999999999999999/1000000000000000000000", 0),
        ("19999999999999999999/2", 10000000000000000000),
    ],
)
def test_half_is_rounded_away_from_zero(exact: str, rounded: int) -> None:
    """A half goes up in magnitude, never to the even neighbour, however long the number is."""
    assert rounded_once(Fraction(exact)) == rounded


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9
    )
)
def test_rounding_agrees_with_decimal(number: Decimal) -> None:
    """Integers and the standard library's decimals round alike."""
    assert rounded_once(Fraction(number)) == int(number.quantize(Decimal(1), ROUND_HALF_UP))


@given(st.fractions(), st.fractions())
def test_rounding_keeps_the_order_and_stays_within_a_half(one: Fraction, other: Fraction) -> None:
    """A greater number never rounds to less, and nothing moves by more than a half."""
    small, great = sorted((one, other))
    assert rounded_once(small) <= rounded_once(great)
    assert abs(rounded_once(one) - one) <= Fraction(1, 2)
    assert rounded_once(-one) == -rounded_once(one)


@pytest.mark.parametrize(
    ("exact", "currency", "text"),
    [
        ("0.5", "JPY", "1"),
        ("9.995", "EUR", "10.00"),
        ("9.994999", "EUR", "9.99"),
        ("4.995", "USD", "5.00"),
        ("1.0005", "KWD", "1.001"),
        ("1.00005", "CLF", "1.0001"),
        ("0", "TND", "0.000"),
    ],
)
def test_amount_is_rounded_once_to_the_smallest_unit(exact: str, currency: str, text: str) -> None:
    """An exact amount becomes minor units of its currency: 0, 2, 3 or 4 digits."""
    assert str(round_to_money(parse_price(exact), currency)) == text


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (275474, "EUR", "2754.74"),
        (5, "EUR", "0.05"),
        (-5, "EUR", "-0.05"),
        (-585, "EUR", "-5.85"),
        (0, "EUR", "0.00"),
        (500, "JPY", "500"),
        (-500, "JPY", "-500"),
        (210583, "TND", "210.583"),
        (7, "UYW", "0.0007"),
    ],
)
def test_amount_is_written_with_its_currency_s_decimals(
    minor: int, currency: str, text: str
) -> None:
    """There are always exactly as many decimals as the currency has."""
    assert str(Money(minor, currency)) == text


@given(st.integers(0, 10**12 - 1), CURRENCIES)
def test_written_amount_is_read_back(minor: int, currency: str) -> None:
    """What is written is what was read, for every number of decimals."""
    amount = Money(minor, currency)
    assert parse_amount(str(amount), currency) == amount


@given(st.integers(0, 10**12 - 1), CURRENCIES)
def test_amounts_of_all_currencies_compare_in_millionths(minor: int, currency: str) -> None:
    """An amount is worth what its text says, read as a price."""
    amount = Money(minor, currency)
    assert amount.millionths == parse_price(str(amount))


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_no_plain_number_is_never_money(text: str) -> None:
    """Signs, blanks, exponents, separators and other scripts' digits are refused."""
    for read in (parse_price, parse_percent, lambda text: parse_amount(text, "EUR")):
        with pytest.raises(ValueError):
            read(text)


@pytest.mark.parametrize(
    ("text", "currency"),
    [("1.005", "EUR"), ("1.000", "EUR"), ("1.5", "JPY"), ("1.0", "JPY"), ("1.0005", "KWD")],
)
def test_amount_finer_than_its_currency_is_refused(text: str, currency: str) -> None:
    """An amount of money has at most the currency's decimals, be they zeros."""
    with pytest.raises(ValueError):
        parse_amount(text, currency)


@pytest.mark.parametrize("text", ["0.000001", "999999999999.999999", "0012.50"])
def test_price_may_be_finer_than_its_currency(text: str) -> None:
    """A price has up to twelve digits and six decimals and is kept exactly."""
    assert parse_price(text) == Fraction(text) * 10**6


@pytest.mark.parametrize("text", ["1000000000000", "0.0000001"])
def test_price_beyond_its_limits_is_refused(text: str) -> None:
    """Thirteen digits or seven decimals are too many."""
    with pytest.raises(ValueError):
        parse_price(text)


@pytest.mark.parametrize(
    ("text", "millionths"),
    [
        ("0", 0),
        ("20", 200_000),
        ("100", 10**6),
        ("100.0000", 10**6),
        ("5.5", 55_000),
        ("0.0001", 1),
    ],
)
def test_percentage_is_exact(text: str, millionths: int) -> None:
    """A percentage is between 0 and 100, both included, with up to four decimals."""
    assert parse_percent(text) == millionths


@pytest.mark.parametrize("text", ["100.0001", "101", "1000", "0.00001"])
def test_percentage_beyond_its_limits_is_refused(text: str) -> None:
    """Nothing above 100 is a percentage, nor anything with five decimals."""
    with pytest.raises(ValueError):
        parse_percent(text)


@given(st.integers(0, 10**6))
def test_percentage_is_written_without_needless_zeros(ten_thousandths: int) -> None:
    """The written percentage means the same share, and ends in no zero after a point."""
    text = percent_text(ten_thousandths)
    assert parse_percent(text) == ten_thousandths
    assert "." not in text or text[-1] not in "0."


@pytest.mark.parametrize(
    ("exact", "currency", "text"),
    [
        ("180", "EUR", "180.00"),
        ("15.5", "EUR", "15.50"),
        ("0.125", "EUR", "0.125"),
        ("1850", "JPY", "1850"),
        ("0.5", "JPY", "0.5"),
        ("0", "EUR", "0.00"),
        ("142.5", "TND", "142.500"),
        ("0.000003", "EUR", "0.000003"),
    ],
)
def test_exact_price_keeps_its_own_decimals(exact: str, currency: str, text: str) -> None:
    """A price is written with at least the currency's decimals and never rounded."""
    assert decimal_text(parse_price(exact), currency) == text


@pytest.mark.parametrize(
    ("digits", "codes"),
    [
        (0, ["JPY", "KRW", "CLP", "ISK", "VND", "XAF", "XOF", "XPF"]),
        (2, ["EUR", "USD", "GBP", "CHF", "HUF", "IDR", "MGA", "MRU", "PLN", "TWD", "ZWG"]),
        (3, ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]),
        (4, ["CLF", "UYW"]),
    ],
)
def test_currency_has_the_digits_of_iso_4217(digits: int, codes: list[str]) -> None:
    """The list is ISO 4217's, also where usage has fewer decimals."""
    assert {MINOR_DIGITS[code] for code in codes} == {digits}


@pytest.mark.parametrize("code", ["XXX", "XAU", "BTC", "eur", "EURO", "DEM", ""])
def test_unknown_currency_has_no_digits(code: str) -> None:
    """What isn't a currency with a minor unit isn't in the list."""
    assert code not in MINOR_DIGITS


def test_currencies_do_not_mix() -> None:
    """Amounts of two currencies are never equal, added, subtracted or compared."""
    euro, dollar = Money(100, "EUR"), Money(100, "USD")
    assert euro != dollar
    for mix in (Money.__add__, Money.__sub__, Money.__lt__):
        with pytest.raises(ValueError):
            mix(euro, dollar)


def test_amount_is_a_frozen_value() -> None:
    """Equal amounts are one key, and none can be changed."""
    amount = Money(100, "EUR")
    assert {amount: "same"}[Money(100, "EUR")] == "same"
    assert amount != 100
    for name, value in (("minor", 0), ("currency", "USD"), ("other", 1)):
        with pytest.raises(AttributeError):
            setattr(amount, name, value)
    assert amount == Money(100, "EUR")


def test_amounts_add_up_and_are_ordered() -> None:
    """Sums, differences, signs and order are those of the minor units."""
    small, great = Money(1999, "EUR"), Money(2000, "EUR")
    assert small + Money(1, "EUR") == great
    assert small - great == -Money(1, "EUR") == Money(-1, "EUR")
    assert small < great
    assert max(small, great) == great
    assert repr(small) == "Money(1999, 'EUR')"

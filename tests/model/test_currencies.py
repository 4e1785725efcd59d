"""Check which currencies are known, and what is said of one that was withdrawn."""

import datetime as dt

import pytest

from addonctl.actions.account_warnings import currency_warnings
from addonctl.model.money import MINOR_DIGITS, WITHDRAWN

ON_THE_DAY = [
    ("CUC", "2021-07-01", "CUP"),
    ("HRK", "2023-01-01", "EUR"),
    ("SLL", "2024-01-01", "SLE"),
    ("ZWL", "2024-09-01", "ZWG"),
    ("ANG", "2025-03-31", "XCG"),
    ("BGN", "2026-01-01", "EUR"),
]


@pytest.mark.parametrize(("currency", "since", "successor"), ON_THE_DAY)
def test_a_currency_is_withdrawn_from_a_day_on_and_fine_the_day_before(
    currency: str, since: str, successor: str
) -> None:
    """The day that is asked about counts, and the currency that took its place is named."""
    day = dt.date.fromisoformat(since)
    (warning,) = currency_warnings(currency, day)
    assert warning.code == "CURRENCY_WITHDRAWN"
    assert (warning.message.values["date"], warning.message.values["successor"]) == (day, successor)
    assert list(currency_warnings(currency, day - dt.timedelta(days=1))) == []


def test_what_was_withdrawn_earlier_is_unknown_and_what_came_instead_is_known() -> None:
    """One rule: active in ISO 4217, or withdrawn since 2021."""
    assert not {"DEM", "LTL", "VEF", "MRO", "STD", "BYR", "ZWD"} & set(MINOR_DIGITS)
    assert {"SLE", "VED", "XCG", "ZWG", "XAD", "MRU", "STN"} <= set(MINOR_DIGITS)
    assert all(withdrawn.successor in MINOR_DIGITS for withdrawn in WITHDRAWN.values())
    assert min(withdrawn.since for withdrawn in WITHDRAWN.values()) >= dt.date(2021, 1, 1)


@pytest.mark.parametrize(
    ("currency", "digits"),
    [
        *(("JPY", 0), ("ISK", 0), ("UGX", 0), ("EUR", 2), ("BGN", 2)),
        *(("KWD", 3), ("TND", 3), ("CLF", 4), ("UYW", 4)),
    ],
)
def test_a_currency_has_the_decimals_of_iso_4217(currency: str, digits: int) -> None:
    """None, two, three or four; ISO's, and not those of everyday use."""
    assert MINOR_DIGITS[currency] == digits

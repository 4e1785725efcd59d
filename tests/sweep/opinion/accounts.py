"""Make accounts of every kind up: for a number the same ones, a million in half a minute.

What each has is drawn: users, events, discounts of each kind, taxes (none, unknown, 0 %, dated ones
of one name), credit, prices of its own or of the book with more decimals than the currency, billing
of each frequency. Some add-ons are bought, included, gone, tried, without a price, or asked about
before the first cycle. Where a cycle ends is drawn so that halves occur, which only rounding
decides.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from tests.sweep.opinion.book import ADDON, DIGITS

T = TypeVar("T")
Tree = dict[str, Any]
OTHERS: Final = ("ai-assist", "ai-assist-pro", "call-recording")
"""Add-ons that were bought beside it; the last is gone from the catalogue."""
STEPS: Final = {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}
_PLANS: Final = ("essentials",) * 8 + ("professional",) * 6 + ("custom",) * 3
_ROLES: Final = (["owner"], ["admin"], ["supervisor"], ["agent"], ["agent", "owner"])
_NAMES: Final = (
    *("Acme SAS", "Brasserie Lumière", "奈良観光株式会社", 'Smith, "Bros" & Co', "Dupont; Fils"),
    *('=HYPERLINK("x")', "+33 Conseil", "-40 °C", "@work", "O'Neill", "Zürich  AG"),
)
_PERCENTS: Final = ("10", "5", "50", "12.5", "33.3333", "0", "100", "7.25", "15", "0.5")
_RATES: Final = ("20", "19", "5", "25.5", "8.1", "0", "10", "2.5", "7.7", "13.0625")
_SHARES: Final = (0, 1, 14, 15, 45, 46, 91, 182, 183)
"""Days until a cycle ends; half of 28, 30, 90, 92 and 366 among them, and a first day."""


class Draw:
    """Draw from a generator whose numbers are the same on every machine."""

    def __init__(self, seed: int) -> None:
        """Begin at a number."""
        self._next = random.Random(seed).random  # noqa: S311  # nothing is secret here

    def of(self, values: Sequence[T]) -> T:
        """Take one of several."""
        return values[int(self._next() * len(values))]

    def below(self, count: int) -> int:
        """Take a whole number from 0 on."""
        return int(self._next() * count)

    def once_in(self, count: int) -> bool:
        """Say yes once in so many times."""
        return self._next() * count < 1

    def decimal(self, whole: int, digits: int) -> str:
        """Write a number with so many decimals, that ends in 5 oftener than others do."""
        number = self.below(whole * 10**digits)
        if digits and self.once_in(2):
            number += 5 - number % 10
        return f"{number // 10**digits}.{number % 10**digits:0{digits}}" if digits else str(number)


class Asked(NamedTuple):
    """What the accounts of a part are asked about."""

    as_of: dt.date
    addon: str = ADDON
    licenses: int | None = None


PARTS: Final = (
    Asked(dt.date(2026, 11, 21)),
    Asked(dt.date(2027, 2, 14)),
    Asked(dt.date(2027, 3, 1)),
    Asked(dt.date(2027, 9, 10), "ai-assist", 31),
    Asked(dt.date(2028, 2, 29)),
)
"""On these days cycles have 28 to 31, 89 to 92, 181 to 184, 365 and 366 days."""


def made_up(count: int, asked: Asked, *, seed: int) -> Iterator[Tree]:
    """Make accounts up that are asked about."""
    draw = Draw(seed)
    for number in range(count):
        currency = draw.of(tuple(DIGITS))
        digits = DIGITS[currency]
        account = {
            "schema": 1,
            "id": f"a{number:07}",
            "name": draw.of(_NAMES),
            "plan": draw.of(_PLANS) if draw.below(40) else draw.of(("everything", "nothing")),
            "currency": currency,
            "billing": _billing(draw, asked.as_of, digits),
            "licenses": _licenses(draw),
            "users": _users(draw),
            "events": list(_events(draw, asked, currency, digits)),
        }
        if draw.below(3):
            account["time_zone"] = draw.of(("Europe/Paris", "Asia/Tokyo", "America/New_York"))
        if draw.below(3):
            account["prices"] = {asked.addon: _price(draw, digits)}
        yield account


def _billing(draw: Draw, as_of: dt.date, digits: int) -> Tree:
    frequency = draw.of(tuple(STEPS))
    billing: Tree = {"frequency": frequency, "anchor": _anchor(draw, as_of, STEPS[frequency])}
    if draw.below(6):
        billing["taxes"] = _taxes(draw, as_of)
    if draw.below(2):
        kind = draw.of(("percent", "percent", "per_cycle"))
        billing["discount"] = {kind: _amount_off(draw, kind, digits)}
    if draw.below(2):
        billing["credit"] = draw.decimal(90, draw.of((0, digits)))
    if draw.once_in(3):
        billing["commitment"] = draw.of(("annual", "none"))
    if draw.once_in(6):
        billing["purchase_path"] = draw.of(("self_service", "quote"))
    if draw.once_in(2):
        billing["payment_method"] = draw.of(("card", "card", "direct_debit", "bank_transfer"))
    return billing


def _anchor(draw: Draw, as_of: dt.date, step: int) -> dt.date:
    """Draw the first day of the first cycle: once in 50 times after the day that is asked about."""
    if draw.once_in(50):
        return as_of + dt.timedelta(days=1 + draw.below(400))
    if draw.once_in(3):  # any day before
        return as_of - dt.timedelta(days=draw.below(3000))
    if draw.once_in(3):  # a day that not every month has
        return dt.date(draw.of((2024, 2020)), draw.of((1, 5, 10)), 29 + draw.below(3))
    end = as_of + dt.timedelta(days=draw.of(_SHARES))
    months = end.year * 12 + end.month - 1 - step * (1 + draw.below(5))
    return dt.date(months // 12, months % 12 + 1, min(end.day, 28))


def _taxes(draw: Draw, as_of: dt.date) -> list[Tree]:
    taxes: list[Tree] = []
    for name in ("VAT", "City tax", "Levy")[: draw.below(4)]:
        taxes.append({"name": name, "percent": draw.of(_RATES)})
        if draw.once_in(4):  # from the day itself, from days before, from the next invoices on
            begins = {as_of + dt.timedelta(days=draw.of((-400, -1, 0, 1, 20, 90)))}
            begins.add(as_of + dt.timedelta(days=draw.of((-30, 2, 40))))
            if draw.once_in(4):
                taxes.pop()
            rows = [
                {"name": name, "percent": draw.of(_RATES), "from": day} for day in sorted(begins)
            ]
            taxes += rows
    return taxes


def _amount_off(draw: Draw, kind: str, digits: int) -> str:
    if kind == "percent":
        return draw.of(_PERCENTS)
    return draw.decimal(draw.of((5, 50, 5000)), digits)


def _price(draw: Draw, digits: int) -> Tree:
    """Draw a contract's own price; it may have a discount of its own."""
    decimals = min(6, digits + draw.below(4))
    price: Tree = {
        "unit_price": draw.decimal(draw.of((3, 30, 400)), decimals),
        "per": draw.of(("month", "cycle")),
    }
    if draw.once_in(500):
        price["unit_price"] = f"{10**11 + draw.below(10**11)}"
    if draw.once_in(3):
        kind = draw.of(("once", "percent", "per_cycle"))
        price["discount"] = {kind: _amount_off(draw, kind, digits)}
    return price


def _licenses(draw: Draw) -> Tree:
    standard = draw.of(
        (1 + draw.below(40), draw.of((31, 61, 73, 91)) * draw.below(4), draw.below(5000))
    )
    if draw.once_in(500):
        standard = 999_990 + draw.below(10)
    return {"standard": standard, "additional": draw.below(20) + (not standard)}


def _users(draw: Draw) -> list[Tree]:
    first = draw.of(("marie", "olaf", "ines"))
    return [
        {
            "id": first,
            "name": first.title(),
            "email": f"{first}@x.example",
            "roles": draw.of(_ROLES),
        },
        *(
            {"id": f"u{number}", "name": f"Person {number}", "roles": draw.of(_ROLES)}
            for number in range(2, 6)
        ),
    ]


def _events(draw: Draw, asked: Asked, currency: str, digits: int) -> Iterator[Tree]:
    """Draw what happened: until the day, on it, and after it."""
    for _ in range(draw.below(3)):
        day = asked.as_of - dt.timedelta(days=draw.of((-3, 0, 1, 20, 300)))
        yield {"kind": "feature_requested", "date": day, "addon": asked.addon, "by": "u2"}
    if draw.once_in(4):
        day = asked.as_of - dt.timedelta(days=draw.of((-1, 0, 27, 28, 29, 30, 31, 32, 200)))
        trial: Tree = {"kind": "trial_started", "date": day, "addon": asked.addon, "by": "u3"}
        if draw.once_in(2):
            trial["trial_end"] = day + dt.timedelta(days=draw.of((14, 30, 31)))
        yield trial
    if draw.once_in(3):
        credit = draw.decimal(30, digits)
        yield _bought(draw, asked, draw.of(OTHERS), currency, {"credit": credit})
    if draw.once_in(12):
        recorded = {"unit_price": "12.00", "per": "month", "quantity": 12}
        yield _bought(draw, asked, asked.addon, currency, draw.of(({}, recorded)))


def _bought(draw: Draw, asked: Asked, addon: str, currency: str, recorded: Tree) -> Tree:
    day = asked.as_of - dt.timedelta(days=draw.of((-1, 0, 1, 100)))
    event = {"kind": "subscribed", "date": day, "addon": addon, "by": "marie"}
    return event | recorded | ({"currency": currency} if recorded else {})

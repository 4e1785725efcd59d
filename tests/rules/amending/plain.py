"""A second opinion on what recorded events come to: they are told again, day by day.

Written from the rules alone, over the dictionaries of a file, with fractions for money. It imports
nothing of the program.
"""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

Event = dict[str, Any]
DAY = dt.timedelta(days=1)


class Told(NamedTuple):
    """What is so on a day: whether an add-on is bought, for how many licences, who asks for it."""

    is_bought: bool
    quantity: int | None
    asks: tuple[str, ...]
    trial_end: dt.date | None


def told(events: list[Event], addon: str, known: dt.date, day: dt.date) -> Told:
    """Tell the events of an add-on that are recorded until one day up to another."""
    teller = _Teller()
    counted = [event for event in _counted(events, known) if event["addon"] == addon]
    today = min([day, *(event["date"] for event in counted)])
    while today <= day:
        teller.begin(today)
        for event in counted:
            if event["date"] == today:
                teller.hear(event, today)
        today += DAY
    asks = () if teller.bought else tuple(teller.asks)
    return Told(teller.bought, teller.quantity, asks, max(teller.trials, default=None))


class _Teller:
    """Remember how things stand on the day that is told."""

    def __init__(self) -> None:
        self.stop()
        self.asks: list[str] = []
        self.trials: list[dt.date] = []

    def stop(self) -> None:
        self.bought = False
        self.quantity: int | None = None
        self.coming: tuple[dt.date, int] | None = None
        self.end: dt.date | None = None

    def begin(self, today: dt.date) -> None:
        """Let what was to come take effect."""
        if self.end is not None and self.end <= today:
            self.stop()
        if self.coming is not None and self.coming[0] <= today:
            self.quantity, self.coming = self.coming[1], None

    def hear(self, event: Event, today: dt.date) -> None:
        """Take an event of the day."""
        kind, is_now = event["kind"], (event.get("effective") or today) <= today
        if kind == "subscribed":
            self.bought, self.quantity, self.asks = True, event.get("quantity"), []
        elif kind == "licenses_changed" and is_now:
            self.quantity, self.coming = event["quantity"], None
        elif kind == "licenses_changed":
            self.coming = event["effective"], event["quantity"]
        elif kind == "ended" and is_now:
            self.stop()
        elif kind == "ended":
            self.end = event["effective"]
        elif kind == "trial_started":
            self.trials.append(event["trial_end"])
        elif kind == "feature_requested" and event["by"] not in self.asks:
            self.asks.append(event["by"])


def credit(events: list[Event], start: Fraction, known: dt.date) -> Fraction:
    """Add up the credit that is left: purchases and changes take it, credit notes give it."""
    left = start
    for event in _counted(events, known):
        if event["kind"] in {"subscribed", "licenses_changed"}:
            left -= Fraction(event.get("credit") or 0)
            if event.get("credit_note"):
                left -= Fraction(event["total"])
    return max(left, Fraction(0))


def change(
    price: Fraction,
    before: int,
    after: int,
    days: tuple[int, int],
    *,
    percent: Fraction = Fraction(0),
    per_cycle: Fraction = Fraction(0),
) -> Fraction:
    """Say what a change of licences is before tax: two discounted prices, their part of days."""

    def charged(count: int) -> Fraction:
        return max(price * count - per_cycle, Fraction(0)) * (1 - percent / 100)

    return cents((charged(after) - charged(before)) * Fraction(*days))


def cents(amount: Fraction) -> Fraction:
    """Round to cents, a half away from nothing."""
    size = abs(amount) * 100
    whole = size.numerator // size.denominator
    whole += (size - whole) * 2 >= 1
    return Fraction(whole if amount >= 0 else -whole, 100)


def _counted(events: list[Event], known: dt.date) -> Iterator[Event]:
    """Leave out what comes later, the voids, and what they void."""
    struck: list[Event] = []
    for event in events:
        if event["kind"] == "voided" and event["date"] <= known:
            named = event["event"]
            by_id = [each for each in events if each.get("id") == named]
            struck.append(by_id[0] if by_id else events[int(named) - 1])
    for event in events:
        is_struck = any(event is each for each in struck)
        if event["kind"] != "voided" and event["date"] <= known and not is_struck:
            yield event

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
    counted = [event for event in _counted(events, known) if event["addon"] == addon]
    bought, quantity = False, None
    coming: tuple[dt.date, int] | None = None
    end: dt.date | None = None
    asks: list[str] = []
    trials: list[dt.date] = []
    today = min([day, *(event["date"] for event in counted)])
    while today <= day:
        if end is not None and end <= today:
            bought, quantity, coming, end = False, None, None, None
        if coming is not None and coming[0] <= today:
            quantity, coming = coming[1], None
        for event in counted:
            if event["date"] != today:
                continue
            match event["kind"]:
                case "subscribed":
                    bought, quantity, asks = True, event.get("quantity"), []
                case "licenses_changed" if event["effective"] <= today:
                    quantity, coming = event["quantity"], None
                case "licenses_changed":
                    coming = event["effective"], event["quantity"]
                case "ended" if event["effective"] <= today:
                    bought, quantity, coming, end = False, None, None, None
                case "ended":
                    end = event["effective"]
                case "feature_requested" if event["by"] not in asks:
                    asks.append(event["by"])
                case "trial_started":
                    trials.append(event["trial_end"])
        today += DAY
    return Told(bought, quantity, () if bought else tuple(asks), max(trials, default=None))


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

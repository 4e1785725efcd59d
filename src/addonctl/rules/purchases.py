"""Read from the recorded events what is bought on a day: since when, how many licences, until when.

What it is billed for belongs to `holdings`, whether the events can have happened to `event_checks`.
Pure, and without the catalogue.

Rules (both articles: a subscription isn't edited, the account manager or the success team changes
it; what they leave open is ours):

1. What was voided counts for nothing, and neither does the void. It names an earlier event, by its
   id or else by its number, counted from 1.
2. An add-on is bought from the day of its purchase on, until the day on which an end takes effect.
   After that it may be bought again. A newer end replaces one that hasn't taken effect.
3. A change of licences holds from the day on which it takes effect. One that was still to come when
   a newer one was recorded is replaced by that.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from addonctl.model.account import Event, EventKind
from addonctl.model.purchases import Bought

OF_PURCHASE: Final[frozenset[EventKind]] = frozenset({"subscribed", "licenses_changed", "ended"})
"""What makes a purchase and changes it."""
Numbered: TypeAlias = tuple[int, Event]
"""An event with its number among the account's, counted from 0."""


class Span(Struct):
    """A purchase with the changes of it that aren't replaced, and its end."""

    purchase: Event
    changes: list[Event]
    end: Event | None = None

    def is_over(self, day: dt.date) -> bool:
        """Say whether its end has taken effect on a day."""
        return self.end is not None and self.end.holds_from <= day

    def add(self, event: Event) -> None:
        """Take a change or an end; it replaces one that is still to come on its date."""
        if event.kind == "ended":
            self.end = event
            return
        while self.changes and self.changes[-1].holds_from > event.date:
            self.changes.pop()
        self.changes.append(event)

    def counted_by(self, day: dt.date) -> Event:
        """Return the event that gives the number of licences on a day."""
        for change in reversed(self.changes):
            if change.holds_from <= day:
                return change
        return self.purchase

    def on(self, day: dt.date) -> Bought:
        """Say what is bought of it on a day."""
        made = [change for change in self.changes if change.holds_from <= day]
        counted_by = self.counted_by(day)
        priced = [change for change in made if change.unit_price is not None]
        return Bought(
            purchase=self.purchase,
            quantity=counted_by.quantity,
            counted_by=counted_by,
            priced_by=priced[-1] if priced else self.purchase,
            pending=next((each for each in self.changes if each.holds_from > day), None),
            ending=self.end,
        )


def find_number(events: Sequence[Event], named: str | int) -> int | None:
    """Find the event that an id or a number names, counted from 0; an id comes before a number."""
    for number, event in enumerate(events):
        if event.id is not None and event.id == named:
            return number
    text = str(named)
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(len(events)))):
        return None
    return int(text) - 1 if 0 < int(text) <= len(events) else None


def voids_among(events: Sequence[Event]) -> dict[int, int]:
    """Lead from the number of each event that is voided to that of its void, both from 0.

    A void names an earlier event that isn't one itself; another one has no effect.
    """
    voids: dict[int, int] = {}
    for number, event in enumerate(events):
        if event.kind == "voided" and event.event is not None:
            target = find_number(events[:number], event.event)
            if target is not None and events[target].kind != "voided":
                voids.setdefault(target, number)
    return voids


def counted_events(events: Sequence[Event], until: dt.date) -> list[Event]:
    """List the events until a day that count: no voids, and nothing that is voided until then."""
    return [event for _number, event in numbered_events(events, until)]


def numbered_events(events: Sequence[Event], until: dt.date) -> list[Numbered]:
    """List the events that count until a day with their numbers."""
    known = [(number, event) for number, event in enumerate(events) if event.date <= until]
    voids = [number for number, event in known if event.kind == "voided"]
    if not voids:
        return known
    voided = {target for target, number in voids_among(events).items() if number in voids}
    return [
        (number, event)
        for number, event in known
        if event.kind != "voided" and number not in voided
    ]


def span_at(spans: Sequence[Span], day: dt.date) -> Span | None:
    """Return the newest purchase unless it is over on a day."""
    return spans[-1] if spans and not spans[-1].is_over(day) else None


def spans_of(events: Sequence[Event]) -> list[Span]:
    """Put the events of an add-on that count together by its purchases, in their order.

    A purchase of what is bought, and a change or an end of what isn't, change nothing.
    """
    spans: list[Span] = []
    for event in events:
        add_to(spans, event)
    return spans


def add_to(spans: list[Span], event: Event) -> None:
    """Take one event more of an add-on into account."""
    if event.kind not in OF_PURCHASE:
        return
    span = span_at(spans, event.date)
    if event.kind != "subscribed":
        if span is not None:
            span.add(event)
    elif span is None:
        spans.append(Span(event, []))


def bought_on(events: Sequence[Event], day: dt.date) -> Bought | None:
    """Say what is bought on a day by the events of an add-on that count, `None` where it isn't."""
    for span in reversed(spans_of(events)):
        if span.purchase.date <= day and not span.is_over(day):
            return span.on(day)
    return None


def bought_by_addon(events: Sequence[Event], until: dt.date, day: dt.date) -> dict[str, Bought]:
    """Say what is bought on a day of each add-on, by what is recorded until another."""
    by_addon: dict[str, list[Event]] = {}
    for event in counted_events(events, until):
        if event.kind in OF_PURCHASE:
            by_addon.setdefault(event.addon, []).append(event)
    found = {addon: bought_on(own, day) for addon, own in by_addon.items()}
    return {addon: bought for addon, bought in found.items() if bought is not None}

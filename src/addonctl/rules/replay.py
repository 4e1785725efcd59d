"""Go through the events of one add-on in their order, and find those that can't have happened.

Pure. What is wrong with dates, ids and amounts belongs to `event_checks`, which goes through all
events of an account.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Final, TypeAlias

from addonctl.model.account import OF_VENDOR, Event, EventKind
from addonctl.model.catalog import Addon
from addonctl.model.messages import Message, place_name
from addonctl.rules.addon_status import trial_period_end
from addonctl.rules.purchases import OF_PURCHASE, Numbered, Span, add_to, span_at

HistoryFault: TypeAlias = tuple[tuple[str, int, str], Message]
"""Where an event is wrong in its account, `("events", 3, "date")`, and what is wrong with it."""
_WHEN_BOUGHT: Final[dict[EventKind, str]] = {
    "subscribed": "EVENT_SUBSCRIBED_TWICE",
    "trial_started": "EVENT_TRIAL_AFTER_PURCHASE",
}
"""What doesn't happen to an add-on that is bought."""
_LEAVES_A_MARK: Final[frozenset[EventKind]] = OF_PURCHASE | {"trial_started"}
"""What a later event may stand on."""


class Replay:
    """Remember the events of an add-on that count by what a later one may contradict.

    Without its `addon` a trial whose end isn't recorded is of unknown length.
    """

    def __init__(self, addon: Addon | None) -> None:
        """Begin without events."""
        self._addon = addon
        self._events: list[Numbered] = []
        self._begin()

    def _begin(self) -> None:
        self._faults: dict[int, HistoryFault] = {}
        self._spans: list[Span] = []
        self._trial: tuple[int, dt.date, dt.date] | None = None
        self._told = 0

    @property
    def faults(self) -> dict[int, HistoryFault]:
        """Return what is wrong with the events so far, by the number of the event."""
        while self._told < len(self._events):
            self._tell(*self._events[self._told])
        return self._faults

    def add(self, number: int, event: Event) -> None:
        """Take one event more."""
        if event.kind in _LEAVES_A_MARK:
            self._events.append((number, event))

    def remove(self, number: int) -> None:
        """Leave an event out, as if it had never been."""
        self._events = [known for known in self._events if known[0] != number]
        self._begin()

    def standing_on(self, number: int) -> int | None:
        """Return the first event that can't have happened without another one."""
        events = {known: event for known, event in self._events if known >= number}
        target = events.pop(number, None)
        if target is None or not any(_may_stand_on(target, event) for event in events.values()):
            return None
        faults, other = self.faults, Replay(self._addon)
        for known, event in self._events:
            if known != number:
                other.add(known, event)
                if known in other.faults and known not in faults:
                    return known
        return None

    def _tell(self, number: int, event: Event) -> None:
        """Go on by one event, and note what is wrong with it."""
        self._told += 1
        fault = self._fault_of(number, event)
        if fault is not None:
            self._faults[number] = fault
        add_to(self._spans, event)
        if event.kind == "trial_started":
            # The trial that ends last counts; one of unknown length ends at once.
            end = event.trial_end or (
                trial_period_end(event.date, self._addon) if self._addon else event.date
            )
            if self._trial is None or self._trial[2] < end:
                self._trial = number, event.date, end

    def _fault_of(self, number: int, event: Event) -> HistoryFault | None:
        """Find what an event contradicts: a purchase, that there is none, a trial."""
        addon, span = event.addon, span_at(self._spans, event.date)
        if event.kind in OF_VENDOR:
            return next(self._of_change(number, event, span), None)
        if span is not None:
            purchase = span.purchase
            other = self._number_of(purchase)
            code, date = _WHEN_BOUGHT[event.kind], purchase.date
            return fault_at(code, number, "kind", other, addon=addon, date=date)
        if event.kind == "trial_started" and self._trial is not None:
            other, date, end = self._trial
            if event.date < end:
                last = end - dt.timedelta(days=1)
                values = {"addon": addon, "date": date, "last": last}
                return fault_at("EVENT_TRIAL_RUNNING", number, "kind", other, **values)
        return None

    def _of_change(self, number: int, event: Event, span: Span | None) -> Iterator[HistoryFault]:
        """Find a change or an end of what isn't bought, and a change from another number."""
        if span is None:
            yield fault_at("EVENT_NOT_BOUGHT", number, "kind", addon=event.addon, date=event.date)
            return
        before, counted_by = event.quantity_before, span.counted_by(event.date)
        if before is not None and counted_by.quantity not in {None, before}:
            other = self._number_of(counted_by)
            key, values = "quantity_before", {"value": before, "count": counted_by.quantity}
            yield fault_at("EVENT_QUANTITY_BEFORE", number, key, other, **values)

    def _number_of(self, event: Event) -> int:
        return next(number for number, known in self._events if known is event)


def _may_stand_on(earlier: Event, later: Event) -> bool:
    """Say whether an event of some kind may need an earlier one; most don't, seen at a glance."""
    match earlier.kind:
        case "subscribed":
            return later.kind in OF_VENDOR
        case "licenses_changed":
            return later.quantity_before is not None
        case "ended":
            return later.kind in _WHEN_BOUGHT
        case _:
            return False


def fault_at(
    code: str, number: int, key: str, other: int | None = None, /, **values: object
) -> HistoryFault:
    """Make a fault; `other` is the number of the event that is contradicted."""
    if other is not None:
        values["other"] = place_name(f"events[{other}]")
    return ("events", number, key), Message(code, **values)

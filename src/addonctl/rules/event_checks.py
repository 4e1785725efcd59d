"""Find recorded events that contradict each other. Pure.

What an account's file may hold at all belongs to `stores.parsing`, what an event changes to
`rules.addon_status`.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Final, TypeAlias

from addonctl.model.account import Account, Event, EventKind
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Message, place_name
from addonctl.model.money import MINOR_DIGITS, Money, parse_amount
from addonctl.rules.addon_status import trial_period_end

HistoryFault: TypeAlias = tuple[tuple[str, int, str], Message]
"""Where an event is wrong in its account, `("events", 3, "date")`, and what is wrong with it."""
_AFTER_PURCHASE: Final[dict[EventKind, str]] = {
    "subscribed": "EVENT_SUBSCRIBED_TWICE",
    "trial_started": "EVENT_TRIAL_AFTER_PURCHASE",
}


def find_history_faults(account: Account, catalog: Catalog) -> tuple[HistoryFault, ...]:
    """List the events that can't have happened as they are recorded, in the file's order.

    Rules: dates never go back, because events are appended; an id is used once; an add-on is
    subscribed once (purchase rules of both articles), and no trial starts while one runs or after
    the purchase; amounts are in the account's currency, gross - discount = subtotal, subtotal +
    tax = total, and the credit used is at most the total. What an event doesn't say isn't judged,
    but for a trial's end: without one it lasts as long as the catalogue says.
    """
    faults: list[HistoryFault] = []
    seen = _Seen(catalog)
    for number, event in enumerate(account.events):
        faults += seen.repeats(number, event)
        faults += _amounts(number, event, account.currency)
        seen.add(number, event)
    return tuple(faults)


def find_history_warnings(account: Account, today: dt.date) -> tuple[HistoryFault, ...]:
    """List the events of days that haven't come; until then nothing else can be recorded."""
    return tuple(
        _fault("EVENT_AFTER_TODAY", number, "date", date=event.date, today=today)
        for number, event in enumerate(account.events)
        if event.date > today
    )


class _Seen:
    """Remember the events so far by what a later one may contradict."""

    def __init__(self, catalog: Catalog) -> None:
        self._addons = {
            addon.id: addon for addon in catalog.addons if addon.id not in catalog.discontinued
        }
        self._last: Event | None = None
        self._ids: dict[str, int] = {}
        self._purchases: dict[str, tuple[int, dt.date]] = {}
        self._trials: dict[str, tuple[int, dt.date, dt.date]] = {}

    def add(self, number: int, event: Event) -> None:
        self._last = event
        if event.id is not None:
            self._ids.setdefault(event.id, number)
        if event.kind == "subscribed":
            self._purchases.setdefault(event.addon, (number, event.date))
        elif event.kind == "trial_started":
            # The trial that ends last counts; one of unknown length ends at once.
            addon = self._addons.get(event.addon)
            end = event.trial_end or (trial_period_end(event.date, addon) if addon else event.date)
            if event.addon not in self._trials or self._trials[event.addon][2] < end:
                self._trials[event.addon] = number, event.date, end

    def repeats(self, number: int, event: Event) -> Iterator[HistoryFault]:
        """Find what an event contradicts: the date and the id of others, a purchase, a trial."""
        if self._last is not None and event.date < self._last.date:
            yield _fault("EVENT_ORDER", number, "date", date=event.date, newest=self._last.date)
        if event.id is not None and event.id in self._ids:
            other = self._ids[event.id]
            yield _fault("EVENT_ID_TWICE", number, "id", other, value=event.id)
        addon = event.addon
        if event.kind in _AFTER_PURCHASE and addon in self._purchases:
            other, date = self._purchases[addon]
            yield _fault(_AFTER_PURCHASE[event.kind], number, "kind", other, addon=addon, date=date)
        elif event.kind == "trial_started" and addon in self._trials:
            other, date, end = self._trials[addon]
            if event.date < end:
                last = end - dt.timedelta(days=1)
                values = {"addon": addon, "date": date, "last": last}
                yield _fault("EVENT_TRIAL_RUNNING", number, "kind", other, **values)


def _amounts(number: int, event: Event, currency: str) -> Iterator[HistoryFault]:
    if event.currency is not None and event.currency != currency:
        yield _fault("EVENT_CURRENCY", number, "currency", value=event.currency, currency=currency)
    currency = event.currency or currency
    gross, discount = _amount(event.gross, currency), _amount(event.discount or "0", currency)
    subtotal, tax = _amount(event.subtotal, currency), _amount(event.tax, currency)
    total, credit = _amount(event.total, currency), _amount(event.credit, currency)
    if gross and discount and subtotal and gross - discount != subtotal:
        yield _fault("EVENT_SUBTOTAL", number, "subtotal", value=subtotal, sum=gross - discount)
    if subtotal and tax and total and subtotal + tax != total:
        yield _fault("EVENT_TOTAL", number, "total", value=total, sum=subtotal + tax)
    if total and credit and credit > total:
        yield _fault("EVENT_CREDIT", number, "credit", value=credit, total=total)


def _amount(text: str | None, currency: str) -> Money | None:
    """Read an amount, `None` where there is none or it is wrong in itself."""
    if text is None or currency not in MINOR_DIGITS:
        return None
    try:
        return parse_amount(text, currency)
    except ValueError:
        return None


def _fault(
    code: str, number: int, key: str, other: int | None = None, /, **values: object
) -> HistoryFault:
    """Make a fault; `other` is the number of the event that is contradicted."""
    if other is not None:
        values["other"] = place_name(f"events[{other}]")
    return ("events", number, key), Message(code, **values)

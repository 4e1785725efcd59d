"""Find recorded events that contradict each other. Pure.

What an account's file may hold at all belongs to `stores.parsing`, what an event changes to
`rules.addon_status` and `rules.purchases`, what becomes of one add-on to `rules.replay`.
"""

import datetime as dt
from collections.abc import Iterator

from addonctl.model.account import Account, Event
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Message, place_name
from addonctl.model.money import MINOR_DIGITS, Money, parse_signed
from addonctl.rules.purchases import find_number
from addonctl.rules.replay import HistoryFault, Replay, fault_at


def find_history_faults(account: Account, catalog: Catalog) -> tuple[HistoryFault, ...]:
    """List the events that can't have happened as they are recorded, in the file's order.

    Rules: dates never go back, because events are appended; an id is used once; an add-on that is
    bought isn't subscribed again (purchase rules of both articles), and no trial starts while one
    runs or the add-on is bought; only what is bought is changed or ended, from the number that is
    in force; amounts are in the account's currency, gross - discount = subtotal, subtotal + tax =
    total, and the credit used is at most the total; those of a credit note aren't positive, all
    others not negative. Only what nothing later stands on is voided, and what is voided counts for
    nothing. What an event doesn't say isn't judged, but for a trial's end: without one it lasts as
    long as the catalogue says.
    """
    faults: list[HistoryFault] = []
    history = History(account, catalog)
    last: Event | None = None
    ids: dict[str, int] = {}
    for number, event in enumerate(account.events):
        if last is not None and event.date < last.date:
            faults.append(
                fault_at("EVENT_ORDER", number, "date", date=event.date, newest=last.date)
            )
        last = event
        if event.id is not None:
            other = ids.setdefault(event.id, number)
            if other != number:
                faults.append(fault_at("EVENT_ID_TWICE", number, "id", other, value=event.id))
        faults += _amounts(number, event, account.currency)
    # What happened stands before its amounts.
    return tuple(sorted((*history.faults, *faults), key=_in_order))


def _in_order(fault: HistoryFault) -> tuple[int, bool]:
    (_events, number, key), message = fault
    del message
    return number, key not in {"date", "id"}


def find_history_warnings(account: Account, today: dt.date) -> tuple[HistoryFault, ...]:
    """List the events of days that haven't come; until then nothing else can be recorded."""
    return tuple(
        fault_at("EVENT_AFTER_TODAY", number, "date", date=event.date, today=today)
        for number, event in enumerate(account.events)
        if event.date > today
    )


class History:
    """Go through all events of an account, add-on by add-on, with what is voided left out."""

    def __init__(self, account: Account, catalog: Catalog) -> None:
        """Go through them."""
        self._events = account.events
        self._addons = {
            addon.id: addon for addon in catalog.addons if addon.id not in catalog.discontinued
        }
        self._replays: dict[str, Replay] = {}
        self._voided: set[int] = set()
        self._of_voids: list[HistoryFault] = []
        for number, event in enumerate(account.events):
            if event.kind == "voided":
                self._void(number, event)
            else:
                self._replay(event.addon).add(number, event)

    @property
    def faults(self) -> Iterator[HistoryFault]:
        """List what is wrong with what happened to the add-ons, and with voids."""
        yield from self._of_voids
        for replay in self._replays.values():
            yield from replay.faults.values()

    def standing_on(self, number: int) -> int | None:
        """Return the first event that can't have happened without another one, from 0."""
        return self._replay(self._events[number].addon).standing_on(number)

    def _replay(self, addon_id: str) -> Replay:
        return self._replays.setdefault(addon_id, Replay(self._addons.get(addon_id)))

    def _void(self, number: int, event: Event) -> None:
        """Leave an event out from here on, or say why it can't be voided."""
        if event.event is None:
            return  # What an event has to say belongs to `stores.parsing`.
        target = find_number(self._events[:number], event.event)
        if target is None:
            self._note(number, "event", "EVENT_VOIDS_NOTHING", value=event.event)
            return
        known, other = self._events[target], place_name(f"events[{target}]")
        if known.kind == "voided":
            self._note(number, "event", "EVENT_VOIDS_VOID", other=other)
        elif target in self._voided:
            self._note(number, "event", "EVENT_VOIDED_TWICE", other=other)
        elif known.addon != event.addon:
            self._note(number, "addon", "EVENT_VOIDS_OTHER", addon=known.addon, other=other)
        else:
            later = self.standing_on(target)
            if later is None:
                self._voided.add(target)
                self._replay(event.addon).remove(target)
            else:
                values = {"other": other, "later": place_name(f"events[{later}]")}
                self._note(number, "event", "EVENT_STOOD_ON", **values)

    def _note(self, number: int, key: str, code: str, **values: object) -> None:
        self._of_voids.append((("events", number, key), Message(code, **values)))


def _amounts(number: int, event: Event, currency: str) -> Iterator[HistoryFault]:
    if event.currency is not None and event.currency != currency:
        yield fault_at(
            "EVENT_CURRENCY", number, "currency", value=event.currency, currency=currency
        )
    currency = event.currency or currency
    gross, discount = _amount(event.gross, currency), _amount(event.discount or "0", currency)
    subtotal, tax = _amount(event.subtotal, currency), _amount(event.tax, currency)
    total, credit = _amount(event.total, currency), _amount(event.credit, currency)
    if gross and discount and subtotal and gross - discount != subtotal:
        yield fault_at("EVENT_SUBTOTAL", number, "subtotal", value=subtotal, sum=gross - discount)
    if subtotal and tax and total and subtotal + tax != total:
        yield fault_at("EVENT_TOTAL", number, "total", value=total, sum=subtotal + tax)
    if total and credit and credit > max(total, Money(0, currency)):
        yield fault_at("EVENT_CREDIT", number, "credit", value=credit, total=total)


def _amount(text: str | None, currency: str) -> Money | None:
    """Read an amount, `None` where there is none or it is wrong in itself."""
    if text is None or currency not in MINOR_DIGITS:
        return None
    try:
        return parse_signed(text, currency)
    except ValueError:
        return None

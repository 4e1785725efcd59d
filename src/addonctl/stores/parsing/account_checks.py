"""Check what an account says, beyond the types that the model states. Pure; no file is read.

Runs on the parsed tree, so that it also runs on one with other faults, and costs little where
all is well. What the model states is checked by `types`.
"""

import datetime as dt
import re
import zoneinfo
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache
from typing import Final, get_args

from addonctl.model.account import LAST_END, EventKind
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Message
from addonctl.model.names import as_read
from addonctl.stores.parsing.raw import Found, Path, Tree, date_of, table_of, tables_of, text_of
from addonctl.stores.parsing.shared_checks import (
    addon_findings,
    addon_names,
    amount_findings,
    currency_findings,
    date_findings,
    known_currency,
    pattern_findings,
    twice,
)
from addonctl.stores.parsing.suggestions import (
    IDENTIFIER,
    PERCENT,
    PRICE,
    excerpt,
    fits,
    guess,
    unknown,
)

_MACHINE_ZONES: Final = re.compile(r"(localtime|Factory|posixrules)$|(posix|right|SystemV)/")
"""Files beside the time zones that mean another zone, or another clock, on each machine."""
_AMOUNTS: Final = ("gross", "discount", "subtotal", "tax", "total")
_OF_KINDS: Final = {
    "event": ("voided",),
    "quantity_before": ("licenses_changed",),
    "effective": ("licenses_changed", "ended"),
    "credit_note": ("licenses_changed",),
}
"""The kinds of events that have these keys; with another kind they would mean nothing."""
_NEEDED: Final = {"licenses_changed": ("quantity", 10), "voided": ("event", 3)}
"""The key without which an event of a kind says nothing, and an example of it."""
_KINDS: Final = get_args(EventKind)
_DISCOUNTS: Final = ("percent", "per_cycle", "once")
_DISCOUNT_EXAMPLE: Final = {"percent": "10"}


def account_findings(tree: Tree, *, catalog: Catalog) -> Iterator[Found]:
    """Find what an account file says that can't be, against a catalogue.

    Rules: the plan, the currency and the time zone exist; add-ons are named by their ids, also
    those that the catalogue doesn't have any more; an amount has at most the
    currency's decimals; dates lie in 2000 to 2100 and periods end after they start; a discount
    is one of percent, per_cycle and, on an add-on's own price, once; there is a licence; nobody
    is named twice. An account without an owner is no fault.
    """
    yield from pattern_findings((), tree, "id", IDENTIFIER)
    plan = text_of(tree, "plan")
    plans = [known.id for known in catalog.plans]
    if plan is not None and plan not in plans:
        yield ("plan",), unknown("UNKNOWN_PLAN", plan, plans)
    yield from currency_findings((), tree)
    yield from _zone(tree)
    currency, names = known_currency(tree), addon_names(catalog.addons)
    yield from _billing(table_of(tree, "billing"), currency)
    if table_of(tree, "licenses") == {"standard": 0, "additional": 0}:
        yield ("licenses",), Message("NO_LICENSES")
    had = {text_of(event, "addon") or "" for _, event in tables_of(tree, "events")}
    gone = {word for word in had if as_read(word) not in names}
    yield from _prices(table_of(tree, "prices"), currency, names, gone)
    yield from _users(tree)
    for number, event in tables_of(tree, "events"):
        yield from _event(("events", number), event, currency, names)


def _event_addon(path: Path, word: str, names: Mapping[str, str]) -> Iterator[Found]:
    """Find an add-on that no catalogue can have had: its name, an alias, or what is no id.

    Rule: what happened stays readable; one that the catalogue doesn't have any more is no fault.
    """
    if names.get(as_read(word), word) != word or not fits(IDENTIFIER, word):
        yield from addon_findings(path, word, names)


def _price_addon(
    path: Path, word: str, names: Mapping[str, str], gone: Container[str]
) -> Iterator[Found]:
    """Find a price of no add-on: one that is gone is no fault, but a misspelt one would be lost.

    So where a known add-on is near, an event has to show that the account once had this one.
    """
    if names.get(as_read(word)) == word or word in gone:
        return
    is_near = guess(word, tuple(dict.fromkeys(names.values()))) is not None
    yield from (addon_findings if is_near else _event_addon)(path, word, names)


def _zone(tree: Tree) -> Iterator[Found]:
    """Find a zone that isn't one of IANA's places; what a machine calls its own is none."""
    name = text_of(tree, "time_zone")
    if name is None:
        return
    if not is_zone(name):
        zones = zoneinfo.available_timezones()
        places = sorted(zone for zone in zones if not _MACHINE_ZONES.match(zone))
        yield ("time_zone",), unknown("UNKNOWN_ZONE", name, places)


@lru_cache(maxsize=1024)  # there are some six hundred
def is_zone(name: str) -> bool:
    """Say whether a word is one of IANA's places."""
    try:
        zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return _MACHINE_ZONES.match(name) is None


def _billing(billing: Tree, currency: str | None) -> Iterator[Found]:
    path: Path = ("billing",)
    yield from date_findings(path, billing, "anchor")
    yield from amount_findings(path, billing, "credit", currency)
    yield from _taxes((*path, "taxes"), tables_of(billing, "taxes"))
    yield from _discount(path, billing, currency, allowed=_DISCOUNTS[:2])


def _taxes(path: Path, taxes: list[tuple[int, Tree]]) -> Iterator[Found]:
    """Find percentages and dates that can't be, and a name with two rows for the same days."""
    first: dict[tuple[str, dt.date | None], int] = {}
    for number, tax in taxes:
        yield from pattern_findings((*path, number), tax, "percent", PERCENT)
        yield from date_findings((*path, number), tax, "from")
        name, begins = text_of(tax, "name"), date_of(tax, "from")
        if name is None or (begins is None and tax.get("from") is not None):
            continue
        if first.setdefault((name, begins), number) != number:
            other = f"billing.taxes[{first[name, begins]}]"
            code = "TAX_TWICE" if begins is None else "TAX_TWICE.dated"
            message = Message(code, value=excerpt(name), date=begins, other=other)
            yield (*path, number, "name" if begins is None else "from"), message


def _prices(
    prices: Tree, currency: str | None, names: Mapping[str, str], gone: Container[str]
) -> Iterator[Found]:
    for addon in prices:
        path: Path = ("prices", addon)
        yield from _price_addon(path, addon, names, gone)
        price = table_of(prices, addon)
        yield from pattern_findings(path, price, "unit_price", PRICE)
        yield from _discount(path, price, currency, allowed=_DISCOUNTS)


def _discount(
    owner: Path, table: Tree, currency: str | None, *, allowed: tuple[str, ...]
) -> Iterator[Found]:
    path = (*owner, "discount")
    discount = table_of(table, "discount")
    given = [key for key, value in discount.items() if value is not None]
    if isinstance(table.get("discount"), dict) and set(given) <= set(_DISCOUNTS):
        if len(given) != 1:
            yield path, Message("DISCOUNT_NOT_ONE", allowed=allowed, example=_DISCOUNT_EXAMPLE)
        elif given[0] not in allowed:
            yield (*path, given[0]), Message("DISCOUNT_NOT_HERE", allowed=allowed)
    yield from pattern_findings(path, discount, "percent", PERCENT)
    for key in _DISCOUNTS[1:]:
        yield from amount_findings(path, discount, key, currency)


def _users(tree: Tree) -> Iterator[Found]:
    """Find people whom `--as` or a reader couldn't tell apart by id or e-mail."""
    first: dict[str, tuple[int, str]] = {}
    for number, user in tables_of(tree, "users"):
        for key in ("id", "email"):
            word = text_of(user, key)
            if word is None:
                continue
            other, same = first.setdefault(as_read(word), (number, word))
            if other != number:
                yield ("users", number, key), twice(word, same, f"users[{other}]")


def _period(path: Path, event: Tree, start: str, end: str, *, least_days: int) -> Iterator[Found]:
    """Find a period that ends before it starts; an exclusive end is at least a day later."""
    start_day, end_day = date_of(event, start), date_of(event, end)
    if start_day is not None and end_day is not None and (end_day - start_day).days < least_days:
        code = "ENDS_BEFORE" if least_days else "ENDS_BEFORE.inclusive"
        dates = {"start_day": start_day.isoformat(), "end_day": end_day.isoformat()}
        yield (*path, end), Message(code, start=start, **dates)


def _event(
    path: Path, event: Tree, currency: str | None, names: Mapping[str, str]
) -> Iterator[Found]:
    addon = text_of(event, "addon")
    if addon is not None:
        yield from _event_addon((*path, "addon"), addon, names)
    yield from _event_keys(path, event)
    yield from currency_findings(path, event)
    yield from date_findings(path, event, "date")
    for key in ("effective", "period_start", "period_end", "valid_until", "trial_end"):
        yield from date_findings(path, event, key, last_day=LAST_END)
    yield from _period(path, event, "period_start", "period_end", least_days=1)
    yield from _period(path, event, "date", "trial_end", least_days=1)
    yield from _period(path, event, "date", "valid_until", least_days=0)
    yield from _period(path, event, "date", "effective", least_days=0)
    yield from pattern_findings(path, event, "unit_price", PRICE)
    currency = known_currency(event) or currency
    yield from amount_findings(path, event, "credit", currency)
    is_credit_note = event.get("credit_note") is True
    for key in _AMOUNTS:
        yield from amount_findings(path, event, key, currency, is_signed=is_credit_note)
        amount = text_of(event, key)
        if is_credit_note and amount and re.search("[1-9]", amount) and amount[0] != "-":
            yield (*path, key), Message("CREDIT_NOTE_SIGN", value=excerpt(amount))


def _event_keys(path: Path, event: Tree) -> Iterator[Found]:
    """Find keys that an event of its kind doesn't have, or without which it says nothing."""
    kind = text_of(event, "kind") or ""
    for key, kinds in _OF_KINDS.items():
        if event.get(key) is not None and kind in _KINDS and kind not in kinds:
            yield (*path, key), Message("EVENT_KEY_NOT_HERE", kinds=kinds)
    if kind in _NEEDED and event.get(_NEEDED[kind][0]) is None:
        key, example = _NEEDED[kind]
        yield (*path, key), Message("MISSING_KEY", example=example)
    before, quantity = event.get("quantity_before"), event.get("quantity")
    is_credit_note = kind == "licenses_changed" and event.get("credit_note") is True
    if not (is_credit_note and isinstance(before, int) and isinstance(quantity, int)):
        return
    if before <= quantity:
        yield (*path, "credit_note"), Message("CREDIT_NOTE_NOT_FEWER", count=before)

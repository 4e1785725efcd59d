"""See at a glance that an account is right beyond its types. Pure; for many accounts.

What a glance doesn't settle is settled by `parsing.account_checks`, over the same rules: nothing is
let through here that they would find, and what they would let through may be left to them. A test
compares the two.
"""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from addonctl.model.account import (
    FIRST_DAY,
    LAST_DAY,
    LAST_END,
    OF_VENDOR,
    Account,
    AccountPrice,
    Discount,
    Event,
    Tax,
    User,
)
from addonctl.model.catalog import Catalog
from addonctl.model.money import MINOR_DIGITS, parse_minor
from addonctl.model.names import as_read
from addonctl.model.remembering import MOST_REMEMBERED
from addonctl.stores.parsing.account_checks import is_zone
from addonctl.stores.parsing.shared_checks import addon_names


class KnownWords(NamedTuple):
    """The words of a catalogue that accounts speak of: its plans, and add-ons by their own ids."""

    plans: frozenset[str]
    addons: frozenset[str]


@lru_cache(maxsize=16)  # a catalogue, and those of tests
def known_words(catalog: Catalog) -> KnownWords:
    """Gather the words that accounts may speak of; an add-on's id may be read as another's name."""
    names = addon_names(catalog.addons)
    return KnownWords(
        plans=frozenset(plan.id for plan in catalog.plans),
        addons=frozenset(word for word in names.values() if names.get(as_read(word)) == word),
    )


def is_plainly_right(account: Account, words: KnownWords) -> bool:
    """Say whether an account whose types are right is right beyond them, as far as is plain."""
    billing, currency = account.billing, account.currency
    return (
        currency in MINOR_DIGITS
        and account.plan in words.plans
        and (account.time_zone is None or is_zone(account.time_zone))
        and FIRST_DAY <= billing.anchor <= LAST_DAY
        and _is_amount(billing.credit, currency)
        and (billing.taxes is None or are_taxes(billing.taxes))
        and (
            billing.discount is None
            or (billing.discount.once is None and _is_discount(billing.discount, currency))
        )
        and account.licenses.total > 0
        and _are_prices(account.prices, currency, words)
        and are_apart(account.users)
        and are_events(account.events, currency, words)
    )


@lru_cache(MOST_REMEMBERED)
def _is_amount(text: str, currency: str) -> bool:
    try:
        parse_minor(text, currency)
    except ValueError:
        return False
    return True


@lru_cache(MOST_REMEMBERED)
def are_taxes(taxes: tuple[Tax, ...]) -> bool:
    """See that no tax has two rows for the same days, and all dates are computed with."""
    rows = {(tax.name, tax.begins) for tax in taxes}
    return len(rows) == len(taxes) and all(
        tax.begins is None or FIRST_DAY <= tax.begins <= LAST_DAY for tax in taxes
    )


@lru_cache(MOST_REMEMBERED)
def _is_discount(discount: Discount, currency: str) -> bool:
    """See that a discount is given in one way, in the currency's decimals."""
    given = [
        text for text in (discount.percent, discount.per_cycle, discount.once) if text is not None
    ]
    return len(given) == 1 and (discount.percent is not None or _is_amount(given[0], currency))


def _are_prices(prices: dict[str, AccountPrice], currency: str, words: KnownWords) -> bool:
    for addon, price in prices.items():
        if addon not in words.addons:
            return False
        if price.discount is not None and not _is_discount(price.discount, currency):
            return False
    return True


def are_apart(users: Sequence[User]) -> bool:
    """See that everybody can be told apart by id and e-mail; one's own may be alike.

    The words are compared as they are read, and one by one only where there is more to it than
    capital letters.
    """
    words = []
    for user in users:
        words.append(user.id)
        if user.email is not None:
            words.append(user.email)
    together = "\n".join(words)
    if together.isascii() and " " not in together:
        lower = together.lower()
        if len(set(words if lower == together else lower.split("\n"))) == len(words):
            return True
    owners: dict[str, int] = {}
    return all(
        owners.setdefault(as_read(word), number) == number
        for number, user in enumerate(users)
        for word in (user.id, user.email)
        if word is not None
    )


def are_events(events: Sequence[Event], currency: str, words: KnownWords) -> bool:
    """See that every event can be; what changes a purchase is left to a closer look."""
    addons = words.addons
    for event in events:
        if event.addon not in addons or not FIRST_DAY <= event.date <= LAST_DAY:
            return False
        if not _is_by_hand(event) and not (_is_of_person(event) and _is_record(event, currency)):
            return False
    return True


def _is_by_hand(event: Event) -> bool:
    """Say whether an event says no more than what happened, when, by whom, and how many."""
    return (
        event.kind not in OF_VENDOR
        and event.at is None
        and event.event is None
        and event.effective is None
        and event.quantity_before is None
        and not event.credit_note
        and event.currency is None
        and event.trial_end is None
        and event.valid_until is None
        and event.period_start is None
        and event.period_end is None
        and event.gross is None
        and event.discount is None
        and event.subtotal is None
        and event.tax is None
        and event.total is None
        and event.credit is None
    )


def _is_of_person(event: Event) -> bool:
    """See that an event is no change of a purchase, and says nothing that only one says."""
    return (
        event.kind not in OF_VENDOR
        and event.event is None
        and event.quantity_before is None
        and event.effective is None
        and not event.credit_note
    )


def _is_record(event: Event, currency: str) -> bool:
    """See that the amounts and dates of an event can be."""
    if event.currency is not None:
        currency = event.currency
    amounts = (event.gross, event.discount, event.subtotal, event.tax, event.total, event.credit)
    return (
        currency in MINOR_DIGITS
        and not (event.at is not None and event.at.microsecond)
        and all(text is None or _is_amount(text, currency) for text in amounts)
        and _is_span(event.period_start, event.period_end, least_days=1)
        and _is_span(event.date, event.trial_end, least_days=1)
        and _is_span(event.date, event.valid_until, least_days=0)
    )


def _is_span(start: dt.date | None, end: dt.date | None, *, least_days: int) -> bool:
    """See that both days are computed with, and the exclusive end is that much later."""
    return all(day is None or FIRST_DAY <= day <= LAST_END for day in (start, end)) and (
        start is None or end is None or (end - start).days >= least_days
    )

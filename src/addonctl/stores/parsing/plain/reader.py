"""Read a line of JSON as an account where it plainly is one. Pure; for millions of lines.

A line is decoded once, into the `shapes`. Its parts that come again and again (prices, taxes,
discounts) are left as they are written: `parts` reads each once. The rest is looked at by `checks`.
Nothing is let through here that a file's reader (`files.documents`) would refuse; what it would let
through may be left to it. A test compares the two.
"""

import re
from functools import partial
from operator import attrgetter
from typing import Final

import msgspec
from msgspec import UNSET

from addonctl.model.account import FIRST_DAY, LAST_DAY, Account, Billing, Event
from addonctl.model.catalog import Catalog
from addonctl.model.money import MINOR_DIGITS
from addonctl.stores.parsing.account_checks import is_zone
from addonctl.stores.parsing.plain.checks import are_apart, are_events, known_words
from addonctl.stores.parsing.plain.parts import (
    NO_DISCOUNT,
    NO_PRICES,
    NotPlainError,
    Remembered,
    is_shortened,
    read_decimals,
    read_discount,
    read_prices,
    read_taxes,
)
from addonctl.stores.parsing.plain.shapes import AccountShape, BillingShape
from addonctl.stores.parsing.suggestions import IDENTIFIER

_READ_WITH_CARE: Final = re.compile(rb"\\(?:[bfnrt]|u00[0-7]|u[dD][89a-fA-F])")
"""The escapes that JSON takes and a file's reader looks at twice: controls, which it refuses or
which patterns let through at a text's end; quotes that are written as numbers; halves of
characters."""
_BACKSLASH: Final = ord("\\")
_DELETE: Final = 0x7F
_fits_identifier: Final = re.compile(IDENTIFIER, re.ASCII).fullmatch
_NOT_PLAIN: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError, NotPlainError)
_moment_of: Final = attrgetter("at")


class PlainReader:
    """Read lines against a catalogue, and remember what they have alike. One thread's alone."""

    def __init__(self, catalog: Catalog) -> None:
        """Take the catalogue whose words accounts speak of."""
        self._words = known_words(catalog)
        self._written = bytearray()
        self._write = msgspec.json.Encoder().encode_into
        self._decode = msgspec.json.Decoder(AccountShape).decode
        self._prices = Remembered(partial(read_prices, words=self._words))
        self._discounts = Remembered(read_discount)
        self._taxes = Remembered(read_taxes)
        self._decimals = Remembered(read_decimals)

    def read(self, line: bytes) -> Account | None:
        """Read the account of a line that is plainly right, `None` where that takes more."""
        if _DELETE in line or (_BACKSLASH in line and _READ_WITH_CARE.search(line)):
            return None
        try:
            decoded = self._decode(line)
            account = self._account(decoded)
        except _NOT_PLAIN:
            return None
        return None if self._has_key_twice(line, decoded, account.events) else account

    def _account(self, decoded: AccountShape) -> Account:
        """Make the account of what was decoded.

        Raises:
            NotPlainError, DecodeError, UnicodeDecodeError: something in it isn't plainly right.
        """
        currency, zone, words = decoded.currency, decoded.time_zone, self._words
        users = () if decoded.users is UNSET else decoded.users
        events = () if decoded.events is UNSET else decoded.events
        if (
            _fits_identifier(decoded.id) is None
            or decoded.plan not in words.plans
            or currency not in MINOR_DIGITS
            or (zone is not None and not is_zone(zone))
            or not decoded.licenses.total
            or not are_apart(users)
            or (events and not are_events(events, currency, words))
        ):
            raise NotPlainError
        digits = MINOR_DIGITS[currency]
        prices, decimals = NO_PRICES
        if decoded.prices is not UNSET:
            prices, decimals = self._prices[bytes(decoded.prices)]
        if decimals > digits:
            raise NotPlainError
        return Account(
            schema=1,
            id=decoded.id,
            name=decoded.name,
            plan=decoded.plan,
            currency=currency,
            billing=self._billing(decoded.billing, digits),
            licenses=decoded.licenses,
            time_zone=zone,
            language=decoded.language,
            prices=prices,
            users=users,
            events=events,
        )

    def _billing(self, decoded: BillingShape, digits: int) -> Billing:
        """Make the table of billing in a currency of so many digits."""
        credit = "0" if decoded.credit is UNSET else decoded.credit
        taxes = None if decoded.taxes is UNSET else self._taxes[bytes(decoded.taxes)]
        discount, decimals = NO_DISCOUNT
        if decoded.discount is not UNSET:
            discount, decimals = self._discounts[bytes(decoded.discount)]
        if (
            not FIRST_DAY <= decoded.anchor <= LAST_DAY
            or decimals > digits
            or self._decimals[credit] > digits
        ):
            raise NotPlainError
        return Billing(
            frequency=decoded.frequency,
            anchor=decoded.anchor,
            commitment="none" if decoded.commitment is UNSET else decoded.commitment,
            purchase_path=decoded.purchase_path,
            payment_method=decoded.payment_method,
            past_due=False if decoded.past_due is UNSET else decoded.past_due,
            credit=credit,
            taxes=taxes,
            discount=discount,
        )

    def _has_key_twice(self, line: bytes, decoded: AccountShape, events: tuple[Event, ...]) -> bool:
        """Say whether a key is written twice, of which a decoder keeps the last.

        Then what is written anew is shorter. No value but a moment is ever written longer than it
        was read, so what is as long as before has lost nothing, not even blanks.
        """
        self._write(decoded, self._written)
        if len(self._written) == len(line) and not any(map(_moment_of, events)):
            return False
        return is_shortened(line, decoded)

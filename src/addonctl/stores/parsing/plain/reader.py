"""Read a line of JSON as an account where it plainly is one. Pure; for millions of lines.

A line is decoded once, into the `shapes`, and looked at by `checks`. Nothing is let through here
that a file's reader (`files.documents`) would refuse; what it would let through may be left to it.
A test compares the two.
"""

import re
from typing import Final

import msgspec
from msgspec import UNSET

from addonctl.model.account import FIRST_DAY, LAST_DAY, Tax
from addonctl.model.catalog import Catalog
from addonctl.model.money import MINOR_DIGITS, parse_minor, parse_percent, parse_price
from addonctl.model.remembering import Remembered
from addonctl.stores.files.reading import MAX_BYTES
from addonctl.stores.parsing.account_checks import is_zone
from addonctl.stores.parsing.plain.checks import are_apart, are_events, are_taxes, known_words
from addonctl.stores.parsing.plain.shapes import AccountShape, DiscountShape, PlainAccount
from addonctl.stores.parsing.suggestions import IDENTIFIER

_READ_WITH_CARE: Final = re.compile(rb"\\(?:[bfnrt]|u00[0-7]|u[dD][89a-fA-F])")
"""The escapes that JSON takes and a file's reader looks at twice: controls, which it refuses or
which patterns let through at a text's end; quotes that are written as numbers; halves of
characters."""
MOST_OF_ID: Final = 64
_BACKSLASH: Final = ord("\\")
_DELETE: Final = 0x7F
_fits_identifier: Final = re.compile(IDENTIFIER, re.ASCII).fullmatch
_NOT_PLAIN: Final = (msgspec.DecodeError, ValueError, RecursionError)
_TAXES: "Final[msgspec.json.Decoder[tuple[Tax, ...] | None]]" = msgspec.json.Decoder(
    tuple[Tax, ...] | None
)


class NotPlainError(ValueError):
    """An account, or a part of it, takes more than a glance."""


class PlainReader:
    """Read lines against a catalogue, and remember what they have alike. One thread's alone."""

    def __init__(self, catalog: Catalog) -> None:
        """Take the catalogue whose words accounts speak of."""
        self._words = known_words(catalog)
        self._written = bytearray()
        self._write = msgspec.json.Encoder().encode_into
        self._decode = msgspec.json.Decoder(AccountShape).decode
        self._taxes = Remembered(_read_taxes)

    def read(self, line: bytes) -> PlainAccount | None:
        """Read the account of a line that is plainly right, `None` where that takes more."""
        if len(line) > MAX_BYTES or _DELETE in line:
            return None
        if _BACKSLASH in line and _READ_WITH_CARE.search(line):
            return None
        try:
            shape = self._decode(line)
            account = self._checked(shape)
        except _NOT_PLAIN:
            return None
        self._write(shape, written := self._written)
        # Of a key that is written twice the decoder keeps the last. Then what is written anew is
        # shorter: no value that is let through is ever written longer than it was read.
        return None if len(written) != len(line) and _is_shortened(line, shape) else account

    def _checked(self, shape: AccountShape) -> PlainAccount:
        """See that all is right.

        Raises:
            ValueError, DecodeError: something isn't plainly right.
        """
        currency, billing, words = shape.currency, shape.billing, self._words
        users = () if shape.users is UNSET else shape.users
        events = () if shape.events is UNSET else shape.events
        prices = {} if shape.prices is UNSET else shape.prices
        if (
            not _is_identifier(shape.id)
            or shape.plan not in words.plans
            or currency not in MINOR_DIGITS
            or not FIRST_DAY <= billing.anchor <= LAST_DAY
            or not (shape.licenses.standard or shape.licenses.additional)
            or not (shape.time_zone is None or is_zone(shape.time_zone))
            or not are_apart(users)
            or not (not events or are_events(events, currency, words))
        ):
            raise NotPlainError
        credit = 0 if billing.credit is UNSET else parse_minor(billing.credit, currency)
        if billing.discount is not None:
            _check_discount(billing.discount, currency, is_once_allowed=False)
        for addon, price in prices.items():
            parse_price(price.unit_price)
            if addon not in words.addons:
                raise NotPlainError
            if price.discount is not None:
                _check_discount(price.discount, currency, is_once_allowed=True)
        commitment = "none" if billing.commitment is UNSET else billing.commitment
        taxes = None if billing.taxes is UNSET else self._taxes[bytes(billing.taxes)]
        return PlainAccount(shape, prices, commitment, credit, taxes, users, events)


def _is_identifier(text: str) -> bool:
    """Say whether a text is an id; most are of letters and digits alone."""
    is_short = text.isalnum() and text.isascii() and len(text) <= MOST_OF_ID
    return is_short or _fits_identifier(text) is not None


def _check_discount(discount: DiscountShape, currency: str, *, is_once_allowed: bool) -> None:
    """See that a discount is given in one way, in the currency's decimals.

    Raises:
        ValueError: it isn't, as far as is plain.
    """
    percent, per_cycle, once = discount.percent, discount.per_cycle, discount.once
    if percent is not None and per_cycle is once is None:
        parse_percent(percent)
    elif per_cycle is not None and percent is once is None:
        parse_minor(per_cycle, currency)
    elif once is not None and percent is per_cycle is None and is_once_allowed:
        parse_minor(once, currency)
    else:
        raise NotPlainError


def _read_taxes(data: bytes) -> tuple[Tax, ...] | None:
    """Read the taxes of an account.

    Raises:
        NotPlainError, DecodeError, UnicodeDecodeError: they aren't plainly right.
    """
    taxes = _TAXES.decode(data)
    if _is_shortened(data, taxes) or (taxes is not None and not are_taxes(taxes)):
        raise NotPlainError
    return taxes


def _is_shortened(data: bytes, decoded: object) -> bool:
    """Say whether what was decoded lacks a text that was there, key or value.

    Its quotes are missing from what is written anew. What the model leaves out where it is the
    default is missing, too, so a tree has the last word.
    """
    quotes = data.count(b'"')
    return (
        msgspec.json.encode(decoded).count(b'"') != quotes
        and msgspec.json.encode(msgspec.json.decode(data)).count(b'"') != quotes
    )

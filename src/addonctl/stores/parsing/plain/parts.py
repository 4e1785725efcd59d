"""Read the parts that many accounts have alike, each once, and remember them.

Of amounts that is the number of their decimals, too: whether those are too many is the currency's
matter.
"""

import re
from collections.abc import Callable
from typing import Final, TypeVar

import msgspec

from addonctl.model.account import AccountPrice, Discount, Tax
from addonctl.model.money import MOST_REMEMBERED
from addonctl.stores.parsing.plain.checks import KnownWords, are_taxes
from addonctl.stores.parsing.suggestions import AMOUNT

T = TypeVar("T")
K = TypeVar("K", str, bytes)
V = TypeVar("V")
NO_PRICES: "Final[tuple[dict[str, AccountPrice], int]]" = {}, 0
NO_DISCOUNT: Final = None, 0
_PRICES: Final = msgspec.json.Decoder(dict[str, AccountPrice])
_TAXES: "Final[msgspec.json.Decoder[tuple[Tax, ...] | None]]" = msgspec.json.Decoder(
    tuple[Tax, ...] | None
)
_DISCOUNT: "Final[msgspec.json.Decoder[Discount | None]]" = msgspec.json.Decoder(Discount | None)
_fits_amount: Final = re.compile(AMOUNT, re.ASCII).fullmatch


class NotPlainError(ValueError):
    """An account, or a part of it, takes more than a glance."""


class Remembered(dict[K, V]):
    """What was read in texts that come again and again; when there are too many, it starts anew."""

    def __init__(self, read: Callable[[K], V]) -> None:
        """Begin with nothing; `read` reads a text, or raises."""
        super().__init__()
        self._read: Callable[[K], V] = read

    def __missing__(self, text: K) -> V:
        """Read a text for the first time."""
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        read = self._read(text)
        self[text] = read
        return read


def read_prices(data: bytes, words: KnownWords) -> tuple[dict[str, AccountPrice], int]:
    """Read the prices of an account, and the most decimals of their discounts.

    Raises:
        NotPlainError, DecodeError, UnicodeDecodeError: it isn't plainly right.
    """
    prices = _part(data, _PRICES)
    discounts = [price.discount for price in prices.values() if price.discount is not None]
    if not words.addons.issuperset(prices):
        raise NotPlainError
    return prices, max(map(_decimals_of, discounts), default=0)


def read_discount(data: bytes) -> tuple[Discount | None, int]:
    """Read the discount of an account, and the decimals of its amount.

    Raises:
        NotPlainError, DecodeError, UnicodeDecodeError: it isn't plainly right.
    """
    discount = _part(data, _DISCOUNT)
    if discount is None:
        return NO_DISCOUNT
    if discount.once is not None:
        raise NotPlainError
    return discount, _decimals_of(discount)


def read_taxes(data: bytes) -> tuple[Tax, ...] | None:
    """Read the taxes of an account.

    Raises:
        NotPlainError, DecodeError, UnicodeDecodeError: it isn't plainly right.
    """
    taxes = _part(data, _TAXES)
    if taxes is not None and not are_taxes(taxes):
        raise NotPlainError
    return taxes


def read_decimals(text: str) -> int:
    """Count the decimals of an amount.

    Raises:
        NotPlainError: it is none.
    """
    if _fits_amount(text) is None:
        raise NotPlainError
    return len(text.partition(".")[2])


def _decimals_of(discount: Discount) -> int:
    """Return how many decimals the amount of a discount has, and see that it is given one way."""
    given = (discount.percent, discount.per_cycle, discount.once)
    if given.count(None) != len(given) - 1:
        raise NotPlainError
    amount = discount.per_cycle or discount.once
    return 0 if amount is None else read_decimals(amount)


def _part(data: bytes, decoder: "msgspec.json.Decoder[T]") -> T:
    """Decode a part of an account by itself.

    Raises:
        NotPlainError: a key is written twice in it.
        DecodeError, UnicodeDecodeError: its types are wrong.
    """
    part = decoder.decode(data)
    if is_shortened(data, part):
        raise NotPlainError
    return part


def is_shortened(data: bytes, decoded: object) -> bool:
    """Say whether what was decoded lacks a text that was there, key or value.

    Its quotes are missing from what is written anew. What the model leaves out where it is the
    default is missing, too, so a tree has the last word.
    """
    quotes = data.count(b'"')
    return (
        msgspec.json.encode(decoded).count(b'"') != quotes
        and msgspec.json.encode(msgspec.json.decode(data)).count(b'"') != quotes
    )

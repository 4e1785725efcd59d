"""Speak of values that aren't right: cut short, with what was probably meant, or how to write it.

Nothing heavy is imported before a fault; whether a value is right belongs to `types` and to the
checks of each kind of file.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from addonctl.model.account import (
    AmountText,
    Identifier,
    PercentText,
    PriceText,
    SignedAmountText,
)
from addonctl.model.messages import Message
from addonctl.stores.parsing.raw import Path

MAX_SHOWN: Final = 60

# A currency's sign or code before or behind a number.
_CURRENCY: Final = (
    r"^(?:[A-Z]{3}|[A-Z]{0,3}[$\u20ac\u00a3\u00a5])|(?:[A-Z]{3}|[$\u20ac\u00a3\u00a5])$"
)
_BARE_KEY: Final = r"[A-Za-z0-9_-]+"


def _pattern(kind: Any) -> str:  # noqa: ANN401  # an annotated type has no better type
    return str(kind.__metadata__[0].pattern)


IDENTIFIER: Final = _pattern(Identifier)
PRICE: Final = _pattern(PriceText)
AMOUNT: Final = _pattern(AmountText)
SIGNED_AMOUNT: Final = _pattern(SignedAmountText)
PERCENT: Final = _pattern(PercentText)
NUMBERS: Final = {
    PRICE: "NOT_A_PRICE",
    AMOUNT: "NOT_AN_AMOUNT",
    SIGNED_AMOUNT: "NOT_AN_AMOUNT",
    PERCENT: "NOT_A_PERCENTAGE",
}
"""The patterns of numbers that are written as text, and what to say where they don't fit."""


def path_text(path: Path) -> str | None:
    """Write a path as people do, `None` for the whole file.

    >>> path_text(("users", 0, "roles", 1))
    'users[0].roles[1]'
    """
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            key = excerpt(part)
            text += "." * bool(text) + (key if re.fullmatch(_BARE_KEY, part) else f'"{key}"')
    return text or None


def excerpt(value: object) -> str:
    """Return at most 60 characters of a rejected value, counted as they are shown escaped.

    An address may have got into the wrong place: its password isn't shown.
    """
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if "@" in text:
        from addonctl.model.addresses import masked  # noqa: PLC0415  # seldom

        text = masked(text)
    shown, fitting = 0, 0
    for character in text:
        shown += _shown_length(character)
        if shown > MAX_SHOWN:
            return f"{text[:fitting]}..."
        fitting += shown <= MAX_SHOWN - len("...")
    return text


def fits(pattern: str, value: str) -> bool:
    """Say whether all of a text fits a pattern; msgspec lets a final line end through."""
    return re.fullmatch(pattern, value, re.ASCII) is not None


def unfit(pattern: str, value: str) -> Message:
    """Say that a text doesn't fit its pattern, and how it is written where that is plain."""
    code, written = NUMBERS.get(pattern, "NOT_AN_ID"), rewritten(pattern, value)
    if written is None:
        return Message(code, value=excerpt(value))
    has_currency = pattern in {PRICE, AMOUNT, SIGNED_AMOUNT} and re.search(_CURRENCY, value.strip())
    suffix = "currency" if has_currency else "meant"
    return Message(f"{code}.{suffix}", value=excerpt(value), written=written)


def unknown(code: str, value: str, known: Iterable[str], *, meant: str | None = None) -> Message:
    """Say that a word isn't known, with the one that was probably meant, else all of them.

    The message's code is `CODE.meant` where there is one, which is guessed if it isn't given.
    """
    words = tuple(known)
    meant = meant or guess(value, words)
    if meant is None:
        return Message(code, value=excerpt(value), known=words)
    return Message(f"{code}.meant", value=excerpt(value), known=words, meant=meant)


@lru_cache(maxsize=256)
def guess(value: str, known: tuple[str, ...], *, cutoff: float = 0.6) -> str | None:
    """Return the known word that is nearest to a value, if one is near; 1 is the word itself."""
    import difflib  # noqa: PLC0415  # needed on a fault alone, and slow to load

    if len(value) > MAX_SHOWN:
        return None
    by_folded = {word.casefold(): word for word in known}
    near = difflib.get_close_matches(value.strip().casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[near[0]] if near else None


def rewritten(pattern: str, value: str) -> str | None:
    """Return a number or an id as it is to be written, or `None` where that would be a guess.

    A comma before exactly three digits may separate thousands or decimals, so it is left alone
    where nothing else tells which.

    >>> rewritten(PRICE, "1 234,50 €"), rewritten(PERCENT, "20 %"), rewritten(PRICE, "1,234")
    ('1234.50', '20', None)
    """
    import unicodedata  # noqa: PLC0415  # needed on a fault alone

    if len(value) > MAX_SHOWN:
        return None
    if pattern == IDENTIFIER:
        plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
        text = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-._")
        return text if fits(pattern, text) else None
    text = re.sub(r"[\s_'\u2019]", "", unicodedata.normalize("NFKC", value))
    text = text.replace("%", "") if pattern == PERCENT else re.sub(_CURRENCY, "", text)
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(,[0-9]{3}){2,}", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(\.[0-9]{3}){2,}", text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[0-9]+,(?![0-9]{3}$)[0-9]+", text):
        text = text.replace(",", ".")
    return text if fits(pattern, text) else None


def _shown_length(character: str) -> int:
    """Count the characters that a character takes at most, escaped for a terminal or JSON."""
    if character.isalnum() or (" " <= character <= "~" and character not in '"\\'):
        return 1
    return 6 if character <= "\uffff" else 12

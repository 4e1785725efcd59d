"""Split a TOML or JSON text into what it is made of; find what would harm a parser before it runs.

What the tokens mean belongs elsewhere. There is no limit on a line's length; how large a file may
be belongs to `reading`.
"""

import re
from typing import Final, Literal

from msgspec import Struct

from addonctl.model.messages import Message

Format = Literal["TOML", "JSON"]

TOKENS: Final[dict[Format, str]] = {
    "TOML": r"""(?sx)
        \"{3}(?:[^"\\]|\\.|"(?!""))*+"{0,5} | '{3}(?:[^']|'(?!''))*+'{0,5}
        | "(?:[^"\\\n]|\\.)*+"? | '[^'\n]*+'?
        | \#[^\n]* | [\[\]{}=,.\n] | [^\s\[\]{}=,.\#"']++
        """,
    "JSON": r"""(?s)"(?:[^"\\]|\\.)*+"?|[\[\]{}:,]|[^\s\[\]{}:,"]++""",
}
"""Strings, comments, marks, and bare words such as keys, numbers and dates: a pattern of each
format, compiled when it is used."""

MAX_DEPTH: Final = 64
MAX_PARTS: Final = 64
MAX_DIGITS: Final = 19

# A number in any base; dates have dashes.
_NUMBER: Final = r"[+-]?(?:0[xob])?[0-9A-Fa-f_]+(?:[.eE][+-]?[0-9_]+)*"
_CONTROL: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
_NUL_ESCAPE: Final = r"(?<!\\)(?:\\\\)*\\(?:u0000|U00000000)"
_NOT_JSON: Final = frozenset({"NaN", "Infinity", "-Infinity"})
_SUSPICIOUS: Final = rf"[0-9A-Fa-fxo_+.-]{{{MAX_DIGITS + 1}}}|NaN|Infinity"
"""What every number beyond the limits has in it, and much else."""


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong with a text, what was expected, and where.

    `place` is an offset, or line and column where a parser gives them; `advice` says what to do
    where there is more to say than to correct it.
    """

    what: Message
    expected: Message
    place: int | tuple[int, int]
    path: str | None = None
    advice: Message | None = None


def over_limits(text: str, text_format: Format) -> Fault | None:
    """Return the first place where a text passes a limit.

    Rule: at most 64 levels of tables and lists, 64 parts of a key, 19 digits of a number; no
    control characters (a NUL not even escaped), no half characters (lone surrogates), and no
    number that isn't finite.
    """
    if found := re.search(_CONTROL, text):
        return _limit("CONTROL_CHARACTER", found.start())
    return None if _is_plainly_within(text) else scan_limits(text, text_format)


def _is_plainly_within(text: str) -> bool:
    """See at a glance that too little stands in a text to pass a limit."""
    return (
        "\\" not in text
        and text.count("[") + text.count("{") <= MAX_DEPTH
        and text.count(".") < MAX_PARTS
        and re.search(_SUSPICIOUS, text) is None
    )


def scan_limits(text: str, text_format: Format) -> Fault | None:
    """Go through all that a text is made of; return the first place where it passes a limit."""
    depth, parts = 0, 1
    for found in re.finditer(TOKENS[text_format], text):
        word = found[0]
        code = None
        if word in "[{":
            depth += 1
            code = "TOO_NESTED" if depth > MAX_DEPTH else None
        elif word in "]}":
            depth = max(depth - 1, 0)
        elif word in "=,\n":
            parts = 1
        elif word == ".":
            parts += 1
            code = "TOO_MANY_PARTS" if parts > MAX_PARTS else None
        else:
            code = _word_over_limits(word, text_format)
        if code:
            return _limit(code, found.start())
    return None


def _limit(code: str, place: int) -> Fault:
    return Fault(what=Message(code), expected=Message(f"{code}.rule"), place=place)


def _word_over_limits(word: str, text_format: Format) -> str | None:
    if word[0] == '"':
        return _unsafe_escape(word, text_format) if "\\" in word else None
    if len(word) > MAX_DIGITS and re.fullmatch(_NUMBER, word):
        digits = sum(character.isalnum() for character in word)
        return "NUMBER_TOO_LONG" if digits > MAX_DIGITS else None
    return "NOT_FINITE" if text_format == "JSON" and word in _NOT_JSON else None


def _unsafe_escape(word: str, text_format: Format) -> str | None:
    """Find a NUL or half a character that is written as an escape; TOML knows no halves."""
    if re.search(_NUL_ESCAPE, word):
        return "CONTROL_CHARACTER"
    if text_format == "JSON" and "\\u" in word:
        import json  # noqa: PLC0415  # most accounts are TOML, and each import takes time

        try:
            json.loads(word).encode()
        except UnicodeEncodeError:
            return "NOT_UNICODE"
        except ValueError:
            return None  # the parser says what is wrong with it
    return None

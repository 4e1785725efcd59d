"""Make text safe to show: what could steer a terminal or hide in it is written as an escape.

How a stream's encoding is met belongs to `output.streams`, quoting for a shell to `model.shell`.
"""

import re
import unicodedata
from typing import Final

HIDDEN: Final = (
    "\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Bidirectional, zero-width and other invisible characters, line and paragraph separators, controls
beyond ASCII's: what can steer a terminal or hide although JSON leaves it raw."""
_UNSAFE: Final = re.compile(f"[\x00-\x1f\ud800-\udfff{HIDDEN}]")
_MARKS_SHOWN: Final = 2


def escape_unsafe(text: str) -> str:
    r"""Show what could steer a terminal or hide in it as text, such as `\x1b` or `\u202e`.

    At most two combining marks stay on a letter; piles of them are shown escaped.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _UNSAFE.sub(lambda found: escape_character(found.group()), text)
    shown, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) or _is_mark(character) else 0
        shown.append(character if marks <= _MARKS_SHOWN else escape_character(character))
    return "".join(shown)


def escape_character(character: str) -> str:
    r"""Write a character by its number: `\x1b`, `\u202e` or `\U000e0001`."""
    number = ord(character)
    if number < 0x100:  # noqa: PLR2004  # one byte, two digits
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"  # noqa: PLR2004


def escape_bytes(text: str) -> str:
    r"""Write the bytes of a name that aren't text as `\udce9`, as screens and JSON show them.

    Python holds such a byte of a file's name or of a variable as a lone surrogate, which no
    encoding can write.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me"}

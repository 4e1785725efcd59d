"""Make text safe to show, and commands such that a shell reads them back word for word.

What could steer a terminal or hide in it is written as an escape. How a stream's encoding is met
belongs to `text.encoding`.
"""

import re
import shlex
import unicodedata
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Final

HIDDEN: Final = (
    "\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Bidirectional, zero-width and other invisible characters, line and paragraph separators, controls
beyond ASCII's: what can steer a terminal or hide although JSON leaves it raw."""
_PLAIN: Final = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u4e00-\u9fff]*")
"""Texts of ASCII, Latin letters and Han characters: nothing in them hides, none is a mark."""
_UNSAFE: Final = re.compile(f"[\x00-\x1f\ud800-\udfff{HIDDEN}]")
_MARKS_SHOWN: Final = 2


def escape_unsafe(text: str) -> str:
    r"""Show what could steer a terminal or hide in it as text, such as `\x1b` or `\u202e`.

    At most two combining marks stay on a letter; piles of them are shown escaped.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _UNSAFE.sub(lambda found: escape_character(found.group()), text)
    shown, marks = [], 0
    for character in text:
        is_mark = unicodedata.combining(character) or unicodedata.category(character) in {
            "Mn",
            "Me",
        }
        marks = marks + 1 if is_mark else 0
        shown.append(character if marks <= _MARKS_SHOWN else escape_character(character))
    return "".join(shown)


def escape_character(character: str, *, longer_from: int = 0x100) -> str:
    r"""Write a character by its number: `\x1b`, `\u202e` or `\U000e0001`."""
    number = ord(character)
    if number < longer_from:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"  # noqa: PLR2004


def escape_bytes(text: str) -> str:
    r"""Write the bytes of a name that aren't text as `\udce9`, as screens and JSON show them.

    Python holds such a byte of a file's name or of a variable as a lone surrogate, which no
    encoding can write.
    """
    return text if is_held(text) else text.encode("utf-8", "backslashreplace").decode("utf-8")


def option_groups(words: Sequence[str], encoding: str = "utf-8") -> list[str]:
    """Join the words of a command so that a break may stand between any two of the groups.

    The first group ends with the account, or before the first option.
    """
    groups: list[list[str]] = [[]]
    is_head = True
    for word in words:
        if word.startswith("-") and not (is_head and word == "-a"):
            is_head = False
            groups.append([])
        groups[-1].append(word)
    return [shell_words(group, encoding) for group in groups]


def shell_words(words: Sequence[str], encoding: str = "utf-8") -> str:
    r"""Join the words of a command for a shell to read, in an encoding that is to be pasted.

    A word that could steer a terminal or hide in it, or that the encoding can't hold, is written
    as `$'\x1b'`, which shells read back as that very character.
    """
    return " ".join([_shell_word(word, encoding) for word in words])


@lru_cache(1024)  # commands are made of few words
def _shell_word(word: str, encoding: str) -> str:
    is_whole = is_held(word, encoding)
    if is_whole and escape_unsafe(word) == word:
        return shlex.quote(word)
    write = partial(escape_character, longer_from=0x80) if is_whole else _as_bytes
    quoted = (
        f"\\{character}"
        if character in "\\'"
        else character
        if character.isascii() and character.isprintable()
        else write(character)
        for character in word
    )
    return f"$'{''.join(quoted)}'"


def _as_bytes(character: str) -> str:
    """Write the bytes that stand for a character, or the one byte that isn't text, in a name."""
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogateescape"))


def is_held(word: str, encoding: str = "utf-8") -> bool:
    """Say whether an encoding holds a word; bytes of a name that aren't text are never held."""
    try:
        word.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True

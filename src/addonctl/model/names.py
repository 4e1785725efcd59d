"""Compare names as people read them: what looks the same is the same. No look-up here.

And say which words of people can be recorded at all.
"""

import re
from typing import Final

_UNSEEN: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {
    chr(code) for code in (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}
"""Characters that show nothing although Unicode doesn't count them as format characters."""
MOST_OF_REASON: Final = 1024
MOST_OF_OPERATOR: Final = 100
"""How many characters are recorded of why something is changed, and of who does it."""
_STEERING: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def as_read(text: str) -> str:
    r"""Return a text as it is read: without case, outer blanks and what can't be seen.

    Rule: composed or not, wide or narrow, a letter is one letter (NFKC). Letters of two scripts
    that look alike stay two: a script may be all that tells two names apart.

    >>> as_read(" Paul\u200b "), as_read("zoe\u0301") == as_read("Zo\u00e9")
    ('paul', True)
    """
    if not text.isascii():
        import unicodedata  # noqa: PLC0415  # most texts do without

        composed = unicodedata.normalize("NFKC", text).casefold()
        seen = (
            letter
            for letter in composed
            if letter not in _UNSEEN and unicodedata.category(letter) != "Cf"
        )
        text = unicodedata.normalize("NFKC", "".join(seen))
    return " ".join(text.casefold().split())


def as_typed(text: str) -> str:
    """Return a text as people type it in search of it: as it is read, without accents.

    >>> as_typed("Lefèvre")
    'lefevre'
    """
    import unicodedata  # noqa: PLC0415  # as above

    letters = unicodedata.normalize("NFKD", as_read(text))
    return "".join(character for character in letters if not unicodedata.combining(character))


def is_said(text: str, most: int) -> bool:
    r"""Say whether a text says something, on one line of at most so many characters.

    >>> is_said("two people left", 20), is_said("  ", 20), is_said("two\nlines", 20)
    (True, False, False)
    """
    return bool(text.strip()) and len(text) <= most and not _STEERING.search(text)

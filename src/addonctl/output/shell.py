"""Write commands so that a shell reads them back word for word."""

import shlex
from collections.abc import Sequence

from addonctl.output.streams import escape_unsafe


def option_groups(words: Sequence[str]) -> list[str]:
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
    return [shell_words(group) for group in groups]


def shell_words(words: Sequence[str]) -> str:
    r"""Join the words of a command for a shell to read.

    A word that could steer a terminal or hide in it is written as `$'\x1b'`, which shells read
    back as that very character.
    """
    return " ".join(_shell_word(word) for word in words)


def _shell_word(word: str) -> str:
    if escape_unsafe(word) == word:
        return shlex.quote(word)
    return f"$'{''.join(_shell_character(character) for character in word)}'"


def _shell_character(character: str) -> str:
    """Write a character between the quotes of `$'...'`: a byte that isn't text by its value."""
    number = ord(character)
    if character in "\\'":
        return f"\\{character}"
    if character.isascii():
        return character if character.isprintable() else f"\\x{number:02x}"
    if 0xDC80 <= number <= 0xDCFF:  # noqa: PLR2004  # how Python holds a byte of a file's name
        return f"\\x{number - 0xDC00:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"  # noqa: PLR2004

"""Write commands so that a shell reads them back word for word."""

import shlex
from collections.abc import Sequence

from addonctl.model.escaping import escape_unsafe


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
    return " ".join(_shell_word(word, encoding) for word in words)


def _shell_word(word: str, encoding: str) -> str:
    is_held = _is_held(word, encoding)
    if is_held and escape_unsafe(word) == word:
        return shlex.quote(word)
    write = _as_number if is_held else _as_bytes
    quoted = (
        f"\\{character}"
        if character in "\\'"
        else character
        if character.isascii() and character.isprintable()
        else write(character)
        for character in word
    )
    return f"$'{''.join(quoted)}'"


def _as_number(character: str) -> str:
    number = ord(character)
    if number < 0x80:  # noqa: PLR2004  # ASCII
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"  # noqa: PLR2004


def _as_bytes(character: str) -> str:
    """Write the bytes that stand for a character, or the one byte that isn't text, in a name."""
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogateescape"))


def _is_held(word: str, encoding: str) -> bool:
    """Say whether an encoding holds a word; bytes of a name that aren't text are never held."""
    try:
        word.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True

"""Write text with plain twins of what an encoding can't hold. What is unsafe is `escaping`'s."""

import unicodedata
from typing import Final

from addonctl.model.escaping import escape_character

_TWINS: Final = {
    "–": "-",
    "·": ".",
    "×": "x",
    "−": "-",
    "─": "-",
    "█": "#",
    "…": "...",
    "\u2019": "'",
    "\u00a0": " ",
    "\u202f": " ",
    "«": '"',
    "»": '"',
    "œ": "oe",
    "Œ": "OE",
    **{mark: f"({number})" for number, mark in enumerate("¹²³⁴⁵⁶⁷⁸⁹", start=1)},
}


def fit_encoding(text: str, encoding: str) -> str:
    """Replace what an encoding can't hold by its plain twin, else by an escape."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        if _fitting("«", encoding) != "«":  # English quotes stand without spaces
            text = text.replace("«\u00a0", "«").replace("\u00a0»", "»")
        return "".join(_fitting(character, encoding) for character in text)
    return text


def _fitting(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return _TWINS.get(character) or _without_accent(character) or escape_character(character)
    return character


def _without_accent(character: str) -> str:
    """Return the ASCII letter under an accent, nothing for other characters."""
    letter = unicodedata.normalize("NFD", character)[0]
    return letter if letter.isascii() and letter.isalpha() else ""

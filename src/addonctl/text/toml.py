"""Write texts and keys as TOML. Reading TOML is `stores`' work."""

import re

from addonctl.model.escaping import escape_unsafe
from addonctl.text.encoding import fit_encoding


def toml_text(text: str, encoding: str) -> str:
    r"""Write a text as a TOML string; what a terminal or the encoding can't show is escaped.

    >>> toml_text('Café "Zoé"', "ascii")
    '"Caf\\u00e9 \\"Zo\\u00e9\\""'
    """
    return '"' + "".join(_character(character, encoding) for character in text) + '"'


def toml_key(key: str, encoding: str) -> str:
    """Write a key, in quotes where it needs them.

    >>> toml_key("ai-assist", "ascii"), toml_key("a b", "ascii")
    ('ai-assist', '"a b"')
    """
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else toml_text(key, encoding)


def _character(character: str, encoding: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    is_shown = escape_unsafe(character) == character
    if is_shown and fit_encoding(character, encoding) == character:
        return character
    return f"\\u{ord(character):04x}" if character <= "\uffff" else f"\\U{ord(character):08x}"

"""Write texts, keys and prices as TOML, to be pasted. Reading TOML is `stores`' work."""

import json
import re

from addonctl.model.escaping import escape_unsafe
from addonctl.model.marking import N_
from addonctl.text.encoding import fit_encoding
from addonctl.text.translator import Translator


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


def price_lines(addon_id: str, reference: str | None, say: Translator) -> tuple[str, ...]:
    """Return what to paste into the account's file; `reference` is how that was named."""
    if (reference or "").lower().endswith(".json"):
        key = json.dumps(addon_id)
        lines = [f'"prices": {{{key}: {{"unit_price": "...", "per": "month"}}}}']
    else:
        comment = say(N_("from the contract"))
        lines = [
            f"[prices.{toml_key(addon_id, 'utf-8')}]",
            f'unit_price = "..."                 # {comment}',
            'per = "month"',
        ]
    return tuple(say.clean(line) for line in lines)


def _character(character: str, encoding: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    is_shown = escape_unsafe(character) == character
    if is_shown and fit_encoding(character, encoding) == character:
        return character
    return f"\\u{ord(character):04x}" if character <= "\uffff" else f"\\U{ord(character):08x}"

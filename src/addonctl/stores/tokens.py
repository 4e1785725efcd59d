"""Split a TOML or JSON text into what it is made of. What the tokens mean belongs elsewhere."""

import re
from typing import Final, Literal

Format = Literal["TOML", "JSON"]

TOKENS: Final = {
    "TOML": re.compile(
        r"""
        \"{3}(?:[^"\\]|\\.|"(?!""))*+"{0,5} | '{3}(?:[^']|'(?!''))*+'{0,5}
        | "(?:[^"\\\n]|\\.)*+"? | '[^'\n]*+'?
        | \#[^\n]* | [\[\]{}=,.\n] | [^\s\[\]{}=,.\#"']++
        """,
        re.VERBOSE | re.DOTALL,
    ),
    "JSON": re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}:,]|[^\s\[\]{}:,"]++', re.DOTALL),
}
"""Strings, comments, marks, and bare words such as keys, numbers and dates."""

"""Split a TOML or JSON text into what it is made of. What the tokens mean belongs elsewhere."""

from typing import Final, Literal

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

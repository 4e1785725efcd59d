"""Mark texts for translation where they stand; `text.translator` translates them when used."""

from typing import NamedTuple, TypeAlias


class Plural(NamedTuple):
    """A text about one and about many; the value `count` chooses."""

    one: str
    many: str


Template: TypeAlias = str | Plural
"""An English text that is marked for translation, or its singular and plural."""


def N_(text: str, context: str = "") -> str:  # noqa: N802  # gettext's own name for it
    """Return the text, behind its context: the extraction of messages looks for this call.

    A context tells equal English texts apart that need other words in another language.
    """
    return f"{context}\x04{text}" if context else text


def plural(one: str, many: str | None = None) -> Plural:
    """Return a text about one and about many, which may be the same in English alone."""
    return Plural(one, many or one)

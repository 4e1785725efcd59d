"""Hold what is to be said as a code and its data; sentences are made in `text.translator`.

What is said of each code stands in the modules beside this one, one for each kind of codes.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple, Self, Union, final

import msgspec

from addonctl.model.marking import Template


class Entry(msgspec.Struct, frozen=True):
    """Say what a code stands for: `says` in a sentence, `short` as a part of one.

    Without `short` the part is the sentence, without its capital letter and its full stop; `short`
    alone stands behind what it speaks of, such as a file or a field. A failure has more: `why`,
    and what to do (`hint`), where a word was probably meant `nearest` instead. `forms` say it with
    more values (`CODE.form`). What these say explains the code, with what is `more` to know; where
    they tell little without their values, `means` explains it. The first sentence of either stands
    alone in the list of all codes.
    """

    says: Template | None = None
    short: Template | None = None
    why: Template | None = None
    hint: Template | None = None
    nearest: Template | None = None
    more: str | None = None
    means: str | None = None
    forms: Mapping[str, Union[Template, "Entry"]] = MappingProxyType({})


class Outline(NamedTuple):
    """What an entry says without values: its message, why and what to do, as whole sentences."""

    entry: Entry


class Message:
    """A sentence to be made: its code and the values that it speaks of.

    A code may name a form of its entry (`CODE.form`); a `phrase` has words instead of a code. A
    value may be text, a number, a date, `Money`, another message or a list of them. As JSON a
    message is `{"en": ..., "fr": ...}`.
    """

    __slots__ = ("code", "values", "words")

    def __init__(self, code: str, /, **values: object) -> None:
        self.code = code
        self.words: Template | Entry | Outline | None = None
        self.values = values

    @classmethod
    def of(cls, words: Template | Entry | Outline, /, **values: object) -> Self:
        """Make a message of words instead of a code."""
        message = cls("", **values)
        message.words = words
        return message

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self.code)

    def __repr__(self) -> str:
        said = [repr(self.code if self.words is None else self.words)]
        said += [f"{name}={value!r}" for name, value in self.values.items()]
        return f"Message({', '.join(said)})"

    @property
    def _key(self) -> tuple[object, ...]:
        return self.code, self.words, self.values


@final
class EnglishText(Message):
    """A message that JSON holds in English alone, such as a formula or a line's description."""

    __slots__ = ()


phrase: Final = Message.of
"""A message of words that have no code, such as those of a vocabulary."""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """An assumption or a warning: a stable code and its sentence."""

    code: str
    message: Message


def notice(code: str, /, **values: object) -> Notice:
    """Make a notice whose sentence has the notice's own code, or a form of it (`CODE.form`)."""
    return Notice(code=code.partition(".")[0], message=Message(code, **values))


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something wrong in a data file, with its place.

    `path` is the field as people write it (`users[0].roles[1]`), `line` and `column` count from
    1 and are `None` where they aren't known; so is `file` for standard input.
    """

    file: str | None
    path: str | None
    line: int | None
    column: int | None
    message: Message


MAX_PROBLEMS: Final = 100
"""So many problems are listed; the others are counted."""


class Problems(msgspec.Struct, frozen=True, kw_only=True):
    """The first problems of a file, in its order, and how many `more` there are.

    Nobody reads on after a hundred, and all of them can be many times as large as the file.
    """

    listed: tuple[Problem, ...]
    more: int = 0

    @property
    def count(self) -> int:
        """Count all of them."""
        return len(self.listed) + self.more


def place_name(path: str) -> Message:
    """Name another place in the same file; its line is added where that is known."""
    return Message("PLACE", path=path)


_PLAIN_TAXES: Final = frozenset(
    [
        *("vat", "tva", "iva", "mwst", "ust", "btw", "alv", "moms", "mva", "dph", "pdv", "ddv"),
        *("ptu", "áfa", "gst", "hst", "pst", "qst", "tps", "tvq", "tax", "taxe", "sales tax"),
        *("mehrwertsteuer", "umsatzsteuer", "consumption tax", "value added tax"),
    ]
)
"""How the tax itself is called, in lower case and without dots."""


def tax_name(name: str) -> str | Message:
    """Name a tax as an invoice does; VAT has a name of its own in each language."""
    return Message("TAX.VAT") if name == "VAT" else name


def is_plain_tax(name: str) -> bool:
    """Say whether a tax's name is only the word for the tax, its rate aside.

    Rule: a closed list, the words of VAT and sales tax where it was looked for; any other name
    says something more, such as why nothing is charged.

    >>> is_plain_tax("MwSt. 0 %"), is_plain_tax("VAT (reverse charge)")
    (True, False)
    """
    letters = "".join(" " if sign in "0.,%" else sign for sign in name.casefold())
    return " ".join(letters.split()) in _PLAIN_TAXES

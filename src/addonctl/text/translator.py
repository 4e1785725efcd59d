"""Make sentences: the one place where codes and values become words, in English and French.

The English sentences stand in `model.messages` by code, the French ones in the catalogue under
`data/locale`. Numbers and dates are written by `text.numbers`.
"""

import datetime as dt
import functools
import gettext
import re
import string
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from addonctl.errors import AddonctlError
from addonctl.model.account import Language
from addonctl.model.answers import Formula
from addonctl.model.escaping import escape_unsafe
from addonctl.model.marking import N_, Template
from addonctl.model.messages import Entry, Message, Outline, phrase
from addonctl.model.messages.sentences import entry_of_failure, said_of, sentence_of
from addonctl.model.messages.vocabulary import LICENSES
from addonctl.model.money import Money
from addonctl.model.policy import TextPair
from addonctl.text.numbers import LocaleNumbers, PlainNumbers

LOCALES: Final = Path(__file__).parent.parent / "data" / "locale"
EXCERPT: Final = 60


class Field(NamedTuple):
    """A value in a template: its name, what is taken of it, and how it is written."""

    name: str
    attributes: tuple[str, ...]
    spec: str


Parts: TypeAlias = tuple[tuple[str, Field | None], ...]


@functools.lru_cache(maxsize=4096)  # there are fewer templates
def _parts_of(template: str) -> Parts:
    """Take a template apart into what stands before each value, and the value."""
    parts: list[tuple[str, Field | None]] = []
    for before, path, spec, _conversion in string.Formatter().parse(template):
        name, *attributes = (path or "").split(".")
        parts.append((before, Field(name, tuple(attributes), spec or "") if path else None))
    return tuple(parts)


class Translator:
    """Speak one language, with one way to write numbers.

    Fields of a sentence are written by their type; a field may ask for more:
    `{names:or}` and `{names:and}` join a list, `{date:short}` drops the year, `{text:decimal}`
    and `{text:percent}` write a number that is given as text, `{date:long}` names the month,
    `{value:excerpt}` cuts a rejected value, `{text:after_colon}` goes on behind a colon,
    `{text:data}` translates a text of packaged data.
    """

    def __init__(
        self, language: Language, numbers: PlainNumbers, clean: Callable[[str], str] = escape_unsafe
    ) -> None:
        """Take a language, its numbers, and what makes data safe to show."""
        self.language = language
        self.numbers = numbers
        self.clean = clean
        self._text: dict[str, Callable[[str], str]] = {
            "excerpt": self.excerpt,
            "decimal": numbers.decimal,
            "percent": numbers.percent,
            "data": self.data,
        }
        self._parts: dict[Template, Parts] = {}
        self._translations = _translations(language)
        self._plural = functools.lru_cache(maxsize=1024)(self._translations.ngettext)

    def __call__(self, template: Template, /, **values: object) -> str:
        """Make a sentence from an English template, its plural chosen by the value `count`."""
        parts = self._parts.get(template)
        if parts is None:
            parts = _parts_of(self._translated(template, values.get("count")))
            if isinstance(template, str):
                self._parts[template] = parts
        text = ""
        for before, field in parts:
            text += before
            if field is not None:
                value = values[field.name]
                for attribute in field.attributes:
                    value = getattr(value, attribute)
                text += self.format_field(value, field.spec)
        return text

    def _translated(self, template: Template, count: object = None) -> str:
        if isinstance(template, str):
            return self._translations.gettext(template).rpartition("\x04")[2]
        return self._plural(*template, abs(count) if isinstance(count, int) else 2)

    def say(self, message: Message) -> str:
        """Make the sentence of a message."""
        factors = message.values.get("factors")
        if isinstance(factors, Formula):
            return self._formula(factors)
        if isinstance(message.words, Outline):
            return self._outline(message.words.entry)
        return self(sentence_of(message), **message.values)

    def _outline(self, entry: Entry) -> str:
        """Put whole sentences together: what happened, why, the rule, what is more, what to do.

        An ellipsis stands for each value; what is of one value alone is left out: places before a
        colon, and at the end forms, what was given or would be right, and what stands below.
        """
        sentences = []
        rule, what = entry.forms.get("rule"), entry.says or entry.short
        for said in (what, entry.why, rule, entry.more, entry.hint):
            if said is None or isinstance(said, Entry):
                continue
            text = re.sub(r"\{[^{}]*\}", "…", self._translated(said))
            text = re.sub(r"^(…[:…]*\s?[:;] )+|(\s?; [^;]*…)+$|(\s?; [^;:]*)?\s?:$", "", text)
            text = re.sub(r"\s?[,:] [^,:;…]{0,16}…$", "", text)
            if said is entry.short:
                text = f"… {text}"
            if text and text != "…":
                text = text if text.startswith("addonctl") else text[:1].upper() + text[1:]
                sentences.append(text if text.endswith(".") else f"{text}.")
        return " ".join(sentences)

    def short(self, message: Message) -> str:
        """Say a message in few words, as a part of a sentence."""
        said = said_of(message)
        if isinstance(said, Entry) and said.short is not None:
            return self(said.short, **message.values)
        return _lowered(sentence_of(message), self.say(message)).removesuffix(".")

    def failure(
        self, failure: AddonctlError, code: str = "", **values: object
    ) -> tuple[str, str | None, str | None]:
        """Say what happened, why (where there is more to say) and what to do.

        The `code` may name a form, and `values` be more of them.
        """
        values = failure.values | values
        entry = entry_of_failure(code or failure.code, values)
        what = failure.code
        if entry.says is not None:
            what = self(entry.says, **values)
        elif entry.short is not None:
            what = self("{file} {fault}", file=values["file"], fault=phrase(entry.short, **values))
        why, hint = (
            None if template is None else self(template, **values)
            for template in (entry.why, entry.hint)
        )
        return what, why, hint

    def data(self, text: str | TextPair) -> str:
        """Translate a text that comes from the packaged data, such as a document's section.

        A file of one's own may have it in both languages.
        """
        if isinstance(text, TextPair):
            return self.clean(text.en if self.language == "en" else text.fr)
        return self.clean(self._translations.gettext(text) if text else text)

    def period(
        self,
        start: dt.date,
        last: dt.date,
        template: str | None = None,
        *,
        one_day: str = "{date}",
        **values: object,
    ) -> str:
        """Write a period by its first and last day, the year and month said once.

        A template of its own names both days inside a sentence, where another language may need
        a preposition before the first; `one_day` names the date of a period that is a single day.
        """
        if start == last:
            return self(one_day, date=last, **values)
        style = "" if start.year != last.year else "short"
        first = self.numbers.date(start, style=style)
        if (start.year, start.month) == (last.year, last.month) and first != start.isoformat():
            first = first.split(" ")[0]
        return self(template or N_("{first} to {last}"), first=first, last=last, **values)

    @property
    def colon(self) -> str:
        """Return the colon of the language, which may have a space before it."""
        return self(N_(":"))

    def sequence(self, parts: Iterable[str]) -> str:
        """Put parts of a sentence one after the other, with semicolons; of none, nothing."""
        first, *others = [*parts] or [""]
        return functools.reduce(
            lambda first, second: self(N_("{first}; {second}"), first=first, second=second),
            others,
            first,
        )

    def join(self, items: Sequence[object], word: str) -> str:
        """Join a list: `a, b or c`."""
        texts = [self.format_field(item, "") for item in items]
        if len(texts) < 2:  # noqa: PLR2004  # one item needs no joining
            return "".join(texts)
        template = N_("{first} or {last}") if word == "or" else N_("{first} and {last}")
        return self(template, first=", ".join(texts[:-1]), last=texts[-1])

    def excerpt(self, text: str) -> str:
        """Show a rejected value, escaped and at most 60 characters of it."""
        escaped = escape_unsafe(text[: EXCERPT + 1])
        return escaped if len(escaped) <= EXCERPT else f"{escaped[: EXCERPT - 1]}…"

    def ordinal(self, day: int) -> str:
        """Write a day of the month: `31st`, in French `31`."""
        if self.language == "fr":
            return str(day)
        suffix = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th") if day // 10 != 1 else "th"
        return f"{day}{suffix}"

    def format_field(self, value: object, format_spec: str) -> str:
        """Write one value of a sentence by its type."""
        if isinstance(value, TextPair):
            value = value.en if self.language == "en" else value.fr
        match value:
            case str():
                text = self._text.get(format_spec, self.clean)(value)
            case Message():
                text = self._sentence(value, format_spec)
            case Money():
                text = self.numbers.money(str(value), value.currency)
            case dt.date():
                text = self.numbers.date(value, style=format_spec)
            case int() if format_spec == "ordinal":
                text = self.ordinal(value)
            case int() if not isinstance(value, bool):
                text = self.numbers.decimal(str(value))
            case tuple() | list():
                text = self.join(value, format_spec)
            case _:
                raise TypeError(value)
        return text

    def _sentence(self, value: Message, format_spec: str) -> str:
        text = self.say(value)
        goes_on = format_spec == "after_colon" and self.language == "fr"
        return _lowered(sentence_of(value), text) if goes_on else text

    def _formula(self, factors: Formula) -> str:
        """Write the factors of a subtotal in the order in which they are multiplied."""
        numbers = self.numbers
        licenses = self(LICENSES, count=factors.licenses)
        price = numbers.money(factors.unit_price, factors.currency)
        months = factors.months and self(N_("{count} months"), count=factors.months)
        paid = factors.percent_paid and numbers.percent(factors.percent_paid)
        text = " × ".join(part for part in (price, months, licenses, paid) if part)
        if factors.less_per_cycle:
            sign = "+" if factors.less_per_cycle.startswith("-") else "−"
            less = numbers.money(factors.less_per_cycle.removeprefix("-"), factors.currency)
            text = f"({text} {sign} {less})"
        if factors.days != factors.cycle_days:
            text += " × " + self(N_("{share} days"), share=f"{factors.days}/{factors.cycle_days}")
        if factors.less_once:
            text += f" − {numbers.money(factors.less_once, factors.currency)}"
        return f"{text} = {self.format_field(factors.subtotal, '')}"


def _lowered(template: Template, text: str) -> str:
    """Let a sentence go on in lower case inside another, unless it begins with a name.

    What begins with a value (an add-on, a file) begins with a name.
    """
    first = template if isinstance(template, str) else template.one
    return text if first.startswith("{") else text[:1].lower() + text[1:]


@functools.cache
def _translations(language: Language) -> gettext.NullTranslations:
    """Find the sentences of a language, once: gettext looks for their file each time."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("addonctl", LOCALES, languages=[language])


def for_people(language: Language) -> Translator:
    """Speak to people, with the numbers of their language and nothing unsafe."""
    return Translator(language, LocaleNumbers(language))


@functools.cache
def for_machines(language: Language) -> Translator:
    """Speak inside JSON, with plain numbers; JSON escapes by itself."""
    return Translator(language, PlainNumbers(), clean=str)

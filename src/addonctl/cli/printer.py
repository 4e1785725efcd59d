"""Speak on the two streams of a run: the answer on standard output, the rest on standard error.

In which language and colours is the session's to say; how an answer looks is `output`'s.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property
from typing import Final, Literal

from addonctl.cli.runtime import Surroundings
from addonctl.model.account import Language
from addonctl.model.answers import Answer
from addonctl.model.marking import mark as _
from addonctl.model.messages import Message
from addonctl.output.terminal.streams import ColorChoice, Look, look_of, write
from addonctl.text.encoding import fit_encoding
from addonctl.text.translator import Wording

Form = Literal["table", "json", "markdown", "github"]
FORMS: Final[tuple[Form, ...]] = ("table", "json", "markdown")
"""The forms of most answers."""
Renderer = Callable[[Wording, Look], str]


class Voice(ABC):
    """Print what a run has to say, in its form."""

    def __init__(self, surroundings: Surroundings, *, form: Form, is_quiet: bool) -> None:
        """Take the streams, the form of the answer, and whether only the answer is wanted."""
        self.surroundings = surroundings
        self.form = form
        self.is_answer_taken = False
        """Whether standard output has taken an answer, so that somebody may have read it."""
        self._is_quiet = is_quiet

    @property
    @abstractmethod
    def language(self) -> Language:
        """Choose the language."""

    @property
    @abstractmethod
    def color(self) -> ColorChoice:
        """Choose when to colour."""

    @cached_property
    def look(self) -> Look:
        """Find out what standard output can show."""
        return look_of(self.surroundings.stdout, self.surroundings.environ, self.color)

    def show(self, answer: Answer, **renderers: Renderer) -> None:
        """Print an answer in the form asked for; the renderers are named by their form.

        What has no Markdown of its own is its table written as Markdown.
        """
        if self.form == "json":
            self.show_json(answer)
        elif self.form in renderers:
            self.print(renderers[self.form](self.wording, self.look))
        else:
            self.print(renderers["table"](self.wording, plain_look(self.look)))

    def show_json(self, value: object) -> None:
        """Print a value as one JSON document."""
        from addonctl.output.formats.json import JsonWriter  # noqa: PLC0415  # only for JSON

        self.print(JsonWriter().encode(value, encoding=self.look.encoding))

    @cached_property
    def wording(self) -> Wording:
        """Speak to people in their language."""
        from addonctl.text.translator import for_people  # noqa: PLC0415  # loads babel

        return for_people(self.language)

    def print(self, text: str) -> None:
        """Write the answer to standard output, with plain twins of what it can't hold."""
        text = fit_encoding(text, self.look.encoding)
        self.is_answer_taken = write(self.surroundings.stdout, text)

    @cached_property
    def error_look(self) -> Look:
        """Find out what standard error can show."""
        return look_of(self.surroundings.stderr, self.surroundings.environ, self.color)

    def tell(self, text: str) -> None:
        """Write to standard error, where what isn't the answer belongs."""
        write(self.surroundings.stderr, fit_encoding(text, self.error_look.encoding))

    def warn(self, warning: Message) -> None:
        """Tell a warning on standard error, unless only the answer is wanted."""
        if not self._is_quiet:
            self.insist(warning)

    def insist(self, warning: Message) -> None:
        """Tell a warning even where only the answer is wanted: something asked for wasn't done."""
        text = self.wording(_("warning: {text:after_colon}"), text=warning)
        self.tell(f"{text}\n")


def plain_look(look: Look) -> Look:
    """Return how Markdown is written: without width, colour, rules or bars."""
    return Look(
        is_terminal=False, width=None, has_color=False, encoding=look.encoding, is_markdown=True
    )

"""Speak on the two streams of a run: the answer on standard output, the rest on standard error.

In which language and colours is the session's to say; how an answer looks is `output`'s.
"""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct

from addonctl.cli.runtime import Runtime
from addonctl.model.account import Language
from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.output.terminal.streams import ColorChoice, StreamFeatures, features_of, write
from addonctl.text.encoding import fit_encoding
from addonctl.text.translator import Translator

Form = Literal["table", "json", "markdown", "github"]
FORMS: Final[tuple[Form, ...]] = ("table", "json", "markdown")
"""The forms of most answers."""


class Printer(ABC):
    """Print what a run has to say, in its form."""

    def __init__(self, runtime: Runtime, *, form: Form, is_quiet: bool) -> None:
        """Take the streams, the form of the answer, and whether only the answer is wanted."""
        self.runtime = runtime
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
    def features(self) -> StreamFeatures:
        """Find out what standard output can show."""
        return features_of(
            self.runtime.stdout, self.runtime.environ, self.color, is_quiet=self._is_quiet
        )

    def show(self, answer: Struct, *about: object, **options: object) -> None:
        """Print an answer in the form asked for.

        What is behind it is what its screen needs beside it.
        """
        if self.form == "json":
            self.show_json(answer)
            return
        from addonctl.output.screens.registry import render  # noqa: PLC0415  # only for people

        say, features = self.translator, self.features
        self.print(render(answer, *about, form=self.form, say=say, features=features, **options))

    def show_json(self, value: object) -> None:
        """Print a value as one JSON document."""
        from addonctl.output.formats.json import JsonWriter  # noqa: PLC0415  # only for JSON

        self.print(JsonWriter().encode(value, encoding=self.features.encoding))

    @cached_property
    def translator(self) -> Translator:
        """Speak to people in their language."""
        from addonctl.text.translator import for_people  # noqa: PLC0415  # loads babel

        return for_people(self.language)

    def print(self, text: str) -> None:
        """Write the answer to standard output, with plain twins of what it can't hold."""
        text = fit_encoding(text, self.features.encoding)
        self.is_answer_taken = write(self.runtime.stdout, text)

    @cached_property
    def error_features(self) -> StreamFeatures:
        """Find out what standard error can show."""
        return features_of(self.runtime.stderr, self.runtime.environ, self.color)

    def tell(self, text: str) -> None:
        """Write to standard error, where what isn't the answer belongs."""
        write(self.runtime.stderr, fit_encoding(text, self.error_features.encoding))

    def warn(self, warning: Message) -> None:
        """Tell a warning on standard error, unless only the answer is wanted."""
        if not self._is_quiet:
            self.insist(warning)

    def insist(self, warning: Message) -> None:
        """Tell a warning even where only the answer is wanted: something asked for wasn't done."""
        text = self.translator(N_("warning: {text:after_colon}"), text=warning)
        self.tell(f"{text}\n")

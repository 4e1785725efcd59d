"""Speak on the two streams of a run: the answer on standard output, the rest on standard error.

In which language and colours is the session's to say; how an answer looks is `output`'s.
"""

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, TypeVar, cast

from msgspec import Struct

from addonctl.cli.registry import Form
from addonctl.cli.runtime import Runtime
from addonctl.errors import AddonctlError
from addonctl.model.account import LANGUAGES, Language
from addonctl.model.answers import View
from addonctl.model.marking import N_
from addonctl.model.messages import Message, Notice
from addonctl.output.terminal.streams import ColorChoice, StreamFeatures, features_of, write
from addonctl.text.translator import Translator, for_people

AnyStruct = TypeVar("AnyStruct", bound=Struct)
LANGUAGE_VARIABLES: Final = ("ADDONCTL_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that name a language, the first that is set decides."""
COLORS: Final[tuple[ColorChoice, ...]] = ("auto", "always", "never")


def language_of(chosen: str | None, environ: Mapping[str, str]) -> Language:
    """Choose the language: the option, ADDONCTL_LANG, LC_ALL, LC_MESSAGES, LANG, else English.

    The first of the variables that is set decides, as it does for every program.
    """
    named: list[str] = [chosen] if chosen in LANGUAGES else []
    named += [environ[name] for name in LANGUAGE_VARIABLES if environ.get(name)]
    word = named[0][:2].lower() if named else ""
    return next((language for language in LANGUAGES if language == word), LANGUAGES[0])


class Printer:
    """Print what a run has to say, in its form."""

    def __init__(
        self,
        runtime: Runtime,
        *,
        form: Form,
        language: Callable[[], Language],
        color: Callable[[], ColorChoice],
        is_quiet: bool = False,
        paths: Sequence[str] = (),
        amend: Callable[[Struct], Struct] | None = None,
    ) -> None:
        """Take the streams, the form of the answer, and whether only the answer is wanted.

        Language and colour are asked for when they are needed: settings may have to be read. Of a
        JSON document only what `paths` lead to is printed, where there are any.
        `amend` adds what every answer of a run has to say.
        """
        self.form = form
        self.paths = paths
        self.is_answer_taken = False
        """Whether standard output has taken an answer, so that somebody may have read it."""
        self.shown: Struct | None = None
        """The answer that was shown, alone or in its view."""
        self._runtime = runtime
        self._language = language
        self._color = color
        self._is_quiet = is_quiet
        self._amend = amend

    @cached_property
    def features(self) -> StreamFeatures:
        """Find out what standard output can show."""
        return features_of(
            self._runtime.stdout, self._runtime.environ, self._color(), is_quiet=self._is_quiet
        )

    def show(self, answer: Struct) -> None:
        """Print an answer, alone or in its view, in the form asked for."""
        self.shown = answer = self.amended(answer)
        if self.form == "json":
            self.show_json(answer.answer if isinstance(answer, View) else answer)
            return
        from addonctl.output.screens.registry import render  # noqa: PLC0415  # only for people

        self.print(render(answer, self.translator, self.features, form=self.form))

    def amended(self, answer: AnyStruct) -> AnyStruct:
        """Return an answer, or what is asked before it, with what every answer has to say."""
        return answer if self._amend is None else cast("AnyStruct", self._amend(answer))

    def show_json(self, value: object) -> None:
        """Print a value as one JSON document, or what is asked for of it."""
        from addonctl.output.formats.json import JsonWriter  # noqa: PLC0415  # only for JSON

        self.print(self.chosen(JsonWriter().encode(value, encoding=self.features.encoding)))

    def chosen(self, document: str) -> str:
        """Return what is asked for of a JSON document, by default all of it."""
        if not self.paths:
            return document
        from addonctl.output.formats.values import write_values  # noqa: PLC0415  # seldom

        return write_values(document, self.paths)

    @cached_property
    def translator(self) -> Translator:
        """Speak to people in their language."""
        return for_people(self._language())

    def print(self, text: str) -> None:
        """Write the answer to standard output, with plain twins of what it can't hold."""
        text = self.features.fit(text)
        self.is_answer_taken = write(self._runtime.stdout, text)

    @cached_property
    def error_features(self) -> StreamFeatures:
        """Find out what standard error can show."""
        return features_of(self._runtime.stderr, self._runtime.environ, self._color())

    def tell(self, text: str) -> None:
        """Write to standard error, where what isn't the answer belongs."""
        write(self._runtime.stderr, self.error_features.fit(text))

    def warn(self, warning: Message) -> None:
        """Tell a warning on standard error, unless only the answer is wanted."""
        if not self._is_quiet:
            self.insist(warning)

    def insist(self, warning: Message) -> None:
        """Tell a warning even where only the answer is wanted: something asked for wasn't done."""
        text = self.translator(N_("warning: {text:after_colon}"), text=warning)
        self.tell(f"{text}\n")

    def point_out(self, notices: Iterable[Notice]) -> None:
        """Warn of what doesn't bear on the answer; nothing that happens here changes it."""
        with contextlib.suppress(Exception):
            for notice in notices:
                self.warn(notice.message)

    def tell_failure(self, failure: AddonctlError) -> None:
        """Tell a failure on standard error; there is nowhere to tell that this failed."""
        try:
            text = self._words(failure)
        except Exception:  # noqa: BLE001  # even a mistake in a sentence must not hide the failure
            text = f"error[{failure.code}]\nhint: addonctl explain {failure.code}\n"
        with contextlib.suppress(AddonctlError):
            write(self._runtime.stderr, text)

    def _words(self, failure: AddonctlError) -> str:
        if self.form == "json":
            from addonctl.output.formats.json import JsonWriter  # noqa: PLC0415  # only for JSON

            writer = JsonWriter()
            return writer.encode(writer.failure(failure), encoding=self.error_features.encoding)
        from addonctl.output.screens.failure import render_failure  # noqa: PLC0415  # only for people

        return render_failure(failure, self.translator, self.error_features)

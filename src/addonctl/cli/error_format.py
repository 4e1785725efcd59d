"""Decide in what manner to answer before the command line is understood.

A failure must be told in the right language and form even where the options that ask for them
can't be parsed; so they are looked for leniently here. What a command really does with them
belongs to `cli.session`.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:  # help does without the model
    from addonctl.model.account import Language
    from addonctl.output.terminal.streams import ColorChoice

LANGUAGE_VARIABLES: Final = ("ADDONCTL_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that name a language, the first that is set decides."""
LANGUAGES: Final[tuple["Language", ...]] = ("en", "fr")
COLORS: Final[tuple["ColorChoice", ...]] = ("auto", "always", "never")


class ErrorFormat(NamedTuple):
    """In what form, language and colour the options say that failures are told.

    What they don't say, the settings of `config` may.
    """

    is_json: bool
    language: "Language | None"
    color: "ColorChoice | None"
    config: str | None


def error_format_of(argv: Sequence[str]) -> ErrorFormat:
    """Find the manner that a command line asks for, as far as it can be understood."""
    lang, color = _last_value(argv, "--lang"), _last_value(argv, "--color")
    return ErrorFormat(
        is_json=_last_value(argv, "--output", "-o") in {"json", "jsonl"},
        language=next((word for word in LANGUAGES if word == lang), None),
        color=next((word for word in COLORS if word == color), None),
        config=_last_value(argv, "--config"),
    )


def language_of(chosen: str | None, environ: Mapping[str, str]) -> "Language":
    """Choose the language: the option, ADDONCTL_LANG, LC_ALL, LC_MESSAGES, LANG, else English.

    The first of the variables that is set decides, as it does for every program.
    """
    named: list[str] = [chosen] if chosen in LANGUAGES else []
    named += [environ[name] for name in LANGUAGE_VARIABLES if environ.get(name)]
    return "fr" if named and named[0][:2].lower() == "fr" else "en"


def _last_value(argv: Sequence[str], *names: str) -> str | None:
    found = None
    for position, word in enumerate(argv):
        if word == "--":
            break
        for name in names:
            if word == name and position + 1 < len(argv):
                found = argv[position + 1]
            elif name.startswith("--") and word.startswith(f"{name}="):
                found = word.removeprefix(f"{name}=")
            elif not name.startswith("--") and word.startswith(name) and word != name:
                found = word.removeprefix(name).removeprefix("=")
    return found

"""Turn what Typer says of a command line into failures of our own, in both languages.

Typer's classes are told apart by name: they are private and move between its releases.
"""

from typing import Any, Final

import typer

from addonctl.errors import UsageFailure
from addonctl.stores.parsing.suggestions import guess

SHARED_OPTIONS: Final = frozenset(
    [
        "-a",
        "--account",
        "--as",
        "--as-of",
        "-o",
        "--output",
        "--lang",
        "--color",
        "-q",
        "--quiet",
        "-v",
        "--verbose",
        "--config",
    ]
)
"""The options that people put before the command, although they belong behind it."""


def usage_failure(error: typer.TyperException) -> UsageFailure:
    """Name what is wrong with a command line that Typer couldn't parse, with how it is written."""
    failure = _failure(error)
    context = getattr(error, "ctx", None)
    if context is not None:
        failure.values["usage"] = usage_line(context)
    return failure


def usage_line(context: Any) -> str:  # Typer's context is private
    """Return how a command is written, as its help says, in one line."""
    return " ".join(context.get_usage().split())


def _failure(error: typer.TyperException) -> UsageFailure:
    kind = type(error).__name__
    option = getattr(error, "option_name", None)
    context = getattr(error, "ctx", None)
    is_before_command = context is not None and context.parent is None
    if kind == "NoSuchOption" and is_before_command and option in SHARED_OPTIONS:
        return UsageFailure("OPTION_BEFORE_COMMAND", option=option)
    if kind == "NoSuchOption" and isinstance(option, str):
        return _no_such_option(option, tuple(getattr(error, "possibilities", None) or ()))
    if kind == "BadOptionUsage" and isinstance(option, str):
        return UsageFailure("OPTION_NEEDS_VALUE", option=option)
    if kind == "MissingParameter":
        name = getattr(getattr(error, "param", None), "name", None)
        return UsageFailure("MISSING_ARGUMENT", argument=str(name).upper())
    return UsageFailure("BAD_USAGE", text=error.format_message())


def _no_such_option(option: str, possibilities: tuple[str, ...]) -> UsageFailure:
    """Point to the nearest option; nobody gives a secret where every process can read it."""
    if any(word in option for word in ("token", "password", "secret", "api-key")):
        return UsageFailure("NO_SECRET_OPTION", option=option)
    words = {known.lstrip("-"): known for known in possibilities if known.startswith("--")}
    meant = guess(option.lstrip("-"), tuple(words))
    return UsageFailure("UNKNOWN_OPTION", option=option, nearest=words.get(meant or ""))

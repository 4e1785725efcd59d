"""Answer a command line, and turn what goes wrong into messages and exit codes.

Every failure passes here once: it is told in the form asked for, on standard error, and becomes
the exit code of its class.
"""

import contextlib
import os
from collections.abc import Mapping, Sequence
from typing import Final

from addonctl.cli.runtime import Run, Runtime, find_config_file, read_preferences
from addonctl.cli.typer_adapter import run_line
from addonctl.errors import AddonctlError, CredentialFailure, UnknownByMistake, UnknownOutcome

PROTOCOL: Final = {"_ADDONCTL_COMPLETE", "COMP_WORDS", "COMP_CWORD"}
"""All that a shell's script sets to ask for what may stand on its line."""


def answer(argv: Sequence[str], runtime: Runtime) -> int:
    """Answer a command line; return the exit code. Nothing is ever raised but the unkillable."""
    if not argv and _is_completion(runtime.environ):
        from addonctl.cli.completion import complete  # noqa: PLC0415  # a shell asks, no person

        return complete(runtime)
    run = Run(runtime)
    try:
        check_words(argv)
        return run_line(argv, run)
    except AddonctlError as failure:
        if isinstance(failure, UnknownOutcome):
            from addonctl.cli.recording.last_words import end_on_interrupt  # noqa: PLC0415  # seldom

            end_on_interrupt(failure.exit_code)
        if isinstance(failure, UnknownByMistake):
            _report(failure, runtime.environ)
        _tell(failure, argv, run)
        return failure.exit_code
    except Exception as error:  # noqa: BLE001  # the last resort: a bug is told, never shown raw
        from addonctl.cli.crash import report_crash  # noqa: PLC0415  # only after a bug

        crash = report_crash(error, runtime.environ)
        run.preferences = None
        _tell(crash, argv, run)
        return crash.exit_code


def _report(failure: UnknownByMistake, environ: Mapping[str, str]) -> None:
    """Write the report of the bug that is the cause, and name it in the failure."""
    from addonctl.cli.crash import report_crash  # noqa: PLC0415  # only after a bug
    from addonctl.model.messages import Message  # noqa: PLC0415

    path = report_crash(failure.__cause__ or failure, environ).values.get("path")
    if path is not None:
        failure.values["reason"] = Message("CHANGE_UNKNOWN.reported", path=path)


def check_words(argv: Sequence[str]) -> None:
    """Refuse an address with a password in it, wherever it stands and whatever it was meant as.

    Of what can't be read nobody could say which part is the secret. A database's address is for
    the command to refuse, which knows where its password belongs.

    Raises:
        CredentialFailure: API_ADDRESS_SECRET.
    """
    before = ""
    for word in argv:
        name, _, value = word.partition("=")
        if "@" in word and "--database" not in {before, name}:
            from addonctl.model.addresses import holds_password  # noqa: PLC0415  # seldom

            is_option = word.startswith("-")
            meant = {value, word[2:], word.lstrip("-")} if is_option else {word}
            if any(holds_password(each) and not os.path.lexists(each) for each in meant):
                raise CredentialFailure("API_ADDRESS_SECRET")
        before = word


def _is_completion(environ: Mapping[str, str]) -> bool:
    """Say whether a shell's script asks: by all its variables, without a word of a command.

    One of them alone, such as in the environment of a person's shell, means nothing.
    """
    return all(name in environ for name in PROTOCOL)


def _tell(failure: AddonctlError, argv: Sequence[str], run: Run) -> None:
    """Tell a failure; settings choose the language and the colour, where they can be read.

    It must be told in the right language and form even where the options that ask for them can't
    be parsed; so they are looked for leniently here.
    """
    from addonctl.cli.printer import COLORS, Printer, language_of  # noqa: PLC0415  # help does without
    from addonctl.model.account import LANGUAGES  # noqa: PLC0415
    from addonctl.model.preferences import Preferences  # noqa: PLC0415

    environ, known = run.runtime.environ, run.preferences or Preferences()
    is_json = _last_value(argv, "--output", "-o") == "json"
    if run.preferences is None and not is_json:
        with contextlib.suppress(Exception):
            file = find_config_file(_last_value(argv, "--config"), environ)
            known = read_preferences(file, environ, _last_value(argv, "--profile"))
    lang, color = _last_value(argv, "--lang"), _last_value(argv, "--color")
    printer = Printer(
        run.runtime,
        form="json" if is_json else "table",
        language=lambda: language_of(lang if lang in LANGUAGES else known.lang, environ),
        color=lambda: next((word for word in COLORS if word == color), known.color or "auto"),
        is_quiet=run.is_quiet,
    )
    printer.tell_failure(failure)
    if run.preferences is not None and not is_json:
        printer.point_out(run.preferences.unknown)


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

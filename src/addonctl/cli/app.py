"""Assemble the commands, and turn what goes wrong into messages and exit codes.

Every failure passes here once: it is told in the manner asked for, on standard error, and becomes
the exit code of its class.
"""

import contextlib
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperGroup

from addonctl.cli.error_format import ErrorFormat, error_format_of
from addonctl.cli.help import PrintsHelp, print_text
from addonctl.cli.runtime import Runtime
from addonctl.errors import AddonctlError, Stopped, UnknownOutcome, UsageFailure

if TYPE_CHECKING:
    from addonctl.output.terminal.streams import StreamFeatures  # help does without it

HELP: Final = """Say who may do what with the add-ons of an account, why, and what it costs.

It records and computes; it charges nobody.

\b
Examples:
  addonctl new --example acme > acme.toml
  addonctl invoice-preview analytics-plus -a acme.toml
  addonctl eligibility -a acme.toml
  addonctl catalog -a acme.toml -o json
"""

COMMANDS: Final = {
    "catalog": "Show the account at a glance and every add-on.",
    "eligibility": "Say who may do what with the add-ons of an account, and why.",
    "invoice-preview": "Show both invoices of a purchase, now and next.",
    "subscribe": "Record that an add-on is bought.",
    "quote": "Record that a quote is requested.",
    "trial": "Record that a trial is started.",
    "request": "Record that someone asks for an add-on, or list who asks for what.",
    "people": "List the people of an account.",
    "history": "Show what was recorded on an account.",
    "check": "Check account, catalogue, price book and policy files.",
    "policy": "Show who may do what as a table, with sources.",
    "explain": "Explain a code of an answer or an error.",
    "new": "Print a commented account file to start from.",
    "config": "Show every setting with its value and where it comes from.",
    "completion": "Print the completion script of a shell.",
    "schema": "Print the JSON Schema of an answer or of a file.",
}
"""The commands in the order in which help lists them, each with its line there.

A command's module is imported when it is asked for: help and the other commands do without it.
"""


INTERRUPTED: Final = 130
COMPLETE: Final = "_ADDONCTL_COMPLETE"
"""The variable by which a shell's script asks for what may stand on its line."""
PROTOCOL: Final = {COMPLETE, "COMP_WORDS", "COMP_CWORD"}
"""All that such a script sets."""


class Commands(PrintsHelp, TyperGroup):
    """The commands; a word that is none of them is told with the nearest one."""

    def _main_shell_completion(self, *args: Any, **values: Any) -> None:
        """Leave completion to `answer`: a variable alone mustn't turn a command into nothing."""

    def list_commands(self, ctx: Any) -> list[str]:
        """List the commands in the order of help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Look a command up.

        Raises:
            UsageFailure: UNKNOWN_COMMAND.
        """
        if cmd_name in COMMANDS:
            return load_command(cmd_name)
        if ctx.resilient_parsing:
            return None
        from addonctl.cli.usage import usage_line  # noqa: PLC0415  # only on a mistake
        from addonctl.stores.parsing.suggestions import guess  # noqa: PLC0415

        raise UsageFailure(
            "UNKNOWN_COMMAND",
            value=cmd_name,
            nearest=guess(cmd_name, tuple(COMMANDS)),
            usage=usage_line(ctx),
        )

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands in help without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def load_command(name: str) -> Any:
    """Import a command and build it."""
    module = import_module(f"addonctl.cli.commands.{name.replace('-', '_')}")
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    module.register(alone)
    command = typer.main.get_command(alone)
    command.context_settings = CONTEXT
    return command


CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def build_app() -> Any:
    """Build the program without Typer's own colours, tracebacks and completion."""
    app = typer.Typer(
        name="addonctl",
        cls=Commands,
        help=HELP,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings=CONTEXT,
    )
    app.callback()(_before_commands)
    return typer.main.get_command(app)


def _show_version(ctx: typer.Context, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from addonctl import __version__  # noqa: PLC0415  # asked for in an unusual way

        print_text(ctx.obj.stdout, f"addonctl {__version__}\n")
        raise typer.Exit


def _before_commands(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            "-V",
            is_eager=True,
            callback=_show_version,
            help="Show the version and exit.",
        ),
    ] = False,
) -> None:
    """Take what may stand before a command: it acts by itself."""
    del version


def answer(argv: Sequence[str], runtime: Runtime) -> int:
    """Answer a command line; return the exit code. Nothing is ever raised but the unkillable."""
    if not argv and _is_completion(runtime.environ):
        from addonctl.cli.completion.line import complete  # noqa: PLC0415  # a shell asks, no person

        return complete(runtime)
    error_format = error_format_of(argv, runtime.environ)
    try:
        return _run(argv, runtime)
    except AddonctlError as failure:
        if isinstance(failure, UnknownOutcome):
            from addonctl.cli.interrupts import end_on_interrupt  # noqa: PLC0415  # seldom

            end_on_interrupt(failure.exit_code)
        _tell(failure, error_format, runtime)
        if failure.told is not None and not error_format.is_json:
            failure.told()
        return failure.exit_code
    except Exception as error:  # noqa: BLE001  # the last resort: a bug is told, never shown raw
        from addonctl.cli.crash import report_crash  # noqa: PLC0415  # only after a bug

        crash = report_crash(error, runtime.environ)
        _tell(crash, error_format, runtime)
        return crash.exit_code


def _is_completion(environ: Mapping[str, str]) -> bool:
    """Say whether a shell's script asks: by all its variables, without a word of a command.

    One of them alone, such as in the environment of a person's shell, means nothing.
    """
    return all(name in environ for name in PROTOCOL)


def _run(argv: Sequence[str], runtime: Runtime) -> int:
    if not argv:
        raise UsageFailure("NO_COMMAND")
    try:
        code = build_app()(
            args=list(argv), prog_name="addonctl", standalone_mode=False, obj=runtime
        )
    except typer.TyperException as error:
        from addonctl.cli.usage import usage_failure  # noqa: PLC0415  # only on a mistake

        raise usage_failure(error) from error
    except KeyboardInterrupt as error:
        raise Stopped("DECLINED") from error
    if code == INTERRUPTED:  # how Typer says that it was
        raise Stopped("DECLINED")
    return code if isinstance(code, int) else 0


def _tell(failure: AddonctlError, error_format: ErrorFormat, runtime: Runtime) -> None:
    """Tell a failure on standard error; there is nowhere to tell that this failed."""
    from addonctl.output.terminal.streams import features_of, write  # noqa: PLC0415  # help does without it

    error_format = error_format if error_format.is_json else _with_settings(error_format, runtime)
    features = features_of(runtime.stderr, runtime.environ, error_format.color)
    try:
        text = _words(failure, error_format, features)
    except Exception:  # noqa: BLE001  # even a mistake in a sentence must not hide the failure
        text = f"error[{failure.code}]\nhint: addonctl explain {failure.code}\n"
    with contextlib.suppress(AddonctlError):
        write(runtime.stderr, text)


def _with_settings(error_format: ErrorFormat, runtime: Runtime) -> ErrorFormat:
    """Let the settings choose the language and the colour, where they can be read."""
    from addonctl.cli.session import Session, SharedOptions  # noqa: PLC0415  # only for people

    with contextlib.suppress(Exception):
        session = Session(
            runtime,
            SharedOptions(
                lang=error_format.named_language,
                color=error_format.named_color,
                config=error_format.config,
            ),
        )
        return error_format._replace(language=session.language, color=session.color)
    return error_format


def _words(failure: AddonctlError, error_format: ErrorFormat, features: "StreamFeatures") -> str:
    if error_format.is_json:
        from addonctl.output.formats.json import JsonWriter  # noqa: PLC0415  # only for JSON

        writer = JsonWriter()
        return writer.encode(writer.failure(failure), encoding=features.encoding)
    from addonctl.output.screens.failure import render_failure  # noqa: PLC0415  # only for people
    from addonctl.text.translator import for_people  # noqa: PLC0415

    return render_failure(failure, for_people(error_format.language), features)

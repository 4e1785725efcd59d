"""Adapt Typer: what is private in it, or done otherwise than it does, stands here alone.

Its classes are told apart by name, for they move between its releases. What the commands take is
declared with its public parts, in `cli.options` and at each command.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, TextIO

import typer
from typer.core import TyperCommand, TyperGroup

from addonctl.cli.registry import COMMANDS, HELP
from addonctl.cli.runtime import Run
from addonctl.errors import Stopped, UsageFailure

INTERRUPTED: Final = 130
CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
SUPPOSE: Final = "--set"
SECRETS: Final = ("token", "password", "secret", "api-key")


def run_line(argv: Sequence[str], run: Run) -> int:
    """Parse a command line and run its command; return the exit code.

    Raises:
        UsageFailure: NO_COMMAND, or the line can't be parsed, with how it is written.
        Stopped: it was interrupted.
    """
    if not argv:
        raise UsageFailure("NO_COMMAND")
    try:
        code = _build_app()(args=list(argv), prog_name="addonctl", standalone_mode=False, obj=run)
    except typer.TyperException as error:
        raise _usage_failure(error) from error
    except KeyboardInterrupt as error:
        raise Stopped("DECLINED") from error
    if code == INTERRUPTED:  # how Typer says that it was
        raise Stopped("DECLINED")
    return code if isinstance(code, int) else 0


def load_command(name: str) -> Any:
    """Import a command and build it."""
    from addonctl.cli.options import declared  # noqa: PLC0415  # help does without

    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command(name, cls=_Command)(declared(name))
    command = typer.main.get_command(alone)
    command.context_settings = CONTEXT
    return command


class _PrintsHelp:
    """Let a Typer command print its help on the run's standard output, not the process's."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option with a callback of our own."""
        option: Any = super().get_help_option(ctx)  # type: ignore[misc]  # Typer's, by mixing in
        if option is not None:
            option.callback = _show_help
        return option


class _Commands(_PrintsHelp, TyperGroup):
    """The commands; a word that is none of them is told with the nearest one."""

    def _main_shell_completion(self, *args: Any, **values: Any) -> None:
        """Leave completion to `cli.app`: a variable alone mustn't turn a command into nothing."""

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
        raise UsageFailure(
            "UNKNOWN_COMMAND",
            value=cmd_name,
            nearest=_nearest(cmd_name, COMMANDS),
            usage=_usage_line(ctx),
        )

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands in help without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


class _Command(_PrintsHelp, TyperCommand):
    """A command that takes each option once, and no words that it doesn't know."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the words of the command.

        Raises:
            UsageFailure: REPEATED_OPTION or EXTRA_ARGUMENT.
        """
        given = list(args)
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if ctx.resilient_parsing:
            return rest
        too_many = rest or _strays(ctx.params)
        if too_many:
            raise UsageFailure(
                "EXTRA_ARGUMENT",
                nearest=_meant(too_many, ctx.params),
                argument=too_many[0],
                usage=_usage_line(ctx),
            )
        _, _, order = self.make_parser(ctx).parse_args(args=given)
        seen = set()
        for parameter in order:
            is_flag = getattr(parameter, "is_flag", True) or getattr(parameter, "count", False)
            if not (is_flag or parameter.multiple) and parameter.name in seen:
                option = max(parameter.opts, key=len)
                raise UsageFailure("REPEATED_OPTION", option=option, usage=_usage_line(ctx))
            seen.add(parameter.name)
        return rest


def _build_app() -> Any:
    """Build the program without Typer's own colours, tracebacks and completion."""
    app = typer.Typer(
        name="addonctl",
        cls=_Commands,
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

        _print(ctx.obj.runtime.stdout, f"addonctl {__version__}\n")
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


def _show_help(ctx: Any, option: Any, value: bool) -> None:
    del option
    if value and not ctx.resilient_parsing:
        _print(ctx.obj.runtime.stdout, f"{ctx.get_help()}\n")
        ctx.exit()


def _print(stream: TextIO | None, text: str) -> None:
    """Print without what answers are printed with: it takes as long to load as all of help.

    Raises:
        StorageFailure: OUTPUT_FAILED, the stream took no more.
    """
    if stream is None:
        return
    try:
        stream.write(text)
        stream.flush()
    except (OSError, UnicodeError):
        from addonctl.output.terminal.streams import write  # noqa: PLC0415  # only now needed
        from addonctl.text.encoding import fit_encoding  # noqa: PLC0415

        write(stream, fit_encoding(text, stream.encoding))


def _usage_failure(error: typer.TyperException) -> UsageFailure:
    """Name what is wrong with a command line that Typer couldn't parse, with how it is written."""
    context = getattr(error, "ctx", None)
    failure = _failure(error, is_before_command=context is not None and context.parent is None)
    if context is not None:
        failure.values["usage"] = _usage_line(context)
    return failure


def _usage_line(context: Any) -> str:
    """Return how a command is written, as its help says, in one line."""
    return " ".join(context.get_usage().split())


def _failure(error: typer.TyperException, *, is_before_command: bool) -> UsageFailure:
    kind = type(error).__name__
    option = getattr(error, "option_name", None)
    if kind == "NoSuchOption" and isinstance(option, str):
        from addonctl.cli.options import SHARED_WORDS  # noqa: PLC0415  # only on a mistake

        if is_before_command and option in SHARED_WORDS:
            return UsageFailure("OPTION_BEFORE_COMMAND", option=option)
        if option == SUPPOSE and not is_before_command:
            return UsageFailure("SET_NOT_HERE", option=option, command=_command_of(error))
        return _no_such_option(option, tuple(getattr(error, "possibilities", None) or ()))
    if kind == "BadOptionUsage" and isinstance(option, str):
        return UsageFailure("OPTION_NEEDS_VALUE", option=option)
    if kind == "MissingParameter":
        name = getattr(getattr(error, "param", None), "name", None)
        return UsageFailure("MISSING_ARGUMENT", argument=str(name).upper())
    return UsageFailure("BAD_USAGE", text=error.format_message())


def _command_of(error: typer.TyperException) -> str:
    """Name the command whose words can't be parsed."""
    return str(getattr(getattr(error, "ctx", None), "info_name", ""))


def _no_such_option(option: str, possibilities: tuple[str, ...]) -> UsageFailure:
    """Point to the nearest option; nobody gives a secret where every process can read it."""
    if any(word in option for word in SECRETS):
        return UsageFailure("NO_SECRET_OPTION", option=option)
    words = {known.lstrip("-"): known for known in possibilities if known.startswith("--")}
    meant = _nearest(option.lstrip("-"), words)
    return UsageFailure("UNKNOWN_OPTION", option=option, nearest=words.get(meant or ""))


def _nearest(word: str, known: Mapping[str, object]) -> str | None:
    from addonctl.stores.parsing.suggestions import guess  # noqa: PLC0415  # only on a mistake

    return guess(word, tuple(known))


def _strays(values: Mapping[str, object]) -> list[str]:
    """List the words among several add-ons that are plainly meant as something else."""
    addons = values.get("addon")
    words = addons if isinstance(addons, list | tuple) else ()
    return [word for word in words if _meant([word], values) is not None]


def _meant(rest: list[str], values: Mapping[str, object]) -> str | None:
    """Guess what words too many were meant as: an account, or dates with spaces between them."""
    if rest[0].endswith((".toml", ".json")):
        return f"-a {rest[0]}"
    dates = [word.strip(",") for word in (str(values.get("compare_dates") or ""), *rest)]
    if all(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(,[0-9-]+)*", word) for word in dates):
        return f"--compare-dates {','.join(dates)}"
    return None

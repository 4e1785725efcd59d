"""Assemble the commands, and turn what goes wrong into messages and exit codes.

Every failure passes here once: it is told in the manner asked for, on standard error, and becomes
the exit code of its class.
"""

import contextlib
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from addonctl.cli.commands import (
    catalog,
    eligibility,
    history,
    invoice_preview,
    quote,
    request,
    schema,
    subscribe,
    trial,
)
from addonctl.cli.crash import report_crash
from addonctl.cli.manner import Manner, manner_of
from addonctl.cli.parsing import nearest
from addonctl.cli.surroundings import Surroundings
from addonctl.cli.usage import usage_failure
from addonctl.errors import AddonctlError, UsageFailure
from addonctl.output.streams import Look, look_of, write

HELP = """Say who may do what with the add-ons of an account, why, and what it costs to the cent.

It records and computes; it charges nobody.

\b
Examples:
  addonctl invoice-preview analytics-plus -a examples/annual-upfront.toml
  addonctl eligibility -a examples/acme.toml
  addonctl catalog -a examples/acme.toml -o json
"""


COMMANDS = (
    catalog,
    eligibility,
    invoice_preview,
    subscribe,
    quote,
    trial,
    request,
    history,
    schema,
)
"""The commands in the order in which help lists them."""


class Commands(TyperGroup):
    """The commands; a word that is none of them is told with the nearest one."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Look a command up.

        Raises:
            UsageFailure: UNKNOWN_COMMAND.
        """
        found = super().get_command(ctx, cmd_name)
        if found is None and not ctx.resilient_parsing:
            raise UsageFailure(
                "UNKNOWN_COMMAND", value=cmd_name, nearest=nearest(cmd_name, self.commands)
            )
        return found


def build_app() -> typer.Typer:
    """Put the commands together, without Typer's own colours, tracebacks and completion."""
    app = typer.Typer(
        name="addonctl",
        cls=Commands,
        help=HELP,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    for command in COMMANDS:
        command.register(app)
    return app


def answer(argv: Sequence[str], surroundings: Surroundings) -> int:
    """Answer a command line; return the exit code. Nothing is ever raised but the unkillable."""
    manner = manner_of(argv, surroundings.environ)
    try:
        return _run(argv, surroundings)
    except AddonctlError as failure:
        _tell(failure, manner, surroundings)
        return failure.exit_code
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001  # the last resort: a bug is told, never shown raw
        crash = report_crash(error, surroundings.environ)
        _tell(crash, manner, surroundings)
        return crash.exit_code


def _run(argv: Sequence[str], surroundings: Surroundings) -> int:
    if not argv:
        raise UsageFailure("NO_COMMAND")
    try:
        code = build_app()(args=list(argv), standalone_mode=False, obj=surroundings)
    except typer.TyperException as error:
        raise usage_failure(error) from error
    except SystemExit:
        return 0  # Typer's way to say that the reader of --help has gone
    return code if isinstance(code, int) else 0


def _tell(failure: AddonctlError, manner: Manner, surroundings: Surroundings) -> None:
    """Tell a failure on standard error; there is nowhere to tell that this failed."""
    look = look_of(surroundings.stderr, surroundings.environ, manner.color)
    try:
        text = _words(failure, manner, look)
    except Exception:  # noqa: BLE001  # even a mistake in a sentence must not hide the failure
        text = f"error[{failure.code}]\nhint: addonctl explain {failure.code}\n"
    with contextlib.suppress(AddonctlError):
        write(surroundings.stderr, text)


def _words(failure: AddonctlError, manner: Manner, look: Look) -> str:
    if manner.is_json:
        from addonctl.output.machine import JsonWriter  # noqa: PLC0415  # only for JSON

        writer = JsonWriter()
        return writer.encode(writer.failure(failure), encoding=look.encoding)
    from addonctl.output.failure_screen import render_failure  # noqa: PLC0415  # only for people
    from addonctl.output.wording import for_people  # noqa: PLC0415

    return render_failure(failure, for_people(manner.language), look)

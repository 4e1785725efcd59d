"""Declare the options that commands share, once, and the command that takes them.

A command is declared by its own parameters; `command` adds the shared ones and hands over a
`Session`. Options are words here: `cli.parsing` and `cli.session` make values of them.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand

from addonctl.cli.help import PrintsHelp
from addonctl.cli.printer import FORMS, Form
from addonctl.cli.session import Session, SharedOptions
from addonctl.cli.usage import usage_line
from addonctl.errors import AddonctlError, UsageFailure

Account = Annotated[
    str | None,
    typer.Option(
        "--account",
        "-a",
        metavar="SOURCE",
        help="The account: a file, - for standard input, or an id in the accounts folder.",
    ),
]
AsUser = Annotated[
    str | None,
    typer.Option("--as", metavar="USER", help="A user of the account, by id, e-mail or name."),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="The date of the answer, YYYY-MM-DD. [default: today]"
    ),
]
Lang = Annotated[str | None, typer.Option("--lang", metavar="LANG", help="en or fr.")]
Color = Annotated[
    str | None, typer.Option("--color", metavar="WHEN", help="auto, always or never.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print the answer and nothing else.")]
Verbose = Annotated[
    int,
    typer.Option("--verbose", "-v", count=True, help="Say on standard error what was used."),
]
Addon = Annotated[str, typer.Argument(metavar="ADDON", help="An add-on, by id, alias or name.")]
LicensesOption = Annotated[
    str | None,
    typer.Option("--licenses", metavar="N", help="How many licences are to be assigned."),
]
ReadingOption = Annotated[
    str | None,
    typer.Option(
        "--reading", metavar="READING", help="strict or fr-table, where the articles disagree."
    ),
]

DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help="Do everything but record; never ask.")
]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask; fail instead.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Answer yes where a yes is asked for.")]
Config = Annotated[
    str | None, typer.Option("--config", metavar="FILE", help="The settings file to use.")
]

FORM: Final = {"lang": (Lang, None), "color": (Color, None)}
NOISE: Final = {"config": (Config, None), "quiet": (Quiet, False), "verbose": (Verbose, 0)}
ACCOUNT: Final = {"account": (Account, None), "as_user": (AsUser, None), "as_of": (AsOf, None)}


class Command(PrintsHelp, TyperCommand):
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
        if rest:
            raise UsageFailure(
                "EXTRA_ARGUMENT",
                nearest=_meant(rest, ctx.params),
                argument=rest[0],
                usage=usage_line(ctx),
            )
        _, _, order = self.make_parser(ctx).parse_args(args=given)
        seen = set()
        for parameter in order:
            is_flag = getattr(parameter, "is_flag", True) or getattr(parameter, "count", False)
            if not (is_flag or parameter.multiple) and parameter.name in seen:
                option = max(parameter.opts, key=len)
                raise UsageFailure("REPEATED_OPTION", option=option, usage=usage_line(ctx))
            seen.add(parameter.name)
        return rest


def _meant(rest: list[str], values: Mapping[str, object]) -> str | None:
    """Guess what words too many were meant as: an account, or dates with spaces between them."""
    if rest[0].endswith((".toml", ".json")):
        return f"-a {rest[0]}"
    dates = [word.strip(",") for word in (str(values.get("compare_dates") or ""), *rest)]
    if all(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(,[0-9-]+)*", word) for word in dates):
        return f"--compare-dates {','.join(dates)}"
    return None


def command(
    app: typer.Typer,
    name: str,
    run: Callable[..., int],
    *,
    has_account: bool = True,
    forms: tuple[Form, ...] = FORMS,
) -> None:
    """Add a command: `run(session, …)` with its own parameters, its help in its docstring.

    `forms` are those that its answer has, none where it is no answer; after the answer, variables
    that look like settings and aren't are pointed out.
    """
    own = list(inspect.signature(run).parameters.values())[1:]
    shared = {
        **(ACCOUNT if has_account else {}),
        **({"output": (_output_option(forms), forms[0])} if forms else {}),
        **FORM,
        **NOISE,
    }
    added = [
        inspect.Parameter(
            key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
        )
        for key, (annotation, default) in shared.items()
    ]
    context = inspect.Parameter(
        "ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )

    def invoke(ctx: typer.Context, **values: Any) -> int:  # as Typer hands them over
        options = SharedOptions(**{key: values.pop(key) for key in shared})
        session = Session(ctx.obj, options, forms=forms or FORMS)
        try:
            code = run(session, **values)
        except AddonctlError as failure:
            failure.told = session.point_out_variables
            raise
        session.point_out_variables()
        session.say_what_was_used()
        return code

    invoke.__doc__ = run.__doc__
    invoke.__signature__ = inspect.Signature([context, *own, *added])  # type: ignore[attr-defined]
    invoke.__annotations__ = {
        parameter.name: parameter.annotation for parameter in (context, *own, *added)
    }
    app.command(name, cls=Command)(invoke)


def _output_option(forms: tuple[Form, ...]) -> object:
    words = " or ".join(part for part in (", ".join(forms[:-1]), forms[-1]) if part) + "."
    return Annotated[str, typer.Option("--output", "-o", metavar="FORM", help=words)]

"""`addonctl check`: all problems of account, catalogue, price book and policy files."""

from typing import Annotated, Final

import typer

from addonctl.actions.check import check_file
from addonctl.cli.options import command
from addonctl.cli.session import Session
from addonctl.cli.voice import FORMS, Form
from addonctl.errors import DataFailure
from addonctl.model.messages import Message, Problem
from addonctl.model.reports import CheckAnswer, CheckedProblem
from addonctl.output.streams import Look
from addonctl.output.wording import Wording

OWN_FORMS: Final[tuple[Form, ...]] = (*FORMS, "github")
WORDS: Final = {"output": OWN_FORMS}
Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Files, told apart by content; - is standard input."),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "check", run, has_account=False, forms=OWN_FORMS)


def run(session: Session, file: Files) -> int:
    """Check account, catalogue, price book and policy files: all problems of all files.

    Problems are the answer, so they stand on standard output; any problem is exit code 6.

    \b
    Examples:
      addonctl check examples/acme.toml examples/price-book.toml
      addonctl check accounts/*.toml -o github
    """
    stdin = session.surroundings.stdin
    checked = tuple(
        check_file(
            source,
            catalog=lambda: session.catalog,
            stdin=None if stdin is None else stdin.buffer,
        )
        for source in file
    )
    answer = CheckAnswer(
        as_of=session.as_of(),
        account=None,
        ok=all(each.ok for each in checked),
        files=checked,
    )

    def table(say: Wording, look: Look) -> str:
        from addonctl.output.check_screen import render_check  # noqa: PLC0415

        return render_check(answer, say, look)

    def github(say: Wording, look: Look) -> str:
        from addonctl.output.check_screen import render_check_github  # noqa: PLC0415

        return render_check_github(answer, say, look)

    session.show(answer, table=table, github=github)
    if answer.ok:
        return 0
    bad = [each for each in checked if not each.ok]
    where = "where_all" if len(bad) == len(checked) else "where"
    raise DataFailure(
        "CHECK_FAILED",
        found=Message("CHECK_FAILED.found", count=sum(len(each.problems) for each in bad)),
        where=Message(f"CHECK_FAILED.{where}", count=len(bad), total=len(checked)),
        problems=[_as_problem(problem) for each in bad for problem in each.problems],
    )


def _as_problem(checked: CheckedProblem) -> Problem:
    return Problem(
        file=checked.file,
        path=checked.path,
        line=checked.line,
        column=checked.column,
        message=checked.message,
    )

"""`addonctl check`: all problems of account, catalogue, price book and policy files."""

from collections.abc import Sequence
from typing import Annotated

import typer
from msgspec import convert

from addonctl.actions.check import check_file
from addonctl.cli.options import FILE
from addonctl.cli.session import Session
from addonctl.errors import DataFailure, UsageFailure
from addonctl.model.messages import MAX_PROBLEMS, Message, Problem
from addonctl.model.reports import CheckAnswer, CheckedFile

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE...]", help="Files, told apart by content; - is standard input."),
    FILE,
]

Strict = Annotated[bool, typer.Option("--strict", help="Fail on warnings, too.")]


def run(session: Session, file: Files = None, *, strict: Strict = False) -> int:
    """Check account, catalogue, price book and policy files: all problems of all files.

    Problems are the answer, so they stand on standard output; any problem is exit code 6.
    Warnings are told, too; with --strict they are exit code 6.

    \b
    Examples:
      addonctl new --example acme > acme.toml
      addonctl new --example price-book > price-book.toml
      addonctl check acme.toml price-book.toml
      addonctl check *.toml -o github
    """
    if session.is_sweep:
        if file:
            raise UsageFailure("FILES_AND_ACCOUNTS")
        from addonctl.cli.sweeping.running import answer_many  # noqa: PLC0415  # files do without

        return answer_many(session, "check", is_strict=strict)
    if not file:
        raise UsageFailure("MISSING_ARGUMENT", argument="FILE")
    stdin = session.runtime.stdin
    checked = tuple(
        check_file(
            reference,
            catalog=lambda: session.own_catalog,
            today=session.today,
            stdin=None if stdin is None else stdin.buffer,
            is_strict=strict,
        )
        for reference in file
    )
    ok = all(each.ok for each in checked)
    answer = CheckAnswer(as_of=session.as_of(), account=None, ok=ok, files=checked)
    session.printer.show(answer)
    if ok:
        return 0
    raise _failure(checked)


def _failure(checked: Sequence[CheckedFile]) -> DataFailure:
    """Count the problems, or the warnings where they alone made the check fail."""
    bad = [each.problems for each in checked if each.problems]
    code = "CHECK_FAILED" if bad else "CHECK_WARNINGS"
    bad = bad or [each.warnings for each in checked if each.warnings]
    found = [problem for problems in bad for problem in problems]
    more = sum(each.more if code == "CHECK_FAILED" else each.more_warnings for each in checked)
    count = len(found) + more
    listed = convert(found[:MAX_PROBLEMS], list[Problem], from_attributes=True)
    where = "where_all" if len(bad) == len(checked) else "where"
    return DataFailure(
        code,
        found=Message(f"{code}.found", count=count),
        where=Message(f"CHECK_FAILED.{where}", count=len(bad), total=len(checked)),
        problems=listed,
        more=count - len(listed),
    )

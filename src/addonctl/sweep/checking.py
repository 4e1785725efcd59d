"""Check account after account, as `addonctl check` does; findings stand on lines of the source."""

import datetime as dt
from collections.abc import Callable, Iterator

from msgspec import convert, structs

from addonctl.actions.check import check_account, unreadable_file
from addonctl.errors import DataFailure
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Message, Problem
from addonctl.model.reports import CheckedFile, CheckedProblem
from addonctl.output.formats.csv import Cell
from addonctl.stores.files.documents import ParsedFile
from addonctl.stores.files.reading import problem_file, spoken_name
from addonctl.stores.parsing.syntax import check_again
from addonctl.stores.sweeping.blocks import Item
from addonctl.stores.sweeping.reading import parsed_at_a_glance
from addonctl.sweep.tally import Tally
from addonctl.text.translator import Translator


def check_item(
    item: Item,
    document: ParsedFile,
    *,
    source: str,
    catalog: Catalog,
    today: Callable[[str | None], dt.date],
    is_strict: bool,
) -> CheckedFile:
    """Check an account that could be parsed."""
    checked = check_account(
        document,
        catalog=catalog,
        today=today,
        is_strict=is_strict,
        account=parsed_at_a_glance(document, catalog),
    )
    return _placed(checked, item, source)


def check_unread(item: Item, failure: DataFailure, *, source: str) -> CheckedFile:
    """Say what is wrong with an account that can't be parsed."""
    return _placed(unreadable_file(failure, problem_file(item.file or source)), item, source)


def twice_problem(item: Item, source: str, message: Message) -> Problem:
    """Say at its place that another account has the same id."""
    line = item.number if item.file is None else None
    file = problem_file(item.file or source)
    return Problem(file=file, path="id", line=line, column=None, message=message)


def with_repeated(checked: CheckedFile, twice: Problem) -> CheckedFile:
    """Add that another account has the same id."""
    found = CheckedProblem(code="ACCOUNT_TWICE", **structs.asdict(twice))
    return structs.replace(checked, ok=False, problems=(found, *checked.problems))


def problems_of(checked: CheckedFile) -> tuple[Problem, ...]:
    """Return the problems of an account as those of a failure."""
    return tuple(convert(each, Problem, from_attributes=True) for each in checked.problems)


def failure_of(checked: CheckedFile, reference: str) -> DataFailure | None:
    """Return the failure that the problems of an account are, `None` where it has none."""
    count = len(checked.problems) + checked.more
    if not count:
        return None
    return DataFailure(
        "ACCOUNT_INVALID",
        problems=problems_of(checked),
        more=checked.more,
        file=spoken_name(reference),
        count=count,
        advice=check_again(reference, "account", count),
    )


def count_checked(tally: Tally, checked: CheckedFile) -> None:
    """Count an account by what was found in it."""
    tally.count("checked", "ok" if checked.ok else "wrong")
    for level, found in (("error", checked.problems), ("warning", checked.warnings)):
        for code in {problem.code for problem in found}:
            count = sum(problem.code == code for problem in found)
            tally.count("finding", level, code, numbers=(1, count))


def rows_of_check(
    checked: CheckedFile, base: list[Cell], line: int | None, say: Translator
) -> Iterator[list[Cell]]:
    """Write a row a finding, one without for an account that is right; `base` begins each."""
    for level, found in (("error", checked.problems), ("warning", checked.warnings)):
        for each in found:
            place: list[Cell] = [each.file, each.line, each.column, each.path]
            yield [*base, each.code, level, *place, say.say(each.message)]
    if not checked.problems and not checked.warnings:
        yield [*base, None, None, checked.file, line, None, None, None]


def _placed(checked: CheckedFile, item: Item, source: str) -> CheckedFile:
    """Let what was found in a line speak of that line of the source."""
    if item.file is not None:
        return checked
    name, number = problem_file(source), item.number
    return structs.replace(
        checked,
        file=name,
        problems=tuple(
            structs.replace(problem, file=name, line=number) for problem in checked.problems
        ),
        warnings=tuple(
            structs.replace(warning, file=name, line=number) for warning in checked.warnings
        ),
    )

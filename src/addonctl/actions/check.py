"""Check files of any kind: read, tell what they are by their content, find all that is wrong.

Every file is checked, whatever is wrong with the others. What is wrong with which kind belongs to
`stores` and `rules`; this puts it together.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec

from addonctl.actions.account_warnings import currency_warnings, licenses_found, unknown_addons
from addonctl.actions.events import find_event_problems
from addonctl.errors import DataFailure
from addonctl.model.account import Account
from addonctl.model.catalog import Catalog, CatalogFile
from addonctl.model.mail import mail_address
from addonctl.model.messages import MAX_PROBLEMS, Entry, Message, Problem, Problems, phrase
from addonctl.model.messages.sentences import entry_of
from addonctl.model.policy import Reading
from addonctl.model.reports import CheckedFile, CheckedProblem, FileKind
from addonctl.rules.event_checks import find_history_warnings
from addonctl.rules.policy_checks import count_contested_cells, find_policy_faults
from addonctl.stores.files.documents import (
    Content,
    ParsedFile,
    T,
    account_content,
    find_problems,
    kind_of,
    other_kind,
    read_document,
)
from addonctl.stores.files.reading import problem_file
from addonctl.stores.packaged import load_catalog
from addonctl.stores.parsing.catalog_checks import catalog_content
from addonctl.stores.parsing.policy_checks import POLICY_CONTENT, ROWS
from addonctl.stores.parsing.raw import Found, tables_of, text_of

_Checked = tuple[tuple[CheckedProblem, ...], int]
"""The first problems of a file, and how many more there are."""
NOTHING: _Checked = ((), 0)


def check_file(
    reference: str,
    *,
    catalog: Callable[[], Catalog],
    today: Callable[[str | None], dt.date],
    stdin: BinaryIO | None,
    is_strict: bool = False,
) -> CheckedFile:
    """Check one file, `-` for standard input; accounts against the catalogue in force.

    `today` tells the date in a time zone; where it `is_strict`, a warning is as bad as a problem.

    Raises:
        DataFailure: it is an account, and the catalogue in force can't be loaded.
    """
    name = problem_file(reference)
    try:
        document = read_document(reference, kind="account", stdin=stdin)
    except DataFailure as failure:
        return unreadable_file(failure, name)
    kind = kind_of(document.tree, document.kind)
    warnings, contested = NOTHING, None
    match kind:
        case "account":
            return check_account(document, catalog=catalog(), today=today, is_strict=is_strict)
        case "catalog":
            found, book = _read(document, catalog_content(load_catalog()))
            problems = _in_order(found)
            if book and problems == NOTHING:
                warnings = _in_order(document.place(_book_warnings(book)))
        case "policy":
            problems, contested = _policy_problems(document)
        case _:
            return unreadable_file(other_kind(document, kind), name)
    checked = _checked_file(name, kind, problems, warnings, contested)
    return _judged(checked, is_strict=is_strict)


def check_account(
    document: ParsedFile,
    *,
    catalog: Catalog,
    today: Callable[[str | None], dt.date],
    is_strict: bool = False,
    account: Account | None = None,
) -> CheckedFile:
    """Check one account, and nothing else, that was read and parsed.

    Where the document is known to hold an `account` that is right by itself, that is what is left
    to be looked into: its history, and what it hardly means.
    """
    name = problem_file(document.reference)
    found, kind = Problems(listed=()), "account" if account else kind_of(document.tree, "account")
    if kind != "account":
        return unreadable_file(other_kind(document, kind), name)
    if account is None:
        found, account = _read(document, account_content(catalog))
    problems, warnings = _account_checked(document, found, account, catalog, today)
    return _judged(_checked_file(name, kind, problems, warnings), is_strict=is_strict)


def unreadable_file(failure: DataFailure, name: str | None) -> CheckedFile:
    """Return what a check comes to of a file that can't be read, parsed or is of no kind."""
    return _checked_file(name, None, _unreadable(failure, name))


def _judged(checked: CheckedFile, *, is_strict: bool) -> CheckedFile:
    is_ok = checked.ok and not (is_strict and checked.warnings)
    return msgspec.structs.replace(checked, ok=is_ok)


def _checked_file(
    name: str | None,
    kind: FileKind | None,
    problems: _Checked,
    warnings: _Checked = NOTHING,
    contested: dict[Reading, int] | None = None,
) -> CheckedFile:
    return CheckedFile(
        file=name,
        kind=kind,
        ok=problems == NOTHING,
        problems=problems[0],
        more=problems[1],
        warnings=warnings[0],
        more_warnings=warnings[1],
        contested=contested,
    )


def _account_checked(
    document: ParsedFile,
    found: Problems,
    account: Account | None,
    catalog: Catalog,
    today: Callable[[str | None], dt.date],
) -> tuple[_Checked, _Checked]:
    if account is None:
        return _in_order(found), NOTHING
    problems = _in_order(found, find_event_problems(account, catalog, document))
    if problems != NOTHING:
        return problems, NOTHING
    warnings = account_warnings(account, catalog, today(account.time_zone))
    return problems, _in_order(document.place(warnings))


def _read(document: ParsedFile, content: Content[T]) -> tuple[Problems, T | None]:
    """Find the problems of a file, and make what it holds where the types are right."""
    problems = find_problems(document, content)
    try:
        return problems, msgspec.convert(document.tree, content.kind)
    except msgspec.ValidationError:
        return problems, None


def account_warnings(account: Account, catalog: Catalog, day: dt.date) -> list[Found]:
    """List what an account that is right says and, on a day, hardly means."""
    warnings: list[Found] = [
        (("currency",), warning.message) for warning in currency_warnings(account.currency, day)
    ]
    warnings += find_history_warnings(account, day)
    warnings += [
        (("events", number, "quantity"), found.message)
        for number, found in licenses_found(account, catalog, day)
    ]
    warnings += [
        (("users", number, "email"), Message("EMAIL_UNUSABLE", email=user.email))
        for number, user in enumerate(account.users)
        if user.email is not None and mail_address(user.email) is None
    ]
    for word, message in unknown_addons(account, catalog):
        warnings += [
            (("events", number, "addon"), message)
            for number, event in enumerate(account.events)
            if event.addon == word
        ]
        warnings += [(("prices", word), message)] if word in account.prices else []
    return warnings


def _book_warnings(book: CatalogFile) -> Iterator[Found]:
    """List the prices that begin when their currency was withdrawn already."""
    for number, price in enumerate(book.prices or ()):
        for warning in currency_warnings(price.currency, price.valid_from):
            yield ("prices", number, "currency"), warning.message


def _policy_problems(document: ParsedFile) -> tuple[_Checked, dict[Reading, int] | None]:
    """Find what is wrong with a policy, gaps with their row, and count its contested cells."""
    problems, policy = _read(document, POLICY_CONTENT)
    if policy is None:
        return _in_order(problems), None
    dead, gaps = find_policy_faults(policy)
    found: list[Found] = [
        ((kind, number), Message("POLICY_DEAD_RULE", rule=rule))
        for kind in ROWS
        for number, row in tables_of(document.tree, kind)
        if (rule := text_of(row, "id")) in dead
    ]
    checked, more = _in_order(problems, document.place(found))
    name, missing = problem_file(document.reference), Message("POLICY_GAP.row")
    rows = [_unplaced(name, "POLICY_GAP", missing, row=row) for row in gaps]
    counted = None if gaps else count_contested_cells(policy)
    return _first((*checked, *rows), more), counted


def _in_order(*several: Problems) -> _Checked:
    """Put the problems of one file together, in its order."""
    listed = (problem for problems in several for problem in problems.listed)
    ordered = sorted(listed, key=lambda problem: (problem.line or 0, problem.column or 0))
    return _first(tuple(map(_checked, ordered)), sum(problems.more for problems in several))


def _first(problems: tuple[CheckedProblem, ...], more: int) -> _Checked:
    """List the first problems and count the others."""
    return problems[:MAX_PROBLEMS], more + max(len(problems) - MAX_PROBLEMS, 0)


def _checked(problem: Problem) -> CheckedProblem:
    code = problem.message.code.partition(".")[0]
    return CheckedProblem(**msgspec.structs.asdict(problem), code=code)


def _unreadable(failure: DataFailure, name: str | None) -> _Checked:
    """Make the problem of a file that can't be read or parsed, which its sentences speak of."""
    for problem in failure.problems:
        if isinstance(problem, Problem):
            fault, expected = failure.values["fault"], failure.values["expected"]
            message = Message("SYNTAX_FAULT", fault=fault, expected=expected)
            return (msgspec.structs.replace(_checked(problem), message=message),), 0
    message = phrase(Entry(short=entry_of(failure.code).short), **failure.values)
    return (_unplaced(name, failure.code, message),), 0


def _unplaced(
    name: str | None, code: str, message: Message, *, row: str | None = None
) -> CheckedProblem:
    return CheckedProblem(
        file=name, path=None, line=None, column=None, code=code, message=message, row=row
    )

"""Read one account of many, as strictly as a file, and say where in its source a fault stands."""

import re
from typing import Final

from msgspec import ValidationError, convert, structs

from addonctl.errors import DataFailure, UsageFailure
from addonctl.model.account import Account
from addonctl.model.catalog import Catalog
from addonctl.model.escaping import shell_words
from addonctl.model.messages import Message, Problem
from addonctl.stores.files.documents import ParsedFile, decode_account, read_document
from addonctl.stores.files.lines import parse_line
from addonctl.stores.files.reading import STANDARD_INPUT, problem_file
from addonctl.stores.parsing.plain.checks import is_plainly_right, known_words
from addonctl.stores.parsing.raw import READ_WITH_CARE, text_of
from addonctl.stores.parsing.suggestions import IDENTIFIER, fits
from addonctl.stores.sweeping.blocks import Item

_ID: Final = re.compile(r'"id"\s*:\s*"([A-Za-z0-9][A-Za-z0-9._-]{0,63})"')


def parse_item(item: Item, source: str) -> ParsedFile:
    """Parse an account of a source: a file of its own as its format has it, a line as JSON.

    Raises:
        DataFailure: it can't be read (FILE_...) or parsed (ACCOUNT_SYNTAX).
    """
    if item.data is None:
        return read_document(item.file or source, kind="account")
    return parse_line(item.data, item.file or source)


def parsed_at_a_glance(document: ParsedFile, catalog: Catalog) -> Account | None:
    """Make the account of a document that is plainly right, `None` where that takes more."""
    if any(mark in document.text for mark in READ_WITH_CARE):
        return None
    try:
        account = convert(document.tree, Account)
    except ValidationError:
        return None
    return account if is_plainly_right(account, known_words(catalog)) else None


def account_of(item: Item, document: ParsedFile, catalog: Catalog) -> Account:
    """Make the account of what was parsed; a line that came to that isn't plainly right.

    Raises:
        DataFailure: OTHER_KIND, or ACCOUNT_INVALID with all problems.
    """
    account = parsed_at_a_glance(document, catalog) if item.data is None else None
    return account or decode_account(document, catalog=catalog)


def check_id(item: Item, account_id: str) -> None:
    """See that a server answered with the account that it listed.

    Raises:
        DataFailure: LISTED_OTHERWISE.
    """
    if item.account_id not in {None, account_id}:
        raise DataFailure("LISTED_OTHERWISE", file=item.file, id=account_id)


def id_in(item: Item, document: ParsedFile | None) -> str | None:
    """Return the id of an account that is wrong, where it was listed or can be read.

    In what can't be parsed it is looked for before anything that may have an id of its own.
    """
    if item.account_id is not None:
        return item.account_id
    if document is not None:
        word = text_of(document.tree, "id")
        return word if word is not None and fits(IDENTIFIER, word) else None
    head = re.match(rb"\s*\{[^{\[]*", item.data or b"")
    found = None if head is None else _ID.search(head[0].decode("utf-8", "replace"))
    return None if found is None else found[1]


def place_failure(failure: DataFailure | UsageFailure, item: Item, source: str) -> None:
    """Let a failure of a line speak of that line of the source."""
    if isinstance(failure, UsageFailure):
        _place_supposed(failure, item, source)
        return
    if item.file is not None:
        return
    name, number = problem_file(source), str(item.number)
    failure.problems = tuple(
        structs.replace(problem, file=name, line=item.number)
        for problem in failure.problems
        if isinstance(problem, Problem)
    )
    if "line" in failure.values:
        failure.values["line"] = number
    else:
        failure.values["file"] = (
            Message("LINE_OF_INPUT", line=number) if name is None else f"{name}:{number}"
        )
    advice = failure.values.get("advice")
    if isinstance(advice, Message) and advice.code == "CORRECT_AND_CHECK":
        argument = "-" if source == STANDARD_INPUT else shell_words((source,))
        failure.values["advice"] = Message(
            "CORRECT_AND_CHECK",
            argument=f"--accounts {argument}",
            kind="account",
            count=len(failure.problems) + failure.more,
        )


def _place_supposed(failure: UsageFailure, item: Item, source: str) -> None:
    """Say of which account something can't be, before the option by which it can't."""
    failure.problems = tuple(
        structs.replace(
            problem,
            file=item.file or problem_file(source),
            line=item.number if item.file is None else None,
            path=": ".join(filter(None, (problem.file, problem.path))),
        )
        for problem in failure.problems
        if isinstance(problem, Problem)
    )

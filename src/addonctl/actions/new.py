"""Make an account to start from, or say which of its values can't be. Its text is `output`'s."""

import datetime as dt
import shlex
from typing import Final

import msgspec

from addonctl.errors import UsageFailure
from addonctl.model.account import Account, Frequency
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Message, Problem
from addonctl.stores.account_meaning import account_findings
from addonctl.stores.tree import Path, Tree
from addonctl.stores.validate import find_problems
from addonctl.stores.values import path_text

OPTIONS: Final = {
    "id": "--id",
    "name": "--name",
    "plan": "--plan",
    "currency": "--currency",
    "time_zone": "--time-zone",
    "billing.anchor": "--anchor",
    "licenses": "--standard, --additional",
}
"""The option that gives a field of the account."""


def new_account(
    *,
    account_id: str,
    name: str,
    plan: str,
    currency: str,
    time_zone: str | None,
    standard: int,
    additional: int,
    frequency: Frequency,
    anchor: dt.date,
    catalog: Catalog,
) -> Account:
    """Make an account with one owner that passes every check.

    Raises:
        UsageFailure: NEW_INVALID, with all values that can't be.
    """
    tree: Tree = {
        "schema": 1,
        "id": account_id,
        "name": name,
        "plan": plan,
        "currency": currency,
        **({} if time_zone is None else {"time_zone": time_zone}),
        "billing": {"frequency": frequency, "anchor": anchor},
        "licenses": {"standard": standard, "additional": additional},
        "users": [{"id": "owner", "name": "Owner", "roles": ["owner"]}],
    }
    problems = _problems(tree, catalog)
    if problems:
        raise UsageFailure("NEW_INVALID", problems=problems)
    return msgspec.convert(tree, Account)


def _problems(tree: Tree, catalog: Catalog) -> list[Problem]:
    """List what no account file may say, each under the option that says it."""
    found = find_problems(
        tree,
        Account,
        account_findings(tree, catalog=catalog),
        text="",
        text_format="TOML",
        file=None,
        write=_as_option,
    )
    problems = [_of_option(problem.path or "", problem.message) for problem in found]
    for key, value in tree.items():
        if isinstance(value, str) and not _is_unicode(value):
            problems.append(_of_option(key, Message("NOT_UNICODE")))
    return problems


def _as_option(path: Path, value: object) -> str:
    """Write a value as the option that gives it."""
    field = path_text(path) or ""
    return f"{OPTIONS.get(field, field)} {shlex.quote(str(value))}"


def _of_option(path: str, message: Message) -> Problem:
    return Problem(file=OPTIONS.get(path, path), path=None, line=None, column=None, message=message)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

"""Make an account to start from, or say which of its values can't be. Its text is `output`'s."""

import datetime as dt
import shlex
from collections.abc import Callable
from typing import Final

import msgspec

from addonctl.actions.check import account_warnings
from addonctl.errors import UsageFailure
from addonctl.model.account import Account
from addonctl.model.catalog import Catalog
from addonctl.model.escaping import is_held
from addonctl.model.messages import Message, Problem
from addonctl.rules.event_checks import find_history_faults
from addonctl.stores.parsing.account_checks import account_findings
from addonctl.stores.parsing.raw import Path, Tree
from addonctl.stores.parsing.suggestions import path_text
from addonctl.stores.parsing.types import find_problems

OPTIONS: Final = {
    "id": "--id",
    "name": "--name",
    "plan": "--plan",
    "currency": "--currency",
    "time_zone": "--time-zone",
    "billing.anchor": "--anchor",
    "billing.taxes": "--tax",
    "licenses": "--standard, --additional",
    "prices": "--price",
    "users": "--owner",
    "events": "--event",
}
"""The option that gives a field of the account, or everything below it."""
OWNER: Final[Tree] = {"id": "owner", "name": "Owner", "roles": ["owner"]}


def new_account(tree: Tree, catalog: Catalog, today: Callable[[str | None], dt.date]) -> Account:
    """Make an account that passes every check of what an account file says.

    `today` tells the date in a time zone. What `check` would warn of isn't made either, but for a
    currency that is withdrawn: a contract may still name it.

    Raises:
        UsageFailure: NEW_INVALID, with all values that can't be.
    """
    _refuse(_problems(tree, catalog))
    account = msgspec.convert(tree, Account)
    faults = find_history_faults(account, catalog)
    warnings = account_warnings(account, catalog, today(account.time_zone))
    _refuse(
        [
            _of_option(path_text(path), message)
            for path, message in (*faults, *warnings)
            if path != ("currency",)
        ]
    )
    return account


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise UsageFailure("NEW_INVALID", problems=problems)


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
    return [
        *(_of_option(problem.path, problem.message) for problem in found.listed),
        *(_of_option(path_text(path), Message("NOT_UNICODE")) for path in _not_unicode(tree, ())),
    ]


def _as_option(path: Path, value: object) -> str:
    """Write a value as the option that gives it; what is a part of one stands behind its name."""
    field = path_text(path) or ""
    head = f"{path[1]}=" if path[0] == "prices" and len(path) > 1 else ""
    return f"{_option(field)} {shlex.quote(f'{head}{value}')}"


def _of_option(field: str | None, message: Message) -> Problem:
    return Problem(file=_option(field or ""), path=None, line=None, column=None, message=message)


def _option(field: str) -> str:
    """Name the option that gives a field, or the table or list that it stands in."""
    if field in OPTIONS:
        return OPTIONS[field]
    above = (option for key, option in OPTIONS.items() if field.startswith((f"{key}.", f"{key}[")))
    return next(above, field)


def _not_unicode(value: object, path: Path) -> list[Path]:
    """List the fields whose text holds half a character."""
    if isinstance(value, dict):
        return [bad for key, part in value.items() for bad in _not_unicode(part, (*path, key))]
    if isinstance(value, list):
        return [bad for part in value for bad in _not_unicode(part, (*path, 0))]
    return [path] if isinstance(value, str) and not is_held(value) else []

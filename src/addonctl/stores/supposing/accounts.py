"""Make the account that is supposed of one that was read, checked as strictly as a file. Pure."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from addonctl.errors import UsageFailure
from addonctl.model.account import Account
from addonctl.model.answers import WhatIf
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Message, Problem
from addonctl.stores.files.documents import account_content, converted
from addonctl.stores.parsing.raw import Path, Tree
from addonctl.stores.parsing.suggestions import path_text
from addonctl.stores.supposing.options import Supposition
from addonctl.stores.supposing.values import write_option


class Supposed(NamedTuple):
    """An account that is supposed, as its file would hold it, and what is supposed of it."""

    account: Account
    tree: Tree
    what_if: tuple[WhatIf, ...]


class _PastEnd(Exception):
    """Say that a list has no entry of a number, nor would it be the next."""

    def __init__(self, path: Path, count: int) -> None:
        super().__init__(path)
        self.path, self.count = path, count


def suppose(tree: Tree, suppositions: Sequence[Supposition], catalog: Catalog) -> Supposed:
    """Make the account that an account's tree would be with what is supposed.

    Raises:
        UsageFailure: SET_INVALID, with all that such an account can't be, each under its option.
    """
    changed, problems = _changed(tree, suppositions)
    account = None if problems else converted(changed, account_content(catalog))
    if account is None:
        found = problems or list(_problems(tree, suppositions, catalog))
        raise UsageFailure("SET_INVALID", problems=found)
    what_if = tuple(
        WhatIf(path=each.key, now=plain_value(_at(tree, each.path)), to=plain_value(each.value))
        for each in suppositions
    )
    return Supposed(account, changed, what_if)


def vary(tree: Tree, variants: Sequence[Supposition], catalog: Catalog) -> tuple[Supposed, ...]:
    """Make the account that each variant would be.

    Raises:
        UsageFailure: SET_INVALID, with all values that it can't take.
    """
    made: list[Supposed] = []
    problems: list[object] = []
    for variant in variants:
        try:
            made.append(suppose(tree, (variant,), catalog))
        except UsageFailure as failure:
            problems += failure.problems
    if problems:
        raise UsageFailure("SET_INVALID", problems=problems)
    return tuple(made)


def _changed(tree: Tree, suppositions: Sequence[Supposition]) -> tuple[Tree, list[Problem]]:
    """Put each value in its place, in the order given; a list is longer by at most one entry."""
    problems = []
    for each in suppositions:
        try:
            changed = _with(tree, each.path, each.value)
        except _PastEnd as past:
            message = Message(
                "SUPPOSED_PAST_END",
                list=path_text(past.path),
                count=past.count,
                next=path_text((*past.path, past.count)),
            )
            problems.append(each.problem(message))
        else:
            tree = changed if isinstance(changed, dict) else tree
    return tree, problems


def _with(node: object, path: Path, value: object, above: Path = ()) -> object:
    """Return a part of a tree with a value at a path; the part itself stays as it was."""
    if not path:
        return value
    step, *rest = path
    below = tuple(rest)
    if isinstance(step, int):
        items = list(node) if isinstance(node, list) else []
        if step > len(items):
            raise _PastEnd(above, len(items))
        inner = items[step] if step < len(items) else None
        items[step : step + 1] = [_with(inner, below, value, (*above, step))]
        return items
    table = dict(node) if isinstance(node, dict) else {}
    table[step] = _with(table.get(step), below, value, (*above, step))
    return table


def _at(node: object, path: Path) -> object:
    """Return what stands at a path, `None` where nothing does."""
    for step in path:
        if isinstance(step, int):
            node = node[step] if isinstance(node, list) and step < len(node) else None
        else:
            node = node.get(step) if isinstance(node, dict) else None
    return node


def plain_value(value: object) -> object:
    """Return a value as JSON holds it: a date is text there."""
    return msgspec.to_builtins(value)


def _problems(
    tree: Tree, suppositions: Sequence[Supposition], catalog: Catalog
) -> Iterator[Problem]:
    """Find what an account can't be, each under the option by which it comes about.

    That is the first with which it is there, and the last one where it takes all of them.
    """
    found = _found(tree, suppositions, catalog)
    before = [_found(tree, suppositions[:count], catalog) for count in range(1, len(suppositions))]
    for key, problem in found.items():
        number = next((n for n, earlier in enumerate(before) if key in earlier), -1)
        yield suppositions[number].problem(problem.message, problem.path)


def _found(
    tree: Tree, suppositions: Sequence[Supposition], catalog: Catalog
) -> dict[tuple[str | None, str], Problem]:
    from addonctl.stores.parsing.types import find_problems  # noqa: PLC0415  # needed on a fault alone

    content, changed = account_content(catalog), _changed(tree, suppositions)[0]
    problems = find_problems(
        changed,
        Account,
        content.meaning(changed),
        text="",
        text_format="TOML",
        file=None,
        known=content.known(changed),
        write=write_option,
    )
    return {(problem.path, problem.message.code): problem for problem in problems.listed}

"""Hold what a sweep over many accounts leaves beside its rows: problems, and the summary's numbers.

How a row looks belongs to `sweep.rows`, how the summary does to `output.screens.sweep`.
"""

import datetime as dt
from typing import TypeAlias

from msgspec import Struct

from addonctl.model.account import Language
from addonctl.model.answers import Value
from addonctl.model.messages import Problem


class SweptProblem(Value):
    """What can't be read as an account: its line or its file, and its id where that can be read.

    `problems` are the first findings in it, with the number of `more`.
    """

    file: str | None
    line: int | None
    account: str | None
    code: str
    message: dict[Language, str]
    hint: dict[Language, str]
    problems: tuple[Problem, ...]
    more: int = 0


Key: TypeAlias = tuple[str, ...]
"""What is counted: the words of a row of a table."""


class LargeAmount(Struct, frozen=True, kw_only=True):
    """An account that pays much: in minor units of its currency."""

    account: str
    name: str
    currency: str
    minor: int


class SweepSummary(Struct, frozen=True, kw_only=True):
    """What a sweep comes to: its counts by table and row, and the largest amounts.

    Of the accounts, `answered` have an answer and `problems` couldn't be read; `first` and `last`
    are the earliest and the latest date that was asked about. Each table of `counts` leads from
    its rows to their numbers, the most accounts first; `addons` are the ids of all add-ons with
    their names, in the catalogue's order, and `addon` the one that was asked about; so is `until`,
    the day until which invoices are summed. `supposed` are the keys that were supposed of every
    account with their values, `compared` the one whose values were compared.
    """

    command: str
    addon: str | None
    addons: dict[str, str]
    answered: int
    problems: int
    first: dt.date | None
    last: dt.date | None
    counts: dict[str, dict[Key, tuple[int, ...]]]
    largest: tuple[LargeAmount, ...] = ()
    until: dt.date | None = None
    supposed: tuple[tuple[str, object], ...] = ()
    compared: str | None = None

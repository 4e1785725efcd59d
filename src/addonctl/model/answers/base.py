"""What every answer begins with, and what its parts are made of."""

import datetime as dt
from typing import Any, Generic, TypeVar, dataclass_transform

from msgspec import Struct, field

from addonctl.model.account import Account
from addonctl.model.messages import Notice

A_co = TypeVar("A_co", bound=Struct, covariant=True)


# Subclasses are frozen too; type checkers have to be told.
@dataclass_transform(frozen_default=True, kw_only_default=True)
class Answer(Struct, frozen=True, kw_only=True, tag_field="schema"):
    """What every answer begins with: the date that it holds for, the account, what was assumed."""

    as_of: dt.date
    account: "AccountName | None"
    assumptions: tuple[Notice, ...] = ()
    warnings: tuple[Notice, ...] = ()


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Value(Struct, frozen=True, kw_only=True):
    """A part of an answer."""


class View(Struct, Generic[A_co], frozen=True, kw_only=True):
    """An answer with what people are shown beside it; JSON holds the answer alone."""

    answer: A_co


class AccountName(Value):
    """Which account an answer is about."""

    id: str
    name: str


class WhatIf(Value):
    """A key of the account that is supposed to be otherwise than its file says.

    `from` is what stands there, null where nothing does, and `to` what is supposed, which may be
    the same.
    """

    path: str
    now: Any = field(name="from")
    to: Any

    @property
    def is_now(self) -> bool:
        """Say whether it is so already."""
        return bool(self.now == self.to)


def name_of(account: Account) -> AccountName:
    """Name the account that an answer is about."""
    return AccountName(id=account.id, name=account.name)

"""Name what an account's store does, whatever stands behind it: commands know no more of it."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from msgspec import Struct

from addonctl.model.account import Account, Event
from addonctl.model.messages import Notice, Problems
from addonctl.model.wire import AnyIntent
from addonctl.stores.parsing.raw import Found, Tree


class Recorded(Struct, frozen=True, kw_only=True):
    """An event as it was recorded, and its `number` among the account's, counted from 1.

    `already` where it had been recorded before.
    """

    event: Event
    number: int
    already: bool = False


class AccountText(Protocol):
    """What an account was read from, where that is text."""

    def place(self, found: Iterable[Found], /) -> Problems:
        """Say where in it everything stands that was found."""


class ReadAccount(AccountText, Protocol):
    """An account as it was read."""

    @property
    def account(self) -> Account:
        """Return the account as it was read."""


class ReadDocument(ReadAccount, Protocol):
    """An account as it was read, with all that stands there."""

    @property
    def tree(self) -> Tree:
        """Return what stands there, as it was parsed."""


class OpenAccount(ReadAccount, Protocol):
    """An account that is open for a change.

    It was read inside its lock, and nobody else writes; or who keeps it decides afresh.
    `warnings` tell what weakens that promise, such as a network file system.
    """

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """Return what the person is to be told about the place."""

    def record(self, event: Event, intent: AnyIntent, /) -> Recorded:
        """Append one event, once; when this returns it is recorded for good.

        `intent` is what the event was made for: a store that decides by itself takes that, and
        may return another event.

        Raises:
            DataFailure, StorageFailure, ConflictFailure: nothing was changed.
            UnknownOutcome: it may have been recorded.
        """


class AccountStore(Protocol):
    """Where accounts live; a store names each by a reference of its own."""

    def file_of(self, reference: str, /) -> str | None:
        """Name what an account is kept in, `None` where it can't be read again."""

    def check_changeable(self, reference: str, /) -> None:
        """See that an account can be recorded on, before anything is asked.

        Raises:
            UsageFailure: it is read and gone, as from standard input.
        """

    def read(self, reference: str, /) -> ReadDocument:
        """Read an account.

        Raises:
            DataFailure: it can't be read or is wrong, with all problems.
        """

    def finish(self, reference: str, intent: AnyIntent, /, *, names_day: bool) -> Recorded | None:
        """End what an earlier run began with the same intent, `None` where there is nothing.

        `names_day` says that a person named the day of the intent, or saw its total for it.

        Raises:
            RefusedFailure, ConflictFailure, StorageFailure: nothing was recorded.
            UnknownOutcome: it still may have been recorded.
        """

    def discard(self, reference: str, intent: AnyIntent, /) -> None:
        """Forget what an earlier run began with the same intent: it was looked for in vain.

        Raises:
            StorageFailure: it can't be forgotten.
        """

    def change(self, reference: str, /) -> AbstractContextManager[OpenAccount]:
        """Lock an account and read it, for as long as the `with` block lasts.

        Who decides afresh locks nothing. The block decides on what it was given and records at
        most one event. It is short and asks nobody: interrupts wait until it is over, but where
        an answer is waited for.

        Raises:
            DataFailure: it can't be read or is wrong.
            StorageFailure: its place can't be written to, or isn't safe to write to.
            ConflictFailure: somebody else holds it.
        """

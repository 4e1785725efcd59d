"""Name what an account's store does: two methods, whatever stands behind them."""

from contextlib import AbstractContextManager
from typing import Protocol

from addonctl.model.account import Account, Event
from addonctl.model.messages import Notice


class OpenAccount(Protocol):
    """An account that is locked for a change: it was read inside the lock, nobody else writes.

    `warnings` tell what weakens that promise, such as a network file system.
    """

    @property
    def account(self) -> Account:
        """Return the account as it was read."""

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """Return what the person is to be told about the place."""

    def record(self, event: Event) -> None:
        """Append one event, once; when this returns it is recorded for good.

        Raises:
            DataFailure, StorageFailure, ConflictFailure: nothing was changed.
            UnknownOutcome: it may have been recorded.
        """


class AccountStore(Protocol):
    """Where accounts live."""

    def read(self, ref: str, /) -> Account:
        """Read an account.

        Raises:
            DataFailure: it can't be read or is wrong, with all problems.
        """

    def change(self, ref: str, /) -> AbstractContextManager[OpenAccount]:
        """Lock an account and read it, for as long as the `with` block lasts.

        The block decides on what it was given and records at most one event. It is short and
        asks nobody: interrupts wait until it is over.

        Raises:
            DataFailure: it can't be read or is wrong.
            StorageFailure: its place can't be written to, or isn't safe to write to.
            ConflictFailure: somebody else holds it.
        """

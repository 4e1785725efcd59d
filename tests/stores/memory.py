"""Keep accounts in memory: a second store, by which commands prove that they know no files."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import msgspec

from addonctl.model.account import Account, Event
from addonctl.model.messages import Notice, Problem, Problems
from addonctl.model.wire import AnyIntent
from addonctl.stores.interface import AccountStore, Recorded
from addonctl.stores.locate import Located
from addonctl.stores.parsing.raw import Found, Tree
from addonctl.stores.parsing.suggestions import path_text
from tests.cli.program import Ran, run


class MemoryAccount(NamedTuple):
    """An account that is in memory, and what puts an event to it."""

    account: Account
    put: Callable[[Account], None]
    warnings: tuple[Notice, ...] = ()

    @property
    def tree(self) -> Tree:
        """Write the account as a file has it."""
        tree: Tree = msgspec.to_builtins(self.account)
        return tree

    def place(self, found: Iterable[Found], /) -> Problems:
        """Name the fields: there is no text that lines could be counted in."""
        return Problems(
            listed=tuple(
                Problem(file=None, path=path_text(path), line=None, column=None, message=message)
                for path, message in found
            )
        )

    def record(self, event: Event, _intent: AnyIntent, /) -> Recorded:
        """Append one event."""
        events = (*self.account.events, event)
        self.put(msgspec.structs.replace(self.account, events=events))
        return Recorded(event=event, number=len(events))


class MemoryStore:
    """Accounts by their ids."""

    def __init__(self, *accounts: Account) -> None:
        """Begin with accounts; `changed` counts those that were opened for a change."""
        self.accounts = {account.id: account for account in accounts}
        self.changed = 0

    def file_of(self, reference: str, /) -> str:
        """Name an account's row."""
        return f"memory:{reference}"

    def check_changeable(self, reference: str, /) -> None:
        """Take everything."""

    def read(self, reference: str, /) -> MemoryAccount:
        """Hand an account over."""
        return MemoryAccount(self.accounts[reference], self._put)

    def finish(self, _reference: str, _intent: AnyIntent, /, *, names_day: bool) -> Recorded | None:
        """Find nothing."""
        del names_day
        return None

    def discard(self, _reference: str, _intent: AnyIntent, /) -> None:
        """Forget nothing."""

    @contextmanager
    def change(self, reference: str, /) -> Iterator[MemoryAccount]:
        """Open an account; nobody else has it."""
        self.changed += 1
        yield self.read(reference)

    def _put(self, account: Account) -> None:
        self.accounts[account.id] = account


def run_on(store: AccountStore, *argv: str) -> Ran:
    """Answer a command line about the accounts of a store."""

    def locate(reference: str, **_collaborators: Any) -> Located:  # noqa: ANN401 - as locate_account
        return Located(store, reference)

    return run(*argv, locate=locate)

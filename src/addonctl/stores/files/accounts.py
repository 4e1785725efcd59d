"""Keep accounts in files of their own. Commands that only read load nothing of what writes."""

import os
import stat
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from addonctl.errors import UsageFailure
from addonctl.model.account import Account
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Problems
from addonctl.stores.files.documents import ParsedFile, decode_account, read_document
from addonctl.stores.files.reading import STANDARD_INPUT, shown_name
from addonctl.stores.parsing.raw import Found

if TYPE_CHECKING:  # reading does without it
    from addonctl.stores.files.store import OpenFile


class ReadFile(Struct, frozen=True, kw_only=True):
    """An account and the file that it was read from."""

    account: Account
    document: ParsedFile

    def place(self, found: Iterable[Found], /) -> Problems:
        """Say where in the file everything stands that was found."""
        return self.document.place(found)


class AccountFiles:
    """Accounts in files, TOML or JSON; a reference is a path, or `-` for standard input."""

    def __init__(self, *, catalog: Callable[[], Catalog], stdin: BinaryIO | None = None) -> None:
        """Take standard input, and the catalogue that accounts are checked against."""
        self._catalog = catalog
        self._stdin = stdin

    def file_of(self, reference: str, /) -> str | None:
        """Name the file, `None` for standard input."""
        return None if reference == STANDARD_INPUT else reference

    def check_changeable(self, reference: str, /) -> None:
        """See that an account can be recorded on: what is read and gone can't.

        Raises:
            UsageFailure: STDIN_UNCHANGEABLE or PIPE_UNCHANGEABLE.
        """
        if reference == STANDARD_INPUT:
            raise UsageFailure("STDIN_UNCHANGEABLE")
        if _is_pipe(reference):
            raise UsageFailure("PIPE_UNCHANGEABLE", file=shown_name(reference))

    def read(self, reference: str, /) -> ReadFile:
        """Read an account.

        Raises:
            DataFailure: it can't be read or is wrong, with all problems.
        """
        document = read_document(reference, kind="account", stdin=self._stdin)
        return ReadFile(
            account=decode_account(document, catalog=self._catalog()), document=document
        )

    def change(self, reference: str, /) -> AbstractContextManager["OpenFile"]:
        """Lock an account's file and read it, for as long as the block lasts."""
        from addonctl.stores.files.store import FileStore  # noqa: PLC0415  # reading does without

        return FileStore(catalog=self._catalog()).change(reference)


def _is_pipe(path: str) -> bool:
    """Say whether a path is a pipe, named or of a shell's `<(...)`."""
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, ValueError):
        return False

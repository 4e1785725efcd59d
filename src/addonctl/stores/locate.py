"""Find the account that a word on the command line means; accounts are in files of their own.

Commands that only read load nothing of what writes.
"""

import os
import re
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from addonctl.errors import DataFailure, NotFoundFailure, UsageFailure
from addonctl.model.catalog import Catalog
from addonctl.stores.files.documents import ReadFile, decode_account, read_document
from addonctl.stores.files.reading import STANDARD_INPUT
from addonctl.stores.parsing.suggestions import IDENTIFIER, fits, guess

if TYPE_CHECKING:  # nothing has to load what everything here is, or what writes
    from addonctl.model.wire import AnyIntent
    from addonctl.stores.api.origin import ApiAddress
    from addonctl.stores.api.server import Server
    from addonctl.stores.files.store import OpenFile
    from addonctl.stores.interface import AccountStore, ReadDocument, Recorded

STANDARD_INPUT_PATHS: Final = frozenset({"/dev/stdin", "/dev/fd/0"})
MOST_LINKS: Final = 40
"""How many links a path may lead through, as for the kernel."""


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
            raise UsageFailure("PIPE_UNCHANGEABLE", file=reference)

    def read(self, reference: str, /) -> ReadFile:
        """Read an account.

        Raises:
            DataFailure: it can't be read or is wrong, with all problems.
        """
        document = read_document(reference, kind="account", stdin=self._stdin)
        return ReadFile(
            account=decode_account(document, catalog=self._catalog()), document=document
        )

    def finish(
        self, _reference: str, _intent: "AnyIntent", /, *, names_day: bool
    ) -> "Recorded | None":
        """Find nothing: a file holds all that was begun."""
        del names_day
        return None

    def discard(self, _reference: str, _intent: "AnyIntent", /) -> None:
        """Forget nothing."""

    def change(self, reference: str, /) -> AbstractContextManager["OpenFile"]:
        """Lock an account's file and read it, for as long as the block lasts."""
        from addonctl.stores.files.store import change_file  # noqa: PLC0415  # reading does without

        return change_file(reference, catalog=self._catalog())


class Located(NamedTuple):
    """Where an account is: its store, and what that calls it.

    Found by an id, it has to hold the account of that `account_id`. One of an API has a `server`,
    which may say by what it is to be judged.
    """

    store: "AccountStore"
    reference: str
    account_id: str | None = None
    server: "Server | None" = None

    @property
    def file(self) -> str | None:
        """Name what the account is kept in, `None` where it can't be read again."""
        return self.store.file_of(self.reference)

    def read(self) -> "ReadDocument":
        """Read the account.

        Raises:
            DataFailure: it can't be read or is wrong; OTHER_ACCOUNT, it isn't the one asked for.
        """
        read = self.store.read(self.reference)
        if self.account_id not in {None, read.account.id}:
            file = self.reference
            raise DataFailure(
                "OTHER_ACCOUNT", reference=self.account_id, id=read.account.id, file=file
            )
        return read


def locate_account(
    reference: str,
    *,
    folder: str | None,
    catalog: Callable[[], Catalog],
    stdin: BinaryIO | None = None,
    api_url: str | None = None,
    server_at: "Callable[[ApiAddress], Server] | None" = None,
) -> Located:
    """Return the store and the reference of the account that a word means; - is standard input.

    Rule: what begins with `http:/` or `https:/` is an address of an API; what contains `/`, ends
    in `.toml` or `.json`, or exists is a file; anything else is an id, in the API where one is
    set, else in the accounts folder, whose file is named by it.

    Raises:
        UsageFailure: the word is neither a file nor an id, or no address of an account.
        CredentialFailure: the address holds a secret, or is plain http to another machine.
        NotFoundFailure: neither API nor accounts folder is set, or it has no such account.
        DataFailure: TWO_ACCOUNT_FILES, the folder has a file of either format.
    """
    store = AccountFiles(catalog=catalog, stdin=stdin)
    if reference == STANDARD_INPUT or is_standard_input(reference):
        return Located(store, STANDARD_INPUT)
    if server_at is not None and is_address(reference):
        from addonctl.stores.api import origin  # noqa: PLC0415  # files do without

        address, account_id = origin.read_account(reference)
        return _behind(server_at(address), account_id, catalog)
    if means_file(reference):
        return Located(store, reference)
    check_id(reference)
    if server_at is not None and api_url is not None:
        from addonctl.stores.api import origin  # noqa: PLC0415  # files do without

        return _behind(server_at(origin.read_api(api_url)), reference, catalog)
    return Located(store, _path_in(folder, reference), reference)


def is_address(reference: str) -> bool:
    """Say whether a word is meant as an address of an API, even if it isn't written as one."""
    return re.match(r"\s*https?:[/\\]", reference, re.IGNORECASE) is not None


def means_file(reference: str) -> bool:
    """Say whether a word that is no address means a file, or standard input."""
    is_path = "/" in reference or reference.endswith((".toml", ".json", ".yaml", ".yml"))
    return is_path or reference == STANDARD_INPUT or os.path.lexists(reference)


def check_id(word: str) -> None:
    """See that a word can be an account's id.

    Raises:
        UsageFailure: BAD_ACCOUNT_ID.
    """
    if not fits(IDENTIFIER, word):
        raise UsageFailure("BAD_ACCOUNT_ID", reference=word)


def _behind(server: "Server", account_id: str, catalog: Callable[[], Catalog]) -> Located:
    from addonctl.stores.api.accounts import ApiAccounts  # noqa: PLC0415  # files do without

    return Located(ApiAccounts(server, catalog=catalog), account_id, account_id, server)


def _path_in(folder: str | None, account_id: str) -> str:
    """Find the file of an account in the accounts folder."""
    if folder is None:
        raise NotFoundFailure("NO_ACCOUNTS_FOLDER", reference=account_id)
    if not os.path.isdir(folder):  # noqa: PTH112  # shown as it was set
        raise NotFoundFailure("ACCOUNTS_FOLDER_MISSING", folder=folder)
    paths = [
        path
        for ending in (".toml", ".json")
        if os.path.lexists(path := os.path.join(folder, account_id + ending))  # noqa: PTH118  # as set
    ]
    if len(paths) > 1:
        first, second = paths
        raise DataFailure("TWO_ACCOUNT_FILES", reference=account_id, first=first, second=second)
    if paths:
        return paths[0]
    known = account_ids(folder)
    nearest = guess(account_id, known)
    raise NotFoundFailure(
        "UNKNOWN_ACCOUNT", reference=account_id, folder=folder, known=known, nearest=nearest
    )


def is_standard_input(path: str) -> bool:
    """Say whether a path is a name of standard input, such as `/dev/stdin` or a link to it.

    It is followed by hand: the last step leads to the file that standard input was opened on,
    which a change would replace although nobody named it.
    """
    process = os.getpid()
    own = {f"/proc/{process}/fd/0", f"/proc/{process}/task/{process}/fd/0"} | STANDARD_INPUT_PATHS
    for _step in range(MOST_LINKS):
        try:
            folder, name = os.path.split(path)
            path = os.path.join(os.path.realpath(folder), name)  # noqa: PTH118  # kept as a name
            if path in own:
                return True
            path = os.path.join(os.path.dirname(path), os.readlink(path))  # noqa: PTH115, PTH118, PTH120
        except (OSError, ValueError):  # no link, or nothing at all
            return False
    return False


def account_ids(folder: str) -> tuple[str, ...]:
    """List the ids of an accounts folder by its file names; an unreadable folder has none."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  # names are all that is needed
    except OSError:
        return ()
    stems = (name.rpartition(".") for name in names)
    return tuple(
        stem for stem, _, ending in stems if ending in {"toml", "json"} and fits(IDENTIFIER, stem)
    )


def _is_pipe(path: str) -> bool:
    """Say whether a path is a pipe, named or of a shell's `<(...)`."""
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, ValueError):
        return False

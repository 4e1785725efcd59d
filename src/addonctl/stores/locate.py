"""Find the account that a word on the command line means. Reading it is `account_file`'s."""

import os
import stat
from typing import Final

from addonctl.errors import DataFailure, NotFoundFailure, UsageFailure
from addonctl.model.account import Account
from addonctl.stores.files.reading import STANDARD_INPUT, shown_name
from addonctl.stores.parsing.suggestions import IDENTIFIER, fits, guess

STANDARD_INPUT_PATHS: Final = frozenset({"/dev/stdin", "/dev/fd/0"})
MOST_LINKS: Final = 40
"""How many links a path may lead through, as for the kernel."""


def locate_account(source: str, *, folder: str | None) -> str:
    """Return the path of an account file, or `-` for standard input.

    Rule: what contains `/`, ends in `.toml` or `.json`, or exists is a file; anything else is an
    id in the accounts folder, whose file is named by it.

    Raises:
        UsageFailure: the word is neither a file nor an id, or an address of an API.
        NotFoundFailure: no accounts folder is set, or it has no such account.
        DataFailure: TWO_ACCOUNT_FILES, the folder has a file of either format.
    """
    if source == STANDARD_INPUT or is_standard_input(source):
        return STANDARD_INPUT
    if source.startswith(("http://", "https://")):
        raise UsageFailure("NO_API", source=source.partition("://")[0])
    if "/" in source or source.endswith((".toml", ".json", ".yaml", ".yml")):
        return source
    if os.path.lexists(source):
        return source
    if not fits(IDENTIFIER, source):
        raise UsageFailure("BAD_ACCOUNT_ID", source=source)
    if folder is None:
        raise NotFoundFailure("NO_ACCOUNTS_FOLDER", source=source)
    if not os.path.isdir(folder):  # noqa: PTH112  # shown as it was set
        raise NotFoundFailure("ACCOUNTS_FOLDER_MISSING", folder=folder)
    paths = [
        path
        for ending in (".toml", ".json")
        if os.path.lexists(path := os.path.join(folder, source + ending))  # noqa: PTH118  # as set
    ]
    if len(paths) > 1:
        first, second = map(shown_name, paths)
        raise DataFailure("TWO_ACCOUNT_FILES", source=source, first=first, second=second)
    if paths:
        return paths[0]
    known = account_ids(folder)
    raise NotFoundFailure(
        "UNKNOWN_ACCOUNT", source=source, folder=folder, known=known, nearest=guess(source, known)
    )


def check_located(source: str, path: str, account: Account) -> None:
    """Stop where a file of the accounts folder holds another account than the one asked for.

    Raises:
        DataFailure: OTHER_ACCOUNT, with both ids.
    """
    if path != STANDARD_INPUT and source not in {path, account.id}:
        raise DataFailure("OTHER_ACCOUNT", source=source, id=account.id, file=shown_name(path))


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


def is_pipe(path: str) -> bool:
    """Say whether a path is a pipe, named or of a shell's `<(...)`."""
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, ValueError):
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

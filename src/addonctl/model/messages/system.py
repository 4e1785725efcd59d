"""Say in both languages why the system, a look-up of a name or SQLite couldn't do something.

What isn't listed is told in the system's own words. Neither depends on a locale of the system.
"""

import errno
import os
import stat
import sys
from collections.abc import Mapping
from typing import Final

from addonctl.model.marking import N_, Template
from addonctl.model.messages import Message, phrase

IGNORED: Final = N_("the file system doesn't take it over")
NO_SUCH_NAME: Final = N_("it holds a character that no name may hold")
NO_FILE: Final = N_("it is a pipe or a device, and no file")
_DENIED: Final = N_("permission denied")
_DEVICE: Final = N_("the device reports an error (input or output)")
_NO_SPACE: Final = N_("no space left on the device")
_READ_ONLY: Final = N_("the file system is read-only")
_UNKNOWN_HOST: Final = N_("no host has that name")
_TOO_MANY_FILES: Final = N_("too many files are open")
_NO_MEMORY: Final = N_("there isn't enough memory")
_HELD: Final = N_("another program holds it")
SYSTEM: Final[Mapping[int, Template]] = {
    errno.EACCES: _DENIED,
    errno.EADDRINUSE: N_("another program listens there"),
    errno.EADDRNOTAVAIL: N_("this machine has no such address"),
    errno.EAFNOSUPPORT: N_("this machine has no addresses of that kind"),
    errno.EBUSY: _HELD,
    errno.ECONNREFUSED: N_("the connection was refused"),
    errno.ECONNRESET: N_("the connection broke"),
    errno.EDQUOT: N_("the disk quota is used up"),
    errno.EEXIST: N_("it exists already"),
    errno.EFBIG: N_("the limit on file size is reached"),
    errno.EHOSTUNREACH: N_("no way leads to that host"),
    errno.EIO: _DEVICE,
    errno.EISDIR: N_("it is a folder"),
    errno.ELOOP: N_("it is a link, or its links lead round in a circle"),
    errno.EMFILE: _TOO_MANY_FILES,
    errno.ENAMETOOLONG: N_("its name is too long"),
    errno.ENETUNREACH: N_("no way leads to that network"),
    errno.ENFILE: _TOO_MANY_FILES,
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOMEM: _NO_MEMORY,
    errno.ENOSPC: _NO_SPACE,
    errno.ENOTDIR: N_("a part of its path is no folder"),
    errno.EOPNOTSUPP: N_("the file system can't do that"),
    errno.EPERM: _DENIED,
    errno.EPIPE: N_("nobody reads on the other side"),
    errno.EROFS: _READ_ONLY,
    errno.ESTALE: N_("the network file system no longer has it"),
    errno.ETIMEDOUT: N_("there was no answer in time"),
    errno.ETXTBSY: _HELD,
}
"""Why, by the number of a system's error."""
NAMES: Final[Mapping[str, Template]] = {
    "EAI_ADDRFAMILY": _UNKNOWN_HOST,
    "EAI_AGAIN": N_("its name can't be looked up now"),
    "EAI_FAIL": N_("its name can't be looked up"),
    "EAI_NODATA": _UNKNOWN_HOST,
    "EAI_NONAME": _UNKNOWN_HOST,
}
"""Why a host wasn't found."""
SQLITE: Final[Mapping[str, Template]] = {
    "SQLITE_AUTH": _DENIED,
    "SQLITE_BUSY": _HELD,
    "SQLITE_CANTOPEN": N_("the file can't be opened"),
    "SQLITE_CORRUPT": N_("the file is damaged"),
    "SQLITE_FULL": _NO_SPACE,
    "SQLITE_IOERR": _DEVICE,
    "SQLITE_LOCKED": _HELD,
    "SQLITE_NOMEM": _NO_MEMORY,
    "SQLITE_NOTADB": N_("the file is no database of SQLite"),
    "SQLITE_PERM": _DENIED,
    "SQLITE_PROTOCOL": _HELD,
    "SQLITE_READONLY": N_("the file or its folder is read-only"),
}
"""Why, by the first two words of what SQLite calls its error."""


def reason_of(error: BaseException | None) -> Message:
    """Say why something failed."""
    if isinstance(error, OSError):
        number = error.errno or 0
        known = _name_fault(number) if _is_of_look_up(error) else SYSTEM.get(number)
        text = os.strerror(number) if number > 0 else error.strerror or type(error).__name__
    elif isinstance(error, ValueError):  # a name that can't be one, such as with a zero byte
        known, text = NO_SUCH_NAME, ""
    else:
        name = str(getattr(error, "sqlite_errorname", ""))
        known, text = SQLITE.get("_".join(name.split("_")[:2])), str(error)
    return phrase(N_("the system says: {text}"), text=text) if known is None else phrase(known)


def no_file_reason(mode: int) -> Message:
    """Say what stands where a plain file should."""
    return phrase(SYSTEM[errno.EISDIR] if stat.S_ISDIR(mode) else NO_FILE)


def _is_of_look_up(error: OSError) -> bool:
    """Say whether an error is one of looking a host up, whose numbers are others."""
    socket = sys.modules.get("socket")
    return socket is not None and isinstance(error, socket.gaierror)


def _name_fault(number: int) -> Template | None:
    socket = sys.modules["socket"]
    known = {getattr(socket, name, None): words for name, words in NAMES.items()}
    return known.get(number)

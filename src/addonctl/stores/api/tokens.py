"""Find the token for a server: one belongs to an origin, and goes to no other.

A token is read when it is needed, kept in no setting and shown nowhere; of a wrong one only its
length is told.
"""

import os
import re
import stat
from collections.abc import Mapping, Sequence
from typing import Final

from addonctl.errors import AddonctlError, CredentialFailure
from addonctl.model.messages.system import no_file_reason, reason_of
from addonctl.model.preferences import TOKEN_VARIABLE, TokenPlace
from addonctl.stores.api.origin import Origin, read_api

_TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/=-]{16,4096}")
_MOST_BYTES: Final = 8192


def find_token(
    origin: Origin, places: Sequence[TokenPlace], environ: Mapping[str, str]
) -> str | None:
    """Return the token that belongs to an origin, `None` where there is none.

    Raises:
        CredentialFailure: TOKEN_MALFORMED, TOKEN_FILE_OPEN, TOKEN_FILE_UNREADABLE.
    """
    place = place_of_token(origin, places)
    if place is None:
        return None
    if place.file is None:
        return _checked(environ.get(TOKEN_VARIABLE, ""), TOKEN_VARIABLE)
    return _checked(read_private(place.file), place.file)


def place_of_token(origin: Origin, places: Sequence[TokenPlace]) -> TokenPlace | None:
    """Find where the token is that belongs to an origin: what wins first, `None` for nowhere."""
    return next((place for place in places if _belongs(place, origin)), None)


def _belongs(place: TokenPlace, origin: Origin) -> bool:
    try:
        return read_api(place.api_url).origin == origin
    except AddonctlError:  # an address that is none has no token
        return False


def _checked(token: str, where: str) -> str:
    if _TOKEN.fullmatch(token) is None:
        raise CredentialFailure("TOKEN_MALFORMED", where=where, count=len(token))
    return token


def read_private(
    path: str, *, is_open: str = "TOKEN_FILE_OPEN", unreadable: str = "TOKEN_FILE_UNREADABLE"
) -> str:
    """Read a secret's file that only its owner can read; one line end may follow the secret.

    Raises:
        CredentialFailure: `is_open`, others can read it or it is no file; `unreadable`.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except (OSError, ValueError) as error:
        reason = reason_of(error)
        raise CredentialFailure(unreadable, file=path, reason=reason) from error
    try:
        status = os.fstat(descriptor)
        is_own = status.st_uid in {0, os.geteuid()}
        if not stat.S_ISREG(status.st_mode):
            reason = no_file_reason(status.st_mode)
            raise CredentialFailure(unreadable, file=path, reason=reason)
        if status.st_mode & 0o077 or not is_own:
            raise CredentialFailure(is_open, file=path)
        data = os.read(descriptor, _MOST_BYTES)
    finally:
        os.close(descriptor)
    return data.decode("latin-1").removesuffix("\n").removesuffix("\r")

"""Find what the journal still holds: changes that were sent, and no answer came that tells.

Nothing is locked or changed: an entry is put in its place whole, or not at all.
"""

import os
import stat
from typing import Final, NamedTuple

import msgspec

from addonctl.errors import AddonctlError, StorageFailure
from addonctl.model.messages import Message
from addonctl.model.messages.system import reason_of
from addonctl.stores.api.journal import Entry

_MOST_BYTES: Final = 65_536


class Unfinished(NamedTuple):
    """The entries, the oldest first, and what is wrong where they are kept."""

    entries: tuple[Entry, ...] = ()
    failures: tuple[AddonctlError, ...] = ()


def read_unfinished(state: str) -> Unfinished:
    """Read the journal below the user's state folder; one that isn't there is empty."""
    place = os.path.join(state, "addonctl", "sent")  # noqa: PTH118  # only shown and opened
    try:
        status = os.stat(place)  # noqa: PTH116  # as it is opened
        names = sorted(os.listdir(place))  # noqa: PTH208  # names are all that is needed
    except FileNotFoundError:
        return Unfinished()
    except OSError as error:
        return Unfinished(failures=(_unusable(place, reason_of(error)),))
    if status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return Unfinished(failures=(_unusable(place, Message("JOURNAL_UNUSABLE.open")),))
    entries, failures = [], []
    for name in names:
        if name.endswith(".json"):
            path = os.path.join(place, name)  # noqa: PTH118  # only shown and opened
            try:
                entries.append(_entry(path))
            except OSError as error:
                failures.append(_unusable(path, reason_of(error)))
            except (msgspec.DecodeError, UnicodeDecodeError):
                failures.append(_unusable(path, Message("JOURNAL_UNUSABLE.damaged")))
    entries.sort(key=lambda entry: entry.at)
    return Unfinished(tuple(entries), tuple(failures))


def _entry(path: str) -> Entry:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
    with os.fdopen(os.open(path, flags), "rb") as stream:
        data = stream.read(_MOST_BYTES)
    entry = msgspec.json.decode(data, type=Entry)
    if entry.at.tzinfo is None:
        raise msgspec.ValidationError
    return entry


def _unusable(file: str, reason: Message) -> StorageFailure:
    return StorageFailure("JOURNAL_UNUSABLE", file=file, reason=reason)

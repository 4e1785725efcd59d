"""Read the bytes of a named file or of standard input safely. What they mean is `syntax`'s.

Every read is bounded and never waits: a pipe, a device or a kernel file can't hang or fill us.
"""

import errno
import os
import stat
from pathlib import PurePath
from typing import BinaryIO, Final, Literal

from addonctl.errors import DataFailure
from addonctl.model.messages import Message

Kind = Literal["account", "catalog", "policy", "settings", "charges"]

STANDARD_INPUT: Final = "-"
MAX_BYTES: Final = 262_144


def read_bytes(
    reference: str, *, kind: Kind, stdin: BinaryIO | None = None, most: int = MAX_BYTES
) -> bytes:
    """Read all of a regular file, or of `stdin` where the reference is `-`; at most 256 KiB.

    A standard input that is closed counts as empty.

    Raises:
        DataFailure: the file is missing, a directory, a broken link, not a regular file,
            unreadable, too large, empty, or YAML by its name.
    """
    is_stdin = reference == STANDARD_INPUT
    if not is_stdin and PurePath(reference).suffix.lower() in {".yaml", ".yml"}:
        raise _failure("FILE_FORMAT", reference, kind)
    try:
        data = (
            (stdin.read(most + 1) if stdin else b"") if is_stdin else _read(reference, kind, most)
        )
    except OSError as error:
        raise _failure_of(error, reference, kind) from error
    except ValueError as error:  # a name that no file can have, such as one with a NUL
        raise _failure("FILE_MISSING", reference, kind) from error
    check_size(data, reference, kind=kind, most=most)
    return data


def check_size(data: bytes, reference: str, *, kind: Kind, most: int = MAX_BYTES) -> None:
    """Stop where there is nothing to read, or more than a file may hold.

    Raises:
        DataFailure: FILE_TOO_LARGE or FILE_EMPTY.
    """
    if len(data) > most:
        raise _failure("FILE_TOO_LARGE", reference, kind, limit=str(most))
    if not data.strip():
        raise _failure("FILE_EMPTY", reference, kind)


def decode_text(data: bytes, reference: str, *, kind: Kind) -> str:
    """Decode UTF-8, with or without its byte order mark, which isn't part of the text.

    Raises:
        DataFailure: FILE_NOT_UTF8, with the offset of the first wrong byte.
    """
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _failure("FILE_NOT_UTF8", reference, kind, offset=str(error.start)) from error


def spoken_name(reference: str) -> str | Message:
    """Name a reference in a sentence."""
    return Message("STANDARD_INPUT") if reference == STANDARD_INPUT else reference


def problem_file(reference: str) -> str | None:
    """Name the file that a problem stands in, `None` for standard input."""
    if reference == STANDARD_INPUT:
        return None
    if ":" not in reference:
        return reference
    from addonctl.model.addresses import masked  # noqa: PLC0415  # an address is no name of a file

    return masked(reference)


def _read(path: str, kind: Kind, most: int) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise _failure("FILE_IS_DIRECTORY", path, kind)
        if not stat.S_ISREG(mode):
            raise _failure("FILE_NOT_REGULAR", path, kind)
        parts, size = [], 0
        while size <= most and (part := os.read(descriptor, most + 1 - size)):
            parts.append(part)
            size += len(part)
        return b"".join(parts)
    finally:
        os.close(descriptor)


def _failure(code: str, reference: str, kind: Kind, **values: object) -> DataFailure:
    is_stdin = reference == STANDARD_INPUT and kind == "account"
    form = "standard_input" if is_stdin else kind
    failure = DataFailure(code, file=spoken_name(reference), kind=form)
    failure.values.update(values)
    return failure


def _failure_of(error: OSError, reference: str, kind: Kind) -> DataFailure:
    target = _link_target(reference)
    match error.errno:
        case errno.ELOOP if target is not None:
            return _failure("FILE_LINK_LOOP", reference, kind, target=target)
        case errno.ENOENT if target is not None:
            return _failure("FILE_LINK", reference, kind, target=target)
        case errno.ENOENT | errno.ENOTDIR | errno.ENAMETOOLONG:
            return _failure("FILE_MISSING", reference, kind)
        case errno.ENXIO:
            return _failure("FILE_NOT_REGULAR", reference, kind)
        case _:
            from addonctl.model.messages.system import reason_of  # noqa: PLC0415  # on a failure alone

            return _failure("FILE_UNREADABLE", reference, kind, reason=reason_of(error))


def _link_target(path: str) -> str | None:
    try:
        return os.readlink(path)  # noqa: PTH115  # pathlib would normalise the name
    except OSError:
        return None

"""Write the note for the owners to its file: whole or not at all, and never over another file.

What it says is `output.formats.owner_mail`'s.
"""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from addonctl.cli.session import Session
from addonctl.errors import AddonctlError, StorageFailure, UsageFailure
from addonctl.model.answers import Answer, RequestAnswer
from addonctl.model.context import Context
from addonctl.model.messages import Message

_NO_PLACE: Final = frozenset(
    {errno.EACCES, errno.EISDIR, errno.ENOENT, errno.ENOTDIR, errno.EPERM, errno.EROFS}
)


class Note:
    """The file of a note: written beside its place before the commit, put there after it.

    Where none was asked for, nothing is done.
    """

    def __init__(self, file: str | None) -> None:
        """Take the file's name, if there is to be one.

        Raises:
            UsageFailure: OPTION_NEEDS_VALUE, it is empty.
        """
        if file == "":
            raise UsageFailure("OPTION_NEEDS_VALUE", option="--note")
        self.file = file or ""
        self.problem: OSError | None = None
        self._temporary: str | None = None
        self._left_out: tuple[str, ...] = ()
        self._is_told = False

    def check_place(self) -> None:
        """See that the file can be made before anything is recorded.

        Raises:
            UsageFailure: NOTE_EXISTS, or NOTE_PLACE where the folder is none that takes files.
        """
        if not self.file:
            return
        try:
            os.lstat(self.file)  # pathlib would normalise the name
        except FileNotFoundError:
            is_named = os.path.basename(self.file) not in {"", ".", ".."}  # noqa: PTH119
            if is_named and os.access(self._folder, os.W_OK | os.X_OK):
                return
        except (OSError, ValueError):  # a name that no file can have
            pass
        else:
            raise UsageFailure("NOTE_EXISTS", file=self.file)
        raise self._misplaced()

    @contextlib.contextmanager
    def beside(self, answer: Answer, context: Context) -> Iterator[None]:
        """Write the note beside its place, and leave nothing there.

        Where a server tells all owners there is none: nobody is to be told twice.

        Raises:
            UsageFailure: NOTE_PLACE, the folder isn't one that takes files after all.
            StorageFailure: NOTE_FAILED.
        """
        try:
            if self.file and isinstance(answer, RequestAnswer):
                self._is_told = answer.notify is not None and not answer.notify.is_for_people
                if not self._is_told:
                    self._write(answer, context)
            yield
        finally:
            self._discard()

    def _write(self, answer: RequestAnswer, context: Context) -> None:
        from addonctl.output.formats.owner_mail import write_mail  # noqa: PLC0415  # loads email

        data, self._left_out = write_mail(answer, context)
        self._temporary = os.path.join(self._folder, f".{secrets.token_hex(8)}.tmp")  # noqa: PTH118
        try:
            write_new(self._temporary, data)
        except OSError as error:
            if error.errno in _NO_PLACE:
                raise self._misplaced() from error
            from addonctl.model.messages.system import reason_of  # noqa: PLC0415  # on a failure alone

            raise StorageFailure("NOTE_FAILED", file=self.file, reason=reason_of(error)) from error

    def write(self, answer: Answer, context: Context) -> None:
        """Write the note where the request is recorded already, so that a problem is only kept."""
        try:
            with self.beside(answer, context):
                self.put()
        except AddonctlError as failure:
            cause = failure.__cause__
            self.problem = cause if isinstance(cause, OSError) else OSError()

    def put(self) -> None:
        """Give the note its name; the request is recorded, so a problem is only kept."""
        if self._temporary is None:
            return
        try:
            try:
                os.link(self._temporary, self.file)
            except PermissionError:  # a file system without links
                write_new(self.file, Path(self._temporary).read_bytes())
        except OSError as error:
            self.problem = error

    def _discard(self) -> None:
        if self._temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(self._temporary)  # noqa: PTH108
            self._temporary = None

    def tell(self, session: Session, *, is_recorded: bool) -> None:
        """Tell what became of the note where it isn't what was asked for.

        That it couldn't be written is told even to who wants only the answer.
        """
        if self.problem is not None:
            from addonctl.model.messages.system import reason_of  # noqa: PLC0415  # on a failure alone

            reason = reason_of(self.problem)
            session.printer.insist(Message("NOTE_NOT_WRITTEN", file=self.file, reason=reason))
        elif self.file and not is_recorded:
            session.printer.warn(Message("NOTE_NOT_NEEDED"))
        elif self._is_told:
            session.printer.warn(Message("NOTE_NOT_NEEDED.told"))
        elif self._left_out:
            session.printer.warn(Message("NOTE_LEAVES_OUT", people=self._left_out))

    def _misplaced(self) -> UsageFailure:
        return UsageFailure("NOTE_PLACE", file=self.file, folder=self._folder)

    @property
    def _folder(self) -> str:
        return os.path.dirname(self.file) or "."  # noqa: PTH120  # shown as it was given


def write_new(path: str, data: bytes) -> None:
    """Write a file that isn't there yet, whole or not at all.

    Raises:
        OSError: it is there, or can't be written.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(path)  # noqa: PTH108
        raise

"""Open the source of a sweep: a folder, a file of JSON Lines, standard input, an API.

Rule: `api` is the API that is set, what begins with `http://` or `https://` the address of one;
anything else is a path, a folder or JSON Lines, packed where its name ends in .gz.
"""

import os
import stat
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final, Protocol

from addonctl.errors import DataFailure, UsageFailure
from addonctl.stores.files.reading import STANDARD_INPUT, spoken_name
from addonctl.stores.sweeping.blocks import MOST_FILES, Block, Item, blocks_of_lines

_FILES: Final = (".toml", ".json")


class Source(Protocol):
    """Where the accounts of a sweep come from.

    `name` is what its problems are told by, `size` in bytes or accounts where that is known.
    """

    name: str
    size: int | None

    @property
    def position(self) -> int:
        """Return how much of its size was read."""

    @property
    def after(self) -> str | None:
        """Return the account behind which another sweep goes on, where that can be told."""

    def blocks(self) -> Iterator[Block]:
        """Yield its accounts in order.

        Raises:
            DataFailure, StorageFailure, CredentialFailure: it can't be read on.
        """

    def close(self) -> None:
        """Let it go."""


class Folder:
    """A folder of account files, TOML and JSON, in the order of their names."""

    def __init__(self, path: str) -> None:
        """List the files.

        Raises:
            DataFailure: FILE_UNREADABLE.
        """
        self.name = path
        try:
            names = sorted(os.listdir(path))  # noqa: PTH208  # names are all that is needed
        except OSError as error:
            raise _unreadable(path, error) from error
        self._names = [
            name for name in names if name.lower().endswith(_FILES) and not name.startswith(".")
        ]
        self.size: int | None = len(self._names)
        self.position = 0
        self.after = None

    def blocks(self) -> Iterator[Block]:
        """Yield the files, a few of them first."""
        count = 1
        while self.position < len(self._names):
            first = self.position
            names = self._names[first : first + count]
            paths = [os.path.join(self.name, name) for name in names]  # noqa: PTH118  # as named
            self.position += len(names)
            yield Block(
                first + 1,
                items=tuple(
                    Item(number, None, path) for number, path in enumerate(paths, first + 1)
                ),
            )
            count = min(count * 2, MOST_FILES)

    def close(self) -> None:
        """Do nothing: each file is closed when it is read."""


class Lines:
    """A file or a stream of JSON Lines, an account a line."""

    def __init__(self, stream: BinaryIO, name: str, *, size: int | None, raw: BinaryIO) -> None:
        """Take the lines, and the stream below, whose place tells how much was read."""
        self.name = name
        self.size = size
        self.after = None
        self._stream = stream
        self._raw = raw
        self._is_read = False

    @property
    def position(self) -> int:
        """Return how many bytes were read, packed where the file is."""
        return self._raw.tell() if self.size is not None and not self._is_read else self.size or 0

    def blocks(self) -> Iterator[Block]:
        """Yield the lines in blocks.

        Raises:
            DataFailure: FILE_UNREADABLE or GZIP_BROKEN.
        """
        try:
            yield from blocks_of_lines(self._stream)  # type: ignore[arg-type]  # it has read1
        except (EOFError, zlib.error) as error:
            raise DataFailure("GZIP_BROKEN", file=self.name) from error
        except OSError as error:
            if type(error).__name__ == "BadGzipFile":
                raise DataFailure("GZIP_BROKEN", file=self.name) from error
            raise _unreadable(self.name, error) from error
        self._is_read = True

    def close(self) -> None:
        """Close a file; standard input isn't ours."""
        if self.name != STANDARD_INPUT:
            self._stream.close()
            self._raw.close()


def open_path(path: str, *, stdin: BinaryIO | None) -> Source:
    """Open a folder, a file of JSON Lines or standard input.

    Raises:
        UsageFailure: ONE_ACCOUNT_FILE, it is named as the file of one account.
        DataFailure: it is missing or can't be read (FILE_...).
    """
    if path == STANDARD_INPUT:
        import io  # noqa: PLC0415  # nothing is there to be read

        stream = stdin or io.BytesIO()
        return Lines(stream, path, size=None, raw=stream)
    if os.path.isdir(path):  # noqa: PTH112  # shown as it was named
        return Folder(path)
    if path.lower().endswith(_FILES):
        raise UsageFailure("ONE_ACCOUNT_FILE", file=path)
    try:
        raw = open(path, "rb")  # noqa: PTH123, SIM115  # open for as long as the run
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    mode = os.fstat(raw.fileno()).st_mode
    size = os.fstat(raw.fileno()).st_size if stat.S_ISREG(mode) else None
    if path.lower().endswith(".gz"):
        import gzip  # noqa: PLC0415  # seldom

        return Lines(gzip.open(raw), path, size=size, raw=raw)  # type: ignore[arg-type]  # readable
    return Lines(raw, path, size=size, raw=raw)


def _unreadable(path: str, error: OSError | ValueError) -> DataFailure:
    """Say that a source is missing, or why it can't be read."""
    name = spoken_name(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return DataFailure("FILE_MISSING", file=name, kind="accounts")
    from addonctl.model.messages.system import reason_of  # noqa: PLC0415  # on a failure alone

    return DataFailure("FILE_UNREADABLE", file=name, kind="accounts", reason=reason_of(error))

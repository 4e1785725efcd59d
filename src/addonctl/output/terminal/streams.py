"""Know the two streams: what they can show, and how to write to them. No answers here.

Standard output holds the answer and nothing else; everything else goes to standard error. Data
never reaches a terminal raw: what would steer it or hide in it is shown escaped.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Mapping
from typing import Final, Literal, TextIO

from msgspec import Struct
from msgspec.structs import replace

from addonctl.errors import StorageFailure
from addonctl.text.encoding import fit_encoding

ColorChoice = Literal["auto", "always", "never"]

NARROWEST: Final = 20
DESIGN_WIDTH: Final = 80


class StreamFeatures(Struct, frozen=True, kw_only=True):
    """What a stream can show.

    `width` is in columns, `None` where nothing is wrapped: off a terminal, unless COLUMNS is set.
    `is_markdown` and `is_quiet`, the answer alone, are asked for, whatever the stream.
    """

    is_terminal: bool
    width: int | None
    has_color: bool
    encoding: str
    is_markdown: bool = False
    is_quiet: bool = False

    def fit(self, text: str) -> str:
        """Replace what the stream can't show."""
        return fit_encoding(text, self.encoding)

    def for_markdown(self) -> "StreamFeatures":
        """Return how Markdown is written: without width, colour, rules or bars."""
        return replace(self, is_terminal=False, width=None, has_color=False, is_markdown=True)


def features_of(
    stream: TextIO | None,
    environ: Mapping[str, str],
    color: ColorChoice,
    *,
    is_quiet: bool = False,
) -> StreamFeatures:
    """Find out what a stream can show.

    Colour: the choice, else NO_COLOR, else FORCE_COLOR, else TERM=dumb, else a terminal.
    """
    is_terminal = stream is not None and not stream.closed and stream.isatty()
    return StreamFeatures(
        is_terminal=is_terminal,
        width=_width(stream, environ, is_terminal=is_terminal),
        has_color=_has_color(environ, color, is_terminal=is_terminal),
        encoding=(stream.encoding if stream is not None else None) or "utf-8",
        is_quiet=is_quiet,
    )


def write(stream: TextIO | None, text: str) -> bool:
    """Write and flush a whole text; say whether the stream took it.

    A closed pipe or stream isn't an error.

    Raises:
        StorageFailure: OUTPUT_FAILED, the stream took no more, such as a full disk.
    """
    if stream is None or stream.closed:
        return False
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        _silence(stream)
        if error.errno not in {errno.EBADF, errno.EPIPE}:
            from addonctl.model.messages.system import reason_of  # noqa: PLC0415  # on a failure alone

            raise StorageFailure("OUTPUT_FAILED", reason=reason_of(error)) from error
        return False
    return True


def _silence(stream: TextIO) -> None:
    """Keep the interpreter from flushing a dead stream once more when it ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    if stream is sys.__stdout__:
        sys.stdout = None


def _width(stream: TextIO | None, environ: Mapping[str, str], *, is_terminal: bool) -> int | None:
    columns = environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns[:6]) > 0:
        return max(int(columns[:6]), NARROWEST)
    if not is_terminal or stream is None:
        return None
    with contextlib.suppress(OSError, ValueError):
        return max(os.get_terminal_size(stream.fileno()).columns or DESIGN_WIDTH, NARROWEST)
    return DESIGN_WIDTH


def _has_color(environ: Mapping[str, str], color: ColorChoice, *, is_terminal: bool) -> bool:
    if color != "auto":
        return color == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "0") != "0" or environ.get("CLICOLOR_FORCE", "0") != "0":
        return True
    return is_terminal and environ.get("TERM") != "dumb"

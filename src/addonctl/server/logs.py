r"""Write what happens as one JSON object a line: no secret, and nothing that steers a terminal.

Of a request only the path is written, not what stands behind it; a token in it is hidden. Of a
bug, where it happened, not what it said: that may hold data.
"""

import re
import threading
import traceback
from collections.abc import Callable
from typing import Final, TextIO

import msgspec

from addonctl.model.escaping import escape_unsafe
from addonctl.model.wire import PREFIX_OF_TOKENS

_SECRETS: Final = re.compile(rf"{PREFIX_OF_TOKENS}[A-Za-z0-9_-]{{8,}}")
MOST_OF_TEXT: Final = 200


class Log:
    """Write to a stream, a line at a time."""

    def __init__(self, stream: TextIO | None, *, clock: Callable[[], str]) -> None:
        """Take the stream, and what says the time."""
        self._stream = stream
        self._clock = clock
        self._lock = threading.Lock()

    def write(self, event: str, **values: object) -> None:
        """Write one line; a stream that takes nothing stops nobody."""
        line: dict[str, object] = {"time": self._clock(), "event": event}
        line |= {name: _clean(value) for name, value in values.items() if value is not None}
        text = msgspec.json.encode(line).decode() + "\n"
        try:
            with self._lock:
                if self._stream is not None:
                    self._stream.write(text)
                    self._stream.flush()
        except (OSError, ValueError):
            self._stream = None

    def bug(self, error: BaseException, **values: object) -> None:
        """Write where a bug happened: its type and the lines that led to it."""
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        self.write("bug", type=type(error).__qualname__, places=places, **values)


def _clean(value: object) -> object:
    if isinstance(value, str):
        return escape_unsafe(_SECRETS.sub(f"{PREFIX_OF_TOKENS}***", value))[:MOST_OF_TEXT]
    return value

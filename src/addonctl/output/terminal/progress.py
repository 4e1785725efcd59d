"""Show how far a long run is: a bar on a terminal's standard error, which goes when it is over.

It is drawn by whoever goes on, ten times a second at most: nothing runs beside the work.
"""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from addonctl.model.marking import N_, plural
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator

_FIRST_SECONDS: Final = 0.5
"""What is over sooner needs no bar."""
_EVERY_SECONDS: Final = 0.1
_NARROW: Final = 60
"""Below so many columns there is no bar, only its words."""
_HOUR: Final = 3600


class ProgressBar:
    """A bar with the accounts so far, how many a second, the share that was read, the time left."""

    def __init__(
        self,
        stream: TextIO,
        features: StreamFeatures,
        say: Translator,
        *,
        size: int | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the stream, and the size of what is read, where that is known."""
        self._say, self._size, self._clock = say, size, clock
        self._stream, self._features = stream, features
        console = Console(
            file=stream,
            width=features.width,
            force_terminal=True,
            no_color=not features.has_color,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
        )
        columns = [TextColumn("{task.description}", markup=False)]
        is_drawn = size and (features.width or 0) >= _NARROW and features.fit("━") == "━"
        bar = [BarColumn(bar_width=None, style="dim", complete_style="green")] if is_drawn else []
        self._progress = Progress(
            *bar, *columns, console=console, transient=True, auto_refresh=False, expand=True
        )
        self._began = self._drawn = clock()
        self._is_shown = False
        self._task = self._progress.add_task("", total=size or None)

    def __enter__(self) -> Self:
        """Begin to count the time."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Take it away where it is there."""
        if self._is_shown:
            self._progress.stop()

    def tell(self, text: str) -> None:
        """Write lines above it."""
        self._progress.console.out(text, end="", highlight=False)

    def show(self, accounts: int, position: int) -> None:
        """Show that so many accounts are done, and so much of the whole is read."""
        now = self._clock()
        if now - self._drawn < (_EVERY_SECONDS if self._is_shown else _FIRST_SECONDS):
            return
        if not self._is_shown:
            self._progress.start()
        self._drawn, self._is_shown = now, True
        words = self._features.fit(self._words(accounts, position, now - self._began))
        self._progress.update(self._task, completed=position, description=words)
        self._progress.refresh()

    def _words(self, accounts: int, position: int, seconds: float) -> str:
        say = self._say
        rate = round(accounts / max(seconds, _EVERY_SECONDS))
        parts = [
            say(plural("{count} account", "{count} accounts"), count=accounts),
            say(N_("{rate} a second"), rate=rate),
        ]
        if self._size and 0 < position <= self._size:
            parts.append(say(N_("{share:percent}"), share=str(100 * position // self._size)))
            left = round(seconds * (self._size - position) / position)
            parts.append(say(N_("{time} left"), time=_clock_words(left)))
        return " · ".join(parts)


def _clock_words(seconds: int) -> str:
    """Write a time as clocks do: minutes and seconds, with hours where there are any.

    >>> _clock_words(75), _clock_words(3725)
    ('1:15', '1:02:05')
    """
    minutes = f"{seconds % _HOUR // 60:02}:{seconds % 60:02}"
    return f"{seconds // _HOUR}:{minutes}" if seconds >= _HOUR else minutes.removeprefix("0")

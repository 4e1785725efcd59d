"""Write rows to standard output, whole ones only, and what isn't one to standard error.

On a terminal a bar shows how far it is, unless rows are written to it or nobody wants to see one.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TextIO

from addonctl.cli.printer import Printer
from addonctl.cli.registry import SWEEP_FORMS
from addonctl.model.escaping import is_held
from addonctl.output.formats.csv import BYTE_ORDER_MARK
from addonctl.output.formats.json import as_held
from addonctl.output.terminal.streams import write
from addonctl.stores.sweeping.sources import Source

if TYPE_CHECKING:  # only on a terminal
    from addonctl.output.terminal.progress import ProgressBar

_OFF: Final = frozenset({"", "0", "false", "no"})


class Output:
    """The two streams of a sweep."""

    def __init__(self, printer: Printer, stdout: TextIO | None) -> None:
        """Take the streams."""
        self._printer, self._stdout = printer, stdout
        self._bar: ProgressBar | None = None
        self.is_closed = False
        """Whether nobody reads on."""

    def write(self, text: str) -> None:
        """Write whole rows.

        Raises:
            StorageFailure: OUTPUT_FAILED.
        """
        if not text or self.is_closed:
            return
        if self._printer.paths:
            text = "".join(map(self._printer.chosen, text.splitlines()))
        encoding = self._printer.features.encoding
        if not is_held(text, encoding):
            if self._printer.form == "jsonl":
                text = as_held(text, encoding)
            else:
                text = self._printer.features.fit(text.removeprefix(BYTE_ORDER_MARK))
        self.is_closed = not write(self._stdout, text)

    def tell(self, text: str) -> None:
        """Write whole lines to standard error, above the bar where there is one."""
        if self._bar is None:
            self._printer.tell(text)
        else:
            self._bar.tell(self._printer.error_features.fit(text))

    @contextmanager
    def bar(
        self, stderr: TextIO | None, environ: Mapping[str, str], source: Source, *, is_quiet: bool
    ) -> Iterator[Callable[[int], None]]:
        """Show a bar for as long as the block lasts, where there is somebody to see it.

        What is yielded shows that so many accounts are done.
        """
        features = self._printer.error_features
        is_unwanted = is_quiet or environ.get("CI", "").lower() not in _OFF
        is_unwanted |= environ.get("TERM") == "dumb" or not features.is_terminal
        is_mixed = self._printer.features.is_terminal and self._printer.form in SWEEP_FORMS
        if stderr is None or is_unwanted or is_mixed:
            yield lambda _accounts: None
            return
        from addonctl.output.terminal.progress import ProgressBar  # noqa: PLC0415  # loads rich

        say = self._printer.translator
        with ProgressBar(stderr, features, say, size=source.size) as bar:
            self._bar = bar
            try:
                yield lambda accounts: bar.show(accounts, source.position)
            finally:
                self._bar = None

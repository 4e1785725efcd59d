"""Print help and the version on the streams of the run. What help says stands at each command."""

from typing import Any, TextIO


class PrintsHelp:
    """Let a Typer command print its help on the run's standard output, not the process's."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option with a callback of our own."""
        option: Any = super().get_help_option(ctx)  # type: ignore[misc]  # Typer's, by mixing in
        if option is not None:
            option.callback = _help
        return option


def print_text(stream: TextIO | None, text: str) -> None:
    """Print without what answers are printed with: it takes as long to load as all of help.

    Raises:
        StorageFailure: OUTPUT_FAILED, the stream took no more.
    """
    if stream is None:
        return
    try:
        stream.write(text)
        stream.flush()
    except (OSError, UnicodeError):
        from addonctl.output.terminal.streams import write  # noqa: PLC0415  # only now needed
        from addonctl.text.encoding import fit_encoding  # noqa: PLC0415

        write(stream, fit_encoding(text, stream.encoding))


def _help(ctx: Any, option: Any, value: bool) -> None:
    del option
    if value and not ctx.resilient_parsing:
        print_text(ctx.obj.stdout, f"{ctx.get_help()}\n")
        ctx.exit()

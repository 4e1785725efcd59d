"""Run the program: the one place where failures become exit codes.

Nothing heavy is imported before it is known to be needed, and the collector stays off: a run is
short, and collecting took a fifth of it.
"""

import gc
import os
import sys

INTERRUPTED = 130
TERMINATED = 143
BUG = 70
LAST_RESORT = (
    b"error[INTERNAL_UNSAVED]: addonctl can't run here, perhaps for lack of memory\n"
    b"hint: run it with more memory, or tell those who maintain addonctl what you ran\n"
)


def run() -> None:
    """Run the command line of this process and end it with the exit code."""
    sys.unraisablehook = _stop_where_an_interrupt_is_lost
    try:
        gc.disable()
        _open_missing_streams()
        code = main(sys.argv[1:])
    except KeyboardInterrupt:  # before anything could be told
        code = INTERRUPTED
    except BaseException as error:  # noqa: BLE001  # where not even a failure could be told
        code = getattr(error, "exit_code", None) or _tell_plainly()
    if "addonctl.server" in sys.modules:  # threads and connections end in good order
        sys.exit(code)
    # All is flushed or lost by now; to take a hundred modules down costs a tenth of a run.
    os._exit(code)


def main(argv: list[str]) -> int:
    """Answer a command line on the streams of this process; return the exit code."""
    if argv in (["--version"], ["-V"]) and _has_printed_version():
        return 0
    import signal  # noqa: PLC0415  # `--version` does without it

    from addonctl.cli.app import answer  # noqa: PLC0415  # `--version` does without Typer
    from addonctl.cli.runtime import Runtime  # noqa: PLC0415

    signal.signal(signal.SIGTERM, _terminate)
    return answer(argv, Runtime.of_process())


def _stop_where_an_interrupt_is_lost(lost: "sys.UnraisableHookArgs") -> None:
    """Stop where Python would only print that it dropped an interrupt, as between imports."""
    if isinstance(lost.exc_value, KeyboardInterrupt):
        os._exit(INTERRUPTED)
    if getattr(lost.exc_value, "exit_code", None) == TERMINATED:
        os._exit(TERMINATED)
    sys.__unraisablehook__(lost)


def _tell_plainly() -> int:
    """Say in constant bytes that something is wrong with addonctl or its machine."""
    try:  # noqa: SIM105  # `--version` does without contextlib
        os.write(2, LAST_RESORT)
    except OSError:
        pass
    return BUG


def _terminate(_number: int, _frame: object) -> None:
    from addonctl.errors import Terminated  # noqa: PLC0415  # seldom

    raise Terminated("TERMINATED")


def _has_printed_version() -> bool:
    """Print the version; where the stream takes nothing, leave it to those who can say so."""
    from addonctl import __version__  # noqa: PLC0415

    try:
        print(f"addonctl {__version__}", flush=True)  # noqa: T201  # faster than our streams
    except OSError:
        return False
    return True


def _open_missing_streams() -> None:
    """Keep files that are opened later from becoming standard output where it was closed."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)

"""Be the program with its clock standing at 21 November 2026, 10:00 in Paris; run as a script."""

import datetime as dt

from addonctl import entry
from addonctl.cli.runtime import Runtime

if __name__ == "__main__":
    now = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
    of_process = Runtime.of_process
    Runtime.of_process = (  # type: ignore[method-assign]
        lambda: of_process()._replace(now=lambda: now)
    )
    entry.run()

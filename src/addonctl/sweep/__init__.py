"""Answer one question about many accounts: a pure function from lines to rows.

`sweep(lines, question)` is the documented entry. It reads no file and no clock, holds nothing
between two calls, and its question is one value that can be pickled: so it runs in another process,
or on an engine that has many of them.

    from addonctl.sweep import Question, sweep

    for row in sweep(lines, question):
        out.write(row.text)

The lines are those of JSON Lines, text or bytes, an account each. Where they come from belongs to
`stores.sweeping`, who asks on a command line to `cli.sweeping`.
"""

from addonctl.sweep.engine import Row, sweep
from addonctl.sweep.question import Question

__all__ = ["Question", "Row", "sweep"]

"""Answer one question about many accounts: a pure function from lines to rows.

`sweep(lines, question)` is the documented entry. It reads no file and no clock, holds nothing
between two calls, and its question is one value that can be pickled: so it runs in another process,
or on an engine that has many of them.

    from addonctl.sweep import Question, head, load_catalog, load_policy, sweep

    out.write(head(question))
    for row in sweep(lines, question):
        out.write(row.text)
        problems.write(row.report)

The lines are those of JSON Lines, text or bytes, an account each. Where they come from belongs to
`stores.sweeping`, who asks on a command line to `cli.sweeping`.
"""

from addonctl.stores.packaged import load_catalog, load_policy
from addonctl.sweep.engine import Row, head, sweep
from addonctl.sweep.question import Question

__all__ = ["Question", "Row", "head", "load_catalog", "load_policy", "sweep"]

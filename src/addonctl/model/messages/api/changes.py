"""Hold what a server answers where it doesn't record a change that was sent, by exit code."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages import Entry

CHANGES: Final[dict[int, dict[str, Entry]]] = {
    7: {
        "NOT_STORED": Entry(
            N_("the server's database can't store it"),
            why=N_("its disk is full or can't be written to; nothing was changed"),
            hint=N_("tell those who run the server, and repeat it once that is put right"),
        ),
    },
    8: {
        "KEY_REUSED": Entry(
            N_("the key of the change stands for another one"),
            why=N_("it was used for {recorded}; now it came with {asked}"),
            hint=N_("send another change with a key of its own; the same one may be repeated"),
            means=N_(
                "A change was sent with a key (Idempotency-Key) under which another one is"
                " recorded. A key stands for one change for ever. Nothing was changed."
            ),
        ),
    },
    9: {
        "KEY_IN_USE": Entry(
            N_("a change with this key is under way"),
            why=N_("it was sent before, and what became of it isn't decided yet"),
            hint=N_("repeat it in a moment, with the same key"),
            means=N_(
                "A change was sent again while the server was still busy with it. Whoever repeats"
                " it in a moment with the same key gets its answer: it is recorded once."
            ),
        ),
        "COMMIT_LOST": Entry(
            N_("it isn't known whether the server's database kept the change"),
            why=N_("what the database said at the end was lost"),
            hint=N_("repeat it with the same key: it is recorded once"),
        ),
    },
    70: {
        "KEY_NEEDED": Entry(
            N_("a change needs an Idempotency-Key"),
            why=N_("with a key it can be sent again, and is recorded once"),
            hint=N_(
                "send as Idempotency-Key 16 to 128 random letters and digits, and the same ones"
                " whenever you repeat the change"
            ),
        ),
        "KEY_INVALID": Entry(
            N_("{value:excerpt} can't be an Idempotency-Key"),
            why=N_(
                "a key has 16 to 128 letters, digits, dots, colons, dashes and underscores, in"
                " double quotes or without"
            ),
            hint=N_("make one of random letters and digits"),
            means=N_(
                "The key of a change (Idempotency-Key) isn't one: it has 16 to 128 letters, digits,"
                " dots, colons, dashes and underscores, in double quotes or without."
            ),
        ),
    },
}
"""These failures by the exit code that they end with."""

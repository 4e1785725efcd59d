"""Hold the failures of `amend` as a command, and the words of its answers.

A failure is that who changes what, and why, isn't said as it must be.

What the rules refuse of a change of what was bought stands with the other refusals.
"""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages import Entry

_USAGE: Final[dict[str, Entry]] = {
    "AMEND_ONE_CHANGE": Entry(
        N_("{options:and} are several changes"),
        why=N_("each is recorded by itself, with its own reason"),
        hint=N_("give one of --licenses N, --end cycle or DATE, and --void EVENT"),
        means=N_(
            "One run of amend makes one change: other licences, an end, or that a record counts for"
            " nothing. Run it once for each."
        ),
    ),
    "CREDIT_NOTE_OF_LICENSES": Entry(
        N_("--credit-note belongs to fewer licences"),
        why=N_("an end isn't refunded, and a void gives back what it took by itself"),
        hint=N_("leave --credit-note out"),
    ),
    "OPERATOR_NEEDED": Entry(
        N_("who records it? --operator NAME is missing"),
        why=N_("only the account manager or the success team changes a subscription"),
        hint=N_("add --operator with your name, or set ADDONCTL_OPERATOR"),
    ),
    "OPERATOR_OF_TOKEN": Entry(
        N_("--operator is for account files"),
        why=N_("{server} knows who records it: its event has the name of the token"),
        hint=N_("leave --operator out"),
    ),
    "REASON_NEEDED": Entry(
        N_("why? --reason TEXT is missing"),
        hint=N_("add --reason with what the account was told, or who asked for it"),
    ),
    "BAD_TEXT": Entry(
        N_('{option}: "{value:excerpt}" can\'t be kept'),
        hint=N_("write 1 to {most} characters on one line"),
        means=N_(
            "A name or a reason that is recorded is text on one line: not empty, not too long, and"
            " without signs that steer a terminal."
        ),
    ),
    "BAD_END": Entry(
        N_('{option}: "{value:excerpt}" is neither cycle nor a date from 2000 to 2100'),
        hint=N_(
            "write --end cycle for the end of the running cycle, or the first day without it, such"
            " as {form}"
        ),
    ),
}
AMEND_USAGE: Final[dict[int, dict[str, Entry]]] = {2: _USAGE}
"""These failures by the exit code that they end with."""

OF_BODY: Final[dict[str, Entry]] = {
    "NEEDED_BY_CHANGE": Entry(
        short=N_("is needed by the change {change}"),
        means=N_("A change of what was bought lacks a field that says what it is about."),
    ),
    "NOT_OF_CHANGE": Entry(
        short=N_("doesn't belong to the change {change}"),
        means=N_("A change of what was bought has a field that belongs to another kind of change."),
    ),
    "BLANK_TEXT": Entry(
        short=N_("must say something on one line"),
        means=N_("A reason that is recorded is text on one line, and not only blanks."),
    ),
}
"""What is wrong with a change of what was bought that is sent to a server."""
AMEND_WORDS: Final[dict[str, str]] = {
    "more": N_("A change of what was bought: more licences, billed from the day of the change on."),
    "fewer": N_(
        "A change of what was bought: fewer licences, from the next cycle on, or at once with a"
        " credit note."
    ),
    "end": N_("A change of what was bought: its end. Nothing is given back."),
    "void": N_(
        "A change of what was bought: an event that was a mistake counts for nothing. It stays in"
        " the file."
    ),
}
"""What the answer of `amend` says that is changed."""

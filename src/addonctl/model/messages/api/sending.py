"""Hold what is said of changes that are sent to a server: the journal, the key, the outcome."""

from typing import Final

from addonctl.model.marking import N_, Template
from addonctl.model.messages import Entry

_STORAGE: Final[dict[str, Entry]] = {
    "JOURNAL_UNUSABLE": Entry(
        N_("what is about to be sent can't be kept in {file}"),
        why=N_("{reason}; so nothing was sent"),
        hint=N_(
            "put that right, or set XDG_STATE_HOME to a folder of yours; --new-key discards a"
            " damaged file, once addonctl history shows that nothing was recorded"
        ),
        means=N_(
            "A change is written down before it is sent, so that a repeated command sends the same"
            " key and nothing is recorded twice. Where that can't be done nothing is sent."
        ),
        forms={
            "no_home": N_("neither XDG_STATE_HOME nor HOME names a folder"),
            "open": N_("it isn't yours alone, or something else stands in its place"),
            "damaged": N_("it isn't what addonctl wrote"),
            "held": N_("another run holds it"),
            "unread": Entry(
                N_("what was sent before can't be read from {file}"),
                why=N_("{reason}; a change that it may be about isn't sent"),
            ),
        },
    ),
}

_CONFLICTS: Final[dict[str, Entry]] = {
    "KEY_TOO_OLD": Entry(
        N_("this was sent before, on {date}, and what became of it was never known"),
        why=N_("its key {key} is older than 24 hours and isn't used again; nothing was sent"),
        hint=N_(
            "look with addonctl history whether it was recorded; only where it wasn't, repeat with"
            " --new-key"
        ),
        means=N_(
            "An earlier run sent the same change, more than 24 hours ago, and no answer came. Look"
            " with addonctl history whether it was recorded; only where it wasn't, repeat with"
            " --new-key."
        ),
    ),
}

_OUTCOMES: Final[dict[str, Entry]] = {
    "CHANGE_UNKNOWN": Entry(
        N_("it isn't known whether {server} recorded the change"),
        why=N_("it was sent, and {reason}"),
        hint=N_(
            "repeat the same command: that is safe, for it sends the same key ({key}); addonctl"
            " history shows whether the event is there"
        ),
        means=N_(
            "A change was sent, and no answer came that says what became of it. Repeating the same"
            " command is safe: it sends the same key, and a server records a key once. addonctl"
            " history shows whether the event is there."
        ),
        forms={
            "interrupted": N_("the command was interrupted before the answer"),
            "mistake": N_("addonctl made a mistake of its own"),
            "reported": N_("addonctl made a mistake of its own (report {path})"),
            "no_answer": N_("no whole answer came in time"),
            "unreachable": N_("now the server can't be reached: {reason}"),
            "too_large": N_("the answer is too large: {part} of more than {limit} bytes"),
            "not_json": N_("the answer isn't JSON: {reason}"),
            "in_use": N_("the server is still at work on it"),
            "busy": N_("now the server can't do anything"),
            "status": N_("the answer has the status {status}"),
            "other": N_("the answer isn't about what was asked for"),
        },
    ),
    "CHANGE_STUCK": Entry(
        N_("it isn't known whether {server} recorded the change"),
        why=N_("it was sent, and the server answers its key with a mistake of its own each time"),
        hint=N_(
            "look first: addonctl catalog shows whether it was recorded; only where it wasn't,"
            " repeat with --new-key (the key was {key})"
        ),
        means=N_(
            "A server answers a change with a mistake of its own, and may do so for its key for"
            " ever, although it recorded it. Look first: addonctl catalog shows whether it was"
            " recorded; only where it wasn't, repeat with --new-key."
        ),
    ),
}

SENDING: Final[dict[int, dict[str, Entry]]] = {7: _STORAGE, 8: _CONFLICTS, 9: _OUTCOMES}
"""These failures by the exit code that they end with."""

DECIDED_THERE: Final = N_("{server} decided that, and recorded nothing")
SEEN: Final[dict[str, Template]] = {
    "REFUSED": N_("as the account was read here, it was allowed"),
    "TOTAL_DIFFERS": N_("here it came to {total}"),
    "KEY_REUSED": N_(
        "sent was: {action}, {addon}, by {user}, licences {licenses}, reading {reading}"
    ),
    "KEY_REUSED.amend": N_(
        "sent was: {action}, {addon}, {change}, licences {licenses}, reason: {reason}"
    ),
}
"""What was seen or sent, by what a server decided instead."""
HINTS: Final[dict[str, Template]] = {
    "KEY_REUSED": N_(
        "look with addonctl history whether it was recorded; only where it wasn't, repeat with"
        " --new-key"
    ),
    "DATE_AFTER_TODAY": N_("here that day has come: compare both clocks with addonctl doctor"),
}
"""What helps here against what a server decided: it doesn't know what was looked at before."""

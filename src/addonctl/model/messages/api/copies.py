"""Hold what keeps an account from being pulled to a file or pushed from one, by exit code."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages import Entry

_USAGE: Final[dict[str, Entry]] = {
    "FILE_THERE": Entry(
        N_("{file:excerpt} exists already"),
        why=N_("a file is never written over"),
        hint=N_("give --to another file, or move that one away"),
    ),
    "FILE_ENDING": Entry(
        N_("{file:excerpt} ends neither in .toml nor in .json"),
        hint=N_("name it by what it is to hold, such as acme.toml"),
    ),
}

_STORAGE: Final[dict[str, Entry]] = {
    "FILE_NOT_WRITTEN": Entry(
        N_("{file:excerpt} can't be written: {reason}"),
        hint=N_("give --to a file in a folder of yours"),
    ),
    "PULL_TOO_LARGE": Entry(
        N_("{file:excerpt} would be larger than {limit} bytes"),
        why=N_("a larger file isn't read; nothing was written"),
        hint=N_("give --to a name that ends in .json: as JSON it is shorter"),
    ),
    "API_NO_ETAG": Entry(
        N_("{server} gave {address} no ETag that can be relied on"),
        why=N_(
            "without a strong one somebody else's change could be written over; nothing was changed"
        ),
        hint=N_("tell who runs the server; a proxy that compresses makes ETags weak"),
    ),
}

_CONFLICTS: Final[dict[str, Entry]] = {
    "ACCOUNT_EXISTS": Entry(
        N_("{address} exists already"),
        why=N_("{file} doesn't say from which state it was made; nothing was changed"),
        hint=N_("addonctl pull {id} gets the account as it is; make your changes in that file"),
    ),
    "HISTORY_DIFFERS": Entry(
        N_("the events of {file} aren't those of {address} and more"),
        why=N_("what was recorded is never changed or left out; nothing was changed"),
        hint=N_("addonctl pull {id} gets the account with its events"),
    ),
}

_OUTCOMES: Final[dict[str, Entry]] = {
    "PUSH_UNKNOWN": Entry(
        N_("it isn't known whether {server} took the account"),
        why=N_("the account was sent, and {reason}"),
        hint=N_(
            "addonctl push with --dry-run shows whether anything still differs; where it does,"
            " repeating is safe"
        ),
        means=N_(
            "An account was sent, and no answer came that says whether the server took it. addonctl"
            " push with --dry-run shows whether anything still differs; where it does, repeating is"
            " safe."
        ),
        forms={"no_answer": N_("no answer came that says so")},
    ),
}

COPIES: Final[dict[int, dict[str, Entry]]] = {
    2: _USAGE,
    7: _STORAGE,
    8: _CONFLICTS,
    9: _OUTCOMES,
}
"""These failures by the exit code that they end with."""

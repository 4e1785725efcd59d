"""Hold what a command can't use of what a server answers, by exit code.

A `server` is named by its origin, an `address` is one of it; nothing of a body is said.
"""

from typing import Final

from addonctl.model.marking import N_, plural
from addonctl.model.messages import Entry

_DATA: Final[dict[str, Entry]] = {
    "RULEBOOK_INVALID": Entry(
        plural("{file} has {count} problem", "{file} has {count} problems"),
        hint=N_("tell who runs the server"),
        means=N_(
            "The rulebook of the server says what can't be. All its problems are listed; tell who"
            " runs the server."
        ),
    ),
}

_UNUSABLE: Final[dict[str, Entry]] = {
    "API_TOO_LARGE": Entry(
        N_("the answer of {server} is too large: {part} of more than {limit} bytes"),
        why=N_("no account and no rulebook needs as much; nothing was changed"),
        hint=N_("check the address; if it is right, tell who runs the server"),
        means=N_(
            "The server sends more than any answer needs, so it wasn't read to its end. Check the"
            " address. Nothing was changed."
        ),
        forms={"headers": N_("headers"), "body": N_("a body")},
    ),
    "API_ENCODED": Entry(
        N_("{server} answered compressed ({encoding:excerpt}), although nobody asked for it"),
        why=N_("what is small on the way could fill this machine; nothing was changed"),
        hint=N_("turn compression off on the server or the proxy before it"),
    ),
    "API_NOT_JSON": Entry(
        N_("{server} didn't answer with JSON"),
        why=N_("{reason}; nothing was changed"),
        hint=N_("check the address: a login page of a network answers so, too"),
        means=N_(
            "What came isn't JSON, or isn't called application/json, as where the page of a network"
            " or a proxy stands in between. Nothing was changed: check the address."
        ),
        forms={
            "media": N_("its media type is {media:excerpt}"),
            "no_media": N_("it names no media type, or has no content"),
            "text": N_("it isn't UTF-8 text"),
            "syntax": N_("line {line}, column {column}: {fault}"),
            "shape": N_("it isn't laid out as the contract says"),
        },
    ),
    "API_OTHER_ACCOUNT": Entry(
        N_('{address} answered with another account: "{id:excerpt}"'),
        why=N_("it isn't the one that was asked for, so none of it is used"),
        hint=N_("repeat the command; if it stays so, tell who runs the server"),
    ),
    "API_NO_RULEBOOK": Entry(
        N_("there is no rulebook at {address}"),
        why=N_("{reason}, and by which rules a server decides is never guessed"),
        hint=N_("check api_url, which ends before /v1; addonctl config shows it"),
        means=N_(
            "The server has no rulebook, so it isn't known by which rules it decides, and that is"
            " never guessed. Check api_url, which ends before /v1."
        ),
        forms={
            "missing": N_("the server doesn't know it"),
            "other": N_("what is there isn't one of version addonctl.api/1"),
        },
    ),
    "API_NO_LIST": Entry(
        N_("{server} doesn't list its accounts"),
        why=N_("it answers for accounts by their ids alone"),
        hint=N_("name each account by its id"),
    ),
    "API_PAGES": Entry(
        N_("the list of {server} can't be read to its end"),
        why=N_("{reason}; a part of it is never shown as the whole"),
        hint=N_("repeat the command; if it stays so, tell who runs the server"),
        means=N_(
            "The pages of a list lead round in a circle, go on without end, or tell an account"
            " twice. A part of it is never shown as the whole: repeat."
        ),
        forms={
            "again": N_("a page leads back to an earlier one"),
            "many": N_("its pages go on without end"),
            "twice": N_("it tells an account twice"),
        },
    ),
    "API_BUSY": Entry(
        N_("{server} can't do it now"),
        why=N_("{when}; nothing was changed"),
        hint=N_("repeat the command later"),
        means=N_(
            "The server is overloaded, or more was asked of it than it allows, and it stayed so"
            " when it was asked again. Nothing was changed: repeat later."
        ),
        forms={
            "now": N_("it is overloaded, or asked too often"),
            "wait": plural(
                "it asks to wait {count} second",
                "it asks to wait {count} seconds",
            ),
        },
    ),
    "API_STATUS": Entry(
        N_("{server} answered with the status {status}"),
        why=N_("that is no answer to what was asked; nothing was changed"),
        hint=N_("check the address; if it is right, tell who runs the server"),
    ),
    "API_PROBLEM": Entry(
        N_("{server} answered {problem:excerpt}: {text:excerpt}"),
        why=N_("nothing was changed"),
        hint=N_("check the command and the address; else tell who runs the server"),
        means=N_(
            "The server told a problem that this version of addonctl has no words for; its own are"
            " shown. Nothing was changed."
        ),
    ),
    "API_READ_ONLY": Entry(
        N_("{server} takes no changes"),
        why=N_("{reason}; nothing was sent"),
        hint=N_("record it where the account is kept; add --dry-run to look ahead"),
        means=N_(
            "Accounts of this server can be read and not changed from here. Nothing was sent:"
            " record it where the account is kept; --dry-run shows what would be recorded."
        ),
        forms={
            "now": N_("its rulebook says that it records nothing"),
            "put": N_("it doesn't know how to take an account"),
            "post": N_("it doesn't know how to record a change"),
        },
    ),
}

_MISTAKES: Final[dict[str, Entry]] = {
    "API_MISTAKE": Entry(
        N_("{server} doesn't understand what was asked, {problem}: {text:excerpt}"),
        why=N_("that is a mistake of addonctl, not yours; nothing was changed"),
        means=N_(
            "A server says that a request of addonctl isn't as the contract has it. Nothing was"
            " changed; tell those who maintain addonctl what you ran."
        ),
    ),
}

ANSWERS: Final[dict[int, dict[str, Entry]]] = {
    6: _DATA,
    7: _UNUSABLE,
    70: _MISTAKES,
}
"""These failures by the exit code that they end with."""

"""Hold the failures of the account API by exit code: credentials (4), the network (7) and others.

A `server` is named by its origin, an `address` is one of it; nothing of a token or a body is said.
"""

from typing import Final

from addonctl.model.marking import N_, plural
from addonctl.model.messages import Entry

API_CREDENTIALS: Final[dict[str, Entry]] = {
    "TOKEN_MISSING": Entry(
        N_("no token is set for {server}"),
        why=N_("a token belongs to one server and is sent to no other; nothing was changed"),
        hint=N_(
            "set ADDONCTL_TOKEN together with ADDONCTL_API_URL, or token_file beside api_url in the"
            " settings"
        ),
        means=N_(
            "The server wants a token, and none is set that belongs to it. ADDONCTL_TOKEN belongs"
            " to the address of ADDONCTL_API_URL alone, token_file to the api_url beside it."
            " Nothing was changed."
        ),
    ),
    "TOKEN_INVALID": Entry(
        N_("{server} doesn't take the token"),
        why=N_("it is unknown there, expired or revoked; nothing was changed"),
        hint=N_("ask who runs the server for a new token"),
    ),
    "TOKEN_MALFORMED": Entry(
        plural(
            "the token in {where} can't be one: characters not allowed, or too short ({count}"
            " character)",
            "the token in {where} can't be one: characters not allowed, or too short ({count}"
            " characters)",
        ),
        why=N_("a token has at least 16 letters, digits or signs of - . _ ~ + / =, without blanks"),
        hint=N_("copy the token again, alone and whole"),
        means=N_(
            "What is set as a token can't be one: it is too short, or holds blanks, line ends or"
            " other characters. It is never shown. Copy the token again, alone and whole."
        ),
    ),
    "TOKEN_FILE_OPEN": Entry(
        N_("the token file {file} is open to others"),
        why=N_("it has to be a file of your own that nobody else may read; it wasn't used"),
        hint=N_("take that right away: chmod 600 {file}"),
    ),
    "TOKEN_FILE_UNREADABLE": Entry(
        N_("the token file {file} can't be read: {reason}"),
        hint=N_("check token_file: addonctl config shows where it is set"),
    ),
    "SCOPE_MISSING": Entry(
        N_("the token may not do this on {server}"),
        why=N_("the server refuses it for this token; nothing was changed"),
        hint=N_("ask who runs the server for a token that may"),
    ),
    "TLS_FAILED": Entry(
        N_("{server} can't prove who it is"),
        why=N_("{reason}; nothing was sent"),
        hint=N_("check the address; for an authority of your own, set ca_file"),
        means=N_(
            "The connection to the server isn't secure: its certificate is expired, for another"
            " host or of an unknown authority. Nothing was sent. For an authority of your own, set"
            " ca_file; no option turns the check off."
        ),
        forms={
            "expired": N_("its certificate is expired"),
            "not_yet": N_("its certificate isn't valid yet"),
            "self_signed": N_("its certificate is signed by itself alone"),
            "unknown": N_("its certificate is signed by an authority that isn't known here"),
            "other_host": N_("its certificate is for another host"),
            "other": N_("its certificate isn't accepted: {text}"),
            "no_tls": N_("it doesn't speak TLS as it should"),
        },
    ),
    "API_PLAIN_HTTP": Entry(
        N_("{server} is plain http, and not on this machine"),
        why=N_("everybody on the way could read and change it; nothing was sent"),
        hint=N_("give an address that begins with https://"),
    ),
    "API_ADDRESS_SECRET": Entry(
        N_("an address must hold neither a password nor a query"),
        why=N_("others can read addresses; this one is shown nowhere and wasn't used"),
        hint=N_("leave it out, and set ADDONCTL_TOKEN or token_file instead"),
    ),
    "API_REDIRECT": Entry(
        N_("{server} leads elsewhere: to {target:excerpt}"),
        why=N_("no redirect is followed, so that a token never goes where it doesn't belong"),
        hint=N_("if that is meant, set api_url to the address that it leads to"),
    ),
    "API_OTHER_ORIGIN": Entry(
        N_("{server} leads to another server for the next page: {target:excerpt}"),
        why=N_("a list comes from one server alone; it wasn't asked"),
        hint=N_("tell who runs the server"),
    ),
}

API_UNUSABLE: Final[dict[str, Entry]] = {
    "API_UNREACHABLE": Entry(
        plural(
            "{server} can't be reached: {reason}",
            "{server} can't be reached, tried {count} times: {reason}",
        ),
        why=N_("nothing was sent"),
        hint=N_("check api_url and the network, then repeat the command"),
        means=N_(
            "No connection to the server came about, although it was tried again where that could"
            " help. Nothing was sent: check the address and the network, then repeat."
        ),
        forms={
            "refused": N_("the connection was refused"),
            "timeout": N_("there was no answer in time"),
            "name": N_("its name isn't known"),
            "proxy": N_("the proxy doesn't lead there"),
            "other": N_("the connection broke"),
        },
    ),
    "API_TIMEOUT": Entry(
        N_("{server} didn't answer in time"),
        why=N_("a whole answer has to come within a few seconds; nothing was changed"),
        hint=N_("repeat the command later"),
    ),
    "API_BROKEN": Entry(
        N_("{server} broke off its answer"),
        why=N_("what came is no whole answer, so none of it is used; nothing was changed"),
        hint=N_("repeat the command; if it stays so, tell who runs the server"),
    ),
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
                "it asks to wait {count} second, longer than a command waits",
                "it asks to wait {count} seconds, longer than a command waits",
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
            "later": N_("this version of addonctl only reads from servers"),
            "put": N_("it doesn't know how to take an account"),
        },
    ),
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

API_DATA: Final[dict[str, Entry]] = {
    "RULEBOOK_INVALID": Entry(
        plural("{file} has {count} problem", "{file} has {count} problems"),
        hint=N_("tell who runs the server"),
        means=N_(
            "The rulebook of the server says what can't be. All its problems are listed; tell who"
            " runs the server."
        ),
    ),
    "API_URL_INVALID": Entry(
        N_('"{address:excerpt}" is no address of an API'),
        hint=N_("write api_url like https://billing.example.com, without /v1"),
    ),
    "PROXY_INVALID": Entry(
        N_('"{address:excerpt}" is no address of a proxy'),
        hint=N_("write proxy like http://proxy.example.com:3128"),
    ),
    "CA_FILE_INVALID": Entry(
        N_("{file} can't be used as ca_file"),
        why=N_("it can't be read, or holds no certificate in PEM form"),
        hint=N_("correct the setting ca_file; addonctl config shows it"),
    ),
}

API_USAGE: Final[dict[str, Entry]] = {
    "BAD_ACCOUNT_ADDRESS": Entry(
        N_('"{address:excerpt}" is no address of an account'),
        hint=N_("write it like https://billing.example.com/v1/accounts/acme"),
    ),
    "UNKNOWN_PROFILE": Entry(
        N_('no such profile: "{value:excerpt}"'),
        hint=N_("write [profiles.NAME] in the settings file; addonctl config shows which file"),
    ),
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

API_CONFLICTS: Final[dict[str, Entry]] = {
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

API_MISTAKES: Final[dict[str, Entry]] = {
    "API_MISTAKE": Entry(
        N_("{server} doesn't understand what was asked, {problem}: {text:excerpt}"),
        why=N_("that is a mistake of addonctl, not yours; nothing was changed"),
        means=N_(
            "A server says that a request of addonctl isn't as the contract has it. Nothing was"
            " changed; tell those who maintain addonctl what you ran."
        ),
    ),
}

API_OUTCOMES: Final[dict[str, Entry]] = {
    "PUSH_UNKNOWN": Entry(
        N_("it isn't known whether {server} took the account"),
        why=N_("it was sent, and no answer came that says so"),
        hint=N_(
            "addonctl push with --dry-run shows whether anything still differs; where it does,"
            " repeating is safe"
        ),
    ),
}

"""Hold what keeps a command from speaking with a server, by exit code: settings, tokens, network.

A `server` is named by its origin; nothing of a token is said.
"""

from typing import Final

from addonctl.model.marking import N_, plural
from addonctl.model.messages import Entry

_USAGE: Final[dict[str, Entry]] = {
    "BAD_ACCOUNT_ADDRESS": Entry(
        N_('"{address:excerpt}" is no address of an account'),
        hint=N_("write it like https://billing.example.com/v1/accounts/acme"),
    ),
    "UNKNOWN_PROFILE": Entry(
        N_('no such profile: "{value:excerpt}"'),
        hint=N_("write [profiles.NAME] in the settings file; addonctl config shows which file"),
    ),
}

_CREDENTIALS: Final[dict[str, Entry]] = {
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
            "by_date": Entry(
                hint=N_(
                    "let who runs the server renew it; first see whether this machine has the"
                    " right date"
                )
            ),
            "self_signed": N_("its certificate is signed by itself alone"),
            "unknown": N_("its certificate is signed by an authority that isn't known here"),
            "other_host": N_("its certificate is for another host"),
            "by_name": Entry(
                hint=N_("check the address: it has to name the server as its certificate does")
            ),
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

_DATA: Final[dict[str, Entry]] = {
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
        why=N_("{reason}"),
        hint=N_("correct the setting ca_file; addonctl config shows it"),
        means=N_(
            "The file of ca_file can't be read, or holds no certificate in PEM form. addonctl"
            " config shows where it is set."
        ),
        forms={"no_certificate": N_("it holds no certificate in PEM form")},
    ),
}

_NETWORK: Final[dict[str, Entry]] = {
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
            "by_host": Entry(
                hint=N_("see whether the server runs, check api_url, then repeat the command")
            ),
            "timeout": N_("there was no answer in time"),
            "name": N_("its name isn't known"),
            "proxy": N_("the proxy doesn't lead there"),
            "no_proxy": N_("the proxy {proxy} can't be reached, {reason}"),
            "by_proxy": Entry(
                hint=N_("check the setting proxy and the network, then repeat the command")
            ),
            "other": N_("the connection broke"),
        },
    ),
    "API_TIMEOUT": Entry(
        N_("{server} didn't answer in time"),
        why=N_("a whole answer has to come within a few seconds; nothing was changed"),
        hint=N_("repeat the command later"),
        forms={
            "by_proxy": Entry(
                hint=N_("it is the proxy that is slow: check the setting proxy, or repeat later")
            )
        },
    ),
    "API_BROKEN": Entry(
        N_("{server} broke off its answer"),
        why=N_("what came is no whole answer, so none of it is used; nothing was changed"),
        hint=N_("repeat the command; if it stays so, tell who runs the server"),
    ),
}

ACCESS: Final[dict[int, dict[str, Entry]]] = {
    2: _USAGE,
    4: _CREDENTIALS,
    6: _DATA,
    7: _NETWORK,
}
"""These failures by the exit code that they end with."""

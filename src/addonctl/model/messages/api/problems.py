"""Hold what a server answers where it doesn't do what was asked, by exit code.

Those with 70 are mistakes in a request, which no command of ours makes. What other codes are called
by a server stands beside them.
"""

from typing import Final

from addonctl.model.marking import N_, plural
from addonctl.model.messages import Entry

_CREDENTIALS: Final[dict[str, Entry]] = {
    "HOST_UNKNOWN": Entry(
        N_('this server isn\'t "{host:excerpt}"'),
        why=N_("it answers to its own names alone, so that no page of another site can use it"),
        hint=N_("use its address, or let those who run it add the name to server_hosts"),
        means=N_(
            "A request named a host that the server doesn't go by. It answers to its own names"
            " alone; the setting server_hosts adds some."
        ),
    ),
}

_NOT_THERE: Final[dict[str, Entry]] = {
    "UNKNOWN_EVENT": Entry(
        N_("{reference} has no event {number}"),
        hint=N_("events are counted from 1; addonctl history lists them"),
        means=N_("The account has no event of that number. addonctl history lists its events."),
    ),
}

_ACCOUNTS: Final[dict[str, Entry]] = {
    "ACCOUNT_TOO_LARGE": Entry(
        N_("the account {reference} is larger than {limit} bytes"),
        why=N_("with its events it may be as large as an account file"),
        hint=N_("keep texts short, or move the oldest events elsewhere"),
        means=N_(
            "An account that was sent is larger than a server takes, 256 KiB with its events as"
            " for files. Shorten its texts, or move its oldest events elsewhere."
        ),
    ),
}

_STORAGE: Final[dict[str, Entry]] = {
    "RATE_LIMITED": Entry(
        plural(
            "too many requests: the next is taken in {count} second",
            "too many requests: the next is taken in {count} seconds",
        ),
        hint=N_("wait, and ask less often"),
        means=N_(
            "Too many requests came with one token, or too many wrong tokens from one address."
            " Wait as long as the answer says."
        ),
    ),
    "BUSY": Entry(
        N_("the server's database doesn't answer in time"),
        why=N_("another change takes long, or the database can't be reached"),
        hint=N_("repeat it in a moment"),
        means=N_(
            "The server's database was locked by another change for too long, or can't be"
            " reached. Repeat in a moment."
        ),
    ),
    "OVERLOADED": Entry(
        N_("the server has too many connections"),
        hint=N_("repeat it in a moment"),
        means=N_("The server has as many connections as it takes. Repeat in a moment."),
    ),
    "NOT_READY": Entry(
        N_("the server isn't ready"),
        why=N_("its database can't be reached, or has another schema"),
        hint=N_("look at the server's log, and run addonctl db upgrade after an update"),
        means=N_(
            "The server runs and can't answer: its database can't be reached, or has the schema of"
            " another version. addonctl db upgrade brings it up to date."
        ),
    ),
    "PRECONDITION_NEEDED": Entry(
        N_("an account isn't replaced blindly"),
        why=N_("the request says neither If-Match nor If-None-Match: *"),
        hint=N_("get the account, and send its ETag as If-Match"),
        means=N_(
            "An account was to be replaced without saying which version of it was seen. A request"
            " sends the ETag of that version as If-Match, or If-None-Match: * to create one."
        ),
    ),
}

_REQUESTS: Final[dict[str, Entry]] = {
    "BODY_SYNTAX": Entry(
        N_("the body isn't JSON: {fault}"),
        why=N_("line {line}, column {column}: {expected}"),
        hint=N_("send one JSON object in UTF-8"),
        means=N_("The body of a request isn't one JSON object. The place is named."),
    ),
    "BODY_INVALID": Entry(
        plural(
            "the body has {count} field that is wrong", "the body has {count} fields that are wrong"
        ),
        hint=N_("correct what is listed; /v1/docs shows what it may hold"),
        means=N_("Fields of a request's body are missing or wrong; each is listed."),
    ),
    "BODY_TOO_LARGE": Entry(
        N_("the body is larger than {limit} bytes"),
        hint=N_("send less"),
        means=N_("The body of a request is larger than the server takes."),
    ),
    "ANSWER_TOO_LARGE": Entry(
        N_("the answer would be too large: {reason}"),
        hint=N_("ask about less at once: about decisions by addon, action or user"),
        means=N_(
            "An answer would be larger than the server sends at once. Ask about less: a request for"
            " decisions takes addon, action and user."
        ),
        forms={
            "decisions": N_("it has {count} decisions, and at most {most} are sent"),
            "bytes": N_("it has {count} bytes, and at most {most} are sent"),
        },
    ),
    "BODY_TIMEOUT": Entry(
        plural(
            "the body didn't come within {count} second",
            "the body didn't come within {count} seconds",
        ),
        hint=N_("send it again, faster"),
        means=N_("The body of a request took too long to come."),
    ),
    "PARAMETER_INVALID": Entry(
        N_("the parameter {name:excerpt} can't be {value:excerpt}"),
        why=N_("{expected}"),
        hint=N_("correct it or leave it out; /v1/docs shows what there is"),
        means=N_("A parameter of the address is wrong, unknown or given twice."),
    ),
    "NOT_JSON": Entry(
        N_("this is not JSON"),
        means=N_(
            "The text can't be parsed as JSON; the line and what was expected there are named. Of a"
            " request it says that its body isn't declared as application/json."
        ),
    ),
    "NO_SUCH_PATH": Entry(
        N_("there is nothing at {path:excerpt}"),
        hint=N_("/v1/docs shows all paths"),
        means=N_("The server has nothing at that path."),
    ),
    "METHOD_NOT_ALLOWED": Entry(
        N_("{path:excerpt} doesn't take {method:excerpt}"),
        hint=N_("it takes {allowed:and}"),
        means=N_("The path doesn't take that method; the answer says which it takes."),
    ),
}

BY_SERVER: Final[dict[int, dict[str, Entry]]] = {
    4: _CREDENTIALS,
    5: _NOT_THERE,
    6: _ACCOUNTS,
    7: _STORAGE,
    70: _REQUESTS,
}
"""These failures by the exit code that they end with."""

ON_SERVER: Final[dict[str, Entry]] = {
    "TOKEN_INVALID": Entry(
        N_("the server doesn't accept the token"),
        why=N_("it is missing, unknown, revoked or expired"),
        hint=N_("ask those who run the server for a new one: addonctl token new"),
    ),
    "SCOPE_MISSING": Entry(
        N_("the token may not do that: it holds {held}, and this takes {scope}"),
        hint=N_("ask those who run the server for a token with the scope {scope}"),
    ),
    "HISTORY_DIFFERS": Entry(
        plural(
            "the history of {reference} doesn't begin with the {count} event that is stored",
            "the history of {reference} doesn't begin with the {count} events that are stored",
        ),
        why=N_("what was recorded stays as it is; nothing was changed"),
        hint=N_("get the account, change that, and send it again"),
    ),
    "UNKNOWN_ACCOUNT": Entry(
        N_('no such account: "{reference:excerpt}"'),
        hint=N_("check the id; GET /v1/accounts lists them all"),
    ),
    "OTHER_ACCOUNT": Entry(
        N_('the address says "{reference:excerpt}", and the account is "{id:excerpt}"'),
        hint=N_("send it to the address of its own id"),
    ),
    "NOT_JSON": Entry(
        N_("the body isn't said to be JSON"), hint=N_("send Content-Type: application/json")
    ),
    "CHANGED_MEANWHILE": Entry(
        N_("the account {file:excerpt} isn't as it was expected to be"),
        why=N_("somebody changed it meanwhile; nothing was changed now"),
        hint=N_("get it again, and look at what is different"),
    ),
    "INTERNAL": Entry(
        N_("the server made a mistake of its own (request {report})"),
        why=N_("where it happened stands in its log"),
        hint=N_("tell those who run the server"),
    ),
}
"""What a server says of codes that commands say otherwise of."""

REQUIREMENTS: Final = {
    "count": N_("expected a whole number from {least} to {most}"),
    "id": N_("expected what the page before named as next"),
    "include": N_("expected the word account"),
    "none": N_("expected no parameters here"),
    "once": N_("expected each parameter once"),
    "known": N_("expected no other parameters than {known:and}"),
    "condition": N_("expected an ETag in quotes, or *"),
    "account_id": N_("expected the id of an account"),
}
"""What a parameter may be."""

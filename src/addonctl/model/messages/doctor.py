"""Hold what `addonctl doctor` says: what it looks at, and the failures that it alone finds."""

from typing import Final

from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages import Entry

CHECK_NAMES: Final[dict[str, Template]] = {
    "data": N_("package"),
    "settings": N_("settings"),
    "accounts": N_("accounts folder"),
    "token": N_("token"),
    "api": N_("API"),
    "clock": N_("clock"),
    "versions": N_("versions"),
    "rules": N_("rules"),
    "preview": N_("preview"),
    "journal": N_("journal"),
}
"""What is looked at."""

CHECK_STATES: Final[dict[str, Template]] = {
    "ok": N_("ok"),
    "warning": N_("warning"),
    "failed": N_("failed"),
    "not_checked": N_("not checked"),
}

COUNTED: Final[dict[str, Template]] = {
    "failed": plural("{count} failed"),
    "warning": plural("{count} warning", "{count} warnings"),
    "ok": plural("{count} ok"),
    "not_checked": plural("{count} not checked"),
}
"""How many checks came to what, the worst first."""

STEP_NAMES: Final[dict[str, Template]] = {
    "name": N_("its name"),
    "connection": N_("the connection"),
    "tls": N_("TLS"),
    "answer": N_("the answer"),
    "json": N_("its JSON"),
}
"""How far asking a server comes."""

_DATA: Final[dict[str, Entry]] = {
    "PACKAGED_DATA_INVALID": Entry(
        N_("a file that addonctl brings is damaged: {file}"),
        why=N_("no answer can be relied on"),
        hint=N_("install addonctl again"),
        means=N_(
            "A file that addonctl brings, such as the policy, is missing or was changed, so no"
            " answer can be relied on. Install addonctl again."
        ),
    ),
    "ACCOUNTS_FOLDER_UNREADABLE": Entry(
        N_("the accounts folder {folder:excerpt} can't be read"),
        why=N_("{reason}"),
        hint=N_("check who may read it, or correct ADDONCTL_ACCOUNTS or the setting accounts"),
    ),
}

_CONFLICTS: Final[dict[str, Entry]] = {
    "CLOCK_DIFFERS": Entry(
        N_("the clocks differ: {ours} here, {theirs} on {server}"),
        why=N_("more than {most} seconds; around midnight both speak of different days"),
        hint=N_("set the clock that is wrong"),
        means=N_(
            "This machine's clock and the server's are further apart than an answer takes. Around"
            " midnight they speak of different days, and what is recorded may be refused. Set the"
            " clock that is wrong."
        ),
    ),
    "PREVIEW_DIFFERS": Entry(
        N_("{server} previews {addon} for {account:excerpt} otherwise than addonctl here"),
        why=N_("{reason}"),
        hint=N_("compare versions and rules, and tell who runs the server"),
        means=N_(
            "What a server previews for an account isn't what addonctl computes here by its rules."
            " Compare versions and rules in addonctl doctor, and tell who runs the server."
        ),
        forms={
            "values": plural("{count} value differs", "{count} values differ"),
            "problem": N_("there is none, but {problem:excerpt}: {text:excerpt}"),
        },
    ),
}

DOCTOR_FAILURES: Final[dict[int, dict[str, Entry]]] = {6: _DATA, 8: _CONFLICTS}
"""The failures of this module by the exit code that they end with."""

DOCTOR_WORDS: Final[dict[str, str]] = {
    "ok": N_("The state of a check of addonctl doctor that found nothing wrong."),
    "failed": N_("The state of a check of addonctl doctor that found something wrong."),
    "not_checked": N_(
        "The state of a check of addonctl doctor that couldn't be made; what it says tells why."
    ),
    "data": N_(
        "A check of addonctl doctor: the catalogue, the policy and the examples that addonctl"
        " brings are as they should be."
    ),
    "settings": N_(
        "A check of addonctl doctor: the settings can be read, and what they name is there."
    ),
    "accounts": N_(
        "A check of addonctl doctor: the accounts folder can be read, and no id means two files."
    ),
    "token": N_(
        "A check of addonctl doctor: a token belongs to the server, and the server takes it."
    ),
    "api": N_(
        "A check of addonctl doctor: the server is reached and answers; where it isn't, the step"
        " that fails is named."
    ),
    "clock": N_(
        "A check of addonctl doctor: this machine's clock and the server's are less than a minute"
        " apart."
    ),
    "versions": N_(
        "A check of addonctl doctor: the versions of addonctl on both sides, and of the API"
        " between them."
    ),
    "rules": N_(
        "A check of addonctl doctor: both sides decide by rules of the same number, and whose"
        " catalogue and policy hold."
    ),
    "preview": N_(
        "A check of addonctl doctor: a preview of the server is the same as the one made here, to"
        " the byte."
    ),
    "journal": N_(
        "A check of addonctl doctor: nothing that was sent to a server is without an answer."
    ),
    "name": N_("A step of asking a server: its name leads to an address."),
    "connection": N_("A step of asking a server: a connection to it, or through the proxy."),
    "tls": N_("A step of asking a server: it proves who it is, and nobody else can listen."),
    "answer": N_("A step of asking a server: a whole answer in time, with the status of one."),
    "json": N_("A step of asking a server: its answer is JSON, laid out as the contract says."),
}
"""The checks, their states, and the steps of asking a server."""

"""Hold the answers about settings, servers and what keeps addonctl going; no look-up here."""

from typing import Literal

from addonctl.model.answers import Answer, Value
from addonctl.model.messages import Message, Problem
from addonctl.model.tokens import Scope

OriginKind = Literal["option", "variable", "file", "default", "server"]


class Origin(Value):
    """Where a value comes from: the option, variable, file or server of that name, or nowhere."""

    kind: OriginKind
    name: str | None


class SettingInForce(Value):
    """A setting, its value where it has one, and where that comes from."""

    name: str
    value: str | None
    origin: Origin
    variable: str


class ConfigAnswer(Answer, kw_only=True, tag="addonctl.config/1"):
    """Every setting; `file` is the settings file, which may not exist."""

    file: str | None
    file_exists: bool
    settings: tuple[SettingInForce, ...]


class Difference(Value):
    """A field that differs: what it is on the server and what it becomes, null for nothing."""

    path: str
    before: str | None
    after: str | None


class PushAnswer(Answer, kw_only=True, tag="addonctl.push/1"):
    """What a push changes: the account's address, and every field that differs.

    `pushed` is false on a dry run, and where nothing differs; `created` says that the account
    wasn't there before; `etag` names the new state.
    """

    address: str
    dry_run: bool
    pushed: bool
    created: bool
    etag: str | None
    differences: tuple[Difference, ...]


class TokenRow(Value):
    """A token as it is listed: never the token itself."""

    name: str
    scope: Scope
    created_at: str
    expires_at: str | None
    revoked_at: str | None


class TokenList(Answer, kw_only=True, tag="addonctl.tokens/1"):
    """All tokens, the revoked ones too, in the order in which they were made."""

    tokens: tuple[TokenRow, ...]


CheckName = Literal[
    "data",
    "settings",
    "accounts",
    "token",
    "api",
    "clock",
    "versions",
    "rules",
    "preview",
    "journal",
]
CheckState = Literal["ok", "warning", "failed", "not_checked"]
Step = Literal["name", "connection", "tls", "answer", "json"]
"""How far asking a server comes: its name, a connection, TLS, an answer, JSON in it."""


class DoctorCheck(Value):
    """One thing that was looked at: its state, what was found, what to do.

    `code` is of what is wrong; `step` is where asking the server failed. `problems` are the first
    findings in a file, with the number of `more`; `commands` can be pasted.
    """

    name: CheckName
    state: CheckState
    code: str | None
    found: tuple[Message, ...]
    hint: Message | None
    step: Step | None
    problems: tuple[Problem, ...]
    more: int
    commands: tuple[str, ...]


class DoctorAnswer(Answer, kw_only=True, tag="addonctl.doctor/1"):
    """All checks, always in the same order; `ok` says that none failed.

    `version` is this program's, `server` the address of the API, null where none is asked.
    """

    ok: bool
    version: str
    server: str | None
    checks: tuple[DoctorCheck, ...]

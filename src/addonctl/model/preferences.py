"""Hold what a user has set: where files are, and how to answer. Reading it is `settings`' work."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal, NamedTuple

from msgspec import Meta, Struct, field

from addonctl.model.account import Identifier, Language, Record, Text
from addonctl.model.messages import Notice
from addonctl.model.policy import Reading

PREFIX: Final = "ADDONCTL_"
"""What the variables of settings begin with."""
TOKEN_VARIABLE: Final = "ADDONCTL_TOKEN"  # noqa: S105  # its name
"""The variable of a token: no setting, for a file of settings may be read by others."""
API_URL_VARIABLE: Final = "ADDONCTL_API_URL"


Limit = Annotated[int, Meta(ge=1, le=100_000)]
"""A limit of a server: a number, or whole seconds."""


class Profile(Record):
    """What may be set for one place of work, `None` where nothing is; variables hold the same."""

    account: Text | None = None
    accounts: Text | None = None
    catalog: Text | None = None
    policy: Text | None = None
    reading: Reading | None = None
    lang: Language | None = None
    color: Literal["auto", "always", "never"] | None = None
    api_url: Text | None = None
    token_file: Text | None = None
    ca_file: Text | None = None
    proxy: Text | None = None
    operator: Text | None = None


class SettingsFile(Profile):
    """The settings that a file may hold: a profile wins over what stands before it."""

    profile: Identifier | None = None
    database: Text | None = None
    server_hosts: Text | None = None
    server_rate: Limit | None = None
    server_burst: Limit | None = None
    server_failures: Limit | None = None
    server_header_seconds: Limit | None = None
    server_body_seconds: Limit | None = None
    server_stop_seconds: Limit | None = None
    server_connections: Limit | None = None
    server_pooler: Literal["yes", "no"] | None = None
    smtp_url: Text | None = None
    smtp_password_file: Text | None = None
    mail_from: Text | None = None
    account_manager: Text | None = None
    webhook_url: Text | None = None
    webhook_secret_file: Text | None = None
    profiles: dict[str, Profile] = field(default_factory=dict)


SETTINGS: Final = tuple(name for name in SettingsFile.__struct_fields__ if name != "profiles")
"""The names of the settings, in the order in which they are shown."""


class TokenPlace(NamedTuple):
    """Where a token is, and the address of the API whose origin it belongs to.

    Without a file it is in the variable.
    """

    api_url: str
    file: str | None


class Preferences(SettingsFile):
    """The settings in force.

    `origins` says for each setting that has a value where it comes from: a variable or a file;
    `unknown` points out variables that look like settings and aren't; `token_places` are where
    tokens are, what wins first.
    """

    origins: dict[str, str] = field(default_factory=dict)
    unknown: tuple[Notice, ...] = ()
    token_places: tuple[TokenPlace, ...] = ()


class SharedOptions(Struct, frozen=True, kw_only=True):
    """The shared options as words, as the command line gives them: they win over settings."""

    account: str | None = None
    as_user: str | None = None
    as_of: str | None = None
    config: str | None = None
    profile: str | None = None
    output: str = "table"
    get: Sequence[str] | None = None
    lang: str | None = None
    color: str | None = None
    quiet: bool = False
    verbose: int = 0
    accounts: str | None = None
    problems: str | None = None
    strict: bool = False
    jobs: str | None = None
    after: str | None = None
    csv_dialect: str | None = None
    suppose: Sequence[str] | None = None


def variable_of(name: str) -> str:
    """Return the variable of a setting."""
    return PREFIX + name.upper()

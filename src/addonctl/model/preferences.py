"""Hold what a user has set: where files are, and how to answer. Reading it is `settings`' work."""

from typing import Final, Literal

from msgspec import field

from addonctl.model.account import Language, Record, Text
from addonctl.model.messages import Notice
from addonctl.model.policy import Reading

PREFIX: Final = "ADDONCTL_"
"""What the variables of settings begin with."""


class SettingsFile(Record):
    """The settings that a file may hold, `None` where nothing is set; variables hold the same."""

    account: Text | None = None
    accounts: Text | None = None
    catalog: Text | None = None
    policy: Text | None = None
    reading: Reading | None = None
    lang: Language | None = None
    color: Literal["auto", "always", "never"] | None = None


class Preferences(SettingsFile):
    """The settings in force.

    `origins` says for each setting that has a value where it comes from: a variable or a file;
    `unknown` points out variables that look like settings and aren't.
    """

    origins: dict[str, str] = field(default_factory=dict)
    unknown: tuple[Notice, ...] = ()


def variable_of(name: str) -> str:
    """Return the variable of a setting."""
    return PREFIX + name.upper()

"""Hold what a run finds around itself: streams, environment, clock, settings.

The only look at the clock is here. What the settings hold is `settings`' to say, which is loaded
only where something is set.
"""

import datetime as dt
import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from addonctl.errors import UsageFailure

if TYPE_CHECKING:  # help does without it
    from addonctl.model.preferences import Preferences
    from addonctl.stores.api.waiting import Patience, Waits
    from addonctl.stores.locate import Located

CONFIG_VARIABLE: Final = "ADDONCTL_CONFIG"
CONFIG_OPTION: Final = "--config"


def utc_now() -> dt.datetime:
    """Read the clock."""
    return dt.datetime.now(dt.UTC)


class Runtime(NamedTuple):
    """The streams, the environment and the clock that a run may use.

    `locate` finds accounts where they aren't in files, as `stores.locate` does; `waits` and
    `patience` are how a server is waited for, where that isn't as usual.
    """

    stdin: TextIO | None
    stdout: TextIO | None
    stderr: TextIO | None
    environ: Mapping[str, str]
    now: Callable[[], dt.datetime] = utc_now
    locate: "Callable[..., Located] | None" = None
    waits: "Waits | None" = None
    patience: "Patience | None" = None

    @classmethod
    def of_process(cls) -> "Runtime":
        """Take those of this process."""
        return cls(stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr, environ=os.environ)


class Run:
    """One run while it goes on: what it found, and what its session notes for its last words."""

    def __init__(self, runtime: Runtime, *, is_hasty: bool = False) -> None:
        """Begin with what was found; one that `is_hasty` waits for a server only for a moment."""
        self.runtime = runtime
        self.is_hasty = is_hasty
        self.patience: Patience | None = None
        """How a server is waited for, where the command has its own way."""
        self.preferences: Preferences | None = None
        """The settings, once they were read."""
        self.is_quiet = False
        """Whether only the answer is wanted."""


class ConfigFile(NamedTuple):
    """Where the settings file is or would be, and which option or variable named it.

    A named file has to be there; without a home there is no place for one.
    """

    path: str | None
    named_by: str | None

    @property
    def is_there(self) -> bool:
        """Say whether there is something under its name, if only a broken link."""
        return self.path is not None and os.path.lexists(self.path)


def find_config_file(option: str | None, environ: Mapping[str, str]) -> ConfigFile:
    """Find the file: `--config`, ADDONCTL_CONFIG, else that of the user's configuration folder.

    The current directory is never searched: a folder that isn't absolute is no folder.

    Raises:
        UsageFailure: OPTION_NEEDS_VALUE, the option names nothing.
    """
    if option == "":
        raise UsageFailure("OPTION_NEEDS_VALUE", option=CONFIG_OPTION)
    if option is not None:
        return ConfigFile(option, CONFIG_OPTION)
    if environ.get(CONFIG_VARIABLE):
        return ConfigFile(environ[CONFIG_VARIABLE], CONFIG_VARIABLE)
    folder = environ.get("XDG_CONFIG_HOME", "")
    if not folder.startswith("/"):
        home = environ.get("HOME", "")
        if not home.startswith("/"):
            return ConfigFile(None, None)
        folder = os.path.join(home, ".config")  # noqa: PTH118  # no pathlib yet
    return ConfigFile(os.path.join(folder, "addonctl", "config.toml"), None)  # noqa: PTH118


def read_preferences(
    file: ConfigFile, environ: Mapping[str, str], profile: str | None = None
) -> "Preferences":
    """Read the settings, if any is set; `profile` is the one that an option names.

    Raises:
        UsageFailure: there is no such profile.
        DataFailure: the file or a variable is wrong.
    """
    from addonctl.model.preferences import PREFIX, Preferences  # noqa: PLC0415  # help does without

    has_file = file.named_by is not None or file.is_there
    is_set = has_file or any(environ[name] for name in environ if name.startswith(PREFIX))
    if not is_set and profile is None:
        return Preferences()
    from addonctl.settings import load_settings  # noqa: PLC0415  # loads pydantic

    return load_settings(environ, file.path if has_file else None, profile=profile)

"""Find the settings file, and read the settings where something is set.

What they hold is `settings`' to say, which is loaded only then.
"""

import os
from collections.abc import Mapping
from typing import Final, NamedTuple

from addonctl.errors import UsageFailure
from addonctl.model.preferences import PREFIX, Preferences

VARIABLE: Final = "ADDONCTL_CONFIG"
OPTION: Final = "--config"


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
        raise UsageFailure("OPTION_NEEDS_VALUE", option=OPTION)
    if option is not None:
        return ConfigFile(option, OPTION)
    if environ.get(VARIABLE):
        return ConfigFile(environ[VARIABLE], VARIABLE)
    folder = environ.get("XDG_CONFIG_HOME", "")
    if not folder.startswith("/"):
        home = environ.get("HOME", "")
        if not home.startswith("/"):
            return ConfigFile(None, None)
        folder = os.path.join(home, ".config")  # noqa: PTH118  # no pathlib yet
    return ConfigFile(os.path.join(folder, "addonctl", "config.toml"), None)  # noqa: PTH118


def read_preferences(file: ConfigFile, environ: Mapping[str, str]) -> Preferences:
    """Read the settings, if any is set.

    Raises:
        DataFailure: the file or a variable is wrong.
    """
    has_file = file.named_by is not None or file.is_there
    if not has_file and not any(environ[name] for name in environ if name.startswith(PREFIX)):
        return Preferences()
    from addonctl.settings import load_settings  # noqa: PLC0415  # loads pydantic

    return load_settings(environ, file.path if has_file else None)

"""Hold what a run's options and settings settle before anything is read: language, colour, account.

Settings are read only where one is set.
"""

from functools import cached_property

from addonctl.cli.printer import COLORS, language_of
from addonctl.cli.runtime import ConfigFile, Run, find_config_file, read_preferences
from addonctl.cli.values import parse_choice
from addonctl.model.account import LANGUAGES, Language
from addonctl.model.catalog import Catalog
from addonctl.model.preferences import Preferences, SharedOptions
from addonctl.output.terminal.streams import ColorChoice


class Settled:
    """The options and settings of a run."""

    def __init__(self, run: Run, shared: SharedOptions, *, has_account: bool) -> None:
        """Check the words that need nothing else.

        Raises:
            UsageFailure: a language or colour that isn't one.
        """
        self.runtime = run.runtime
        self.shared = shared
        if shared.lang is not None:
            parse_choice(shared.lang, LANGUAGES, option="--lang")
        self._color = (
            None if shared.color is None else parse_choice(shared.color, COLORS, option="--color")
        )
        self._run = run
        self._has_account = has_account

    @property
    def is_sweep(self) -> bool:
        """Say whether it is asked about many accounts."""
        return self.shared.accounts is not None

    @cached_property
    def preferences(self) -> Preferences:
        """Read the settings, if any is set."""
        environ = self.runtime.environ
        self._run.preferences = read_preferences(self.config_file, environ, self.shared.profile)
        return self._run.preferences

    @property
    def settings_read(self) -> Preferences | None:
        """Return the settings, if anything needed them."""
        return self._run.preferences

    @cached_property
    def config_file(self) -> ConfigFile:
        """Find the settings file."""
        return find_config_file(self.shared.config, self.runtime.environ)

    @cached_property
    def language(self) -> Language:
        """Choose the language: the option, the settings, the environment, else English."""
        return language_of(self.shared.lang or self.preferences.lang, self.runtime.environ)

    @cached_property
    def color(self) -> ColorChoice:
        """Choose when to colour: the option, the settings, else on terminals."""
        return self._color or self.preferences.color or "auto"

    @cached_property
    def own_catalog(self) -> Catalog:
        """Load the catalogue of the settings."""
        from addonctl.stores.packaged import load_catalog  # noqa: PLC0415  # names do without

        return load_catalog(self.preferences.catalog)

    @property
    def reference(self) -> str | None:
        """Return the account as it was named: by option, environment or settings."""
        if not self._has_account or self.is_sweep:
            return None
        return self.preferences.account if self.shared.account is None else self.shared.account

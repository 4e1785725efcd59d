"""Turn shared options into what an answer needs: account, rules, date, language, colour.

Settings are read only where one is set, and the account only when it is asked for. How the
answer is made belongs to `actions`, how it is printed to `cli.printer`.
"""

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from addonctl.actions.find import find_user
from addonctl.cli.printer import COLORS, Printer, language_of
from addonctl.cli.registry import API, FORMS, Form
from addonctl.cli.runtime import ConfigFile, Run, find_config_file, read_preferences
from addonctl.cli.values import parse_choice, parse_form
from addonctl.errors import UsageFailure
from addonctl.model.account import LANGUAGES, Account, Language, User
from addonctl.model.catalog import Catalog
from addonctl.model.context import NOBODY_TOLD, Context, Invocation, Tells
from addonctl.model.policy import READINGS, Policy, Reading
from addonctl.model.preferences import Preferences, SharedOptions
from addonctl.output.terminal.streams import ColorChoice

if TYPE_CHECKING:  # nothing has to load it
    from addonctl.cli.servers import Servers
    from addonctl.rules.days import Day
    from addonctl.stores.api.server import Server
    from addonctl.stores.interface import ReadAccount
    from addonctl.stores.locate import Located

AS_OF: Final = "--as-of"


class Session:
    """One run: what was asked for, worked out when it is needed and not before."""

    def __init__(
        self,
        run: Run,
        shared: SharedOptions,
        *,
        forms: tuple[Form, ...] = FORMS,
        has_account: bool = True,
    ) -> None:
        """Check the words that need nothing else; `forms` are those that the answer has.

        A command that `has_account` is about the one that is set, where none is named.

        Raises:
            UsageFailure: a form, language, colour or date that isn't one.
        """
        form = parse_form(shared, forms)
        self.runtime = run.runtime
        self.shared = shared
        self._day: Day | None = None
        if shared.as_of is not None:
            from addonctl.cli.days import parse_day  # noqa: PLC0415  # today needs no words

            self._day = parse_day(shared.as_of, option=AS_OF)
        if shared.lang is not None:
            parse_choice(shared.lang, LANGUAGES, option="--lang")
        self._color = (
            None if shared.color is None else parse_choice(shared.color, COLORS, option="--color")
        )
        self._run = run
        self._has_account = has_account
        run.is_quiet = shared.quiet
        self.loaded: set[str] = set()
        """What of account, catalogue and policy an answer was made from."""
        self.printer = Printer(
            run.runtime,
            form=form,
            language=lambda: self.language,
            color=lambda: self.color,
            is_quiet=shared.quiet,
            paths=shared.get or (),
            amend=lambda answer: self.servers.amended(answer) if self.servers_asked else answer,
        )

    @property
    def is_sweep(self) -> bool:
        """Say whether it is asked about many accounts."""
        return self.shared.accounts is not None

    @property
    def day_given(self) -> "Day | None":
        """Return the day that was given."""
        return self._day

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
    def catalog(self) -> Catalog:
        """Load the catalogue in force: the server's where it prescribes one."""
        prescribed = None if self.server is None else self.server.catalog
        catalog = self.own_catalog if prescribed is None else prescribed
        self.loaded.add("catalog")
        return catalog

    @cached_property
    def own_catalog(self) -> Catalog:
        """Load the catalogue of the settings."""
        from addonctl.stores.packaged import load_catalog  # noqa: PLC0415  # names do without

        return load_catalog(self.preferences.catalog)

    @cached_property
    def policy(self) -> Policy:
        """Load the policy in force: the server's where it prescribes one.

        Raises:
            DataFailure: POLICY_INCOMPLETE, one that isn't packaged leaves a question open.
        """
        prescribed = None if self.server is None else self.server.rulebook.policy
        from addonctl.stores.packaged import load_policy  # noqa: PLC0415  # names do without

        policy = load_policy(self.preferences.policy) if prescribed is None else prescribed
        if (file := self.file_in_force("policy")) is not None:
            from addonctl.actions.policy import refuse_gaps  # noqa: PLC0415  # the packaged one has none

            refuse_gaps(policy, file=file, is_prescribed=prescribed is not None)
        self.loaded.add("policy")
        return policy

    def file_in_force(self, kind: Literal["catalog", "policy"]) -> str | None:
        """Name what the catalogue or the policy comes from, `None` for what is packaged."""
        if self.server is not None and getattr(self.server.rulebook, kind) is not None:
            return self.server.rulebook_address
        file: str | None = getattr(self.preferences, kind)
        return file

    def reading(self, option: str | None) -> Reading:
        """Choose the reading: the option, the server's, the settings, else the default."""
        if option is not None:
            return parse_choice(option, READINGS, option="--reading")
        if self.server is not None:
            return self.server.rulebook.reading
        return self.preferences.reading or READINGS[0]

    @property
    def reference(self) -> str | None:
        """Return the account as it was named: by option, environment or settings."""
        if not self._has_account or self.is_sweep:
            return None
        return self.preferences.account if self.shared.account is None else self.shared.account

    @cached_property
    def servers(self) -> "Servers":
        """Find servers; files do without."""
        from addonctl.cli.servers import Servers  # noqa: PLC0415

        return Servers(self._run, self.preferences, own_catalog=lambda: self.own_catalog)

    @cached_property
    def server(self) -> "Server | None":
        """Find the server whose rules hold: the account's, without one that of the settings."""
        if self.reference is not None:
            return self.located.server
        if self.shared.accounts is not None:
            return self.servers.of_sweep(self.shared.accounts) if self._is_api_swept else None
        return None if self.preferences.api_url is None else self.servers.of_settings

    @property
    def _is_api_swept(self) -> bool:
        """Say whether the accounts of a sweep are behind an API."""
        from addonctl.stores.locate import is_address  # noqa: PLC0415  # names do without

        word = self.shared.accounts
        return word is not None and (word == API or is_address(word))

    @property
    def servers_asked(self) -> "tuple[Server, ...]":
        """Return the servers that were asked by what they decide."""
        return self.servers.asked if "servers" in self.__dict__ else ()

    @cached_property
    def located(self) -> "Located":
        """Find the account's store.

        Raises:
            UsageFailure: NO_ACCOUNT, or the word can't be an account.
            NotFoundFailure: there is no such account.
        """
        if self.reference is None:
            raise UsageFailure("NO_ACCOUNT")
        stdin = self.runtime.stdin
        from addonctl.stores.locate import locate_account  # noqa: PLC0415  # names do without

        return (self.runtime.locate or locate_account)(
            self.reference,
            folder=self.preferences.accounts,
            catalog=lambda: self.catalog,
            stdin=None if stdin is None else stdin.buffer,
            api_url=self.preferences.api_url,
            server_at=lambda address: self.servers.at(address),  # noqa: PLW0108  # files do without
        )

    @cached_property
    def read(self) -> "ReadAccount":
        """Read the account.

        Raises:
            DataFailure: it can't be read, is wrong, or another than the one asked for.
        """
        read = self.located.read()
        self.loaded.add("account")
        return read

    @property
    def account(self) -> Account:
        """Return the account as it was read."""
        return self.read.account

    @cached_property
    def user(self) -> User | None:
        """Find the user of `--as`."""
        if self.shared.as_user is None:
            return None
        return find_user(self.account, self.shared.as_user, self.invocation())

    @cached_property
    def now(self) -> dt.datetime:
        """Read the clock, once a run: around midnight an answer would be about two days."""
        return self.runtime.now().replace(microsecond=0)

    def today(self, time_zone: str | None = None) -> dt.date:
        """Return today's date in a time zone, UTC where none is named."""
        if time_zone is None:
            return self.now.date()
        from zoneinfo import ZoneInfo  # noqa: PLC0415  # only where a zone is named

        return self.now.astimezone(ZoneInfo(time_zone)).date()

    def as_of(self, time_zone: str | None = None) -> dt.date:
        """Return the date that is asked about: the one given, else today."""
        today = self.today(time_zone)
        if self._day is None:
            return today
        from addonctl.rules.days import NEXT_CYCLE, cycles_of, date_of  # noqa: PLC0415  # only where one is given

        is_of_account = self._day == NEXT_CYCLE and self.reference is not None
        cycles = cycles_of(self.account.billing) if is_of_account else None
        return date_of(self._day, today, cycles, option=AS_OF)

    @property
    def tells(self) -> Tells:
        """Return whom the server tells of changes: a file tells nobody, nor does an older one."""
        return (self.server and self.server.rulebook.tells) or NOBODY_TOLD

    def context(self, reading: str | None = None) -> Context:
        """Gather what the question is about."""
        account = self.account
        return Context(
            account=account,
            catalog=self.catalog.with_addons_of(account),
            policy=self.policy,
            reading=self.reading(reading),
            as_of=self.as_of(account.time_zone),
            today=self.today(account.time_zone),
            invocation=self.invocation(reading),
            tells=self.tells,
        )

    def why(self, name: str, *, reading: str | None = None) -> tuple[str, ...]:
        """Return the words of a command that asks why, without an account."""
        shared = self.shared
        as_of = None if self._day is None else self.as_of()
        invocation = Invocation(
            reference=None, as_of=as_of, config=shared.config, profile=shared.profile
        )
        return invocation.command(name, "--why", reading=reading)

    def invocation(self, reading: str | None = None) -> Invocation:
        """Say how the account and the date were given, for commands that can be pasted."""
        zone = self.account.time_zone
        as_of = self.as_of(zone)
        return Invocation(
            reference=None if self.located.file is None else self.reference,
            as_of=None if as_of == self.today(zone) else as_of,
            reading=None if reading is None else self.reading(reading),
            config=self.shared.config,
            profile=self.shared.profile,
        )

    @property
    def has_remarks(self) -> bool:
        """Say whether an answer leaves something to say; most don't."""
        preferences = self.settings_read
        is_unknown = preferences is not None and bool(preferences.unknown)
        return bool(self.shared.verbose or self.servers_asked or is_unknown)

"""Turn shared options into what an answer needs: account, rules, date, language, colour.

Settings are read only where one is set, and the account only when it is asked for. How the
answer is made belongs to `actions`, how it is printed to `cli.printer`.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from addonctl.cli.printer import COLORS, Printer, language_of
from addonctl.cli.registry import FORMS, Form
from addonctl.cli.runtime import ConfigFile, Run, find_config_file, read_preferences
from addonctl.cli.values import find_user, parse_choice, parse_date
from addonctl.errors import DataFailure, UsageFailure
from addonctl.model.account import LANGUAGES, Account, Language, User
from addonctl.model.catalog import Catalog
from addonctl.model.context import Context, Invocation
from addonctl.model.escaping import shell_words
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import USED, USED_BY_DEFAULT
from addonctl.model.policy import READINGS, Policy, Reading
from addonctl.model.preferences import Preferences
from addonctl.output.terminal.streams import ColorChoice
from addonctl.stores.locate import Located, locate_account
from addonctl.stores.packaged import load_catalog, load_policy

if TYPE_CHECKING:  # nothing has to load it
    from addonctl.stores.interface import ReadAccount


class SharedOptions(Struct, frozen=True, kw_only=True):
    """The shared options as words, as the command line gave them."""

    account: str | None = None
    as_user: str | None = None
    as_of: str | None = None
    config: str | None = None
    output: str = "table"
    lang: str | None = None
    color: str | None = None
    quiet: bool = False
    verbose: int = 0


class Session:
    """One run: what was asked for, worked out when it is needed and not before."""

    def __init__(self, run: Run, shared: SharedOptions, *, forms: tuple[Form, ...] = FORMS) -> None:
        """Check the words that need nothing else; `forms` are those that the answer has.

        Raises:
            UsageFailure: a form, language, colour or date that isn't one.
        """
        form = parse_choice(shared.output, forms, option="--output")
        self.runtime = run.runtime
        self.shared = shared
        self._as_of = None if shared.as_of is None else parse_date(shared.as_of, option="--as-of")
        if shared.lang is not None:
            parse_choice(shared.lang, LANGUAGES, option="--lang")
        self._color = (
            None if shared.color is None else parse_choice(shared.color, COLORS, option="--color")
        )
        self._run = run
        run.is_quiet = shared.quiet
        self.printer = Printer(
            run.runtime,
            form=form,
            language=lambda: self.language,
            color=lambda: self.color,
            is_quiet=shared.quiet,
        )

    @cached_property
    def preferences(self) -> Preferences:
        """Read the settings, if any is set."""
        self._run.preferences = read_preferences(self.config_file, self.runtime.environ)
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
        """Load the catalogue in force."""
        return load_catalog(self.preferences.catalog)

    @cached_property
    def policy(self) -> Policy:
        """Load the policy in force.

        Raises:
            DataFailure: POLICY_INCOMPLETE, a policy of one's own leaves a question open; with a
                gap anywhere nothing is allowed.
        """
        policy = load_policy(self.preferences.policy)
        if self.preferences.policy is not None:
            from addonctl.rules.policy_checks import find_policy_faults  # noqa: PLC0415  # seldom

            gaps = find_policy_faults(policy).gaps
            if gaps:
                raise DataFailure(
                    "POLICY_INCOMPLETE",
                    file=self.preferences.policy,
                    argument=shell_words((self.preferences.policy,)),
                    count=len(gaps),
                )
        return policy

    @property
    def reference(self) -> str | None:
        """Return the account as it was named: by option, environment or settings."""
        return self.preferences.account if self.shared.account is None else self.shared.account

    @cached_property
    def located(self) -> Located:
        """Find the account's store.

        Raises:
            UsageFailure: NO_ACCOUNT, or the word can't be an account.
            NotFoundFailure: there is no such account.
        """
        if self.reference is None:
            raise UsageFailure("NO_ACCOUNT")
        stdin = self.runtime.stdin
        return (self.runtime.locate or locate_account)(
            self.reference,
            folder=self.preferences.accounts,
            catalog=lambda: self.catalog,
            stdin=None if stdin is None else stdin.buffer,
        )

    @cached_property
    def read(self) -> "ReadAccount":
        """Read the account.

        Raises:
            DataFailure: it can't be read, is wrong, or another than the one asked for.
        """
        return self.located.read()

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
        """Read the clock, once a run: this moment in UTC, to the second.

        Read twice around midnight, an answer would speak of two days.
        """
        return self.runtime.now().replace(microsecond=0)

    def today(self, time_zone: str | None = None) -> dt.date:
        """Return today's date in a time zone, UTC where none is named."""
        now = self.now
        if time_zone is not None:
            from zoneinfo import ZoneInfo  # noqa: PLC0415  # only where a zone is named

            now = now.astimezone(ZoneInfo(time_zone))
        return now.date()

    def as_of(self, time_zone: str | None = None) -> dt.date:
        """Return the date that is asked about: the one given, else today."""
        return self._as_of or self.today(time_zone)

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
        )

    def why(self, name: str, *, reading: str | None = None) -> tuple[str, ...]:
        """Return the words of a command that asks why, without an account."""
        invocation = Invocation(reference=None, as_of=self._as_of, config=self.shared.config)
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
        )

    def reading(self, option: str | None) -> Reading:
        """Choose the reading: the option, the settings, else the default."""
        if option is not None:
            return parse_choice(option, READINGS, option="--reading")
        return self.preferences.reading or READINGS[0]

    def close(self) -> None:
        """Say on standard error what an answer leaves to say; nothing here changes it.

        Variables that look like settings and aren't are pointed out where the settings were read
        anyway. What the answer was made from is said where `--verbose` asks for it.
        """
        if self._run.preferences is not None:
            self.printer.point_out(self._run.preferences.unknown)
        with contextlib.suppress(Exception):  # it may be recorded: nothing here changes that
            for fact in self._used() if self.shared.verbose else ():
                self.printer.tell(f"{self.printer.translator.say(fact)}\n")

    def _used(self) -> Iterator[Message]:
        """Name only what was needed anyway, and so is kept; asked for twice, the settings, too."""
        kept = vars(self)
        if "read" in kept:
            zone = self.account.time_zone
            yield phrase(USED["account"], file=self.located.reference)
            yield phrase(USED["date"], date=self.as_of(zone), zone=zone or "UTC")
        files = {"catalog": self.preferences.catalog, "policy": self.preferences.policy}
        used = {kind: path for kind, path in files.items() if kind in kept}
        if self.shared.verbose > 1:
            used["settings"] = self.config_file.path if self.config_file.is_there else None
        for kind, path in used.items():
            yield phrase(USED_BY_DEFAULT[kind]) if path is None else phrase(USED[kind], file=path)

"""Turn shared options into what an answer needs: the account, a date, and all that is in force.

The account is read only when it is asked for. How the answer is made belongs to `actions`, how it
is printed to `cli.printer`.
"""

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING, Final

from addonctl.actions.find import find_user
from addonctl.cli.in_force import InForce
from addonctl.cli.printer import Printer
from addonctl.cli.registry import FORMS, Form
from addonctl.cli.runtime import Run
from addonctl.cli.values import parse_form
from addonctl.model.account import Account, User
from addonctl.model.context import Context, Invocation
from addonctl.model.preferences import SharedOptions

if TYPE_CHECKING:  # nothing has to load it
    from addonctl.actions.variants import Variation
    from addonctl.rules.days import Day
    from addonctl.stores.interface import ReadDocument
    from addonctl.stores.supposing.accounts import Supposed
    from addonctl.stores.supposing.options import Supposition

AS_OF: Final = "--as-of"


class Session(InForce):
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
        super().__init__(run, shared, has_account=has_account)
        self._day: Day | None = None
        if shared.as_of is not None:
            from addonctl.cli.days import parse_day  # noqa: PLC0415  # today needs no words

            self._day = parse_day(shared.as_of, option=AS_OF)
        self.suppositions: tuple[Supposition, ...] = ()
        """What is to be supposed of the account."""
        if shared.suppose:
            from addonctl.stores.supposing.options import read_suppositions  # noqa: PLC0415  # seldom

            self.suppositions = read_suppositions(shared.suppose)
        run.is_quiet = shared.quiet
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
    def day_given(self) -> "Day | None":
        """Return the day that was given."""
        return self._day

    @cached_property
    def read(self) -> "ReadDocument":
        """Read the account.

        Raises:
            DataFailure: it can't be read, is wrong, or another than the one asked for.
        """
        read = self.located.read()
        self.loaded.add("account")
        return read

    @cached_property
    def supposed(self) -> "Supposed":
        """Make the account that is supposed.

        Raises:
            UsageFailure: SET_INVALID, such an account can't be.
        """
        from addonctl.stores.supposing.accounts import suppose  # noqa: PLC0415  # seldom

        return suppose(self.read.tree, self.suppositions, self.catalog)

    def read_variants(self, word: str) -> "tuple[Supposition, ...]":
        """Read the values that are compared.

        Raises:
            UsageFailure: they can't be read, or are of a key that is supposed already.
        """
        from addonctl.stores.supposing.options import read_variants  # noqa: PLC0415  # seldom

        return read_variants(word, beside=self.suppositions)

    def variations(self, variants: "tuple[Supposition, ...]") -> "tuple[Variation, ...]":
        """Make the account that each of several values would make.

        Raises:
            UsageFailure: SET_INVALID, with all values that it can't take.
        """
        if not variants:
            return ()
        from addonctl.actions.variants import Variation  # noqa: PLC0415  # seldom
        from addonctl.stores.supposing.accounts import vary  # noqa: PLC0415

        tree = self.supposed.tree if self.suppositions else self.read.tree
        found = vary(tree, variants, self.catalog)
        return tuple(Variation(each.account, *each.what_if) for each in found)

    @property
    def account(self) -> Account:
        """Return the account as it was read, or as it is supposed."""
        return self.supposed.account if self.suppositions else self.read.account

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
            what_if=self.supposed.what_if if self.suppositions else (),
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
            supposed=tuple(self.shared.suppose or ()),
        )

    @property
    def has_remarks(self) -> bool:
        """Say whether an answer leaves something to say; most don't."""
        preferences = self.settings_read
        is_unknown = preferences is not None and bool(preferences.unknown)
        return bool(self.shared.verbose or self.servers_asked or is_unknown)

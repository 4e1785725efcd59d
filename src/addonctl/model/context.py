"""Hold what a question is asked about, and how its command was written. No answers here."""

import datetime as dt
from typing import Final

from msgspec import Struct, structs

from addonctl.model.account import Account
from addonctl.model.answers import WhatIf
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Message
from addonctl.model.policy import Policy, Reading

FILL_IN_FILE: Final = "FILE"
"""What stands for the account in a command where it came from standard input."""
WHEN_READ: Final = frozenset({"eligibility", "quote"})
"""The commands whose answer depends on the reading of the documents."""
SUPPOSING: Final = frozenset({"catalog", "eligibility", "invoice-preview"})
"""The commands that also answer about an account that is supposed: they record nothing."""


class Invocation(Struct, frozen=True, kw_only=True):
    """How the account and the date were given, for commands that can be pasted.

    `reference` is `--account` as typed, `None` where the account came from standard input;
    `as_of` is a date that isn't today; `reading`, `config` and `profile` are options that were
    given, and `supposed` the values of `--set`.
    """

    reference: str | None
    as_of: dt.date | None = None
    reading: Reading | None = None
    config: str | None = None
    profile: str | None = None
    supposed: tuple[str, ...] = ()

    def command(self, name: str, *arguments: str, **options: str | bool | None) -> tuple[str, ...]:
        """Return the words of `addonctl NAME …` about the same account and date.

        An option that is true takes no value.
        """
        words = ["addonctl", name, *arguments]
        if self.reference is not None:
            words += ["-a", self.reference]
        if name in SUPPOSING:
            for each in self.supposed:
                words += ["--set", each]
        for option, value in options.items():
            if value is not None and value is not False:
                words.append("--as" if option == "user" else f"--{option.replace('_', '-')}")
                words += [] if value is True else [value]
        if self.config is not None:
            words += ["--config", self.config]
        if self.profile is not None:
            words += ["--profile", self.profile]
        if self.as_of is not None:
            words += ["--as-of", self.as_of.isoformat()]
        return tuple(words)

    def shown_command(
        self, name: str, *arguments: str, user: str | None = None, **options: str | bool | None
    ) -> tuple[str, ...]:
        """Return the words of a command as it is shown: with the reading where its answer has one.

        Where the account came from standard input, `FILE` stands for it.
        """
        shown = structs.replace(self, reference=self.reference or FILL_IN_FILE)
        reading = self.reading if name in WHEN_READ else None
        return shown.command(name, *arguments, user=user, reading=reading, **options)


class Tells(Struct, frozen=True, kw_only=True):
    """Whom a server tells of what it records: `owners` of requests, the manager of quotes.

    With `needs_address` an owner is told only where a letter reaches their `email`. A file tells
    nobody.
    """

    owners: bool = False
    account_manager: bool = False
    needs_address: bool = True


NOBODY_TOLD: Final = Tells()


class Context(Struct, frozen=True, kw_only=True):
    """What a question is about: an account, the rules and prices in force, a date.

    `today` is the account's, by the run's one look at the clock: what may be recorded depends on
    it, and which commands are printed; no amount and no decision does. Nor does whom a server
    `tells`: it is what is left to people after a change. Where the account isn't as it is kept,
    `what_if` says what is supposed of it, and nothing can be recorded.
    """

    account: Account
    catalog: Catalog
    policy: Policy
    reading: Reading
    as_of: dt.date
    today: dt.date
    invocation: Invocation
    tells: Tells = NOBODY_TOLD
    what_if: tuple[WhatIf, ...] = ()

    def day_words(self, code: str) -> Message:
        """Say the date that is asked about as a part of a sentence: today's only where it is."""
        variant = ".today" if self.as_of == self.today else ""
        return Message(code + variant, date=self.as_of)

"""Hold what is asked about many accounts: one value, which can be pickled."""

import datetime as dt
from typing import TYPE_CHECKING, Final, Literal, get_args

from msgspec import Struct, structs

from addonctl.model.catalog import Catalog
from addonctl.model.charges import Charges
from addonctl.model.policy import ACTIONS, READINGS, Action, Policy, Reading
from addonctl.rules.days import Day
from addonctl.stores.files.reading import STANDARD_INPUT, problem_file

if TYPE_CHECKING:  # seldom asked for
    from addonctl.stores.supposing.options import Supposition

Command = Literal[
    "catalog",
    "eligibility",
    "invoice-preview",
    "invoice-check",
    "request",
    "history",
    "people",
    "check",
]
RowForm = Literal["jsonl", "csv", "github", "none"]
"""What a row is written as; of a summary none is, of `check` there are lines for GitHub, too."""
Dialect = Literal["rfc4180", "excel-fr"]
DIALECTS: Final[tuple[Dialect, ...]] = get_args(Dialect)


class Question(Struct, frozen=True, kw_only=True):
    """What is asked about each account, in which form, under which rules and on which date.

    `now` is the moment of the question: it tells each account's today, which is the date that is
    asked about where there is no `as_of`. `addon` and `user` are words as on a command line; of an
    assigned add-on so many `licenses` are meant. Where purchases of several are asked about these
    are `addons`; a preview without either is of what is bought already. `suppositions` are made
    of each account, and it is compared with each of the `variants`. `reading_given`, `config` and
    `profile` are the options that printed commands repeat. `source` names the lines in problems.
    `charges` are what was charged, by account.
    """

    command: Command
    form: RowForm
    catalog: Catalog
    policy: Policy
    now: dt.datetime
    reading: Reading = READINGS[0]
    as_of: Day | None = None
    addon: str | None = None
    addons: tuple[str, ...] = ()
    user: str | None = None
    actions: tuple[Action, ...] = ACTIONS
    person: str | None = None
    licenses: int | None = None
    cycles: int = 0
    until: dt.date | None = None
    compare_dates: tuple[dt.date, ...] = ()
    suppositions: "tuple[Supposition, ...]" = ()
    variants: "tuple[Supposition, ...]" = ()
    is_strict: bool = False
    dialect: Dialect = "rfc4180"
    reading_given: Reading | None = None
    config: str | None = None
    profile: str | None = None
    source: str = STANDARD_INPUT
    charges: Charges | None = None

    @property
    def is_joint(self) -> bool:
        """Say whether it is asked about the invoices of all that is bought."""
        return self.command == "invoice-preview" and self.addon is None

    @property
    def file(self) -> str | None:
        """Name the file that the lines stand in, `None` for standard input."""
        return problem_file(self.source)

    @property
    def is_supposing(self) -> bool:
        """Say whether accounts are asked about as if they were otherwise."""
        return bool(self.suppositions or self.variants)

    def about(self, source: str) -> "Question":
        """Ask the same about lines of another source, by whose name problems tell it."""
        return structs.replace(self, source=source)

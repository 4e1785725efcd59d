"""Hold what was charged to many accounts, as a file lists it."""

import datetime as dt

from msgspec import Struct

from addonctl.model.answers.checks import WhichInvoice


class Charge(Struct, frozen=True, kw_only=True):
    """An amount that was charged for an add-on, as it is written, and the line that says so."""

    line: int
    addon: str
    charged: str
    on: dt.date
    invoice: WhichInvoice


class Charges(Struct, frozen=True, kw_only=True):
    """The charges of a file, of each account in the file's order."""

    file: str
    by_account: dict[str, tuple[Charge, ...]]

    @property
    def count(self) -> int:
        """Count them all."""
        return sum(map(len, self.by_account.values()))

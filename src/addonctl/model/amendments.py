"""Hold what may be changed of what was bought, as it is wanted.

What follows from it belongs to `actions.amend`.
"""

import datetime as dt
from typing import TypeAlias

from msgspec import Struct


class LicensesWanted(Struct, frozen=True, kw_only=True, tag="licenses"):
    """More or fewer licences: `licenses` to be assigned, or all that the account has now.

    Fewer take effect with the next cycle, or at once with a credit note.
    """

    licenses: int | None = None
    credit_note: bool = False


class EndWanted(Struct, frozen=True, kw_only=True, tag="end"):
    """The end, from the day `on`; without one with the cycle, from the first day of the next."""

    on: dt.date | None = None


class VoidWanted(Struct, frozen=True, kw_only=True, tag="void"):
    """An event that was a mistake, by its id or the number that `history` prints."""

    event: str


Amendment: TypeAlias = LicensesWanted | EndWanted | VoidWanted
"""A change of what was bought."""

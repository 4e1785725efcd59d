"""Say what a changing command was asked for, and what each kind of change says for itself.

A kind decides, computes and answers by `actions`, and has a question of its own. How one is
carried out is the same for all of them, and `carry_out`'s and `attempt`'s.
"""

from typing import Protocol, TypeVar

from msgspec import Struct

from addonctl.actions.change import Moment, PreparedEvent
from addonctl.model.answers import Answer
from addonctl.model.context import Context
from addonctl.model.money import Money
from addonctl.model.views import AccountView
from addonctl.model.wire import AnyIntent

P = TypeVar("P", bound=PreparedEvent)


class Wanted(Struct, frozen=True, kw_only=True):
    """What a changing command was asked for, as words.

    `note` names the file for the owners' note, `new_key` gives up what an earlier run began.
    """

    expected_total: str | None = None
    note: str | None = None
    dry_run: bool = False
    no_input: bool = False
    new_key: bool = False


class Kind(Protocol[P]):
    """A kind of change: who does what, and what is said of it.

    Where it `may_give_back` its total may be less than nothing; one that `mends` may be recorded
    on a history that contradicts itself.
    """

    may_give_back: bool
    mends: bool

    def context(self) -> Context:
        """Gather what it is about."""

    def intent(self, context: Context, expected_total: Money | None, /) -> AnyIntent:
        """Say what is wanted as stores are told it: what and who by their ids."""

    def prepare(self, context: Context, moment: Moment, /) -> P:
        """Decide and compute it on an account as it is.

        Raises:
            AddonctlError: it can't be recorded.
        """

    def check_total(self, prepared: P, expected: int, /) -> None:
        """Stop where the total isn't the expected one, in millionths of a currency unit.

        Raises:
            ConflictFailure: TOTAL_DIFFERS.
        """

    def view(
        self, prepared: P, /, *, dry_run: bool, recorded: bool, recorded_in: str | None
    ) -> AccountView[Answer]:
        """Answer with what was recorded, or would be, for people to see."""

    def confirm(self, prepared: P, view: AccountView[Answer], /) -> None:
        """See that it is to be recorded, and ask a person where nothing has said so.

        Raises:
            UsageFailure: QUESTION_NEEDS_FLAG, there is no terminal or no question is wanted.
            Stopped: it isn't.
        """

"""Hold the failures: what stops an answer. A refusal is an answer, and so isn't drawn here.

AddonctlError
├── UsageFailure        2    flags, arguments, dates out of range
├── RefusedFailure      3    a command can't do what the rules refuse; carries the decision
├── CredentialFailure   4    credentials, TLS or origin
├── NotFoundFailure     5    unknown account, user or add-on
├── DataFailure         6    bad data; carries all problems
├── StorageFailure      7    storage or network failed, or the place isn't safe to write to
├── ConflictFailure     8    changed meanwhile, locked, another total
├── UnknownOutcome      9    it may have been recorded
│   └── UnknownByMistake     as above, by a bug of ours
└── Stopped           130    declined or interrupted
    └── Terminated    143    asked by the system to end

A failure carries data; its sentences are made in `text` from the entry of its code in
`model.messages`: what happened, why and what to do. One that more is said of than its
sentences is an `Explained` class of its own, with what is said of it as typed fields.
"""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple, dataclass_transform

if TYPE_CHECKING:  # help does without the model
    from addonctl.model.account import Account
    from addonctl.model.context import Invocation
    from addonctl.model.messages import Message
    from addonctl.model.money import Money
    from addonctl.model.policy import TextPair
    from addonctl.model.views import DecisionView


class Told(NamedTuple):
    """What a server said where it decided otherwise: its words, and what was `seen` before."""

    server: str
    what: "TextPair"
    why: "TextPair | None"
    hint: "TextPair | Message"
    seen: "Message | None"


class AddonctlError(Exception):
    """Stop with a code that scripts can rely on and the values that its sentences speak of.

    `problems` are the first findings in a data file, with the number of `more`, and `decision`
    the decision of a refusal; all go into the JSON error.
    """

    exit_code: ClassVar[int] = 70

    def __init__(
        self,
        code: str,
        /,
        *,
        problems: Sequence[object] = (),
        more: int = 0,
        decision: object = None,
        **values: object,
    ) -> None:
        """Take the code, what goes with it, and the values of its sentences."""
        super().__init__(code)
        self.code = code
        self.problems = tuple(problems)
        self.more = more
        self.decision = decision
        self.values = {name: _shown(value) for name, value in values.items()}


def _shown(value: object) -> object:
    """Hide what may be a secret in an address, wherever one was given in the place of a file."""
    if not isinstance(value, str) or ":" not in value:
        return value
    from addonctl.model.addresses import masked  # noqa: PLC0415  # seldom

    return masked(value)


@dataclass_transform(kw_only_default=True)
class Explained(Exception):
    """Give a kind of failure a code of its own: its fields are the values of its sentences."""

    CODE: ClassVar[str]

    def __init__(self, **fields: object) -> None:
        """Take the fields that the class declares."""
        super().__init__(self.CODE)
        self.values = fields
        vars(self).update(fields)


class UsageFailure(AddonctlError):
    """Stop because the command line can't be carried out as it was written."""

    exit_code = 2


class UserNeeded(Explained, UsageFailure):
    """Stop because nobody was named who does it; `invocation` leads to the list of people."""

    CODE = "USER_NEEDED"
    invocation: "Invocation"


class RefusedFailure(AddonctlError):
    """Stop because the rules refuse what was to be done."""

    exit_code = 3


class Refused(RefusedFailure):
    """Stop with the decision that refuses, none where there is nobody whom it could be about.

    `headline` says it where that isn't the decision's to say.
    """

    def __init__(self, view: "DecisionView | None", *, headline: "Message | None" = None) -> None:
        """Take the decision."""
        super().__init__("REFUSED", decision=None if view is None else view.decision)
        self.view = view
        self.headline = headline


class CredentialFailure(AddonctlError):
    """Stop because of credentials, TLS or an origin."""

    exit_code = 4


class NotFoundFailure(AddonctlError):
    """Stop because a named account, user or add-on doesn't exist."""

    exit_code = 5


class UnknownUser(Explained, NotFoundFailure):
    """Stop because nobody of the account has that id, e-mail or name; `nearest` is a guess."""

    CODE = "UNKNOWN_USER"
    value: str
    account: str
    nearest: str | None
    invocation: "Invocation"


class SeveralUsers(Explained, NotFoundFailure):
    """Stop because several people have the name `value`; their ids tell them apart."""

    CODE = "SEVERAL_USERS"
    value: str
    account: str
    count: int
    ids: tuple[str, ...]
    invocation: "Invocation"


class DataFailure(AddonctlError):
    """Stop because a data file is missing, unreadable or wrong."""

    exit_code = 6


class NoPrice(Explained, DataFailure):
    """Stop because an add-on has no price on a date that `option` gave.

    `reference` is how the account was named, `price_book` the one in force. It was perhaps
    `bought_on` a day already.
    """

    CODE = "NO_PRICE"
    account: "Account"
    addon: str
    addon_id: str
    option: str
    date: dt.date
    reference: str | None
    price_book: str | None
    bought_on: dt.date | None = None


class BeforeFirstCycle(Explained, DataFailure):
    """Stop because a date that `option` gave lies before the anchor, itself perhaps `is_ahead`."""

    CODE = "BEFORE_FIRST_CYCLE"
    option: str
    date: dt.date
    anchor: dt.date
    is_ahead: bool


class StorageFailure(AddonctlError):
    """Stop because storage failed or isn't safe; nothing was changed."""

    exit_code = 7


class ConflictFailure(AddonctlError):
    """Stop because the world isn't as expected; nothing was changed."""

    exit_code = 8


class DateBeforeEvents(Explained, ConflictFailure):
    """Stop because the event `number`, of the day `newest`, is newer than the date."""

    CODE = "DATE_BEFORE_EVENTS"
    date: dt.date
    newest: dt.date
    today: dt.date
    event: "Message"
    number: int

    @property
    def is_ahead(self) -> bool:
        """Say whether that day hasn't come."""
        return self.newest > self.today


class TotalDiffers(Explained, ConflictFailure):
    """Stop because the total isn't the expected one; `figure` is another that is.

    `expected` is in millionths of a currency unit; `days` of `cycle_days` are billed on the date.
    """

    CODE = "TOTAL_DIFFERS"
    total: "Money"
    expected: int
    date: dt.date
    days: int
    cycle_days: int
    figure: "Message | None" = None


class UnknownOutcome(AddonctlError):
    """Stop without knowing whether the change was recorded."""

    exit_code = 9


class UnknownByMistake(UnknownOutcome):
    """Stop like that because of a bug of ours, the cause: a report says where it happened."""


class Stopped(AddonctlError):
    """Stop because the person declined or interrupted."""

    exit_code = 130


class Terminated(Stopped):
    """Stop because the system asked the process to end."""

    exit_code = 143

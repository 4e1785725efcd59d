"""Hold one account as its file states it: contract, people, prices and recorded events.

What follows from it (states, routes, amounts) belongs to `rules`; whether a file is right, and
where it isn't, to `stores.parsing`. Amounts stay the strings of the file and are parsed where
they are used.
"""

import datetime as dt
from typing import Annotated, Final, Literal, dataclass_transform, get_args

from msgspec import Meta, Struct, field

from addonctl.model.money import PERCENT_PATTERN, PRICE_PATTERN

Role = Literal["owner", "admin", "supervisor", "agent"]
Frequency = Literal["monthly", "quarterly", "semiannual", "annual"]
Per = Literal["month", "cycle"]
EventKind = Literal[
    "subscribed",
    "quote_requested",
    "trial_started",
    "feature_requested",
    "licenses_changed",
    "ended",
    "voided",
]
RouteName = Literal["self_service", "quote"]
Language = Literal["en", "fr"]

OF_VENDOR: Final[frozenset[EventKind]] = frozenset({"licenses_changed", "ended", "voided"})
"""The events by which the vendor's people change what was recorded before."""
OF_PEOPLE: Final[tuple[EventKind, ...]] = tuple(
    kind for kind in get_args(EventKind) if kind not in OF_VENDOR
)
"""The events by which people of an account buy, try and ask."""
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
"""The languages, the one of the code first."""
FIRST_DAY: Final = dt.date(2000, 1, 1)
LAST_DAY: Final = dt.date(2100, 12, 31)
LAST_END: Final = dt.date(2101, 12, 31)
"""What begins in the last year may end in the one after."""
Instant = Annotated[dt.datetime, Meta(tz=True)]
MAX_LICENSES: Final = 1_000_000
MAX_EVENTS: Final = 1_000_000
"""More than a file can hold."""
MAX_AMOUNT_DIGITS: Final = 12
"""An amount has at most so many digits before its decimals."""

Identifier = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Text = Annotated[str, Meta(min_length=1, max_length=1024)]
PriceText = Annotated[str, Meta(pattern=f"^{PRICE_PATTERN}$")]
AmountText = Annotated[str, Meta(pattern=r"^[0-9]{1,12}(\.[0-9]{1,4})?$")]
SignedAmountText = Annotated[str, Meta(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,4})?$")]
PercentText = Annotated[str, Meta(pattern=f"^{PERCENT_PATTERN}$")]
LicenseCount = Annotated[int, Meta(ge=0, le=MAX_LICENSES)]
EventNumber = Annotated[int, Meta(ge=1, le=MAX_EVENTS)]


# Subclasses are frozen too; type checkers have to be told.
@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False
):
    """A table of a file; a key that it doesn't know is a mistake.

    None can hold itself, so the garbage collector has nothing to look for.
    """


class Tax(Record, cache_hash=True):
    """A tax on the subtotal: its name on the invoice and its percentage.

    Of several rows of one name, the latest that begins (`from`) not after the invoice's date
    holds.
    """

    name: Text
    percent: PercentText
    begins: dt.date | None = field(default=None, name="from")


class Discount(Record):
    """A discount before tax: exactly one of a percentage, an amount a cycle, an amount once."""

    percent: PercentText | None = None
    per_cycle: AmountText | None = None
    once: AmountText | None = None


class Billing(Record):
    """How the account is billed.

    `anchor` is the first day of the first cycle; `commitment` chooses the price, never the
    cycle; no `taxes` at all means that they aren't known, an empty list that there are none.
    """

    frequency: Frequency
    anchor: dt.date
    commitment: Literal["none", "annual"] = "none"
    purchase_path: RouteName | None = None
    payment_method: Literal["card", "direct_debit", "bank_transfer"] | None = None
    past_due: bool = False
    credit: AmountText = "0"
    taxes: tuple[Tax, ...] | None = None
    discount: Discount | None = None


class Licenses(Record):
    """The user licences under contract: standard ones, and additional users beyond them."""

    standard: LicenseCount
    additional: LicenseCount

    @property
    def total(self) -> int:
        """Count all licences: what an account-level add-on is billed on."""
        return self.standard + self.additional


class AccountPrice(Record):
    """The contract's own price of one licence; it wins over the price book."""

    unit_price: PriceText
    per: Per
    source: Text | None = None
    discount: Discount | None = None


class User(Record):
    """A person on the account, with one or more roles."""

    id: Text
    roles: Annotated[tuple[Role, ...], Meta(min_length=1)]
    name: Text | None = None
    email: Text | None = None

    @property
    def display_name(self) -> str:
        """Name the person as the account does, by id where it gives no name."""
        return self.name or self.id


class Event(Record):
    """A fact that was recorded: appended to the file, never edited.

    `date` is in the account's time zone; `period_end` and `trial_end` are exclusive. `operator`
    names the token by which a server recorded it, `imported_by` the one that sent it with its
    account; `by` is only who it was said to be. A person may write one by hand with kind, date
    and add-on alone.

    A change of what was bought holds from `effective` on, from its date where that isn't given;
    `operator` is who recorded it, and `reason` why. Its amounts may begin with a minus where it
    is a `credit_note`. `event` is the id or the number, counted from 1, of the one that is voided.
    """

    kind: EventKind
    date: dt.date
    addon: Text
    id: Text | None = None
    at: Instant | None = None
    by: Text | None = None
    key: Text | None = None
    policy_reading: Text | None = None
    conflict: Text | None = None
    event: Text | EventNumber | None = None
    quantity_before: LicenseCount | None = None
    quantity: LicenseCount | None = None
    effective: dt.date | None = None
    unit_price: PriceText | None = None
    per: Per | None = None
    currency: Text | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    gross: SignedAmountText | None = None
    discount: SignedAmountText | None = None
    subtotal: SignedAmountText | None = None
    tax: SignedAmountText | None = None
    total: SignedAmountText | None = None
    credit: AmountText | None = None
    credit_note: bool = False
    valid_until: dt.date | None = None
    trial_end: dt.date | None = None
    operator: Text | None = None
    reason: Text | None = None
    imported_by: Text | None = None

    @property
    def holds_from(self) -> dt.date:
        """Return the day from which a change or an end holds."""
        return self.effective or self.date


class Account(Record):
    """An account of the vendor, as one file holds it."""

    schema: Literal[1]
    id: Identifier
    name: Text
    plan: Text
    currency: Text
    billing: Billing
    licenses: Licenses
    time_zone: Text | None = None
    language: Language | None = None
    prices: dict[str, AccountPrice] = {}
    users: tuple[User, ...] = ()
    events: tuple[Event, ...] = ()

    def date_of(self, moment: dt.datetime) -> dt.date:
        """Return the date of a moment in the account's time zone, UTC where it names none."""
        from zoneinfo import ZoneInfo  # noqa: PLC0415  # most answers are about a date

        return moment.astimezone(ZoneInfo(self.time_zone or "UTC")).date()

    def users_with(self, role: Role) -> tuple[User, ...]:
        """List the users who hold `role`, in the file's order."""
        return tuple(user for user in self.users if role in user.roles)

    def events_until(self, as_of: dt.date) -> tuple[Event, ...]:
        """List the events up to and including a date, in the file's order."""
        return tuple(event for event in self.events if event.date <= as_of)

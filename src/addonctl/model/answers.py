"""Hold the answers, field by field as `-o json` prints them; `addonctl schema` is made from them.

How an answer looks to people belongs to `output`. Every list is sorted: users in the account's
order, add-ons in the catalogue's, actions subscribe, quote, trial, request; everything else says
its order itself. The module is long because it is the contract of all answers, in one place.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Generic, Literal, TypeVar, dataclass_transform

from msgspec import Struct

from addonctl.model.account import (
    Account,
    EventKind,
    Frequency,
    Licenses,
    Per,
    Role,
    RouteName,
    Tax,
)
from addonctl.model.catalog import LicenseBasis
from addonctl.model.messages import EnglishText, Message, Notice, is_plain_tax, tax_name
from addonctl.model.money import Money, parse_percent
from addonctl.model.policy import Action, Basis, Citation, Effect, ReasonCode, RouteCode, State

A_co = TypeVar("A_co", bound=Struct, covariant=True)


# Subclasses are frozen too; type checkers have to be told.
@dataclass_transform(frozen_default=True, kw_only_default=True)
class Answer(Struct, frozen=True, kw_only=True, tag_field="schema"):
    """What every answer begins with: the date that it holds for, the account, what was assumed."""

    as_of: dt.date
    account: "AccountName | None"
    assumptions: tuple[Notice, ...] = ()
    warnings: tuple[Notice, ...] = ()


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Value(Struct, frozen=True, kw_only=True):
    """A part of an answer."""


class View(Struct, Generic[A_co], frozen=True, kw_only=True):
    """An answer with what people are shown beside it; JSON holds the answer alone."""

    answer: A_co


class AccountName(Value):
    """Which account an answer is about."""

    id: str
    name: str


def name_of(account: Account) -> AccountName:
    """Name the account that an answer is about."""
    return AccountName(id=account.id, name=account.name)


class EarlierEvent(Value):
    """A recorded event that decides an answer.

    `number` counts the account's events from 1, as screens do; `id` is null where a person wrote
    it by hand. `trial_end` is exclusive, and a trial's alone.
    """

    number: int
    id: str | None
    kind: EventKind
    date: dt.date
    by: str | None
    trial_end: dt.date | None


class PendingQuote(Value):
    """A quote that was requested and that no purchase has followed; asking again changes nothing.

    `number` and `id` name its event. It is pending through `pending_until`; `valid_until` is that
    day where it has amounts, else null, as are `total` and `currency`.
    """

    addon: str
    number: int
    id: str | None
    date: dt.date
    by: str | None
    quantity: int | None
    total: str | None
    currency: str | None
    valid_until: dt.date | None
    pending_until: dt.date


class RouteReason(Value):
    """Why the account buys by itself or by quote: the row that decided, stated or inferred."""

    code: RouteCode
    basis: Basis


PriceOrigin = Literal["account", "price_book"]


class Price(Value):
    """The price of one licence in force: the contract's (`account`) or a price book's row.

    `per` says whether it is for a month or for a whole cycle; `source` is what the file says of
    it and `file` the price book.
    """

    unit_price: str
    per: Per
    currency: str
    source: str | None
    valid_from: dt.date | None
    origin: PriceOrigin
    file: str | None


class CycleDates(Value):
    """A billing cycle: `end` is exclusive, `last_day` the day before it."""

    frequency: Frequency
    start: dt.date
    end: dt.date
    last_day: dt.date
    days: int


class PlanView(Value):
    """A plan of the catalogue: what it offers, what it includes, and its route if it has one."""

    id: str
    name: str
    offers: tuple[str, ...]
    includes: tuple[str, ...]
    route: RouteName | None


class AddonView(Value):
    """An add-on, on the account where there is one; `requests` counts the people who ask for it.

    `basis` is null for one that the catalogue doesn't have any more.
    `trial_end` is exclusive; `actions` says for each user what they may do; `pending_quotes` are
    in the order of their events.
    """

    id: str
    name: str
    state: State | None
    basis: LicenseBasis | None
    route: RouteName | None
    route_reason: RouteReason | None
    price: Price | None
    trial_end: dt.date | None
    purchased_on: dt.date | None
    requests: int | None
    actions: dict[str, tuple[Action, ...]]
    pending_quotes: tuple[PendingQuote, ...] = ()


class CatalogAnswer(Answer, kw_only=True, tag="addonctl.catalog/1"):
    """The account at a glance and every add-on; without an account the catalogue by plan."""

    licenses: Licenses | None
    owners: tuple[str, ...] | None
    cycle: CycleDates | None
    next_invoice: dt.date | None
    plans: tuple[PlanView, ...] | None
    addons: tuple[AddonView, ...]


class PlanCatalog(CatalogAnswer, kw_only=True, tag="addonctl.catalog/1"):
    """The catalogue by plan, without an account."""


class Reason(Value):
    """Why: a row of the policy, where it is stated, and its sentence. The firmer come first.

    `event` is the purchase or the trial that it speaks of, `plan` the plan; null in others.
    """

    code: ReasonCode
    rule: str
    effect: Effect
    basis: Basis
    source: tuple[Citation, ...]
    message: Message
    event: EarlierEvent | None = None
    plan: str | None = None


class ConflictSource(Citation):
    """A statement in a contradiction, and the reading that follows it."""

    reading: str


class Contested(Value):
    """A contradiction of the documents that decides this answer: the other reading differs."""

    conflict: str
    reading: str
    other_reading: str
    other_allowed: bool
    sources: tuple[ConflictSource, ...]


class Change(Value, omit_defaults=True):
    """What would have to be different; applied together, the answer is yes."""

    action: Action | None = None
    user: str | None = None
    route: RouteName | None = None
    state: State | None = None


Who = Literal["self", "colleague", "account_manager", "nobody"]


class NextStep(Value):
    """What would change a refusal and who can do it, the nearest first.

    At most ten colleagues are named, three where the answer is about many people; `more` stands
    in the last of them and counts the others who could do the same, whom `may` of the eligibility
    answer lists. It is 0 everywhere else.
    `missing_price` is the add-on whose price alone, in the account's file, takes the step.
    """

    by: Who
    who: str | None
    change: Change
    message: Message
    more: int = 0
    missing_price: str | None = None


class Decision(Value):
    """May this user do this with this add-on? With every reason."""

    user: str
    roles: tuple[Role, ...]
    addon: str
    action: Action
    state: State
    route: RouteName
    route_reason: RouteReason
    allowed: bool
    reasons: tuple[Reason, ...]
    contested: tuple[Contested, ...]
    next_steps: tuple[NextStep, ...]


class Permitted(Value):
    """Everybody on the account who may take an action for an add-on, by user id."""

    addon: str
    action: Action
    users: tuple[str, ...]


class EligibilityAnswer(Answer, kw_only=True, tag="addonctl.eligibility/1"):
    """The decisions that were asked for: by user, then add-on, then action.

    `may` says once, for each add-on asked about and every action, who on the whole account may;
    `pending_quotes` are those of these add-ons.
    """

    decisions: tuple[Decision, ...]
    may: tuple[Permitted, ...] = ()
    pending_quotes: tuple[PendingQuote, ...] = ()


class Quantity(Value):
    """How many licences are billed: all of the account, or those that are to be assigned."""

    standard: int | None
    additional: int | None
    assigned: int | None
    billed: int
    basis: LicenseBasis


class Refusal(Value):
    """A user who may not subscribe, and the codes why."""

    user: str
    codes: tuple[ReasonCode, ...]


class Purchase(Value):
    """Who may subscribe to what is previewed.

    `decision` is that of the person who was asked about, on how the account buys it: whether they
    may subscribe, or request a quote.
    """

    state: State
    route: RouteName
    allowed: tuple[str, ...]
    refused: tuple[Refusal, ...]
    decision: Decision | None


class BilledCycle(CycleDates):
    """The cycle of the purchase and how many of its days are billed."""

    days_billed: int


class Period(Value):
    """A part of the calendar: `end` is exclusive, `last_day` the day before it."""

    start: dt.date
    end: dt.date
    last_day: dt.date


class Formula(Value):
    """The factors of a subtotal; those that don't apply are `None`.

    unit price x months x licences x share paid, less a fixed amount a cycle, x days / days of the
    cycle, less an amount once, = subtotal.
    """

    unit_price: str
    currency: str
    months: int | None
    licenses: int
    percent_paid: str | None
    less_per_cycle: str | None
    days: int
    cycle_days: int
    less_once: str | None
    subtotal: Money


LineKind = Literal["standard", "additional", "assigned"]


class InvoiceLine(Value):
    """A line before discount; `cycle_price` is what one licence costs for a full cycle."""

    description: EnglishText
    kind: LineKind
    quantity: int
    unit_price: str
    per: Per
    cycle_price: str
    fraction: str
    amount: Money


class TaxLine(Value):
    """One tax on the subtotal; of 0 % it is none, and its name may be a remark: reverse charge."""

    name: str
    percent: str
    amount: Money

    @property
    def is_charged(self) -> bool:
        """Say whether there is anything to pay by this tax."""
        return parse_percent(self.percent) > 0

    @property
    def is_remark(self) -> bool:
        """Say whether its name says why nothing is charged; the tax's own word says nothing."""
        return not self.is_charged and not is_plain_tax(self.name)


def plus_taxes(amount: Money, taxes: Sequence[Tax | TaxLine] | None) -> Message:
    """Word an amount before tax with taxes that are added to it, none where they aren't known."""
    if taxes is None:
        return Message("NET.unknown_tax", subtotal=amount)
    charged = tuple([tax_name(tax.name) for tax in taxes if parse_percent(tax.percent)])
    if charged:
        return Message("NET.taxed", subtotal=amount, taxes=charged)
    return Message("NET.zero_rated" if taxes else "NET.untaxed", subtotal=amount)


class Invoice(Value):
    """An invoice of the add-on alone; `tax` is null where no tax rate is known."""

    issue_date: dt.date
    period: Period
    currency: str
    lines: tuple[InvoiceLine, ...]
    gross: Money
    discount: Money
    subtotal: Money
    taxes: tuple[TaxLine, ...]
    tax: Money | None
    total: Money
    credit: Money
    amount_due: Money
    formula: EnglishText

    @property
    def charged_taxes(self) -> tuple[TaxLine, ...]:
        """List the taxes that the total holds."""
        return tuple(tax for tax in self.taxes if tax.is_charged)

    @property
    def tax_names(self) -> tuple[str | Message, ...]:
        """Name the taxes that the total holds."""
        return tuple(tax_name(tax.name) for tax in self.charged_taxes)

    @property
    def remarks(self) -> tuple[str | Message, ...]:
        """Name what the invoice has to say of taxes that aren't charged."""
        return tuple(tax_name(tax.name) for tax in self.taxes if tax.is_remark)

    @property
    def is_zero_rated(self) -> bool:
        """Say whether taxes are named and none is charged: nothing but a remark is due to them."""
        return bool(self.taxes) and not self.charged_taxes

    @property
    def total_words(self) -> Message:
        """Word the total; one that leaves taxes out says so."""
        if self.charged_taxes:
            return Message("NET.untaxed", subtotal=self.total)
        return self.plus_taxes(self.total)

    def ends_before(self, day: dt.date) -> bool:
        """Say whether a day lies in a later cycle, whose invoice a purchase now brings as well."""
        return day >= self.period.end

    def before_tax(self, amount: Money) -> Message:
        """Word an amount to which taxes are added, or none by a remark."""
        code = "NET.zero_rated" if self.is_zero_rated else "NET.before_tax"
        return Message(code, subtotal=amount)

    def plus_taxes(self, amount: Money) -> Message:
        """Word an amount before tax with the taxes that are added to it."""
        return plus_taxes(amount, None if self.tax is None else self.taxes)


class DayLater(Value):
    """What waiting one day does to the first invoice, at that day's price."""

    as_of: dt.date
    days_billed: int
    unit_price: str
    per: Per
    subtotal: Money


class ComparedDate(DayLater):
    """What a purchase on another date comes to, at that day's price: at once, and until one day.

    `paid_through` is the total of all its invoices until the day `through`, credit not taken; the
    `difference` is to a purchase on the answer's date, until the same day.
    """

    tax: Money | None
    total: Money
    through: dt.date
    paid_through: Money
    difference: Money


class InvoicePreview(Answer, kw_only=True, tag="addonctl.invoice-preview/1"):
    """Both invoices of a purchase, now and next, and the schedule and comparison asked for."""

    addon: str
    quantity: Quantity
    price: Price
    purchase: Purchase
    cycle: BilledCycle
    now: Invoice
    next: Invoice
    schedule: tuple[Invoice, ...]
    comparison: tuple[ComparedDate, ...]
    preview_id: str
    not_included: tuple[EnglishText, ...]
    day_later: DayLater
    subscribe_command: str | None


class InvoicePair(Value):
    """The first invoice of a purchase and the one after it."""

    now: Invoice
    next: Invoice


class Notification(Value):
    """Who is to be told of a change, and what; no users where it goes to the account manager.

    After a dry run: who would be told, and what.
    """

    users: tuple[str, ...] | None
    message: Message


class RecordedEvent(Value):
    """An event as it is recorded, every key present; see `addonctl schema account`."""

    kind: EventKind
    date: dt.date
    addon: str
    id: str | None
    at: dt.datetime | None
    by: str | None
    key: str | None
    policy_reading: str | None
    conflict: str | None
    quantity: int | None
    unit_price: str | None
    per: Per | None
    currency: str | None
    period_start: dt.date | None
    period_end: dt.date | None
    gross: str | None
    discount: str | None
    subtotal: str | None
    tax: str | None
    total: str | None
    credit: str | None
    valid_until: dt.date | None
    trial_end: dt.date | None
    operator: str | None
    imported_by: str | None


class ChangeAnswer(Answer, kw_only=True):
    """What was recorded, or would be: `already` where the fact was recorded before.

    `recorded_in` names the file that holds it, `event_number` the event among the account's,
    counted from 1 and null where a dry run would add it; `next` says what a person does now, or
    after a dry run would do. Nothing is charged or started at the vendor.
    """

    dry_run: bool
    recorded: bool
    already: bool
    event: RecordedEvent
    decision: Decision
    recorded_in: str | None
    next: tuple[Message, ...]
    event_number: int | None = None


class SubscribeAnswer(ChangeAnswer, kw_only=True, tag="addonctl.subscribe/1"):
    """A purchase, with both invoices that follow from it."""

    invoice: InvoicePair


class QuoteAnswer(ChangeAnswer, kw_only=True, tag="addonctl.quote/1"):
    """A quote that is requested, priced where a price is known.

    Through `pending_until` asking for the same again records nothing.
    """

    invoice: InvoicePair | None
    day_later: DayLater | None
    notify: Notification | None
    pending_until: dt.date


class TrialAnswer(ChangeAnswer, kw_only=True, tag="addonctl.trial/1"):
    """A trial that was started; its end stands in the event and is exclusive."""


class RequestAnswer(ChangeAnswer, kw_only=True, tag="addonctl.request/1"):
    """A feature request, and what the owners are to be told."""

    notify: Notification | None


class Requester(Value):
    """A person who asks for an add-on, since when; null where the event names nobody."""

    user: str | None
    roles: tuple[Role, ...]
    first_on: dt.date


class RequestedAddon(Value):
    """How many people ask for an add-on, who, and what an owner may do about it."""

    addon: str
    count: int
    owner_may: tuple[Action, ...]
    requesters: tuple[Requester, ...]


class RequestList(Answer, kw_only=True, tag="addonctl.requests/1"):
    """The open requests: most people first, then the earliest; people by date.

    `pending_quotes` are by add-on, then in the order of their events.
    """

    requests: tuple[RequestedAddon, ...]
    pending_quotes: tuple[PendingQuote, ...] = ()


class PersonView(Value):
    """A person on the account: what names them, and what they may do with each add-on.

    `name` and `email` are null where the account gives none.
    """

    id: str
    name: str | None
    email: str | None
    roles: tuple[Role, ...]
    may: dict[str, tuple[Action, ...]]


class PeopleAnswer(Answer, kw_only=True, tag="addonctl.people/1"):
    """The people who were asked for, in the account's order."""

    people: tuple[PersonView, ...]


class EventHistory(Answer, kw_only=True, tag="addonctl.history/1"):
    """What was recorded on the account, in the file's order."""

    events: tuple[RecordedEvent, ...]

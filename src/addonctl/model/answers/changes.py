"""What was recorded: the answers of `subscribe`, `quote`, `trial` and `request`."""

import datetime as dt

from addonctl.model.account import EventKind, Per
from addonctl.model.answers.base import Answer, Value
from addonctl.model.answers.decisions import Decision
from addonctl.model.answers.previews import DayLater, InvoicePair
from addonctl.model.messages import Message


class Notification(Value):
    """Who is to be told of a change, and what; no users where it goes to the account manager.

    `to_tell` are those of them whom a person has to tell, because no server does it: nobody where
    it is empty, null where it is the account manager. After a dry run: who would be told, and
    what.
    """

    users: tuple[str, ...] | None
    to_tell: tuple[str, ...] | None
    message: Message

    @property
    def is_for_people(self) -> bool:
        """Say whether the note is a person's to send: a server that tells everybody sends its own.

        An account without owners has a note, too: for whoever knows whom to tell.
        """
        return self.to_tell != () or self.users == ()


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
    event: str | int | None
    quantity_before: int | None
    quantity: int | None
    effective: dt.date | None
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
    credit_note: bool
    valid_until: dt.date | None
    trial_end: dt.date | None
    operator: str | None
    reason: str | None
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

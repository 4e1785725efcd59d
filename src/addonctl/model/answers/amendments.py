"""What a change of what was bought comes to: the answer of `amend`."""

import datetime as dt
from typing import Literal

from addonctl.model.answers.base import Answer, Value
from addonctl.model.answers.changes import RecordedEvent
from addonctl.model.answers.invoices import Invoice
from addonctl.model.answers.previews import BilledCycle
from addonctl.model.answers.standing import BoughtLicenses, EarlierEvent, Price
from addonctl.model.messages import Message
from addonctl.model.money import Money
from addonctl.model.policy import Citation, State, VendorCode

AmendmentKind = Literal["more", "fewer", "end", "void"]


class AmendedInvoices(Value):
    """The invoice or the credit note of a change, and the next invoice of the add-on after it.

    `now` is null where nothing is charged or given back at once, `next` where nothing is bought
    then or no price is known.
    """

    now: Invoice | None
    next: Invoice | None


class AmendAnswer(Answer, kw_only=True, tag="addonctl.amend/1"):
    """A change of what was bought, recorded or not, with what follows from it.

    `change` says which: more or fewer licences, an end, or that the event `voids` is void. It holds
    from `effective` on; `replaces` was still to come and won't. `quantity_before` and
    `quantity` are the licences that are bought, null where it isn't; an end or a void leaves those
    of `state_before` and `state`. `credited` is what a credit note adds to the account's credit,
    which is `credit_before` and then `credit`. `code` and `source` say who changes a subscription,
    and `amend_command` records what a dry run shows.
    """

    addon: str
    change: AmendmentKind
    bought: BoughtLicenses | None
    voids: EarlierEvent | None
    replaces: EarlierEvent | None
    quantity_before: int | None
    quantity: int | None
    effective: dt.date
    state_before: State
    state: State
    price: Price | None
    cycle: BilledCycle
    invoice: AmendedInvoices
    credited: Money | None
    credit_before: Money
    credit: Money
    code: VendorCode
    source: tuple[Citation, ...]
    event: RecordedEvent
    dry_run: bool = True
    recorded: bool = False
    already: bool = False
    recorded_in: str | None = None
    next: tuple[Message, ...] = ()
    event_number: int | None = None
    amend_command: str | None = None

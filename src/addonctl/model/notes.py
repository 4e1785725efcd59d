"""Hold the notes of a server: what is told of a change, and those that wait to be delivered.

How they are worded is `actions.notes`', how they are delivered `server.notes`'.
"""

from typing import Final, Literal

from addonctl.model.answers import AccountName, Answer, Value
from addonctl.model.messages import Message

NoteKind = Literal["request", "quote"]
NoteState = Literal["waiting", "sending", "failed", "no_address"]
Fault = Literal[
    "no_address",
    "unreachable",
    "silent",
    "broken",
    "untrusted",
    "no_login",
    "postponed",
    "rejected",
    "redirected",
    "unreadable_secret",
    "unwordable",
]
"""Why a note couldn't be delivered: never in the words of the other side."""
ACCOUNT_MANAGER: Final = "account_manager"
"""The reader of quotes: not a person of the account."""


class NotificationDocument(Value, tag_field="schema", tag="addonctl.notification/1"):
    """What a webhook is told: who asks for an add-on, whom to tell, and in which words.

    `requesters` are the people who ask and `users` those to be told, by their ids; null where it
    goes to the account manager. `event_ids` are the events that the message speaks of. A note is
    told at least once, always under the same `webhook-id`; its words are those of the moment.
    """

    kind: NoteKind
    account: AccountName
    addon: str
    requesters: tuple[str, ...]
    users: tuple[str, ...] | None
    event_ids: tuple[str, ...]
    message: Message


class OutboxNote(Value):
    """A note that isn't delivered yet.

    `recipient` is an owner's id, null for the account manager; `address` is where it would go by
    mail. `why` is the fault of the last try, `status` the number that came with it. Before
    `not_before` it isn't tried.
    """

    id: int
    kind: NoteKind
    account: str
    addon: str
    recipient: str | None
    address: str | None
    state: NoteState
    why: Fault | None
    status: str | None
    attempts: int
    created_at: str
    not_before: str


class OutboxAnswer(Answer, kw_only=True, tag="addonctl.outbox/1"):
    """All notes that aren't delivered yet, in the order in which they came.

    `at` is the moment at which they were listed. `retried` counts those that are to be tried again
    now, null where nobody asked for that.
    """

    at: str
    notes: tuple[OutboxNote, ...]
    retried: int | None

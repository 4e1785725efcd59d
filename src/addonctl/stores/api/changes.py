"""Record changes behind the API: the server decides, and each change is sent by one key.

A change is written to the journal before it is sent, and sent by the entry's key for as long as
it isn't clear what became of it. What the answer means is `outcomes`'.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import msgspec
from msgspec import structs

from addonctl.model.account import Event
from addonctl.model.messages import Notice
from addonctl.model.wire import AnyIntent, kind_recorded
from addonctl.stores.api.client import Delivery, Tried
from addonctl.stores.api.entries import Entry
from addonctl.stores.api.journal import Begun, Journal
from addonctl.stores.api.outcomes import Sent, broken_off, outcome_of
from addonctl.stores.api.server import Server
from addonctl.stores.files.documents import ReadFile
from addonctl.stores.interface import Recorded
from addonctl.stores.interrupts import interrupts_held, interrupts_let_in

MOST_CHANGE_BYTES = 1_048_576
"""More than any answer to a change comes to."""


class OpenThere(ReadFile, frozen=True, kw_only=True):
    """An account as it was read: nobody is kept out of it, for the server decides afresh."""

    send: Callable[[AnyIntent], Recorded]

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """Warn of nothing: the place is the server's."""
        return ()

    def record(self, _event: Event, intent: AnyIntent, /) -> Recorded:
        """Send the intent, and return the event that the server made of it.

        Raises:
            AddonctlError: nothing was recorded, as the server or the way to it has it.
            UnknownOutcome: CHANGE_UNKNOWN or CHANGE_STUCK.
        """
        return self.send(intent)


class Changes:
    """The changes of one account."""

    def __init__(self, server: Server, account_id: str, *, address: str) -> None:
        """Take the server, the account there, and its address."""
        self._server = server
        self._account_id = account_id
        self._address = address
        self._journal: Journal = server.journal

    @contextmanager
    def opened(self, read: ReadFile) -> Iterator[OpenThere]:
        """Let one change be recorded on an account as it was read.

        Interrupts act while an answer is waited for. Once something may have been recorded they
        wait for the rest of the process, as where an account is a file.
        """
        with interrupts_held() as hold_for_ever:

            def send(intent: AnyIntent) -> Recorded:
                begun = self._journal.begin(self._account_id, intent)
                return self._send(begun, intent, hold_for_ever)

            yield OpenThere(account=read.account, document=read.document, send=send)

    def finish(
        self, intent: AnyIntent, *, names_day: bool, events: Sequence[Event]
    ) -> Recorded | None:
        """Send once more what an earlier run may have sent, as it was confirmed then.

        Rule: a day that is named and a total that is expected now are what counts: the key is the
        same for any. Where an event of the account has the key nothing is sent: a server may keep
        keys apart by tokens, and would decide for another one afresh.
        """
        entry = self._journal.find(self._account_id, intent)
        if entry is None:
            return None
        known = _known(entry, events)
        if known is not None:
            with interrupts_held() as hold_for_ever:
                hold_for_ever()
                self._journal.drop(entry)
                return known
        begun = entry.intent
        if intent.expected_total is not None:
            begun = structs.replace(begun, expected_total=intent.expected_total)
        if names_day:
            begun = structs.replace(begun, as_of=intent.as_of)
        with interrupts_held() as hold_for_ever:
            return self._send(Begun(entry, is_earlier=True), begun, hold_for_ever)

    def discard(self, intent: AnyIntent) -> None:
        """Forget what an earlier run may have sent."""
        self._journal.discard(self._account_id, intent)

    def _send(self, begun: Begun, intent: AnyIntent, hold_for_ever: Callable[[], None]) -> Recorded:
        """Send a change, and say what came of it; its entry stays until that is clear."""
        delivery = Delivery()
        try:
            with interrupts_let_in():
                tried = self._post(intent, begun.entry.key, delivery)
            sent = Sent(
                begun=begun,
                intent=intent,
                tried=tried,
                is_unclear=delivery.is_unclear,
                address=self._address,
            )
            outcome = outcome_of(sent, self._server.client)
        except BaseException as error:  # an interrupt, or a mistake of ours
            if begun.is_earlier or delivery.is_unclear:
                hold_for_ever()
                server = self._server.client.server
                raise broken_off(error, server, begun.entry.key) from error
            self._journal.drop(begun.entry)
            raise
        if outcome.is_clear:
            self._journal.drop(begun.entry)
        if isinstance(outcome.said, Recorded):
            hold_for_ever()
            return outcome.said
        if not outcome.is_clear:
            hold_for_ever()
        raise outcome.said

    def _post(self, intent: AnyIntent, key: str, delivery: Delivery) -> Tried:
        return self._server.client.post(
            self._server.path("accounts", self._account_id, "events"),
            msgspec.json.encode(intent),
            key=key,
            delivery=delivery,
            most_bytes=MOST_CHANGE_BYTES,
        )


def _known(entry: Entry, events: Sequence[Event]) -> Recorded | None:
    """Find the event that has the key of what was sent: it is random, so the event is its."""
    what = (entry.key, kind_recorded(entry.intent), entry.intent.addon)
    for number, event in enumerate(events, 1):
        if (event.key, event.kind, event.addon) == what:
            return Recorded(event=event, number=number, already=True)
    return None

"""Record a change: decide and compute once more where it is kept, record, show what came of it.

A store that decides by itself may record more than was decided here, or have done it at an
earlier run. After the commit nothing may turn the exit code: the fact is recorded, whatever
becomes of the printing.
"""

from functools import cached_property
from typing import Generic

from msgspec import structs

from addonctl.actions.change import Moment
from addonctl.actions.moments import new_moment
from addonctl.cli.recording.last_words import LastWords, end_on_interrupt
from addonctl.cli.recording.owner_note import Note
from addonctl.cli.recording.settle import as_recorded, is_as_decided, settle
from addonctl.cli.recording.wanted import Kind, P
from addonctl.cli.session import Session
from addonctl.errors import ConflictFailure, DateBeforeEvents
from addonctl.model.answers import Answer
from addonctl.model.context import Context
from addonctl.model.escaping import escape_bytes
from addonctl.model.messages import Message
from addonctl.model.money import round_to_money
from addonctl.model.views import AccountView
from addonctl.model.wire import AnyIntent
from addonctl.stores.interface import AccountText


class Attempt(Generic[P]):
    """One try to record what is wanted about one account."""

    def __init__(self, session: Session, kind: Kind[P], *, context: Context) -> None:
        """Take what is wanted, and the account as it was read."""
        self._session = session
        self._kind = kind
        self._context = context
        self._located = session.located

    @cached_property
    def moment(self) -> Moment:
        """Say when it is made, and by what id it will be known."""
        return new_moment(self._session.now)

    def intent(self, expected: int | None) -> AnyIntent:
        """Say what is wanted, with the total that is expected in millionths of a unit."""
        currency = self._context.account.currency
        total = None if expected is None else round_to_money(expected, currency)
        return self._kind.intent(self._context, total)

    def prepare(self) -> P:
        """Decide and compute on the account as it was read."""
        return self._decide(self._session.read, self._context)

    def finish(self, intent: AnyIntent, note: Note, *, is_new: bool) -> bool:
        """End what an earlier run began, or give it up; say whether the change is recorded."""
        store, reference = self._located.store, self._located.reference
        if is_new:
            store.discard(reference, intent)
            return False
        names_day = self._session.shared.as_of is not None or intent.expected_total is not None
        recorded = store.finish(reference, intent, names_day=names_day)
        if recorded is None:
            return False
        with self._last_words() as last_words:
            last_words.mark_recorded(recorded.event.id)
            end_on_interrupt(0, last_words.say_interrupted)
            settled = settle(self._session, self._context, intent, recorded, self._decide)
            self._write_note(settled, note)
            self._tell(settled, note, is_recorded=True)
        return True

    def record(self, intent: AnyIntent, shown: P, note: Note) -> None:
        """Record what was shown, and show what came of it."""
        if shown.total is not None:
            intent = structs.replace(intent, expected_total=str(shown.total))
        with self._last_words() as last_words:
            decided = self._record(intent, shown, note, last_words)
            self._tell(decided, note, is_recorded=last_words.is_recorded)

    def view(
        self, prepared: P, *, dry_run: bool = False, is_recorded: bool = False
    ) -> AccountView[Answer]:
        """Answer with what was or would be recorded."""
        return self._kind.view(
            prepared,
            dry_run=dry_run,
            recorded=is_recorded and prepared.earlier is None,
            recorded_in=self._located.file,
        )

    def _record(self, intent: AnyIntent, shown: P, note: Note, last_words: LastWords) -> P:
        """Decide and compute again on the account inside the lock, then record.

        What the person confirmed is what is recorded: another total or another account stops it.
        A note is written before the commit and gets its name after it.
        """
        located = self._located
        with located.store.change(located.reference) as opened:
            if opened.account.id != shown.context.account.id:
                raise ConflictFailure("CHANGED_MEANWHILE", file=escape_bytes(located.reference))
            context = structs.replace(
                shown.context,
                account=opened.account,
                catalog=self._session.catalog.with_addons_of(opened.account),
            )
            fresh = self._decide(opened, context)
            if shown.total is not None:
                self._kind.check_total(fresh, shown.total.millionths)
            fresh = structs.replace(fresh, warnings=(*fresh.warnings, *opened.warnings))
            if fresh.earlier is not None:
                return fresh
            with note.beside(self.view(fresh, is_recorded=True).answer, context):
                recorded = opened.record(fresh.event, intent)
                last_words.mark_recorded(recorded.event.id)
                if is_as_decided(fresh, recorded):
                    note.put()
            end_on_interrupt(0, last_words.say_interrupted)
            if is_as_decided(fresh, recorded):
                return as_recorded(fresh, recorded)
            settled = settle(self._session, context, intent, recorded, self._decide)
            self._write_note(settled, note)
            return settled

    def _decide(self, text: AccountText, context: Context) -> P:
        """Decide and compute; where a newer event stands in the way, say in which line it is."""
        try:
            return self._kind.prepare(context, self.moment)
        except DateBeforeEvents as failure:
            message = Message("EVENT_NEWEST", event=failure.event)
            path = ("events", failure.number, "date")
            failure.problems = text.place([(path, message)]).listed
            raise

    def _write_note(self, recorded: P, note: Note) -> None:
        if recorded.earlier is None:
            note.write(self.view(recorded, is_recorded=True).answer, recorded.context)

    def _tell(self, decided: P, note: Note, *, is_recorded: bool) -> None:
        """Show what was recorded, and what became of the note."""
        self._session.printer.show(self.view(decided, is_recorded=is_recorded))
        note.tell(self._session, is_recorded=is_recorded and decided.earlier is None)

    def _last_words(self) -> LastWords:
        event_id = self.moment.event_id
        return LastWords(self._session, event_id, self._context.invocation.command("history"))

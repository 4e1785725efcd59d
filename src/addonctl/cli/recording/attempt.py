"""Record a change: decide and compute once more where it is kept, record, show what came of it.

A store that decides by itself may record more than was decided here, or have done it at an
earlier run. After the commit nothing may turn the exit code: the fact is recorded, whatever
becomes of the printing.
"""

from functools import cached_property

from msgspec import Struct, structs

from addonctl.actions.change import Change, Moment, Prepared, prepare_change
from addonctl.actions.find import find_addon, find_user
from addonctl.actions.moments import new_moment
from addonctl.actions.record import answer_change, check_total
from addonctl.cli.recording.last_words import LastWords, end_on_interrupt
from addonctl.cli.recording.owner_note import Note
from addonctl.cli.recording.settle import as_recorded, is_as_decided, settle
from addonctl.cli.session import Session
from addonctl.cli.values import parse_licenses
from addonctl.errors import ConflictFailure, DateBeforeEvents
from addonctl.model.account import User
from addonctl.model.answers import ChangeAnswer
from addonctl.model.context import Context
from addonctl.model.escaping import escape_bytes
from addonctl.model.messages import Message
from addonctl.model.money import round_to_money
from addonctl.model.policy import Action
from addonctl.model.views import AccountView
from addonctl.model.wire import Intent
from addonctl.stores.interface import AccountText


class Wanted(Struct, frozen=True, kw_only=True):
    """What a changing command was asked for, as words.

    `is_confirmed` says that nothing is to be asked, `note` names the file for the owners' note,
    `new_key` gives up what an earlier run began.
    """

    action: Action
    addon: str
    licenses: str | None = None
    reading: str | None = None
    expected_total: str | None = None
    note: str | None = None
    dry_run: bool = False
    no_input: bool = False
    is_confirmed: bool = False
    new_key: bool = False


class Attempt:
    """One try to record what is wanted, by one person, about one account."""

    def __init__(self, session: Session, wanted: Wanted, *, context: Context, user: User) -> None:
        """Take what is wanted, and the account as it was read."""
        self._session = session
        self._wanted = wanted
        self._context = context
        self._user = user
        self._located = session.located

    @cached_property
    def moment(self) -> Moment:
        """Say when it is made, and by what id it will be known."""
        return new_moment(self._session.now)

    def intent(self, expected: int | None) -> Intent:
        """Say what is wanted as stores are told it: what and who by their ids."""
        wanted, context = self._wanted, self._context
        total = None if expected is None else round_to_money(expected, context.account.currency)
        return Intent(
            action=wanted.action,
            addon=find_addon(context.catalog, wanted.addon).id,
            user=self._user.id,
            licenses=parse_licenses(wanted.licenses),
            as_of=context.as_of,
            reading=None if wanted.reading is None else context.reading,
            expected_total=None if total is None else str(total),
        )

    def prepare(self) -> Prepared:
        """Decide and compute on the account as it was read."""
        return self._decide(self._session.read, self._context)

    def finish(self, intent: Intent, note: Note) -> bool:
        """End what an earlier run began, or give it up; say whether the change is recorded."""
        store, reference = self._located.store, self._located.reference
        if self._wanted.new_key:
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

    def record(self, intent: Intent, shown: Prepared, note: Note) -> None:
        """Record what was shown, and show what came of it."""
        if shown.total is not None:
            intent = structs.replace(intent, expected_total=str(shown.total))
        with self._last_words() as last_words:
            decided = self._record(intent, shown, note, last_words)
            self._tell(decided, note, is_recorded=last_words.is_recorded)

    def view(
        self, prepared: Prepared, *, dry_run: bool = False, is_recorded: bool = False
    ) -> AccountView[ChangeAnswer]:
        """Answer with what was or would be recorded."""
        answer = answer_change(
            prepared,
            dry_run=dry_run,
            recorded=is_recorded and prepared.earlier is None,
            recorded_in=self._located.file,
        )
        return AccountView(answer=answer, context=prepared.context)

    def _record(
        self, intent: Intent, shown: Prepared, note: Note, last_words: LastWords
    ) -> Prepared:
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
                check_total(fresh, shown.total.millionths)
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

    def _decide(self, text: AccountText, context: Context) -> Prepared:
        """Decide and compute; where a newer event stands in the way, say in which line it stands.

        Whoever was shown does it: a name may be somebody else's by now, an id never is.
        """
        change = Change(
            action=self._wanted.action,
            addon=find_addon(context.catalog, self._wanted.addon),
            user=find_user(context.account, self._user.id, context.invocation),
            licenses=parse_licenses(self._wanted.licenses),
        )
        try:
            return prepare_change(context, change, self.moment)
        except DateBeforeEvents as failure:
            message = Message("EVENT_NEWEST", event=failure.event)
            path = ("events", failure.number, "date")
            failure.problems = text.place([(path, message)]).listed
            raise

    def _write_note(self, recorded: Prepared, note: Note) -> None:
        if recorded.earlier is None:
            note.write(self.view(recorded, is_recorded=True).answer, recorded.context)

    def _tell(self, decided: Prepared, note: Note, *, is_recorded: bool) -> None:
        """Show what was recorded, and what became of the note."""
        self._session.printer.show(self.view(decided, is_recorded=is_recorded))
        note.tell(self._session, is_recorded=is_recorded and decided.earlier is None)

    def _last_words(self) -> LastWords:
        event_id = self.moment.event_id
        return LastWords(self._session, event_id, self._context.invocation.command("history"))

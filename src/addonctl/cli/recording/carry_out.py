"""Carry a change out: prepare, ask, then decide and compute once more inside the lock, record.

After the commit nothing may turn the exit code: the fact is recorded, whatever becomes of the
printing.
"""

import secrets
from collections.abc import Callable
from fractions import Fraction

from msgspec import Struct, structs

from addonctl.actions.change import Change, Moment, Prepared, check_total, prepare_change
from addonctl.actions.events import refuse_faulty_history
from addonctl.actions.record import answer_change
from addonctl.cli.recording.last_words import LastWords
from addonctl.cli.recording.owner_note import Note
from addonctl.cli.recording.prompts import require_terminal
from addonctl.cli.session import Session
from addonctl.cli.values.words import find_addon, find_user, parse_licenses, parse_total
from addonctl.errors import ConflictFailure, DateBeforeEvents, UsageFailure, UserNeeded
from addonctl.model.account import User
from addonctl.model.answers import ChangeAnswer, RequestAnswer
from addonctl.model.context import Context
from addonctl.model.escaping import escape_bytes
from addonctl.model.messages import Message
from addonctl.model.policy import Action
from addonctl.rules.event_limits import check_day
from addonctl.stores.interface import AccountText


class Wanted(Struct, frozen=True, kw_only=True):
    """What a changing command was asked for, as words."""

    action: Action
    addon: str
    licenses: str | None = None
    reading: str | None = None
    expected_total: str | None = None
    dry_run: bool = False


def carry_out(
    session: Session,
    wanted: Wanted,
    *,
    confirm: Callable[[Prepared], None],
    note: Note | None = None,
) -> int:
    """Do what was asked for and return 0.

    `confirm` asks the person, and is called only where something is to be recorded; `note` is the
    file for the owners' note.

    Raises:
        UsageFailure: no `--as`, an account from standard input that is to be changed, a date
            after today, a wrong clock, no amount as total, a question that can't be asked, or a
            place where no note can be written.
        DataFailure: the account is wrong, or contradicts itself.
        RefusedFailure: the rules refuse, on the account as it is inside the lock.
        ConflictFailure: the total isn't the expected one, or the account was changed meanwhile.
        StorageFailure: nothing was recorded.
        UnknownOutcome: it may have been recorded.
    """
    if not wanted.dry_run:
        session.located.store.check_changeable(session.located.reference)
    if session.user is None:
        raise UserNeeded(session.invocation())
    context = session.context(wanted.reading)
    if context.as_of > context.today and not wanted.dry_run:
        check_day(context.today)
        raise UsageFailure("DATE_AFTER_TODAY", date=context.as_of, today=context.today)
    file = session.located.file
    refuse_faulty_history(context.account, context.catalog, session.read, file=file)
    moment = Moment(at=session.now, event_id=new_event_id(session))
    expected = parse_total(wanted.expected_total, context.account.currency)
    prepared = _prepare(session.read, _change(wanted, context, session.user), context, moment)
    if expected is not None:
        check_total(prepared, expected)
    if note is not None and prepared.earlier is None:
        note.check_place()
    if prepared.earlier is not None or wanted.dry_run:
        session.show(_answer(session, prepared, wanted, is_recorded=False), context)
        if note is not None and prepared.earlier is not None:
            note.tell(session, is_recorded=False)
        return 0
    confirm(prepared)
    with LastWords(session, moment.event_id, context.invocation.command("history")) as last_words:
        prepared = _record(session, wanted, prepared, moment, note=note, last_words=last_words)
        answer = _answer(session, prepared, wanted, is_recorded=last_words.is_recorded)
        session.show(answer, prepared.context)
        if note is not None:
            note.tell(session, is_recorded=last_words.is_recorded)
    return 0


def new_event_id(session: Session) -> str:
    """Make an id that sorts by time and is used once."""
    return f"{session.now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"


def _change(wanted: Wanted, context: Context, user: User) -> Change:
    return Change(
        action=wanted.action,
        addon=find_addon(context.catalog, wanted.addon),
        user=user,
        licenses=parse_licenses(wanted.licenses),
    )


def _prepare(text: AccountText, change: Change, context: Context, moment: Moment) -> Prepared:
    """Decide and compute; where a newer event stands in the way, say in which line it stands."""
    try:
        return prepare_change(context, change, moment)
    except DateBeforeEvents as failure:
        message = Message("EVENT_NEWEST", event=failure.event)
        path = ("events", failure.number, "date")
        failure.problems = text.place([(path, message)]).listed
        raise


def _record(
    session: Session,
    wanted: Wanted,
    shown: Prepared,
    moment: Moment,
    *,
    note: Note | None,
    last_words: LastWords,
) -> Prepared:
    """Decide and compute again on the account inside the lock, then record.

    What the person confirmed is what is recorded: another total or another account stops it. A
    note is written before the commit and gets its name after it.
    """
    from addonctl.cli.recording.interrupts import end_on_interrupt  # noqa: PLC0415  # reading does without

    located = session.located
    with located.store.change(located.reference) as opened:
        if opened.account.id != shown.context.account.id:
            raise ConflictFailure("CHANGED_MEANWHILE", file=escape_bytes(located.reference))
        context = structs.replace(
            shown.context,
            account=opened.account,
            catalog=session.catalog.with_addons_of(opened.account),
        )
        # Whoever was shown does it: a name may be somebody else's by now, an id never is.
        user = find_user(opened.account, shown.change.user.id, context.invocation)
        fresh = _prepare(opened, _change(wanted, context, user), context, moment)
        if shown.total is not None:
            check_total(fresh, Fraction(str(shown.total)))
        fresh = structs.replace(fresh, warnings=(*fresh.warnings, *opened.warnings))
        if fresh.earlier is not None:
            return fresh
        answer = _answer(session, fresh, wanted, is_recorded=True)
        try:
            if note is not None and isinstance(answer, RequestAnswer):
                note.write(answer, context)
            opened.record(fresh.event)
            last_words.is_recorded = True
            if note is not None:
                note.put()
        finally:
            if note is not None:
                note.discard()
        end_on_interrupt(0, last_words.say_interrupted)
        return fresh


def _answer(
    session: Session, prepared: Prepared, wanted: Wanted, *, is_recorded: bool
) -> ChangeAnswer:
    return answer_change(
        prepared,
        dry_run=wanted.dry_run,
        recorded=is_recorded,
        recorded_in=session.located.file,
    )


def show_question(session: Session, prepared: Prepared, *, no_input: bool, flag: str) -> None:
    """Show what is about to be recorded, on standard error, where a question can be asked.

    Raises:
        UsageFailure: QUESTION_NEEDS_FLAG, there is no terminal or no question is wanted.
    """
    from addonctl.output.screens.change.question import render_question  # noqa: PLC0415

    require_terminal(session.runtime, no_input=no_input, flag=flag)
    answer = answer_change(
        prepared, dry_run=False, recorded=False, recorded_in=session.located.file
    )
    session.printer.tell(
        render_question(
            answer, prepared.context, session.printer.translator, session.printer.error_features
        )
    )

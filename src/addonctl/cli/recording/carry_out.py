"""Carry a change out: prepare, ask, then decide and compute once more inside the lock, record.

A person is asked on standard error: standard output holds the answer alone. How it is recorded
is `attempt`'s.
"""

from collections.abc import Callable

from addonctl.actions.events import refuse_faulty_history
from addonctl.cli.recording.attempt import Attempt
from addonctl.cli.recording.owner_note import Note
from addonctl.cli.recording.wanted import Kind, P, Wanted
from addonctl.cli.session import Session
from addonctl.cli.values import parse_total
from addonctl.errors import UsageFailure
from addonctl.rules.recording import check_day


def carry_out(session: Session, wanted: Wanted, begin: Callable[[], Kind[P]]) -> int:
    """Do what was asked for and return 0. A person is asked only before something is recorded.

    `begin` says which kind of change it is, and by whom. It is as long as what may happen, in its
    order.

    Raises:
        UsageFailure: nobody is named who does it, an account from standard input that is to be
            changed, a date after today, a wrong clock, no amount as total, a question that can't
            be asked, or a place where no note can be written.
        DataFailure: the account is wrong, or contradicts itself.
        RefusedFailure: the rules refuse, on the account as it is inside the lock.
        ConflictFailure: the total isn't the expected one, or the account was changed meanwhile.
        StorageFailure: nothing was recorded.
        UnknownOutcome: it may have been recorded.
    """
    note = Note(wanted.note)
    if not wanted.dry_run:
        session.located.store.check_changeable(session.located.reference)
    kind = begin()
    context = kind.context()
    if context.as_of > context.today and not wanted.dry_run:
        check_day(context.today)
        raise UsageFailure("DATE_AFTER_TODAY", date=context.as_of, today=context.today)
    if not kind.mends:
        file = session.located.file
        refuse_faulty_history(context.account, context.catalog, session.read, file=file)
    attempt = Attempt(session, kind, context=context)
    currency, may_be_less = context.account.currency, kind.may_give_back
    expected = parse_total(wanted.expected_total, currency, may_be_less=may_be_less)
    intent = attempt.intent(expected)
    if not wanted.dry_run and attempt.finish(intent, note, is_new=wanted.new_key):
        return 0
    prepared = attempt.prepare()
    if expected is not None:
        kind.check_total(prepared, expected)
    if prepared.earlier is None:
        note.check_place()
    view = attempt.view(prepared, dry_run=wanted.dry_run)
    if prepared.earlier is not None or wanted.dry_run:
        session.printer.show(view)
        if prepared.earlier is not None:
            note.tell(session, is_recorded=False)
        return 0
    kind.confirm(prepared, view)
    attempt.record(intent, prepared, note)
    return 0

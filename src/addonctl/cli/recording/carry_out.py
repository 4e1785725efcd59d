"""Carry a change out: prepare, ask, then decide and compute once more inside the lock, record.

A person is asked on standard error: standard output holds the answer alone. How it is recorded
is `attempt`'s.
"""

from addonctl.actions.events import refuse_faulty_history
from addonctl.actions.record import check_total
from addonctl.cli.recording.attempt import Attempt, Wanted
from addonctl.cli.recording.owner_note import Note
from addonctl.cli.recording.prompts import ask, ask_yes_or_no, require_terminal
from addonctl.cli.session import Session
from addonctl.cli.values import parse_total
from addonctl.errors import Stopped, UsageFailure, UserNeeded
from addonctl.model.answers import ChangeAnswer, SubscribeAnswer
from addonctl.model.marking import N_
from addonctl.model.views import AccountView
from addonctl.rules.recording import check_day


def carry_out(session: Session, wanted: Wanted) -> int:
    """Do what was asked for and return 0. A person is asked only before something is recorded.

    It is as long as what may happen, in its order.

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
    note = Note(wanted.note)
    if not wanted.dry_run:
        session.located.store.check_changeable(session.located.reference)
    if session.user is None:
        raise UserNeeded(invocation=session.invocation())
    context = session.context(wanted.reading)
    if context.as_of > context.today and not wanted.dry_run:
        check_day(context.today)
        raise UsageFailure("DATE_AFTER_TODAY", date=context.as_of, today=context.today)
    file = session.located.file
    refuse_faulty_history(context.account, context.catalog, session.read, file=file)
    attempt = Attempt(session, wanted, context=context, user=session.user)
    expected = parse_total(wanted.expected_total, context.account.currency)
    intent = attempt.intent(expected)
    if not wanted.dry_run and attempt.finish(intent, note):
        return 0
    prepared = attempt.prepare()
    if expected is not None:
        check_total(prepared, expected)
    if prepared.earlier is None:
        note.check_place()
    view = attempt.view(prepared, dry_run=wanted.dry_run)
    if prepared.earlier is not None or wanted.dry_run:
        session.printer.show(view)
        if prepared.earlier is not None:
            note.tell(session, is_recorded=False)
        return 0
    if not wanted.is_confirmed:
        _confirm(session, view, no_input=wanted.no_input)
    attempt.record(intent, prepared, note)
    return 0


def _confirm(session: Session, view: AccountView[ChangeAnswer], *, no_input: bool) -> None:
    """Show what is about to be recorded, and ask: of a purchase for the account's id, else a yes.

    Raises:
        UsageFailure: QUESTION_NEEDS_FLAG, there is no terminal or no question is wanted; it names
            the option that answers it.
        Stopped: anything else was typed.
    """
    from addonctl.output.screens.change.question import render_question  # noqa: PLC0415

    is_purchase = isinstance(view.answer, SubscribeAnswer)
    flag = "--expect-total AMOUNT" if is_purchase else "--yes"
    require_terminal(session, no_input=no_input, flag=flag)
    printer, say = session.printer, session.printer.translator
    server = session.located.server
    origin = None if server is None else str(server.address.origin)
    view = printer.amended(view)
    printer.tell(render_question(view, say, printer.error_features, server=origin))
    if is_purchase:
        account_id = view.context.account.id
        question = say(N_("Type the account's id to record it, anything else to stop: "))
        typed = ask(session, question, answer=account_id)
        if typed != account_id:
            raise Stopped("WRONG_ID", typed=typed, account_id=account_id)
        printer.tell("\n")
    else:
        ask_yes_or_no(session, say(N_("Record it? [y/N] ")))

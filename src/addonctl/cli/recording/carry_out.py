"""Carry a change out: prepare, ask, then decide and compute once more inside the lock, record.

A person is asked on standard error: standard output holds the answer alone. After the commit
nothing may turn the exit code: the fact is recorded, whatever becomes of the printing.
"""

import secrets
from fractions import Fraction

from msgspec import Struct, structs

from addonctl.actions.change import Change, Moment, Prepared, prepare_change
from addonctl.actions.events import refuse_faulty_history
from addonctl.actions.find import find_addon, find_user
from addonctl.actions.record import answer_change, check_total
from addonctl.cli.recording.last_words import LastWords, end_on_interrupt
from addonctl.cli.recording.owner_note import Note
from addonctl.cli.recording.prompts import ask, ask_yes_or_no, require_terminal
from addonctl.cli.session import Session
from addonctl.cli.values import parse_licenses, parse_total
from addonctl.errors import ConflictFailure, DateBeforeEvents, Stopped, UsageFailure, UserNeeded
from addonctl.model.account import User
from addonctl.model.answers import ChangeAnswer, SubscribeAnswer
from addonctl.model.context import Context
from addonctl.model.escaping import escape_bytes
from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.model.policy import Action
from addonctl.model.views import AccountView
from addonctl.rules.recording import check_day
from addonctl.stores.interface import AccountText


class Wanted(Struct, frozen=True, kw_only=True):
    """What a changing command was asked for, as words.

    `is_confirmed` says that nothing is to be asked, `note` names the file for the owners' note.
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


def carry_out(session: Session, wanted: Wanted) -> int:
    """Do what was asked for and return 0. A person is asked only before something is recorded.

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
    moment = Moment(at=session.now, event_id=new_event_id(session))
    expected = parse_total(wanted.expected_total, context.account.currency)
    prepared = _prepare(session.read, wanted, context, session.user, moment)
    if expected is not None:
        check_total(prepared, expected)
    if prepared.earlier is None:
        note.check_place()
    view = _view(session, prepared, dry_run=wanted.dry_run)
    if prepared.earlier is not None or wanted.dry_run:
        session.printer.show(view)
        if prepared.earlier is not None:
            note.tell(session, is_recorded=False)
        return 0
    if not wanted.is_confirmed:
        _confirm(session, view, no_input=wanted.no_input)
    with LastWords(session, moment.event_id, context.invocation.command("history")) as last_words:
        prepared = _record(session, wanted, prepared, moment, note=note, last_words=last_words)
        session.printer.show(_view(session, prepared, is_recorded=last_words.is_recorded))
        note.tell(session, is_recorded=last_words.is_recorded)
    return 0


def new_event_id(session: Session) -> str:
    """Make an id that sorts by time and is used once."""
    return f"{session.now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"


def _prepare(
    text: AccountText, wanted: Wanted, context: Context, user: User, moment: Moment
) -> Prepared:
    """Decide and compute; where a newer event stands in the way, say in which line it stands."""
    change = Change(
        action=wanted.action,
        addon=find_addon(context.catalog, wanted.addon),
        user=user,
        licenses=parse_licenses(wanted.licenses),
    )
    try:
        return prepare_change(context, change, moment)
    except DateBeforeEvents as failure:
        message = Message("EVENT_NEWEST", event=failure.event)
        path = ("events", failure.number, "date")
        failure.problems = text.place([(path, message)]).listed
        raise


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
    printer.tell(render_question(view, say, printer.error_features))
    if is_purchase:
        account_id = view.context.account.id
        question = say(N_("Type the account's id to record it, anything else to stop: "))
        typed = ask(session, question, answer=account_id)
        if typed != account_id:
            raise Stopped("WRONG_ID", typed=typed, account_id=account_id)
        printer.tell("\n")
    else:
        ask_yes_or_no(session, say(N_("Record it? [y/N] ")))


def _record(
    session: Session,
    wanted: Wanted,
    shown: Prepared,
    moment: Moment,
    *,
    note: Note,
    last_words: LastWords,
) -> Prepared:
    """Decide and compute again on the account inside the lock, then record.

    What the person confirmed is what is recorded: another total or another account stops it. A
    note is written before the commit and gets its name after it.
    """
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
        fresh = _prepare(opened, wanted, context, user, moment)
        if shown.total is not None:
            check_total(fresh, Fraction(str(shown.total)))
        fresh = structs.replace(fresh, warnings=(*fresh.warnings, *opened.warnings))
        if fresh.earlier is not None:
            return fresh
        with note.beside(_view(session, fresh, is_recorded=True).answer, context):
            opened.record(fresh.event)
            last_words.is_recorded = True
            note.put()
        end_on_interrupt(0, last_words.say_interrupted)
        return fresh


def _view(
    session: Session, prepared: Prepared, *, dry_run: bool = False, is_recorded: bool = False
) -> AccountView[ChangeAnswer]:
    file = session.located.file
    answer = answer_change(prepared, dry_run=dry_run, recorded=is_recorded, recorded_in=file)
    return AccountView(answer=answer, context=prepared.context)

"""Carry a change out: prepare, ask, then decide and compute once more inside the lock, record.

After the commit nothing may turn the exit code: the fact is recorded, whatever becomes of the
printing.
"""

import contextlib
import os
import secrets
from collections.abc import Callable
from fractions import Fraction

from msgspec import Struct, structs

from addonctl.actions.change import Change, Moment, Prepared, check_total, prepare_change
from addonctl.actions.outcome import answer_change
from addonctl.cli.asking import require_terminal
from addonctl.cli.parsing import find_addon, find_user, parse_licenses, parse_total
from addonctl.cli.session import Session
from addonctl.errors import UsageFailure
from addonctl.model.account import User
from addonctl.model.answers import ChangeAnswer, RequestAnswer
from addonctl.model.messages import Message
from addonctl.model.policy import Action
from addonctl.model.subject import Subject
from addonctl.output.streams import Look
from addonctl.output.wording import Wording
from addonctl.stores.source import STANDARD_INPUT


class Wanted(Struct, frozen=True, kw_only=True):
    """What a changing command was asked for, as words."""

    action: Action
    addon: str
    licenses: str | None = None
    reading: str | None = None
    expected_total: str | None = None
    dry_run: bool = False
    note: str | None = None


Show = Callable[[ChangeAnswer, Prepared], None]
"""Print the answer to a change."""


def carry_out(
    session: Session, wanted: Wanted, *, confirm: Callable[[Prepared], None], show: Show
) -> int:
    """Do what was asked for and return 0.

    `confirm` asks the person, and is called only where something is to be recorded.

    Raises:
        UsageFailure: no `--as`, an account from standard input that is to be changed, no amount
            as total, a file where a note is to be written, or a question that can't be asked.
        RefusedFailure: the rules refuse, on the account as it is inside the lock.
        ConflictFailure: the total isn't the expected one, or the account was changed meanwhile.
        StorageFailure: nothing was recorded.
        UnknownOutcome: it may have been recorded.
    """
    if session.account_path == STANDARD_INPUT and not wanted.dry_run:
        raise UsageFailure("STDIN_UNCHANGEABLE")
    if session.user is None:
        raise UsageFailure("USER_NEEDED", asked=session.asked())
    subject = session.subject(wanted.reading)
    moment = Moment(at=session.now(), event_id=new_event_id(session))
    expected = parse_total(wanted.expected_total, subject.account.currency)
    prepared = prepare_change(subject, _change(wanted, subject, session.user), moment)
    if expected is not None:
        check_total(prepared, expected)
    if prepared.earlier is None and wanted.note is not None and os.path.lexists(wanted.note):
        raise UsageFailure("NOTE_EXISTS", file=wanted.note)  # nothing is ever overwritten
    is_to_record = prepared.earlier is None and not wanted.dry_run
    if is_to_record:
        confirm(prepared)
        prepared = _record(session, wanted, prepared, moment)
    answer = answer_change(
        prepared,
        dry_run=wanted.dry_run,
        recorded=is_to_record and prepared.earlier is None,
        recorded_in=None if session.account_path == STANDARD_INPUT else session.account_path,
    )
    if not answer.recorded:
        show(answer, prepared)
        return 0
    with contextlib.suppress(Exception, KeyboardInterrupt):  # recorded: nothing may say otherwise
        show(answer, prepared)
    return 0


def new_event_id(session: Session) -> str:
    """Make an id that sorts by time and is used once."""
    return f"{session.now():%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"


def _change(wanted: Wanted, subject: Subject, user: User) -> Change:
    return Change(
        action=wanted.action,
        addon=find_addon(subject.catalog, wanted.addon),
        user=user,
        licenses=parse_licenses(wanted.licenses),
    )


def _record(session: Session, wanted: Wanted, shown: Prepared, moment: Moment) -> Prepared:
    """Decide and compute again on the account inside the lock, then record.

    What the person confirmed is what is recorded: another total stops it.
    """
    from addonctl.stores.writer import FileStore  # noqa: PLC0415  # reading does without it

    store = FileStore(catalog=session.catalog)
    with store.change(session.account_path) as opened:
        subject = structs.replace(shown.subject, account=opened.account)
        # Whoever was shown does it: a name may be somebody else's by now, an id never is.
        user = find_user(opened.account, shown.change.user.id, subject.asked)
        fresh = prepare_change(subject, _change(wanted, subject, user), moment)
        if shown.total is not None:
            check_total(fresh, Fraction(str(shown.total)))
        if fresh.earlier is None:
            opened.record(fresh.event)
        return structs.replace(fresh, warnings=(*fresh.warnings, *opened.warnings))


def show_question(session: Session, prepared: Prepared, *, no_input: bool, flag: str) -> None:
    """Show what is about to be recorded, on standard error, where a question can be asked.

    Raises:
        UsageFailure: QUESTION_NEEDS_FLAG, there is no terminal or no question is wanted.
    """
    from addonctl.output.question_screen import render_question  # noqa: PLC0415

    require_terminal(session.surroundings, no_input=no_input, flag=flag)
    answer = answer_change(
        prepared, dry_run=False, recorded=False, recorded_in=session.account_path
    )
    session.tell(render_question(answer, prepared.subject, session.wording, session.error_look))


def show_change(session: Session, *, note: str | None = None) -> Show:
    """Return how the answer to a change is printed; `note` is a file for the owners' letter."""

    def show(answer: ChangeAnswer, prepared: Prepared) -> None:
        def table(say: Wording, look: Look) -> str:
            from addonctl.output.change_screen import render_change  # noqa: PLC0415

            events = len(prepared.subject.account.events) + 1
            return render_change(answer, prepared.subject, say, look, events=events)

        if note is not None and isinstance(answer, RequestAnswer) and answer.recorded:
            _write_note(session, note, answer, prepared.subject)
        session.show(answer, table=table)
        if note is not None and answer.already:
            session.warn(Message("NOTE_NOT_NEEDED"))

    return show


def _write_note(session: Session, file: str, answer: RequestAnswer, subject: Subject) -> None:
    """Write the owners' letter; the request is recorded, so a failure is only a warning."""
    from addonctl.output.letter import write_letter  # noqa: PLC0415  # loads the mail library

    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(write_letter(answer, subject))
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        session.warn(Message("NOTE_NOT_WRITTEN", file=file, reason=reason))

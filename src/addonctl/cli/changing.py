"""Carry a change out: prepare, ask, then decide and compute once more inside the lock, record.

After the commit nothing may turn the exit code: the fact is recorded, whatever becomes of the
printing.
"""

import contextlib
import secrets
from collections.abc import Callable
from fractions import Fraction
from typing import Protocol

from msgspec import Struct, structs

from addonctl.actions.change import Change, Moment, Prepared, check_total, prepare_change
from addonctl.actions.outcome import answer_change
from addonctl.cli.parsing import find_addon, find_user, parse_count
from addonctl.cli.session import Session
from addonctl.errors import UsageFailure
from addonctl.model.answers import ChangeAnswer
from addonctl.model.policy import Action
from addonctl.model.subject import Subject
from addonctl.stores.locate import STANDARD_INPUT

MOST_LICENSES = 2_000_000


class Wanted(Struct, frozen=True, kw_only=True):
    """What a changing command was asked for, as words."""

    action: Action
    addon: str
    licenses: str | None = None
    reading: str | None = None
    expected: Fraction | None = None
    dry_run: bool = False


class Show(Protocol):
    """Print the answer to a change."""

    def __call__(self, answer: ChangeAnswer, prepared: Prepared) -> None:
        """Print it on standard output."""


def carry_out(
    session: Session, wanted: Wanted, *, confirm: Callable[[Prepared], None], show: Show
) -> int:
    """Do what was asked for and return 0.

    `confirm` asks the person, and is called only where something is to be recorded.

    Raises:
        UsageFailure: no `--as`, standard input as account, or a question that can't be asked.
        RefusedFailure: the rules refuse, on the account as it is inside the lock.
        ConflictFailure: the total isn't the expected one, or the account was changed meanwhile.
        StorageFailure: nothing was recorded.
        UnknownOutcome: it may have been recorded.
    """
    if session.account_path == STANDARD_INPUT:
        raise UsageFailure("STDIN_UNCHANGEABLE")
    if session.user is None:
        raise UsageFailure("USER_NEEDED")
    subject = session.subject(wanted.reading)
    moment = Moment(at=session.now(), event_id=new_event_id(session))
    prepared = prepare_change(subject, _change(session, wanted, subject), moment)
    if wanted.expected is not None:
        check_total(prepared, wanted.expected)
    is_to_record = prepared.earlier is None and not wanted.dry_run
    if is_to_record:
        confirm(prepared)
        prepared = _record(session, wanted, prepared, moment)
    answer = answer_change(
        prepared,
        dry_run=wanted.dry_run,
        recorded=is_to_record and prepared.earlier is None,
        recorded_in=session.source or "",
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


def _change(session: Session, wanted: Wanted, subject: Subject) -> Change:
    licenses = wanted.licenses and parse_count(
        wanted.licenses, option="--licenses", least=1, most=MOST_LICENSES
    )
    return Change(
        action=wanted.action,
        addon=find_addon(subject.catalog, wanted.addon),
        user=find_user(subject.account, session.shared.as_user or ""),
        licenses=licenses or None,
    )


def _record(session: Session, wanted: Wanted, shown: Prepared, moment: Moment) -> Prepared:
    """Decide and compute again on the account inside the lock, then record.

    What the person confirmed is what is recorded: another total stops it.
    """
    from addonctl.stores.writer import FileStore  # noqa: PLC0415  # reading does without it

    store = FileStore(catalog=session.catalog)
    with store.change(session.account_path) as opened:
        subject = structs.replace(shown.subject, account=opened.account)
        fresh = prepare_change(subject, _change(session, wanted, subject), moment)
        if shown.total is not None:
            check_total(fresh, Fraction(str(shown.total)))
        if fresh.earlier is None:
            opened.record(fresh.event)
        return structs.replace(fresh, warnings=(*fresh.warnings, *opened.warnings))


"""List the notes that aren't delivered yet: what waits, what failed and why, who has no address."""

import datetime as dt
from typing import get_args

from addonctl.errors import StorageFailure
from addonctl.model.account import Account
from addonctl.model.mail import mail_address
from addonctl.model.notes import Fault, NoteState, OutboxNote
from addonctl.model.serving import NoteOptions
from addonctl.model.wire import instant
from addonctl.server.notes.outbox import Note, Outbox
from addonctl.server.notes.wording import owner_of
from addonctl.server.storage.repository import Repository


def list_notes(
    outbox: Outbox, accounts: Repository, options: NoteOptions, *, now: dt.datetime
) -> tuple[OutboxNote, ...]:
    """List them in the order in which they came.

    Rule: an account that can't be read stops no other; its notes fail as they do when delivered.
    """
    listed = []
    known: dict[str, Account | None] = {}
    for note in outbox.unsent():
        if note.account_id not in known:
            known[note.account_id] = _read(accounts, note.account_id)
        listed.append(_listed(note, known[note.account_id], options, now=now))
    return tuple(listed)


def _read(accounts: Repository, account_id: str) -> Account | None:
    """Read an account, `None` where what lies there can't be read.

    Raises:
        StorageFailure: the database doesn't answer.
    """
    try:
        return accounts.read(account_id).account
    except StorageFailure:
        raise
    except Exception:  # noqa: BLE001  # as the delivery, which logs it
        return None


def _listed(
    note: Note, account: Account | None, options: NoteOptions, *, now: dt.datetime
) -> OutboxNote:
    owner = None if account is None else owner_of(note, account)
    email = None if owner is None else owner.email
    if note.kind == "quote":
        email = options.account_manager
    address = None if email is None else mail_address(email)
    why, _, status = (note.last_error or "").partition(" ")
    fault = next((each for each in get_args(Fault) if each == why), None)
    if account is None:
        fault = "unwordable"
    return OutboxNote(
        id=note.id,
        kind=note.kind,
        account=note.account_id,
        addon=note.addon,
        recipient=note.recipient if note.kind == "request" else None,
        address=None if address is None else str(address),
        state=_state(note, fault, has_address=address is not None, options=options, now=now),
        why=fault,
        status=status or None,
        attempts=note.attempts,
        created_at=note.created_at,
        not_before=note.not_before,
    )


def _state(
    note: Note,
    fault: Fault | None,
    *,
    has_address: bool,
    options: NoteOptions,
    now: dt.datetime,
) -> NoteState:
    """Say how a note stands; whoever can be told by now is no longer without an address.

    A webhook needs none. The settings may be others than the server's, so any other fault that it
    found counts before what is set here.
    """
    if note.lease_until is not None and note.lease_until > instant(now):
        return "sending"
    if fault not in {None, "no_address"}:
        return "failed"
    return "waiting" if has_address or options.webhook_url is not None else "no_address"

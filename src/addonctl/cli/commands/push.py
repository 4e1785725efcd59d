"""`addonctl push`: put an account file in its place in the API."""

import contextlib
from typing import Annotated, NamedTuple

import typer
from msgspec import structs

from addonctl.actions.differences import compare_accounts
from addonctl.cli.options import FILE, DryRun, NoInput, Yes
from addonctl.cli.recording.last_words import end_on_interrupt
from addonctl.cli.recording.prompts import ask_yes_or_no, require_terminal
from addonctl.cli.session import Session
from addonctl.errors import AddonctlError, ConflictFailure, NotFoundFailure, UsageFailure
from addonctl.model.account import Account
from addonctl.model.answers import name_of
from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.model.upkeep import PushAnswer
from addonctl.stores.api.accounts import ApiAccounts
from addonctl.stores.api.etags import find_mark, strong
from addonctl.stores.api.put import Put, put_account
from addonctl.stores.files.documents import ParsedFile, decode_account, read_document
from addonctl.stores.files.reading import STANDARD_INPUT

File = Annotated[str, typer.Argument(metavar="FILE", help="An account file."), FILE]


class _There(NamedTuple):
    """The account as the server has it, nothing where it has none, and what names its state."""

    account: Account | None
    etag: str | None


def run(
    session: Session,
    file: File,
    *,
    yes: Yes = False,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> int:
    """Put an account file in its place in the API, after showing what differs.

    A file that addonctl pull wrote replaces the state that it was made from and no other; any other
    file only creates an account. What was recorded is never changed.

    \b
    Examples:
      addonctl pull acme --to acme.toml
      addonctl push acme.toml --dry-run
      addonctl push acme.toml --yes -o json
    """
    if file == STANDARD_INPUT:
        raise UsageFailure("STDIN_UNCHANGEABLE")
    document = read_document(file, kind="account")
    store = session.servers.accounts(session.servers.of_settings)
    if not dry_run:
        store.check_token()
    account = decode_account(document, catalog=store.catalog)
    there = _there(store, account.id)
    answer = _answer(session, store, account, there, dry_run=dry_run)
    put = _put(document, account, store, there) if answer.differences else None
    if dry_run or put is None:
        session.printer.show(answer)
        return 0
    if not yes:
        _ask(session, answer, store.server.client.server, no_input=no_input)
    etag = put_account(store, put)
    end_on_interrupt(0)
    _tell(session, answer, etag)
    return 0


def _answer(
    session: Session, store: ApiAccounts, account: Account, there: _There, *, dry_run: bool
) -> PushAnswer:
    """Say what differs; nothing is pushed yet."""
    return PushAnswer(
        as_of=session.as_of(account.time_zone),
        account=name_of(account),
        address=store.file_of(account.id),
        dry_run=dry_run,
        pushed=False,
        created=there.account is None,
        etag=there.etag,
        differences=compare_accounts(there.account, account),
    )


def _there(store: ApiAccounts, account_id: str) -> _There:
    try:
        fetched = store.fetch(account_id)
    except NotFoundFailure:
        return _There(None, None)
    return _There(store.decode(fetched), strong(fetched.etag))


def _put(document: ParsedFile, account: Account, store: ApiAccounts, there: _There) -> Put:
    """Say what is put where, and on which state of it.

    Raises:
        ConflictFailure: ACCOUNT_EXISTS, the file says no state; CHANGED_MEANWHILE, another one.
        StorageFailure: API_NO_ETAG.
    """
    file, mark, address = document.reference, find_mark(document), store.file_of(account.id)
    etag = mark.etag if mark is not None and mark.address == address else None
    server = str(store.server.address)
    put = Put(account=account, server=server, address=address, file=file, etag=etag)
    if there.account is None and etag is None:
        return put
    if etag is None:
        raise ConflictFailure("ACCOUNT_EXISTS", address=address, file=file, id=account.id)
    if there.account is not None and there.etag is None:
        raise put.no_etag()
    if there.etag != etag:
        raise put.changed()
    return put


def _ask(session: Session, answer: PushAnswer, server: str, *, no_input: bool) -> None:
    from addonctl.output.screens.push import render_question  # noqa: PLC0415  # for people

    require_terminal(session, no_input=no_input, flag="--yes")
    printer = session.printer
    asked = printer.amended(answer)
    printer.tell(render_question(asked, server, printer.translator, printer.error_features))
    ask_yes_or_no(session, printer.translator(N_("Push it? [y/N] ")))


def _tell(session: Session, answer: PushAnswer, etag: str | None) -> None:
    """Show what was pushed; it is done, whatever becomes of the showing."""
    try:
        session.printer.show(structs.replace(answer, pushed=True, etag=etag))
    except AddonctlError:
        with contextlib.suppress(Exception):
            text = N_("Pushed to {address}. The answer couldn't be shown.\n")
            session.printer.tell(session.printer.translator(text, address=answer.address))
    except Exception as error:  # noqa: BLE001  # a bug of ours changes nothing of what was done
        with contextlib.suppress(Exception):
            _tell_of_mistake(session, answer, error)


def _tell_of_mistake(session: Session, answer: PushAnswer, error: Exception) -> None:
    """Say that it is done, and where the report of the bug lies."""
    from addonctl.cli.crash import report_crash  # noqa: PLC0415  # only after a bug

    path = report_crash(error, session.runtime.environ).values.get("path")
    form = "mistake" if path is None else "reported"
    text = N_("Pushed to {address}. The answer couldn't be shown: {reason}.\n")
    reason = Message(f"CHANGE_UNKNOWN.{form}", path=path)
    say = session.printer.translator
    session.printer.tell(say(text, address=answer.address, reason=reason))

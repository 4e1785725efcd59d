"""`addonctl pull`: print an account of the API as a file, with the state that it was made from."""

import contextlib
import os
from typing import Annotated

import msgspec
import typer

from addonctl.cli.options import FILE
from addonctl.cli.recording.owner_note import write_new
from addonctl.cli.session import Session
from addonctl.errors import StorageFailure, UsageFailure
from addonctl.model.account import Account
from addonctl.model.messages import Message
from addonctl.model.messages.system import reason_of
from addonctl.stores.api.etags import Mark, mark_file, strong
from addonctl.stores.files.reading import MAX_BYTES
from addonctl.stores.packaged import account_as_toml

Id = Annotated[str, typer.Argument(metavar="ID", help="The account's id, or its address.")]
To = Annotated[
    str | None,
    typer.Option(
        "--to", metavar="FILE", help="Write it to a new file that ends in .toml or .json."
    ),
    FILE,
]


def run(session: Session, account: Id, *, to: To = None) -> int:
    """Print an account of the API as a file, to look at, change and push.

    Its first line says from which state it was made (with JSON that stands in FILE.pulled), so that
    a push can't write over what somebody else changed. Comments of an earlier file aren't kept.

    \b
    Examples:
      addonctl pull acme
      addonctl pull acme --to acme.toml
      addonctl pull acme --to acme.json
    """
    is_json = session.printer.form == "json" if to is None else to.endswith(".json")
    if to is not None:
        if session.printer.paths:
            raise UsageFailure("GET_ALONE", option="--to")
        _check_new(to, is_json=is_json)
    store, account_id = session.servers.find(account)
    fetched = store.fetch(account_id)
    found = store.decode(fetched)
    etag = strong(fetched.etag)
    mark = None if etag is None else Mark(store.file_of(account_id), etag)
    if mark is None:
        session.printer.warn(Message("ETAG_UNKNOWN", address=store.file_of(account_id)))
    if to is None:
        text = _text(found, mark, is_json=is_json)
        from addonctl.output.screens.new_account import fit_file  # noqa: PLC0415  # for a stream

        whole = fit_file(text, session.printer.features)
        session.printer.print(session.printer.chosen(whole) if is_json else whole)
        if is_json and mark is not None:
            session.printer.warn(Message("ETAG_NOT_KEPT"))
        return 0
    text = _text(found, mark, is_json=is_json)
    if len(text.encode()) > MAX_BYTES:
        raise StorageFailure("PULL_TOO_LARGE", file=to, limit=str(MAX_BYTES))
    _write_all(to, text, mark if is_json else None)
    return 0


def _text(account: Account, mark: Mark | None, *, is_json: bool) -> str:
    """Write the account; what is laid out for people may be too large for a file, if no other."""
    if not is_json:
        return ("" if mark is None else f"# {mark}\n") + account_as_toml(account)
    data = msgspec.json.encode(account)
    laid_out = msgspec.json.format(data, indent=2) + b"\n"
    return (laid_out if len(laid_out) <= MAX_BYTES else data).decode()


def _check_new(path: str, *, is_json: bool) -> None:
    """See that the file, and with JSON that of its mark, can be new, before anything is asked.

    Raises:
        UsageFailure: FILE_THERE, or FILE_ENDING.
    """
    if not path.endswith((".toml", ".json")):
        raise UsageFailure("FILE_ENDING", file=path)
    for each in (path, mark_file(path)) if is_json else (path,):
        if os.path.lexists(each):
            raise UsageFailure("FILE_THERE", file=each)


def _write_all(path: str, text: str, mark: Mark | None) -> None:
    """Write the file, and that of its mark where it has one of its own, or nothing."""
    if mark is None:
        _write(path, text)
        return
    _write(mark_file(path), f"{mark}\n")
    try:
        _write(path, text)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(mark_file(path))  # noqa: PTH108  # as it was named
        raise


def _write(path: str, text: str) -> None:
    try:
        write_new(path, text.encode())
    except FileExistsError as error:
        raise UsageFailure("FILE_THERE", file=path) from error
    except (OSError, ValueError) as error:
        raise StorageFailure("FILE_NOT_WRITTEN", file=path, reason=reason_of(error)) from error

"""`addonctl serve`: answer the account API."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from addonctl.cli.options import FILE
from addonctl.cli.server_options import (
    DatabaseOption,
    database_url,
    needing_server,
    note_options,
    server_options,
)
from addonctl.cli.session import Session
from addonctl.cli.values import parse_count
from addonctl.errors import DataFailure
from addonctl.model.account import Account
from addonctl.model.marking import N_, plural
from addonctl.model.messages import phrase
from addonctl.stores.files.documents import decode_account, read_document

if TYPE_CHECKING:  # an extra, imported where it is used
    from addonctl.server.serving import Started

Host = Annotated[
    str | None,
    typer.Option("--host", metavar="HOST", help="The address to listen on. [default: 127.0.0.1]"),
]
Port = Annotated[
    str | None,
    typer.Option("--port", metavar="PORT", help="The port; 0 is any free one. [default: 8642]"),
]
Import = Annotated[
    str | None,
    typer.Option(
        "--import",
        metavar="PATH",
        help="Fill an empty database from an account file, or a folder of them.",
    ),
    FILE,
]
MOST_PORTS = 65_535


def run(
    session: Session,
    *,
    database: DatabaseOption = None,
    host: Host = None,
    port: Port = None,
    import_path: Import = None,
) -> int:
    """Serve the account API until it is stopped; addonctl token makes who may ask.

    It creates an empty database by itself. Put it behind a proxy that speaks TLS before it
    listens on more than this machine.

    \b
    Examples:
      addonctl new --example acme > acme.toml
      addonctl serve --import acme.toml
      addonctl serve --port 0 --database sqlite:///accounts.db
      ADDONCTL_DATABASE=postgresql://addonctl@db/addonctl addonctl serve --host 0.0.0.0
    """
    number = None if port is None else parse_count(port, option="--port", least=0, most=MOST_PORTS)
    options = server_options(session, host=host or None, port=number)
    with needing_server():
        from addonctl.server.exchange import Rules  # noqa: PLC0415
        from addonctl.server.serving import serve  # noqa: PLC0415
        from addonctl.server.storage.database import default_path  # noqa: PLC0415  # an extra
    accounts = None if import_path is None else _read_accounts(session, import_path)
    serve(
        database_url(session, database),
        options=options,
        notes=note_options(session),
        rules=Rules(catalog=session.catalog, policy=session.policy, reading=session.reading(None)),
        now=session.runtime.now,
        log_to=session.runtime.stderr,
        accounts=accounts,
        token_folder=str(Path(default_path(session.runtime.environ)).parent),
        tell=lambda started: _tell(session, started),
    )
    return 0


def _read_accounts(session: Session, path: str) -> list[Account]:
    """Read an account file, or all of a folder in the order of their names.

    A folder may also hold price books and policies: what is left out is said.

    Raises:
        DataFailure: one can't be read or is wrong; TWO_ACCOUNT_FILES, two are the same account.
    """
    folder = Path(path)
    if not folder.is_dir():
        return [_read_account(session, path)]
    accounts: dict[str, Account] = {}
    files: dict[str, str] = {}
    for file in map(str, sorted(folder.iterdir())):
        if not file.endswith((".toml", ".json")):
            continue
        try:
            account = _read_account(session, file)
        except DataFailure as failure:
            if failure.code != "OTHER_KIND":
                raise
            text = N_("{file} is no account, so it isn't imported.")
            session.printer.warn(phrase(text, file=file))
            continue
        if account.id in files:
            first = files[account.id]
            raise DataFailure("TWO_ACCOUNT_FILES", reference=account.id, first=first, second=file)
        accounts[account.id], files[account.id] = account, file
    return list(accounts.values())


def _read_account(session: Session, path: str) -> Account:
    return decode_account(read_document(path, kind="account"), catalog=session.catalog)


def _tell(session: Session, started: "Started") -> None:
    """Say where it listens, and by which command an answer can be seen."""
    say = session.printer.translator
    lines = [
        say(
            N_("Serving {address} from {database}. Stop it with Ctrl+C."),
            address=started.address,
            database=started.database,
        )
    ]
    if started.imported:
        words = plural("{count} account was imported.", "{count} accounts were imported.")
        lines.append(say(words, count=started.imported))
    if started.token_file is not None:
        lines.append(say(N_("The token is in {file}."), file=started.token_file))
    if started.example is not None:
        lines += [say(N_("To see an answer:")), f"  {started.example}"]
    session.printer.print("".join(f"{line}\n" for line in lines))

"""Serve: open the database, import what is to be imported, say where it is, and run."""

import contextlib
import datetime as dt
import hashlib
import os
import re
import shlex
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

import sqlalchemy as sa
from msgspec import Struct, structs
from sqlalchemy.exc import DBAPIError

from addonctl.errors import StorageFailure
from addonctl.model.account import Account
from addonctl.model.messages.system import reason_of
from addonctl.model.serving import NoteOptions, ServerOptions
from addonctl.model.wire import BASE
from addonctl.server.app import build_app
from addonctl.server.exchange import Rules, Site
from addonctl.server.limits import RateLimit
from addonctl.server.logs import Log
from addonctl.server.notes.delivery import Deliveries, delivery_of
from addonctl.server.notes.opening import open_way
from addonctl.server.notes.ways import Way
from addonctl.server.requests import prepare_types
from addonctl.server.rulebook import sent_rulebook
from addonctl.server.running import listen, run
from addonctl.server.storage.database import DEFAULT_NAME, Database, open_database
from addonctl.server.storage.repository import Repository
from addonctl.server.storage.schema import prepare_schema
from addonctl.server.storage.tokens import Tokens
from addonctl.stores.files.reading import MAX_BYTES

SECONDS_A_MINUTE: Final = 60
_MOST_OF_STEM: Final = 40
IMPORTED_BY: Final = "import"
"""Who sent the events of accounts that were imported, and the name of the first token."""


class Started(Struct, frozen=True, kw_only=True):
    """Where a server listens, and where the token of an import lies, if there was one."""

    address: str
    database: str
    imported: int
    token_file: str | None
    example: str | None
    """A command that shows an answer."""


def serve(
    url: sa.URL,
    *,
    options: ServerOptions,
    notes: NoteOptions,
    rules: Rules,
    now: Callable[[], dt.datetime],
    log_to: TextIO | None,
    accounts: Sequence[Account] | None,
    token_folder: str,
    tell: Callable[[Started], None],
) -> bool:
    """Serve until a signal; say whether all that was under way was answered.

    `accounts` are to be imported into an empty database, `None` where none are.

    Raises:
        StorageFailure: the database can't be used, isn't ours, or isn't empty where accounts are
            to be imported; the address can't be had.
        DataFailure, CredentialFailure: notes can't be delivered as the settings say.
    """
    way = open_way(notes)
    if way is not None:
        rules = structs.replace(rules, tells=way.tells)
    with contextlib.closing(open_checked(url, options=options)) as database:
        site = build_site(database, options=options, rules=rules, now=now, log_to=log_to)
        # Before anything is imported: what fails here can be repeated as it was.
        with contextlib.closing(listen(options)) as listener:
            token_file = None
            if accounts is not None:
                token_file = _import(site, accounts, token_folder, now=now())
            started = _started(site, listener, accounts or (), token_file)
            by = None if way is None else way.name
            site.log.write("start", address=started.address, database=started.database, notes=by)
            is_whole = _run(site, way, listener, on_start=lambda: tell(started))
            site.log.write("stop", answered_all=is_whole)
            return is_whole


def _run(
    site: Site, way: Way | None, listener: socket.socket, *, on_start: Callable[[], None]
) -> bool:
    """Serve, and deliver notes beside it; say whether all that was under way was answered."""
    if way is None:
        return run(build_app(site), listener, site.options, on_start=on_start)
    deliveries = Deliveries(delivery_of(site, way))
    deliveries.start()
    is_whole = False
    try:
        is_whole = run(build_app(site), listener, site.options, on_start=on_start)
    finally:
        deliveries.stop(at_once=not is_whole)
    return is_whole


def _started(
    site: Site, listener: socket.socket, accounts: Sequence[Account], token_file: str | None
) -> Started:
    host, port = listener.getsockname()[:2]
    origin = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    return Started(
        address=origin + BASE,
        database=site.database.shown,
        imported=len(accounts),
        token_file=token_file,
        example=_example(origin, token_file, accounts),
    )


def open_checked(url: sa.URL, *, options: ServerOptions) -> Database:
    """Open a database whose schema is ours, or make it so where it is empty.

    Raises:
        StorageFailure: it can't be reached, or has another schema.
    """
    threads = options.threads + 2  # of requests, the loop, and the delivery of notes
    database = open_database(url, threads=threads, has_pooler=options.pooler == "yes")
    try:
        with telling_unusable(database):
            prepare_schema(database)
    except StorageFailure:
        database.close()
        raise
    return database


@contextmanager
def telling_unusable(database: Database) -> Iterator[None]:
    """Say what a database is that doesn't answer, lets us do too little, or is none.

    What SQLite says of a file holds no secret; what a server says may hold a password.
    """
    try:
        yield
    except StorageFailure as failure:
        if failure.code != "BUSY":
            raise
    except DBAPIError as error:
        if not database.is_postgresql:
            reason = reason_of(error.orig)
            raise StorageFailure(
                "DATABASE_UNUSABLE", database=database.shown, reason=reason
            ) from None
    else:
        return
    raise StorageFailure("DATABASE_UNREACHABLE", database=database.shown)


def build_site(
    database: Database,
    *,
    options: ServerOptions,
    rules: Rules,
    now: Callable[[], dt.datetime],
    log_to: TextIO | None,
) -> Site:
    """Put together what all requests share; where a file of it lies is nobody's business."""
    prepare_types()
    catalog = structs.replace(rules.catalog, prices_from=None)
    rules = structs.replace(rules, catalog=catalog)
    return Site(
        database=database,
        accounts=Repository(database),
        tokens=Tokens(database),
        rules=rules,
        rulebook=sent_rulebook(rules),
        options=options,
        requests=RateLimit(rate=options.rate, burst=options.burst, clock=time.monotonic),
        failures=RateLimit(
            rate=options.failures / SECONDS_A_MINUTE, burst=options.failures, clock=time.monotonic
        ),
        log=Log(log_to, clock=lambda: now().isoformat(timespec="milliseconds")),
        now=now,
    )


def _import(
    site: Site, accounts: Sequence[Account], folder: str, *, now: dt.datetime
) -> str | None:
    """Store accounts in an empty database; make one token where there was never one.

    Raises:
        StorageFailure: DATABASE_NOT_EMPTY, or TOKEN_NOT_WRITTEN, which leaves it empty.
        DataFailure: ACCOUNT_TOO_LARGE.
    """
    if not site.tokens.is_empty():
        site.accounts.fill(accounts, imported_by=IMPORTED_BY, most=MAX_BYTES)
        return None
    path = Path(folder) / token_name(site.database.url, folder)
    try:  # its place first: without the token nobody could ask for what was imported
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="ascii") as file:
            site.accounts.fill(accounts, imported_by=IMPORTED_BY, most=MAX_BYTES)
            file.write(f"{site.tokens.new(IMPORTED_BY, 'act', now=now)}\n")
    except OSError as error:
        reason = reason_of(error)
        raise StorageFailure("TOKEN_NOT_WRITTEN", file=str(path), reason=reason) from error
    return str(path)


def token_name(url: sa.URL, folder: str) -> str:
    """Name the file of the first token of a database: one of another must not be written over.

    That of the default database, which lies in the same folder, needs no name of its own.
    """
    place = Path(url.database or "").absolute()
    if url.get_backend_name() == "sqlite":
        if place == Path(folder) / DEFAULT_NAME:
            return "serve.token"
        address = str(place)
    else:
        address = f"{url.host}:{url.port}/{url.database}"
    stem = re.sub("[^A-Za-z0-9_-]", "", place.stem)[:_MOST_OF_STEM]
    return f"serve-{stem}-{hashlib.sha256(os.fsencode(address)).hexdigest()[:8]}.token"


def _example(origin: str, token_file: str | None, accounts: Sequence[Account]) -> str | None:
    """Write the command that shows an answer about the first account."""
    if token_file is None or not accounts:
        return None
    return (
        f"ADDONCTL_API_URL={origin} ADDONCTL_TOKEN_FILE={shlex.quote(token_file)}"
        f" addonctl eligibility -a {accounts[0].id}"
    )

"""Read what the commands that run a server are told, beside their own options.

Nothing of the server is imported here but where it is needed: it is an extra.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from addonctl.cli.session import Session
from addonctl.errors import StorageFailure, UsageFailure
from addonctl.model.addresses import masked
from addonctl.model.messages import Notice, notice
from addonctl.model.messages.system import reason_of
from addonctl.model.preferences import variable_of
from addonctl.model.serving import NoteOptions, ServerOptions

if TYPE_CHECKING:  # an extra, imported where it is used
    from addonctl.server.storage.database import URL, Database

DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="sqlite:///PATH or postgresql://…. [default: SQLite in the user's data folder]",
    ),
]


@contextmanager
def needing_server() -> Iterator[None]:
    """Say what to install where the server isn't.

    Raises:
        StorageFailure: SERVER_MISSING.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("addonctl"):
            raise
        raise StorageFailure("SERVER_MISSING", module=error.name) from None


def database_url(session: Session, option: str | None) -> "URL":
    """Choose the database: the option, the settings, else SQLite in the user's data folder.

    Raises:
        UsageFailure: BAD_DATABASE; PASSWORD_IN_OPTION, a password stands where others can read it.
        StorageFailure: DATABASE_UNUSABLE, the data folder can't be made.
    """
    from addonctl.server.storage.database import default_path, parse_url  # noqa: PLC0415  # an extra

    text = session.preferences.database if option is None else option
    if text is None:
        path = default_path(session.runtime.environ)
        try:
            Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            reason = reason_of(error)
            raise StorageFailure("DATABASE_UNUSABLE", database=path, reason=reason) from error
        text = f"sqlite:///{path}"
    is_variable = session.preferences.origins.get("database") == variable_of("database")
    if masked(text) != text and (option is not None or not is_variable):
        raise UsageFailure("PASSWORD_IN_OPTION")
    return parse_url(text)


@contextmanager
def opened_database(session: Session, option: str | None) -> Iterator["Database"]:
    """Open the database of a command that needs its tables, and close it."""
    with needing_server():
        from addonctl.server.serving import open_checked  # noqa: PLC0415  # an extra

        database = open_checked(database_url(session, option), options=server_options(session))
    try:
        yield database
    finally:
        database.close()


def server_options(session: Session, **given: Any) -> ServerOptions:  # its fields
    """Gather the limits: what a command was given, the settings, else the defaults."""
    known = {name: getattr(session.preferences, f"server_{name}", None) for name in _FIELDS}
    known |= given
    if isinstance(known["hosts"], str):
        known["hosts"] = tuple(word.strip() for word in known["hosts"].split(","))
    return ServerOptions(**{name: value for name, value in known.items() if value is not None})


def note_options(session: Session) -> NoteOptions:
    """Gather how notes are delivered, from the settings."""
    names = NoteOptions.__struct_fields__
    return NoteOptions(**{name: getattr(session.preferences, name) for name in names})


def look_at_notes(session: Session) -> Iterator[Notice]:
    """Look at how notes are to be delivered, as `serve` does before it starts; nothing is sent.

    Where the server isn't installed there is nothing to deliver.

    Raises:
        AddonctlError: they can't be, as the settings are.
    """
    options = note_options(session)
    if not any(getattr(options, name) for name in _OF_NOTES):
        return
    try:
        with needing_server():
            from addonctl.server.notes.opening import open_way  # noqa: PLC0415  # an extra
    except StorageFailure:
        return
    way = open_way(options)
    if way is not None and not way.tells.account_manager:
        yield notice("ACCOUNT_MANAGER_UNSET")


_OF_NOTES = frozenset(NoteOptions.__struct_fields__) - {"ca_file", "proxy"}
_FIELDS = ServerOptions.__struct_fields__

"""Say on standard error what an answer leaves to say: what has no effect, what it was made from."""

import contextlib
from collections.abc import Iterator

from addonctl.cli.session import Session
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import USED, USED_BY_DEFAULT


def remark(session: Session) -> None:
    """Say it; nothing here changes the answer.

    Variables that look like settings and aren't are pointed out where the settings were read
    anyway. What the answer was made from is said where `--verbose` asks for it.
    """
    printer = session.printer
    if session.settings_read is not None:
        printer.point_out(session.settings_read.unknown)
    if session.servers_asked:
        _remark_servers(session)
    with contextlib.suppress(Exception):  # it may be recorded: nothing here changes that
        for fact in _used(session) if session.shared.verbose else ():
            printer.tell(f"{printer.translator.say(fact)}\n")


def _remark_servers(session: Session) -> None:
    """Say of each server which settings it leaves without effect, and of its rules if need be."""
    from addonctl.cli.servers import rules_differ, unused_settings  # noqa: PLC0415  # files do without
    from addonctl.output.screens.registry import tells_warnings  # noqa: PLC0415

    printer = session.printer
    is_said = printer.shown is not None and tells_warnings(printer.shown, printer.form)
    for server in session.servers_asked:
        if not is_said:
            printer.point_out(rules_differ(server))
        printer.point_out(unused_settings(session.preferences, server))


def _used(session: Session) -> Iterator[Message]:
    """Name only what was loaded anyway; asked for twice, the settings, too."""
    used = dict[str, str | None]()
    if "account" in session.loaded:
        zone, located = session.account.time_zone, session.located
        file = located.reference if located.server is None else located.file
        yield phrase(USED["account"], file=file)
        yield phrase(USED["date"], date=session.as_of(zone), zone=zone or "UTC")
    if "catalog" in session.loaded:
        used["catalog"] = session.file_in_force("catalog")
    if "policy" in session.loaded:
        used["policy"] = session.file_in_force("policy")
    if session.shared.verbose > 1:
        used["settings"] = session.config_file.path if session.config_file.is_there else None
    for kind, path in used.items():
        yield phrase(USED_BY_DEFAULT[kind]) if path is None else phrase(USED[kind], file=path)

"""`addonctl doctor`: what keeps addonctl from working, before somebody is asked for help."""

import contextlib
from collections.abc import Iterator
from typing import NamedTuple

from addonctl import __version__
from addonctl.actions.doctor.asked import ask
from addonctl.actions.doctor.findings import Finding, not_checked
from addonctl.actions.doctor.journal import check_journal
from addonctl.actions.doctor.local import check_accounts, check_data, check_settings
from addonctl.actions.doctor.preview import PreviewComparison
from addonctl.actions.doctor.server import check_server, check_without_server, unasked
from addonctl.cli.options import Account
from addonctl.cli.server_options import look_at_notes
from addonctl.cli.servers import unused_settings
from addonctl.cli.session import Session
from addonctl.errors import AddonctlError
from addonctl.model.answers import InvoicePreview
from addonctl.model.marking import N_, Template
from addonctl.model.messages import phrase
from addonctl.model.preferences import Preferences
from addonctl.model.upkeep import DoctorAnswer
from addonctl.output.formats.json import JsonWriter
from addonctl.stores.api.origin import read_account
from addonctl.stores.api.server import Server
from addonctl.stores.locate import check_id, is_address, means_file
from addonctl.stores.packaged import load_policy


class _Target(NamedTuple):
    """Which server is looked at, and by which account; `why_not` says why there is no preview."""

    server: Server | None = None
    account_id: str | None = None
    why_not: Template | None = None


def run(session: Session, *, account: Account = None) -> int:
    """Look for what keeps addonctl from working, from its own files to a server's answers.

    -a names the account whose preview is compared, by its id or its address; else it is the first
    that the server lists. The exit code is that of what failed first. Nothing is changed.

    \b
    Examples:
      addonctl doctor
      addonctl doctor -o json
    """
    preferences, failure = _settings(session)
    target = _target(session, preferences, account)
    findings = (
        *_findings(session, preferences, failure, target),
        check_journal(session.runtime.environ, session.now),
    )
    first = next((each.failure for each in findings if each.failure is not None), None)
    answer = DoctorAnswer(
        as_of=session.as_of(),
        account=None,
        ok=first is None,
        version=__version__,
        server=None if target.server is None else str(target.server.address),
        checks=tuple(each.check for each in findings),
    )
    session.printer.show(answer)
    if first is not None:
        raise first
    return 0


def _settings(session: Session) -> tuple[Preferences, AddonctlError | None]:
    """Read the settings; where they can't be, none is set, so that there is an answer at all."""
    try:
        return session.preferences, None
    except AddonctlError as failure:
        session.preferences = Preferences()
        return session.preferences, failure


def _target(session: Session, preferences: Preferences, option: str | None) -> _Target:
    """Find what is looked at: an option's account, else that of the settings, else any.

    Raises:
        UsageFailure, CredentialFailure: the option names no account.
    """
    server = None
    with contextlib.suppress(AddonctlError):  # what is wrong there is found among the settings
        server = None if preferences.api_url is None else session.servers.of_settings
    if option is not None:
        return _named(session, option, server)
    word = preferences.account
    if word is not None and (is_address(word) or not means_file(word)):
        with contextlib.suppress(AddonctlError):
            return _named(session, word, server)
    return _Target(server)


def _named(session: Session, word: str, server: Server | None) -> _Target:
    if is_address(word):
        address, account_id = read_account(word)
        return _Target(session.servers.at(address), account_id)
    if means_file(word):
        return _Target(server, why_not=N_("-a names a file: a server has no part in it"))
    check_id(word)
    return _Target(server, word)


def _findings(
    session: Session, preferences: Preferences, failure: AddonctlError | None, target: _Target
) -> Iterator[Finding]:
    """Make every check, in the order in which one bears on the next."""
    data = check_data(session.today)
    yield data
    file = session.config_file
    settings = check_settings(
        preferences,
        file=file.path,
        is_there=file.is_there,
        failure=failure,
        is_data_sound=data.failure is None,
        look_at_notes=lambda: look_at_notes(session),
    )
    yield settings
    yield check_accounts(preferences.accounts, has_api=preferences.api_url is not None)
    if data.failure is not None or failure is not None:
        why = (
            N_("the settings come first") if data.failure is None else N_("the package comes first")
        )
        yield from unasked(why)
        yield not_checked("preview", phrase(why))
        return
    if target.server is not None:
        yield from _of_server(session, preferences, target, target.server)
    elif preferences.api_url is not None:
        yield from unasked(N_("the settings come first"))
        yield not_checked("preview", phrase(N_("the settings come first")))
    else:
        yield from check_without_server(preferences)
        yield not_checked("preview", phrase(N_("no API is set")))


def _of_server(
    session: Session, preferences: Preferences, target: _Target, server: Server
) -> Iterator[Finding]:
    """Ask the server for its rulebook, and for a preview where there is one."""
    asked = ask(server, session.runtime.now)
    yield from check_server(asked, preferences, lambda: tuple(unused_settings(preferences, server)))
    if asked.rulebook is None:
        yield not_checked("preview", phrase(N_("the server gave no answer that tells")))
    elif target.why_not is not None:
        yield not_checked("preview", phrase(target.why_not))
    else:
        comparison = PreviewComparison(
            session.servers.accounts(server),
            policy=lambda: load_policy(preferences.policy),
            now=session.runtime.now,
            write=_written,
        )
        yield comparison.check(target.account_id)


def _written(answer: InvoicePreview) -> bytes:
    """Write an answer as servers do, with a writer of its own."""
    return JsonWriter().encode(answer).encode()

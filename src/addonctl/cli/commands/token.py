"""`addonctl token`: make, list and revoke the tokens of the account API."""

from collections.abc import Sequence
from typing import Annotated

import typer

from addonctl.cli.options import words
from addonctl.cli.server_options import DatabaseOption, opened_database
from addonctl.cli.session import Session
from addonctl.cli.values import parse_choice
from addonctl.errors import UsageFailure
from addonctl.model.marking import N_
from addonctl.model.tokens import SCOPES
from addonctl.model.upkeep import TokenList, TokenRow
from addonctl.model.wire import instant

ACTIONS = ("new", "list", "revoke")
Action = Annotated[
    str, typer.Argument(metavar="ACTION", help="new, list or revoke."), words(ACTIONS)
]
Name = Annotated[
    str | None, typer.Argument(metavar="[NAME]", help="The token's name, such as reports.")
]
ScopeOption = Annotated[
    str | None,
    typer.Option(
        "--scope", metavar="SCOPE", help="read, act, manage or admin; each holds those before it."
    ),
    words(SCOPES),
]


def run(
    session: Session,
    action: Action,
    name: Name = None,
    *,
    scope: ScopeOption = None,
    database: DatabaseOption = None,
) -> int:
    """Make a token of the account API, list tokens or revoke one.

    A new token is printed once. It stands for a colleague or a program; its name is written
    beside what it records, and is never used again.

    \b
    Examples:
      addonctl token new reports --scope read
      addonctl token list
      addonctl token revoke reports
    """
    chosen = parse_choice(action, ACTIONS, option="ACTION")
    wanted = None if scope is None else parse_choice(scope, SCOPES, option="--scope")
    if chosen != "list" and name is None:
        raise UsageFailure("TOKEN_NEEDS", action=chosen, what="NAME")
    if chosen == "new" and wanted is None:
        raise UsageFailure("TOKEN_NEEDS", action=chosen, what="--scope")
    with opened_database(session, database) as opened:
        from addonctl.server.storage.tokens import Tokens  # noqa: PLC0415  # an extra

        tokens, now = Tokens(opened), session.now
        if chosen == "new" and name is not None and wanted is not None:
            session.printer.print(f"{tokens.new(name, wanted, now=now)}\n")
        elif chosen == "revoke" and name is not None:
            _tell(session, tokens.revoke(name, now=now))
        else:
            _show(session, tokens.all())
    return 0


def _tell(session: Session, revoked: TokenRow) -> None:
    """Say what was revoked, now or before; who wants only the answer knows by the exit code."""
    if session.shared.quiet:
        return
    if session.printer.form == "json":
        _show(session, [revoked])
        return
    is_now = revoked.revoked_at == instant(session.now)
    text = (
        N_("Revoked: {name} ({scope}). It fails at its next request.")
        if is_now
        else N_("{name} ({scope}) was revoked before: {moment}.")
    )
    say, moment = session.printer.translator, revoked.revoked_at
    session.printer.print(say(text, name=revoked.name, scope=revoked.scope, moment=moment) + "\n")


def _show(session: Session, tokens: Sequence[TokenRow]) -> None:
    listed = TokenList(as_of=session.as_of(), account=None, tokens=tuple(tokens))
    session.printer.show(listed)

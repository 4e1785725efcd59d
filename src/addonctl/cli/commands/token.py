"""`addonctl token`: make, list and revoke the tokens of the account API."""

from typing import Annotated

import typer

from addonctl.cli.options import words
from addonctl.cli.server_options import DatabaseOption, opened_database
from addonctl.cli.session import Session
from addonctl.cli.values import parse_choice
from addonctl.errors import UsageFailure
from addonctl.model.tokens import SCOPES
from addonctl.model.upkeep import TokenList

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
            tokens.revoke(name, now=now)
        else:
            listed = TokenList(as_of=session.as_of(), account=None, tokens=tuple(tokens.all()))
            session.printer.show(listed)
    return 0

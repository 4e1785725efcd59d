"""`addonctl db`: bring the database of the account API up to date."""

from typing import Annotated

import typer

from addonctl.cli.options import words
from addonctl.cli.server_options import (
    DatabaseOption,
    database_url,
    needing_server,
    server_options,
)
from addonctl.cli.session import Session
from addonctl.cli.values import parse_choice
from addonctl.model.marking import N_

ACTIONS = ("upgrade",)
Action = Annotated[str, typer.Argument(metavar="ACTION", help="upgrade."), words(ACTIONS)]


def run(session: Session, action: Action, *, database: DatabaseOption = None) -> int:
    """Bring the database of the account API up to date, to the schema of this addonctl.

    Make a backup before: there is no other way back. A new database needs none of this.

    \b
    Examples:
      addonctl db upgrade
      addonctl db upgrade --database sqlite:///accounts.db
    """
    parse_choice(action, ACTIONS, option="ACTION")
    with needing_server():
        from addonctl.server.serving import telling_unusable  # noqa: PLC0415
        from addonctl.server.storage.database import open_database  # noqa: PLC0415  # an extra
        from addonctl.server.storage.schema import upgrade_schema  # noqa: PLC0415
    options = server_options(session)
    opened = open_database(
        database_url(session, database), threads=1, has_pooler=options.pooler == "yes"
    )
    try:
        with telling_unusable(opened):
            before, after = upgrade_schema(opened)
    finally:
        opened.close()
    say = session.printer.translator
    text = (
        N_("{database} has the schema {after}; nothing was to be done.")
        if before == after
        else N_("{database} has the schema {after} now.")
    )
    session.printer.print(say(text, database=opened.shown, after=after) + "\n")
    return 0

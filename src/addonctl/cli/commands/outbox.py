"""`addonctl outbox`: the notes that wait, those that failed, and who has no address."""

from typing import Annotated

import typer

from addonctl.cli.options import words
from addonctl.cli.server_options import DatabaseOption, note_options, opened_database
from addonctl.cli.session import Session
from addonctl.cli.values import parse_choice, parse_count
from addonctl.errors import NotFoundFailure
from addonctl.model.notes import OutboxAnswer
from addonctl.model.wire import instant

ACTIONS = ("retry",)
MOST: int = 2_147_483_647
Action = Annotated[
    str | None,
    typer.Argument(metavar="[ACTION]", help="retry: try what failed again now."),
    words(ACTIONS),
]
Number = Annotated[
    str | None, typer.Argument(metavar="[NOTE]", help="The number of a note, to retry it alone.")
]


def run(
    session: Session,
    action: Action = None,
    number: Number = None,
    *,
    database: DatabaseOption = None,
) -> int:
    """Show the notes to owners that aren't delivered yet, and those to account managers.

    addonctl serve delivers them, where a mail server or a webhook is set. With retry it tries
    those that failed again within seconds; one that waits for its hour goes on waiting.

    \b
    Examples:
      addonctl outbox
      addonctl outbox retry
    """
    if action is not None:
        parse_choice(action, ACTIONS, option="ACTION")
    chosen = None if number is None else parse_count(number, option="NOTE", least=1, most=MOST)
    with opened_database(session, database) as opened:
        from addonctl.server.notes.listing import list_notes  # noqa: PLC0415  # an extra
        from addonctl.server.notes.outbox import Outbox  # noqa: PLC0415
        from addonctl.server.storage.repository import Repository  # noqa: PLC0415

        outbox, retried = Outbox(opened), None
        if chosen is not None and chosen not in {note.id for note in outbox.unsent()}:
            raise NotFoundFailure("UNKNOWN_NOTE", number=str(chosen))
        if action is not None:
            retried = outbox.retry(now=session.now, number=chosen)
        options = note_options(session)
        notes = list_notes(outbox, Repository(opened), options, now=session.now)
        answer = OutboxAnswer(
            as_of=session.as_of(),
            account=None,
            at=instant(session.now),
            notes=notes,
            retried=retried,
        )
        session.printer.show(answer)
    return 0

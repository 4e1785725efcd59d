"""`addonctl history`: what was recorded on an account."""

import typer

from addonctl.actions.record import list_history
from addonctl.cli.options import command
from addonctl.cli.session import Session
from addonctl.output.terminal.streams import Look
from addonctl.text.translator import Wording


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "history", run)


def run(session: Session) -> int:
    """Show what was recorded on an account, in the order of its file.

    \b
    Examples:
      addonctl new --example acme > acme.toml
      addonctl history -a acme.toml
      addonctl history -a acme.toml -o json
    """
    subject = session.subject()
    answer = list_history(subject, user=session.user)

    def table(say: Wording, look: Look) -> str:
        from addonctl.output.screens.history import render_history  # noqa: PLC0415

        return render_history(answer, subject, say, look)

    session.show(answer, table=table)
    return 0

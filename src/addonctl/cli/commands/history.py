"""`addonctl history`: what was recorded on an account."""

import typer

from addonctl.actions.record import list_history
from addonctl.cli.options import command
from addonctl.cli.session import Session
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator


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
    context = session.context()
    answer = list_history(context, user=session.user)

    def table(say: Translator, features: StreamFeatures) -> str:
        from addonctl.output.screens.history import render_history  # noqa: PLC0415

        return render_history(answer, context, say, features)

    session.show(answer, table=table)
    return 0

"""`addonctl history`: what was recorded on an account."""

from addonctl.actions.record import list_history
from addonctl.cli.session import Session
from addonctl.model.views import AccountView


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
    session.printer.show(AccountView(answer=answer, context=context))
    return 0

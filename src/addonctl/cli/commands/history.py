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
    if session.is_sweep:
        from addonctl.cli.sweeping.running import answer_many  # noqa: PLC0415  # one account does without

        return answer_many(session, "history")
    context = session.context()
    answer = list_history(context, user=session.user)
    session.printer.show(AccountView(answer=answer, context=context))
    return 0

"""`addonctl eligibility`: who may do what, and why."""

from typing import Annotated

import typer

from addonctl.actions.eligibility import decide_eligibility
from addonctl.actions.find import find_addon
from addonctl.cli.options import AnyAddon, ReadingOption, takes, words
from addonctl.cli.session import Session
from addonctl.cli.values import parse_choice
from addonctl.errors import UsageFailure
from addonctl.model.policy import ACTIONS

ActionOption = Annotated[
    str | None, takes("--action", "ACTION", "subscribe, quote, trial or request."), words(ACTIONS)
]
Why = Annotated[bool, typer.Option("--why", help="Show every reason and what would change it.")]
ExitStatus = Annotated[
    bool, typer.Option("--exit-status", help="Exit with 3 where the one decision is no.")
]


def run(
    session: Session,
    addon: AnyAddon = None,
    *,
    action: ActionOption = None,
    why: Why = False,
    exit_status: ExitStatus = False,
    reading: ReadingOption = None,
) -> int:
    """Say who may do what with the add-ons of an account, and why.

    \b
    Examples:
      addonctl new --example acme > acme.toml
      addonctl eligibility -a acme.toml
      addonctl eligibility ai-assist-pro -a acme.toml --as paul --action quote --why
      addonctl eligibility analytics-plus -a acme.toml --as paul --action trial --exit-status
      addonctl eligibility -a acme.toml --set plan=professional
    """
    chosen = ACTIONS if action is None else (parse_choice(action, ACTIONS, option="--action"),)
    is_one = addon is not None and action is not None and session.shared.as_user is not None
    if exit_status and (session.is_sweep or not is_one):
        raise UsageFailure("EXIT_STATUS_NEEDS_ONE")
    if session.is_sweep:
        from addonctl.cli.sweeping.running import answer_many  # noqa: PLC0415  # one account does without

        return answer_many(session, "eligibility", addon=addon, actions=chosen, reading=reading)
    session.reading(reading)
    context = session.context(reading)
    view = decide_eligibility(
        context,
        addons=context.catalog.addons if addon is None else (find_addon(context.catalog, addon),),
        users=context.account.users if session.user is None else (session.user,),
        actions=chosen,
        why=why,
    )
    session.printer.show(view)
    return 3 if exit_status and not view.answer.decisions[0].allowed else 0

"""`addonctl trial`: record that a trial is started."""

from addonctl.cli.options import Addon, DryRun, NewKey, NoInput, Yes
from addonctl.cli.recording.carry_out import carry_out
from addonctl.cli.recording.of_user import ActionOfUser, WantedAction
from addonctl.cli.session import Session


def run(
    session: Session,
    addon: Addon,
    *,
    yes: Yes = False,
    no_input: NoInput = False,
    dry_run: DryRun = False,
    new_key: NewKey = False,
) -> int:
    """Record that a trial is started; it runs once and never becomes a purchase by itself.

    \b
    Examples:
      addonctl new --example acme > acme.toml
      addonctl trial analytics-plus -a acme.toml --as paul --dry-run
      addonctl trial analytics-plus -a acme.toml --as paul --yes
    """
    wanted = WantedAction(
        action="trial",
        addon=addon,
        dry_run=dry_run,
        no_input=no_input,
        is_confirmed=yes,
        new_key=new_key,
    )
    return carry_out(session, wanted, lambda: ActionOfUser(session, wanted))

"""`addonctl quote`: record that a quote is requested, and word the request."""

from addonctl.cli.options import Addon, DryRun, LicensesOption, NewKey, NoInput, ReadingOption, Yes
from addonctl.cli.recording.carry_out import carry_out
from addonctl.cli.recording.of_user import ActionOfUser, WantedAction
from addonctl.cli.session import Session


def run(
    session: Session,
    addon: Addon,
    *,
    licenses: LicensesOption = None,
    reading: ReadingOption = None,
    yes: Yes = False,
    no_input: NoInput = False,
    dry_run: DryRun = False,
    new_key: NewKey = False,
) -> int:
    """Record that a quote is requested, and print the note for the account manager.

    \b
    Examples:
      addonctl new --example custom-quote > saentis.toml
      addonctl quote analytics-plus -a saentis.toml --as regula --dry-run
      addonctl quote analytics-plus -a saentis.toml --as luca --reading fr-table --yes
    """
    wanted = WantedAction(
        action="quote",
        addon=addon,
        licenses=licenses,
        reading=reading,
        dry_run=dry_run,
        no_input=no_input,
        is_confirmed=yes,
        new_key=new_key,
    )
    return carry_out(session, wanted, lambda: ActionOfUser(session, wanted))

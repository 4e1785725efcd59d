"""`addonctl trial`: record that a trial is started."""

from addonctl.actions.change import Prepared
from addonctl.cli.options import Addon, DryRun, NoInput, Yes
from addonctl.cli.recording.carry_out import Wanted, carry_out, show_question
from addonctl.cli.recording.prompts import ask_yes_or_no
from addonctl.cli.session import Session


def run(
    session: Session,
    addon: Addon,
    *,
    yes: Yes = False,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> int:
    """Record that a trial is started; it runs once and never becomes a purchase by itself.

    \b
    Examples:
      addonctl new --example acme > acme.toml
      addonctl trial analytics-plus -a acme.toml --as paul --dry-run
      addonctl trial analytics-plus -a acme.toml --as paul --yes
    """
    wanted = Wanted(action="trial", addon=addon, dry_run=dry_run)

    def confirm(prepared: Prepared) -> None:
        if not yes:
            show_question(session, prepared, no_input=no_input, flag="--yes")
            ask_yes_or_no(session)

    return carry_out(session, wanted, confirm=confirm)

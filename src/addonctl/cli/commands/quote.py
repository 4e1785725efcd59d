"""`addonctl quote`: record that a quote is requested, and word the request."""

from addonctl.actions.change import Prepared
from addonctl.cli.options import (
    Addon,
    DryRun,
    LicensesOption,
    NoInput,
    ReadingOption,
    Yes,
)
from addonctl.cli.recording.carry_out import Wanted, carry_out, show_question
from addonctl.cli.recording.prompts import ask_yes_or_no
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
) -> int:
    """Record that a quote is requested, and print the note for the account manager.

    \b
    Examples:
      addonctl new --example custom-quote > saentis.toml
      addonctl quote analytics-plus -a saentis.toml --as regula --dry-run
      addonctl quote analytics-plus -a saentis.toml --as luca --reading fr-table --yes
    """
    wanted = Wanted(
        action="quote", addon=addon, licenses=licenses, reading=reading, dry_run=dry_run
    )

    def confirm(prepared: Prepared) -> None:
        if not yes:
            show_question(session, prepared, no_input=no_input, flag="--yes")
            ask_yes_or_no(session)

    return carry_out(session, wanted, confirm=confirm)

"""`addonctl subscribe`: record the purchase of an add-on."""

from typing import Annotated

from addonctl.cli.options import Addon, DryRun, LicensesOption, NewKey, NoInput, Yes, takes
from addonctl.cli.recording.carry_out import carry_out
from addonctl.cli.recording.of_user import ActionOfUser, WantedAction
from addonctl.cli.session import Session

ExpectTotal = Annotated[
    str | None, takes("--expect-total", "AMOUNT", "Record only where now's total is this amount.")
]


def run(
    session: Session,
    addon: Addon,
    *,
    licenses: LicensesOption = None,
    expect_total: ExpectTotal = None,
    dry_run: DryRun = False,
    new_key: NewKey = False,
    no_input: NoInput = False,
    yes: Yes = False,
) -> int:
    """Record that an add-on is bought. Purchases are final; addonctl charges nobody.

    It asks for the account's id. In scripts, --expect-total answers instead; --yes never does.

    \b
    Examples:
      addonctl new --example annual-upfront > lumiere.toml
      addonctl subscribe analytics-plus -a lumiere.toml --as claire --dry-run
      addonctl subscribe analytics-plus -a lumiere.toml --as claire --expect-total 3305.69 \\
        --as-of 2026-11-21
    """
    del yes
    wanted = WantedAction(
        action="subscribe",
        addon=addon,
        licenses=licenses,
        expected_total=expect_total,
        dry_run=dry_run,
        no_input=no_input,
        is_confirmed=expect_total is not None,
        new_key=new_key,
    )
    return carry_out(session, wanted, lambda: ActionOfUser(session, wanted))

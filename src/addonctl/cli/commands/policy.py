"""`addonctl policy`: who may do what, as a table with its sources."""

from addonctl.actions.policy import lay_out_policy
from addonctl.cli.options import ReadingOption
from addonctl.cli.session import Session


def run(session: Session, *, reading: ReadingOption = None) -> int:
    """Show who may do what as a table, with sources, reasons and what the documents contest.

    \b
    Examples:
      addonctl policy
      addonctl policy --reading fr-table -o json
    """
    answer = lay_out_policy(
        session.policy,
        session.reading(reading),
        file=session.preferences.policy,
        as_of=session.as_of(),
    )
    session.show(answer)
    return 0

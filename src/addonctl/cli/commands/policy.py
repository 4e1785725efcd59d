"""`addonctl policy`: who may do what, as a table with its sources."""

from addonctl.actions.policy import lay_out_policy
from addonctl.cli.options import ReadingOption, WhySources
from addonctl.cli.session import Session
from addonctl.model.reports import PolicyView


def run(session: Session, *, why: WhySources = False, reading: ReadingOption = None) -> int:
    """Show who may do what as a table, with sources where it is asked why, and contradictions.

    \b
    Examples:
      addonctl policy --why
      addonctl policy --reading fr-table -o json
    """
    answer = lay_out_policy(
        session.policy,
        session.reading(reading),
        file=session.file_in_force("policy"),
        as_of=session.as_of(),
    )
    sources = None if why else session.why("policy", reading=reading)
    session.printer.show(PolicyView(answer=answer, sources=sources))
    return 0

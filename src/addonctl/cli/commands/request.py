"""`addonctl request`: record that someone asks for an add-on, or list who asks for what."""

from typing import Annotated

import typer

from addonctl.actions.people import list_requests
from addonctl.cli.options import FILE, AnyAddon, DryRun, NewKey, NoInput, Yes, takes
from addonctl.cli.recording.carry_out import carry_out
from addonctl.cli.recording.of_user import ActionOfUser, WantedAction
from addonctl.cli.session import Session
from addonctl.errors import UsageFailure
from addonctl.model.views import AccountView

List = Annotated[bool, typer.Option("--list", help="List who asks for what.")]
Note = Annotated[
    str | None, takes("--note", "FILE", "Write the note for the owners as an .eml file."), FILE
]


def run(
    session: Session,
    addon: AnyAddon = None,
    *,
    list_all: List = False,
    note: Note = None,
    yes: Yes = False,
    no_input: NoInput = False,
    dry_run: DryRun = False,
    new_key: NewKey = False,
) -> int:
    """Record that someone asks for an add-on, or list who asks for what. A person asks once.

    \b
    Examples:
      addonctl new --example acme > acme.toml
      addonctl request --list -a acme.toml
      addonctl request ai-assist -a acme.toml --as zoe --dry-run
    """
    del yes, no_input
    if list_all:
        if addon is not None or note is not None or dry_run:
            raise UsageFailure("LIST_ALONE")
        if session.is_sweep:
            from addonctl.cli.sweeping.running import answer_many  # noqa: PLC0415  # one does without

            return answer_many(session, "request")
        context = session.context()
        answer = list_requests(context, user=session.user)
        session.printer.show(AccountView(answer=answer, context=context))
        return 0
    if session.is_sweep:
        raise UsageFailure("LIST_NEEDED")
    if addon is None:
        raise UsageFailure("MISSING_ARGUMENT", argument="ADDON")
    wanted = WantedAction(
        action="request",
        addon=addon,
        note=note,
        dry_run=dry_run,
        is_confirmed=True,
        new_key=new_key,
    )
    return carry_out(session, wanted, lambda: ActionOfUser(session, wanted))

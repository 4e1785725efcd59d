"""`addonctl people`: who is on an account, with which roles, and what each may do."""

from typing import Annotated

import typer

from addonctl.actions.people import list_people
from addonctl.cli.options import PEOPLE
from addonctl.cli.session import Session
from addonctl.model.views import AccountView

Person = Annotated[
    str | None,
    typer.Argument(metavar="[TEXT]", help="A part of a name, an e-mail address or an id."),
    PEOPLE,
]


def run(session: Session, person: Person = None) -> int:
    """List the people of an account: ids, names, roles; with a text those whom it finds.

    \b
    Examples:
      addonctl new --example acme > acme.toml
      addonctl people -a acme.toml
      addonctl people martin -a acme.toml
      addonctl people -a acme.toml --as "Tom Roux" -o json
    """
    if session.is_sweep:
        from addonctl.cli.sweeping.running import answer_many  # noqa: PLC0415  # one account does without

        return answer_many(session, "people", person=person)
    context = session.context()
    answer = list_people(context, user=session.user, text=person)
    session.printer.show(AccountView(answer=answer, context=context))
    return 0

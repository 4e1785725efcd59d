"""`addonctl new`: an account file to start from."""

from typing import Annotated, Final, get_args

import typer

from addonctl.actions.new import new_account
from addonctl.cli.options import command
from addonctl.cli.parsing import parse_choice, parse_count, parse_date
from addonctl.cli.session import Session
from addonctl.cli.voice import Form
from addonctl.model.account import Frequency

MOST_LICENSES: Final = 1_000_000
FREQUENCIES: Final[tuple[Frequency, ...]] = get_args(Frequency)
OWN_FORMS: Final[tuple[Form, ...]] = ("table", "json")
WORDS: Final = {"output": OWN_FORMS}
Id = Annotated[str, typer.Option("--id", metavar="ID", help="The account's id.")]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help="Its name.")]
Plan = Annotated[
    str | None, typer.Option("--plan", metavar="PLAN", help="Its plan. [default: the first]")
]
Currency = Annotated[str, typer.Option("--currency", metavar="CODE", help="Its currency.")]
TimeZone = Annotated[
    str | None, typer.Option("--time-zone", metavar="ZONE", help="Such as Europe/Paris.")
]
Standard = Annotated[str, typer.Option("--standard", metavar="N", help="Standard licences.")]
Additional = Annotated[str, typer.Option("--additional", metavar="N", help="Additional users.")]
FrequencyOption = Annotated[
    str, typer.Option("--frequency", metavar="WORD", help=f"{', '.join(FREQUENCIES)}.")
]
Anchor = Annotated[
    str | None,
    typer.Option(
        "--anchor",
        metavar="DATE",
        help="First day of the first cycle. [default: the first of this month]",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "new", run, has_account=False, forms=OWN_FORMS)


def run(
    session: Session,
    *,
    account_id: Id = "new-account",
    name: Name = "New account",
    plan: Plan = None,
    currency: Currency = "EUR",
    time_zone: TimeZone = None,
    standard: Standard = "1",
    additional: Additional = "0",
    frequency: FrequencyOption = "monthly",
    anchor: Anchor = None,
) -> int:
    """Print a commented account file to start from; with -o json, the same without comments.

    \b
    Examples:
      addonctl new --id acme --name "Acme SAS" --standard 10 --additional 3 >acme.toml
      addonctl new --plan professional --currency USD --frequency annual --anchor 2026-03-15
    """
    catalog = session.catalog
    account = new_account(
        account_id=account_id,
        name=name,
        plan=next((each.id for each in catalog.plans), "") if plan is None else plan,
        currency=currency,
        time_zone=time_zone,
        standard=parse_count(standard, option="--standard", least=0, most=MOST_LICENSES),
        additional=parse_count(additional, option="--additional", least=0, most=MOST_LICENSES),
        frequency=parse_choice(frequency, FREQUENCIES, option="--frequency"),
        anchor=(
            session.as_of().replace(day=1)
            if anchor is None
            else parse_date(anchor, option="--anchor")
        ),
        catalog=catalog,
    )
    if session.form == "json":
        session.show_json(account)
    else:
        from addonctl.output.new_screen import render_new_account  # noqa: PLC0415  # for people

        session.print(render_new_account(account, catalog, session.wording, session.look))
    return 0

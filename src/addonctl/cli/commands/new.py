"""`addonctl new`: an account file to start from, made of options or one of the examples."""

from typing import Annotated, Final, get_args

from addonctl.actions.check import account_warnings
from addonctl.actions.new_account import OWNER, new_account
from addonctl.cli.account_parts import read_events, read_owner, read_prices, read_taxes
from addonctl.cli.options import Completes, takes, words
from addonctl.cli.registry import Candidate
from addonctl.cli.session import Session
from addonctl.cli.values import parse_choice, parse_count, parse_date
from addonctl.errors import UsageFailure
from addonctl.model.account import MAX_LICENSES, OF_PEOPLE, Account, Frequency
from addonctl.model.views import NewAccount
from addonctl.rules.recording import check_day
from addonctl.stores.packaged import example_names, load_example, read_example
from addonctl.stores.parsing.raw import Tree

FREQUENCIES: Final[tuple[Frequency, ...]] = get_args(Frequency)
UNLESS_GIVEN: Final = ("new-account", "New account", None, "EUR", None, "1", "0", "monthly")
"""The options that have a default, and those between them."""
EXAMPLES: Final = example_names()
Id = Annotated[str, takes("--id", "ID", "The account's id.")]
Name = Annotated[str, takes("--name", "NAME", "Its name.")]
Plan = Annotated[
    str | None,
    takes("--plan", "PLAN", "Its plan. [default: the first]"),
    Completes(lambda session: [Candidate(each.id) for each in session.own_catalog.plans]),
]
Currency = Annotated[str, takes("--currency", "CODE", "Its currency.")]
TimeZone = Annotated[str | None, takes("--time-zone", "ZONE", "Such as Europe/Paris.")]
Standard = Annotated[str, takes("--standard", "N", "Standard licences.")]
Additional = Annotated[str, takes("--additional", "N", "Additional users.")]
FrequencyOption = Annotated[
    str, takes("--frequency", "WORD", f"{', '.join(FREQUENCIES)}."), words(FREQUENCIES)
]
Anchor = Annotated[
    str | None,
    takes("--anchor", "DATE", "First day of the first cycle. [default: the first of this month]"),
]
Owner = Annotated[str | None, takes("--owner", "NAME", 'Its owner, also as "NAME <E-MAIL>".')]
Price = Annotated[
    list[str] | None,
    takes(
        "--price",
        "ADDON=AMOUNT",
        "What a licence costs a month, with /cycle behind it a cycle. May be repeated.",
    ),
]
Tax = Annotated[
    list[str] | None,
    takes("--tax", "NAME=PERCENT", "A tax; none where it pays none. May be repeated."),
]
Event = Annotated[
    list[str] | None,
    takes(
        "--event",
        "KIND,ADDON,DATE",
        f"What happened before: {', '.join(OF_PEOPLE)}; ,USER may follow. May be repeated.",
    ),
]
Example = Annotated[
    str | None,
    takes("--example", "NAME", "An example instead, such as acme; another word lists them."),
    words(EXAMPLES),
]


def run(
    session: Session,
    *,
    account_id: Id = UNLESS_GIVEN[0],
    name: Name = UNLESS_GIVEN[1],
    plan: Plan = None,
    currency: Currency = UNLESS_GIVEN[3],
    time_zone: TimeZone = None,
    standard: Standard = UNLESS_GIVEN[5],
    additional: Additional = UNLESS_GIVEN[6],
    frequency: FrequencyOption = UNLESS_GIVEN[7],
    anchor: Anchor = None,
    owner: Owner = None,
    price: Price = None,
    tax: Tax = None,
    event: Event = None,
    example: Example = None,
) -> int:
    """Print a commented account file to start from; with -o json, the same without comments.

    \b
    Examples:
      addonctl new --example acme > acme.toml
      addonctl new --id nova --name "Nova SAS" --owner "Ada Roy <ada@nova.example>" > nova.toml
      addonctl new --standard 10 --additional 3 --price analytics-plus=15.00 --tax VAT=20
      addonctl new --anchor 2026-03-15 --event trial_started,ai-assist,2026-11-02
    """
    if example is not None:
        others = (account_id, name, plan, currency, time_zone, standard, additional, frequency)
        is_alone = others == UNLESS_GIVEN and not any((anchor, owner, price, tax, event))
        return _print_example(session, example, is_alone=is_alone)
    check_day(session.today())
    catalog = session.own_catalog
    chosen = next((each.id for each in catalog.plans), "") if plan is None else plan
    terms = _terms(session, standard, additional, frequency, anchor)
    tree: Tree = {"schema": 1, "id": account_id, "name": name, "plan": chosen, "currency": currency}
    tree |= {**({} if time_zone is None else {"time_zone": time_zone}), **terms}
    tree["prices"] = read_prices(price or (), catalog)
    terms["billing"] |= read_taxes(tax or ())
    tree["users"] = [OWNER if owner is None else read_owner(owner)]
    tree["events"] = read_events(event or (), catalog)
    return _print_account(session, new_account(tree, catalog, session.today))


def _terms(
    session: Session, standard: str, additional: str, frequency: str, anchor: str | None
) -> dict[str, Tree]:
    """Read what is billed and when: by default from the first of the month that is asked about."""
    licenses: Tree = {
        "standard": parse_count(standard, option="--standard", least=0, most=MAX_LICENSES),
        "additional": parse_count(additional, option="--additional", least=0, most=MAX_LICENSES),
    }
    first_day = session.as_of().replace(day=1)
    billing: Tree = {
        "frequency": parse_choice(frequency, FREQUENCIES, option="--frequency"),
        "anchor": first_day if anchor is None else parse_date(anchor, option="--anchor"),
    }
    return {"billing": billing, "licenses": licenses}


def _print_account(session: Session, account: Account) -> int:
    """Print an account, and on standard error what it says and hardly means."""
    catalog = session.own_catalog
    session.printer.show(NewAccount(answer=account, catalog=catalog, today=session.as_of()))
    for _path, warning in account_warnings(account, catalog, session.today(account.time_zone)):
        session.printer.warn(warning)
    return 0


def _print_example(session: Session, word: str, *, is_alone: bool) -> int:
    """Print an example as TOML, whatever its file is; as JSON without its comments."""
    if not is_alone:
        raise UsageFailure("EXAMPLE_ALONE")
    name = parse_choice(word, EXAMPLES, option="--example")
    if session.printer.form == "json":
        session.printer.show_json(read_example(name))
        return 0
    from addonctl.output.screens.new_account import fit_file  # noqa: PLC0415  # for people

    session.printer.print(fit_file(load_example(name), session.printer.features))
    return 0

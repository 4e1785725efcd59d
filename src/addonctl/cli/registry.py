"""Name the commands: what help and completion say of each, and what all of its kind take.

A command's module is imported when it is asked for: help and the other commands do without it.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Final, Literal, NamedTuple

Form = Literal["table", "json", "markdown", "github", "toml", "jsonl", "csv"]
FORMS: Final[tuple[Form, ...]] = ("table", "json", "markdown")
"""The forms of most answers."""
SWEEP_FORMS: Final[tuple[Form, ...]] = ("jsonl", "csv")
"""The forms that only many accounts have."""
API: Final = "api"
"""What stands for the API that is set where many accounts are asked about."""

HELP: Final = """Say who may do what with the add-ons of an account, why, and what it costs.

It records and computes; it charges nobody.

\b
Examples:
  addonctl new --example acme > acme.toml
  addonctl invoice-preview analytics-plus -a acme.toml
  addonctl eligibility -a acme.toml
  addonctl catalog -a acme.toml -o json
"""


class Entry(NamedTuple):
    """A command: its line in help, whether it is about an account, the forms of its answer.

    One that `is_swept` also answers about many accounts; one without `has_user` is about nobody's
    action, so that no person is named.
    """

    help: str
    has_account: bool = True
    forms: tuple[Form, ...] = FORMS
    is_swept: bool = False
    has_user: bool = True


COMMANDS: Final = {
    "catalog": Entry("Show the account at a glance and every add-on.", is_swept=True),
    "eligibility": Entry(
        "Say who may do what with the add-ons of an account, and why.", is_swept=True
    ),
    "invoice-preview": Entry(
        "Show the invoices of a purchase, or the next one of all that is bought.", is_swept=True
    ),
    "invoice-check": Entry("Say why an amount was charged, to the cent.", is_swept=True),
    "subscribe": Entry("Record that an add-on is bought."),
    "quote": Entry("Record that a quote is requested."),
    "trial": Entry("Record that a trial is started."),
    "request": Entry(
        "Record that someone asks for an add-on, or list who asks for what.", is_swept=True
    ),
    "amend": Entry("Record a change of what was bought.", has_user=False),
    "people": Entry("List the people of an account.", is_swept=True),
    "history": Entry("Show what was recorded on an account.", is_swept=True),
    "check": Entry(
        "Check account, catalogue, price book and policy files.",
        has_account=False,
        forms=(*FORMS, "github"),
        is_swept=True,
    ),
    "policy": Entry("Show who may do what as a table, with sources.", has_account=False),
    "explain": Entry("Explain a code of an answer or an error.", has_account=False),
    "pull": Entry(
        "Print an account of the API as a file.", has_account=False, forms=("toml", "json")
    ),
    "push": Entry("Put an account file in its place in the API.", has_account=False),
    "new": Entry(
        "Print a commented account file to start from.", has_account=False, forms=("table", "json")
    ),
    "config": Entry(
        "Show every setting with its value and where it comes from.", has_account=False
    ),
    "doctor": Entry("Look for what keeps addonctl from working.", has_account=False),
    "completion": Entry("Print the completion script of a shell.", has_account=False, forms=()),
    "serve": Entry("Serve the account API.", has_account=False, forms=()),
    "token": Entry(
        "Make a token of the account API, list tokens or revoke one.", has_account=False
    ),
    "outbox": Entry("Show the notes to owners that aren't delivered yet.", has_account=False),
    "db": Entry("Bring the database of the account API up to date.", has_account=False, forms=()),
    "schema": Entry(
        "Print the JSON Schema of an answer or of a file.", has_account=False, forms=("json",)
    ),
}
"""The commands in the order in which help lists them."""


class Candidate(NamedTuple):
    """A word that may stand on a command line, and in few words what it is."""

    word: str
    help: str = ""


FILES: Final = Candidate(":files")
"""What stands for the files that the shell itself completes."""


def run_of(name: str) -> Callable[..., int]:
    """Import a command: `run(session, …)` with its own parameters, its help in its docstring."""
    module = import_module(f"addonctl.cli.commands.{name.replace('-', '_')}")
    run: Callable[..., int] = module.run
    return run

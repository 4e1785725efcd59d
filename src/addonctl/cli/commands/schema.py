"""`addonctl schema`: the JSON Schema of an answer or of a file."""

from typing import Annotated, Final

import typer

from addonctl.cli.options import words
from addonctl.cli.session import Session
from addonctl.cli.values import parse_choice
from addonctl.model import answers, notes, reports, summaries, upkeep
from addonctl.model.account import Account
from addonctl.model.catalog import CatalogFile
from addonctl.model.policy import Policy
from addonctl.model.preferences import SettingsFile

SCHEMAS: Final[dict[str, tuple[type, ...]]] = {
    "catalog": (answers.CatalogAnswer, CatalogFile),
    "eligibility": (answers.EligibilityAnswer,),
    "invoice-preview": (answers.InvoicePreview,),
    "subscribe": (answers.SubscribeAnswer,),
    "quote": (answers.QuoteAnswer,),
    "trial": (answers.TrialAnswer,),
    "request": (answers.RequestAnswer,),
    "requests": (answers.RequestList,),
    "people": (answers.PeopleAnswer,),
    "history": (answers.EventHistory,),
    "tokens": (upkeep.TokenList,),
    "outbox": (notes.OutboxAnswer,),
    "notification": (notes.NotificationDocument,),
    "check": (reports.CheckAnswer,),
    "policy": (reports.PolicyAnswer, Policy),
    "explain": (reports.ExplainAnswer,),
    "config": (upkeep.ConfigAnswer,),
    "doctor": (upkeep.DoctorAnswer,),
    "push": (upkeep.PushAnswer,),
    "error": (reports.FailureDocument,),
    "problem": (summaries.SweptProblem,),
    "account": (Account,),
    "settings": (SettingsFile,),
}
"""What each name means; `catalog` and `policy` are both a command's answer and a file, told apart
by their keys."""
Name = Annotated[
    str, typer.Argument(metavar="NAME", help=f"One of {', '.join(SCHEMAS)}."), words(SCHEMAS)
]


def run(session: Session, name: Name) -> int:
    """Print the JSON Schema of an answer or of a file.

    \b
    Examples:
      addonctl schema invoice-preview
      addonctl schema account
    """
    from addonctl.output.formats.json import json_schema  # noqa: PLC0415  # only where it is printed

    session.printer.show_json(
        json_schema(*SCHEMAS[parse_choice(name, tuple(SCHEMAS), option="NAME")])
    )
    return 0

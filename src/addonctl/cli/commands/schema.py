"""`addonctl schema`: the JSON Schema of an answer or of a file."""

from typing import Annotated, Final

import typer

from addonctl.cli.options import words
from addonctl.cli.session import Session
from addonctl.cli.values.words import parse_choice
from addonctl.model.account import Account
from addonctl.model.answers import (
    CatalogAnswer,
    EligibilityAnswer,
    EventHistory,
    InvoicePreview,
    PeopleAnswer,
    QuoteAnswer,
    RequestAnswer,
    RequestList,
    SubscribeAnswer,
    TrialAnswer,
)
from addonctl.model.catalog import CatalogFile
from addonctl.model.policy import Policy
from addonctl.model.preferences import SettingsFile
from addonctl.model.reports import (
    CheckAnswer,
    ConfigAnswer,
    ExplainAnswer,
    FailureDocument,
    PolicyAnswer,
)

SCHEMAS: Final[dict[str, tuple[type, ...]]] = {
    "catalog": (CatalogAnswer, CatalogFile),
    "eligibility": (EligibilityAnswer,),
    "invoice-preview": (InvoicePreview,),
    "subscribe": (SubscribeAnswer,),
    "quote": (QuoteAnswer,),
    "trial": (TrialAnswer,),
    "request": (RequestAnswer,),
    "requests": (RequestList,),
    "people": (PeopleAnswer,),
    "history": (EventHistory,),
    "check": (CheckAnswer,),
    "policy": (PolicyAnswer, Policy),
    "explain": (ExplainAnswer,),
    "config": (ConfigAnswer,),
    "error": (FailureDocument,),
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

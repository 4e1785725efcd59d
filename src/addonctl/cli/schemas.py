"""Name the documents of the product, each with the types that it is made of."""

from typing import Final

from addonctl.model import answers, notes, reports, summaries, upkeep
from addonctl.model.account import Account
from addonctl.model.answers import Answer
from addonctl.model.answers.checks import InvoiceCheck
from addonctl.model.catalog import CatalogFile
from addonctl.model.policy import Policy
from addonctl.model.preferences import SettingsFile

SCHEMAS: Final[dict[str, tuple[type, ...]]] = {
    "catalog": (answers.CatalogAnswer, CatalogFile),
    "eligibility": (answers.EligibilityAnswer,),
    "invoice-preview": (answers.InvoicePreview,),
    "invoice-previews": (answers.InvoicePreviews,),
    "next-invoice": (answers.NextInvoice,),
    "invoice-check": (InvoiceCheck,),
    "subscribe": (answers.SubscribeAnswer,),
    "quote": (answers.QuoteAnswer,),
    "trial": (answers.TrialAnswer,),
    "request": (answers.RequestAnswer,),
    "requests": (answers.RequestList,),
    "amend": (answers.AmendAnswer,),
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
_MORE: Final[dict[str, tuple[str, ...]]] = {
    "invoice-preview": ("invoice-preview", "invoice-previews", "next-invoice"),
    "request": ("request", "requests"),
    "token": ("tokens",),
    "new": ("account",),
    "pull": ("account",),
}
"""What commands answer with that is named otherwise than they are, or more than that."""


def answers_of(command: str, *, is_sweep: bool = False) -> tuple[type, ...]:
    """Return what a command may answer with as JSON; of many accounts, what stands for some, too.

    None are returned of a command whose document is of no type.
    """
    kinds = [kind for name in _MORE.get(command, (command,)) for kind in SCHEMAS.get(name, ())]
    found = [kind for kind in kinds if kind is Account or issubclass(kind, Answer)]
    return (*found, reports.FailureDocument) if is_sweep else tuple(found)

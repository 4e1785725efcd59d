"""Find the screen of an answer by its type, so that a command names none.

A screen is imported only where it is shown: JSON and the other screens do without it.
"""

from importlib import import_module
from typing import Any, Final

from msgspec import Struct

from addonctl.model.answers import View
from addonctl.output.page import Page
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator

TABLE: Final = "table"
SCREENS: Final[dict[str, str]] = {
    "AmendAnswer": "amend.result:add_amendment",
    "CatalogAnswer": "catalog.account:add_catalog",
    "CheckAnswer": "check:add_check",
    "CodeList": "explain:add_list",
    "ConfigAnswer": "config:add_config",
    "DoctorAnswer": "doctor:add_doctor",
    "EligibilityAnswer": "eligibility.account:add_eligibility",
    "EventHistory": "history:add_history",
    "ExplainAnswer": "explain:add_codes",
    "InvoiceCheck": "invoice_check.screen:add_check",
    "InvoicePreview": "invoice_preview.screen:add_preview",
    "InvoicePreviews": "invoice_preview.several:add_previews",
    "NextInvoice": "invoice_preview.bill:add_bill",
    "OutboxAnswer": "outbox:add_outbox",
    "PeopleAnswer": "people:add_people",
    "PlanCatalog": "catalog.plans:add_plans",
    "PolicyAnswer": "policy:add_policy",
    "PushAnswer": "push:add_push",
    "QuoteAnswer": "change.result:add_change",
    "RequestAnswer": "change.result:add_change",
    "RequestList": "history:add_requests",
    "SubscribeAnswer": "change.result:add_change",
    "SweepSummary": "sweep.screen:add_sweep",
    "TokenList": "tokens:add_tokens",
    "TrialAnswer": "change.result:add_change",
}
"""What adds each type of answer to a page: `module:function` below this folder."""
TEXTS: Final[dict[tuple[str, str], str]] = {
    ("Account", TABLE): "new_account:account_text",
    ("CheckAnswer", "github"): "check:annotations",
    ("InvoicePreview", "markdown"): "invoice_preview.markdown:mail_text",
    ("InvoicePreviews", "markdown"): "invoice_preview.joint_markdown:previews_text",
    ("NextInvoice", "markdown"): "invoice_preview.joint_markdown:bill_text",
}
"""What writes an answer in a form whose text is no page."""


def render(shown: Struct, say: Translator, features: StreamFeatures, *, form: str = TABLE) -> str:
    """Render an answer, alone or in its view, in the form asked for.

    What has no Markdown of its own is its table written as Markdown.
    """
    name = _name_of(shown)
    if (name, form) in TEXTS:
        text: str = screen_of(TEXTS[name, form])(shown, say, features)
        return text
    page = Page(say)
    screen_of(SCREENS[name])(page, shown)
    return page.written(features if form == TABLE else features.for_markdown())


def tells_warnings(shown: Struct, form: str) -> bool:
    """Say whether an answer tells its warnings: texts for other people and programs have none."""
    return (_name_of(shown), form) not in TEXTS


def _name_of(shown: Struct) -> str:
    return type(shown.answer if isinstance(shown, View) else shown).__name__


def screen_of(name: str) -> Any:  # noqa: ANN401  # each takes its own answer
    """Import the function that shows an answer."""
    module, _, function = name.partition(":")
    return getattr(import_module(f"addonctl.output.screens.{module}"), function)

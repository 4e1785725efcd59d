"""Find the screen of an answer by its type, so that a command names none.

A screen is imported only where it is shown: JSON and the other screens do without it.
"""

from importlib import import_module
from typing import Any, Final

from addonctl.output.terminal.streams import StreamFeatures, plain_features
from addonctl.text.translator import Translator

TABLE: Final = "table"
SCREENS: Final[dict[str, dict[str, str]]] = {
    "Account": {TABLE: "new_account:render_new_account"},
    "CatalogAnswer": {TABLE: "catalog.account:render_catalog"},
    "CheckAnswer": {TABLE: "check:render_check", "github": "check:render_check_github"},
    "CodeList": {TABLE: "explain:render_list"},
    "ConfigAnswer": {TABLE: "config:render_config"},
    "EligibilityAnswer": {TABLE: "eligibility.account:render_eligibility"},
    "EventHistory": {TABLE: "history:render_history"},
    "ExplainAnswer": {TABLE: "explain:render_codes"},
    "InvoicePreview": {
        TABLE: "invoice_preview.screen:render_preview",
        "markdown": "invoice_preview.markdown:render_preview_markdown",
    },
    "PeopleAnswer": {TABLE: "people:render_people"},
    "PlanCatalog": {TABLE: "catalog.plans:render_plans"},
    "PolicyAnswer": {TABLE: "policy:render_policy"},
    "QuoteAnswer": {TABLE: "change.result:render_change"},
    "RequestAnswer": {TABLE: "change.result:render_change"},
    "RequestList": {TABLE: "requests:render_requests"},
    "SubscribeAnswer": {TABLE: "change.result:render_change"},
    "TrialAnswer": {TABLE: "change.result:render_change"},
}
"""The renderer of each type of answer, by form: `module:function` below this folder."""


def render(
    answer: object,
    *about: object,
    form: str,
    say: Translator,
    features: StreamFeatures,
    **options: object,
) -> str:
    """Render an answer in the form asked for, with what its screen needs beside it.

    What has no Markdown of its own is its table written as Markdown.
    """
    forms = SCREENS[type(answer).__name__]
    if form not in forms:
        form, features = TABLE, plain_features(features)
    text: str = screen_of(forms[form])(answer, *about, say, features, **options)
    return text


def screen_of(name: str) -> Any:  # noqa: ANN401  # each takes its own answer
    """Import the function that renders a screen."""
    module, _, function = name.partition(":")
    return getattr(import_module(f"addonctl.output.screens.{module}"), function)

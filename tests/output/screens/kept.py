"""Gather all screens that are kept whole, and say which of them are kept in French, too.

That French is complete is proven of all of them (`test_snapshots`), so one of each family is kept
in French: enough to see how its words, numbers and columns come out.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from addonctl.text.translator import for_people
from tests.output.screens.amend_cases import IN_FRENCH, SCREENS_OF_AMENDMENTS
from tests.output.screens.bought_cases import SCREENS_OF_BOUGHT
from tests.output.screens.change_cases import SCREENS_OF_CHANGE
from tests.output.screens.eligibility_cases import (
    EXAMPLES_OF_PEOPLE,
    SCREENS_OF_ELIGIBILITY,
    show_example,
)
from tests.output.screens.failure_cases import SCREENS_OF_FAILURE
from tests.output.screens.report_cases import SCREENS_OF_REPORT
from tests.output.screens.support import terminal
from tests.output.screens.sweep_cases import SCREENS_OF_SWEEPS
from tests.output.screens.test_catalog import SCREENS_OF_CATALOG
from tests.output.screens.test_invoice_check import SCREENS_OF_CHARGES
from tests.output.screens.test_invoice_preview import SCREENS_OF_PREVIEW
from tests.output.screens.test_people import SCREENS_OF_PEOPLE

FRENCH: Final = for_people("fr")
ALL_SCREENS: Final[Mapping[str, Callable[..., str]]] = {
    **SCREENS_OF_CATALOG,
    **SCREENS_OF_ELIGIBILITY,
    **SCREENS_OF_PREVIEW,
    **SCREENS_OF_CHARGES,
    **SCREENS_OF_BOUGHT,
    **SCREENS_OF_FAILURE,
    **SCREENS_OF_PEOPLE,
    **SCREENS_OF_CHANGE,
    **SCREENS_OF_AMENDMENTS,
    **SCREENS_OF_REPORT,
    **SCREENS_OF_SWEEPS,
    **{
        f"eligibility-{name.partition('.')[0]}-80": partial(show_example, name, terminal(80))
        for name in EXAMPLES_OF_PEOPLE
    },
}
"""What shows each screen, in English or in the language that it is told to `say`."""

SAME: Final = {
    "charged-annual-upfront-pipe": "charged-annual-upfront-120",
    "failure-problems-pipe": "failure-problems-120",
    "failure-refused-contested-cp1252": "failure-refused-contested-80",
    "failure-refused-pipe": "failure-refused-80",
    "failure-syntax-ascii": "failure-syntax-80",
    "preview-asked-by-owner-80": "preview-acme-80",
}
"""Screens that look like another one, which stands for both."""

KEPT_IN_FRENCH: Final = (
    "catalog-acme-80",
    "catalog-acme-120",
    "plans-80",
    "eligibility-acme-80",
    "eligibility-acme-120",
    "eligibility-one-addon-80",
    "eligibility-yes-80",
    "eligibility-no-80",
    "eligibility-why-contested-80",
    "eligibility-why-two-reasons-80",
    "preview-annual-upfront-80",
    "preview-annual-upfront-120",
    "preview-schedule-and-comparison-80",
    "charged-annual-upfront-80",
    "charged-annual-upfront-120",
    "charged-unexplained-80",
    "charged-why-80",
    "next-invoice-80",
    "next-until-80",
    "next-mail",
    "several-acme-80",
    "several-mail",
    "preview-what-if-80",
    "preview-what-if-mail",
    "failure-problems-80",
    "failure-refused-80",
    "failure-no-price-80",
    "people-acme-80",
    "question-subscribe-80",
    "recorded-subscribe-80",
    "recorded-quote-80",
    "dry_run-trial-80",
    "requests-acme-80",
    "requests-acme-120",
    "requests-none-80",
    "history-acme-80",
    "check-bad-80",
    "policy-80",
    "explain-reason-80",
    "explain-conflict-80",
    "config-80",
    "doctor-unreachable-80",
    "sweep-preview-80",
    "sweep-eligibility-addon-80",
    "sweep-check-80",
    *IN_FRENCH,
)
"""At least one screen of each family."""


def kept_screens() -> dict[str, str]:
    """Show every screen that is kept, by the name of its file."""
    english = {name: show() for name, show in ALL_SCREENS.items() if name not in SAME}
    return english | {f"fr/{name}": ALL_SCREENS[name](say=FRENCH) for name in KEPT_IN_FRENCH}

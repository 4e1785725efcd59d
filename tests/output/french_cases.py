"""Show in French what other tests show in English: the same questions on the same streams."""

from collections.abc import Callable
from functools import partial

import pytest

from addonctl.text.translator import Translator, for_people
from tests.builders import EXAMPLE_NAMES
from tests.output import (
    change_cases,
    eligibility_cases,
    failure_cases,
    report_cases,
    screen_support,
    test_catalog_screen,
    test_people_screen,
)
from tests.output.change_cases import SCREENS_OF_CHANGE
from tests.output.eligibility_cases import SCREENS_OF_ELIGIBILITY, show_example
from tests.output.failure_cases import SCREENS_OF_FAILURE
from tests.output.report_cases import SCREENS_OF_REPORT
from tests.output.screen_support import example_preview, terminal
from tests.output.test_catalog_screen import SCREENS_OF_CATALOG
from tests.output.test_people_screen import SCREENS_OF_PEOPLE
from tests.output.test_preview_screen import SCREENS_OF_PREVIEW

FRENCH = for_people("fr")
_SPEAKERS = (
    change_cases,
    eligibility_cases,
    failure_cases,
    report_cases,
    screen_support,
    test_catalog_screen,
    test_people_screen,
)

ALL_SCREENS: dict[str, Callable[[], str]] = {
    **SCREENS_OF_CATALOG,
    **SCREENS_OF_ELIGIBILITY,
    **SCREENS_OF_PREVIEW,
    **SCREENS_OF_FAILURE,
    **SCREENS_OF_PEOPLE,
    **SCREENS_OF_CHANGE,
    **SCREENS_OF_REPORT,
    **{
        f"eligibility-{name.partition('.')[0]}-80": partial(show_example, name, terminal(80))
        for name in EXAMPLE_NAMES
    },
    "preview-annual-upfront-ascii-80": partial(
        example_preview, "annual-upfront.toml", terminal(80, encoding="ascii")
    ),
}
"""What shows each screen, in the language of the modules that show it."""

FRENCH_SCREENS = tuple(
    name
    for name in ALL_SCREENS
    if name.endswith(("-80", "-120")) and "hostile" not in name and "twelve" not in name
)
"""The screens that are kept whole in French, too."""


def in_french(name: str, translator: Translator = FRENCH) -> str:
    """Show a screen in French."""
    with pytest.MonkeyPatch.context() as patch:
        for module in _SPEAKERS:
            patch.setattr(module, "ENGLISH", translator)
        return ALL_SCREENS[name]()

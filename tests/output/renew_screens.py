"""Write the screens that tests compare with anew: `python -m tests.output.renew_screens`."""

from tests.output.eligibility_cases import SCREENS_OF_ELIGIBILITY
from tests.output.failure_cases import SCREENS_OF_FAILURE
from tests.output.french_cases import FRENCH_SCREENS, in_french
from tests.output.screen_support import SCREENS
from tests.output.test_catalog_screen import SCREENS_OF_CATALOG
from tests.output.test_people_screen import SCREENS_OF_PEOPLE
from tests.output.test_preview_screen import SCREENS_OF_PREVIEW

if __name__ == "__main__":
    for name, make in (
        SCREENS_OF_CATALOG
        | SCREENS_OF_ELIGIBILITY
        | SCREENS_OF_FAILURE
        | SCREENS_OF_PEOPLE
        | SCREENS_OF_PREVIEW
    ).items():
        (SCREENS / f"{name}.txt").write_text(make(), "utf-8")
    for name in FRENCH_SCREENS:
        (SCREENS / "fr" / f"{name}.txt").write_text(in_french(name), "utf-8")

"""Whole screens on a real terminal: what a person sees is what is kept, to the letter."""

from pathlib import Path

import pytest

from tests.cli.program import plain_text
from tests.cli.terminal import run_on_terminal
from tests.files import write
from tests.output.screens.support import snapshot
from tests.stores.reading import BROKEN

pytestmark = pytest.mark.usefixtures("examples")

LUMIERE = "examples/annual-upfront.toml"
ACME = "examples/acme.toml"
NORDWIND = "examples/nordwind.toml"
PREVIEW = ("invoice-preview", "analytics-plus", "-a")
ABOUT_PRO = ("eligibility", "ai-assist-pro", "-a", ACME)
FRENCH = ("--lang", "fr")
LISTED = ("request", "--list", "-a")
REQUESTS = {
    80: """\
Acme SAS (acme): 3 people ask for 2 add-ons · as of 21 Nov 2026, today
For the owner, Marie Duval

  Add-on         People  Since        Owner may
  ────────────────────────────────────────────────────
  AI Assist Pro       3  12 Oct 2026  quote, trial
    Zoé Martin, Hugo Blanc, Paul Lefèvre
  Analytics+          1  3 Nov 2026   subscribe, trial
    Zoé Martin
""",
    120: f"""\
Acme SAS (acme): 3 people ask for 2 add-ons · as of 21 Nov 2026, today
For the owner, Marie Duval

  Add-on         People  Since        Owner may         Who
  {"─" * 117}
  AI Assist Pro       3  12 Oct 2026  quote, trial      Zoé Martin (supervisor) 12 Oct, \
Hugo Blanc (supervisor) 19 Oct,
                                                        Paul Lefèvre (admin) 9 Nov
  Analytics+          1  3 Nov 2026   subscribe, trial  Zoé Martin (supervisor) 3 Nov
""",
}


@pytest.mark.parametrize(
    ("screen", "columns", "argv"),
    [
        ("eligibility-acme-80", 80, ("eligibility", "-a", ACME)),
        ("eligibility-acme-120", 120, ("eligibility", "-a", ACME)),
        ("eligibility-acme-40", 40, ("eligibility", "-a", ACME)),
        ("eligibility-acme-20", 20, ("eligibility", "-a", ACME)),
        ("eligibility-nordwind-80", 80, ("eligibility", "-a", NORDWIND)),
        ("eligibility-nordwind-120", 120, ("eligibility", "-a", NORDWIND)),
        ("eligibility-one-addon-80", 80, ABOUT_PRO),
        ("eligibility-one-addon-120", 120, ABOUT_PRO),
        (
            "eligibility-why-contested-80",
            80,
            (*ABOUT_PRO, "--as", "paul", "--action", "quote", "--why"),
        ),
        (
            "eligibility-why-two-reasons-120",
            120,
            (*ABOUT_PRO, "--as", "paul", "--action", "subscribe", "--why"),
        ),
        (
            "eligibility-yes-80",
            80,
            ("eligibility", "analytics-plus", "-a", ACME, "--as", "marie", "--action", "subscribe"),
        ),
        ("catalog-acme-80", 80, ("catalog", "-a", ACME)),
        ("catalog-acme-120", 120, ("catalog", "-a", ACME)),
        ("catalog-acme-20", 20, ("catalog", "-a", ACME)),
        ("plans-80", 80, ("catalog", "--why")),
        ("preview-annual-upfront-80", 80, (*PREVIEW, LUMIERE)),
        ("preview-annual-upfront-120", 120, (*PREVIEW, LUMIERE)),
        ("preview-acme-80", 80, (*PREVIEW, ACME)),
        ("preview-acme-120", 120, (*PREVIEW, ACME)),
        ("preview-acme-20", 20, (*PREVIEW, ACME)),
        ("fr/eligibility-acme-80", 80, ("eligibility", "-a", ACME, *FRENCH)),
        ("fr/eligibility-acme-120", 120, ("eligibility", "-a", ACME, *FRENCH)),
        ("fr/catalog-acme-80", 80, ("catalog", "-a", ACME, *FRENCH)),
        ("fr/catalog-acme-120", 120, ("catalog", "-a", ACME, *FRENCH)),
        ("fr/preview-annual-upfront-80", 80, (*PREVIEW, LUMIERE, *FRENCH)),
        ("fr/preview-annual-upfront-120", 120, (*PREVIEW, LUMIERE, *FRENCH)),
        ("fr/requests-acme-80", 80, (*LISTED, ACME, *FRENCH)),
        ("fr/requests-acme-120", 120, (*LISTED, ACME, *FRENCH)),
        ("fr/requests-none-80", 80, (*LISTED, LUMIERE, *FRENCH)),
        ("failure-refused-80", 80, ("subscribe", "analytics-plus", "-a", LUMIERE, "--as", "nadia")),
        (
            "failure-no-price-80",
            80,
            ("invoice-preview", "ai-assist-pro", "-a", ACME, "--licenses", "5"),
        ),
    ],
)
def test_screen_on_a_terminal_is_the_promised_one(
    screen: str, columns: int, argv: tuple[str, ...]
) -> None:
    """What a person sees on a terminal of that width is the screen that is kept, to the letter."""
    ran = run_on_terminal(*argv, columns=columns)
    assert plain_text(ran.err) == snapshot(screen)
    assert ran.code == (0 if not screen.startswith("failure") else 3 if "refused" in screen else 6)


@pytest.mark.parametrize("columns", [80, 120])
def test_requests_are_listed_on_a_terminal(columns: int) -> None:
    """Who asks for what, since when, and what the owner may do about it; 120 columns name all."""
    ran = run_on_terminal(*LISTED, ACME, columns=columns)
    assert ran.code == 0
    assert plain_text(ran.err) == REQUESTS[columns]
    nobody = run_on_terminal(*LISTED, LUMIERE, columns=columns)
    assert plain_text(nobody.err) == (
        "Brasserie Lumière SAS (lumiere): no requests · as of 21 Nov 2026, today\n"
    )


@pytest.mark.parametrize("columns", [80, 120])
def test_broken_file_is_shown_with_all_its_problems(columns: int) -> None:
    """All problems at once, in the file's order, each with its place."""
    write(Path.cwd(), BROKEN, "broken.toml")
    ran = run_on_terminal("catalog", "-a", "broken.toml", columns=columns)
    assert ran.code == 6
    assert plain_text(ran.err) == snapshot(f"failure-problems-{columns}")


def test_terminal_is_asked_for_its_own_width() -> None:
    """COLUMNS wins over the terminal, and the terminal over the design's width."""
    argv = ("eligibility", "-a", ACME)
    narrow = run_on_terminal(*argv, columns=120, environ={"COLUMNS": "80"})
    assert plain_text(narrow.err) == snapshot("eligibility-acme-80")
    unknown = run_on_terminal(*argv, columns=0)
    assert plain_text(unknown.err) == snapshot("eligibility-acme-80")


def test_terminal_that_can_show_no_colour_gets_none() -> None:
    """Colour is for terminals that have it and people who want it."""
    argv = ("catalog", "-a", ACME)
    assert "\x1b[" in run_on_terminal(*argv).err
    for environ in ({"TERM": "dumb"}, {"NO_COLOR": "1"}):
        assert run_on_terminal(*argv, environ=environ).err == snapshot("catalog-acme-80")

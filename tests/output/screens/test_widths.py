"""Every screen on every width: nothing is cut, and nothing is wider than it must be."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from rich.cells import cell_len

from addonctl.output.terminal.streams import StreamFeatures
from tests.builders import EXAMPLE_NAMES
from tests.output.screens.support import (
    PIPE,
    catalog_text,
    example_preview,
    example_subject,
    terminal,
)

WIDTHS = [*range(20, 201, 6), 79, 80, 81, 119, 120, 121]
SCREENS: dict[str, Callable[[StreamFeatures], str]] = {
    **{f"catalog {name}": partial(catalog_text, example_subject(name)) for name in EXAMPLE_NAMES},
    **{f"preview {name}": partial(example_preview, name) for name in EXAMPLE_NAMES},
}
# The start of a command up to its account, or one of its options; such a part is never broken.
COMMAND_PART = re.compile(r"addonctl [a-z]+ [a-z-]+( \\)?|-{1,2}[a-z-]+ \S+( \\)?")
AMOUNT = re.compile(r"-?\d[\d,]*\.\d{2,}( [A-Z]{3})?|\d{1,2} [A-Z][a-z]{2} \d{4}|\[prices\.\S+\]")


def can_be_narrower(line: str) -> bool:
    """Say whether a line could have been broken: it is more than one word or part of a command."""
    text = line.strip()
    whole = re.sub(r"\d{1,2} [A-Z][a-z]{2} \d{4}|\d [A-Z]{3}\b", "", text)
    return " " in whole and not COMMAND_PART.fullmatch(text)


@pytest.mark.no_cover
@pytest.mark.parametrize("name", SCREENS)
def test_no_line_is_too_wide_and_no_amount_date_or_id_is_cut(name: str) -> None:
    """Single words and parts of commands alone are wider than a terminal, and no fact is cut."""
    whole = {found.group() for found in AMOUNT.finditer(SCREENS[name](PIPE))}
    assert whole
    for width in WIDTHS:
        text = SCREENS[name](terminal(width))
        for line in text.split("\n"):
            assert cell_len(line) <= width or not can_be_narrower(line), (width, line)
        shown = {found.group() for found in AMOUNT.finditer(text)}
        assert whole <= shown, width


@pytest.mark.parametrize("name", SCREENS)
def test_one_column_is_no_crash(name: str) -> None:
    """On the narrowest stream words stand below each other, as on one of twenty columns."""
    assert SCREENS[name](terminal(1)).split() == SCREENS[name](terminal(20)).split()


@pytest.mark.parametrize("name", SCREENS)
def test_colour_adds_nothing_but_colour(name: str) -> None:
    """Without its colours a coloured screen is the plain one, sign for sign."""
    colored = SCREENS[name](terminal(80, has_color=True))
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == SCREENS[name](terminal(80))

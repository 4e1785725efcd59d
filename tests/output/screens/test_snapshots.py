"""Every screen that is kept is shown to the letter, in English and in French; none is left over."""

from collections import Counter

import pytest
from rich.cells import cell_len

from tests.output.screens.kept import ALL_SCREENS, FRENCH, KEPT_IN_FRENCH, SAME
from tests.output.screens.support import SNAPSHOTS, example_preview, file_of, snapshot, terminal
from tests.output.screens.test_widths import COMMAND_PART
from tests.text.listening import WatchedFrench


@pytest.mark.parametrize("name", ALL_SCREENS)
def test_screen_is_the_one_that_is_kept(name: str) -> None:
    """Every line, space and sign of the screen is that of its file."""
    assert ALL_SCREENS[name]() == snapshot(SAME.get(name, name))


@pytest.mark.parametrize("name", KEPT_IN_FRENCH)
def test_french_screen_is_the_one_that_is_kept(name: str) -> None:
    """Every line, space and sign of the French screen is that of its file."""
    assert ALL_SCREENS[name](say=FRENCH) == snapshot(f"fr/{name}")


def test_every_file_is_compared_with_a_screen() -> None:
    """A file that no screen is compared with proves nothing, so it goes with its screen."""
    files = {path for path in SNAPSHOTS.rglob("*") if path.is_file()}
    names = (ALL_SCREENS.keys() - SAME.keys()) | {f"fr/{name}" for name in KEPT_IN_FRENCH}
    assert files == set(map(file_of, names))


def test_no_two_files_are_the_same() -> None:
    """Of screens that look alike one is kept and the others are named beside it."""
    texts = Counter(path.read_text("utf-8") for path in SNAPSHOTS.rglob("*.txt"))
    assert [text for text, count in texts.items() if count > 1] == []


def test_every_family_is_kept_in_french() -> None:
    """What a screen's name begins with is its family."""
    families = {name.partition("-")[0] for name in ALL_SCREENS}
    assert {name.partition("-")[0] for name in KEPT_IN_FRENCH} == families


@pytest.mark.parametrize("name", ALL_SCREENS)
def test_screen_is_wholly_french(name: str) -> None:
    """Every sentence that a screen asks for has its French."""
    translator = WatchedFrench()
    ALL_SCREENS[name](say=translator)
    assert translator.missed == set()


@pytest.mark.parametrize(
    "name", [name for name in ALL_SCREENS if name.endswith("-80") and "hostile" not in name]
)
def test_french_screen_fits_eighty_columns(name: str) -> None:
    """A line is wider only where it holds a single word or a part of a command."""
    for line in ALL_SCREENS[name](say=FRENCH).split("\n"):
        text = line.strip()
        assert cell_len(line) <= 80 or " " not in text or COMMAND_PART.fullmatch(text), line


def test_ascii_screen_can_be_read_in_french() -> None:
    """Where the stream holds nothing but ASCII, letters lose their accents and aren't escaped."""
    text = example_preview("annual-upfront.toml", terminal(80, encoding="ascii"), say=FRENCH)
    assert text.isascii()
    assert "\\" not in text.replace(" \\\n", "")
    assert "Utilisateurs supplementaires" in text

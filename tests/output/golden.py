"""Compare a screen with the file that holds it whole, for one kind of stream."""

from pathlib import Path

from addonctl.output.streams import Look
from addonctl.output.wording import for_people

SCREENS = Path(__file__).parent / "screens"
ENGLISH = for_people("en")


def golden(name: str) -> str:
    """Read a screen as it should be."""
    return (SCREENS / f"{name}.txt").read_bytes().decode("utf-8")


def terminal(width: int, *, encoding: str = "utf-8", has_color: bool = False) -> Look:
    """Make a terminal."""
    return Look(is_terminal=True, width=width, has_color=has_color, encoding=encoding)


PIPE = Look(is_terminal=False, width=None, has_color=False, encoding="utf-8")
"""What isn't a terminal and has no width."""

"""A purchase of what is bought is refused with who changes it, and a command that shows how."""

import shlex
from pathlib import Path

import pytest

from tests.cli.accounts import changed
from tests.cli.command_lines import ON
from tests.cli.program import run
from tests.files import write

WAYS = (
    ("invoice-preview", "ADDON"),
    ("subscribe", "ADDON", "--as", "marie", "-n"),
    ("quote", "ADDON", "--as", "marie", "-n"),
)


def bought(folder: Path, addon: str, quantity: int) -> None:
    """Write an account of 13 licences that has bought an add-on for so many."""
    event = f'[[events]]\nkind = "subscribed"\ndate = 2026-02-03\naddon = "{addon}"\n'
    write(folder, f"{changed()}{event}quantity = {quantity}\n", "a.toml")


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
@pytest.mark.parametrize(
    ("addon", "quantity", "options"),
    [
        ("analytics-plus", 11, []),
        ("analytics-plus", 13, ["--end", "cycle"]),
        ("ai-assist", 11, ["--licenses", "N"]),
    ],
)
def test_refused_purchase_names_the_change_that_can_be_made(
    folder: Path, way: tuple[str, ...], addon: str, quantity: int, options: list[str]
) -> None:
    """The account manager or the success team changes it; the command that is named can be run."""
    bought(folder, addon, quantity)
    argv = [addon if word == "ADDON" else word for word in way]
    ran = run(*argv, *ON)
    assert ran.code == 3
    assert "changes a subscription (AMENDED_BY_VENDOR; English article, purchase rules)" in ran.err
    line = ran.err.splitlines()[-1]
    named = shlex.split(line)
    assert named == ["addonctl", "amend", addon, "-a", "a.toml", *options, "--dry-run"]
    words = ["5" if word == "N" else word for word in named[1:]]
    assert run(*words).code == 0


def test_other_refusals_and_eligibility_name_no_change(folder: Path) -> None:
    """No role makes one: it is no action, and no step of anybody's."""
    bought(folder, "analytics-plus", 11)
    for argv in (
        ("trial", "analytics-plus", "--as", "marie", "-n"),
        ("request", "analytics-plus", "--as", "paul", "-n"),
        ("eligibility", "analytics-plus", "--why"),
        ("eligibility", "analytics-plus", "-o", "json"),
    ):
        ran = run(*argv, *ON)
        assert ran.code == (0 if argv[0] == "eligibility" else 3)
        assert "amend" not in (ran.out + ran.err).lower()

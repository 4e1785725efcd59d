"""An account whose licences aren't those that are bought is right, and warned of."""

from pathlib import Path

import pytest

from tests.cli.accounts import changed
from tests.cli.program import run
from tests.files import write

LATER = '\n[[events]]\ndate = 2026-03-01\naddon = "analytics-plus"\n'
COMING = f'{LATER}kind = "licenses_changed"\nquantity = 13\neffective = 2099-01-31'
VOIDED = f'{LATER}kind = "voided"\nevent = 1'


@pytest.mark.parametrize(
    ("addon", "events", "warned"),
    [
        ("analytics-plus", "quantity = 11", "11 licences are bought, and the account has 13 now"),
        ("analytics-plus", "quantity = 13", None),
        ("analytics-plus", "", None),
        ("ai-assist", "quantity = 11", None),
        ("ai-assist", "quantity = 14", "14 licences are bought, and the account has 13 now"),
        ("analytics-plus", f"quantity = 11{COMING}", None),
        ("analytics-plus", f"quantity = 11{VOIDED}", None),
    ],
)
def test_licences_that_are_not_those_that_are_bought(
    folder: Path, addon: str, events: str, warned: str | None
) -> None:
    """All licences of the account are bought, or some of them assigned; `catalog` says the same."""
    event = f'[[events]]\nkind = "subscribed"\ndate = 2026-02-03\naddon = "{addon}"\n{events}\n'
    write(folder, changed() + event, "a.toml")
    checked, shown = run("check", "a.toml"), run("catalog", "-a", "a.toml")
    assert (checked.code, shown.code) == (0, 0)
    for text in (checked.out, " ".join(shown.out.split())):
        assert (warned in text) if warned else ("are bought" not in text)
    assert run("check", "a.toml", "--strict").code == (6 if warned else 0)

"""Which account a command line is about: a file, an id, the environment."""

from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT, write
from tests.cli.program import CANARY, run


@pytest.mark.parametrize("account", ["nowhere", "a.b-c_d"])
def test_account_id_without_a_folder_is_not_found(account: str) -> None:
    """A word that is no file is an id, and without a folder of accounts there is none."""
    ran = run("catalog", "-a", account)
    assert (ran.code, "ADDONCTL_ACCOUNTS" in ran.err) == (5, True)


def test_account_id_is_looked_up_in_the_folder_of_accounts(folder: Path) -> None:
    """An id names a file of the folder; one that isn't there is told with the nearest."""
    (folder / "accounts").mkdir()
    write(folder / "accounts", ACCOUNT, "acme.toml")
    environ = {"ADDONCTL_ACCOUNTS": "accounts"}
    assert run("catalog", "-a", "acme", environ=environ).code == 0
    ran = run("catalog", "-a", "akme", environ=environ)
    assert ran.code == 5
    assert "did you mean acme?" in ran.err


@pytest.mark.usefixtures("account")
def test_account_of_the_environment_is_used() -> None:
    """ADDONCTL_ACCOUNT names the account where the command line doesn't."""
    ran = run("catalog", "-o", "json", environ={"ADDONCTL_ACCOUNT": "a.toml"})
    assert ran.json["account"]["id"] == "acme"


def test_settings_of_a_cloned_folder_are_ignored(account: Path) -> None:
    """A `.env` beside the account leads nowhere and changes nothing."""
    plain = run("catalog", "-a", account, "-o", "json")
    hostile = f"ADDONCTL_API_URL=http://evil\nADDONCTL_LANG=fr\nADDONCTL_CATALOG=x\nT={CANARY}\n"
    write(account.parent, hostile, ".env")
    assert run("catalog", "-a", account, "-o", "json", environ={"ADDONCTL_LANG": "en"}) == plain

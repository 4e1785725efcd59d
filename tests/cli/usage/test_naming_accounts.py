"""Which account a command line is about: a file, an id, the environment."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT
from tests.cli.program import CANARY, run
from tests.files import write


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


def folder_of(folder: Path, **files: str) -> dict[str, str]:
    """Make a folder of accounts, and return the environment that names it."""
    (folder / "accounts").mkdir()
    for name, text in files.items():
        write(folder / "accounts", text, name.replace("_", "."))
    return {"ADDONCTL_ACCOUNTS": "accounts"}


ASKING = [
    ("catalog",),
    ("history",),
    ("request", "ai-assist", "--as", "tom"),
    ("subscribe", "analytics-plus", "--as", "marie", "--expect-total", "70.20"),
]


@pytest.mark.parametrize("argv", ASKING)
def test_two_files_of_one_id_are_refused(folder: Path, argv: tuple[str, ...]) -> None:
    """Neither wins: both are named, and nothing is recorded in either."""
    as_json = json.dumps(tomllib.loads(ACCOUNT), default=str)
    environ = folder_of(folder, acme_toml=ACCOUNT, acme_json=as_json)
    ran = run(*argv, "-a", "acme", environ=environ)
    assert ran.code == 6
    assert "accounts/acme.toml and accounts/acme.json" in ran.err
    assert run("catalog", "-a", "accounts/acme.json").code == 0


@pytest.mark.parametrize("argv", ASKING)
def test_a_file_that_holds_another_account_is_refused(folder: Path, argv: tuple[str, ...]) -> None:
    """Whoever asks for one account never gets or changes another; both ids are named."""
    environ = folder_of(folder, nova_toml=ACCOUNT)
    ran = run(*argv, "-a", "nova", environ=environ)
    assert ran.code == 6
    assert 'accounts/nova.toml holds the account "acme", not "nova"' in ran.err
    assert run("catalog", "-a", "accounts/nova.toml").code == 0


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

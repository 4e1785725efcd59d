"""`addonctl doctor` on a machine without a server: the package, the settings, the accounts."""

import datetime as dt
import os
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from addonctl.actions.doctor import local
from addonctl.model.wire import Intent
from addonctl.stores.api.journal import Journal
from addonctl.stores.packaged import packaged_files
from tests.builders import EXAMPLES
from tests.cli.accounts import ACCOUNT, POLICY
from tests.cli.program import CANARY, NOW, Ran, run
from tests.files import replaced

BOOK: Final = (EXAMPLES / "price-book.toml").read_text("utf-8")


def doctor(*argv: str, **environ: str) -> Ran:
    """Ask in JSON."""
    return run("doctor", "-o", "json", *argv, environ=environ)


def check(ran: Ran, name: str) -> Any:  # noqa: ANN401  # JSON
    """Return what one check found."""
    return next(each for each in ran.json["checks"] if each["name"] == name)


def words(ran: Ran, name: str) -> str:
    """Return all that one check says, in English."""
    return "; ".join(each["en"] for each in check(ran, name)["found"])


def failing(ran: Ran, name: str, code: str, exit_code: int) -> Any:  # noqa: ANN401  # JSON
    """See that one check failed, and that the run ends with its failure."""
    found = check(ran, name)
    assert (found["state"], found["code"], ran.code) == ("failed", code, exit_code), ran
    assert ran.error["code"] == code
    return found


def test_nothing_set_is_nothing_wrong() -> None:
    """What there is is checked; that no API is set is said and no fault."""
    ran = doctor()
    assert (ran.code, ran.json["ok"], ran.json["server"]) == (0, True, None)
    states = {each["name"]: each["state"] for each in ran.json["checks"]}
    ok = {name for name, state in states.items() if state == "ok"}
    assert ok == {"data", "settings", "versions", "rules", "journal"}
    for name in states.keys() - ok:
        assert states[name] == "not_checked"
        assert " is set" in words(ran, name)
    screen = run("doctor")
    assert screen.out.startswith("Nothing is wrong: 5 ok, 5 not checked.\n")
    assert ", without an API\n" in screen.out


def test_settings_are_told_with_their_origins(folder: Path) -> None:
    """Which file, which profile, what is from where; no value, and no secret."""
    (folder / "team.toml").write_text(
        'lang = "en"\n[profiles.night]\ncolor = "never"\n', encoding="utf-8"
    )
    ran = doctor("--config", "team.toml", "--profile", "night", ADDONCTL_READING="fr-table")
    assert words(ran, "settings") == (
        "profile: night; from ADDONCTL_READING: reading; from team.toml: lang,"
        " color; from --profile: profile"
    )
    (folder / "profiles.toml").write_text('[profiles.night]\nlang = "fr"\n', encoding="utf-8")
    ran = doctor("--config", "profiles.toml", ADDONCTL_TOKEN=CANARY)
    found = check(ran, "settings")
    assert (ran.code, found["state"], found["code"]) == (0, "warning", "TOKEN_UNUSED")
    assert "profiles.toml sets nothing" in words(ran, "settings")


SETTINGS: Final[dict[str, tuple[str, str, int]]] = {
    "a wrong line": ("colour = 1\nlang = 2\n", "SETTINGS_INVALID", 6),
    "no TOML": ("lang = \n", "SETTINGS_SYNTAX", 6),
    "an unknown profile": ('profile = "night"\n', "UNKNOWN_PROFILE", 2),
    "no address": ('api_url = "billing"\n', "API_URL_INVALID", 6),
    "plain http": ('api_url = "http://billing.example.com"\n', "API_PLAIN_HTTP", 4),
    "a secret": ('api_url = "https://me:hunter2@billing.example.com"\n', "API_ADDRESS_SECRET", 4),
    "an account's secret": (
        'account = "https://me:hunter2@billing.example.com/v1/accounts/acme"\n',
        *("API_ADDRESS_SECRET", 4),
    ),
    "a proxy": ('proxy = "socks://proxy"\n', "PROXY_INVALID", 6),
    "no authorities": ('ca_file = "missing.pem"\n', "CA_FILE_INVALID", 6),
    "no catalogue": ('catalog = "missing.toml"\n', "FILE_MISSING", 6),
    "a wrong catalogue": ('catalog = "book.toml"\n', "CATALOG_INVALID", 6),
    "a policy with a gap": ('policy = "gap.toml"\n', "POLICY_INCOMPLETE", 6),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_wrong_settings_fail(folder: Path, name: str) -> None:
    """With all their problems; the rest that can be checked is."""
    text, code, exit_code = SETTINGS[name]
    head, _, rest = POLICY.partition('[[permit]]\nid = "owner-subscribes"')
    (folder / "gap.toml").write_text(head + rest.partition("\n\n")[2], encoding="utf-8")
    (folder / "book.toml").write_text(replaced(BOOK, ('"EUR"', '"XXX"')), encoding="utf-8")
    (folder / "config.toml").write_text(text, encoding="utf-8")
    ran = doctor("--config", "config.toml")
    failing(ran, "settings", code, exit_code)
    assert "hunter2" not in ran.out + ran.err
    assert check(ran, "data")["state"] == "ok"
    for language in ("en", "fr"):
        screen = run("doctor", "--config", "config.toml", "--lang", language)
        assert screen.code == exit_code
        assert f"{code}" in screen.out
        assert f"error[{code}]" in screen.err


def test_wrong_settings_are_told_each(folder: Path) -> None:
    """The first of several is what the run ends with."""
    (folder / "config.toml").write_text('proxy = "x"\ncatalog = "x.toml"\n', encoding="utf-8")
    ran = doctor("--config", "config.toml", ADDONCTL_LANG="fr")
    failing(ran, "settings", "FILE_MISSING", 6)
    assert "no address of a proxy" in words(ran, "settings")
    assert "from ADDONCTL_LANG: lang" in words(ran, "settings")
    (folder / "config.toml").write_text("colour = 1\nlang = 2\n", encoding="utf-8")
    ran = doctor("--config", "config.toml", ADDONCTL_API_URL="https://billing.example.com")
    problems = check(ran, "settings")["problems"]
    assert [each["line"] for each in problems] == [1, 2]
    assert words(ran, "api") == "the settings come first"


def test_accounts_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many accounts it has; an id that two files have; one that can't be read or isn't one."""
    place = folder / "accounts"
    place.mkdir()
    for name in ("acme.toml", "nova.toml", "readme.md"):
        (place / name).write_text(ACCOUNT, encoding="utf-8")
    ran = doctor(ADDONCTL_ACCOUNTS="accounts")
    assert (ran.code, words(ran, "accounts")) == (0, "accounts has 2 accounts")
    (place / "acme.json").write_text("{}", encoding="utf-8")
    failing(doctor(ADDONCTL_ACCOUNTS="accounts"), "accounts", "TWO_ACCOUNT_FILES", 6)
    failing(doctor(ADDONCTL_ACCOUNTS="missing"), "accounts", "ACCOUNTS_FOLDER_MISSING", 5)

    list_all = os.listdir

    def refuse(path: str) -> list[str]:
        if path == "accounts":
            raise PermissionError(13, "no")
        return list_all(path)

    monkeypatch.setattr(os, "listdir", refuse)
    ran = doctor(ADDONCTL_ACCOUNTS="accounts")
    failing(ran, "accounts", "ACCOUNTS_FOLDER_UNREADABLE", 6)
    assert "permission denied" in words(ran, "accounts")


@pytest.mark.parametrize("text", ["[[prices]\n", '[[plans]]\nid = "x"\n', None])
def test_damaged_package_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    """Nothing that stands on it is checked then."""
    path = tmp_path / "catalog.toml"
    if text is not None:
        path.write_text(text, "utf-8")
    monkeypatch.setattr(local, "packaged_files", lambda: (str(path),))
    ran = doctor(ADDONCTL_API_URL="https://billing.example.com")
    failing(ran, "data", "PACKAGED_DATA_INVALID", 6)
    assert words(ran, "rules") == "the package comes first"
    assert {each["state"] for each in ran.json["checks"][3:9]} == {"not_checked"}


SENT: Final = Intent(
    action="subscribe", addon="analytics-plus", user="Marie Duval", as_of=NOW.date(), licenses=4
)
ADDRESS: Final = "https://billing.example.com/v1/accounts/acme"
COMMAND: Final = f"addonctl subscribe analytics-plus -a {ADDRESS} --as 'Marie Duval' --licenses 4"


def began(at: dt.datetime = NOW, **changed: Any) -> Path:  # noqa: ANN401  # of an intent
    """Leave an entry behind, as a run does that was killed; return its file."""
    folder = Path(os.environ["HOME"]) / ".local" / "state"
    intent = msgspec.structs.replace(SENT, **changed)
    journal = Journal(str(folder), server="https://billing.example.com", now=lambda: at)
    journal.begin("acme", intent)
    return max((folder / "addonctl" / "sent").glob("*.json"), key=lambda path: path.stat().st_mtime)


def test_unfinished_changes_warn() -> None:
    """Each with the command that ends it, whether an API is set or not; no token is in it."""
    began()
    began(
        NOW + dt.timedelta(seconds=1),
        action="quote",
        licenses=None,
        reading="fr-table",
        addon="ai-assist-pro",
    )
    ran = doctor()
    found = check(ran, "journal")
    assert (ran.code, found["state"], found["code"]) == (0, "warning", "CHANGE_UNFINISHED")
    assert found["commands"] == [
        COMMAND,
        f"addonctl quote ai-assist-pro -a {ADDRESS} --as 'Marie Duval' --reading fr-table",
    ]
    assert "sent to https://billing.example.com on 2026-11-21" in words(ran, "journal")
    screen = run("doctor", "--lang", "fr")
    assert f"\n  {COMMAND}\n" in screen.out


def test_unfinished_change_that_is_too_old_fails() -> None:
    """As its command would: nobody sends it again before somebody has looked."""
    began(NOW - dt.timedelta(hours=24, seconds=1))
    found = failing(doctor(), "journal", "KEY_TOO_OLD", 8)
    assert found["commands"] == [f"addonctl history -a {ADDRESS}"]


def test_journal_that_cannot_be_read_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Damaged, open to others, something else: it isn't said that anything was to be sent."""
    path = began()
    path.write_text("{", "utf-8")
    assert "isn't what addonctl wrote" in told_of_journal()
    entry = began(addon="ai-assist").read_text("utf-8")
    path.write_text(entry.replace("Z", ""), "utf-8")
    assert "isn't what addonctl wrote" in told_of_journal()
    path.unlink()
    path.symlink_to("/dev/zero")
    assert str(path) in told_of_journal()
    path.parent.chmod(0o777)
    assert "isn't yours alone" in told_of_journal()
    path.parent.chmod(0o700)
    monkeypatch.setenv("XDG_STATE_HOME", str(path))
    told_of_journal()
    monkeypatch.setenv("XDG_STATE_HOME", "")
    monkeypatch.setenv("HOME", "")
    assert check(doctor(), "journal")["state"] == "not_checked"


def told_of_journal() -> str:
    """Return what is said of a journal that can't be used."""
    ran = doctor()
    failing(ran, "journal", "JOURNAL_UNUSABLE", 7)
    told = words(ran, "journal")
    assert told.startswith("what was sent before can't be read from ")
    assert "about to be sent" not in told + ran.err
    assert "nothing was sent" not in told + ran.err
    return told


def test_packaged_files_are_all() -> None:
    """The catalogue, the policy and every example are looked at."""
    names = {Path(file).name for file in packaged_files()}
    assert {"catalog.toml", "policy.toml", "acme.toml", "leap-day.json"} <= names


MAIL: Final = {"ADDONCTL_SMTP_URL": "smtp://localhost", "ADDONCTL_MAIL_FROM": "notes@a.example"}
HOOK: Final = {"ADDONCTL_WEBHOOK_URL": "https://hooks.example/x"}
NOTES: Final[dict[str, tuple[dict[str, str], str, int]]] = {
    "no sender": ({"ADDONCTL_SMTP_URL": "smtp://localhost"}, "SETTING_NEEDS", 6),
    "no secret": (HOOK, "SETTING_NEEDS", 6),
    "no such file": (
        HOOK | {"ADDONCTL_WEBHOOK_SECRET_FILE": "/nowhere/secret"},
        "SECRET_FILE_UNREADABLE",
        4,
    ),
    "no address": (
        MAIL | {"ADDONCTL_ACCOUNT_MANAGER": "the manager"},
        "MAIL_ADDRESS_INVALID",
        6,
    ),
    "plain": ({**MAIL, "ADDONCTL_SMTP_URL": "http://a.example"}, "SMTP_URL_INVALID", 6),
}


@pytest.mark.parametrize("case", NOTES)
def test_settings_of_notes_are_looked_at(case: str) -> None:
    """As the server does before it starts; nothing is sent for that."""
    environ, code, exit_code = NOTES[case]
    failing(doctor(**environ), "settings", code, exit_code)


def test_quotes_that_nobody_is_told_of_are_warned_of() -> None:
    """By mail they have no reader; nothing is wrong with that."""
    ran = doctor(**MAIL)
    found = check(ran, "settings")
    assert (ran.code, found["state"], found["code"]) == (0, "warning", "ACCOUNT_MANAGER_UNSET")
    ran = doctor(**MAIL, ADDONCTL_ACCOUNT_MANAGER="sales@a.example")
    assert (ran.code, check(ran, "settings")["state"]) == (0, "ok")

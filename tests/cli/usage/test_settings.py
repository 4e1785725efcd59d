"""Settings: which source wins, where each value comes from, and what is wrong with one."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.accounts import ACCOUNT, changed
from tests.cli.program import CANARY, Ran, run, spawn
from tests.files import write

INVALID = "SETTINGS_INVALID"
BOOK = """\
[[prices]]
addon = "ai-assist"
currency = "EUR"
unit_price = "9.00"
per = "month"
valid_from = 2026-01-01
"""


def in_force(*argv: str, **given: Any) -> dict[str, tuple[str | None, str | None]]:  # noqa: ANN401 - as `run` takes
    """Return the value and the origin of each setting."""
    answer = run("config", *argv, "-o", "json", **given).json
    return {each["name"]: (each["value"], each["origin"]["name"]) for each in answer["settings"]}


def home_file(folder: Path, text: str) -> dict[str, str]:
    """Write the settings file of a home, and return the environment of that home."""
    path = folder / "home" / ".config" / "addonctl" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return {"HOME": str(folder / "home")}


def test_nothing_set_is_all_defaults(folder: Path) -> None:
    """Every setting has its default, and its origin says so; only the locale names a language."""
    assert in_force() == {
        "account": (None, None),
        "accounts": (None, None),
        "catalog": (None, None),
        "policy": (None, None),
        "reading": ("strict", None),
        "lang": ("en", "LC_ALL"),
        "color": ("auto", None),
        **dict.fromkeys(("api_url", "token_file", "ca_file"), (None, None)),
        **dict.fromkeys(("proxy", "operator", "profile"), (None, None)),
        "database": (None, None),
        "server_hosts": (None, None),
        "server_rate": ("20", None),
        "server_burst": ("100", None),
        "server_failures": ("10", None),
        "server_header_seconds": ("10", None),
        "server_body_seconds": ("30", None),
        "server_stop_seconds": ("10", None),
        "server_connections": ("64", None),
        "server_pooler": ("no", None),
        **dict.fromkeys(("smtp_url", "smtp_password_file", "mail_from"), (None, None)),
        **dict.fromkeys(("account_manager", "webhook_url", "webhook_secret_file"), (None, None)),
    }
    answer = run("config", "-o", "json", environ={"HOME": str(folder)}).json
    assert answer["file"] == str(folder / ".config/addonctl/config.toml")
    assert answer["file_exists"] is False


def test_flag_wins_over_variable_over_file_over_default(folder: Path) -> None:
    """Of two sources the nearer one counts, and its name is shown."""
    environ = home_file(folder, 'lang = "fr"\nreading = "fr-table"\ncolor = "never"\n')
    path = str(folder / "home/.config/addonctl/config.toml")
    found = in_force(environ=environ)
    assert (found["lang"], found["reading"]) == (("fr", path), ("fr-table", path))
    found = in_force(environ=environ | {"ADDONCTL_LANG": "en", "ADDONCTL_READING": "strict"})
    assert found["lang"] == ("en", "ADDONCTL_LANG")
    assert found["reading"] == ("strict", "ADDONCTL_READING")
    assert found["color"] == ("never", path)
    found = in_force("--lang", "fr", "--color", "always", environ=environ | {"ADDONCTL_LANG": "en"})
    assert found["lang"] == ("fr", "--lang")
    assert found["color"] == ("always", "--color")


def test_one_file_is_read_the_nearest_named(folder: Path) -> None:
    """`--config` wins over ADDONCTL_CONFIG, that over XDG_CONFIG_HOME, that over the home."""
    environ = home_file(folder, 'account = "of-home"\n')
    assert in_force(environ=environ)["account"][0] == "of-home"
    write_settings(folder / "xdg" / "addonctl" / "config.toml", 'account = "of-xdg"\n')
    environ["XDG_CONFIG_HOME"] = str(folder / "xdg")
    assert in_force(environ=environ)["account"][0] == "of-xdg"
    write_settings(folder / "variable.toml", 'account = "of-variable"\n')
    environ["ADDONCTL_CONFIG"] = "variable.toml"
    assert in_force(environ=environ)["account"] == ("of-variable", "variable.toml")
    write_settings(folder / "option.toml", 'account = "of-option"\n')
    found = in_force("--config", "option.toml", environ=environ)
    assert found["account"] == ("of-option", "option.toml")


def write_settings(path: Path, text: str) -> None:
    """Write a settings file and its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    "environ",
    [
        {"HOME": ""},
        {"HOME": "."},
        {"XDG_CONFIG_HOME": "relative", "HOME": ""},
    ],
)
def test_current_directory_is_never_searched(folder: Path, environ: Mapping[str, str]) -> None:
    """Without an absolute home there is no settings file, whatever lies in the directory."""
    for place in (".config/addonctl", "addonctl", "relative/addonctl", "."):
        write_settings(folder / place / "config.toml", 'lang = "fr"\n')
    write_settings(folder / "addonctl.toml", 'lang = "fr"\n')
    answer = run("config", "-o", "json", environ=environ).json
    assert (answer["file"], answer["file_exists"]) == (None, False)
    assert "no home folder" in run("config", environ=environ).out


def test_dotenv_of_the_current_directory_is_ignored(folder: Path, account: Path) -> None:
    """T12: who can write to a directory must not steer who works in it."""
    write(folder, "ADDONCTL_LANG=fr\nADDONCTL_API_URL=http://evil\n", ".env")
    assert "Add-on" in run("catalog", "-a", account).out
    assert in_force(environ={"ADDONCTL_COLOR": "never"})["lang"] == ("en", "LC_ALL")


def test_secrets_have_no_option_and_no_setting(account: Path) -> None:
    """T16: `--token` doesn't exist, and what it was given is shown nowhere."""
    ran = run("catalog", "-a", account, "--token", CANARY)
    assert (ran.code, "NO_SECRET_OPTION" in ran.err) == (2, True)
    ran = run("config", environ={"ADDONCTL_TOKEN": CANARY})
    assert (ran.code, "ADDONCTL_TOKEN has no effect" in ran.err) == (0, True)


def test_empty_variables_are_not_set() -> None:
    """A variable that is set to nothing is as one that isn't set, also an unknown one."""
    names = ("ACCOUNT", "ACCOUNTS", "CATALOG", "POLICY", "READING", "LANG", "COLOR", "CONFIG", "X")
    empty = {f"ADDONCTL_{name}": "" for name in names}
    for environ in (empty, empty | {"ADDONCTL_COLOR": "never"}):
        ran = run("config", "-o", "json", environ=environ)
        assert (ran.code, ran.err) == (0, "")
        assert {each["origin"]["kind"] for each in ran.json["settings"][:5]} == {"default"}


def test_variables_in_lower_case_are_others() -> None:
    """Names of variables are exact."""
    assert in_force(environ={"addonctl_reading": "fr-table", "ADDONCTL_COLOR": "never"})[
        "reading"
    ] == ("strict", None)


def test_paths_of_a_file_are_relative_to_it(folder: Path) -> None:
    """A file names its neighbours; a variable names what lies in the current directory."""
    path = folder / "elsewhere" / "settings.toml"
    write_settings(path, 'accounts = "mine"\ncatalog = "/abs/book.toml"\npolicy = "~/p.toml"\n')
    found = in_force("--config", "elsewhere/settings.toml", environ={"HOME": "/home/me"})
    assert found["accounts"][0] == "elsewhere/mine"
    assert found["catalog"][0] == "/abs/book.toml"
    assert found["policy"][0] == "/home/me/p.toml"
    assert in_force(environ={"ADDONCTL_ACCOUNTS": "mine"})["accounts"][0] == "mine"


def test_account_id_is_looked_up_in_the_accounts_folder(folder: Path) -> None:
    """`-a acme` is a file of the folder, TOML or JSON; an unknown id is 5, with the nearest."""
    (folder / "mine").mkdir()
    write(folder / "mine", ACCOUNT, "acme.toml")
    environ = {"ADDONCTL_ACCOUNTS": "mine"}
    assert run("catalog", "-a", "acme", environ=environ).out.startswith("Acme SAS (acme)")
    ran = run("catalog", "-a", "acne", environ=environ)
    assert (ran.code, "did you mean acme?" in ran.err) == (5, True)
    ran = run("catalog", "-a", "zzz", "-o", "json", environ=environ)
    assert (ran.code, ran.error["code"]) == (5, "UNKNOWN_ACCOUNT")


def test_account_of_the_settings_needs_no_option(folder: Path, account: Path) -> None:
    """The account of the file or the variable is used where none is named."""
    del account
    write(folder, 'account = "a.toml"\n', "settings.toml")
    assert run("catalog", "--config", "settings.toml").out.startswith("Acme SAS (acme)")
    assert run("catalog", environ={"ADDONCTL_ACCOUNT": "a.toml"}).out.startswith("Acme SAS")


def test_price_book_of_the_settings_gives_prices(folder: Path, account: Path) -> None:
    """A price book that the settings name is in force, and named in the answer."""
    write(folder, BOOK, "book.toml")
    ran = run("catalog", "-a", account, "-o", "json", environ={"ADDONCTL_CATALOG": "book.toml"})
    prices = {each["id"]: each["price"] for each in ran.json["addons"]}
    assert prices["ai-assist"]["unit_price"] == "9.00"
    assert prices["ai-assist"]["file"] == "book.toml"


def test_reading_of_the_settings_decides(folder: Path) -> None:
    """ADDONCTL_READING is used where `--reading` isn't given, and gives way to it."""
    write(folder, changed(('currency = "EUR"', 'currency = "USD"')))
    invocation = ("eligibility", "ai-assist", "-a", "a.toml", "--as", "paul", "--action", "quote")

    def allowed(*more: str, **environ: str) -> bool:
        (decision,) = run(*invocation, *more, "-o", "json", environ=environ).json["decisions"]
        return bool(decision["allowed"])

    assert not allowed()
    assert allowed(ADDONCTL_READING="fr-table")
    assert not allowed("--reading", "strict", ADDONCTL_READING="fr-table")


def test_language_and_colour_of_the_settings_hold_for_answers_and_errors(folder: Path) -> None:
    """What the settings file says of language and colour holds for errors, too."""
    write(folder, ACCOUNT)
    write(folder, 'lang = "fr"\ncolor = "always"\n', "settings.toml")
    assert (
        "Module"
        in run("catalog", "-a", "a.toml", "--config", "settings.toml", "--color", "never").out
    )
    environ = {"ADDONCTL_CONFIG": "settings.toml", "TERM": "xterm"}
    assert "Module" in run("catalog", "-a", "a.toml", environ=environ).out
    ran = run("catalog", "-a", "nowhere", environ=environ)
    assert "pas de compte" in ran.err
    assert "\x1b[31m" in ran.err
    ran = run("catalog", "-a", "nowhere", "--lang", "en", "--color", "never", environ=environ)
    assert 'no account "nowhere"' in ran.err
    assert "\x1b" not in ran.err


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ('lang = "de"\n', INVALID, 's.toml:1: lang: "de" is not en or fr'),
        ("acounts = 'x'\n", INVALID, 's.toml:1: acounts: unknown key; did you mean "accounts"?'),
        ('\nreading = "srict"\n', INVALID, 'is not strict or fr-table; did you mean "strict"?'),
        ('\nreading = "srict"\n', INVALID, "s.toml:2: reading: "),
        ("account = 5\n", INVALID, "s.toml:1: account: must be text in quotes"),
        ("token = 'x'\n", INVALID, "s.toml:1: token: unknown key"),
        ("account = \n", "SETTINGS_SYNTAX", "s.toml:1:11: this is not TOML"),
        ("", "FILE_EMPTY", "s.toml is empty"),
        ("x" * 262_145, "FILE_TOO_LARGE", "larger than 262144 bytes"),
    ],
)
def test_broken_file_is_named_with_its_place(folder: Path, text: str, code: str, says: str) -> None:
    """A settings file that can't be read is 6, with every line that is wrong."""
    write(folder, text, "s.toml")
    for environ, argv in (
        ({}, ("--config", "s.toml")),
        ({"ADDONCTL_CONFIG": "s.toml"}, ()),
    ):
        ran = run("catalog", *argv, environ=environ)
        assert ran.code == 6
        assert ran.err.startswith(f"error[{code}]: ")
        assert says in ran.err
        assert run("catalog", *argv, "-o", "json", environ=environ).error["code"] == code


def test_named_file_has_to_be_there() -> None:
    """A file that was named and doesn't exist is a mistake, one that wasn't named isn't."""
    ran = run("catalog", "--config", "nowhere.toml")
    assert (ran.code, "nowhere.toml does not exist" in ran.err) == (6, True)
    ran = run("catalog", "--config", "")
    assert (ran.code, "OPTION_NEEDS_VALUE" in ran.err) == (2, True)


def test_broken_link_in_the_home_is_not_overlooked(folder: Path) -> None:
    """What stands in the place of the settings file is read or told."""
    (folder / ".config" / "addonctl").mkdir(parents=True)
    (folder / ".config" / "addonctl" / "config.toml").symlink_to("nowhere")
    ran = run("catalog", environ={"HOME": str(folder)})
    assert (ran.code, "FILE_LINK" in ran.err) == (6, True)


def test_every_wrong_variable_is_named(account: Path) -> None:
    """All wrong variables at once, with what they may be; a rejected value is cut and escaped."""
    environ = {
        "ADDONCTL_LANG": "en_US",
        "ADDONCTL_READING": "fr-tabel",
        "ADDONCTL_COLOR": "\x1b[2J" + "x" * 1000,
    }
    ran = run("catalog", "-a", account, environ=environ)
    assert ran.code == 6
    lines = ran.err.splitlines()
    assert lines[0] == "error[SETTINGS_INVALID]: the environment sets 3 values that can't be"
    told = sorted(line for line in lines if line.startswith("ADDONCTL_"))
    assert [line.split(":")[0] for line in told] == sorted(environ)
    assert 'did you mean "fr-table"?' in ran.err
    assert "x" * 60 not in ran.err
    error = run("catalog", "-a", account, "-o", "json", environ=environ).error
    assert {problem["file"] for problem in error["problems"]} == set(environ)


def test_unknown_variable_is_pointed_out_after_the_answer(account: Path) -> None:
    """A variable that looks like a setting is told on standard error, unless -q is given."""
    environ = {"ADDONCTL_ACOUNT": "x", "ADDONCTL_LANGUAGE": "fr"}
    plain = run("catalog", "-a", account)
    ran = run("catalog", "-a", account, environ=environ)
    assert (ran.code, ran.out) == (0, plain.out)
    assert ran.err.splitlines() == [
        "warning: ADDONCTL_ACOUNT is no setting and has no effect; did you mean ADDONCTL_ACCOUNT?",
        "warning: ADDONCTL_LANGUAGE is no setting and has no effect; did you mean ADDONCTL_LANG?",
    ]
    assert run("catalog", "-a", account, "-q", environ=environ).err == ""
    warnings = run("config", "-o", "json", environ=environ).json["warnings"]
    assert [warning["code"] for warning in warnings] == ["UNKNOWN_VARIABLE"] * 2


def test_unknown_variable_never_turns_the_outcome(account: Path) -> None:
    """With standard error closed or full, or with a hostile name, the answer is the same."""
    environ = {"ADDONCTL_\x1b[2J": "x"}
    ran = run("catalog", "-a", account, environ=environ, closed=("stderr",))
    assert (ran.code, ran.out) == (0, run("catalog", "-a", account).out)
    assert "\\x1b[2J" in run("catalog", "-a", account, environ=environ).err
    full = spawn(
        *("catalog", "-a", account, "--as-of", "2026-11-21"),
        environ={"ADDONCTL_ACOUNT": "x"},
        script='exec "$@" 2>/dev/full',
    )
    assert (full.code, "Acme SAS (acme)" in full.out) == (0, True)


def test_table_shows_each_value_with_its_origin(folder: Path) -> None:
    """A person sees which file is used and where each value comes from."""
    write(folder, 'reading = "fr-table"\n', "s.toml")
    ran = run("config", "--config", "s.toml", environ={"ADDONCTL_COLOR": "never"})
    lines = [line.split() for line in ran.out.splitlines()]
    assert ran.out.splitlines()[0] == "Settings file: s.toml"
    assert ["reading", "fr-table", "s.toml"] in lines
    assert ["color", "never", "ADDONCTL_COLOR"] in lines
    assert ["policy", "(packaged)", "default"] in lines
    assert (
        "| reading | fr-table | s.toml |"
        in run("config", "--config", "s.toml", "-o", "markdown").out
    )


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_settings_of_a_server_are_shown_to_who_runs_one(form: str) -> None:
    """Where one is set that one, with `-v` all; JSON has them always."""
    assert "server_" not in run("config", "-o", form).out
    assert "database" not in run("config", "-o", form).out
    ran = run("config", "-o", form, environ={"ADDONCTL_SERVER_RATE": "20"})
    assert ran.out.count("server_") == 1
    assert "ADDONCTL_SERVER_RATE" in ran.out
    shown = run("config", "-o", form, "-v").out
    assert all(name in shown for name in ("database", "server_hosts", "server_pooler"))


@pytest.mark.startup
@pytest.mark.parametrize(
    ("environ", "is_loaded"),
    [({}, False), ({"ADDONCTL_LANG": ""}, False), ({"ADDONCTL_LANG": "en"}, True)],
)
def test_settings_are_loaded_only_where_one_is_set(
    account: Path, environ: dict[str, str], *, is_loaded: bool
) -> None:
    """Pydantic costs as much as an answer: it is imported where a setting is set, and not else."""
    del account
    ran = spawn("catalog", "-a", "a.toml", "-o", "json", environ=environ | {"PYTHONVERBOSE": "1"})
    assert ran.code == 0
    assert ("import 'pydantic_settings'" in ran.err) == is_loaded
    assert json.loads(ran.out)


def test_debug_switch_of_the_library_shows_nothing(account: Path) -> None:
    """The library's own debugging doesn't print what is set."""
    environ = {"PYDANTIC_SETTINGS_DEBUG": "1", "ADDONCTL_TOKEN": CANARY, "ADDONCTL_LANG": "en"}
    ran: Ran = run("catalog", "-a", account, environ=environ)
    assert ran.code == 0

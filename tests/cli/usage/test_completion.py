"""Completion: what may stand on the line, in three real shells, and silence whatever goes wrong."""

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from addonctl.cli.registry import COMMANDS
from tests.cli.accounts import ACCOUNT, changed
from tests.cli.program import Ran, run, spawn
from tests.files import write
from tests.patience import GUARD_SECONDS

PROGRAMS = Path(sys.executable).parent
SHELLS = ("bash", "zsh", "fish")


def tab(*words: str, of: str = "zsh", environ: Mapping[str, str] | None = None) -> Ran:
    """Ask for what may stand for the last word, as a shell's script does."""
    line = {
        "COMP_WORDS": "\n".join(("addonctl", *words)),
        "COMP_CWORD": str(len(words)),
        "_ADDONCTL_COMPLETE": f"complete_{of}",
    }
    ran = run(environ=line | dict(environ or {}))
    assert (ran.code, ran.err) == (0, "")
    return ran


def words_of(*words: str, environ: Mapping[str, str] | None = None) -> list[str]:
    """Return the candidates without what they are."""
    return [line.split(" ")[0] for line in tab(*words, environ=environ).out.splitlines()]


def test_commands_are_completed_with_their_help() -> None:
    """The first word is a command; bash alone gets no help with it."""
    assert words_of("") == [*COMMANDS, "--help", "--version"]
    assert tab("cat").out == f"catalog {COMMANDS['catalog'].help}\n"
    assert tab("cat", of="bash").out == "catalog\n"
    assert words_of("nonsense", "") == []


@pytest.mark.parametrize("name", COMMANDS)
def test_options_of_every_command_are_completed(name: str) -> None:
    """Every long option in the help of a command is offered, one that was given isn't again."""
    offered = words_of(name, "--")
    help_text = run(name, "--help").out
    assert offered
    assert all(option in help_text for option in offered)
    if "--lang" in offered:
        assert "--lang" not in words_of(name, "--lang", "fr", "--")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("eligibility", ""), ["analytics-plus", "ai-assist", "ai-assist-pro"]),
        (("eligibility", "an"), ["analytics-plus"]),
        (("eligibility", "analytics-plus", ""), []),
        (("eligibility", "--action", ""), ["subscribe", "quote", "trial", "request"]),
        (("eligibility", "--action", "t"), ["trial"]),
        (("eligibility", "--reading", ""), ["strict", "fr-table"]),
        (("catalog", "-o", ""), ["table", "json", "markdown"]),
        (("catalog", "--output=j"), ["--output=json"]),
        (("catalog", "--output", "=", "j"), ["json"]),
        (("catalog", "-v", "-q", "--lang", ""), ["en", "fr"]),
        (("catalog", "--color", ""), ["auto", "always", "never"]),
        (("catalog", "--accounts", "f", "-o", ""), ["table", "markdown", "jsonl", "csv"]),
        (("catalog", "--accounts", ""), [":files"]),
        (("catalog", "--accounts", "f", "-o", "csv", "--csv-dialect", "e"), ["excel-fr"]),
        (("check", "-o", "g"), ["github"]),
        (("check", "a.toml", ""), [":files"]),
        (("catalog", "--config", ""), [":files"]),
        (("new", "--frequency", "a"), ["annual"]),
        (("new", "--plan", ""), ["essentials", "professional", "custom"]),
        (("new", "--example", "an"), ["annual-billed-monthly", "annual-upfront"]),
        (("new", "--price", "ai-assist=9", "--pri"), ["--price"]),
        (("new", "--plan", "custom", "--pla"), []),
        (
            ("schema", "inv"),
            ["invoice-preview", "invoice-previews", "invoice-check"],
        ),
        (("invoice-check", "analytics-plus", "--invoice", ""), ["now", "next"]),
        (("schema", "err"), ["error"]),
        (("explain", "C1"), ["C1"]),
        (("explain", "only-"), ["only-owner-subscribes"]),
        (("people", "-a", "nowhere.toml", ""), []),
        (("completion", ""), ["bash", "zsh", "fish"]),
        (("explain", "ROLE_OWNER_O"), ["ROLE_OWNER_ONLY", "ROLE_OWNER_OR_ADMIN_ONLY"]),
        (("catalog", "--as-of", ""), ["tomorrow", "next-cycle"]),
        (("catalog", "-a", ""), [":files"]),
        (("catalog", "--set", "licenses."), ["licenses.standard=", "licenses.additional="]),
        (("catalog", "--set", "users.0.r"), ["users.0.roles="]),
        (("invoice-preview", "--compare", "plan"), ["plan="]),
        (("catalog", "--set", "plan=custom", "--se"), ["--set"]),
        (("catalog", "-a", "-", "--set", "pl"), ["plan="]),
    ],
)
def test_values_are_those_that_fit(words: tuple[str, ...], expected: list[str]) -> None:
    """What an option or an argument takes is offered in the order in which it is told."""
    assert words_of(*words) == expected


@pytest.mark.parametrize(
    "given",
    [("-a", "a.toml"), ("-aa.toml",), ("--account=a.toml",), ("--account", "'a.toml'")],
)
def test_users_are_those_of_the_account(account: Path, given: tuple[str, ...]) -> None:
    """After `--as` stand the ids of the account that the line names, with their roles."""
    del account
    assert tab("catalog", *given, "--as", "").out.splitlines() == [
        "marie owner",
        "paul admin",
        "zoe supervisor",
        "tom agent",
    ]
    assert words_of("catalog", *given, "--as=m") == ["--as=marie"]
    assert words_of("people", *given, "p") == ["paul"]


def test_keys_are_those_of_the_account(account: Path) -> None:
    """After `--set` stand the keys of the account that the line names, of lists those they have."""
    del account
    offered = words_of("catalog", "-a", "a.toml", "--set", "")
    assert "prices.analytics-plus.unit_price=" in offered
    assert "users.3.roles=" in offered
    assert "users.4.roles=" not in offered
    assert words_of("catalog", "-a", "a.toml", "--set", "billing.f") == ["billing.frequency="]


def test_accounts_are_those_of_the_folder(folder: Path) -> None:
    """Ids of the accounts folder are offered before files."""
    (folder / "mine").mkdir()
    for name in ("acme.toml", "nord.json", "notes.txt"):
        write(folder / "mine", ACCOUNT, name)
    environ = {"ADDONCTL_ACCOUNTS": "mine"}
    assert words_of("catalog", "-a", "", environ=environ) == ["acme", "nord", ":files"]
    assert words_of("catalog", "-a", "ac", environ=environ) == ["acme", ":files"]
    assert "marie" in words_of("catalog", "-a", "acme", "--as", "", environ=environ)
    (folder / "settings.toml").write_text('accounts = "mine"\n')
    assert "acme" in words_of("catalog", "--config", "settings.toml", "-a", "")


def test_words_that_a_shell_would_read_otherwise_are_not_offered(folder: Path) -> None:
    """An id with blanks, quotes or commands in it is never put on a line."""
    ids = ("'x y'", "'$(id)'", "'`id`'", "';id'", "'*'", "'-rf'", "'\\u001b[2J'", "'a\\nb'")
    text = "".join(f'\n[[users]]\nid = "{word[1:-1]}"\nroles = ["agent"]\n' for word in ids)
    write(folder, ACCOUNT + text)
    assert words_of("catalog", "-a", "a.toml", "--as", "") == ["marie", "paul", "zoe", "tom"]


@pytest.mark.parametrize(
    ("words", "environ"),
    [
        (("catalog", "-a", "broken.toml", "--as", ""), {}),
        (("catalog", "-a", "nowhere.toml", "--as", ""), {}),
        (("catalog", "-a", "-", "--as", ""), {}),
        (("catalog", "-a", "https://x", "--as", ""), {}),
        (("catalog", "--as", ""), {}),
        (("eligibility", ""), {"ADDONCTL_CATALOG": "nowhere.toml"}),
        (("eligibility", ""), {"ADDONCTL_READING": "wrong"}),
        (("catalog", "-a", ""), {"ADDONCTL_CONFIG": "nowhere.toml"}),
        (("catalog", "'open"), {}),
        ((), {"COMP_CWORD": "x"}),
        ((), {"COMP_CWORD": "99"}),
        ((), {"_ADDONCTL_COMPLETE": ""}),
    ],
)
def test_whatever_goes_wrong_is_silent(
    folder: Path, words: tuple[str, ...], environ: dict[str, str]
) -> None:
    """A broken account, catalogue, setting or line gives no candidate of data and no message."""
    write(folder, changed(("schema = 1", "schema = ")), "broken.toml")
    offered = words_of(*words, environ=environ)
    assert set(offered) <= {*COMMANDS, "--help", "--version"}
    assert not words or offered == []


def test_standard_input_is_left_alone() -> None:
    """A shell that asks hasn't given its input away, even if an account stands there."""
    environ = {
        "COMP_WORDS": "addonctl\ncatalog\n-a\n-\n--as",
        "COMP_CWORD": "5",
        "_ADDONCTL_COMPLETE": "complete_bash",
    }
    assert run(environ=environ, stdin=ACCOUNT).out == ""


def test_closed_output_is_silent() -> None:
    """A shell that has gone away isn't told anything."""
    environ = {"COMP_WORDS": "addonctl", "COMP_CWORD": "1", "_ADDONCTL_COMPLETE": "complete_bash"}
    assert run(environ=environ, closed=("stdout", "stderr")).code == 0


@pytest.mark.startup
def test_nothing_heavy_is_loaded_for_a_candidate(account: Path) -> None:
    """TAB waits for a whole start of the program: it does without Rich, babel and pydantic."""
    del account
    for words in (("cat",), ("catalog", "--"), ("catalog", "-a", "a.toml", "--as", "")):
        environ = {
            "COMP_WORDS": "\n".join(("addonctl", *words)),
            "COMP_CWORD": str(len(words)),
            "_ADDONCTL_COMPLETE": "complete_bash",
            "PYTHONVERBOSE": "1",
        }
        ran = spawn(environ=environ)
        assert ran.out
        for module in ("pydantic", "rich", "babel", "asyncio", "httpx2", "tomli_w"):
            assert f"import '{module}'" not in ran.err


@pytest.mark.parametrize("shell", SHELLS)
def test_script_is_printed_and_nothing_is_written(folder: Path, shell: str) -> None:
    """The script says how to use it; no file of the home is touched."""
    ran = run("completion", shell, environ={"HOME": str(folder)})
    assert ran.code == 0
    assert f"addonctl completion {shell}" in ran.out
    assert not list(folder.iterdir())
    assert run("completion", shell, "--lang", "fr", encoding="ascii").out == ran.out


def test_other_shells_are_a_mistake() -> None:
    """Only the three have a script."""
    ran = run("completion", "tcsh")
    assert (ran.code, "bash, zsh or fish" in ran.err) == (2, True)


def needs(shell: str) -> str:
    """Find a shell, or skip visibly where there is none."""
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"{shell} is not installed")
    return path


def environment() -> dict[str, str]:
    """Put this Python's programs first, for shells to find the command."""
    return dict(os.environ) | {"PATH": f"{PROGRAMS}:{os.environ['PATH']}", "TERM": "dumb"}


@pytest.mark.parametrize("shell", SHELLS)
def test_script_is_accepted_by_its_shell(folder: Path, shell: str) -> None:
    """The shell finds no mistake in the script's syntax."""
    path = folder / "script"
    path.write_text(run("completion", shell).out)
    done = subprocess.run([needs(shell), "-n", path], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("addonctl invoice-pr", "addonctl invoice-preview "),
        ("addonctl catalog --conf", "addonctl catalog --config "),
        ("addonctl catalog -a a.toml --as mar", "addonctl catalog -a a.toml --as marie "),
        ("addonctl eligibility anal", "addonctl eligibility analytics-plus "),
        ("addonctl check on", "addonctl check only-file.toml "),
        ("addonctl catalog --color=alw", "addonctl catalog --color=always "),
        ("addonctl catalog --set licenses.st", "addonctl catalog --set licenses.standard="),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_tab_completes_on_a_terminal(account: Path, shell: str, line: str, completed: str) -> None:
    """On a real terminal the TAB key completes commands, options, values and files."""
    del account
    Path("only-file.toml").write_text("")
    start = {"bash": "PS1='$ '", "zsh": "PS1='$ '; autoload -Uz compinit; compinit -u -D"}[shell]
    options = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"]}[shell]
    setup = f'{start}; eval "$(addonctl completion {shell})"; echo rea""dy'
    assert completed in typed([needs(shell), *options, "-i"], setup, line, completed)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("addonctl invoice-pr", [f"invoice-preview\t{COMMANDS['invoice-preview'].help}"]),
        ("addonctl catalog -a a.toml --as ma", ["marie\towner"]),
        ("addonctl catalog --color=alw", ["--color=always"]),
        ("addonctl check on", ["only-file.toml"]),
        ("addonctl catalog -a 'it''s", []),
    ],
)
def test_fish_is_offered_the_same(account: Path, line: str, offered: list[str]) -> None:
    """Fish, which says what it would offer, offers the same words and files."""
    del account
    Path("only-file.toml").write_text("")
    done = subprocess.run(
        [
            *(needs("fish"), "--no-config", "-c"),
            'addonctl completion fish | source; complete -C "$argv[1]"',
            line,
        ],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == offered


def typed(argv: list[str], setup: str, line: str, awaited: str) -> str:
    """Type a line and TAB into a shell on a terminal, and return what it shows then."""
    process, terminal = pty.fork()
    if process == 0:
        os.execve(argv[0], argv, environment())  # noqa: S606 - the shell is what is tried
    seen = ""

    def wait_for(text: str) -> None:
        nonlocal seen
        end = time.monotonic() + GUARD_SECONDS
        while text not in seen and time.monotonic() < end:
            if select.select([terminal], [], [], 0.1)[0]:
                try:
                    seen += os.read(terminal, 65536).decode(errors="replace").replace("\x07", "")
                except OSError:  # the shell has gone
                    return

    try:
        os.write(terminal, f"{setup}\n".encode())
        wait_for("ready\r\n")
        seen = seen.partition("ready\r\n")[2]
        wait_for("$ ")
        os.write(terminal, f"{line}\t".encode())
        wait_for(awaited)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)
    return seen

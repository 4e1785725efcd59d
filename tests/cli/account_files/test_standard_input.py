"""Standard input under any of its names, and pipes: read, and never changed."""

import os
from pathlib import Path

import pytest

from tests.cli.program import run, spawn
from tests.cli.refusals import SUBSCRIBE

NAMES = ("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0", "/dev/../dev/stdin", "link.toml")
REDIRECTIONS = {"file": 'exec "$@" <a.toml', "pipe": 'cat a.toml | "$@"'}


def _named(name: str, *more: str) -> list[str]:
    return [name if word == "a.toml" else word for word in SUBSCRIBE] + list(more)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("script", REDIRECTIONS.values(), ids=REDIRECTIONS)
def test_standard_input_is_not_changed(account: Path, name: str, script: str) -> None:
    """A change on it is a mistake of the command line, also where it is a file."""
    (account.parent / "link.toml").symlink_to("/dev/stdin")
    ran = spawn(*_named(name), script=script)
    assert ran.code == 2
    assert ran.err.startswith("error[STDIN_UNCHANGEABLE]: ")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("script", REDIRECTIONS.values(), ids=REDIRECTIONS)
def test_standard_input_is_read(account: Path, name: str, script: str) -> None:
    """Reading and dry runs take it under each of its names."""
    (account.parent / "link.toml").symlink_to("/dev/stdin")
    assert "Not recorded (dry run)" in spawn(*_named(name, "-n"), script=script).out
    preview = spawn("catalog", "-a", name, "--as-of", "2026-11-21", script=script)
    assert (preview.code, preview.out.startswith("Acme SAS (acme)")) == (0, True)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("lang", "said"), [("en", "event 1 of the standard input"), ("fr", "dans l'entrée standard")]
)
def test_dry_run_names_what_standard_input_records_already(
    account: Path, name: str, lang: str, said: str
) -> None:
    """There is no file to name: it is called what it is."""
    event = 'kind = "feature_requested"\ndate = 2026-11-03\naddon = "ai-assist-pro"\nby = "zoe"'
    with account.open("a", encoding="utf-8") as file:
        file.write(f"\n[[events]]\n{event}\n")
    (account.parent / "link.toml").symlink_to("/dev/stdin")
    invocation = ("request", "ai-assist-pro", "--as", "zoe", "-a", name, "-n", "--lang", lang)
    ran = spawn(*invocation, script=REDIRECTIONS["file"])
    assert (ran.code, said in " ".join(ran.out.split())) == (0, True), ran.out


@pytest.mark.parametrize("form", ["table", "json"])
def test_pipe_is_not_changed(folder: Path, form: str) -> None:
    """What comes out of a named pipe is gone: nothing can be recorded there."""
    os.mkfifo(folder / "pipe.toml")
    ran = run(*_named("pipe.toml"), "-o", form)
    assert (ran.code, "PIPE_UNCHANGEABLE" in ran.err) == (2, True)


def test_output_of_a_command_is_not_changed(account: Path) -> None:
    """The shell's `<(...)` is a pipe, too."""
    del account
    script = (
        "exec bash -c 'words=(); for word; do [[ $word == a.toml ]] && word=/dev/fd/9;"
        ' words+=("$word"); done; exec "${words[@]}" 9< <(cat a.toml)\' bash "$@"'
    )
    ran = spawn(*SUBSCRIBE, script=script)
    assert (ran.code, "PIPE_UNCHANGEABLE" in ran.err) == (2, True)


def test_other_file_of_the_process_is_no_standard_input(account: Path) -> None:
    """A file that the shell has opened under another number is that file."""
    del account
    ran = spawn(*_named("/dev/fd/7", "-n"), script='exec 7<a.toml; exec "$@"')
    assert (ran.code, "Not recorded" in ran.out) == (0, True)

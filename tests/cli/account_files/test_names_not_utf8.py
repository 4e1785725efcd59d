"""Names that aren't UTF-8: shown the same everywhere, and in commands as a shell reads them."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from addonctl.model.escaping import shell_words
from tests.builders import EXAMPLES
from tests.cli.accounts import ACCOUNT, changed
from tests.cli.program import run
from tests.files import write

BYTE = os.fsdecode(b"caf\xe9")
NAME = f"{BYTE}.toml"
SHOWN = "caf\\udce9"
ON = ("-a", NAME, "--as-of", "2026-11-21")
BOUGHT = ("subscribe", "analytics-plus", *ON, "--as", "marie", "--expect-total", "70.20")


@pytest.fixture(autouse=True)
def account_of_that_name(folder: Path) -> Path:
    """Write an account whose file's name isn't text, beside the others of such a name."""
    (folder / f"{BYTE}.d").mkdir()
    write(folder / f"{BYTE}.d", ACCOUNT, "acme.toml")
    write(folder, changed(('"essentials"', '"nonsense"')), f"{BYTE}.bad.toml")
    write(folder, "schema =\n", f"{BYTE}.syntax.toml")
    write(folder, 'lang = "xx"\n', f"{BYTE}.settings.toml")
    shutil.copy(EXAMPLES / "price-book.toml", folder / f"{BYTE}.book.toml")
    return write(folder, ACCOUNT, NAME)


@pytest.mark.parametrize(
    ("argv", "environ", "code"),
    [
        (("catalog", *ON), {}, 0),
        (("invoice-preview", "analytics-plus", *ON), {}, 0),
        (("catalog", "--as-of", "2026-11-21"), {"ADDONCTL_ACCOUNT": NAME}, 0),
        (("catalog", *ON), {"ADDONCTL_CATALOG": f"{BYTE}.book.toml"}, 0),
        (("catalog", *ON), {"HOME": f"/{BYTE}", "NOTE": BYTE}, 0),
        (("config",), {"HOME": f"/{BYTE}", "ADDONCTL_POLICY": BYTE}, 0),
        (("check", NAME), {}, 0),
        (BOUGHT, {}, 0),
        (("request", "ai-assist", *ON, "--as", "zoe", "--note", f"{BYTE}.eml"), {}, 0),
        (("request", "ai-assist", *ON, "--as", "zoe", "--note", NAME), {}, 2),
        (("catalog", "-a", BYTE), {"ADDONCTL_ACCOUNTS": f"{BYTE}.d"}, 2),
        (("catalog", "-a", "acmee"), {"ADDONCTL_ACCOUNTS": f"{BYTE}.d"}, 5),
        (("trial", "ai-assist", *ON, "--as", BYTE), {}, 5),
        (("trial", BYTE, *ON, "--as", "marie"), {}, 5),
        (("subscribe", "analytics-plus", *ON, "--as", "paul"), {}, 3),
        (("catalog", "-a", f"{BYTE}.bad.toml"), {}, 6),
        (("catalog", "-a", f"{BYTE}.syntax.toml"), {}, 6),
        (("catalog", *ON, "--config", f"{BYTE}.settings.toml"), {}, 6),
        (("catalog", *ON), {"ADDONCTL_READING": BYTE}, 6),
        (("catalog", *ON), {"ADDONCTL_POLICY": BYTE}, 6),
        ((BYTE,), {}, 2),
        (("catalog", f"--{BYTE}"), {}, 2),
    ],
)
@pytest.mark.parametrize("form", ["table", "json", "markdown"])
def test_such_a_name_is_no_failure(
    argv: tuple[str, ...], environ: dict[str, str], code: int, form: str
) -> None:
    """The answer or the error is there in each form, and names are escaped alike."""
    ran = run(
        *argv, *(() if argv[0] == "check" and form == "markdown" else ("-o", form)), environ=environ
    )
    assert ran.code == code, ran
    if form == "json":
        json.loads(ran.out or ran.err)


def test_name_is_escaped_the_same_everywhere() -> None:
    """Screen, JSON, Markdown, annotation and error write the byte as one and the same escape."""
    recorded = run(*BOUGHT, "-o", "json").json
    assert recorded["recorded_in"] == f"{SHOWN}.toml"
    assert f"{SHOWN}.bad.toml" in run("check", f"{BYTE}.bad.toml").out
    assert f"{SHOWN}.bad.toml" in run("check", f"{BYTE}.bad.toml", "-o", "github").out
    error = run("catalog", "-a", f"{BYTE}.bad.toml", "-o", "json").error
    assert error["problems"][0]["file"] == f"{SHOWN}.bad.toml"
    assert f"{SHOWN}.bad.toml" in run("catalog", "-a", f"{BYTE}.bad.toml").err


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
def test_printed_commands_can_be_pasted(form: str) -> None:
    """A shell reads the command of a preview back as the file that was asked about."""
    ran = run("invoice-preview", "analytics-plus", *ON, "-o", form)
    command = "subscribe analytics-plus -a $'caf\\xe9.toml' --as marie --expect-total 70.20"
    if form == "json":
        assert command in ran.json["subscribe_command"]
    elif form == "table":
        assert command in ran.out
    hint = run("catalog", "-a", f"{BYTE}.bad.toml", "-o", form).err.replace("\\\\", "\\")
    assert "addonctl check $'caf\\xe9.bad.toml'" in hint


@pytest.mark.parametrize(
    "words",
    [
        ("a", "b c", "it's", "$x", ""),
        (BYTE, "é", f"é{BYTE}"),
        ("\x1b[2J", "\u202e", "\u200b", "\x85", "\U000e0001", "a\nb"),
        ("back\\slash", "\x07\\'", " $'x"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_shell_reads_words_back(words: tuple[str, ...], encoding: str) -> None:
    """What is written for a shell is read by it as the very same words."""
    text = shell_words(words, encoding)
    assert text.encode(encoding).decode(encoding).isprintable()
    done = subprocess.run(
        ["bash", "-c", f"printf '%s\\0' {text}"],
        env={"LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"".join(os.fsencode(word) + b"\0" for word in words)

"""`--verbose` says on standard error what an answer was made from, `--quiet` nothing at all."""

from pathlib import Path

import pytest

from tests.cli.program import run
from tests.cli.refusals import CATALOG

pytestmark = pytest.mark.usefixtures("account")


def test_what_was_used_is_said_beside_the_answer() -> None:
    """The account, the date and its zone, the catalogue and the policy; the answer stays alone."""
    plain, verbose = run(*CATALOG), run(*CATALOG, "-v")
    assert (verbose.code, verbose.out) == (0, plain.out)
    assert verbose.err.splitlines() == [
        "account: a.toml",
        "as of 21 Nov 2026, in the time zone Europe/Paris",
        "catalogue: the packaged one, no price book",
        "policy: the packaged one",
    ]


def test_files_of_the_settings_are_named_where_more_is_asked_for() -> None:
    """With -vv the settings file is named, too, and each file in place of the packaged one."""
    Path("book.toml").write_text("prices = []\n", "utf-8")
    Path("own.toml").write_text('catalog = "book.toml"\n', "utf-8")
    ran = run(*CATALOG, "-vv", "--config", "own.toml")
    assert "catalogue: book.toml" in ran.err.splitlines()
    assert "settings: own.toml" in ran.err.splitlines()


def test_what_was_used_is_said_in_french() -> None:
    """What is said beside an answer is in the answer's language."""
    assert "compte : a.toml" in run(*CATALOG, "-v", "--lang", "fr").err.replace("\xa0", " ")


def test_nothing_is_said_unless_it_is_asked_for() -> None:
    """Without --verbose standard error stays empty."""
    assert run(*CATALOG).err == ""

"""`--as` on commands that answer for everybody: a filter, and a mistake where it names nobody."""

import pytest

from tests.cli.command_lines import ON
from tests.cli.program import run

pytestmark = pytest.mark.usefixtures("account")
READERS = (("catalog",), ("people",), ("history",), ("request", "--list"), ("eligibility",))


@pytest.mark.parametrize("words", READERS, ids=" ".join)
def test_unknown_user_is_told_with_the_nearest(words: tuple[str, ...]) -> None:
    """A mistyped person is no filter that matches nothing."""
    ran = run(*words, *ON, "--as", "mari")
    assert ran.code == 5
    assert "did you mean marie?" in ran.err


def test_catalog_says_what_one_person_may() -> None:
    """The actions are those of the person alone, in JSON and on the screen."""
    addons = run("catalog", *ON, "--as", "zoe", "-o", "json").json["addons"]
    assert [list(each["actions"]) for each in addons] == [["zoe"]] * len(addons)
    screen = run("catalog", *ON, "--as", "zoe").out
    assert "request: supervisor" in screen
    assert "owner ·" not in screen


def test_history_and_requests_are_those_of_one_person() -> None:
    """Only what the person did is listed."""
    for user in ("paul", "zoe"):
        assert run("request", "analytics-plus", *ON, "--as", user).code == 0
    events = run("history", *ON, "--as", "zoe", "-o", "json").json["events"]
    assert [event["by"] for event in events] == ["zoe"]
    [row] = run("request", "--list", *ON, "--as", "zoe", "-o", "json").json["requests"]
    assert (row["count"], [asker["user"] for asker in row["requesters"]]) == (1, ["zoe"])


def test_person_without_an_account_is_a_mistake() -> None:
    """The catalogue by plan knows nobody."""
    assert run("catalog", "--as", "zoe").code == 2

"""`--get`: single values of an answer, for shells that have no tool for JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from addonctl.cli.getting import Paths
from addonctl.cli.registry import COMMANDS
from addonctl.output.formats.values import write_values
from tests.cli.command_lines import ON, READING_QUESTIONS
from tests.cli.fleets.fleet import FLEET
from tests.cli.program import run
from tests.files import state_of

QUESTIONS = [
    words
    for name, lines in READING_QUESTIONS.items()
    for words in lines
    if "json" in COMMANDS[name].forms[1:] and name not in {"token", "outbox", "doctor"}
]
"""What needs no server's database."""
BUY = ("--as", "marie", "--expect-total", "70.20", "--get", "event.total")
PREVIEW = ("invoice-preview", "analytics-plus", *ON)


def values(*words: str) -> list[str]:
    """Return the lines that a command prints that succeeds and says nothing else."""
    ran = run(*words)
    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()


@pytest.mark.usefixtures("account")
class TestOfOneAccount:
    """What is printed of one account."""

    def test_text_is_bare(self) -> None:
        """An amount can be used as it is."""
        assert values(*PREVIEW, "--get", "now.total") == ["70.20"]

    def test_several_paths_are_lines_in_their_order(self) -> None:
        """A script reads line after line, whatever the document's order is."""
        assert values(*PREVIEW, "--get", "next.total", "--get", "as_of") == ["234.00", "2026-11-21"]

    def test_list_is_a_line_each(self) -> None:
        """A list is gone through, and so is one below another."""
        assert values("people", *ON, "--get", "people.id") == ["marie", "paul", "zoe", "tom"]
        assert values(*PREVIEW, "--get", "now.lines.quantity") == ["10", "3"]

    def test_number_takes_one_of_a_list(self) -> None:
        """Numbers count from 0; behind the end there is nothing."""
        assert values("people", *ON, "--get", "people.1.id") == ["paul"]
        assert values("people", *ON, "--get", "people.9.id") == [""]

    def test_null_is_an_empty_line_and_an_object_json(self) -> None:
        """Each path is at least a line, so that lines can be counted."""
        paths = ("--get", "price.valid_from", "--get", "account")
        nothing, account = values(*PREVIEW, *paths)
        assert nothing == ""
        assert json.loads(account) == {"id": "acme", "name": "Acme SAS"}

    def test_keys_of_an_account_may_hold_points(self) -> None:
        """An add-on's id is one key, whatever is in it."""
        assert write_values('{"may":{"a.b":{"c":1}}}', ["may.a.b.c"]) == "1\n"

    @pytest.mark.parametrize("command", ["subscribe", "quote"])
    def test_unknown_path_is_refused_before_anything_is_recorded(
        self, command: str, account: Path
    ) -> None:
        """What can't be printed stops a change that would be made."""
        before = state_of(account)
        ran = run(command, "analytics-plus", *ON, "--as", "marie", "-y", "--get", "event.totl")
        assert ran.code == 2
        assert "did you mean event.total?" in ran.err
        assert state_of(account) == before

    def test_last_key_is_enough_for_a_suggestion(self) -> None:
        """People know what they look for, and not where it stands."""
        assert "did you mean now.total?" in run(*PREVIEW, "--get", "total").err

    def test_change_prints_what_was_recorded(self) -> None:
        """A script goes on with the event's values."""
        ran = run("subscribe", "analytics-plus", *ON, *BUY)
        assert (ran.code, ran.out) == (0, "70.20\n")

    def test_failure_is_told_to_people_unless_json_is_asked_for(self) -> None:
        """A shell that has no tool for JSON has none for failures."""
        refused = run(
            "subscribe", "analytics-plus", *ON, "--as", "zoe", "-y", "--get", "event.total"
        )
        assert (refused.code, refused.out) == (3, "")
        assert refused.err.startswith("error[")
        words = ("trial", "analytics-plus", *ON, "--as", "zoe", "--get", "as_of", "-o", "json")
        assert run(*words).error["code"]

    @pytest.mark.parametrize("form", ["markdown", "table"])
    def test_another_form_is_a_contradiction(self, form: str) -> None:
        """The usual form is none that was asked for."""
        assert run(*PREVIEW, "--get", "as_of", "-o", form).code == (2 if form == "markdown" else 0)


def test_hostile_text_stays_a_line() -> None:
    """What steers a terminal is written as an escape."""
    assert write_values('{"a":["x\\u001b[2J","y\\nz"]}', ["a"]) == "x\\x1b[2J\ny\\x0az\n"


@pytest.mark.parametrize(
    "command", [name for name, entry in COMMANDS.items() if "json" in entry.forms[1:]]
)
def test_every_command_lists_its_paths(command: str) -> None:
    """The paths are those of the schema, and all of them are accepted."""
    paths = Paths(command).all()
    assert len(paths) > 3
    Paths(command).check(path.replace("*", "key") for path in paths)


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_every_value_of_an_answer_has_a_path(words: tuple[str, ...]) -> None:
    """Whatever a document holds can be asked for."""
    document = run(*words, "-o", "json").json
    Paths(words[0]).check(_paths_in(document))


def test_help_lists_the_paths() -> None:
    """No account is needed for that, and nothing is done."""
    assert "people.may.*" in values("people", "--get", "help")


def test_many_accounts_print_one_after_the_other() -> None:
    """What a failure is of is printed, too; a path of something else is an empty line there."""
    words = ("invoice-preview", "analytics-plus", "--accounts", str(FLEET), "--as-of", "2026-11-21")
    ran = run(*words, "-q", "--get", "account.id", "--get", "now.total", "--get", "error.code")
    found = ran.out.splitlines()
    rows = dict(zip(found[::3], zip(found[1::3], found[2::3], strict=True), strict=True))
    assert ran.code == 0
    assert rows["elbe"] == ("9337.00", "")
    assert {code for total, code in rows.values() if not total} >= {
        "NO_PRICE",
        "BEFORE_FIRST_CYCLE",
    }
    with_jobs = run(*words, "-q", "--jobs", "2", "--get", "account.id")
    assert with_jobs.out.splitlines() == found[::3]


def _paths_in(tree: Any, path: str = "") -> set[str]:  # noqa: ANN401  # JSON of any shape
    if isinstance(tree, list):
        return {found for each in tree for found in _paths_in(each, path)}
    if isinstance(tree, dict):
        below = {f"{path}.{key}".removeprefix("."): value for key, value in tree.items()}
        return set(below) | {
            found for key, value in below.items() for found in _paths_in(value, key)
        }
    return set()

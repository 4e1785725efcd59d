"""Every command on every example, in every form: an answer, or the documented no."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from addonctl.cli.registry import COMMANDS
from tests.builders import EXAMPLE_NAMES
from tests.cli.command_lines import ADDONS, AS_OF, FORMS, READING_QUESTIONS, in_form, name_of
from tests.cli.program import run

pytestmark = pytest.mark.usefixtures("examples")
ACTIONS = ("subscribe", "quote", "trial", "request")
EXAMPLES = pytest.mark.parametrize("name", EXAMPLE_NAMES)
OF_ACCOUNTS = [
    argv
    for name in COMMANDS
    for argv in READING_QUESTIONS.get(name, ())
    if "a.toml" in argv and "marie" not in argv and not name.startswith("invoice-")
]


@cache
def _schema(name: str) -> Draft202012Validator:
    schema = run("schema", name).json
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def _valid(document: dict[str, Any]) -> dict[str, Any]:
    """See that a document is what its schema says, and hand it on."""
    name, _, version = document["schema"].removeprefix("addonctl.").partition("/")
    assert version == "1"
    _schema(name).validate(document)
    return document


def _about(argv: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(f"examples/{name}" if word == "a.toml" else word for word in argv)


@EXAMPLES
@pytest.mark.parametrize("argv", OF_ACCOUNTS, ids=name_of)
def test_reading_command_answers_for_the_example(name: str, argv: tuple[str, ...]) -> None:
    """Whoever reads an example gets an answer, in every form, valid by its own schema."""
    for form in FORMS:
        ran = run(*in_form(_about(argv, name), form))
        assert (ran.code, ran.err) == (0, ""), ran
        assert ran.out
    assert _valid(run(*in_form(_about(argv, name), "json")).json)


@EXAMPLES
@pytest.mark.parametrize("addon", ADDONS)
def test_preview_answers_or_says_why_not(name: str, addon: str) -> None:
    """A preview is an answer, unless it is bought, in the plan, not offered, or has no price."""
    on = ("-a", f"examples/{name}", *AS_OF)
    (row,) = [
        each for each in run("catalog", *on, "-o", "json").json["addons"] if each["id"] == addon
    ]
    is_refused = row["state"] in {"purchased", "included", "not_offered"}
    expected = 3 if is_refused else 0 if row["price"] else 6
    for form in FORMS:
        ran = run("invoice-preview", addon, *on, "-o", form)
        assert ran.code == expected, ran
        if form == "json" and expected == 0:
            document = _valid(ran.json)
            assert document["now"]["lines"]
            assert sum(_cents(line["amount"]) for line in document["now"]["lines"]) == _cents(
                document["now"]["gross"]
            )


@EXAMPLES
@pytest.mark.parametrize("which", ["now", "next"])
def test_check_answers_or_says_why_not(name: str, which: str) -> None:
    """A charge is checked, unless it was bought before or nothing can be expected."""
    on = ("-a", f"examples/{name}", *AS_OF)
    asked = ("invoice-check", "analytics-plus", "--charged", "58", "--on", "2026-11-21", *on)
    row = next(
        each
        for each in run("catalog", *on, "-o", "json").json["addons"]
        if each["id"] == "analytics-plus"
    )
    is_refused = row["state"] in {"purchased", "included", "not_offered"}
    expected = 3 if is_refused else 0 if row["price"] else 6
    for form in FORMS:
        ran = run(*asked, "--invoice", which, "--why", "-o", form)
        assert ran.code == expected, ran
        if form == "json" and expected == 0:
            document = _valid(ran.json)
            assert document["explanations"] or document["nearest"]


@EXAMPLES
def test_change_is_allowed_where_eligibility_says_so(name: str) -> None:
    """Commands decide as `eligibility` does: the same cells are open, and nothing is recorded."""
    on = ("-a", f"examples/{name}", *AS_OF)
    decisions = _valid(run("eligibility", *on, "-o", "json").json)["decisions"]
    roles: set[tuple[str, ...]] = set()
    chosen = [
        user
        for user, held in {each["user"]: tuple(each["roles"]) for each in decisions}.items()
        if held not in roles and not roles.add(held)  # type: ignore[func-returns-value]
    ]
    for decision in decisions:
        if decision["user"] not in chosen:
            continue
        argv = (decision["action"], decision["addon"], "--as", decision["user"], "-n", *on)
        ran = run(*argv, "-o", "json")
        assert ran.code == (0 if decision["allowed"] else 3), (argv, ran)
        if ran.code == 0:
            document = _valid(ran.json)
            assert (document["dry_run"], document["recorded"]) == (True, False)
            assert run(*argv).out.startswith(("Not recorded (dry run): ", "Already recorded"))
        else:
            assert ran.error["decision"]["reasons"] == decision["reasons"]


@EXAMPLES
def test_example_is_an_account_by_its_schema(examples: Path, name: str) -> None:
    """The schema of account files holds for the examples, as editors would check them."""
    text = (examples / name).read_text("utf-8")
    tree = json.loads(text) if name.endswith(".json") else tomllib.loads(text)
    _schema("account").validate(json.loads(json.dumps(tree, default=str)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    """Help names the command, its examples and its options, on 80 columns."""
    ran = run(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"addonctl {name}" in ran.out
    assert "Examples:" in ran.out
    assert "--help" in ran.out
    assert run(name, "-h").out == ran.out


def test_help_lists_every_command() -> None:
    """The program's help shows each command with its line."""
    ran = run("--help")
    assert ran.code == 0
    for name, entry in COMMANDS.items():
        assert name in ran.out
        assert entry.help.split(maxsplit=1)[0] in ran.out


def _cents(amount: str) -> int:
    return int(amount.replace(".", ""))

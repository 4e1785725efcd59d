"""`addonctl people`, and people named as one speaks of them: `--as "Tom Roux"`."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT
from tests.cli.command_lines import ON
from tests.cli.program import run
from tests.files import write

pytestmark = pytest.mark.usefixtures("account")
PEOPLE = ("people", *ON)
TRIAL = ("trial", "analytics-plus", *ON, "-n")
LIST = "\n  addonctl people -a a.toml\n"


def add_users(*users: Mapping[str, object]) -> None:
    """Add people to the account."""
    rows = [
        "\n[[users]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in user.items())
        for user in users
    ]
    write(Path.cwd(), ACCOUNT + "".join(rows))


def ids(*words: str) -> list[str]:
    """Return who is listed."""
    return [person["id"] for person in run(*PEOPLE, *words, "-o", "json").json["people"]]


@pytest.mark.parametrize(
    "word",
    [
        *("paul", "Paul Lefèvre", "paul lefèvre", "PAUL LEFÈVRE", "Paul  Lefe\u0300vre "),
        "Paul\u00a0Lefèvre",
    ],
)
def test_person_is_found_by_id_or_name(word: str) -> None:
    """A name counts as people read it: case, blanks and how accents are stored don't matter."""
    assert "Paul Lefèvre (admin)" in run(*TRIAL, "--as", word).out
    assert ids("--as", word) == ["paul"]


def test_event_holds_the_id_whatever_was_typed() -> None:
    """What is recorded names the person as the account does."""
    event = run(*TRIAL[:-1], "--as", "Paul Lefèvre", "-y", "-o", "json").json["event"]
    assert event["by"] == "paul"
    assert 'by = "paul"' in Path("a.toml").read_text("utf-8")


def test_id_wins_over_address_and_address_over_name() -> None:
    """A word that could be two people is the firmer of the two."""
    add_users(
        {"id": "paul lefèvre", "name": "Ann", "roles": ["admin"]},
        {"id": "x", "name": "marie@acme.example", "roles": ["admin"]},
        {"id": "y", "name": "tom", "roles": ["admin"]},
    )
    assert ids("--as", "paul lefèvre") == ["paul lefèvre"]
    assert ids("--as", "Paul Lefèvre") == ["paul"]
    assert ids("--as", "MARIE@acme.example") == ["marie"]
    assert ids("--as", "tom") == ["tom"]
    assert ids("--as", "Tom") == ["y"]


@pytest.mark.parametrize("word", ["TOM ROUX", "Tom Roux"])
def test_name_of_several_people_is_nobody_s(word: str) -> None:
    """It is 5 with all ids, and the command shows who they are."""
    add_users({"id": "tom2", "name": "tom roux", "roles": ["owner"]})
    ran = run(*TRIAL, "--as", word)
    assert ran.code == 5
    assert f'error[SEVERAL_USERS]: 2 users of Acme SAS are named "{word}": tom and tom2' in ran.err
    assert f"\n  addonctl people '{word}' -a a.toml\n" in ran.err
    assert ids(word) == ["tom", "tom2"]


def test_ids_of_very_many_of_one_name_are_not_all_told() -> None:
    """Ten are enough to see what is wrong; the list shows the others."""
    add_users(*({"id": f"n{n}", "name": "New", "roles": ["agent"]} for n in range(30)))
    ran = run(*TRIAL, "--as", "new")
    assert ("30 users" in ran.err, "n9" in ran.err, "n10" in ran.err) == (True, True, False)
    assert len(ids("new")) == 30


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("mari", "did you mean marie?"),
        ("MARIE", "did you mean marie?"),
        ("marie@acme.exampel", "did you mean marie@acme.example?"),
        ("Tom Rous", "did you mean tom?"),
        ("lefevre", "did you mean paul?"),
        ("Zoe Martin", "did you mean zoe?"),
        ("zzz", "--as takes a user's id, e-mail or name"),
        ("", "--as takes a user's id, e-mail or name"),
        (" ", "--as takes a user's id, e-mail or name"),
        ("\u200b", "--as takes a user's id, e-mail or name"),
        ("\x1b[2J", "--as takes a user's id, e-mail or name"),
    ],
)
@pytest.mark.parametrize("argv", [TRIAL, PEOPLE, ("catalog", *ON)], ids=lambda argv: argv[0])
def test_unknown_person_is_told_with_the_nearest_and_the_list(
    argv: tuple[str, ...], word: str, says: str
) -> None:
    """Whoever is not found is 5, with who was probably meant and where all people are."""
    ran = run(*argv, "--as", word)
    assert (ran.code, says in ran.err, LIST in ran.err) == (5, True, True), ran
    error = run(*argv, "--as", word, "-o", "json").error
    assert error["code"] == "UNKNOWN_USER"
    assert LIST.strip() in error["hint"]["fr"]


def test_list_of_an_account_from_standard_input_names_a_file() -> None:
    """Standard input can't be read twice: FILE stands for it."""
    ran = run("catalog", "-a", "-", "--as", "zzz", stdin=ACCOUNT)
    assert "\n  addonctl people -a FILE\n" in ran.err


def test_who_is_missing_is_asked_for_with_the_list() -> None:
    """A change without --as says where the people are."""
    ran = run("trial", "analytics-plus", *ON)
    assert (ran.code, LIST in ran.err) == (2, True)


def test_people_stand_in_the_account_s_order() -> None:
    """With all that names them, and null where the account says nothing."""
    answer = run(*PEOPLE, "-o", "json").json
    assert answer["schema"] == "addonctl.people/1"
    assert [each["id"] for each in answer["people"]] == ["marie", "paul", "zoe", "tom"]
    assert answer["people"][1] == {
        "id": "paul",
        "name": "Paul Lefèvre",
        "email": None,
        "roles": ["admin"],
        "may": {
            "analytics-plus": ["trial", "request"],
            "ai-assist": ["trial", "request"],
            "ai-assist-pro": ["trial", "request"],
        },
    }


def test_what_people_may_do_is_what_eligibility_decides() -> None:
    """On another day, too: a trial that runs then can't be started."""
    assert run("trial", "analytics-plus", *ON, "--as", "paul", "-y").code == 0
    for day in ("2026-11-21", "2026-12-31"):
        on = ("-a", "a.toml", "--as-of", day, "-o", "json")
        decisions = run("eligibility", *on).json["decisions"]
        for person in run("people", *on).json["people"]:
            for addon, actions in person["may"].items():
                assert actions == [
                    each["action"]
                    for each in decisions
                    if (each["user"], each["addon"]) == (person["id"], addon) and each["allowed"]
                ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MARTIN", ["zoe"]),
        ("zoe", ["zoe"]),
        ("acme.example", ["marie"]),
        ("o", ["zoe", "tom"]),
        ("lefevre", ["paul"]),
        ("Paul  L", ["paul"]),
        ("owner", []),
        ("[", []),
    ],
)
def test_text_finds_a_part_of_a_name_address_or_id(text: str, expected: list[str]) -> None:
    """As people type it: in any case, without accents; nobody found is an answer."""
    assert ids(text) == expected
    ran = run(*PEOPLE, text)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        f"Acme SAS (acme): {len(expected)} of 4 people"
        if expected
        else "Acme SAS (acme): nobody · as of"
    )


def test_account_without_people_lists_nobody() -> None:
    """An empty list is an answer in every form."""
    write(Path.cwd(), ACCOUNT.partition("[[users]]")[0])
    assert ids() == []
    for form in ("table", "markdown"):
        assert "(acme): nobody" in run(*PEOPLE, "-o", form).out


def test_many_people_are_listed_without_repeating_the_decision() -> None:
    """What a role may is decided once, so that a thousand people cost no more than their rows."""
    add_users(*({"id": f"u{n:04}", "roles": ["agent"]} for n in range(1000)))
    assert len(ids()) == 1004
    assert len(run(*PEOPLE).out.splitlines()) > 1004

"""`--set KEY=VALUE`: an answer about an account as if it were otherwise, which says so."""

import json
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from tests.cli.accounts import ACCOUNT, changed
from tests.cli.command_lines import CHANGING, CHANGING_QUESTIONS, ON, READING_QUESTIONS
from tests.cli.program import Ran, run
from tests.files import write

pytestmark = pytest.mark.usefixtures("account")
TWENTY = ("--set", "licenses.standard=20")
QUESTIONS = [
    argv
    for name in ("catalog", "eligibility", "invoice-preview")
    for argv in READING_QUESTIONS[name]
    if "-a" in argv
]


def asked(*argv: str) -> Ran:
    """Ask, and see that all is well."""
    ran = run(*argv)
    assert (ran.code, ran.err) == (0, ""), argv
    return ran


def without_what_if(document: dict[str, Any]) -> dict[str, Any]:
    """Take out what says that it is a supposition, and what follows from its being one."""
    return {key: each for key, each in document.items() if key not in _OF_SUPPOSITION}


_OF_SUPPOSITION = {"what_if", "subscribe_command"}


def without_dates(text: str) -> str:
    """Take out the date that an answer is of."""
    return text.replace("21 November 2026", "").replace("21 Nov 2026", "")


BOUGHT = """
[[events]]
kind = "subscribed"
date = 2026-11-03
addon = "ai-assist"
quantity = 5
unit_price = "9.00"
per = "month"
currency = "EUR"
"""


@pytest.mark.parametrize(
    "words", [(), ("analytics-plus", "ai-assist-pro")], ids=["of-all-bought", "several"]
)
def test_several_add_ons_are_supposed_alike(words: tuple[str, ...]) -> None:
    """The next invoice of all that is bought, and of several purchases at once."""
    price = '\n[prices.ai-assist-pro]\nunit_price = "20.00"\nper = "month"\n'
    users = ACCOUNT.index("\n[[users]]")
    text = ACCOUNT[:users] + price + ACCOUNT[users:] + BOUGHT
    argv = ("invoice-preview", *words, "-a", "-", "--as-of", "2026-11-21")
    edited = text.replace("standard = 10", "standard = 20")
    ran = run(*argv, *TWENTY, "-o", "json", stdin=text)
    expected = run(*argv, "-o", "json", stdin=edited).json
    assert ran.json["what_if"] == [{"path": "licenses.standard", "from": 10, "to": 20}]
    assert without_what_if(ran.json) == without_what_if(expected)
    for form in ("table", "markdown"):
        out = run(*argv, *TWENTY, "-o", form, stdin=text).out
        assert "if licenses.standard were 20 (now 10)" in out
        assert "addonctl subscribe" not in out


@pytest.mark.parametrize("argv", QUESTIONS, ids=" ".join)
def test_answer_is_that_of_a_file_that_says_so(argv: tuple[str, ...], folder: Path) -> None:
    """In JSON nothing else differs, and nothing is said that isn't supposed."""
    assert asked(*argv, "-o", "json").json["what_if"] == []
    answer = asked(*argv, *TWENTY, "--set", "plan=professional", "-o", "json").json
    assert answer["what_if"] == [
        {"path": "licenses.standard", "from": 10, "to": 20},
        {"path": "plan", "from": "essentials", "to": "professional"},
    ]
    text = changed(("standard = 10", "standard = 20"), ('"essentials"', '"professional"'))
    write(folder, text, "b.toml")
    words = ["b.toml" if word == "a.toml" else word for word in argv]
    edited = asked(*words, "-o", "json").json
    assert without_what_if(answer) == without_what_if(edited)


@pytest.mark.parametrize("argv", QUESTIONS, ids=" ".join)
@pytest.mark.parametrize("form", ["table", "markdown"])
def test_every_head_says_what_is_supposed(argv: tuple[str, ...], form: str) -> None:
    """In both languages, before any number or decision but the one that is read aloud."""
    words = (*argv, *TWENTY, "--set", "language=fr", "--set", "currency=EUR", "-o", form)
    text = " ".join(asked(*words).out.split())
    head = (
        "if licenses.standard were 20 (now 10) and language were fr (now not set)"
        " and currency were EUR (now EUR, too)"
    )
    assert text.count(head) == 1
    assert not any(character.isdigit() for character in without_dates(text[: text.index(head)]))
    french = " ".join(asked(*words, "--lang", "fr").out.split())
    assert (
        "si licenses.standard valait 20 (actuellement 10) et language valait fr (actuellement non"
        " renseigné) et currency valait EUR (déjà EUR actuellement)"
    ) in french


def test_what_changes_nothing_is_still_said() -> None:
    """The answer is the same, and the head says that it was asked so."""
    words = ("catalog", *ON, "--set", 'users[0].name="Marie Duval"')
    head = "  if users[0].name were Marie Duval (now Marie Duval, too)\n"
    assert asked(*words).out.replace(head, "") == asked("catalog", *ON).out


@pytest.mark.parametrize("argv", QUESTIONS, ids=" ".join)
def test_no_command_that_records_is_printed(argv: tuple[str, ...]) -> None:
    """Neither to record it nor as a next step; commands that ask on suppose the same."""
    plain = asked(*argv).out
    assert " --set " not in plain
    out = asked(*argv, *TWENTY).out
    for line in out.replace("\\\n", "").splitlines():
        if "addonctl " in line:
            assert not any(f"addonctl {name} " in line for name in CHANGING), line
            assert "--set licenses.standard=20" in line
    assert asked(*argv, *TWENTY, "-o", "json").json.get("subscribe_command") is None


def test_it_is_said_why_no_command_is_printed() -> None:
    """In the place of the command, once, whatever else would prevent it."""
    said = "Nothing is recorded of an account that is only supposed."
    for words in (
        ("invoice-preview", "analytics-plus", *ON),
        ("invoice-preview", "analytics-plus", "-a", "a.toml", "--as-of", "2027-03-01"),
        ("eligibility", "ai-assist-pro", "--as", "paul", "--action", "quote", "--why", *ON),
    ):
        assert asked(*words, *TWENTY).out.count(said) == 1
        assert said not in asked(*words).out


@pytest.mark.parametrize(
    "argv", [argv for name in CHANGING for argv in CHANGING_QUESTIONS[name]], ids=" ".join
)
def test_changing_commands_refuse_it(argv: tuple[str, ...]) -> None:
    """Even where they wouldn't record: what they show is what is recorded."""
    ran = run(*argv, *TWENTY, "-o", "json")
    assert (ran.code, ran.error["code"]) == (2, "SET_NOT_HERE")
    assert ran.error["message"]["en"] == f"{argv[0]} takes no --set"
    assert "nothing is recorded" in ran.error["why"]["en"]


@pytest.mark.parametrize("name", ["history", "people", "policy", "check"])
def test_others_name_those_that_take_it(name: str) -> None:
    """The hint is what was meant."""
    ran = run(name, *TWENTY)
    assert ran.code == 2
    assert "catalog, eligibility and invoice-preview take it" in ran.err


def test_standard_input_can_be_supposed_otherwise() -> None:
    """As a file can."""
    ran = run("catalog", "-a", "-", *TWENTY, "-o", "json", stdin=ACCOUNT)
    assert ran.json["licenses"] == {"standard": 20, "additional": 3}


def test_events_are_those_that_are_supposed() -> None:
    """An add-on that is bought is for sale without its event, and the other way round."""
    event = '{kind = "subscribed", date = 2026-11-03, addon = "analytics-plus"}'
    argv = ("invoice-preview", "analytics-plus", *ON)
    assert run(*argv, "--set", f"events=[{event}]").code == 3
    assert run(*argv, "--set", f"events.0={event}").code == 3
    text = ACCOUNT + f"\n[[events]]\n{event[1:-1]}".replace(", ", "\n")
    assert run(*argv, "-a", "-", stdin=text).code == 2
    bought = ("invoice-preview", "analytics-plus", "-a", "-", "--as-of", "2026-11-21")
    assert run(*bought, stdin=text).code == 3
    again = run(*bought, "--set", "events=[]", "-o", "json", stdin=text)
    assert again.json["now"]["total"] == "70.20"
    (said,) = again.json["what_if"]
    assert said["from"] == [{"kind": "subscribed", "date": "2026-11-03", "addon": "analytics-plus"}]


def test_id_may_be_supposed() -> None:
    """The account that is read is the one that was named; it is shown by the other id."""
    answer = asked("catalog", *ON, "--set", "id=other", "-o", "json").json
    assert answer["account"]["id"] == "other"


def test_time_zone_decides_what_today_is() -> None:
    """The clock is that of the account that is supposed."""
    words = ("catalog", "-a", "a.toml", "-o", "json", "--set")
    assert asked(*words, "time_zone=Pacific/Kiritimati").json["as_of"] == "2026-11-21"
    assert asked(*words, "time_zone=Pacific/Pago_Pago").json["as_of"] == "2026-11-20"


def test_hostile_values_stay_text() -> None:
    """What could steer a terminal is shown escaped, in the head as elsewhere."""
    ran = asked("catalog", *ON, "--set", "name=Evil\u202e[bold]\u200b **x** \\u0041")
    assert r'name were "Evil\u202e[bold]\u200b **x** \\u0041" (now Acme SAS)' in ran.out


MISTAKES: Final = (
    (("plan",), "BAD_PARTS", "--set licenses.standard=20"),
    (("=1",), "BAD_PARTS", "KEY=VALUE"),
    (("a b=1",), "BAD_PARTS", "KEY=VALUE"),
    (("plan=custom", "plan=custom"), "REPEATED_OPTION", "--set plan"),
    (("licenses.standard=1", "licenses={standard = 1, additional = 0}"), "SET_WITHIN", ""),
    (("licences.standard=1",), "SET_INVALID", 'unknown key; did you mean "licenses"?'),
    (("plan=custum",), "SET_INVALID", 'unknown plan "custum"; did you mean "custom"?'),
    (("licenses.standard=many",), "SET_INVALID", "must be a whole number"),
    (("licenses.standard=",), "SET_INVALID", "must be a whole number"),
    (("name=",), "SET_INVALID", "must not be empty"),
    (("licenses.standard=1\nplan = 1",), "SET_INVALID", "must be a whole number"),
    (("prices.analytics-plus.unit_price=12,00",), "SET_INVALID", 'write it as "12.00"'),
    (("prices.analytics-plus.unit_price=NaN",), "SET_INVALID", "is not a price"),
    (("billing.anchor=31/01/2026",), "SET_INVALID", "--set billing.anchor=2026-01-31"),
    (("users.0.roles=[owner]",), "SET_INVALID", "put KEY=VALUE in single quotes"),
    (("users.0.roles=owner",), "SET_INVALID", """--set 'users[0].roles=["owner"]'"""),
    (("users.marie.roles=[]",), "SET_INVALID", "such as users[0]"),
    (("users.9.name=x",), "SET_INVALID", "users has 4 entries; users[4] would add one"),
    (("plan.id=x",), "SET_INVALID", "plan is a single value"),
    (("prices.ai-assist.unit_price=9",), "SET_INVALID", "prices.ai-assist.per: is missing"),
    (("time_zone=localtime",), "SET_INVALID", "unknown zone"),
    (("licenses={standard = 0, additional = 0}",), "SET_INVALID", "at least 1 licence"),
    (("users.0.id=paul",), "SET_INVALID", '"paul" names users[0] already'),
    (("schema=2",), "SET_INVALID", "must be 1"),
    (("billing.credit=1.234",), "SET_INVALID", "more decimals than EUR has (2)"),
    (("name=a\x07b",), "SET_INVALID", "control character"),
    (("licenses.standard=99999999999999999999",), "SET_INVALID", "must be"),
)
"""Options that can't be, with the code and what is said of them."""


@pytest.mark.parametrize(("words", "code", "said"), MISTAKES)
def test_mistakes_name_the_option(words: tuple[str, ...], code: str, said: str) -> None:
    """The file is right, so the command line is wrong (2): no line of a file is named."""
    argv = ("catalog", *ON, *(part for word in words for part in ("--set", word)))
    ran = run(*argv)
    assert ran.code == 2
    assert ran.err.startswith(f"error[{code}]: ")
    assert said in ran.err
    assert "a.toml" not in ran.err
    if code == "SET_INVALID":
        for problem in run(*argv, "-o", "json").error["problems"]:
            assert problem["file"].startswith("--set ")
            assert (problem["line"], problem["column"]) == (None, None)


def test_all_mistakes_are_told_at_once() -> None:
    """Each under its option, also what follows from another key."""
    words = ("--set", "currency=JPY", "--set", "billing.credit=1.50", "--set", "plan=none")
    ran = run("catalog", *ON, *words, "-o", "json")
    told = [(each["file"], each["path"]) for each in ran.error["problems"]]
    assert told == [("--set plan", None), ("--set billing.credit", None)]
    other = run("catalog", *ON, "--set", "currency=JPY", "-o", "json", stdin="")
    assert other.code == 0
    text = changed(("anchor = 2026-01-31", 'anchor = 2026-01-31\ncredit = "1.50"'))
    ran = run("catalog", "-a", "-", "--set", "currency=JPY", "-o", "json", stdin=text)
    (problem,) = ran.error["problems"]
    assert (problem["file"], problem["path"]) == ("--set currency", "billing.credit")


def test_a_file_that_is_wrong_is_told_first(folder: Path) -> None:
    """What is supposed mends no file: its own problems have their lines, and 6 is its code."""
    write(folder, changed(('"essentials"', '"none"')), "b.toml")
    ran = run("catalog", "-a", "b.toml", "--set", "plan=custom")
    assert (ran.code, "b.toml:5: plan:" in ran.err) == (6, True)
    assert run("catalog", "--set", "plan=custom").code == 2


def test_values_are_read_as_toml_writes_them() -> None:
    """Quotes, escapes, dates, lists and tables; amounts and texts also bare."""
    given = {
        "prices.analytics-plus.unit_price": ["12.00", '"12.00"', "'12.00'", " 12.00 "],
        "licenses.standard": ["20", "0x14", "2_0", "20 # many"],
        "name": ['"\\u00c9t\\u00e9"', "Été", "'Été'", '"""Été"""'],
    }
    for key, texts in given.items():
        said = [
            asked("catalog", *ON, "--set", f"{key}={text}", "-o", "json").json["what_if"]
            for text in texts
        ]
        assert len({json.dumps(each) for each in said}) == 1, key


def test_schema_knows_what_is_said() -> None:
    """The document that `addonctl schema` prints has the keys."""
    schema = run("schema", "invoice-preview").json
    assert list(schema["$defs"]["WhatIf"]["properties"]) == ["path", "from", "to"]
    assert msgspec.json.encode(schema)

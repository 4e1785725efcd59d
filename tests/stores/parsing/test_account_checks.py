"""Check that every problem of an account is found, all at once, each with its place and words."""

import copy
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addonctl.model.account import Account
from addonctl.model.messages import Problem
from addonctl.stores.files.documents import account_content, decode_account, find_problems
from addonctl.stores.parsing import types
from tests.builders import EXAMPLES, PACKAGED_CATALOG
from tests.stores.reading import (
    ACCOUNT,
    BROKEN,
    changed,
    failure_of,
    parse,
    problems_of,
    sentences_of,
)


def test_all_problems_of_a_broken_file_are_told_at_once() -> None:
    """In the file's order; a misspelt table isn't said to be missing as well."""
    assert problems_of(BROKEN, "broken.toml") == [
        '4: plan: unknown plan "essential"; did you mean "essentials"?',
        '6: time_zone: unknown zone "Europe/Pari"; did you mean "Europe/Paris"?',
        (
            '9: billing.frequency: "annualy" is not monthly, quarterly, semiannual or annual;'
            ' did you mean "annual"?'
        ),
        '12: licences: unknown key; did you mean "licenses"?',
        '17: prices.analytics-plus.unit_price: "15,00" is not a price; write it as "15.00"',
        '23: users[0].roles[1]: unknown role "Owner"; did you mean "owner"?',
    ]
    assert (
        sentences_of(lambda: decode_account(parse(BROKEN, "broken.toml"), catalog=PACKAGED_CATALOG))
        == "broken.toml has 6 problems\ncorrect them, then: addonctl check broken.toml"
    )


def test_one_problem_is_told_in_the_singular_and_the_command_can_be_pasted() -> None:
    """A name with a space is quoted."""
    document = parse(changed(('"essentials"', '"essential"')), "my account.toml")
    text = sentences_of(lambda: decode_account(document, catalog=PACKAGED_CATALOG))
    assert "has 1 problem\ncorrect it, then: addonctl check 'my account.toml'" in text


def test_a_right_account_has_no_problem() -> None:
    """The account that the tests below change is right, without owner and users too."""
    assert decode_account(parse(ACCOUNT), catalog=PACKAGED_CATALOG).id == "acme"
    text = ACCOUNT[: ACCOUNT.index("[[users]]")]
    assert decode_account(parse(text), catalog=PACKAGED_CATALOG).users == ()


ONE_PROBLEM = [
    # prices and amounts
    ('unit_price = "15.00"', 'unit_price = "9,99"', 'is not a price; write it as "9.99"'),
    ('unit_price = "15.00"', 'unit_price = "1_000"', 'is not a price; write it as "1000"'),
    ('unit_price = "15.00"', 'unit_price = "\uff11\uff12"', 'is not a price; write it as "12"'),
    ('unit_price = "15.00"', 'unit_price = " 9.99"', 'is not a price; write it as "9.99"'),
    ('unit_price = "15.00"', 'unit_price = "9.99\\n"', 'is not a price; write it as "9.99"'),
    ('unit_price = "15.00"', 'unit_price = "1,234"', 'is not a price; write it like "9.99"'),
    ('unit_price = "15.00"', 'unit_price = "9.9999999"', 'write it like "9.99"'),
    ('unit_price = "15.00"', 'unit_price = "NaN"', 'write it like "9.99"'),
    ('unit_price = "15.00"', 'unit_price = "Infinity"', 'write it like "9.99"'),
    ('unit_price = "15.00"', 'unit_price = "-5"', 'write it like "9.99"'),
    ('unit_price = "15.00"', 'unit_price = "1e1000000"', 'write it like "9.99"'),
    ('unit_price = "15.00"', 'unit_price = ""', 'write it like "9.99"'),
    ('unit_price = "15.00"', "unit_price = 9.99", 'write it in quotes: "9.99"'),
    ('unit_price = "15.00"', "unit_price = 9.90", 'write it in quotes: "9.90"'),
    ('unit_price = "15.00"', "unit_price = 15", 'write it in quotes: "15"'),
    ('unit_price = "15.00"', "unit_price = -5", '"-5" is not a price'),
    ('unit_price = "15.00"', "unit_price = nan", '"nan" is not a price'),
    ('unit_price = "15.00"', "unit_price = true", "must be text in quotes"),
    ('unit_price = "15.00"', "unit_price = 2026-01-31", "must be text in quotes"),
    ('credit = "20.00"', 'credit = "20.001"', "more decimals than EUR has (2)"),
    ('credit = "20.00"', 'credit = "20,5"', 'is not an amount; write it as "20.5"'),
    ('credit = "20.00"', "credit = 20", 'write it in quotes: "20"'),
    ('percent = "20"', 'percent = "20%"', 'is not a percentage; write it as "20"'),
    ('percent = "20"', 'percent = "101"', "from 0 to 100"),
    ('percent = "20"', 'percent = "100.0\\n"', 'write it as "100.0"'),
    # words
    ('"owner"', '"Owner"', 'unknown role "Owner"; did you mean "owner"?'),
    ('"owner"', '"owner "', 'unknown role "owner "; did you mean "owner"?'),
    ('"owner"', '"оwner"', 'unknown role "оwner"; did you mean "owner"?'),  # noqa: RUF001
    ('"owner"', '"root"', 'unknown role "root": it must be owner, admin, supervisor or agent'),
    ('"owner"', "1", "must be text in quotes"),
    ('["agent", "owner"]', "[]", "must have at least 1"),
    ('["agent", "owner"]', '"owner"', "must be a list"),
    ('plan = "essentials"', 'plan = "gold"', "must be essentials, professional or custom"),
    ('plan = "essentials"', 'plan = "Professional"', 'did you mean "professional"?'),
    ('currency = "EUR"', 'currency = "eur"', 'unknown currency "eur"; did you mean "EUR"?'),
    ('currency = "EUR"', 'currency = "EURO"', "an ISO 4217 code"),
    ('currency = "EUR"', 'currency = "XXX"', "an ISO 4217 code"),
    ("Europe/Paris", "europe/paris", 'did you mean "Europe/Paris"?'),
    ("Europe/Paris", "../../etc/passwd", "a name such as Europe/Paris"),
    ("Europe/Paris", "Europe", "unknown zone"),
    ("Europe/Paris", "x" * 1000, "unknown zone"),
    ("[prices.analytics-plus]", "[prices.aircall-ai]", 'did you mean "ai-assist"?'),
    ("[prices.analytics-plus]", "[prices.analitics-plus]", 'did you mean "analytics-plus"?'),
    ("[prices.analytics-plus]", '[prices."AnalyticS-plus "]', 'did you mean "analytics-plus"?'),
    ('addon = "ai-assist"', 'addon = "fax machine"', "must be analytics-plus, ai-assist or"),
    ("[prices.analytics-plus]", '[prices."Analytics+"]', 'did you mean "analytics-plus"?'),
    ('addon = "ai-assist"', 'addon = "AI Assist"', 'did you mean "ai-assist"?'),
    ('addon = "ai-assist"', 'addon = "aircall-ai"', 'did you mean "ai-assist"?'),
    ('kind = "trial_started"', 'kind = "trial_start"', 'did you mean "trial_started"?'),
    ('per = "month"', 'per = "year"', '"year" is not month or cycle'),
    # keys
    ("[licenses]", "licence = 5\n[licenses]", "unknown key"),
    ('name = "Acme SAS"', 'nmae = "Acme SAS"', 'unknown key; did you mean "name"?'),
    ("[licenses]", "[licenses]\nx = 1", "unknown key: it must be standard or additional"),
    (
        '{ percent = "10" }',
        '{ amount = "10" }',
        'discount.amount: unknown key; for example discount = { percent = "10" }',
    ),
    (
        '{ percent = "10" }',
        "{}",
        (
            "discount: must have exactly one of percent or per_cycle; for example discount ="
            ' { percent = "10" }'
        ),
    ),
    ("anchor = 2026-01-31", "", "is missing"),
    ('id = "marie"', "", "is missing"),
    # types and ranges
    ("schema = 1", "schema = 2", "needs a newer addonctl"),
    ("schema = 1", "schema = 0", "must be 1"),
    ("schema = 1", 'schema = "1"', "must be 1"),
    ("schema = 1", "schema = true", "must be 1"),
    ('id = "acme"', 'id = "ac me"', "is not an id"),
    ('id = "acme"', 'id = "acme\\n"', "is not an id"),
    ('id = "acme"', 'id = "../acme"', "is not an id"),
    ('name = "Acme SAS"', f'name = "{"x" * 1025}"', "longer than 1024 characters; it has 1025"),
    ('name = "Acme SAS"', 'name = ""', "must not be empty"),
    ('name = "Acme SAS"', "name = 5", "must be text in quotes"),
    ("standard = 10", "standard = true", "must be a whole number"),
    ("standard = 10", "standard = 10.0", "must be a whole number"),
    ("standard = 10", 'standard = "10"', "must be a whole number"),
    ("standard = 10", "standard = -1", "must be from 0 to 1000000, not -1"),
    ("standard = 10", "standard = 1000001", "to 1000000, not 1000001"),
    ("standard = 10\nadditional = 3", "standard = 0\nadditional = 0", "at least 1 licence"),
    ("anchor = 2026-01-31", "anchor = 1999-12-31", "to 2100-12-31; it is 1999-12-31"),
    ("anchor = 2026-01-31", 'anchor = "2026-W05-6"', "must be a date; for example anchor ="),
    ("anchor = 2026-01-31", "anchor = 2026-01-31T10:00:00", "; write anchor = 2026-01-31"),
    ("date = 2026-11-02", "date = 1999-11-02", "from 2000-01-01 to 2100-12-31"),
    ("[billing]", "[billing]\npast_due = 1", "must be true or false"),
    ("[billing]", "[[billing]]", "must be a table"),
    ('taxes = [{ name = "VAT", percent = "20" }]', "taxes = {}", '"[[billing.taxes]]"'),
    ("[[events]]", "[events]", 'write "[[events]]" above each'),
    ("[[users]]", "[users]", 'write "[[users]]" above each'),
    # what fields say together
    ('{ percent = "10" }', "{}", "exactly one of percent or per_cycle"),
    ('{ percent = "10" }', '{ percent = "1", per_cycle = "1" }', "exactly one of"),
    ('{ percent = "10" }', '{ once = "1" }', "belongs to an add-on's own price"),
    ('{ percent = "10" }', '{ percnt = "10" }', 'did you mean "percent"?'),
    (
        "trial_end = 2026-12-02",
        "trial_end = 2026-11-02",
        "must be later than date, 2026-11-02; it is 2026-11-02",
    ),
    (
        "trial_end = 2026-12-02",
        "valid_until = 2026-11-01",
        "must not be earlier than date, 2026-11-02; it is 2026-11-01",
    ),
    (
        "trial_end = 2026-12-02",
        "period_start = 2026-11-02\nperiod_end = 2026-11-02",
        "must be later than period_start, 2026-11-02; it is 2026-11-02",
    ),
    ("trial_end = 2026-12-02", 'currency = "euro"', "unknown currency"),
    ("trial_end = 2026-12-02", 'currency = "JPY"\ntotal = "1.5"', "JPY has (0)"),
    ("trial_end = 2026-12-02", "at = 2026-11-02", "must be a date and time"),
    (
        "trial_end = 2026-12-02",
        "at = 2026-11-02T09:00:00",
        "needs its offset from UTC after 2026-11-02 09:00:00; for example at = 20",
    ),
    ("trial_end = 2026-12-02", 'at = "2026-11-02T09:00:00"', "after 2026-11-02T09:00:00"),
    ("[[events]]", '[[users]]\nid = "Marie"\nroles = ["agent"]\n[[events]]', "names users[0]"),
    (
        "[[events]]",
        '[[users]]\nid = "m"\nemail = "Marie@ACME.example"\nroles = ["agent"]\n[[events]]',
        '"Marie@ACME.example" names users[0] on line 23 already',
    ),
]


@pytest.mark.parametrize(("old", "new", "words"), ONE_PROBLEM)
def test_a_fault_is_one_problem_on_its_line(old: str, new: str, words: str) -> None:
    """One change for the worse is one problem, told where it stands."""
    text = changed((old, new))
    (problem,) = problems_of(text)
    assert words in problem
    line = int(problem.partition(":")[0])
    first = ACCOUNT[: ACCOUNT.index(old)].count("\n") + 1
    header = ACCOUNT[: ACCOUNT.rfind("\n[", 0, ACCOUNT.index(old) + 1) + 1].count("\n") + 1
    is_of_table = words in {"is missing", "at least 1 licence"}
    assert line == header if is_of_table else first <= line <= first + new.count("\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('credit = "20.00"', 'credit = "20"'),
        ('unit_price = "15.00"', 'unit_price = "0.000001"'),
        ('{ percent = "10" }', '{ per_cycle = "20.00" }'),
        ('per = "month"', 'per = "cycle"\ndiscount = { once = "5" }'),
        ("anchor = 2026-01-31", 'anchor = "2026-01-31"'),
        ("anchor = 2026-01-31", "anchor = 2100-12-31"),
        ("trial_end = 2026-12-02", "trial_end = 2101-12-31"),
        ('time_zone = "Europe/Paris"', ""),
        ('"Acme SAS"', '"Acme\\u001b[2J \\u202e"'),
        ('email = "marie@acme.example"', 'email = "marie"'),
        ('email = "marie@acme.example"', ""),
        ("trial_end = 2026-12-02", ""),
        ('addon = "ai-assist"', 'addon = "fax"'),
        ("[prices.analytics-plus]", "[prices.fax]"),
        ("trial_end = 2026-12-02", "valid_until = 2026-11-02"),
        ("trial_end = 2026-12-02", "at = 2026-11-02T09:00:00+14:00"),
        ('taxes = [{ name = "VAT", percent = "20" }]', "taxes = []"),
    ],
)
def test_what_may_be_written_is_read(old: str, new: str) -> None:
    """The other side of the table above."""
    assert decode_account(parse(changed((old, new))), catalog=PACKAGED_CATALOG).id == "acme"


def test_the_first_hundred_problems_are_told_and_the_others_counted() -> None:
    """Nobody reads on; the count is the whole one, and the first ones say what was meant."""
    text = "".join(f"licens{number} = 1\n" for number in range(300))
    lines = problems_of(text)
    assert len(lines) == 100
    assert "did you mean" in "".join(lines)
    failure = failure_of(lambda: decode_account(parse(text), catalog=PACKAGED_CATALOG))
    assert (failure.more, failure.values["count"]) == (206, 306)


def test_problems_are_no_larger_than_their_file() -> None:
    """Tens of thousands of problems in the largest file are found, and a hundred are shown."""
    text = '{"users":[' + ",".join(["{}"] * 65_000) + "]}"
    problems = find_problems(parse(text, "a.json"), account_content(PACKAGED_CATALOG))
    assert (len(problems.listed), problems.count) == (100, 130_007)
    assert [each.path for each in problems.listed[6:9]] == [
        "licenses",
        "users[0].id",
        "users[0].roles",
    ]


LOOK_ALIKE = [
    ("paul", "paul "),
    ("paul", "PAUL"),
    ("paul", " paul"),
    ("paul", "pa\u200bul"),
    ("paul", "paul\u00a0"),
    ("paul", "\uff50aul"),
    ("p a", "p  a"),
    ("zo\u00e9", "zoe\u0301"),
    ("ZO\u00c9", "zoe\u0301"),
    ("stra\u00dfe", "STRASSE"),
    ("p\ufe0faul", "paul"),
]


@pytest.mark.parametrize(("first", "second"), LOOK_ALIKE)
@pytest.mark.parametrize("key", ["id", "email"])
def test_people_whom_a_reader_takes_for_one_are_refused(key: str, first: str, second: str) -> None:
    """Case, blanks, what can't be seen and how an accent is stored make nobody somebody else."""
    people = "".join(
        f"[[users]]\nid = {json.dumps(word if key == 'id' else f'u{number}')}\n"
        f"email = {json.dumps(word if key == 'email' else f'e{number}')}\nroles = ['agent']\n"
        for number, word in enumerate((first, second))
    )
    (problem,) = problems_of(changed(("[[events]]", people + "[[events]]")))
    assert f"users[2].{key}: " in problem
    assert "users[1] on line" in problem


@pytest.mark.parametrize(("first", "second"), [("paul", "pau1"), ("anna", "\u0430nn\u0430")])
def test_people_whose_letters_differ_are_two(first: str, second: str) -> None:
    """Letters of two scripts stay two, however alike they look: that is no fault of a name."""
    people = "".join(f'[[users]]\nid = "{word}"\nroles = ["agent"]\n' for word in (first, second))
    text = changed(("[[events]]", people + "[[events]]"))
    assert len(decode_account(parse(text), catalog=PACKAGED_CATALOG).users) == 3


def test_a_newer_schema_is_the_only_problem() -> None:
    """What a newer addonctl writes is never guessed."""
    text = BROKEN.replace("schema = 1", "schema = 2")
    assert problems_of(text) == [
        "1: schema: schema 2 needs a newer addonctl; this one reads schema 1"
    ]


def test_events_as_a_dotted_key_tell_how_a_list_is_written() -> None:
    """`events.x = 1` is a table too."""
    text = "events.x = 1\n" + ACCOUNT[: ACCOUNT.index("[[events]]")]
    (problem,) = problems_of(text)
    assert problem == '1: events: must be a list of tables: write "[[events]]" above each'


def test_an_empty_table_lacks_all_that_is_required() -> None:
    """Every required key, in the model's order, on the first line."""
    lines = problems_of("# nothing\n")
    names = ("schema", "id", "name", "plan", "currency", "billing", "licenses")
    assert [line.partition(";")[0] for line in lines] == [
        f"1: {name}: is missing" for name in names
    ]


def test_json_has_the_same_problems_in_its_own_lines() -> None:
    """Keys are found in JSON too; a list is a list there."""
    tree = json.loads((EXAMPLES / "leap-day.json").read_text("utf-8"))
    tree["plan"], tree["billing"]["anchor"], tree["events"] = "essential", "2024-02-30", {}
    tree["users"][1]["email"] = None
    tree["users"][0]["name"] = None
    tree["name"] = None
    text = json.dumps(tree, indent=1)
    lines = {
        line.split('"')[1]: str(n) for n, line in enumerate(text.split("\n"), 1) if '"' in line
    }
    assert problems_of(text, "a.json") == [
        '4: name: must be text in quotes; for example "name": "Acme SAS"',
        '5: plan: unknown plan "essential"; did you mean "essentials"?',
        f'{lines["anchor"]}: billing.anchor: must be a date; for example "anchor": "2026-01-31"',
        (
            f"{lines['events']}: events: must be a list; "
            'for example "events": [{"kind": "subscribed", "date": "2026-11-21",'
            ' "addon": "analytics-plus"}]'
        ),
    ]


@pytest.mark.parametrize("text", ["x" * 10_000, "\x1b" * 61, "\u202e" * 100, "\U000e0041" * 99])
def test_no_more_than_sixty_characters_of_a_value_are_told(text: str) -> None:
    """As values, as keys and in paths, counted as they are shown escaped."""
    quoted = json.dumps(text)
    places = (
        ('plan = "essentials"', f"plan = {quoted}"),
        ('"owner"', quoted),
        ("[licenses]", f"[{quoted}]"),
        ("[prices.analytics-plus]", f"[prices.{quoted}]"),
    )
    for old, new in places:
        for line in problems_of(changed((old, new)).replace("\\udb40\\udc41", "\\U000e0041")):
            *where, sentence = line.split(": ", 2)
            for part in (" ".join(where), sentence):
                shown = max(part.count(each) for each in ("x", "\\x1b", "\\u202e", "\\U000e0041"))
                assert shown * len("x" if "xx" in part else "\\x1b") <= 60
            assert "\x1b" not in line


RIGHT: dict[str, Any] = parse(ACCOUNT).tree
WRONG: st.SearchStrategy[object] = st.sampled_from(
    [None, True, 0, -1, 2**40, "", "x", "x\n", "9.99", "9.99\n", "2026-01-31", [], {}, [1], ["x"]]
) | st.text(max_size=5)


def _spots(value: object) -> list[tuple[Any, Any]]:
    """List each container of a tree with each of its keys."""
    keys = (
        value.keys()
        if isinstance(value, dict)
        else range(len(value))
        if isinstance(value, list)
        else ()
    )
    spots = [(value, key) for key in keys]
    return spots + [spot for _, key in spots for spot in _spots(value[key])]  # type: ignore[index]


@given(st.data())
def test_the_walk_and_the_conversion_agree_on_what_is_right(data: st.DataObject) -> None:
    """A tree that msgspec refuses has a problem, and one that it takes has none of types."""
    tree = copy.deepcopy(RIGHT)
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(_spots(tree)))
        change = data.draw(st.sampled_from(["replace", "drop", "add"]))
        if change == "replace" or isinstance(container, list):
            container[key] = copy.deepcopy(data.draw(WRONG))
        elif change == "drop":
            del container[key]
        else:
            container[data.draw(st.sampled_from(["x", "id", "at", "once", "discount"]))] = (
                copy.deepcopy(data.draw(WRONG))
            )
    problems = types.find_problems(
        tree, Account, (), text="", text_format="TOML", file="a.toml"
    ).listed
    try:
        msgspec.convert(tree, Account)
    except msgspec.ValidationError:
        assert problems
    else:
        # A line end at the end of a text is the one thing that msgspec lets through.
        assert not problems or "\\n" in json.dumps(tree, default=str)
    glance, care = (
        types.find_problems(tree, Account, (), text=text, text_format="JSON", file="a.json")
        for text in (json.dumps(tree, default=str), json.dumps(tree, default=str) + "\\")
    )
    assert glance == care


def test_problems_name_the_file_as_it_was_given() -> None:
    """The file of a problem is what the person typed."""
    document = parse(BROKEN, "some/broken.toml")
    failure = failure_of(lambda: decode_account(document, catalog=PACKAGED_CATALOG))
    for problem in failure.problems:
        assert isinstance(problem, Problem)
        assert problem.file == "some/broken.toml"

"""Account files that say what can't be: all problems at once, each with its place."""

from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT, changed
from tests.cli.program import run
from tests.cli.refusals import CATALOG, MANNERS, Row, refuse, rows
from tests.files import write

PRICE = "prices.analytics-plus.unit_price"


def _wrong(name: str, says: tuple[str, ...], *changes: tuple[str, str]) -> Row:
    return Row(name, 6, "ACCOUNT_INVALID", says, changed(*changes))


def _price(name: str, written: str, *says: str) -> Row:
    return _wrong(name, (f"a.toml:19: {PRICE}: ", *says), ('"15.00"', written))


def _role(name: str, written: str, *says: str) -> Row:
    return _wrong(name, ("users[0].roles[0]: unknown role", *says), ('["owner"]', f'["{written}"]'))


FAULTS = [
    _price("comma", '"9,99"', '"9,99" is not a price', 'write it as "9.99"'),
    _price("underscore", '"1_000"', "is not a price"),
    _price("full-width-digits", '"\uff11\uff12"', "is not a price", "\uff11\uff12"),
    _price("leading-blank", '" 9.99"', "is not a price", '"9.99"'),
    _price("too-many-decimals", '"9.9999999"', "is not a price", "at most 6 decimals"),
    _price("nan", '"NaN"', "is not a price"),
    _price("infinity", '"Infinity"', "is not a price"),
    _price("negative", '"-5"', "is not a price"),
    _price("bare-number", "9.99", 'write it in quotes: "9.99"'),
    _price("bare-integer", "9", 'write it in quotes: "9"'),
    _price("truth", "true", "must be text in quotes"),
    _role("role-in-capitals", "Owner", 'did you mean "owner"?'),
    _role("role-with-blank", "owner ", 'did you mean "owner"?'),
    _role("role-in-cyrillic", "\u043ewner", 'did you mean "owner"?'),
    _role("role-unheard-of", "root", "owner"),
    _role("role-with-escape", "\\u001b[2Jowner", "\\x1b[2J"),
    _wrong(
        "plan-misspelt",
        ("a.toml:5: plan:", 'did you mean "essentials"?'),
        ('"essentials"', '"essential"'),
    ),
    _wrong(
        "plan-unheard-of",
        ("plan:", "essentials, professional or custom"),
        ('"essentials"', '"gold"'),
    ),
    _wrong(
        "zone-misspelt",
        ("time_zone:", 'did you mean "Europe/Paris"?'),
        ("Europe/Paris", "Europe/Pari"),
    ),
    _wrong("name-too-long", ("name:", "characters"), ("Acme SAS", "x" * 10_000)),
    _wrong(
        "unknown-key",
        ("a.toml:3: licence:", 'did you mean "licenses"?'),
        ("schema = 1\n", "schema = 1\nlicence = 5\n"),
    ),
    _wrong("newer-schema", ("newer addonctl",), ("schema = 1", "schema = 2")),
    _wrong(
        "no-licence",
        ("licenses",),
        ("standard = 10\nadditional = 3", "standard = 0\nadditional = 0"),
    ),
    _wrong(
        "licences-as-truth",
        ("licenses.standard: must be a whole number",),
        ("standard = 10", "standard = true"),
    ),
    _wrong(
        "date-out-of-range",
        ("billing.anchor: must be a date from 2000",),
        ("2026-01-31", "1999-12-31"),
    ),
    _wrong(
        "unknown-addon",
        ("prices.analytics_plus", 'did you mean "analytics-plus"?'),
        ("[prices.analytics-plus]", "[prices.analytics_plus]"),
    ),
    _wrong(
        "homoglyph-addon",
        ("prices", "unknown add-on"),
        ("[prices.analytics-plus]", '[prices."\u0430nalytics-plus"]'),
    ),
    _wrong("bidi-in-id", ("id:", "\\u202e"), ('id = "acme"', 'id = "ac\u202eme"')),
]


@pytest.mark.parametrize("error_format", MANNERS)
@pytest.mark.parametrize("row", rows(FAULTS))
def test_what_cannot_be_is_named_by_its_path(row: Row, error_format: str) -> None:
    """A value that can't be is refused by file, line and path, with what was meant."""
    refuse(row, error_format)


def test_all_problems_are_told_at_once_in_the_files_order(folder: Path) -> None:
    """Nobody corrects a file ten times to read it once."""
    write(
        folder,
        changed(
            ('"essentials"', '"essential"'), ('"15.00"', '"15,00"'), ('["admin"]', '["Admin"]')
        ),
    )
    ran = run(*CATALOG, "-o", "json")
    assert [problem["path"] for problem in ran.error["problems"]] == [
        "plan",
        PRICE,
        "users[1].roles[0]",
    ]
    assert [problem["line"] for problem in ran.error["problems"]] == [5, 19, 32]


@pytest.mark.parametrize(
    ("role", "code"), [("Owner", 6), ("owner ", 6), ("root", 6), ("agent", 3), ("owner", 0)]
)
def test_unknown_role_is_never_a_refusal(folder: Path, role: str, code: int) -> None:
    """Who can't be understood isn't told that they may not: that is bad data, not a no."""
    write(folder, changed(('["owner"]', f'["{role}"]')))
    ran = run(
        *("eligibility", "analytics-plus", "-a", "a.toml", "--as", "marie"),
        *("--action", "subscribe", "--exit-status", "--as-of", "2026-11-21"),
    )
    assert ran.code == code


def test_account_without_owner_says_who_can_help(folder: Path) -> None:
    """Where nobody may purchase, the account manager can change that."""
    write(folder, changed(('["owner"]', '["admin"]')))
    ran = run(
        *("eligibility", "analytics-plus", "-a", "a.toml", "--as", "marie"),
        *("--action", "subscribe", "--exit-status", "--why", "--as-of", "2026-11-21"),
    )
    assert ran.code == 3
    said = " ".join(ran.out.split()).lower()
    assert "this account has no owner: contact the account manager" in said


def test_addon_that_was_bought_before_the_plan_had_it_is_included(folder: Path) -> None:
    """Both included and purchased: the plan wins, with a warning that it was bought."""
    event = '[[events]]\nkind = "subscribed"\ndate = 2026-02-03\naddon = "ai-assist"\n'
    write(folder, changed(('"essentials"', '"professional"')) + event)
    ran = run(*CATALOG, "-o", "json")
    assert ran.code == 0
    states = {addon["id"]: addon["state"] for addon in ran.json["addons"]}
    assert states["ai-assist"] == "included"
    assert "INCLUDED_AND_PURCHASED" in [warning["code"] for warning in ran.json["warnings"]]


def test_piles_of_marks_are_shown_escaped(folder: Path) -> None:
    """200 combining marks on one letter don't climb over other lines; the table stays whole."""
    write(folder, changed(("Acme SAS", "Acme" + "\u0301" * 190)))
    ran = run(*CATALOG, environ={"COLUMNS": "80"})
    assert ran.code == 0
    assert "\u0301" * 3 not in ran.out
    assert "\\u0301" in ran.out


def test_right_account_is_read(account: Path) -> None:
    """The account that the faults are made of has none."""
    assert account.read_text("utf-8") == ACCOUNT
    assert run(*CATALOG).code == 0

"""Check the packaged data and the files that take its place."""

from pathlib import Path

import msgspec
import pytest

from addonctl.stores.files.documents import Content, T, find_problems
from addonctl.stores.files.reading import Kind
from addonctl.stores.packaged import load_catalog, load_policy
from addonctl.stores.parsing.catalog_checks import catalog_content
from addonctl.stores.parsing.policy_checks import POLICY_CONTENT
from addonctl.text.translator import for_people
from tests.builders import EXAMPLES, PACKAGED_CATALOG, PACKAGED_POLICY
from tests.files import PACKAGED
from tests.stores.reading import failure_of, parse

PRICE = """\
[[prices]]
addon = "ai-assist"
currency = "EUR"
unit_price = "9.00"
per = "month"
valid_from = 2026-01-01
"""
PLAN = '[[plans]]\nid = "a"\nname = "A"\noffers = ["fax"]\n'
FAX = '[[addons]]\nid = "fax"\nname = "Fax"\nbasis = "assigned"\n'
POLICY = """\
schema = 1

[[document]]
id = "en"
title = "English article"
address = "https://example.org/en"

[[permit]]
id = "owner-may"
code = "MAY_SUBSCRIBE"
when = { role = ["owner"] }
source = [{ document = "en", section = "who can purchase" }]

[[forbid]]
id = "others-may-not"
code = "ROLE_OWNER_ONLY"
when = { role = ["admin"] }
inferred = "nobody says so"

[[conflict]]
id = "C1"
question = "Which?"
why = "because"

[[conflict.reading]]
name = "strict"
disables = ["owner-may"]
source = [{ document = "en", section = "note" }]

[[conflict.reading]]
name = "fr-table"
disables = ["others-may-not"]
source = [{ document = "en", section = "table" }]
"""


def catalog_problems(text: str) -> list[str]:
    """List the problems of a catalogue as `line: path: sentence`."""
    return _problems(text, "catalog", catalog_content(PACKAGED_CATALOG))


def policy_problems(text: str) -> list[str]:
    """List the problems of a policy as `line: path: sentence`."""
    return _problems(text, "policy", POLICY_CONTENT)


def _problems(text: str, kind: Kind, content: Content[T]) -> list[str]:
    problems = find_problems(parse(text, "file.toml", kind), content)
    return [
        f"{each.line}: {each.path}: {for_people('en').say(each.message)}"
        for each in problems.listed
    ]


def test_the_packaged_data_has_no_problem() -> None:
    """It is loaded without the checks that files get, so the tests make them."""
    assert catalog_problems((PACKAGED / "catalog.toml").read_text("utf-8")) == []
    assert policy_problems((PACKAGED / "policy.toml").read_text("utf-8")) == []
    assert load_catalog() == PACKAGED_CATALOG
    assert msgspec.structs.asdict(load_policy()) == msgspec.structs.asdict(PACKAGED_POLICY)


def test_no_prices_are_packaged() -> None:
    """A price comes from a contract or from somebody's price book."""
    assert load_catalog().prices == ()
    assert load_catalog().prices_from is None


def test_a_price_book_leaves_plans_and_addons_alone() -> None:
    """A file replaces the lists that it holds; its prices say where they come from."""
    path = str(EXAMPLES / "price-book.toml")
    catalog = load_catalog(path)
    assert (catalog.plans, catalog.addons) == (PACKAGED_CATALOG.plans, PACKAGED_CATALOG.addons)
    assert catalog.prices
    assert catalog.prices_from == path


def test_a_catalogue_without_prices_names_no_file_for_them(tmp_path: Path) -> None:
    """Plans of another file don't make the prices come from there."""
    path = tmp_path / "plans.toml"
    path.write_text('[[plans]]\nid = "mini"\nname = "Mini"\noffers = ["ai-assist"]\n')
    catalog = load_catalog(str(path))
    assert [plan.id for plan in catalog.plans] == ["mini"]
    assert (catalog.addons, catalog.prices_from) == (PACKAGED_CATALOG.addons, None)


def test_a_policy_file_takes_the_place_of_the_packaged_one(tmp_path: Path) -> None:
    """All of it: nothing is merged."""
    path = tmp_path / "policy.toml"
    path.write_text(POLICY)
    assert [rule.id for rule in load_policy(str(path)).permit] == ["owner-may"]


@pytest.mark.parametrize("load", [load_catalog, load_policy], ids=["catalog", "policy"])
def test_a_file_that_is_not_there_or_not_right_fails_by_its_kind(
    tmp_path: Path, load: object
) -> None:
    """Missing, not TOML and not right have codes of their own."""
    assert callable(load)
    kind = "CATALOG" if load is load_catalog else "POLICY"
    path = tmp_path / "file.toml"
    assert failure_of(lambda: load(str(path))).code == "FILE_MISSING"
    path.write_text("a")
    assert failure_of(lambda: load(str(path))).code == f"{kind}_SYNTAX"
    path.write_text("a = 1")
    failure = failure_of(lambda: load(str(path)))
    assert failure.code == f"{kind}_INVALID"
    assert for_people("en").failure(failure)[0].startswith(f"{path} has ")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            PRICE.replace('"ai-assist"', '"ai-asist"'),
            '2: prices[0].addon: unknown add-on "ai-asist"',
        ),
        (PRICE.replace("EUR", "EUO"), '3: prices[0].currency: unknown currency "EUO"'),
        (
            PRICE.replace('"9.00"', '"9,00"'),
            '4: prices[0].unit_price: "9,00" is not a price; write',
        ),
        (PRICE.replace('"9.00"', "9.00"), '4: prices[0].unit_price: write it in quotes: "9.00"'),
        (PRICE.replace("month", "day"), '5: prices[0].per: "day" is not month or cycle'),
        (PRICE.replace("2026-01-01", "1999-01-01"), "6: prices[0].valid_from: must be a date from"),
        (PRICE + PRICE, "7: prices[1]: is for the same add-on, currency, commitment and day as p"),
        (PRICE.replace("prices", "price"), '1: price: unknown key; did you mean "prices"?'),
        (
            PLAN,
            '4: plans[0].offers[0]: unknown add-on "fax": it must be analytics-plus, ai-assist or',
        ),
        (
            '[[plans]]\nid = "a"\nname = "A"\noffers = []\n' * 2,
            '6: plans[1].id: "a" names plans[0] on line 1 already',
        ),
        (
            '[[plans]]\nid = "а"\nname = "A"\noffers = []\n',  # noqa: RUF001  # Cyrillic
            '2: plans[0].id: "а" is not an id',  # noqa: RUF001
        ),
        (
            FAX + "trial_months = 0\n" + PLAN,
            "5: addons[0].trial_months: must be from 1 to 120",
        ),
        (
            FAX
            + '[[addons]]\nid = "b"\nname = "B"\nbasis = "assigned"\naliases = ["FAX"]\n'
            + PLAN,
            '9: addons[1].aliases[0]: "FAX" names addons[0] on line 1 already',
        ),
    ],
)
def test_a_catalogue_says_what_can_not_be(text: str, problem: str) -> None:
    """One change for the worse is one problem, in its place."""
    (found,) = catalog_problems(text)
    assert found.startswith(problem)


def test_addons_that_leave_out_what_packaged_plans_offer_are_a_problem() -> None:
    """The merged catalogue has to hold together, not only the file."""
    problems = catalog_problems(FAX)
    assert problems
    assert problems[0] == (
        '1: addons: the plan "essentials" speaks of the add-on "analytics-plus",'
        " which isn't in the list"
    )


def test_a_right_policy_has_no_problem() -> None:
    """The policy that the table below changes."""
    assert policy_problems(POLICY) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'id = "C1"',
            'id = "owner-may"',
            '21: conflict[0].id: "owner-may" names permit[0] on line 8 already',
        ),
        ('inferred = "nobody says so"', "", 'forbid[0]: the row "others-may-not" needs a source'),
        (
            "inferred =",
            'source = [{ document = "en", section = "x" }]\ninferred =',
            'forbid[0]: the row "others-may-not" has a source',
        ),
        (
            'document = "en", section = "who',
            'document = "eng", section = "who',
            'permit[0].source[0].document: unknown document "eng"; did you mean "en"?',
        ),
        (
            'disables = ["owner-may"]',
            'disables = ["owner-mya"]',
            'reading[0].disables[0]: unknown row "owner-mya"; did you mean "owner-may"?',
        ),
        (
            '"fr-table"',
            '"strict"',
            'conflict[0].reading[1].name: the reading "strict" stands twice',
        ),
        (
            'source = [{ document = "en", section = "table" }]',
            (
                'source = [{ document = "en", section = "table" }]\n'
                '[[conflict.reading]]\nname = "strict"\ndisables = []\n'
                'source = [{ document = "en", section = "x" }]'
            ),
            "conflict[0].reading: must have at most 2",
        ),
        ('"fr-table"', '"loose"', 'conflict[0].reading[1].name: "loose" is not strict or fr-table'),
        (
            'role = ["admin"]',
            'role = ["adnim"]',
            'forbid[0].when.role[0]: unknown role "adnim"; did',
        ),
        ('"MAY_SUBSCRIBE"', '"MAY_SUBSCRIB"', 'did you mean "MAY_SUBSCRIBE"?'),
        (
            'source = [{ document = "en", section = "table" }]',
            (
                'source = [{ document = "en", section = "table" }]\n'
                '[[route]]\nid = "factor"\ncode = "NO_OTHER_FACTOR"\nroute = "quote"\n'
                'when = {}\ninferred = "nobody says so"'
            ),
            'route[0].code: "NO_OTHER_FACTOR" is not NO_PRICE_KNOWN, PLAN_BY_QUOTE or',
        ),
    ],
)
def test_a_policy_says_what_can_not_be(old: str, new: str, problem: str) -> None:
    """One change for the worse is one problem."""
    assert old in POLICY
    (found,) = policy_problems(POLICY.replace(old, new, 1))
    assert problem in found

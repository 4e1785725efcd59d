"""Check the time zones and the dated taxes that an account may have."""

import re

import pytest

from addonctl.model.account import Account
from addonctl.stores.files.documents import decode_account
from tests.builders import PACKAGED_CATALOG
from tests.stores.reading import ACCOUNT, changed, parse, problems_of


def read(text: str) -> Account:
    """Read an account that is right."""
    return decode_account(parse(text, "a.toml"), catalog=PACKAGED_CATALOG)


@pytest.mark.parametrize(
    "zone", ["localtime", "Factory", "posixrules", "posix/Europe/Paris", "right/Europe/Paris"]
)
def test_zone_of_a_machine_is_no_zone_of_an_account(zone: str) -> None:
    """What such a name means differs from one machine to the next, and with it the amounts."""
    (problem,) = problems_of(changed(("Europe/Paris", zone)))
    assert f'time_zone: unknown zone "{zone}"' in problem
    assert f'did you mean "{zone}"' not in problem


@pytest.mark.parametrize("zone", ["UTC", "Europe/Kyiv", "America/Argentina/Buenos_Aires"])
def test_place_is_a_zone(zone: str) -> None:
    """IANA's names of places, and UTC."""
    assert read(changed(("Europe/Paris", zone))).time_zone == zone


def test_machines_own_zone_is_never_suggested() -> None:
    """Not even for a word that is one letter away from it."""
    for word in ("local-time", "Localtime", "factory", "posixrule"):
        (problem,) = problems_of(changed(("Europe/Paris", word)))
        assert 'localtime"?' not in problem
        assert "Factory" not in problem
        assert "posixrules" not in problem


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            '{ name = "VAT", percent = "20" }, { name = "VAT", percent = "21", from = 2027-01-01 }',
            [],
        ),
        ('{ name = "A", percent = "1", from = 2027-01-01 }, { name = "B", percent = "2" }', []),
        (
            '{ name = "VAT", percent = "20" }, { name = "VAT", percent = "5" }',
            ['billing.taxes[1].name: "VAT" stands without a date in billing.taxes[0] already'],
        ),
        (
            (
                '{ name = "VAT", percent = "20", from = 2027-01-01 },'
                ' { name = "VAT", percent = "21", from = 2027-01-01 }'
            ),
            ['billing.taxes[1].from: "VAT" begins on 1 Jan 2027 in billing.taxes[0] already'],
        ),
        (
            '{ name = "VAT", percent = "20", from = 1999-12-31 }',
            ["billing.taxes[0].from: must be a date from 2000-01-01 to 2100-12-31"],
        ),
        (
            '{ name = "VAT", percent = "20", from = "soon" }',
            ["billing.taxes[0].from: "],
        ),
    ],
)
def test_rows_of_a_tax_begin_on_different_dates(rows: str, expected: list[str]) -> None:
    """The same name and date twice would leave open which holds."""
    text = re.sub(r"(?m)^taxes = .*$", f"taxes = [{rows}]", ACCOUNT)
    assert text != ACCOUNT
    if not expected:
        assert read(text).billing.taxes
        return
    problems = problems_of(text)
    assert len(problems) == len(expected)
    for problem, words in zip(problems, expected, strict=True):
        assert words in problem

"""Changes of what was bought come to the figures that the vendor and the rules publish."""

import datetime as dt
from typing import Any

import pytest

from addonctl.actions.amend import preview_amendment
from addonctl.model.account import Account
from addonctl.model.amendments import LicensesWanted
from addonctl.model.answers import AmendAnswer
from addonctl.text.translator import for_machines, for_people
from tests.builders import make_account, make_context

VAT = [{"name": "VAT", "percent": "20"}]


def bought(count: int, on: str, **overrides: Any) -> Account:  # noqa: ANN401  # a file's values
    """Make an account that bought Analytics+ on a day, for so many licences."""
    event = {"kind": "subscribed", "date": on, "addon": "analytics-plus", "quantity": count}
    return make_account(**{"events": [event], **overrides})


def amended(account: Account, day: str, wanted: LicensesWanted) -> AmendAnswer:
    """Preview a change of the account's Analytics+ on a day."""
    context = make_context(account, as_of=dt.date.fromisoformat(day))
    return preview_amendment(context, context.catalog.addon("analytics-plus"), wanted)


def figures(answer: AmendAnswer) -> list[tuple[str, ...]]:
    """Return the date, the subtotal, the tax, the total and what is due of both invoices."""
    return [
        (str(each.issue_date), *map(str, (each.subtotal, each.tax, each.total, each.amount_due)))
        for each in (answer.invoice.now, answer.invoice.next)
        if each is not None
    ]


def test_more_licences_are_billed_from_the_day_through_the_cycle_and_then_in_full() -> None:
    """13 were bought on 3 November and the account has 15 on the 21st: 9 of 30 days of 2."""
    account = bought(
        13,
        "2026-11-03",
        billing={"anchor": "2026-10-31", "taxes": VAT},
        licenses={"standard": 10, "additional": 5},
    )
    answer = amended(account, "2026-11-21", LicensesWanted())
    assert figures(answer) == [
        ("2026-11-21", "9.00", "1.80", "10.80", "10.80"),
        ("2026-11-30", "225.00", "45.00", "270.00", "270.00"),
    ]
    assert answer.invoice.now is not None
    (line,) = answer.invoice.now.lines
    assert (line.kind, line.quantity, line.fraction, str(line.amount)) == (
        "change",
        2,
        "9/30",
        "9.00",
    )
    assert (answer.quantity_before, answer.quantity, answer.effective) == (13, 15, answer.as_of)


def test_the_rest_of_a_year_is_billed_at_once() -> None:
    """52 licences on 1 December of a year that ends on 14 March, of which 49 were bought."""
    account = bought(
        49,
        "2026-11-21",
        billing={"frequency": "annual", "anchor": "2025-03-15", "taxes": VAT},
        licenses={"standard": 37, "additional": 15},
    )
    answer = amended(account, "2026-12-01", LicensesWanted())
    assert figures(answer) == [
        ("2026-12-01", "153.86", "30.77", "184.63", "184.63"),
        ("2027-03-15", "9360.00", "1872.00", "11232.00", "11232.00"),
    ]
    assert answer.invoice.now is not None
    formula = for_machines("en").say(answer.invoice.now.formula)
    assert formula == "15.00 EUR × 12 months × 3 licences × 104/365 days = 153.86 EUR"


def test_the_published_credit_note_is_27_of_31_days() -> None:
    """4 users of 10 are given up on 10 July in a cycle of 6 July to 5 August: 87 % of the month."""
    account = bought(
        10, "2024-06-06", billing={"anchor": "2024-06-06", "taxes": []}, licenses={"standard": 6}
    )
    answer = amended(account, "2024-07-10", LicensesWanted(credit_note=True))
    now = answer.invoice.now
    assert now is not None
    (line,) = now.lines
    assert (line.quantity, line.fraction) == (-4, "27/31")
    assert round(100 * 27 / 31) == 87
    assert (str(now.total), str(answer.credited), str(answer.credit)) == (
        "-52.26",
        "52.26",
        "52.26",
    )
    assert figures(answer)[1] == ("2024-08-06", "90.00", "0.00", "90.00", "37.74")


def test_a_unit_that_is_removed_within_a_cycle_is_billed_to_its_end() -> None:
    """Removed on 1 October, billed for 13 September to 12 October, gone from the next invoice."""
    account = bought(
        4, "2024-08-13", billing={"anchor": "2024-08-13", "taxes": []}, licenses={"standard": 3}
    )
    answer = amended(account, "2024-10-01", LicensesWanted())
    assert (answer.invoice.now, answer.credited, str(answer.effective)) == (
        None,
        None,
        "2024-10-13",
    )
    assert answer.invoice.next is not None
    period = answer.invoice.next.period
    assert (str(period.start), str(period.last_day)) == ("2024-10-13", "2024-11-12")
    assert [line.quantity for line in answer.invoice.next.lines] == [3]


@pytest.mark.parametrize(
    ("discount", "now"),
    [
        ({"percent": "10"}, ("-54.00", "-5.40", "-48.60")),
        ({"per_cycle": "20.00"}, ("-54.00", "0.00", "-54.00")),
        ({"per_cycle": "140.00"}, ("-54.00", "-48.00", "-6.00")),
        ({"once": "20.00"}, ("-54.00", "0.00", "-54.00")),
    ],
)
def test_a_change_is_the_difference_of_two_discounted_prices(
    discount: dict[str, str], now: tuple[str, str, str]
) -> None:
    """6 of 10 licences go for 18 of 30 days: gross, discount, subtotal."""
    account = bought(
        10,
        "2026-11-01",
        billing={"anchor": "2026-11-01"},
        licenses={"standard": 4},
        prices={"analytics-plus": {"unit_price": "15.00", "per": "month", "discount": discount}},
    )
    credited = amended(account, "2026-11-13", LicensesWanted(credit_note=True)).invoice.now
    assert credited is not None
    assert tuple(map(str, (credited.gross, credited.discount, credited.subtotal))) == now


@pytest.mark.parametrize(
    ("before", "after", "english", "french"),
    [
        (
            8,
            3,
            "(9.50 EUR × -5 licences + 1.50 EUR) × 9/30 days = -13.80 EUR",
            "(9,50 EUR × -5 licences + 1,50 EUR) × 9/30 jours = -13,80 EUR",
        ),
        (
            2,
            8,
            "(9.50 EUR × 6 licences − 11.00 EUR) × 9/30 days = 13.80 EUR",
            "(9,50 EUR × 6 licences − 11,00 EUR) × 9/30 jours = 13,80 EUR",
        ),
    ],
)
def test_formula_names_what_a_change_uses_of_an_amount_a_cycle(
    before: int, after: int, english: str, french: str
) -> None:
    """30.00 off a cycle: 3 licences for 28.50 leave 1.50 of it, 2 for 19.00 leave 11.00."""
    account = bought(
        before,
        "2026-11-03",
        billing={"anchor": "2026-10-31", "discount": {"per_cycle": "30.00"}},
        licenses={"standard": after},
        prices={"analytics-plus": {"unit_price": "9.50", "per": "month"}},
    )
    wanted = LicensesWanted(credit_note=after < before)
    now = amended(account, "2026-11-21", wanted).invoice.now
    assert now is not None
    assert for_people("en").say(now.formula).replace("\u00a0", " ") == english
    assert for_people("fr").say(now.formula).replace("\u00a0", " ").replace("\u202f", " ") == french

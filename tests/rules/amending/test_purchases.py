"""What is bought on a day is read from the events as the rules have it, case by case."""

import datetime as dt
from typing import Any

import pytest

from addonctl.actions.catalog import describe_catalog
from addonctl.model.account import Account
from addonctl.model.answers import AddonView
from addonctl.rules.addon_status import status_of
from addonctl.rules.amendments import change_amounts
from addonctl.rules.amounts import credit_left, tariff_of
from addonctl.rules.purchases import bought_by_addon
from tests.builders import make_account, make_context

ADDON = "analytics-plus"
BOUGHT: dict[str, Any] = {"kind": "subscribed", "date": "2026-11-03", "quantity": 13}


def changed(day: str, effective: str, quantity: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Write a change of licences as a file has it."""
    return {
        "kind": "licenses_changed",
        "date": day,
        "effective": effective,
        "quantity": quantity,
        **more,
    }


def ended(day: str, effective: str) -> dict[str, Any]:
    """Write an end as a file has it."""
    return {"kind": "ended", "date": day, "effective": effective}


def voided(day: str, event: int | str) -> dict[str, Any]:
    """Write a void as a file has it."""
    return {"kind": "voided", "date": day, "event": event}


def account(*events: dict[str, Any], **keys: Any) -> Account:  # noqa: ANN401  # keys of its file
    """Make an account with events of Analytics+."""
    return make_account(events=[{"addon": ADDON, **event} for event in events], **keys)


def quantity(known: str, day: str, *events: dict[str, Any]) -> int | None:
    """Return for how many licences it is bought on a day, by what is recorded until another."""
    told = account(*events).events
    found = bought_by_addon(told, dt.date.fromisoformat(known), dt.date.fromisoformat(day))
    return found[ADDON].quantity if ADDON in found else None


FEWER = changed("2026-11-10", "2026-11-30", 10)
CASES: dict[str, tuple[list[dict[str, Any]], dict[str, int | None]]] = {
    "before, from and after its day": (
        [BOUGHT],
        {"2026-11-02": None, "2026-11-03": 13, "2027-11-03": 13},
    ),
    "a change from its day on": ([BOUGHT, FEWER], {"2026-11-29": 13, "2026-11-30": 10}),
    "a newer change instead of one to come": (
        [BOUGHT, FEWER, changed("2026-11-12", "2026-12-31", 8)],
        {"2026-11-30": 13, "2026-12-30": 13, "2026-12-31": 8},
    ),
    "a newer change at once instead of one to come": (
        [BOUGHT, FEWER, changed("2026-11-12", "2026-11-12", 15)],
        {"2026-11-11": 13, "2026-11-12": 15, "2026-11-30": 15},
    ),
    "a change on the day on which another takes effect": (
        [BOUGHT, FEWER, changed("2026-11-30", "2026-12-31", 8)],
        {"2026-11-29": 13, "2026-11-30": 10, "2026-12-30": 10, "2026-12-31": 8},
    ),
    "what a voided newer change had replaced": (
        [BOUGHT, FEWER, changed("2026-11-12", "2026-11-30", 8), voided("2026-11-13", 3)],
        {"2026-11-29": 13, "2026-11-30": 10},
    ),
    "an end": ([BOUGHT, ended("2026-11-10", "2026-11-30")], {"2026-11-29": 13, "2026-11-30": None}),
    "a newer end instead of one to come": (
        [BOUGHT, ended("2026-11-10", "2026-11-30"), ended("2026-11-11", "2026-12-31")],
        {"2026-11-30": 13, "2026-12-30": 13, "2026-12-31": None},
    ),
    "an end behind a change to come": (
        [BOUGHT, FEWER, ended("2026-11-11", "2026-12-31")],
        {"2026-11-29": 13, "2026-11-30": 10, "2026-12-31": None},
    ),
    "bought again on the day of the end": (
        [
            BOUGHT,
            ended("2026-11-10", "2026-11-10"),
            {**BOUGHT, "date": "2026-11-10", "quantity": 4},
        ],
        {"2026-11-09": 13, "2026-11-10": 4},
    ),
    "voided by its number": ([BOUGHT, voided("2026-11-04", 1)], {"2026-11-03": None}),
    "voided by its number in quotes": ([BOUGHT, voided("2026-11-04", "1")], {"2026-11-03": None}),
    "voided by its id": ([{**BOUGHT, "id": "a"}, voided("2026-11-04", "a")], {"2026-11-03": None}),
    "an id that looks like another's number": (
        [{**BOUGHT, "id": "2"}, {"kind": "ended", "date": "2026-11-03"}, voided("2026-11-04", "2")],
        {"2026-11-03": None},
    ),
    "changes of what isn't bought": (
        [FEWER, ended("2026-11-11", "2026-12-31")],
        {"2026-12-01": None},
    ),
    "an event by hand that says no day": (
        [BOUGHT, {"kind": "licenses_changed", "date": "2026-11-10", "quantity": 9}],
        {"2026-11-09": 13, "2026-11-10": 9},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_licences_are_those_of_the_day(case: str) -> None:
    """Each event holds from its day on, and what is voided or replaced never does."""
    events, expected = CASES[case]
    assert {day: quantity("2027-12-31", day, *events) for day in expected} == expected


def test_what_is_recorded_later_is_not_known_yet() -> None:
    """As of a day before the change or the void, nothing of it counts."""
    assert quantity("2026-11-09", "2026-12-01", BOUGHT, FEWER) == 13
    assert quantity("2026-11-10", "2026-12-01", BOUGHT, FEWER) == 10
    assert quantity("2026-11-10", "2026-11-10", BOUGHT, voided("2026-11-11", 1)) == 13
    assert quantity("2026-11-11", "2026-11-11", BOUGHT, voided("2026-11-11", 1)) is None


def shown(known: Account, day: str) -> AddonView:
    """Return what the catalogue says of Analytics+ on a day."""
    context = make_context(known, as_of=dt.date.fromisoformat(day))
    return describe_catalog(context).answer.addons[0]


def test_the_catalogue_shows_the_newest_change_to_come() -> None:
    """One that was replaced isn't to come any more."""
    events = BOUGHT, FEWER, changed("2026-11-12", "2026-11-30", 8)
    bought = shown(account(*events), "2026-11-21").bought
    assert bought is not None
    assert bought.pending is not None
    assert (bought.quantity, bought.pending.number, bought.pending.quantity) == (13, 3, 8)


@pytest.mark.parametrize(
    ("trial", "state"),
    [(None, "available"), ("2026-10-01", "trial_used"), ("2026-11-02", "trial_running")],
)
def test_after_an_end_it_is_as_it_was_before(trial: str | None, state: str) -> None:
    """It is available again, or its trial was used or even runs on."""
    tried = [] if trial is None else [{"kind": "trial_started", "date": trial}]
    known = account(*tried, BOUGHT, ended("2026-11-10", "2026-11-20"))
    assert shown(known, "2026-11-19").state == "purchased"
    assert shown(known, "2026-11-20").state == state


def test_what_was_asked_for_before_a_purchase_is_settled_by_it() -> None:
    """After the end only newer requests and quotes are open; a voided purchase settles nothing."""
    asked = [
        {"kind": "feature_requested", "date": "2026-11-01", "by": "adam"},
        {"kind": "quote_requested", "date": "2026-11-02", "by": "olga"},
    ]
    again = {"kind": "feature_requested", "date": "2026-11-11", "by": "sara"}
    by_quote = {"purchase_path": "quote"}
    ends = account(*asked, BOUGHT, ended("2026-11-10", "2026-11-10"), again, billing=by_quote)
    assert (shown(ends, "2026-11-21").requests, shown(ends, "2026-11-21").pending_quotes) == (1, ())
    mistake = account(*asked, BOUGHT, voided("2026-11-10", 3), again, billing=by_quote)
    assert shown(mistake, "2026-11-21").requests == 2
    assert len(shown(mistake, "2026-11-21").pending_quotes) == 1


@pytest.mark.parametrize("kind", ["feature_requested", "quote_requested", "trial_started"])
def test_a_voided_request_quote_or_trial_counts_for_nothing(kind: str) -> None:
    """The add-on stands as if it had never been recorded."""
    known = account({"kind": kind, "date": "2026-11-03", "by": "adam"}, voided("2026-11-04", 1))
    before, after = shown(known, "2026-11-03"), shown(known, "2026-11-04")
    assert (after.state, after.requests, after.pending_quotes) == ("available", 0, ())
    assert (before.state, before.requests, len(before.pending_quotes)) != ("available", 0, 0)


def left(known: Account, day: str) -> int:
    """Return the cents of credit that are left on a day."""
    return credit_left(known, dt.date.fromisoformat(day))


def test_credit_goes_and_comes_back() -> None:
    """A purchase takes, a credit note gives, a void undoes both; there is never less than none."""
    took = {**BOUGHT, "total": "30.00", "credit": "30.00"}
    note = changed("2026-11-05", "2026-11-05", 9, credit_note=True, total="-12.00", credit="0.00")
    more = changed("2026-11-06", "2026-11-06", 12, total="25.00", credit="25.00")
    events = took, note, more, voided("2026-11-07", 2), voided("2026-11-08", 3)
    known = account(*events, billing={"credit": "40.00"})
    days = ["2026-11-02", "2026-11-03", "2026-11-05", "2026-11-06", "2026-11-07", "2026-11-08"]
    assert [left(known, day) for day in days] == [4000, 1000, 2200, 0, 0, 1000]
    undone = account(took, voided("2026-11-04", 1), billing={"credit": "40.00"})
    assert left(undone, "2026-11-04") == 4000


@pytest.mark.parametrize("discount", [None, {"percent": "12.5"}, {"per_cycle": "33.35"}])
def test_what_is_given_back_mirrors_what_is_charged(discount: dict[str, str] | None) -> None:
    """The same licences for the same days come to the same amount with the other sign."""
    known = make_account(billing={"discount": discount})
    tariff = tariff_of("1.35", "month", "monthly", "EUR", known.billing.discount)
    for days in range(1, 31):
        for before, after in ((1, 2), (3, 10), (20, 40), (25, 26)):
            more, fewer = (
                change_amounts(tariff, *numbers, days, 30, rates=[77777], credit=0)
                for numbers in ((before, after), (after, before))
            )
            back = fewer.gross, fewer.subtotal, fewer.total
            assert (-more.gross, -more.subtotal, -more.total) == back


def test_half_a_cent_is_rounded_away_from_nothing() -> None:
    """1.5 cents are 2 that are charged, and 2 that are given back; so is a tax of half a cent."""
    tariff = tariff_of("0.03", "month", "monthly", "EUR", None)
    more, fewer = (
        change_amounts(tariff, *numbers, 15, 30, rates=[250000], credit=0)
        for numbers in ((1, 2), (2, 1))
    )
    assert (more.gross, more.subtotal, more.tax) == (2, 2, 1)
    assert (fewer.gross, fewer.subtotal, fewer.tax) == (-2, -2, -1)


def test_status_names_the_purchase_that_stands() -> None:
    """Refusals speak of the purchase in force, not of one that ended or was a mistake."""
    again = {**BOUGHT, "date": "2026-11-12", "quantity": 4}
    known = account(BOUGHT, ended("2026-11-10", "2026-11-10"), again)
    context = make_context(known, as_of=dt.date(2026, 11, 21))
    purchased = status_of(context, context.catalog.addon(ADDON)).purchased
    assert purchased is known.events[2]

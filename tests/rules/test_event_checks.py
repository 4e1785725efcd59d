"""Events that contradict each other are found, each by its number and its key."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addonctl.actions.change import Change, Moment, prepare_change
from addonctl.rules.event_checks import find_history_faults
from tests.builders import (
    EXAMPLE_NAMES,
    PACKAGED_CATALOG,
    TODAY,
    example_account,
    make_account,
    make_context,
)

BOUGHT: dict[str, Any] = {
    "kind": "subscribed",
    "date": "2026-11-01",
    "addon": "analytics-plus",
    "id": "one",
    "currency": "EUR",
    "gross": "150.00",
    "discount": "15.00",
    "subtotal": "135.00",
    "tax": "27.00",
    "total": "162.00",
    "credit": "20.00",
}
TRIED: dict[str, Any] = {
    "kind": "trial_started",
    "date": "2026-11-02",
    "addon": "ai-assist",
    "id": "two",
    "trial_end": "2026-12-02",
}
REQUESTED: dict[str, Any] = {
    "kind": "feature_requested",
    "date": "2026-11-03",
    "addon": "ai-assist-pro",
}
GOOD = [BOUGHT, TRIED, REQUESTED]

WRONG = {
    "date before the event before": (
        [*GOOD, REQUESTED | {"date": "2026-11-02"}],
        [("EVENT_ORDER", 3, "date")],
    ),
    "one date too late is one fault": (
        [BOUGHT | {"date": "2027-01-01"}, TRIED, REQUESTED],
        [("EVENT_ORDER", 1, "date")],
    ),
    "id used twice": ([*GOOD, REQUESTED | {"id": "one"}], [("EVENT_ID_TWICE", 3, "id")]),
    "subscribed twice": (
        [*GOOD, BOUGHT | {"id": "three", "date": "2026-11-04"}],
        [("EVENT_SUBSCRIBED_TWICE", 3, "kind")],
    ),
    "trial of what runs": (
        [*GOOD, TRIED | {"id": "three", "date": "2026-12-01", "trial_end": "2027-01-01"}],
        [("EVENT_TRIAL_RUNNING", 3, "kind")],
    ),
    "trial of what runs, whose end isn't said": (
        [
            TRIED | {"trial_end": None},
            TRIED | {"id": "three", "date": "2026-12-01", "trial_end": None},
        ],
        [("EVENT_TRIAL_RUNNING", 1, "kind")],
    ),
    "trial of what runs longest": (
        [
            TRIED | {"trial_end": "2027-06-01"},
            TRIED | {"id": "three", "date": "2026-12-01", "trial_end": "2026-12-02"},
            TRIED | {"id": "four", "date": "2026-12-05"},
        ],
        [("EVENT_TRIAL_RUNNING", 1, "kind"), ("EVENT_TRIAL_RUNNING", 2, "kind")],
    ),
    "trial of what is bought": (
        [*GOOD, TRIED | {"id": "three", "date": "2026-11-03", "addon": "analytics-plus"}],
        [("EVENT_TRIAL_AFTER_PURCHASE", 3, "kind")],
    ),
    "another currency": ([BOUGHT | {"currency": "USD"}], [("EVENT_CURRENCY", 0, "currency")]),
    "subtotal": ([BOUGHT | {"gross": "150.01"}], [("EVENT_SUBTOTAL", 0, "subtotal")]),
    "subtotal without discount": (
        [{**BOUGHT, "discount": "0", "gross": "135.01"}],
        [("EVENT_SUBTOTAL", 0, "subtotal")],
    ),
    "total": ([BOUGHT | {"tax": "27.01"}], [("EVENT_TOTAL", 0, "total")]),
    "credit": ([BOUGHT | {"credit": "162.01"}], [("EVENT_CREDIT", 0, "credit")]),
    "of a quote": (
        [BOUGHT | {"kind": "quote_requested", "total": "0"}],
        [("EVENT_TOTAL", 0, "total"), ("EVENT_CREDIT", 0, "credit")],
    ),
}

VOID = {"kind": "voided", "date": "2026-11-21", "addon": "analytics-plus"}

RIGHT = {
    "good": GOOD,
    "a trial from the day on which the last one ended": [
        TRIED,
        TRIED | {"id": "three", "date": "2026-12-02", "trial_end": "2027-01-02"},
    ],
    "a trial whose end isn't said": [
        TRIED | {"trial_end": None},
        TRIED | {"id": "three", "date": "2026-12-02", "trial_end": "2027-01-02"},
    ],
    "a trial of unknown length": [
        TRIED | {"addon": "fax", "trial_end": None},
        TRIED | {"addon": "fax", "id": "three"},
    ],
    "a trial, then the purchase": [TRIED, BOUGHT | {"addon": "ai-assist", "date": "2026-11-03"}],
    "several events of a day": [REQUESTED, REQUESTED, REQUESTED],
    "no tax known": [BOUGHT | {"tax": None, "total": "135.00"}],
    "by hand, without amounts": [
        {"kind": "subscribed", "date": "2026-11-01", "addon": "analytics-plus"}
    ],
    "a void that doesn't say of what": [BOUGHT, VOID | {"event": None}],
    "quotes may be repeated": [
        BOUGHT | {"kind": "quote_requested"},
        BOUGHT | {"kind": "quote_requested", "id": "x"},
    ],
}


def _events(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in event.items() if value is not None} for event in events]


@pytest.mark.parametrize("name", WRONG)
def test_event_that_contradicts_is_named(name: str) -> None:
    """The event that is wrong is named with its key, and no other is."""
    events, expected = WRONG[name]
    faults = find_history_faults(make_account(events=_events(events)), PACKAGED_CATALOG)
    assert [(fault.code, event, key) for (_, event, key), fault in faults] == expected


@pytest.mark.parametrize("name", RIGHT)
def test_history_that_can_be_has_no_faults(name: str) -> None:
    """What may have happened isn't judged, nor what an event doesn't say."""
    assert find_history_faults(make_account(events=_events(RIGHT[name])), PACKAGED_CATALOG) == ()


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_examples_have_consistent_histories(name: str) -> None:
    """The packaged examples contradict themselves nowhere."""
    assert find_history_faults(example_account(name), PACKAGED_CATALOG) == ()


@pytest.mark.parametrize("action", ["subscribe", "trial"])
def test_what_addonctl_records_is_consistent(action: str) -> None:
    """A change as it is recorded adds up and has no fault."""
    context = make_context()
    change = Change(
        action="subscribe" if action == "subscribe" else "trial",
        addon=context.catalog.addon("analytics-plus"),
        user=context.account.users[0],
    )
    moment = Moment(at=_noon(), event_id="one")
    event = prepare_change(context, change, moment).event
    assert find_history_faults(make_account(events=[_keys(event)]), PACKAGED_CATALOG) == ()


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_amounts_are_compared_exactly(gross: int, discount: int, tax: int) -> None:
    """A cent too much in any of the sums is found, whatever the amounts."""
    gross += discount
    subtotal, total = gross - discount, gross - discount + tax

    def amount(minor: int) -> str:
        return f"{minor // 100}.{minor % 100:02}"

    def faults(**changed: int) -> list[str]:
        minor = {
            "gross": gross,
            "discount": discount,
            "subtotal": subtotal,
            "tax": tax,
            "total": total,
            "credit": total,
        } | changed
        event = BOUGHT | {key: amount(value) for key, value in minor.items()}
        return [
            fault.code
            for _, fault in find_history_faults(make_account(events=[event]), PACKAGED_CATALOG)
        ]

    assert faults() == []
    assert faults(gross=gross + 1) == ["EVENT_SUBTOTAL"]
    assert faults(discount=discount + 1) == ["EVENT_SUBTOTAL"]
    assert faults(tax=tax + 1) == ["EVENT_TOTAL"]
    assert faults(credit=total + 1) == ["EVENT_CREDIT"]


def _noon() -> Any:  # noqa: ANN401 - a date and time
    import datetime as dt

    return dt.datetime.combine(TODAY, dt.time(12), dt.UTC)


def _keys(event: Any) -> dict[str, Any]:  # noqa: ANN401 - a struct of the model
    import msgspec

    keys: dict[str, Any] = msgspec.to_builtins(event)
    return keys

"""Check where an add-on stands: its state, its trial, its requests, on each date."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from addonctl.model.catalog import Catalog
from addonctl.model.views import AddonStatus
from addonctl.rules.addon_status import trial_period_end
from tests.builders import PACKAGED_CATALOG, make_account, make_context
from tests.rules.decisions import status_of

BOUGHT = {"kind": "subscribed", "date": "2026-06-10"}
TRIED = {"kind": "trial_started", "date": "2026-06-10"}


def status_after(
    *events: dict[str, str],
    plan: str = "essentials",
    addon: str = "ai-assist",
    as_of: str = "2026-11-21",
    catalog: Catalog = PACKAGED_CATALOG,
) -> AddonStatus:
    """Say where an add-on stands on an account with these events."""
    account = make_account(plan=plan, events=[{"addon": addon} | event for event in events])
    as_of_date = dt.date.fromisoformat(as_of)
    return status_of(make_context(account, as_of=as_of_date, catalog=catalog), addon)


def status_where_not_offered(*events: dict[str, str], as_of: str = "2026-11-21") -> AddonStatus:
    """Say where AI Assist stands on a plan that neither offers nor includes it."""
    essentials = PACKAGED_CATALOG.plan("essentials")
    bare = msgspec.structs.replace(essentials, offers=("analytics-plus",))
    catalog = msgspec.structs.replace(PACKAGED_CATALOG, plans=(bare,))
    return status_after(*events, as_of=as_of, catalog=catalog)


@pytest.mark.parametrize(
    ("events", "plan", "state"),
    [
        ((), "essentials", "available"),
        ((TRIED,), "essentials", "trial_used"),
        ((BOUGHT,), "essentials", "purchased"),
        ((TRIED, BOUGHT), "essentials", "purchased"),
        ((), "professional", "included"),
        ((TRIED,), "professional", "included"),
        ((BOUGHT,), "professional", "included"),
    ],
)
def test_state_is_the_first_that_holds(
    events: tuple[dict[str, str], ...], plan: str, state: str
) -> None:
    """Included comes before purchased, that before the trial, that before available."""
    assert status_after(*events, plan=plan).state == state


@pytest.mark.parametrize(
    ("events", "state"),
    [((), "not_offered"), ((TRIED,), "not_offered"), ((BOUGHT,), "purchased")],
)
def test_purchase_outlives_an_offer_and_a_trial_does_not(
    events: tuple[dict[str, str], ...], state: str
) -> None:
    """What was bought stays bought on a plan that doesn't offer it; a trial ends with the offer."""
    assert status_where_not_offered(*events).state == state


def test_what_is_included_and_bought_is_marked() -> None:
    """Bought before the plan came to include it: included, and still known as bought."""
    twice = status_after(BOUGHT, plan="professional")
    assert twice.state == "included"
    assert twice.purchased is not None
    assert status_after(plan="professional").purchased is None
    assert status_after(BOUGHT).state == "purchased"


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2026-06-09", "available"),
        ("2026-06-10", "trial_running"),
        ("2026-07-09", "trial_running"),
        ("2026-07-10", "trial_used"),
        ("2100-12-31", "trial_used"),
    ],
)
def test_trial_runs_to_the_day_before_its_end(as_of: str, state: str) -> None:
    """A trial of one month runs in [10 June, 10 July); from its end on it is used, forever."""
    status = status_after(TRIED, as_of=as_of)
    assert status.state == state
    assert status.trial_end == (None if state == "available" else dt.date(2026, 7, 10))


def test_trial_of_what_was_bought_keeps_its_end() -> None:
    """A purchase hides the trial's state, not its date."""
    assert status_after(TRIED, BOUGHT).trial_end == dt.date(2026, 7, 10)


@pytest.mark.parametrize(
    ("as_of", "state"), [("2026-06-09", "available"), ("2026-06-10", "purchased")]
)
def test_later_event_is_not_known_yet(as_of: str, state: str) -> None:
    """An answer for a date looks at the events up to and including it."""
    assert status_after(BOUGHT, as_of=as_of).state == state


def test_events_of_another_addon_do_not_count() -> None:
    """Each add-on has its own state."""
    other = {"addon": "analytics-plus"}
    assert status_after(BOUGHT | other, TRIED | other).state == "available"


def test_quotes_and_requests_leave_an_addon_available() -> None:
    """Asking for an add-on doesn't change its state."""
    invocation = [
        {"kind": kind, "date": "2026-06-10"} for kind in ("quote_requested", "feature_requested")
    ]
    assert status_after(*invocation).state == "available"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2026-11-02", 1, "2026-12-02"),
        ("2025-12-15", 3, "2026-03-15"),
    ],
)
def test_trial_lasts_whole_months(start: str, months: int, end: str) -> None:
    """A trial ends whole months after its start, the day clamped."""
    addon = msgspec.structs.replace(PACKAGED_CATALOG.addon("ai-assist"), trial_months=months)
    assert trial_period_end(dt.date.fromisoformat(start), addon) == dt.date.fromisoformat(end)


def test_recorded_end_of_a_trial_wins() -> None:
    """The end that was recorded holds, whatever the catalogue says today."""
    long = TRIED | {"trial_end": "2026-12-24"}
    assert status_after(long).trial_end == dt.date(2026, 12, 24)
    assert status_after(long, as_of="2026-12-23").state == "trial_running"
    assert status_after(long, as_of="2026-12-24").state == "trial_used"


def test_newest_of_two_trials_counts() -> None:
    """A second trial, recorded by hand, runs; the first one doesn't end it."""
    again = TRIED | {"date": "2026-11-02"}
    for events in ((TRIED, again), (again, TRIED)):
        status = status_after(*events)
        assert (status.state, status.trial_end) == ("trial_running", dt.date(2026, 12, 2))


def requests_of(*events: dict[str, Any]) -> list[tuple[str | None, str]]:
    """List who asked first when."""
    return [(event.by, event.date.isoformat()) for event in status_after(*events).requests]


def test_request_counts_once_a_person_from_its_first_day() -> None:
    """Each person's first request is kept, the oldest first, wherever it stands in the file."""

    def ask(by: str, date: str) -> dict[str, str]:
        return {"kind": "feature_requested", "by": by, "date": date}

    events = (
        ask("sara", "2026-10-12"),
        ask("adam", "2026-10-01"),
        ask("sara", "2026-09-12"),
        ask("adam", "2026-10-02"),
    )
    assert requests_of(*events) == [("sara", "2026-09-12"), ("adam", "2026-10-01")]


def test_requests_fall_away_once_the_addon_is_bought() -> None:
    """Nobody still asks for what is there."""
    invocation = {"kind": "feature_requested", "by": "sara", "date": "2026-01-12"}
    assert len(requests_of(invocation)) == 1
    assert requests_of(invocation, BOUGHT) == []

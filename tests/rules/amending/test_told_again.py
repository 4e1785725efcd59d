"""What the events of an account come to agrees with a second telling of them, whatever was done."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Any, NamedTuple

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from addonctl.actions.amend import PreparedAmendment, prepare_amendment
from addonctl.actions.change import Change, Moment, Prepared, prepare_change
from addonctl.actions.next_invoice import preview_next
from addonctl.errors import NotFoundFailure, RefusedFailure, UsageFailure
from addonctl.model.account import Account
from addonctl.model.amendments import Amendment, EndWanted, LicensesWanted, VoidWanted
from addonctl.model.context import Context
from addonctl.model.policy import Action
from addonctl.rules.addon_status import status_of
from addonctl.rules.amounts import credit_left
from addonctl.rules.event_checks import find_history_faults
from addonctl.rules.purchases import bought_by_addon
from tests.builders import make_account, make_context
from tests.draws import examples
from tests.rules.amending import plain

FIRST = dt.date(2026, 1, 20)
ADDONS = ("analytics-plus", "ai-assist")
PRICES = {"analytics-plus": Fraction(15), "ai-assist": Fraction("9.99")}
DISCOUNTS = {"analytics-plus": {"percent": "10"}, "ai-assist": {"per_cycle": "20.00"}}
ACCOUNT = make_account(
    billing={
        "anchor": "2026-01-31",
        "purchase_path": "self_service",
        "credit": "50.00",
        "taxes": [{"name": "VAT", "percent": "20"}],
    },
    licenses={"standard": 12, "additional": 3},
    prices={
        addon: {"unit_price": str(float(PRICES[addon])), "per": "month", "discount": discount}
        for addon, discount in DISCOUNTS.items()
    },
)


class Step(NamedTuple):
    """Something that is tried: what, with which add-on, and how many days after the last."""

    what: str
    addon: str
    days: int
    number: int
    who: str


STEPS = st.builds(
    Step,
    what=st.sampled_from(
        [
            *("subscribe", "subscribe", "trial", "request", "licenses", "licenses", "credit"),
            *("end", "end_on", "void", "void_id", "void_last", "account"),
        ]
    ),
    addon=st.sampled_from(ADDONS),
    days=st.sampled_from([0, 0, 1, 3, 12, 31]),
    number=st.integers(1, 15),
    who=st.sampled_from(["olga", "adam", "sara"]),
)


BOUGHT = [Step("subscribe", "ai-assist", 0, 8, ""), Step("subscribe", "analytics-plus", 1, 1, "")]
LISTS = st.lists(STEPS, min_size=8, max_size=30).map(BOUGHT.__add__)


@settings(max_examples=examples(60))
@given(steps=LISTS)
def test_events_that_were_recorded_are_told_alike(steps: list[Step]) -> None:
    """State, licences, requests, trial and credit agree on the day and on days to come."""
    for account, prepared in recorded(steps):
        if isinstance(prepared, PreparedAmendment):
            check_amounts(prepared)
            check_next(account, prepared)
        assert find_history_faults(account, prepared.context.catalog) == ()
        compare(account, prepared.context.as_of)


def recorded(steps: list[Step]) -> Iterator[tuple[Account, Prepared | PreparedAmendment]]:
    """Try the steps one after the other, and yield the account after each that is recorded."""
    account, day = ACCOUNT, dt.date(2026, 2, 1)
    for number, step in enumerate(steps):
        day += dt.timedelta(days=step.days)
        if step.what == "account":
            licenses = msgspec.structs.replace(account.licenses, standard=step.number)
            account = msgspec.structs.replace(account, licenses=licenses)
            continue
        prepared = tried(make_context(account, as_of=day), step, number)
        if prepared is not None and prepared.earlier is None:
            events = (*account.events, prepared.event)
            account = msgspec.structs.replace(account, events=events)
            yield account, prepared


def tried(context: Context, step: Step, number: int) -> Prepared | PreparedAmendment | None:
    """Prepare a step, `None` where it is refused."""
    addon = context.catalog.addon(step.addon)
    moment = Moment(
        at=dt.datetime.combine(context.as_of, dt.time(9), dt.UTC), event_id=f"e{number}"
    )
    with suppress(RefusedFailure, UsageFailure, NotFoundFailure):
        if step.what in AMENDMENTS:
            wanted = AMENDMENTS[step.what](context, step)
            return prepare_amendment(
                context, addon, wanted, moment=moment, operator="Nina", reason="because"
            )
        action: Action = msgspec.convert(step.what, Action)
        who = "olga" if action == "subscribe" else step.who
        user = next(user for user in context.account.users if user.id == who)
        licenses = step.number if action == "subscribe" and step.addon == "ai-assist" else None
        change = Change(action=action, addon=addon, user=user, licenses=licenses)
        return prepare_change(context, change, moment)
    return None


def of_licenses(_context: Context, step: Step) -> Amendment:
    """Want other licences, all of the account where the add-on is on all of them."""
    licenses = step.number if step.addon == "ai-assist" else None
    return LicensesWanted(licenses=licenses, credit_note=step.what == "credit")


AMENDMENTS: dict[str, Callable[[Context, Step], Amendment]] = {
    "licenses": of_licenses,
    "credit": of_licenses,
    "end": lambda _context, _step: EndWanted(),
    "end_on": lambda context, step: EndWanted(
        on=context.as_of + dt.timedelta(days=step.number - 1)
    ),
    "void": lambda _context, step: VoidWanted(event=str(step.number)),
    "void_id": lambda _context, step: VoidWanted(event=f"e{step.number}"),
    "void_last": lambda context, _step: VoidWanted(event=str(len(context.account.events))),
}
"""What is wanted of what was bought, by the word of a step."""


def compare(account: Account, known: dt.date) -> None:
    """See that both tell the same of every add-on, on the day and on later ones."""
    events: list[dict[str, Any]] = [msgspec.structs.asdict(event) for event in account.events]
    for days in (0, 1, 20, 45):
        day = known + dt.timedelta(days=days)
        bought = bought_by_addon(account.events, known, day)
        for addon in ADDONS:
            expected = plain.told(events, addon, known, day)
            assert (addon in bought) == expected.is_bought
            if addon in bought:
                assert bought[addon].quantity == expected.quantity
    context = make_context(account, as_of=known)
    for addon in ADDONS:
        status, expected = (
            status_of(context, context.catalog.addon(addon)),
            plain.told(events, addon, known, known),
        )
        assert (status.state == "purchased") == expected.is_bought
        assert tuple(event.by for event in status.requests) == expected.asks
        assert status.trial_end == expected.trial_end
    left = plain.credit(events, Fraction(account.billing.credit), known)
    assert Fraction(credit_left(account, known), 100) == left


def check_amounts(prepared: PreparedAmendment) -> None:
    """See that what a change comes to is the difference of two exact prices, rounded once."""
    answer, event = prepared.answer, prepared.event
    now = answer.invoice.now
    if now is None:
        assert event.total is None
        return
    assert event.quantity_before is not None
    assert event.quantity is not None
    discount = DISCOUNTS[answer.addon]
    subtotal = plain.change(
        PRICES[answer.addon],
        event.quantity_before,
        event.quantity,
        (answer.cycle.days_billed, answer.cycle.days),
        percent=Fraction(discount.get("percent", 0)),
        per_cycle=Fraction(discount.get("per_cycle", 0)),
    )
    tax = plain.cents(subtotal / 5)
    assert [Fraction(str(each)) for each in (now.subtotal, now.tax, now.total)] == [
        subtotal,
        tax,
        subtotal + tax,
    ]
    before, after = Fraction(str(answer.credit_before)), Fraction(str(answer.credit))
    taken = min(before, max(subtotal + tax, Fraction(0)))
    given_back = max(-subtotal - tax, Fraction(0)) if event.credit_note else Fraction(0)
    assert (Fraction(event.credit or 0), after) == (taken, before - taken + given_back)


def check_next(account: Account, prepared: PreparedAmendment) -> None:
    """See that the next invoice that was shown is on the one of everything bought afterwards."""
    answer = prepared.answer
    whole = preview_next(make_context(account, as_of=answer.as_of)).next
    parts = {} if whole is None else {part.addon: part for part in whole.addons}
    own = parts.get(answer.addon)
    shown = answer.invoice.next
    assert (None if own is None else own.subtotal) == (None if shown is None else shown.subtotal)
    if whole is not None and shown is not None:
        assert shown.issue_date == whole.issue_date
        assert len(parts) > 1 or (shown.total, shown.credit) == (whole.total, whole.credit)


def test_the_draws_reach_every_kind_of_event() -> None:
    """Enough of what is drawn is recorded: purchases, changes, credit notes, ends and voids."""
    found: Counter[str] = Counter()

    @settings(max_examples=examples(60))
    @given(steps=LISTS)
    def draw(steps: list[Step]) -> None:
        for _account, prepared in recorded(steps):
            found[prepared.event.kind] += 1
            found["credit note"] += prepared.event.credit_note

    draw()
    assert min(found[kind] for kind in ("subscribed", "licenses_changed", "ended", "voided")) > 20
    assert found["credit note"] > 5

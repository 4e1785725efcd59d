"""What was recorded by mistake is mended: by a void, or by one more record that sets it right."""

import datetime as dt
from typing import Any, Final, NamedTuple, get_args

import pytest
from msgspec import structs

from addonctl.actions.amend import prepare_amendment
from addonctl.actions.catalog import describe_catalog
from addonctl.actions.change import Change, Moment, prepare_change
from addonctl.model.account import Account, EventKind
from addonctl.model.amendments import Amendment, EndWanted, LicensesWanted, VoidWanted
from addonctl.model.policy import Action
from addonctl.rules.amounts import credit_left
from addonctl.rules.event_checks import find_history_faults
from tests.builders import make_account, make_context

FIRST: Final = dt.date(2026, 11, 3)
DAY: Final = dt.timedelta(days=1)
ASSIST: Final = "ai-assist"
PRICE: Final = {"unit_price": "10.00", "per": "month"}


class Act(NamedTuple):
    """What somebody records: an action of a person, or a change of what was bought."""

    what: Action | Amendment
    addon: str = ASSIST
    licenses: int | None = None
    by: str = "olga"
    on: dt.date = FIRST

    def recorded_on(self, account: Account) -> Account:
        """Record it."""
        context = make_context(account, as_of=self.on)
        addon = context.catalog.addon(self.addon)
        number = len(account.events) + 1
        moment = Moment(at=dt.datetime(2026, 11, 30, tzinfo=dt.UTC), event_id=f"e{number}")
        if isinstance(self.what, str):
            user = next(user for user in account.users if user.id == self.by)
            change = Change(action=self.what, addon=addon, user=user, licenses=self.licenses)
            event = prepare_change(context, change, moment).event
        else:
            event = prepare_amendment(
                context, addon, self.what, moment=moment, operator="Nina", reason="a slip"
            ).event
        after = structs.replace(account, events=(*account.events, event))
        assert find_history_faults(after, context.catalog) == ()
        return after


def bought(licenses: int, **more: Any) -> Act:  # noqa: ANN401  # fields of an act
    """Buy AI Assist."""
    return Act("subscribe", licenses=licenses, **more)


def licenses(count: int, *, credit_note: bool = False, on: dt.date = FIRST) -> Act:
    """Change the licences of AI Assist."""
    return Act(LicensesWanted(licenses=count, credit_note=credit_note), on=on)


def end(on: dt.date | None = None, *, day: dt.date = FIRST) -> Act:
    """End AI Assist."""
    return Act(EndWanted(on=on), on=day)


def void(number: int, addon: str = ASSIST, on: dt.date = FIRST) -> Act:
    """Void an event by its number."""
    return Act(VoidWanted(event=str(number)), addon, on=on)


class Slip(NamedTuple):
    """What was recorded, the last of it by mistake; what mends it; what was meant instead."""

    kind: EventKind
    recorded: list[Act]
    mended: list[Act]
    meant: list[Act]
    by_quote: bool = False


LATER: Final = FIRST + 7 * DAY
SLIPS: dict[str, Slip] = {
    "too many licences bought": Slip("subscribed", [bought(10)], [void(1), bought(1)], [bought(1)]),
    "the wrong add-on bought": Slip(
        "subscribed",
        [bought(5, addon="ai-assist-pro")],
        [void(1, "ai-assist-pro"), bought(5)],
        [bought(5)],
    ),
    "bought on too early a day": Slip(
        "subscribed", [bought(5)], [void(1, on=LATER), bought(5, on=LATER)], [bought(5, on=LATER)]
    ),
    "bought on a wrong account": Slip("subscribed", [bought(5)], [void(1)], []),
    "bought with all that stands on it": Slip(
        "subscribed",
        [bought(5), licenses(8), end()],
        [void(3), void(2), void(1), bought(7)],
        [bought(7)],
    ),
    "a quote for too many": Slip(
        "quote_requested",
        [Act("quote", licenses=9)],
        [void(1), Act("quote", licenses=2)],
        [Act("quote", licenses=2)],
        by_quote=True,
    ),
    "a trial of the wrong add-on": Slip(
        "trial_started",
        [Act("trial", "ai-assist-pro")],
        [void(1, "ai-assist-pro"), Act("trial")],
        [Act("trial")],
    ),
    "a trial on too early a day": Slip(
        "trial_started",
        [Act("trial")],
        [void(1, on=LATER), Act("trial", on=LATER)],
        [Act("trial", on=LATER)],
    ),
    "a request of the wrong person": Slip(
        "feature_requested",
        [Act("request", by="adam")],
        [void(1), Act("request", by="sara")],
        [Act("request", by="sara")],
    ),
    "too many licences more": Slip(
        "licenses_changed",
        [bought(5), licenses(9)],
        [void(2), licenses(6)],
        [bought(5), licenses(6)],
    ),
    "too few licences to come": Slip(
        "licenses_changed", [bought(5), licenses(1)], [licenses(4)], [bought(5), licenses(4)]
    ),
    "fewer licences that stay": Slip(
        "licenses_changed", [bought(5), licenses(1)], [void(2)], [bought(5)]
    ),
    "a credit note of too many": Slip(
        "licenses_changed",
        [bought(9), licenses(1, credit_note=True)],
        [void(2), licenses(8, credit_note=True)],
        [bought(9), licenses(8, credit_note=True)],
    ),
    "a credit note, found after its credit was used": Slip(
        "licenses_changed",
        [bought(9), licenses(1, credit_note=True), bought(2, addon="ai-assist-pro")],
        [void(2)],
        [bought(9), bought(2, addon="ai-assist-pro")],
    ),
    "the end on the wrong day": Slip(
        "ended", [bought(5), end(LATER)], [end(LATER + DAY)], [bought(5), end(LATER + DAY)]
    ),
    "an end at once": Slip("ended", [bought(5), end(FIRST)], [void(2)], [bought(5)]),
    "the end of the wrong add-on": Slip(
        "ended",
        [bought(5), bought(4, addon="ai-assist-pro"), Act(EndWanted(), "ai-assist-pro")],
        [void(3, "ai-assist-pro"), end()],
        [bought(5), bought(4, addon="ai-assist-pro"), end()],
    ),
    "a purchase voided that was right": Slip(
        "voided", [bought(5), void(1)], [bought(5)], [bought(5)]
    ),
    "a change voided that was right": Slip(
        "voided",
        [bought(5), licenses(8), void(2)],
        [licenses(8)],
        [bought(5), licenses(8)],
    ),
    "an end voided that was right": Slip(
        "voided", [bought(5), end(), void(2)], [end()], [bought(5), end()]
    ),
    "a trial voided that was right": Slip(
        "voided", [Act("trial"), void(1)], [Act("trial")], [Act("trial")]
    ),
    "a request voided that was right": Slip(
        "voided",
        [Act("request", by="adam"), void(1)],
        [Act("request", by="adam")],
        [Act("request", by="adam")],
    ),
    "a quote voided that was right": Slip(
        "voided",
        [Act("quote", licenses=2), void(1)],
        [Act("quote", licenses=2)],
        [Act("quote", licenses=2)],
        by_quote=True,
    ),
}


def account_of(slip: Slip, *acts: Act) -> Account:
    """Record acts on an account with credit, which buys by itself or by quote."""
    account = make_account(
        billing={
            "anchor": "2026-10-31",
            "credit": "200.00",
            "purchase_path": "quote" if slip.by_quote else "self_service",
        },
        prices=dict.fromkeys(("analytics-plus", ASSIST, "ai-assist-pro"), PRICE),
    )
    for act in acts:
        account = act.recorded_on(account)
    return account


def standing(account: Account) -> list[Any]:
    """Say how the account stands on the last of the days, and at the end of the month."""
    found: list[Any] = [credit_left(account, LATER)]
    for day in (LATER, dt.date(2026, 11, 30), dt.date(2026, 12, 31)):
        answer = describe_catalog(make_context(account, as_of=day)).answer
        found += [
            (
                addon.state,
                addon.trial_end,
                addon.purchased_on,
                addon.requests,
                addon.actions,
                [(quote.quantity, quote.total, quote.date) for quote in addon.pending_quotes],
                addon.bought and (addon.bought.quantity, addon.bought.ends_on),
                addon.bought and addon.bought.pending and addon.bought.pending.quantity,
            )
            for addon in answer.addons
        ]
    return found


def test_every_kind_of_event_is_mended() -> None:
    """Whoever adds a kind of event shows here how it is put right."""
    assert {slip.kind for slip in SLIPS.values()} == set(get_args(EventKind))
    for slip in SLIPS.values():
        last = account_of(slip, *slip.recorded).events
        assert slip.kind in {event.kind for event in last}


@pytest.mark.parametrize("name", SLIPS)
def test_after_a_slip_the_account_stands_as_if_it_had_been_right(name: str) -> None:
    """State, licences, requests, quotes, credit and permissions are those that were meant."""
    slip = SLIPS[name]
    mended = account_of(slip, *slip.recorded, *slip.mended)
    assert standing(mended) == standing(account_of(slip, *slip.meant))


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_blocks_nothing(name: str) -> None:
    """Whatever was recorded can be voided again in reverse order, until nothing is left of it."""
    slip = SLIPS[name]
    account = account_of(slip, *slip.recorded, *slip.mended)
    voided = {str(event.event) for event in account.events if event.kind == "voided"}
    for number, event in reversed(list(enumerate(account.events, 1))):
        if event.kind != "voided" and not {str(number), event.id} & voided:
            account = void(number, event.addon, on=LATER).recorded_on(account)
    assert standing(account) == standing(account_of(slip))

"""Run the commands in any order against a list of events: the list is all there is to know.

The model knows the rules a second time, in its own words: who may do what, in which state. It
holds a list of events and nothing else, and the account has to agree with it after every step,
byte for byte where nothing was to be recorded, wherever it is kept.
"""

import datetime as dt
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final

from dateutil.relativedelta import relativedelta
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.cli.accounts import ACCOUNT
from tests.cli.program import Ran, run
from tests.cli.recording.bought import ALL, Fact, Holding, cycle_end, holding, impossible

FIRST_DAY: Final = dt.date(2026, 11, 21)
ROLES: Final = {"marie": "owner", "paul": "admin", "zoe": "supervisor", "tom": "agent"}
ADDONS: Final = ("analytics-plus", "ai-assist", "ai-assist-pro")
PRICED: Final = {"analytics-plus", "ai-assist"}
PRICED_ACCOUNT: Final = f"""\
{ACCOUNT}
[prices.ai-assist]
unit_price = "9.00"
per = "month"
"""
"""The account of the tests with a price for an add-on whose licences are assigned, too."""
KINDS: Final = {
    "subscribe": "subscribed",
    "quote": "quote_requested",
    "trial": "trial_started",
    "request": "feature_requested",
}
ANSWERS: Final = {"quote": ("--yes",), "trial": ("--yes",), "request": (), "subscribe": ()}
AMENDED: Final = {
    "licenses": "licenses_changed",
    "credit note": "licenses_changed",
    "end": "ended",
    "end with the cycle": "ended",
    "void": "voided",
}
READERS: Final = (
    ("catalog",),
    ("eligibility",),
    ("eligibility", "ai-assist-pro", "--as", "paul", "--action", "quote", "--why"),
    ("request", "--list"),
    ("history",),
)


class AnyOrder(RuleBasedStateMachine):
    """Buy, ask, try and request, change and void in any order, days passing in between."""

    reference: str
    said: ClassVar[tuple[str, ...]] = ("--operator", "Anna Weber", "--reason", "so it is")
    environ: ClassVar[Mapping[str, str]] = {}

    @initialize()
    def begin(self) -> None:
        """Keep the account somewhere and begin with no event."""
        self.folder = tempfile.TemporaryDirectory()
        self.home = Path.cwd()
        os.chdir(self.folder.name)
        self.facts: list[Fact] = []
        self.today = FIRST_DAY
        self.reference = self.create()
        self.bytes = self.stored()

    def teardown(self) -> None:
        """Leave the folder."""
        os.chdir(self.home)
        self.folder.cleanup()

    def create(self) -> str:
        """Keep the account somewhere, and say where."""
        raise NotImplementedError

    def stored(self) -> bytes:
        """Return the account as it is kept."""
        raise NotImplementedError

    def parsed(self, stored: bytes) -> dict[str, Any]:
        """Parse an account as it is kept."""
        return dict(json.loads(stored))

    @property
    def now(self) -> dt.datetime:
        """Return noon of the day."""
        return dt.datetime.combine(self.today, dt.time(12), tzinfo=dt.UTC)

    @rule(days=st.sampled_from((1, 9, 30, 31)))
    def wait(self, days: int) -> None:
        """Let days pass."""
        self.today += dt.timedelta(days=days)

    @rule(
        action=st.sampled_from(sorted(KINDS)),
        addon=st.sampled_from(ADDONS),
        user=st.sampled_from(sorted(ROLES)),
        dry=st.booleans(),
    )
    def change(self, action: str, addon: str, user: str, dry: bool) -> None:  # noqa: FBT001  # drawn
        """Do something."""
        self.attempt(action, addon, user, dry=dry)

    @rule(addon=st.sampled_from(sorted(PRICED)))
    def buy(self, addon: str) -> None:
        """Buy something, for all that follows a purchase."""
        self.attempt("subscribe", addon, "marie", dry=False)

    def attempt(self, action: str, addon: str, user: str, *, dry: bool) -> None:
        """Do something; it is recorded exactly where the model says so."""
        argv = [action, addon, "--as", user, *ANSWERS[action], *(["--dry-run"] if dry else [])]
        if action == "subscribe" and addon in PRICED:
            preview = self.run("invoice-preview", addon, "-o", "json")
            if preview.code == 0:
                argv += ["--expect-total", json.loads(preview.out)["now"]["total"]]
        ran = self.run(*argv, "-o", "json")
        fact = fact_of(action, self.today, addon, user)
        asked_before = self.asked_before(fact)
        if not self.may(action, addon, ROLES[user]):
            assert (ran.code, ran.out) == (3, "")
        elif dry or asked_before:
            answer = json.loads(ran.out)
            assert (answer["recorded"], answer["already"]) == (False, asked_before)
        else:
            assert json.loads(ran.out)["recorded"] is True
            self.facts.append(fact)
            self.appended()

    @precondition(lambda self: self.facts)
    @rule(
        change=st.sampled_from(sorted(AMENDED)),
        number=st.integers(1, 14),
        days=st.sampled_from((-1, 0, 1, 40)),
        data=st.data(),
    )
    def amend(self, change: str, number: int, days: int, data: st.DataObject) -> None:
        """Change what was bought, most often; void what was recorded."""
        held = [addon for addon in ADDONS if self.held(addon) is not None]
        addon = data.draw(st.sampled_from([*held, *held, *held, *ADDONS]))
        if change == "void":
            number = data.draw(st.integers(1, len(self.facts) + 1))
            addon = addon if number > len(self.facts) else self.facts[number - 1].addon
        self.attempt_amendment(change, addon, number, days)

    def attempt_amendment(self, change: str, addon: str, number: int, days: int) -> None:
        """Change something; it is recorded exactly where the model says so."""
        since = self.today + dt.timedelta(days=days)
        licenses = () if addon == "analytics-plus" else ("--licenses", str(number))
        options: tuple[str, ...] = {
            "licenses": licenses,
            "credit note": (*licenses, "--credit-note"),
            "end": ("--end", str(since)),
            "end with the cycle": ("--end", "cycle"),
            "void": ("--void", str(number)),
        }[change]
        dry = self.run("amend", addon, *options, "-n", "-o", "json")
        now = json.loads(dry.out)["invoice"]["now"] if dry.code == 0 else None
        answer = ("-y",) if now is None else ("--expect-total", now["total"])
        ran = self.run("amend", addon, *options, *self.said, *answer, "-o", "json")
        fact = self.amended(change, addon, number, since)
        assert (ran.code, dry.code) == ((0, 0) if fact is not None else (ran.code, ran.code)), ran
        if fact is None:
            assert ran.code in {2, 3, 5}, ran
            assert ran.out == ""
        else:
            assert json.loads(ran.out)["recorded"] is True
            self.facts.append(fact)
            self.appended()

    def amended(self, change: str, addon: str, number: int, since: dt.date) -> Fact | None:
        """Say in the model's own words what is recorded of a change, `None` where it is refused."""
        if change == "void":
            return self.void(addon, number)
        held = self.held(addon)
        if held is None:
            return None
        fact = Fact(AMENDED[change], self.today, addon)
        cycle = cycle_end(self.today)
        if change.startswith("end"):
            since = cycle if change == "end with the cycle" else since
            return None if since < self.today or since == held.end else fact._replace(since=since)
        number = ALL if addon == "analytics-plus" else number
        is_credited = change == "credit note"
        if number in {held.quantity, ALL + 1} or (is_credited and number > held.quantity):
            return None
        is_now = is_credited or number > held.quantity
        since = self.today if is_now else cycle
        is_pending = not is_now and held.pending == number
        if is_pending or (held.end is not None and held.end <= since):
            return None
        return fact._replace(since=since, before=held.quantity, quantity=number)

    def void(self, addon: str, number: int) -> Fact | None:
        """Say whether an event counts for nothing from now on, because nothing stands on it."""
        known = dict(self.counting()).get(number)
        if known is None or known.addon != addon:
            return None
        others = [fact for each, fact in self.counting() if each != number]
        if impossible(others, addon):
            return None
        return Fact("voided", self.today, addon, event=number)

    def counting(self) -> list[tuple[int, Fact]]:
        """List what counts, with its number from 1: no voids, and nothing that is void."""
        void = {fact.event for fact in self.facts}
        return [
            (number, fact)
            for number, fact in enumerate(self.facts, start=1)
            if number not in void and fact.kind != "voided"
        ]

    def held(self, addon: str) -> Holding | None:
        """Say what is bought of an add-on today."""
        return holding([fact for _number, fact in self.counting()], addon, self.today)

    def asked_before(self, fact: Fact) -> bool:
        """Say whether the person asked for it before, or a quote of it is pending for 30 days.

        What was asked for before the last purchase was settled by that.
        """
        own = [old for _number, old in self.counting() if old.addon == fact.addon]
        settled = max((n for n, old in enumerate(own, 1) if old.kind == "subscribed"), default=0)
        same = [old for old in own[settled:] if old.kind == fact.kind]
        if fact.kind == "feature_requested":
            return fact.by in {old.by for old in same}
        pending = [old for old in same if fact.date <= old.date + dt.timedelta(days=30)]
        return fact.kind == "quote_requested" and bool(pending)

    @precondition(lambda self: any(fact.by for fact in self.facts))
    @rule(data=st.data())
    def change_again(self, data: st.DataObject) -> None:
        """Do once more what was done before."""
        fact = data.draw(st.sampled_from([fact for fact in self.facts if fact.by]))
        action = next(name for name, kind in KINDS.items() if kind == fact.kind)
        self.attempt(action, fact.addon, fact.by or "", dry=False)

    @rule(words=st.sampled_from(READERS))
    def read(self, words: tuple[str, ...]) -> None:
        """Ask something; it is answered."""
        assert self.run(*words).code == 0

    @rule()
    def come_too_late(self) -> None:
        """Date a change before the newest event; it is refused as a conflict."""
        if any(fact.date == self.today for fact in self.facts):
            before = self.today - dt.timedelta(days=1)
            ran = self.run("request", "ai-assist", "--as", "zoe", on=before)
            assert ran.code in {3, 8}

    @invariant()
    def account_agrees(self) -> None:
        """Hold its events against the model's, and its bytes where nothing was recorded."""
        assert self.stored() == self.bytes
        events = self.parsed(self.bytes).get("events", [])
        ids = [event["id"] for event in events]
        assert [read_fact(event, ids) for event in events] == self.facts

    def run(self, *argv: str, on: dt.date | None = None) -> Ran:
        """Run a command on the account, on a day."""
        words = (*argv, "-a", self.reference, "--as-of", str(on or self.today))
        return run(*words, now=self.now, environ=self.environ)

    def appended(self) -> None:
        """Check that the account is what it was, and one event more."""
        old, self.bytes = self.parsed(self.bytes), self.stored()
        new = self.parsed(self.bytes)
        assert new["events"][:-1] == old.get("events", [])
        assert {**new, "events": None} == {**old, "events": None}

    def may(self, action: str, addon: str, role: str) -> bool:
        """Say in the model's own words whether a role may take an action today."""
        own = [fact for _number, fact in self.counting() if fact.addon == addon]
        tried = [fact for fact in own if fact.kind == "trial_started"]
        if self.held(addon) is not None:
            return False
        match action:
            case "subscribe":
                return role == "owner" and addon in PRICED
            case "quote":
                return role == "owner" and addon not in PRICED
            case "trial":
                return role in {"owner", "admin"} and not tried
            case _:
                return role in {"admin", "supervisor"}

    @invariant()
    def trial_is_shown(self) -> None:
        """Expect a trial to run for a month and then be used; a purchase takes its place."""
        answer = json.loads(self.run("catalog", "-o", "json").out)
        states = {each["id"]: each["state"] for each in answer["addons"]}
        for addon in ADDONS:
            events = [fact for _number, fact in self.counting() if fact.addon == addon]
            begun = [fact.date for fact in events if fact.kind == "trial_started"]
            expected = "available"
            if begun:
                is_running = self.today < begun[0] + relativedelta(months=1)
                expected = "trial_running" if is_running else "trial_used"
            if self.held(addon) is not None:
                expected = "purchased"
            assert states[addon] == expected


def fact_of(action: str, day: dt.date, addon: str, user: str) -> Fact:
    """Say what is remembered of an action; all licences are bought where nobody says how many."""
    quantity = ALL if action == "subscribe" else None
    return Fact(KINDS[action], day, addon, by=user, quantity=quantity)


def read_fact(event: Mapping[str, Any], ids: Sequence[str]) -> Fact:
    """Read from an event of the account what the model remembers of it."""
    day, since = event["date"], event.get("effective")
    is_counted = event["kind"] in {"subscribed", "licenses_changed"}
    return Fact(
        event["kind"],
        dt.date.fromisoformat(str(day)),
        event["addon"],
        by=event.get("by"),
        before=event.get("quantity_before"),
        quantity=event["quantity"] if is_counted else None,
        since=None if since is None else dt.date.fromisoformat(str(since)),
        event=ids.index(event["event"]) + 1 if "event" in event else None,
    )


# A failure is told by its steps as they were drawn: to shorten them takes minutes.
QUICKLY: Final = settings(
    stateful_step_count=30, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)

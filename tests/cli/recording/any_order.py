"""Run the commands in any order against a list of events: the list is all there is to know.

The model knows the rules a second time, in its own words: who may do what, in which state. It
holds a list of events and nothing else, and the account has to agree with it after every step,
byte for byte where nothing was to be recorded, wherever it is kept.
"""

import datetime as dt
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Final, NamedTuple

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

from tests.cli.program import Ran, run

FIRST_DAY: Final = dt.date(2026, 11, 21)
ROLES: Final = {"marie": "owner", "paul": "admin", "zoe": "supervisor", "tom": "agent"}
ADDONS: Final = ("analytics-plus", "ai-assist", "ai-assist-pro")
PRICED: Final = {"analytics-plus"}
KINDS: Final = {
    "subscribe": "subscribed",
    "quote": "quote_requested",
    "trial": "trial_started",
    "request": "feature_requested",
}
ANSWERS: Final = {"quote": ("--yes",), "trial": ("--yes",), "request": (), "subscribe": ()}
READERS: Final = (
    ("catalog",),
    ("eligibility",),
    ("eligibility", "ai-assist-pro", "--as", "paul", "--action", "quote", "--why"),
    ("request", "--list"),
    ("history",),
)


class Fact(NamedTuple):
    """What the model remembers of an event."""

    kind: str
    date: dt.date
    addon: str
    by: str


class AnyOrder(RuleBasedStateMachine):
    """Buy, ask, try and request in any order, days passing in between."""

    reference: str
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

    def attempt(self, action: str, addon: str, user: str, *, dry: bool) -> None:
        """Do something; it is recorded exactly where the model says so."""
        argv = [action, addon, "--as", user, *ANSWERS[action], *(["--dry-run"] if dry else [])]
        if action == "subscribe" and addon in PRICED:
            preview = self.run("invoice-preview", addon, "-o", "json")
            if preview.code == 0:
                argv += ["--expect-total", json.loads(preview.out)["now"]["total"]]
        ran = self.run(*argv, "-o", "json")
        fact = Fact(KINDS[action], self.today, addon, user)
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

    def asked_before(self, fact: Fact) -> bool:
        """Say whether the person asked for it before, or a quote of it is pending for 30 days."""
        same = [old for old in self.facts if (old.kind, old.addon) == (fact.kind, fact.addon)]
        if fact.kind == "feature_requested":
            return fact.by in {old.by for old in same}
        pending = [old for old in same if fact.date <= old.date + dt.timedelta(days=30)]
        return fact.kind == "quote_requested" and bool(pending)

    @precondition(lambda self: self.facts)
    @rule(data=st.data())
    def change_again(self, data: st.DataObject) -> None:
        """Do once more what was done before."""
        fact = data.draw(st.sampled_from(self.facts))
        action = next(name for name, kind in KINDS.items() if kind == fact.kind)
        self.attempt(action, fact.addon, fact.by, dry=False)

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
        held = [
            Fact(e["kind"], dt.date.fromisoformat(str(e["date"])), e["addon"], e["by"])
            for e in self.parsed(self.bytes).get("events", [])
        ]
        assert held == self.facts

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
        bought = any(f.kind == "subscribed" and f.addon == addon for f in self.facts)
        tried = [f for f in self.facts if f.kind == "trial_started" and f.addon == addon]
        if bought:
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
            events = [fact for fact in self.facts if fact.addon == addon]
            begun = [fact.date for fact in events if fact.kind == "trial_started"]
            expected = "available"
            if begun:
                is_running = self.today < begun[0] + relativedelta(months=1)
                expected = "trial_running" if is_running else "trial_used"
            if any(fact.kind == "subscribed" for fact in events):
                expected = "purchased"
            assert states[addon] == expected


# A failure is told by its steps as they were drawn: to shorten them takes minutes.
QUICKLY: Final = settings(
    stateful_step_count=30, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)

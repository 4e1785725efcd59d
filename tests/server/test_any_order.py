"""The commands in any order on an account of a server: it agrees with a list of events."""

import datetime as dt
import itertools
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from addonctl.model.account import Account
from tests.cli.program import Ran
from tests.cli.recording.any_order import (
    ADDONS,
    KINDS,
    PRICED_ACCOUNT,
    QUICKLY,
    ROLES,
    AnyOrder,
    fact_of,
)
from tests.draws import examples
from tests.server.running import NOW, Api, running

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


class AnyOrderOverTheApi(AnyOrder):
    """The account is a server's, and the server's clock is that of the day."""

    api: ClassVar[Api]
    days: ClassVar[list[dt.datetime]]
    ids: ClassVar[Iterator[int]]
    counted: ClassVar[Counter[str]]
    environ: ClassVar[Mapping[str, str]]
    said = ("--reason", "so it is")

    def create(self) -> str:
        """Put an account of its own there."""
        account = msgspec.convert(tomllib.loads(PRICED_ACCOUNT), Account)
        account = msgspec.structs.replace(account, id=f"a{next(self.ids)}")
        self.api.create(account)
        return account.id

    def stored(self) -> bytes:
        """Get it."""
        return self.api.get(f"/accounts/{self.reference}").body

    def run(self, *argv: str, on: dt.date | None = None) -> Ran:
        """Run a command when it is that day for the server, too."""
        self.days[-1] = self.now
        self.counted["commands"] += 1
        return super().run(*argv, on=on)

    @rule(
        action=st.sampled_from(sorted(KINDS)),
        addon=st.sampled_from(ADDONS),
        user=st.sampled_from(sorted(ROLES)),
    )
    def send(self, action: str, addon: str, user: str) -> None:
        """Send a change as any client may, that no command decided before."""
        self.days[-1] = self.now
        day = self.today.isoformat()
        reply = self.api.change(action, addon, user, account=self.reference, as_of=day)
        fact = fact_of(action, self.today, addon, user)
        self.counted[f"answers {reply.status}"] += 1
        if not self.may(action, addon, ROLES[user]):
            assert (reply.status, reply.code) == (409, "REFUSED")
        elif self.asked_before(fact):
            assert reply.status == 200
        else:
            assert reply.status == 201
            self.facts.append(fact)
            self.appended()

    def appended(self) -> None:
        """See by which token and key it came."""
        super().appended()
        self.counted["events"] += 1
        event = self.parsed(self.bytes)["events"][-1]
        assert event["operator"] == "tests"
        assert event["key"]


def test_commands_in_any_order(
    url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """What the server records, refuses and has already is what the model says, day after day."""
    days, counted = [NOW], Counter[str]()
    with running(url, clock=lambda: days[-1]) as api:
        environ = {
            "ADDONCTL_API_URL": f"http://127.0.0.1:{api.port}",
            "ADDONCTL_TOKEN": api.token,
            "XDG_STATE_HOME": str(tmp_path),
        }
        given = {"api": api, "days": days, "ids": itertools.count(), "counted": counted}
        machine = type("Machine", (AnyOrderOverTheApi,), given | {"environ": environ})
        run_state_machine_as_test(machine, settings=settings(QUICKLY, max_examples=examples(30)))
    assert {"answers 200", "answers 201", "answers 409"} <= counted.keys()
    assert not list(tmp_path.rglob("*.json"))  # no key is left in the journal
    found = ", ".join(f"{number} {name}" for name, number in sorted(counted.items()))
    record_property("counted", f"any order on {url.partition(':')[0]}: {found}")

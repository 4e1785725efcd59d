"""The server is killed in the midst of changes: what it answered stays, and nothing is twice."""

import http.client
import itertools
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec
import pytest
import sqlalchemy as sa

from addonctl.model.serving import ServerOptions
from addonctl.server.serving import open_checked
from addonctl.server.storage.database import parse_url
from addonctl.server.storage.tables import outbox
from tests.builders import example_account
from tests.server.changing import BUY, KEY, MANY, Sender, filled
from tests.server.process import Served, serving

pytestmark = pytest.mark.slow
ACME: Final = example_account("acme.toml")
ASK: Final = ("request", "analytics-plus", "hugo")
LEAST: Final = 7
"""A change has at least so many statements, with its end."""
ROUNDS: Final = 3
CLIENTS: Final = 6
ANSWERED: Final = 20
"""After so many answers the server is killed."""
MOST_MOMENTS: Final = 30
GONE: Final = (http.client.HTTPException, OSError)
COUNT: Final = len(ACME.events)


@pytest.mark.parametrize("change", [BUY, ASK], ids=["subscribe", "request"])
def test_server_killed_at_any_moment_of_a_change(
    url: str,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    change: tuple[str, str, str],
) -> None:
    """Before each statement, before the end and before the answer; then the same is sent again.

    All of it is there or nothing; with the key it is answered, and recorded once.
    """
    accounts = [msgspec.structs.replace(ACME, id=f"a{n}") for n in range(MOST_MOMENTS)]
    token = filled(url, accounts)
    armed = tmp_path / "armed"
    environ = MANY | {"ARMED": str(armed)}
    outcomes: list[bool] = []
    for moment in itertools.count():
        account, key = f"a{moment}", f"{KEY}-{moment}"
        armed.write_text(str(moment), "ascii")
        with serving("--database", url, environ=environ, module="tests.server.killed") as served:
            sender = Sender(served.port, token)
            if moment:  # what was killed before is sent again
                once_more(sender, f"a{moment - 1}", f"{KEY}-{moment - 1}", change, armed)
                armed.write_text(str(moment), "ascii")
            try:
                reply = sender.change(account, *change, key=key)
            except GONE:
                assert served.ended() == -9
            else:  # there are no more moments
                assert reply.status == 201
                break
        with serving("--database", url) as served:
            outcomes.append(len(Sender(served.port, token).events(account)) > COUNT)
    assert len(outcomes) >= LEAST
    assert outcomes == [False] * (len(outcomes) - 1) + [True]  # only behind the end it is there
    name = url.partition(":")[0]
    notes = Counter(waiting_notes(url))
    owners = len(ACME.users_with("owner"))
    told = len(outcomes) + 1 if change == ASK else 0
    assert notes == {f"a{n}": owners for n in range(told)}
    record_property("counted", f"killed at {len(outcomes)} moments of {change[0]} on {name}")


def waiting_notes(url: str) -> list[str]:
    """Return the account of each note that is to be sent."""
    with (
        closing(open_checked(parse_url(url), options=ServerOptions())) as database,
        database.read() as connection,
    ):
        return list(connection.scalars(sa.select(outbox.c.account_id)))


def once_more(
    sender: Sender, account: str, key: str, change: tuple[str, str, str], armed: Path
) -> None:
    """Send a change again, twice: one event, the same answer."""
    armed.unlink(missing_ok=True)
    replies = [sender.change(account, *change, key=key) for _ in range(2)]
    assert [each.status for each in replies] == [201, 201]
    assert replies[0].body == replies[1].body
    events = sender.events(account)
    assert len(events) == COUNT + 1
    assert events[-1]["key"] == key


def test_server_killed_under_load_keeps_all_that_it_answered(
    url: str, record_property: Callable[[str, object], None]
) -> None:
    """Several send changes, the server is killed, all that wasn't answered is sent again."""
    accounts = [
        msgspec.structs.replace(ACME, id=f"a{number}")
        for number in range(ROUNDS * CLIENTS * ANSWERED)
    ]
    token = filled(url, accounts)
    waiting = [account.id for account in accounts]
    answered: dict[str, bytes] = {}
    unclear: set[str] = set()
    for _round in range(ROUNDS):
        with serving("--database", url, environ=MANY) as served:
            unclear |= send_until_killed(served, token, waiting, answered)
    with serving("--database", url, environ=MANY) as served:
        sender = Sender(served.port, token)
        for account in sorted(unclear):
            answered[account] = sender.change(account, key=f"{KEY}-{account}").body
        for account, body in answered.items():
            events = sender.events(account)
            assert len(events) == COUNT + 1
            assert events[-1]["key"] == f"{KEY}-{account}"
            assert sender.change(account, key=f"{KEY}-{account}").body == body
        assert all(len(sender.events(account)) == COUNT for account in waiting)
    assert len(answered) - len(unclear) >= ROUNDS * ANSWERED
    record_property(
        "counted",
        f"killed {ROUNDS} times under load on {url.partition(':')[0]}: {len(answered)} changes,"
        f" {len(unclear)} of them without an answer, each recorded once",
    )


def send_until_killed(
    served: Served, token: str, waiting: list[str], answered: dict[str, bytes]
) -> set[str]:
    """Send changes on several connections, kill the server; return what wasn't answered."""
    sender, unclear = Sender(served.port, token), set[str]()
    enough = threading.Event()
    begun = len(answered)

    def send() -> None:
        while True:
            try:
                account = waiting.pop()
            except IndexError:
                return
            try:
                reply = sender.change(account, key=f"{KEY}-{account}")
                assert reply.status == 201, reply
            except GONE:
                unclear.add(account)
                return
            answered[account] = reply.body
            if len(answered) - begun >= ANSWERED:
                enough.set()

    threads = [threading.Thread(target=send) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    assert enough.wait(300)
    served.process.kill()
    for thread in threads:
        thread.join()
    return unclear

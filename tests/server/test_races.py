"""Many at once: one wins, and what was sent with one key is recorded once."""

import itertools
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import msgspec
import pytest

from tests.builders import example_account
from tests.server.changing import BUY, KEY, MANY, TODAY, Sender, filled
from tests.server.process import serving
from tests.server.running import Reply
from tests.slow.crowd import Round
from tests.slow.crowds import run_rounds

pytestmark = pytest.mark.slow
ACME: Final = example_account("acme.toml")
CROWD: Final = 32
ROUNDS: Final = 10
TOTAL: Final = "63.18"
"""What the add-on costs on that day."""
COUNT: Final = len(ACME.events)
KINDS: Final = [
    BUY,
    ("quote", "ai-assist-pro", "marie"),
    ("trial", "analytics-plus", "paul"),
    ("trial", "ai-assist-pro", "marie"),
    ("request", "analytics-plus", "hugo"),
    ("request", "analytics-plus", "paul"),
]
"""Changes that exclude each other, or don't."""


@contextmanager
def crowd_of(url: str, accounts: int) -> Iterator[list[Sender]]:
    """Serve accounts: on PostgreSQL from two processes, on SQLite from the one there may be."""
    token = filled(url, [msgspec.structs.replace(ACME, id=f"a{n}") for n in range(accounts)])
    with ExitStack() as stack:
        count = 2 if url.startswith("postgresql") else 1
        servers = [
            stack.enter_context(serving("--database", url, environ=MANY)) for _ in range(count)
        ]
        yield [Sender(served.port, token) for served in servers]


def at_once(works: list[Callable[[], Reply]]) -> list[Reply]:
    """Do all at once, as nearly as threads can."""
    gate = threading.Barrier(len(works))
    replies: list[Reply] = []

    def go(work: Callable[[], Reply]) -> None:
        gate.wait()
        replies.append(work())

    threads = [threading.Thread(target=go, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(replies) == len(works)
    return replies


def change(
    sender: Sender, account: str, *given: str, key: str | None = None
) -> Callable[[], Reply]:
    """Return the work of sending a change."""
    return lambda: sender.change(account, *given, key=key)


def test_of_many_who_buy_the_same_one_wins(
    url: str, record_property: Callable[[str, object], None]
) -> None:
    """The others are refused by the rules, on the account as it is then."""
    outcomes: Counter[tuple[int, str | None]] = Counter()
    with crowd_of(url, ROUNDS) as senders:
        for number in range(ROUNDS):
            account = f"a{number}"
            crowd = [change(senders[n % len(senders)], account) for n in range(CROWD)]
            replies = at_once(crowd)
            codes = Counter((each.status, each.json.get("code")) for each in replies)
            assert codes == {(201, None): 1, (409, "REFUSED"): CROWD - 1}
            outcomes += codes
            for sender in senders:
                assert len(sender.events(account)) == COUNT + 1
    record_property(
        "counted",
        f"races on {url.partition(':')[0]}: {ROUNDS} rounds of {CROWD} through {len(senders)}"
        f" processes, {outcomes[201, None]} won, {outcomes[409, 'REFUSED']} were refused",
    )


@pytest.mark.thorough
def test_of_many_commands_that_buy_the_same_one_wins(
    url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Real commands of different people at their own machines: the others end with 3."""
    with crowd_of(url, ROUNDS) as senders:
        rounds = [round_of(f"a{number}", senders, tmp_path) for number in range(ROUNDS)]
        for number, codes in enumerate(run_rounds(rounds)):
            assert Counter(codes) == {0: 1, 3: CROWD - 1}
            events = senders[-1].events(f"a{number}")
            assert len(events) == COUNT + 1
            answer = (tmp_path / f"a{number}-{codes.index(0)}").read_text("utf-8")
            said = json.loads(answer)["event"]
            assert {name: value for name, value in said.items() if value is not None} == events[-1]
    record_property(
        "counted",
        f"commands on {url.partition(':')[0]}: {ROUNDS} rounds of {CROWD} through {len(senders)}"
        " processes, one wins in each and the others end with 3",
    )


def round_of(account: str, senders: list[Sender], folder: Path) -> Round:
    """Let everybody buy for the same account, with a journal of their own."""
    command = ["subscribe", "analytics-plus", "-a", account, "--as", "marie", "-o", "json"]
    environ = [
        {
            "ADDONCTL_API_URL": f"http://127.0.0.1:{sender.port}",
            "ADDONCTL_TOKEN": sender.token,
            "XDG_STATE_HOME": str(folder / f"state-{number}"),
        }
        for number, sender in enumerate(itertools.islice(itertools.cycle(senders), CROWD))
    ]
    return Round(
        commands=[[*command, "--expect-total", TOTAL, "--as-of", TODAY]] * CROWD,
        kill_after=[None] * CROWD,
        outputs=str(folder / f"{account}-"),
        environ=environ,
    )


def test_one_key_many_times_at_once_is_recorded_once(
    url: str, record_property: Callable[[str, object], None]
) -> None:
    """One is answered, and all others with the same bytes."""
    with crowd_of(url, ROUNDS) as senders:
        for number in range(ROUNDS):
            account = f"a{number}"
            crowd = [
                change(senders[n % len(senders)], account, key=f"{KEY}-{number}")
                for n in range(CROWD)
            ]
            replies = at_once(crowd)
            assert {each.status for each in replies} == {201}, replies
            assert len({each.body for each in replies}) == 1
            assert len({each.headers["etag"] for each in replies}) == 1
            replayed = ["idempotency-replayed" in each.headers for each in replies]
            assert replayed.count(False) == 1
            assert len(senders[0].events(account)) == COUNT + 1
    record_property(
        "counted",
        f"one key on {url.partition(':')[0]}: {ROUNDS} rounds of {CROWD} through {len(senders)}"
        f" processes, 1 recorded and {CROWD - 1} the same answer in each",
    )


def test_changes_of_all_kinds_follow_each_other(url: str) -> None:
    """Each is decided on what was recorded before it: the history is one that could be."""
    with crowd_of(url, ROUNDS) as senders:
        for number in range(ROUNDS):
            account = f"a{number}"
            crowd = [
                change(senders[n % len(senders)], account, *KINDS[n % len(KINDS)])
                for n in range(CROWD)
            ]
            replies = at_once(crowd)
            recorded = [each.json for each in replies if each.status == 201]
            events = senders[-1].events(account)
            assert len(events) == COUNT + len(recorded)
            for answer in recorded:
                number_of = answer["event_number"]
                assert events[number_of - 1]["id"] == answer["event"]["id"]
            facts = [(each["kind"], each["addon"], each["by"]) for each in events]
            assert len(set(facts)) == len(facts)
            bought = facts.index(("subscribed", "analytics-plus", "marie"))
            assert all(addon != "analytics-plus" for _, addon, _ in facts[bought + 1 :])

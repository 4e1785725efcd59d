"""A client that is killed or interrupted at any step of a change: recorded once in the end.

Whoever runs the same command again ends what the first run began; nothing that was told is lost,
and no exit code says what isn't so.
"""

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.cli.accounts import TOTAL
from tests.cli.program import CANARY, Ran, run
from tests.cli.servers.stepping import Driver, Stopped, driving
from tests.stores.api.faulty_server import FaultyServer
from tests.stores.api.recording_accounts import RecordingAccounts

pytestmark = pytest.mark.slow
BUY: Final = (
    *("subscribe", "analytics-plus", "-a", "acme", "--as", "marie"),
    *("--expect-total", TOTAL, "-o", "json"),
)
GRANULARITIES: Final = ("call", pytest.param("line", marks=pytest.mark.thorough))


@pytest.fixture
def environ(there: RecordingAccounts) -> Iterator[dict[str, str]]:
    """Serve the account."""
    server = FaultyServer(there)
    yield {"ADDONCTL_API_URL": server.url, "ADDONCTL_TOKEN": CANARY}
    server.close()


def sent_in(home: Path) -> list[Path]:
    """List what a client keeps."""
    return sorted((home / ".local" / "state" / "addonctl" / "sent").glob("*"))


def repeated(
    there: RecordingAccounts,
    driver: Driver,
    number: int,
    *,
    stopped: Stopped,
    environ: dict[str, str],
) -> Ran:
    """Run the same command again in the same home; what comes of it is recorded once."""
    ran = run(*BUY, environ=environ | {"HOME": str(driver.home(number))})
    assert len(there.events) == 1, (number, stopped)
    assert sent_in(driver.home(number)) == [], (number, stopped)
    return ran


@pytest.mark.parametrize("granularity", GRANULARITIES)
def test_killed_client_is_ended_by_the_next(
    granularity: str,
    *,
    there: RecordingAccounts,
    environ: dict[str, str],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """Killed before every step in turn: the next run records it, or says that it is recorded."""
    ends = Counter[str]()
    with driving(BUY, tmp_path, environ, granularity=granularity) as driver:
        number = 0
        while not (stopped := driver.run(number, signal.SIGKILL)).is_past:
            assert stopped.code == -signal.SIGKILL
            is_kept = bool(sent_in(driver.home(number)))
            # Where the answer was there and the entry is gone, the rules know of it.
            is_over = bool(there.events) and not is_kept
            ran = repeated(there, driver, number, stopped=stopped, environ=environ)
            assert ran.code == (3 if is_over else 0), (number, stopped, ran)
            assert len(there.keys) == (1 if is_kept else len(there.posts)), (number, stopped)
            end = "recorded before"
            if not is_over:
                assert ran.json["already"] != ran.json["recorded"]
                end = "replayed" if ran.json["already"] else "recorded by the next"
            ends[f"{end}, {'kept' if is_kept else 'not kept'}"] += 1
            if CANARY in stopped.out + stopped.err:
                pytest.fail("the token was printed")
            forget(there)
            number += 1
        assert_complete(stopped, there)
    assert len(ends) == 4, ends
    record_property(
        "counted", f"clients killed ({granularity}s): {number}, {dict(ends)}, none recorded twice"
    )


@pytest.mark.parametrize("granularity", GRANULARITIES)
@pytest.mark.parametrize(("name", "declined"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_interrupted_client_says_what_is_so(
    name: str,
    declined: int,
    granularity: str,
    *,
    there: RecordingAccounts,
    environ: dict[str, str],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """130 or 143 where nothing was sent, 9 where something was, 0 once the answer is there."""
    ends = Counter[int]()
    with driving(BUY, tmp_path, environ, granularity=granularity) as driver:
        number = 0
        while not (stopped := driver.run(number, getattr(signal, name))).is_past:
            ends[stopped.code] += 1
            is_kept = bool(sent_in(driver.home(number)))
            if stopped.code == declined:
                assert there.posts == [], (number, stopped)
                assert not is_kept, (number, stopped)
            elif stopped.code == 9:
                assert "CHANGE_UNKNOWN" in stopped.err, (number, stopped)
                assert is_kept, (number, stopped)
                assert there.events == [] or len(there.events) == 1
            else:
                assert stopped.code == 0, (number, stopped)
                assert len(there.events) == 1, (number, stopped)
                assert stopped.out or "Recorded in" in stopped.err, (number, stopped)
            ran = repeated(there, driver, number, stopped=stopped, environ=environ)
            assert ran.code == (3 if stopped.code == 0 else 0), (number, stopped, ran)
            forget(there)
            number += 1
        assert_complete(stopped, there)
    assert set(ends) == {0, 9, declined}, ends
    record_property(
        "counted", f"clients interrupted ({name}, {granularity}s): {number}, {dict(ends)}"
    )


def assert_complete(stopped: Stopped, there: RecordingAccounts) -> None:
    """See that the last client ran to its end."""
    assert stopped.code == 0, stopped
    assert len(there.events) == 1


def forget(there: RecordingAccounts) -> None:
    """Begin anew."""
    there.account["events"] = []
    there.posts.clear()

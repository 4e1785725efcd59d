"""Let many processes change one account at once, and kill some: nothing acknowledged is lost."""

import json
import random
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.slow.crowd import Round
from tests.slow.crowds import run_rounds

pytestmark = pytest.mark.slow

CROWD = 32
LONGEST_STEP = 0.01
"""Of the moments at which a process is killed after another has answered, in seconds."""
ACCOUNT = """\
# A crowd: everybody asks at once.
schema = 1
id = "crowd"
name = "Crowd SAS"
plan = "essentials"
currency = "EUR"

[billing]
frequency = "monthly"
anchor = 2026-01-01
payment_method = "card"
taxes = []

[licenses]
standard = 10
additional = 0

[prices.analytics-plus]
unit_price = "15.00"
per = "month"

[[users]]
id = "olga"
roles = ["owner"]
""" + "".join(f'\n[[users]]\nid = "user-{n}"\nroles = ["admin"]\n' for n in range(CROWD))
WHEN = ["--as-of", "2026-11-01", "-o", "json"]


def subscribe(path: Path) -> list[list[str]]:
    """Let the owner buy in every process."""
    command = ["subscribe", "analytics-plus", "-a", str(path), "--as", "olga", *WHEN]
    return [[*command, "--expect-total", "150.00"]] * CROWD


def request(path: Path) -> list[list[str]]:
    """Let everybody but the owner ask for the same add-on."""
    command = ["request", "ai-assist", "-a", str(path), *WHEN]
    return [[*command, "--as", f"user-{number}"] for number in range(CROWD)]


def run(
    folder: Path,
    commands: Callable[[Path], list[list[str]]],
    *,
    rounds: int = 1,
    path: Path | None = None,
    kills: bool = False,
) -> list[tuple[Path, list[int]]]:
    """Run rounds, each on an account of its own or all on one; return the files and the codes."""
    paths, specification = [], []
    chance = random.Random(rounds)  # noqa: S311  # the same delays in each run
    for number in range(rounds):
        account = path or folder / f"{number}.toml"
        if path is None:
            account.write_text(ACCOUNT)
        when = [
            (chance.randrange(CROWD), chance.uniform(0.0, LONGEST_STEP)) if kills else None
            for _ in range(CROWD)
        ]
        outputs = str(account.with_suffix(".out-"))
        paths.append(account)
        specification.append(Round(commands=commands(account), kill_after=when, outputs=outputs))
    return list(zip(paths, run_rounds(specification), strict=True))


def recorded_in(path: Path) -> list[dict[str, Any]]:
    """Return the events of a file whose beginning must be the account as it was."""
    text = path.read_text()
    assert text.startswith(ACCOUNT)
    events = tomllib.loads(text).get("events", [])
    assert isinstance(events, list)
    return events


def acknowledged(path: Path, codes: list[int]) -> list[str]:
    """Return the ids of the events that processes ending with 0 said they had recorded."""
    answers = [
        json.loads(path.with_suffix(f".out-{number}").read_bytes())
        for number, code in enumerate(codes)
        if code == 0
    ]
    return [answer["event"]["id"] for answer in answers if answer["recorded"]]


def left_over(path: Path) -> bool:
    """Say whether a temporary file stands beside the account."""
    return path.with_name(f".{path.name}.tmp").exists()


def test_of_many_buyers_one_wins(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Each round has one winner, whose event is the only one; everyone else ends with 3 or 8."""
    rounds, conflicts = 20, 0
    for path, codes in run(tmp_path, subscribe, rounds=rounds):
        events = recorded_in(path)
        assert codes.count(0) == 1
        assert set(codes) <= {0, 3, 8}
        assert acknowledged(path, codes) == [event["id"] for event in events]
        assert not left_over(path)
        conflicts += CROWD - 1
    record_property(
        "counted", f"{CROWD} buyers at once, {rounds} rounds: {rounds} winners, {conflicts} refused"
    )


def test_of_many_who_ask_nobody_is_lost(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Every process ends with 0, and the file has every event once."""
    rounds = 5
    for path, codes in run(tmp_path, request, rounds=rounds):
        assert codes == [0] * CROWD
        events = recorded_in(path)
        assert sorted(acknowledged(path, codes)) == sorted(event["id"] for event in events)
        assert {event["by"] for event in events} == {f"user-{n}" for n in range(CROWD)}
        assert not left_over(path)
    record_property(
        "counted", f"{CROWD} requests at once, {rounds} rounds: {rounds * CROWD} kept, none lost"
    )


def test_of_many_who_are_killed_nothing_acknowledged_is_lost(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """A killed process leaves the old or the new file, and the others go on at once."""
    rounds, killed, kept = 10, 0, 0
    for path, codes in run(tmp_path, request, rounds=rounds, kills=True):
        assert set(codes) <= {0, -9}
        ids = [event["id"] for event in recorded_in(path)]
        assert len(ids) == len(set(ids))
        assert set(acknowledged(path, codes)) <= set(ids)
        killed += codes.count(-9)
        kept += codes.count(0)
        ((_, again),) = run(tmp_path, request, path=path)
        assert again == [0] * CROWD
        assert len(recorded_in(path)) == CROWD
        assert not left_over(path)
    assert min(killed, kept) >= CROWD, "too few were killed, or too many, to show anything"
    record_property(
        "counted",
        f"{CROWD} requests at once, killed at random, {rounds} rounds: {killed} killed,"
        f" {kept} acknowledged, 0 of them lost",
    )

"""Every command that is printed can be run as it is printed.

Whoever reads an answer pastes its commands. So all that answers and refusals print, over all
examples, many dates and both languages, are run on the account as it was: each ends with 0.
"""

import re
import shlex
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest

from tests.builders import EXAMPLE_NAMES, example_account
from tests.cli.command_lines import ADDONS, CHANGING
from tests.cli.program import Ran, plain_text, run

pytestmark = pytest.mark.usefixtures("examples")
DATES: Final = (
    "2024-02-29",  # before most anchors
    "2026-03-31",
    "2026-10-19",  # before some events
    "2026-11-05",  # between two
    "2026-11-20",
    None,  # today, 21 November
    "2026-11-22",
    "2027-01-31",
)
ANSWERING: Final = {0, 3, 6, 8}
_PRINTED: Final = re.compile(r"^(?:.*(?:  |: |:\u00a0))?(addonctl [a-z-]+ .*?)\s*$")
_PROSE: Final = re.compile(r"^hint: ")


def commands_of(ran: Ran) -> Iterator[str]:
    """Take the commands out of what a run printed, those on several lines joined."""
    text = plain_text(ran.out + ran.err).replace(" \\\n", " ")
    for line in text.splitlines():
        found = _PRINTED.match(line)
        if found and not _PROSE.match(line):
            yield " ".join(found[1].split())


def users_of(name: str) -> list[str]:
    """Name one user of each set of roles."""
    users: dict[tuple[str, ...], str] = {}
    for decision in _json("eligibility", "-a", f"examples/{name}")["decisions"]:
        users.setdefault(tuple(decision["roles"]), decision["user"])
    return list(users.values())


def questions_about(name: str, users: list[str]) -> Iterator[tuple[str, ...]]:
    """Ask what prints commands, on every date; over all dates each person asks everything."""
    for number, date in enumerate(DATES):
        on = ("-a", f"examples/{name}", *(() if date is None else ("--as-of", date)))
        yield "catalog", *on
        yield "eligibility", *on
        yield "eligibility", *on, "--why"
        yield "request", "--list", *on
        yield "history", *on
        for addon in ADDONS:
            yield "invoice-preview", addon, *on
        yield "invoice-preview", "ai-assist", "--licenses", "1", *on
        for addon, user, action in list(product(ADDONS, users, CHANGING))[number :: len(DATES)]:
            invocation = ("--as", user, *on)
            yield "eligibility", addon, *invocation, "--action", action
            yield "eligibility", addon, *invocation, "--action", action, "--why"
            yield "invoice-preview", addon, *invocation
            yield action, addon, *invocation, "-n"


def run_as_printed(command: str, name: str, users: list[str]) -> Ran:
    """Run a command on a terminal where a person says yes, then put the account back.

    Words in capitals are the reader's to fill in: USER is one of those that are meant.
    """
    words = shlex.split(command)
    assert words[0] == "addonctl"
    file = Path("examples", name)
    before = file.read_bytes()
    account_id = example_account(name).id
    ran = None
    for user in users if "USER" in words else users[:1]:
        fills = {"ADDON": "analytics-plus", "USER": user, "N": "7"}
        filled = [fills.get(word, word) for word in words[1:]]
        assert not [word for word in filled if word.isupper() and word.isalpha()], command
        answer = account_id if filled[0] == "subscribe" else "y"
        ran = run(*filled, terminal=True, stdin=f"{answer}\n", environ={"NO_COLOR": "1"})
        file.write_bytes(before)
        if ran.code == 0:
            break
    assert ran is not None
    return ran


@pytest.mark.once
@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_whatever_is_printed_can_be_run(name: str) -> None:
    """A command of an answer, a hint or a pointer does what it says, on the date that it names."""
    users, printed = users_of(name), dict[str, tuple[str, ...]]()
    for number, argv in enumerate(questions_about(name, users)):
        ran = run(*argv, "--lang", ("en", "fr")[number % 2])
        assert ran.code in ANSWERING, ran
        printed |= dict.fromkeys(commands_of(ran), argv)
    assert printed
    for command, argv in printed.items():
        ran = run_as_printed(command, name, users)
        assert ran.code == 0, (argv, command, ran)


def test_commands_of_a_wide_terminal_can_be_run_too() -> None:
    """In a table they stand at the end of their row."""
    argv = ("eligibility", "-a", "examples/acme.toml", "--as", "paul")
    ran = run(*argv, "--why", terminal=True, environ={"COLUMNS": "140", "NO_COLOR": "1"})
    commands = list(commands_of(ran))
    assert len(commands) > 3
    for command in commands:
        assert run_as_printed(command, "acme.toml", ["paul"]).code == 0


def _json(*argv: str) -> Any:  # noqa: ANN401 - a document of any shape
    return run(*argv, "-o", "json").json

"""Hold fleets of tests: accounts as lines of JSON, and the folder of the examples."""

import csv
import io
import json
from pathlib import Path
from typing import Any, Final

import msgspec

from addonctl.model.account import Account
from tests.builders import EXAMPLE_NAMES, EXAMPLES, PLAIN_ACCOUNT, example_account
from tests.cli.program import Ran

FLEET: Final = EXAMPLES / "fleet"
BROKEN: Final = ("palma", "wexford")
ON: Final = ("--as-of", "2026-11-21")
COMMANDS: Final = (
    ("catalog", *ON),
    ("eligibility", *ON),
    ("eligibility", "analytics-plus", "--action", "subscribe", *ON),
    ("invoice-preview", "analytics-plus", *ON),
    ("invoice-preview", "ai-assist", "--licenses", "5", "--cycles", "2", *ON),
    ("invoice-preview", "analytics-plus", "--compare-dates", "2026-12-01,2026-12-15", *ON),
    ("invoice-preview", "analytics-plus", "--until", "2027-11-21", *ON),
    ("invoice-preview", *ON),
    ("invoice-preview", "--until", "2027-11-21", *ON),
    ("invoice-preview", "ai-assist", "analytics-plus", "--licenses", "1", "--cycles", "1", *ON),
    ("catalog", "--set", "plan=professional", *ON),
    (
        *("invoice-preview", "analytics-plus", "--set", "licenses.standard=20"),
        *("--compare", "licenses.additional=0,7", *ON),
    ),
    ("request", "--list", *ON),
    ("history", *ON),
    ("people", *ON),
)
"""Questions that many accounts can be asked."""


def account(account_id: str, **overrides: Any) -> dict[str, Any]:  # noqa: ANN401  # of any kind
    """Make an account as JSON from keys of its file."""
    return {**PLAIN_ACCOUNT, "id": account_id, **overrides}


def lines_of(*accounts: object) -> bytes:
    """Write accounts as JSON Lines; a text is a line as it is."""
    return b"".join(
        (each.encode() if isinstance(each, str) else msgspec.json.encode(each)) + b"\n"
        for each in accounts
    )


def example_accounts() -> list[Account]:
    """Read the accounts of the examples, one file each."""
    return [example_account(name) for name in EXAMPLE_NAMES]


def write_examples(folder: Path) -> Path:
    """Write the accounts of the examples as JSON Lines."""
    path = folder / "examples.jsonl"
    path.write_bytes(lines_of(*example_accounts()))
    return path


def documents(ran: Ran) -> list[dict[str, Any]]:
    """Return what stands on each line."""
    return [json.loads(line) for line in ran.out.splitlines()]


def table(ran: Ran, *, delimiter: str = ",") -> list[dict[str, str]]:
    """Read rows of CSV as a program of the standard library does."""
    text = ran.out.removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))

"""List the commands that only read, and dry runs, as tests put them to servers."""

from typing import Final

from tests.cli.servers.places import ACCOUNTS

DAY: Final = ("--as-of", "2026-11-21")
COMMANDS: Final[tuple[tuple[str, ...], ...]] = (
    ("catalog", *DAY),
    ("catalog", "--why", "--as", "USER", "--as-of", "2026-12-02"),
    ("eligibility", *DAY),
    ("eligibility", "ai-assist-pro", "--reading", "fr-table", "--action", "quote", "--why", *DAY),
    ("eligibility", "ai-assist", "--action", "trial", "--as", "USER", "--exit-status"),
    ("invoice-preview", "analytics-plus", "--cycles", "3", "--compare-dates", "2026-12-24", *DAY),
    ("invoice-preview", "ai-assist", "--licenses", "2", "--as", "USER"),
    ("invoice-preview", "--until", "2027-11-21", *DAY),
    ("invoice-preview", "ai-assist", "ai-assist-pro", "--as", "USER", *DAY),
    ("catalog", "--set", "plan=professional", *DAY),
    (
        *("invoice-preview", "analytics-plus", "--set", "licenses.standard=20"),
        *("--compare", "licenses.additional=0,7", *DAY),
    ),
    ("request", "--list", *DAY),
    ("people", *DAY),
    ("people", "ma", "--as", "USER"),
    ("history", *DAY),
    ("subscribe", "analytics-plus", "-n", "--as", "USER", *DAY),
    ("quote", "ai-assist-pro", "-n", "--as", "USER", *DAY),
    ("trial", "ai-assist", "-n", "--as", "USER"),
    ("request", "ai-assist-pro", "-n", "--as", "USER", *DAY),
    ("invoice-preview", "analytic", *DAY),
    ("catalog", "--as", "nobody"),
)
"""The commands about an account; USER is its first."""
ALONE: Final[tuple[tuple[str, ...], ...]] = (
    ("catalog",),
    ("catalog", "--why"),
    ("policy",),
    ("policy", "--why", "--reading", "fr-table"),
    ("explain",),
    ("explain", "C1"),
    ("explain", "trial_used"),
    ("explain", "API_BUSY"),
)
"""The commands about no account."""
FORMS: Final = (
    ("-o", "json"),
    ("-o", "markdown", "--lang", "en"),
    ("-o", "markdown", "--lang", "fr"),
    ("--lang", "en"),
    ("--lang", "fr"),
    ("--lang", "fr", "--color", "always", "-vv"),
)


def argv_of(command: tuple[str, ...], reference: str, form: tuple[str, ...]) -> tuple[str, ...]:
    """Write a command about an account, by its id or by where it is."""
    account_id = reference.rpartition("/")[2].removesuffix(".toml")
    user = ACCOUNTS[account_id].users[0].id
    words = [user if word == "USER" else word for word in command]
    return (*words, "-a", reference, *form)

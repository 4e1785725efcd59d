"""Ask everything that the program answers: at least one command line for each command.

A command line is about the account file `a.toml` of the current folder; `marie` is its owner.
"""

from typing import Final

from addonctl.cli.registry import COMMANDS

AS_OF: Final = ("--as-of", "2026-11-21")
ON: Final = ("-a", "a.toml", *AS_OF)
CHARGED: Final = ("--charged", "58.50", "--on", "2026-11-21")
ADDONS: Final = ("analytics-plus", "ai-assist", "ai-assist-pro")
FORMS: Final = ("table", "json", "markdown")
WITH_ONE_FORM: Final = ("completion", "schema", "new")
"""Commands whose answer is a text for another program."""
NEED_SERVER: Final = frozenset({"pull", "push"})
"""Commands that speak with a server, which `tests/cli/servers` asks."""
APART: Final = ("serve", "db", "amend")
"""Commands that go on, answer only once so, or on another account: they have tests of their own."""
CHANGING: Final = ("subscribe", "quote", "trial", "request")
"""What a user of the account does."""
AMEND: Final = ("amend", "analytics-plus", "-n", *ON)
"""What the vendor's people change, of an account on which Analytics+ is bought."""

READING_QUESTIONS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "catalog": (("catalog", *ON), ("catalog",)),
    "eligibility": (
        ("eligibility", *ON),
        ("eligibility", "analytics-plus", *ON),
        ("eligibility", "--as", "marie", *ON),
        ("eligibility", "analytics-plus", "--as", "marie", "--action", "subscribe", "--why", *ON),
        ("eligibility", "ai-assist-pro", "--as", "marie", "--action", "request", "--why", *ON),
    ),
    "invoice-preview": (
        ("invoice-preview", "analytics-plus", *ON),
        ("invoice-preview", "analytics-plus", "--cycles", "3", *ON),
        ("invoice-preview", "analytics-plus", "--compare-dates", "2026-11-25,2026-12-01", *ON),
        ("invoice-preview", "analytics-plus", "--until", "2027-12-31", *ON),
        ("invoice-preview", *ON),
        ("invoice-preview", "--cycles", "2", *ON),
    ),
    "invoice-check": (
        ("invoice-check", "analytics-plus", *CHARGED, *ON),
        ("invoice-check", "analytics-plus", *CHARGED, "--invoice", "next", *ON),
        ("invoice-check", "analytics-plus", *CHARGED, "--why", *ON),
    ),
    "request": (("request", "--list", *ON),),
    "people": (
        ("people", *ON),
        ("people", "mar", *ON),
        ("people", "--as", "marie", *ON),
    ),
    "history": (("history", *ON),),
    "check": (("check", "a.toml"),),
    "policy": (("policy",),),
    "explain": (("explain", "ROLE_OWNER_ONLY"), ("explain", "ACCOUNT_INVALID")),
    "new": (("new",),),
    "config": (("config",),),
    "doctor": (("doctor",),),
    "completion": (("completion", "bash"),),
    "token": (("token", "list"),),
    "outbox": (("outbox",), ("outbox", "retry")),
    "schema": (("schema", "account"),),
}
CHANGING_QUESTIONS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "subscribe": (("subscribe", "analytics-plus", "--as", "marie", "-n", *ON),),
    "quote": (("quote", "ai-assist-pro", "--as", "marie", "-n", *ON),),
    "trial": (("trial", "analytics-plus", "--as", "marie", "-n", *ON),),
    "request": (("request", "analytics-plus", "--as", "zoe", "-n", *ON),),
}
"""None of these records anything."""


def questions() -> list[tuple[str, ...]]:
    """List the command lines of every command that exists, in the order of help."""
    return [
        argv
        for name in COMMANDS
        for table in (READING_QUESTIONS, CHANGING_QUESTIONS)
        for argv in table.get(name, ())
    ]


def in_form(argv: tuple[str, ...], form: str) -> tuple[str, ...]:
    """Ask for an answer in a form, where it has more than one."""
    return argv if argv[0] in WITH_ONE_FORM else (*argv, "-o", form)


def name_of(argv: tuple[str, ...]) -> str:
    """Name a question for a test's id."""
    return "_".join(argv).replace("_".join(ON), "on-account")

"""Questions without an answer: an add-on or a user that isn't there, a policy with a gap."""

from pathlib import Path

import pytest

from tests.cli.accounts import POLICY, TOTAL
from tests.cli.command_lines import ON
from tests.cli.refusals import MANNERS, Row, refuse, rows
from tests.files import write

EXPECTED = ("--expect-total", TOTAL)
NOT_FOUND = [
    Row(f"{name}-{argv[0]}", 5, error, says, argv=(*argv, *ON))
    for name, error, says, addon, user in (
        (
            "addon",
            "UNKNOWN_ADDON",
            ('no such add-on: "analitics"', "did you mean analytics-plus?"),
            "analitics",
            "marie",
        ),
        ("homoglyph", "UNKNOWN_ADDON", ("no such add-on",), "\u0430nalytics-plus", "marie"),
        ("hostile", "UNKNOWN_ADDON", ("\\x1b[2J\\u202e",), "\x1b[2J\u202e[/]", "marie"),
        (
            "user",
            "UNKNOWN_USER",
            ("no such user on Acme SAS", "did you mean marie?"),
            "analytics-plus",
            "maria",
        ),
    )
    for argv in (
        ("eligibility", addon, "--as", user),
        ("invoice-preview", addon, "--as", user),
        ("subscribe", addon, "--as", user, *EXPECTED),
        ("quote", addon, "--as", user, "-y"),
        ("trial", addon, "--as", user, "-y"),
        ("request", addon, "--as", user),
    )
]


@pytest.mark.parametrize("error_format", MANNERS)
@pytest.mark.parametrize("row", rows(NOT_FOUND))
def test_what_is_not_there_is_not_a_refusal(row: Row, error_format: str) -> None:
    """An unknown add-on or user is exit code 5 with what was probably meant, never a no."""
    refuse(row, error_format)


@pytest.mark.parametrize("error_format", MANNERS)
@pytest.mark.parametrize(
    "argv",
    [
        ("catalog",),
        ("eligibility",),
        ("eligibility", "analytics-plus", "--as", "paul", "--action", "quote", "--exit-status"),
        ("invoice-preview", "analytics-plus"),
        ("subscribe", "analytics-plus", "--as", "marie", *EXPECTED),
        ("quote", "analytics-plus", "--as", "marie", "-y"),
        ("trial", "analytics-plus", "--as", "marie", "-y"),
        ("request", "analytics-plus", "--as", "zoe"),
        ("request", "--list"),
    ],
    ids=lambda argv: "-".join(argv[:3]),
)
def test_policy_with_a_gap_allows_nothing(
    monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...], error_format: str
) -> None:
    """Where a rule was removed, no command answers from the rest: neither yes nor no."""
    head, _, rest = POLICY.partition('[[permit]]\nid = "owner-subscribes"')
    write(Path.cwd(), head + rest.partition("\n\n")[2], "policy.toml")
    monkeypatch.setenv("ADDONCTL_POLICY", "policy.toml")
    row = Row(
        "gap",
        6,
        "POLICY_INCOMPLETE",
        ("policy.toml", "addonctl check policy.toml"),
        argv=(*argv, *ON),
    )
    refuse(row, error_format)

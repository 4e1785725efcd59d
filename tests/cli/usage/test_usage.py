"""Command lines that can't be carried out as they are written: exit code 2, before anything.

Long because it is one table: every option with what it doesn't take.
"""

import pytest

from tests.cli.program import CANARY, run
from tests.cli.refusals import MANNERS, Row, refuse

pytestmark = pytest.mark.usefixtures("account")
ON = ("-a", "a.toml")
WHO = ("-a", "a.toml", "--as", "marie")


def _usage(name: str, error: str, says: tuple[str, ...], *argv: str) -> Row:
    return Row(name, 2, error, says, argv=argv)


MISTAKES = [
    _usage(
        "unknown-command", "UNKNOWN_COMMAND", ('"catalg"', "did you mean catalog?"), "catalg", *ON
    ),
    _usage("hostile-command", "UNKNOWN_COMMAND", ("\\x1b[2J[/]",), "\x1b[2J[/]", *ON),
    _usage(
        "unknown-option",
        "UNKNOWN_OPTION",
        ("--acount", "did you mean --account?"),
        "catalog",
        "--acount",
        "a.toml",
    ),
    _usage("unknown-short-option", "UNKNOWN_OPTION", ("-z",), "catalog", *ON, "-z"),
    _usage(
        "token",
        "NO_SECRET_OPTION",
        ("--token", "environment variable, file or standard input"),
        "catalog",
        *ON,
        "--token",
        CANARY,
    ),
    _usage("token-joined", "NO_SECRET_OPTION", ("--token",), "catalog", *ON, f"--token={CANARY}"),
    _usage("missing-addon", "MISSING_ARGUMENT", ("ADDON is missing",), "subscribe", *WHO),
    _usage("missing-addon-of-request", "MISSING_ARGUMENT", ("ADDON is missing",), "request", *WHO),
    _usage("two-accounts", "REPEATED_OPTION", ("--account",), "catalog", *ON, "-a", "b.toml"),
    _usage(
        "two-addons",
        "EXTRA_ARGUMENT",
        ('"ai-assist"',),
        "eligibility",
        "analytics-plus",
        "ai-assist",
        *ON,
    ),
    _usage(
        "unknown-form",
        "UNKNOWN_CHOICE",
        ('"jsn"', "did you mean json? Write --output json"),
        "catalog",
        *ON,
        "-o",
        "jsn",
    ),
    _usage("unknown-language", "UNKNOWN_CHOICE", ('"de"', "en"), "catalog", *ON, "--lang", "de"),
    _usage("unknown-colour", "UNKNOWN_CHOICE", ('"maybe"',), "catalog", *ON, "--color", "maybe"),
    _usage(
        "unknown-reading",
        "UNKNOWN_CHOICE",
        ('"lenient"',),
        "eligibility",
        *ON,
        "--reading",
        "lenient",
    ),
    _usage("unknown-action", "UNKNOWN_CHOICE", ('"buy"',), "eligibility", *ON, "--action", "buy"),
    _usage("no-account", "NO_ACCOUNT", ("ADDONCTL_ACCOUNT",), "eligibility"),
    _usage(
        "exit-status-for-many",
        "EXIT_STATUS_NEEDS_ONE",
        ("--action",),
        "eligibility",
        *ON,
        "--exit-status",
    ),
    *(
        _usage(
            f"licences-{word!a}-{command}",
            "BAD_NUMBER",
            ("--licenses", "from 1 to", "digits 0 to 9"),
            command,
            "ai-assist",
            *WHO,
            "--licenses",
            word,
        )
        for word in ("0", "-1", "1.5", "1e3", "١٢", "99999999999999999999", "", "1\n", "+1")
        for command in ("invoice-preview", "subscribe", "quote")
    ),
    _usage(
        "licences-above-total",
        "LICENSES_TOO_MANY",
        ("14", "13"),
        "invoice-preview",
        "ai-assist",
        *ON,
        "--licenses",
        "14",
    ),
    _usage(
        "licences-of-all",
        "LICENSES_FIXED",
        ("all licences",),
        "invoice-preview",
        "analytics-plus",
        *ON,
        "--licenses",
        "5",
    ),
    *(
        _usage(
            f"date-{word!a}", "BAD_DATE", ("--as-of", "YYYY-MM-DD"), "catalog", *ON, "--as-of", word
        )
        for word in (
            "2026-02-30",
            "1999-12-31",
            "2101-01-01",
            "20261121",
            "2026-W47-6",
            "2026-11-21T10:00",
            "heute",
            "٢٠٢٦-11-21",
            "",
        )
    ),
    _usage(
        "compared-dates",
        "BAD_DATE",
        ("--compare-dates",),
        "invoice-preview",
        "analytics-plus",
        *ON,
        "--compare-dates",
        "2026-12-01,,",
    ),
    _usage(
        "no-cycles",
        "BAD_NUMBER",
        ("--cycles",),
        "invoice-preview",
        "analytics-plus",
        *ON,
        "--cycles",
        "",
    ),
    _usage(
        "no-compared-dates",
        "BAD_DATE",
        ("--compare-dates",),
        "invoice-preview",
        "analytics-plus",
        *ON,
        "--compare-dates",
        "",
    ),
    _usage(
        "empty-account",
        "BAD_ACCOUNT_ID",
        ("neither a file nor an account id",),
        "catalog",
        "-a",
        "",
    ),
    _usage(
        "cycles",
        "BAD_NUMBER",
        ("--cycles", "120"),
        "invoice-preview",
        "analytics-plus",
        *ON,
        "--cycles",
        "121",
    ),
    *(
        _usage(
            f"expected-total-{word!a}",
            "BAD_AMOUNT",
            ("--expect-total",),
            "subscribe",
            "analytics-plus",
            *WHO,
            "--expect-total",
            word,
        )
        for word in ("63.18 USD", "1e3", "NaN", "-1", "", " 63.18", "\uff16\uff13")
    ),
    _usage("nobody", "USER_NEEDED", ("--as USER",), "subscribe", "analytics-plus", *ON),
    *(
        _usage(
            f"standard-input-{command}",
            "STDIN_UNCHANGEABLE",
            ("standard input",),
            command,
            "analytics-plus",
            "-a",
            "-",
            "--as",
            "marie",
        )
        for command in ("subscribe", "quote", "trial", "request")
    ),
    *(
        _usage(
            f"question-{command}{flag}",
            "QUESTION_NEEDS_FLAG",
            (answer,),
            command,
            addon,
            *WHO,
            *flag.split(),
        )
        for command, addon, answer in (
            ("subscribe", "analytics-plus", "--expect-total AMOUNT"),
            ("quote", "ai-assist", "--yes"),
            ("trial", "ai-assist", "--yes"),
        )
        for flag in ("", " --no-input")
    ),
    _usage(
        "yes-is-no-total",
        "QUESTION_NEEDS_FLAG",
        ("--expect-total AMOUNT",),
        "subscribe",
        "analytics-plus",
        *WHO,
        "-y",
    ),
    _usage("list-and-addon", "LIST_ALONE", ("--list",), "request", "analytics-plus", "--list", *ON),
    _usage(
        "bad-id", "BAD_ACCOUNT_ID", ("neither a file nor an account id",), "catalog", "-a", "a b"
    ),
    _usage("unknown-schema", "UNKNOWN_CHOICE", ("NAME",), "schema", "catalgo"),
]


def _manners(row: Row) -> list[str]:
    """Return the manners in which a mistake can be made: one that gives its option can't."""
    given = {"json": "-o", "french": "--lang"}
    return [error_format for error_format in MANNERS if given.get(error_format) not in row.argv]


@pytest.mark.parametrize(
    ("row", "error_format"),
    [
        pytest.param(row, error_format, id=f"{row.id}-{error_format}")
        for row in MISTAKES
        for error_format in _manners(row)
    ],
)
def test_mistake_on_the_command_line_is_named(row: Row, error_format: str) -> None:
    """What can't be understood is named, with what is expected or was meant."""
    refuse(row, error_format)


def test_no_command_points_to_help() -> None:
    """Nothing asked is a mistake that says where to begin."""
    ran = run()
    assert (ran.code, "addonctl --help" in ran.err) == (2, True)


@pytest.mark.parametrize("option", ["--account", "-a", "--as", "--as-of", "--output", "-o"])
def test_option_without_its_value_is_named(option: str) -> None:
    """An option at the end of the line that needs a value says so."""
    ran = run("catalog", option)
    assert ran.code == 2
    assert ran.err.startswith(f"error[OPTION_NEEDS_VALUE]: the option {option} needs a value\n")


@pytest.mark.parametrize(
    ("argv", "usage"),
    [
        (("catalg",), "Usage: addonctl [OPTIONS] COMMAND [ARGS]..."),
        (("catalog", "--acount", "x"), "Usage: addonctl catalog [OPTIONS]"),
        (("catalog", "x"), "Usage: addonctl catalog [OPTIONS]"),
        (("catalog", "-a", "x", "-a", "y"), "Usage: addonctl catalog [OPTIONS]"),
        (("subscribe",), "Usage: addonctl subscribe [OPTIONS] {ADDON}"),
    ],
)
def test_mistake_in_the_words_shows_how_they_are_written(argv: tuple[str, ...], usage: str) -> None:
    """Below the hint stands the usage line of the command, as its help has it."""
    ran = run(*argv)
    assert ran.code == 2
    assert ran.err.splitlines()[-1] == f"  {usage}"
    command = argv[:1] if argv[0] != "catalg" else ()
    assert run(*command, "--help").out.startswith(usage)

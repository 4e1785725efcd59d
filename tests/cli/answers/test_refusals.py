"""What the rules refuse, told on the command line with every reason and what to do instead."""

from pathlib import Path

import pytest

from tests.cli.accounts import POLICY, TOTAL, changed
from tests.cli.command_lines import ON
from tests.cli.program import run
from tests.cli.refusals import MANNERS, Row, refuse, rows
from tests.files import write

BY_QUOTE = changed(('frequency = "monthly"', 'frequency = "monthly"\npurchase_path = "quote"'))
PROFESSIONAL = changed(('"essentials"', '"professional"'))
BOUGHT = (
    changed() + '[[events]]\nkind = "subscribed"\ndate = 2026-02-03\naddon = "analytics-plus"\n'
)
TRIED = changed() + '[[events]]\nkind = "trial_started"\ndate = 2026-02-03\naddon = "ai-assist"\n'
EXPECTED = ("--expect-total", TOTAL)


def _row(name: str, says: tuple[str, ...], *argv: str, data: str = changed()) -> Row:
    return Row(name, 3, "REFUSED", says, data, argv=(*argv, *ON))


REFUSALS = [
    _row(
        "agent-subscribes",
        ("Tom Roux (agent) may not subscribe", "ROLE_NO_ACCESS", "ask Marie Duval (owner)"),
        "subscribe",
        "analytics-plus",
        "--as",
        "tom",
        *EXPECTED,
    ),
    _row(
        "admin-subscribes",
        (
            "ROLE_OWNER_ONLY; English article, purchase permissions",
            "ask Marie Duval (owner)",
            "addonctl trial analytics-plus -a a.toml",
            "addonctl request analytics-plus -a a.toml",
        ),
        "subscribe",
        "analytics-plus",
        "--as",
        "paul",
        *EXPECTED,
    ),
    _row(
        "admin-subscribes-without-flag",
        ("ROLE_OWNER_ONLY",),
        "subscribe",
        "analytics-plus",
        "--as",
        "paul",
    ),
    _row(
        "admin-subscribes-dry",
        ("ROLE_OWNER_ONLY",),
        "subscribe",
        "analytics-plus",
        "--as",
        "paul",
        "-n",
    ),
    _row(
        "admin-requests-quote",
        (
            "ROLE_OWNER_ONLY",
            "Contested: the French article's role table",
            "its note and the English article",
        ),
        "quote",
        "analytics-plus",
        "--as",
        "paul",
        "-y",
        data=BY_QUOTE,
    ),
    _row(
        "owner-subscribes-by-quote",
        ("ACCOUNT_NEEDS_QUOTE", "addonctl quote analytics-plus -a a.toml"),
        "subscribe",
        "analytics-plus",
        "--as",
        "marie",
        *EXPECTED,
        data=BY_QUOTE,
    ),
    _row(
        "owner-quotes-self-service",
        ("QUOTE_NOT_OFFERED", "addonctl subscribe analytics-plus -a a.toml"),
        "quote",
        "analytics-plus",
        "--as",
        "marie",
        "-y",
    ),
    _row(
        "included",
        ("INCLUDED_IN_PLAN", "nothing to buy"),
        "subscribe",
        "ai-assist",
        "--as",
        "marie",
        *EXPECTED,
        data=PROFESSIONAL,
    ),
    _row(
        "included-preview",
        ("INCLUDED_IN_PLAN", "nothing to buy"),
        "invoice-preview",
        "ai-assist",
        data=PROFESSIONAL,
    ),
    _row(
        "bought",
        ("ALREADY_PURCHASED", "account manager"),
        "subscribe",
        "analytics-plus",
        "--as",
        "marie",
        *EXPECTED,
        data=BOUGHT,
    ),
    _row(
        "bought-preview",
        ("was bought for Acme SAS",),
        "invoice-preview",
        "analytics-plus",
        data=BOUGHT,
    ),
    _row(
        "supervisor-tries",
        ("ROLE_OWNER_OR_ADMIN_ONLY; English article, trial permissions",),
        "trial",
        "analytics-plus",
        "--as",
        "zoe",
        "-y",
    ),
    _row("second-trial", ("TRIAL_USED",), "trial", "ai-assist", "--as", "marie", "-y", data=TRIED),
    _row("owner-requests", ("OWNER_ACTS_DIRECTLY",), "request", "analytics-plus", "--as", "marie"),
]


@pytest.mark.parametrize("error_format", MANNERS)
@pytest.mark.parametrize("row", rows(REFUSALS))
def test_refusal_names_the_rule_its_source_and_the_way_to_go(row: Row, error_format: str) -> None:
    """A refusal is exit code 3 with its reasons, their sources and what is open instead."""
    ran = refuse(row, error_format)
    if error_format == "json":
        decision = ran.error["decision"]
        assert decision["allowed"] is False
        assert decision["reasons"]


@pytest.mark.parametrize("action", ["subscribe", "quote", "trial", "request"])
def test_agent_may_do_nothing_and_the_answer_cites_both_articles(
    account: Path, action: str
) -> None:
    """The one decision is the answer, on standard output, and the exit code is 3."""
    argv = ("eligibility", "analytics-plus", "--as", "tom", "--action", action, "--exit-status")
    ran = run(*argv, "-a", account, "-o", "json")
    assert (ran.code, ran.err) == (3, "")
    (decision,) = ran.json["decisions"]
    reason = next(each for each in decision["reasons"] if each["code"] == "ROLE_NO_ACCESS")
    assert reason["source"] == [
        {"document": "en", "section": "who can purchase"},
        {"document": "fr", "section": "role table"},
    ]
    words = run(*argv, "-a", account, "--why")
    assert (words.code, words.err) == (3, "")
    assert words.out.startswith("No. Tom Roux (agent) may not ")


def test_exit_status_is_zero_where_the_decision_is_yes(account: Path) -> None:
    """A script can rely on the exit code alone."""
    argv = ("eligibility", "analytics-plus", "--as", "marie", "--action", "subscribe")
    assert run(*argv, "--exit-status", "-a", account).code == 0


@pytest.mark.parametrize("reading", ["strict", "fr-table"])
def test_contested_quote_follows_the_reading(folder: Path, reading: str) -> None:
    """The contradiction of the articles is decided by the reading and named in both."""
    write(folder, BY_QUOTE)
    argv = ("eligibility", "analytics-plus", "--as", "paul", "--action", "quote", *ON)
    ran = run(*argv, "--reading", reading, "--exit-status", "-o", "json")
    (decision,) = ran.json["decisions"]
    assert decision["allowed"] is (reading == "fr-table")
    assert ran.code == (0 if decision["allowed"] else 3)
    (contested,) = decision["contested"]
    assert contested["conflict"] == "C1"
    assert {source["document"] for source in contested["sources"]} == {"en", "fr"}


def test_policy_of_ones_own_says_in_both_languages_what_is_contested(folder: Path) -> None:
    """A text may be in one language or in both; an older policy without them says the question."""
    write(folder, BY_QUOTE)
    lines = [line for line in POLICY.splitlines() if not line.startswith(("summary", "contested"))]
    old = "\n".join(lines)
    own = old.replace(
        'name = "strict"', 'name = "strict"\ncontested_by = { en = "Oh.", fr = "Ô." }'
    )
    own = own.replace('id = "C1"', 'id = "C1"\nsummary = "Who knows."')
    write(folder, own, "own.toml")
    write(folder, old, "old.toml")
    argv = ("eligibility", "analytics-plus", "--as", "paul", "--action", "quote", *ON)
    for lang, said in (("en", "Oh."), ("fr", "Ô.")):
        assert said in run(*argv, "--lang", lang, environ={"ADDONCTL_POLICY": "own.toml"}).out
    assert "Who knows." in run(*argv, "--why", environ={"ADDONCTL_POLICY": "own.toml"}).out
    ran = run(*argv, environ={"ADDONCTL_POLICY": "old.toml"})
    assert (ran.code, "May an admin request a quote?" in ran.out) == (0, True)
    write(folder, own.replace('fr = "Ô."', 'de = "Ô."'), "own.toml")
    ran = run(*argv, environ={"ADDONCTL_POLICY": "own.toml"})
    assert (ran.code, "contested_by.fr: is missing" in ran.err) == (6, True)


def test_readings_that_contradict_each_other_are_row(account: Path) -> None:
    """Two readings at once are no question."""
    argv = ("eligibility", "-a", account, "--reading", "strict", "--reading", "fr-table")
    ran = run(*argv)
    assert ran.code == 2
    assert "--reading" in ran.err

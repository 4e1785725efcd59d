"""What is written wrongly is answered with the right form, and a file of another kind is named."""

import shlex
from pathlib import Path

import pytest

from tests.builders import EXAMPLES
from tests.cli.program import run
from tests.files import PACKAGED

ACME = str(EXAMPLES / "acme.toml")
BOOK = str(EXAMPLES / "price-book.toml")
POLICY = str(PACKAGED / "policy.toml")
ON = ("-a", ACME)
PREVIEW = ("invoice-preview", "ai-assist", *ON)

OPTIONS = [
    ((*PREVIEW, "--as-of", "21/11/2026"), "--as-of 2026-11-21"),
    ((*PREVIEW, "--as-of", "2026-11-21T10:00"), "--as-of 2026-11-21"),
    ((*PREVIEW, "--as-of", "03/04/2026"), "--as-of 2026-11-21"),
    ((*PREVIEW, "--compare-dates", "2026-11-21 28.11.2026"), "2026-11-21,2026-11-28"),
    ((*PREVIEW, "--compare-dates", "2026-11-21;2026-11-28"), "2026-11-21,2026-11-28"),
    ((*PREVIEW, "--compare-dates", "2026-11-21,", "2026-11-28"), "2026-11-21,2026-11-28"),
    ((*PREVIEW, "--compare-dates", "2101-01-01"), "--compare-dates 2026-11-21,2026-11-28"),
    ((*PREVIEW, "--compare-dates", "2026-12-01,1999-12-31"), "dates 2026-11-21,2026-11-28"),
    ((*PREVIEW, "--compare-dates", "soon"), "--compare-dates 2026-11-21,2026-11-28"),
    ((*PREVIEW, "--licenses", "-1"), "--licenses 1"),
    ((*PREVIEW, "--licenses", "1 000"), "--licenses 1000"),
    ((*PREVIEW, "--licenses", "twelve"), "--licenses 1"),
    ((*PREVIEW, "--cycles", "3.0"), "--cycles 3"),
    ((*PREVIEW, "--lang", "FR"), "--lang fr"),
    ((*PREVIEW, "--lang", "français"), "--lang en"),
    ((*PREVIEW, "-o", "JSON"), "--output json"),
    ((*PREVIEW, "--color", "yes"), "--color auto"),
    (("eligibility", *ON, "--reading", "FR-TABLE"), "--reading fr-table"),
    (("eligibility", *ON, "--action", "Quote"), "--action quote"),
    (("check", ACME, "-o", "github-actions"), "--output github"),
    (("new", "--frequency", "Yearly"), "--frequency monthly"),
    (("new", "--anchor", "31.1.2026"), "--anchor 2026-01-31"),
    (("new", "--standard", "-1"), "--standard 1"),
    (("new", "--name", ""), "--name 'Acme SAS'"),
    (("new", "--id", "Acme SAS"), '"Acme-SAS"'),
    (("new", "--standard", "0"), "standard 1, additional 0"),
]


@pytest.mark.parametrize(("argv", "form"), OPTIONS, ids=lambda value: str(value)[-40:])
def test_an_option_shows_how_its_value_is_written(argv: tuple[str, ...], form: str) -> None:
    """The value that was meant where that is plain, else an example; it can be pasted."""
    ran = run(*argv)
    assert ran.code == 2
    assert form in ran.err
    if form.startswith("--output") or not form.startswith("--"):
        return
    option, value = shlex.split(form)
    again = [word for word in argv[: argv.index(option)] if word]
    assert "BAD" not in run(*again, option, value).err


GIVEN = [
    (("catalog", "-a", BOOK), {}, "is a catalogue or price book, not an account"),
    (("catalog", "-a", BOOK), {}, f"ADDONCTL_CATALOG={BOOK}"),
    (("catalog", "-a", POLICY), {}, "is a policy, not an account"),
    (("catalog", "-a", POLICY), {}, f"ADDONCTL_POLICY={POLICY}"),
    (("catalog", *ON), {"ADDONCTL_CATALOG": ACME}, "is an account, not a catalogue"),
    (("catalog", *ON), {"ADDONCTL_CATALOG": ACME}, f"-a {ACME}"),
    (("catalog", *ON), {"ADDONCTL_CATALOG": POLICY}, "is a policy, not a catalogue"),
    (("catalog", *ON), {"ADDONCTL_POLICY": BOOK}, "is a catalogue or price book, not a policy"),
    (("catalog", *ON), {"ADDONCTL_POLICY": ACME}, "is an account, not a policy"),
    (("catalog", *ON, "--config", BOOK), {}, "is a catalogue or price book, not a settings file"),
    (("catalog", *ON, "--config", ACME), {}, "is an account, not a settings file"),
]


@pytest.mark.parametrize(("argv", "environ", "says"), GIVEN)
def test_a_file_of_another_kind_is_named_with_how_it_is_given(
    argv: tuple[str, ...], environ: dict[str, str], says: str
) -> None:
    """A price book as account lacks eight keys, and that isn't what is wrong with it."""
    ran = run(*argv, environ=environ)
    assert ran.code == 6
    assert ran.err.startswith("error[OTHER_KIND]: ")
    assert says in ran.err


def test_settings_and_answers_are_recognised_too(tmp_path: Path) -> None:
    """As an account and in a check, which doesn't read them."""
    settings, answer = tmp_path / "config.toml", tmp_path / "answer.json"
    settings.write_text('catalog = "prices.toml"\nlang = "fr"\n', "utf-8")
    answer.write_text(run("catalog", *ON, "-o", "json").out, "utf-8")
    for path, kind in ((settings, "a settings file"), (answer, "an answer of addonctl")):
        ran = run("catalog", "-a", str(path))
        assert (ran.code, f"is {kind}, not an account" in ran.err) == (6, True)
        checked = run("check", str(path))
        assert (checked.code, f"{path}: is {kind}; " in checked.out) == (6, True)


def test_an_account_with_prices_in_the_form_of_a_price_book_stays_an_account(
    tmp_path: Path,
) -> None:
    """Most of its keys are an account's; the right form of its prices is shown."""
    path = tmp_path / "a.toml"
    text = Path(ACME).read_text("utf-8")
    path.write_text(text.replace("[prices.analytics-plus]", "[[prices]]"), "utf-8")
    ran = run("check", str(path))
    assert "prices: must be a table of keys and values; for example prices = { " in ran.out


def test_the_forms_of_the_findings_are_shown(tmp_path: Path) -> None:
    """A percentage, a role and a number where a table, a list and a table belong."""
    path = tmp_path / "a.toml"
    path.write_text(
        'schema = 1\nid = "a"\nname = "A"\nplan = "essentials"\ncurrency = "EUR"\nlicenses = 13\n'
        '[billing]\nfrequency = "monthly"\nanchor = "31/01/2026"\ndiscount = "10%"\n'
        '[[users]]\nid = "olga"\nroles = "owner"\n',
        "utf-8",
    )
    assert [line.partition("; ")[2] for line in run("check", str(path)).out.splitlines()] == [
        "write licenses = { standard = 13, additional = 0 }",
        "write anchor = 2026-01-31",
        'write discount = { percent = "10" }',
        'write roles = ["owner"]',
    ]


def _in_leva(tmp_path: Path) -> Path:
    path = tmp_path / "sofia.toml"
    path.write_text(Path(ACME).read_text("utf-8").replace('"EUR"', '"BGN"', 1), "utf-8")
    return path


def test_a_withdrawn_currency_is_a_warning_of_answers_from_its_last_day_on(tmp_path: Path) -> None:
    """By the date asked about, or by the last invoice that a preview shows; amounts stay."""
    path = _in_leva(tmp_path)
    for command, day, is_warned in (
        (("catalog",), "2025-12-31", False),
        (("catalog",), "2026-01-01", True),
        (("eligibility",), "2026-11-21", True),
        (("request", "--list"), "2026-11-21", True),
        (("invoice-preview", "analytics-plus"), "2026-11-21", True),
    ):
        ran = run(*command, "-a", str(path), "--as-of", day, "-o", "json")
        codes = [warning["code"] for warning in ran.json["warnings"]]
        assert ("CURRENCY_WITHDRAWN" in codes) is is_warned, (command, day)
    assert run("catalog", "-a", str(path)).code == 0


def test_a_withdrawn_currency_is_a_warning_of_a_check(tmp_path: Path) -> None:
    """At its place: of an account today, of a price that begins afterwards; 6 when strict."""
    account, book = _in_leva(tmp_path), tmp_path / "book.toml"
    row = 'addon = "ai-assist"\ncurrency = "BGN"\nunit_price = "1.00"\nper = "month"\n'
    book.write_text(
        f"[[prices]]\n{row}valid_from = 2025-01-01\n\n[[prices]]\n{row}valid_from = 2026-02-01\n",
        "utf-8",
    )
    for path, place in ((account, "currency"), (book, "prices[1].currency")):
        ran = run("check", str(path))
        assert (ran.code, f"{place}: " in ran.out, "BGN was withdrawn on" in ran.out) == (
            0,
            True,
            True,
        )
        assert run("check", str(path), "--strict").code == 6


@pytest.mark.parametrize("currency", ["DEM", "VEF", "XXX", "€", "euro"])
def test_what_was_withdrawn_before_2021_is_no_currency(tmp_path: Path, currency: str) -> None:
    """Neither is what never was one."""
    path = tmp_path / "a.toml"
    path.write_text(Path(ACME).read_text("utf-8").replace('"EUR"', f'"{currency}"', 1), "utf-8")
    ran = run("catalog", "-a", str(path))
    assert (ran.code, f'unknown currency "{currency}"' in ran.err) == (6, True)

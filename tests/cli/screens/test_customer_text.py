"""A preview as Markdown is what a customer receives: every fact of the screen, and no more."""

from pathlib import Path

import pytest

from tests.cli.program import run

pytestmark = pytest.mark.usefixtures("examples")
DAY = ("--as-of", "2026-11-21")


def mail(name: str, *options: str, addon: str = "analytics-plus") -> list[str]:
    """Return the paragraphs and points of a preview as Markdown."""
    words = options if "--as-of" in options else (*DAY, *options)
    ran = run("invoice-preview", addon, "-a", name, *words, "-o", "markdown")
    assert (ran.code, ran.err) == (0, "")
    return [line for line in ran.out.replace("\n  ", " ").splitlines() if line]


def test_a_simple_case_is_five_sentences() -> None:
    """Where one person may subscribe and nothing special is assumed there is no more to say."""
    assert len(mail("examples/annual-upfront.toml")) == 5


def test_credit_that_is_left_for_the_next_invoice_is_said() -> None:
    """What each invoice takes of it, what is due then, and that these invoices alone use it."""
    lines = mail("examples/bank-transfer.toml")
    assert "- Total 228.48 EUR, credit taken 228.48 EUR, due now **0.00 EUR**." in lines
    assert (
        "- On 12 December 2026: total 326.40 EUR, credit taken 21.52 EUR, due **304.88 EUR**."
        in lines
    )
    assert "250.00 EUR of the account's credit is left, and only these invoices use it." in lines


def test_assumptions_and_who_may_buy_are_said() -> None:
    """A discount that lapses, a cycle at the month's end, by quote and by whom."""
    assert any("23.29 GBP, lapses." in line for line in mail("examples/quarterly-discounts.toml"))
    acme = mail("examples/acme.toml")
    assert "The cycle starts on the 31st, on the last day of shorter months." in acme
    assert acme[-1] == "Marie Duval (owner) may subscribe."
    assert mail("examples/bank-transfer.toml")[-1] == "Élodie Castéra (owner) may request one."


def test_a_new_cycle_and_a_period_of_one_day_are_said() -> None:
    """On the last day of a cycle the period is one date, and a day later another one begins."""
    lines = mail("examples/acme.toml", "--as-of", "2026-11-29")
    assert lines[1].endswith("29 November 2026 only, 1 of 30 days.")
    assert any("A day later a new cycle begins" in line for line in lines)


def test_a_name_of_a_tax_or_an_account_stays_a_text() -> None:
    """Neither a link nor emphasis gets into a customer's mail by a name in the file."""
    file = Path("examples/acme.toml")
    text = file.read_text("utf-8").replace('"VAT"', '"[pay **here**](http://x.example)"')
    file.write_text(text.replace('"Acme SAS"', '"**Acme** <b>"'), "utf-8")
    lines = mail("examples/acme.toml")
    assert lines[0].startswith("**Analytics+ for \\*\\*Acme\\*\\* \\<b\\>**, ")
    assert "\\[pay \\*\\*here\\*\\*\\](http://x.example) 20%" in lines[1]


@pytest.mark.parametrize(
    ("name", "addon"),
    [
        ("acme", "ai-assist"),
        ("bank-transfer", "analytics-plus"),
        ("custom-quote", "analytics-plus"),
    ],
)
def test_nothing_speaks_of_files_or_command_lines(name: str, addon: str) -> None:
    """A customer has neither: what could be chosen is said without an option's name."""
    book = {"ADDONCTL_CATALOG": "examples/price-book.toml"}
    words = ("invoice-preview", addon, "-a", f"examples/{name}.toml", *DAY, "-o", "markdown")
    out = run(*words, environ=book).out
    assert not any(word in out for word in (".toml", "addonctl", "--", "[prices"))
    assert ("All 13 licences are billed; a smaller number can be chosen." in out) == (
        name == "acme"
    )

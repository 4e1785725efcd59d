"""The preview as text for a mail: what was asked for with options is in it, too."""

from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT
from tests.cli.command_lines import ON
from tests.cli.program import run
from tests.files import write

pytestmark = pytest.mark.usefixtures("account")
PREVIEW = ("invoice-preview", "analytics-plus", *ON)
MAIL = (*PREVIEW, "-o", "markdown")


def test_schedule_and_comparison_follow_the_sentences() -> None:
    """The invoices after the next and the other dates are tables after the text."""
    plain, invocation = run(*MAIL), run(*MAIL, "--cycles", "2", "--compare-dates", "2026-11-25")
    assert invocation.out.startswith(plain.out)
    tables = invocation.out.removeprefix(plain.out)
    assert "| 31 Dec 2026 |" in tables
    assert "| 31 Jan 2027 |" in tables
    assert "| 25 Nov 2026 | 5 |" in tables


def test_customer_hears_that_it_is_bought_by_quote() -> None:
    """An amount that nobody can subscribe to says so; one that an owner can doesn't."""
    assert "by quote" not in run(*MAIL).out
    account = ACCOUNT.replace("anchor =", 'payment_method = "bank_transfer"\nanchor =')
    write(Path.cwd(), account)
    assert "Analytics+ is bought by quote" in run(*MAIL).out


def test_person_who_is_asked_about_gets_their_answer() -> None:
    """Whether they may, and who may instead, ends the mail; names are text, not markup."""
    write(Path.cwd(), ACCOUNT.replace("Zoé Martin", "Zoé [x](http://y) Martin"))
    assert run(*MAIL).out.endswith("\n\nMarie Duval (owner) may subscribe.\n")
    assert run(*MAIL, "--as", "marie").out.endswith(
        "\n\nMarie Duval (owner) may subscribe to Analytics+.\n"
    )
    assert run(*MAIL, "--as", "zoe").out.endswith(
        "\n\nZoé \\[x\\](http://y) Martin (supervisor) may not subscribe to Analytics+:"
        " only owners purchase.\n\nMarie Duval (owner) may subscribe.\n"
    )
    french = run(*MAIL, "--as", "zoe", "--lang", "fr").out
    assert "seuls les propriétaires achètent.\n\nMarie Duval" in french

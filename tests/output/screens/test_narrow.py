"""On narrow terminals tables keep together, and what belongs together stays so."""

import pytest

from tests.output.screens.change_cases import (
    ACME,
    SUBSCRIBE,
    SUBSCRIBE_WITH_CREDIT,
    history,
    outcome,
    question,
)
from tests.output.screens.support import example_preview, terminal


@pytest.mark.parametrize("width", [61, 60, 57, 54])
def test_the_spaces_of_the_invoices_give_way_before_the_table_does(width: int) -> None:
    """The total of now stands beside the next one."""
    text = example_preview("acme.toml", terminal(width))
    total = next(line for line in text.splitlines() if line.strip().startswith("Total"))
    assert total.split() == ["Total", "63.18", "210.60"]


def test_a_head_breaks_its_words_beside_the_amount() -> None:
    """The two amounts stay in their column; only what they hold goes on below."""
    lines = example_preview("acme.toml", terminal(48)).splitlines()
    assert [line.split()[:2] for line in lines if line.startswith("  Now ")] == [["Now", "63.18"]]


def test_a_column_that_is_empty_in_every_row_is_left_out() -> None:
    """Requests and trials have neither licences nor a total, so their history fits."""
    text = history(ACME, terminal(62))
    assert "Licences" not in text
    assert "1  12 Oct 2026  requested      AI Assist Pro  Zoé Martin" in text


def test_who_did_it_stands_below_where_there_is_too_little_room() -> None:
    """The number, the date and what happened keep their columns."""
    text = history(ACME, terminal(61))
    assert "1  12 Oct 2026  requested      AI Assist Pro\n       by Zoé Martin\n" in text


def test_the_period_of_a_question_stands_under_its_amount() -> None:
    """On 60 columns as on 80, the period follows the amounts that it is about."""
    lines = question(SUBSCRIBE, terminal(60)).splitlines()
    now = next(number for number, line in enumerate(lines) if line.startswith("  Now "))
    assert lines[now + 1].startswith(" " * 32 + "21 Nov 2026 to 14 Mar 2027")
    records = question(SUBSCRIBE, terminal(30)).split("\n\n")
    assert any("550.95\n  21 Nov 2026 to" in record for record in records)


def test_a_result_breaks_its_words_and_not_its_table() -> None:
    """What was recorded keeps its labels beside its amounts."""
    lines = outcome(SUBSCRIBE_WITH_CREDIT, terminal(50)).splitlines()
    assert "  Due               43.18 EUR" in lines

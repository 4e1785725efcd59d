"""Amounts go by the same words in every form: total, credit taken, due; with tax and without."""

import re
from pathlib import Path

import pytest

from tests.cli.accounts import changed
from tests.cli.command_lines import ON
from tests.cli.program import Ran, run
from tests.files import write

PREVIEW = ("invoice-preview", "analytics-plus", *ON)
SUBSCRIBE = ("subscribe", "analytics-plus", "--as", "marie", *ON)
QUOTE = ("quote", "analytics-plus", "--as", "marie", *ON)
VAT = 'taxes = [{ name = "VAT", percent = "20" }]'
CREDIT = (VAT, f'credit = "20.00"\n{VAT}')
NAMES = ["VAT (reverse charge)", "Autoliquidation"]
LANGUAGES = ["en", "fr"]


def ask(*argv: str, language: str, width: int = 80) -> Ran:
    """Run on a terminal of a width; a question is answered with no."""
    environ = {"COLUMNS": str(width), "NO_COLOR": "1"}
    return run(*argv, "--lang", language, environ=environ, stdin="no\n", terminal=True)


def spoken(argv: tuple[str, ...], language: str, width: int = 80) -> str:
    """Return what is said, a question included, its lines joined."""
    ran = ask(*argv, language=language, width=width)
    return " ".join(f"{ran.out} {ran.err}".split())


def zero_rated(name: str, *more: tuple[str, str]) -> str:
    """Write an account with one tax of 0 %."""
    return changed((VAT, f'taxes = [{{ name = "{name}", percent = "0" }}]'), *more)


BY_QUOTE = ("anchor =", 'purchase_path = "quote"\nanchor =')
FORMS: dict[str, tuple[tuple[str, ...], int, bool]] = {
    "preview-80": (PREVIEW, 80, False),
    "preview-120": (PREVIEW, 120, False),
    "markdown": ((*PREVIEW, "-o", "markdown"), 80, False),
    "question": (SUBSCRIBE, 80, False),
    "result": ((*SUBSCRIBE, "-n"), 80, False),
    "quote-question": (QUOTE, 80, True),
    "quote-result": ((*QUOTE, "-n"), 80, True),
}
"""A command line, a width, and whether the account buys by quote."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", FORMS)
def test_tax_of_nothing_is_none_and_its_name_a_remark(
    folder: Path, form: str, name: str, language: str
) -> None:
    """No form calls a total "with tax" that holds none, or shows a row of 0 %."""
    argv, width, by_quote = FORMS[form]
    write(folder, zero_rated(name, *([BY_QUOTE] if by_quote else [])))
    text = spoken(argv, language, width)
    assert ("HT" if language == "fr" else "excl. VAT") in text
    assert name in text
    for wrong in ("incl.", "TTC", "before tax", "0%", "0\u00a0%", f"before {name}", f"+ {name}"):
        assert wrong not in text


def test_quote_note_has_the_remark(folder: Path) -> None:
    """The account manager is told why there is no VAT."""
    write(folder, zero_rated(NAMES[0], BY_QUOTE))
    message = run(*QUOTE, "-n", "-o", "json").json["notify"]["message"]
    assert "58.50 EUR excl. VAT through 2026-11-29, then 195.00 EUR excl. VAT" in message["en"]
    assert message["en"].endswith("Remark: VAT (reverse charge).")
    assert "58.50 EUR HT jusqu'au" in message["fr"]
    assert message["fr"].endswith("Mention\u00a0: VAT (reverse charge).")


@pytest.mark.parametrize("percent", ["0", "0.0000"])
def test_only_the_words_of_a_zero_rate_change(folder: Path, percent: str) -> None:
    """JSON keeps its row with 0.00, and nothing is assumed about a tax that isn't there."""
    text = changed((VAT, f'taxes = [{{ name = "Autoliquidation", percent = "{percent}" }}]'))
    write(folder, text)
    answer = run(*PREVIEW, "-o", "json").json
    assert answer["now"]["taxes"] == [
        {"name": "Autoliquidation", "percent": percent, "amount": "0.00"}
    ]
    assert (answer["now"]["tax"], answer["now"]["total"]) == ("0.00", "58.50")
    messages = {each["code"]: each["message"] for each in answer["assumptions"]}
    assert "PRICES_BEFORE_TAX" not in messages
    assert messages["DAY_OF_PURCHASE_BILLED"]["en"].endswith("8 days, 52.00 EUR excl. VAT.")
    assert messages["DAY_OF_PURCHASE_BILLED"]["fr"].endswith("8 jours, 52.00 EUR HT.")
    steps = run(*SUBSCRIBE, "-n", "-o", "json").json["next"]
    assert steps[0]["en"] == "58.50 EUR excl. VAT would be invoiced now."
    assert "The invoice would carry the remark: Autoliquidation." in [step["en"] for step in steps]


@pytest.mark.parametrize("form", FORMS)
def test_zero_rate_beside_another_is_a_remark_alone(folder: Path, form: str) -> None:
    """What is charged is named as before; the other has neither row nor part in a sum."""
    argv, width, by_quote = FORMS[form]
    taxes = '{ name = "GST", percent = "5" }, { name = "PST (exempt)", percent = "0" }'
    write(folder, changed((VAT, f"taxes = [{taxes}]"), *([BY_QUOTE] if by_quote else [])))
    text = spoken(argv, "en", width)
    assert "PST (exempt)" in text
    assert "PST (exempt) 0" not in text
    assert not re.search(r"(and|\+) PST", text)
    assert "excl. VAT" not in text


@pytest.mark.parametrize("name", ["VAT", "TVA", "tva", "MwSt.", "Sales tax", "VAT 0%", "0 % IVA"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_bare_name_of_a_tax_is_no_remark(folder: Path, form: str, language: str, name: str) -> None:
    """The tax's own word says nothing beside "excl. VAT"."""
    argv, width, by_quote = FORMS[form]
    write(folder, zero_rated(name, *([BY_QUOTE] if by_quote else [])))
    text = spoken(argv, language, width)
    assert ("HT" if language == "fr" else "excl. VAT") in text
    assert not re.search("[Rr]emark|[Mm]ention", text)


@pytest.mark.parametrize(
    ("form", "language", "says"),
    [
        ("preview-80", "en", ["Total 70.20", "Credit taken -20.00", "Amount due, EUR 50.20"]),
        (
            "preview-80",
            "fr",
            ["Total TTC 70,20", "Crédit utilisé -20,00", "Net à payer, EUR 50,20"],
        ),
        ("markdown", "en", ["Total 70.20 EUR, credit taken 20.00 EUR, due now **50.20 EUR**."]),
        ("markdown", "fr", ["Total 70,20 EUR, crédit utilisé 20,00 EUR, net à payer maintenant"]),
        (
            "question",
            "en",
            [
                "Now 70.20 EUR total of 58.50 + VAT 11.70",
                "Credit taken -20.00 EUR",
                "Due 50.20 EUR",
            ],
        ),
        (
            "question",
            "fr",
            [
                "70,20 EUR total de 58,50 + TVA",
                "Crédit utilisé -20,00 EUR",
                "Net à payer 50,20 EUR",
            ],
        ),
        (
            "result",
            "en",
            ["now 70.20 EUR in total, 21 to", "Credit taken -20.00 EUR", "Due 50.20 EUR"],
        ),
        (
            "result",
            "fr",
            ["70,20 EUR au total, du", "Crédit utilisé -20,00 EUR", "Net à payer 50,20 EUR"],
        ),
    ],
)
def test_total_credit_and_due_go_by_their_names(
    folder: Path, form: str, language: str, says: list[str]
) -> None:
    """The same three figures, in the same words, wherever credit pays a part."""
    write(folder, changed(CREDIT))
    argv, width, _by_quote = FORMS[form]
    text = spoken(argv, language, width)
    for words in says:
        assert words in text


def test_history_has_the_total_of_the_question_and_what_was_due(folder: Path) -> None:
    """A purchase's row has its total; below it stands what the credit took."""
    write(folder, changed(CREDIT))
    assert run(*SUBSCRIBE, "--expect-total", "70.20").code == 0
    lines = [line.strip() for line in run("history", *ON).out.split("\n")]
    row = next(line for line in lines if line.startswith("1  21 Nov 2026"))
    assert row.endswith("70.20 EUR")
    below = "total 70.20 EUR, credit taken 20.00 EUR, due 50.20 EUR"
    assert lines[lines.index(row) + 1] == below
    assert below in run("history", *ON, "-o", "markdown").out
    french = run("history", *ON, "--lang", "fr").out.replace("\u00a0", " ")
    assert "total 70,20 EUR, crédit utilisé 20,00 EUR, net à payer 50,20 EUR" in french


def test_next_steps_name_what_is_due(folder: Path) -> None:
    """Who writes the invoice is told the total, the credit and what is due."""
    write(folder, changed((VAT, f'credit = "100.00"\n{VAT}')))
    steps = run(*SUBSCRIBE, "-n", "-o", "json").json["next"]
    assert steps[0]["en"] == (
        "70.20 EUR would be invoiced now: credit taken 70.20 EUR, due 0.00 EUR."
    )
    assert steps[1]["en"] == (
        "234.00 EUR would be invoiced on 2026-11-30: credit taken 29.80 EUR, due 204.20 EUR."
    )


def test_quote_takes_no_credit(folder: Path) -> None:
    """Credit is taken by an invoice; a quote is asked for and answered before tax."""
    write(folder, changed(CREDIT, BY_QUOTE))
    for argv in (QUOTE, (*QUOTE, "-n")):
        assert "redit" not in spoken(argv, "en")


DISCOUNT = ("[licenses]", 'discount = { percent = "10" }\n\n[licenses]')


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("43.18", "43.18 EUR is what is due once the credit of 20.00 EUR is taken"),
        ("52.65", "52.65 EUR is the subtotal, before tax"),
        ("58.50", "58.50 EUR is the amount before discount and tax"),
        ("210.60", "210.60 EUR is the total of the next invoice, on 30 Nov 2026"),
        ("175.50", "175.50 EUR is the subtotal of the next invoice, on 30 Nov 2026, before tax"),
        ("195.00", "195.00 EUR is the amount of the next invoice, on 30 Nov 2026, before discount"),
        ("46.80", "46.80 EUR is what a purchase a day later costs before tax"),
        ("20.00", "20.00 EUR is the credit taken"),
        ("10.53", "10.53 EUR is the tax alone"),
        ("45.00", "45.00 EUR is one line alone"),
        ("13.50", "13.50 EUR is one line alone"),
        ("63.17", None),
        ("0", None),
    ],
)
def test_mismatch_says_which_figure_was_given(folder: Path, given: str, says: str | None) -> None:
    """Another figure of the invoice is recognised, and what is wanted is said."""
    write(folder, changed(CREDIT, DISCOUNT))
    ran = run(*SUBSCRIBE, "-n", "--expect-total", given)
    assert ran.code == 8
    lines = ran.err.split("\n")
    assert lines[0].startswith("error[TOTAL_DIFFERS]: the total is 63.18 EUR, you expected ")
    assert "hint: look at the preview, then repeat with --expect-total 63.18" in lines
    if says is None:
        assert " is the " not in ran.err.split("\n", 1)[1]
    else:
        assert lines[1].strip().startswith(says)
        assert "; what is expected is the total" in lines[1]


def test_nothing_due_is_recognised_where_credit_pays_it_all(folder: Path) -> None:
    """0 is a figure of the invoice only where credit made it so."""
    write(folder, changed((VAT, f'credit = "100.00"\n{VAT}')))
    error = run(*SUBSCRIBE, "-n", "--expect-total", "0", "-o", "json").error
    assert error["why"]["en"].startswith("0.00 EUR is what is due once the credit of 70.20 EUR")
    assert error["why"]["fr"].startswith("0.00 EUR est le net à payer une fois le crédit de 70.20")


def test_unknown_tax_is_left_out_by_name_in_the_result(folder: Path) -> None:
    """Where no rate is known, what to invoice is said to be without tax."""
    write(folder, changed((f"{VAT}\n", "")))
    assert "Would be invoiced now 58.50 EUR excl. tax, 21 to 29 Nov 2026" in spoken(
        (*SUBSCRIBE, "-n"), "en"
    )


@pytest.mark.parametrize(
    ("argv", "by_quote"), [(PREVIEW, False), ((*PREVIEW, "-o", "markdown"), False), (QUOTE, True)]
)
def test_day_after_a_cycle_is_not_called_dearer(
    folder: Path,
    argv: tuple[str, ...],
    by_quote: bool,  # noqa: FBT001 - a row of the table
) -> None:
    """On a cycle's last day the next one's full price is due either way, and it is said so."""
    write(folder, changed(*([BY_QUOTE] if by_quote else [])))
    last_day = [word.replace("2026-11-21", "2026-11-29") for word in argv]
    text = " ".join(run(*last_day, *(["-n"] if by_quote else [])).out.split())
    assert "day later a new cycle begins, and only its invoice is paid: " in text
    assert "195.00 EUR" in text.partition("only its invoice is paid: ")[2]

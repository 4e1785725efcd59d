"""The total that `--expect-total` takes: plain, as screens show it, and what isn't one."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addonctl.actions.given_amounts import parse_shown, plain_form
from addonctl.model.account import Language
from addonctl.model.money import MINOR_DIGITS, Money
from addonctl.text.numbers import LocaleNumbers
from tests.builders import EXAMPLES
from tests.cli.program import run

NUMBERS = {language: LocaleNumbers(language) for language in ("en", "fr")}
LUMIERE = ("-a", str(EXAMPLES / "annual-upfront.toml"), "--as-of", "2026-11-21")
SUBSCRIBE = ("subscribe", "analytics-plus", "--as", "claire", *LUMIERE, "-n", "--expect-total")
FORMS = [
    ("3305.69", "EUR", "3305.69"),
    ("3,305.69", "EUR", "3305.69"),
    ("3\u202f305,69", "EUR", "3305.69"),
    ("3\u00a0305,69", "EUR", "3305.69"),
    ("3 305,69", "EUR", "3305.69"),
    ("305,69", "EUR", "305.69"),
    ("0,00", "EUR", "0"),
    ("1,234,567.00", "EUR", "1234567"),
    ("1 234 567,00", "EUR", "1234567"),
    ("1,234", "JPY", "1234"),
    ("1 234", "JPY", "1234"),
    ("1234", "JPY", "1234"),
    ("1,234,567", "JPY", "1234567"),
    ("1,234", "TND", "1.234"),
    ("1.234", "TND", "1.234"),
    ("1,234.567", "TND", "1234.567"),
    ("1 234,567", "TND", "1234.567"),
    ("1,234.5678", "CLF", "1234.5678"),
    ("1234567890123.45", "EUR", "1234567890123.45"),
]
OTHERS = [
    ("3.305,69", "EUR", "3305.69"),
    ("3305,69", "EUR", "3305.69"),
    ("3,305.7", "EUR", "3305.7"),
    ("3 305.69", "EUR", "3305.69"),
    ("3'305.69", "EUR", "3305.69"),
    ("3305.69 EUR", "EUR", "3305.69"),
    ("EUR\u00a03\u202f305,69", "EUR", "3305.69"),
    (" 63.18", "EUR", "63.18"),
    ("1,234", "EUR", "1234"),
    ("1.234.567", "EUR", "1234567"),
    ("1,234,567", "TND", "1234567"),
    ("012,50", "EUR", "012.50"),
    ("1 234\u00a0567,00", "EUR", "1234567.00"),
    ("1,23", "JPY", None),
    ("3,305,69", "EUR", None),
    ("33 05,69", "EUR", None),
    ("3,305.690", "EUR", None),
    ("3305,690", "EUR", None),
    ("3,305.69 USD", "EUR", None),
    ("3\u2009305,69", "EUR", None),
    ("-63.18", "EUR", None),
    ("\u221263,18", "EUR", None),
    ("+63.18", "EUR", None),
    ("1e3", "EUR", None),
    ("NaN", "EUR", None),
    ("63.", "EUR", None),
    (",63", "EUR", None),
    ("\uff16\uff13", "EUR", None),
    ("63.1234567", "EUR", None),
    ("63,18\n", "EUR", None),
    ("", "EUR", None),
]


@pytest.mark.parametrize(("text", "currency", "amount"), FORMS)
def test_forms_of_the_screens_are_read(text: str, currency: str, amount: str) -> None:
    """Plain digits, and groups of three with exactly the currency's decimals, in both languages."""
    assert parse_shown(text, currency) == Fraction(amount) * 10**6


@pytest.mark.parametrize(("text", "currency", "plain"), OTHERS)
def test_other_forms_are_refused_with_the_plain_one(
    text: str, currency: str, plain: str | None
) -> None:
    """What no screen prints is no amount; the plain form is told where it can mean one alone."""
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_shown(text, currency)
    assert plain_form(text, currency) == plain


amounts = st.builds(
    Money, st.integers(0, 10**15), st.sampled_from(["EUR", "JPY", "TND", "CLF", *MINOR_DIGITS])
)


@given(amounts, st.sampled_from(["en", "fr"]), st.sampled_from(["\u202f", "\u00a0", " "]))
def test_every_total_that_a_screen_prints_is_read_back(
    amount: Money, language: Language, space: str
) -> None:
    """Any amount of any currency, in either language, whatever becomes of a narrow space."""
    shown = NUMBERS[language].decimal(str(amount)).replace("\u202f", space)
    assert parse_shown(shown, amount.currency) == amount.millionths
    assert parse_shown(str(amount), amount.currency) == amount.millionths


@given(st.text("0123456789.,' \u00a0\u202f-", max_size=16), st.sampled_from(["EUR", "JPY", "TND"]))
def test_plain_form_that_is_told_is_read(text: str, currency: str) -> None:
    """A hint never shows what would be refused again."""
    plain = plain_form(text, currency)
    if plain is not None:
        assert re.fullmatch(r"[0-9]+(\.[0-9]+)?", plain)
        assert len(plain) > 24 or parse_shown(plain, currency) == Fraction(plain) * 10**6


@pytest.mark.parametrize("text", ["3305.69", "3,305.69", "3\u202f305,69", "3 305,69"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_total_is_pasted_from_the_screen_as_it_is(text: str, language: str) -> None:
    """The language of the answer doesn't matter."""
    assert run(*SUBSCRIBE, text, "--lang", language).code == 0


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "name", ["acme", "annual-upfront", "japanese-yen", "three-decimals", "month-end"]
)
def test_totals_of_the_examples_are_read_as_they_are_shown(name: str, language: Language) -> None:
    """The amount that stands in the first lines of a preview is the total."""
    argv = ("invoice-preview", "analytics-plus", "-a", str(EXAMPLES / f"{name}.toml"))
    on = ("--as-of", "2026-11-21")
    preview = run(*argv, *on, "-o", "json").json
    currency = preview["now"]["currency"]
    text = run(*argv, *on, "--lang", language).out
    shown = re.findall(rf"  ([0-9.,\u202f]+)[ \u00a0]{currency}   ", text)
    assert [parse_shown(each, currency) for each in shown] == [
        Fraction(preview["now"]["total"]) * 10**6,
        Fraction(preview["next"]["total"]) * 10**6,
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("3.305,69", "write it plainly: --expect-total 3305.69"),
        ("3305,69", "write it plainly: --expect-total 3305.69"),
        ("abc", "write it in digits with a point for the decimals, such as 3305.69"),
    ],
)
def test_other_form_is_a_mistake_that_shows_the_plain_one(text: str, hint: str) -> None:
    """It ends with 2, whatever the total would be."""
    error = run(*SUBSCRIBE, text, "-o", "json")
    assert (error.code, error.error["code"]) == (2, "BAD_AMOUNT")
    assert error.error["hint"]["en"] == hint

"""French: every message has its translation, and the translations read as French."""

import ast
import datetime as dt
import gettext
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_percent

from addonctl.text.numbers import LocaleNumbers
from addonctl.text.translator import LOCALES
from tests.files import PROJECT
from tests.output.screens.kept import FRENCH
from tests.text.listening import words

FOLDER = LOCALES / "fr" / "LC_MESSAGES"
with (FOLDER / "addonctl.po").open("rb") as file:
    CATALOG = read_po(file, locale="fr")
MESSAGES = [message for message in CATALOG if message.id]

# The same word in both languages.
SAME = {
    "API",
    "journal",
    "TLS",
    "versions",
    "Code",
    "Date",
    "E-mail",
    "ISO 4217",
    "Licence",
    "Licences",
    "Sources",
    "Total",
    "admin",
    "agent",
    "catalogue",
    "{count} licence",
    "{count} licences",
    "{count} standard",
}
# "HT" and "TTC" stand for before and with all taxes, so French needn't name them.
NEEDN_T_SAY = {"{subtotal} + {taxes:and}": "taxes", "incl. {taxes:and}": "taxes"}
# A place that editors turn into a link is written the same everywhere.
PLACE = re.compile(r"\{file\}(:\{(line|column)\})+:")


def pairs(message: Message) -> Iterator[tuple[str, str]]:
    """Yield the English texts of a message with their French: singular and plural."""
    english, french = message.id, message.string
    if isinstance(english, str):
        yield english, str(french)
    else:
        yield from zip(english, french or (), strict=True)


def fields(template: str) -> list[tuple[str, str | None]]:
    """List the values that a template names, with what it asks for."""
    parsed = string.Formatter().parse(template)
    return sorted((name, spec) for _text, name, spec, _kind in parsed if name is not None)


PAIRS = [pair for message in MESSAGES for pair in pairs(message)]
TEXTS = sorted({french for _english, french in PAIRS})


def run_messages(*options: str) -> subprocess.CompletedProcess[str]:
    """Run the tool that keeps the messages."""
    return subprocess.run(
        [sys.executable, PROJECT / "scripts" / "messages", *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_catalogue_holds_exactly_the_messages_of_the_program() -> None:
    """No message of the code or the data is missing, none is left over, all is compiled."""
    done = run_messages("--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_marked_text_is_found() -> None:
    """Marks stand around texts in quotes, outside of f-strings, where the extraction finds them."""
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in CATALOG}
    for path in (PROJECT / "src").rglob("*.py"):
        calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
        for call in calls:
            if isinstance(call.func, ast.Name) and call.func.id in ("N_", "plural"):
                text = call.args[0]
                assert isinstance(text, ast.Constant), f"{path}:{call.lineno}"
                assert text.value in known, f"{path}:{call.lineno}"


def test_every_message_has_french() -> None:
    """No message is untranslated or waits for a decision."""
    assert len(MESSAGES) > 500
    assert [english for english, french in PAIRS if not french.strip()] == []
    assert [message.id for message in MESSAGES if message.fuzzy] == []


def test_compiled_catalogue_says_the_same() -> None:
    """What is compiled answers every message with the French of the source."""
    with (FOLDER / "addonctl.mo").open("rb") as compiled:
        translations = gettext.GNUTranslations(compiled)
    for message in MESSAGES:
        if isinstance(message.id, str):
            key = f"{message.context}\x04{message.id}" if message.context else message.id
            assert translations.gettext(key) == message.string
        else:
            one, many = message.id
            (_, singular), (_, plural) = pairs(message)
            counts = {0: singular, 1: singular, 2: plural, 1_000_000: plural}
            said = {count: translations.ngettext(one, many, count) for count in counts}
            assert said == counts


def test_both_languages_name_the_same_values() -> None:
    """French names the values of the English sentence and asks for the same of them."""
    for english, french in PAIRS:
        left_out = NEEDN_T_SAY.get(english)
        expected = [field for field in fields(english) if field[0] != left_out]
        assert fields(french) == expected, english


def test_instructions_are_infinitives() -> None:
    """One manner for all: no imperative, as a hint may stand for anyone."""
    spoken = re.compile(r"(?<!-)\b(?!chez\b|vouliez\b)[a-zéèêîï]+ez\b", re.IGNORECASE)
    assert [french for french in TEXTS if spoken.search(words(french))] == []


def test_apostrophes_and_spaces_are_those_of_the_house() -> None:
    """Straight apostrophes, which every terminal has; a no-break space before : ; ! ?."""
    assert [french for french in TEXTS if "\u2019" in french] == []
    loose = re.compile(r"[a-zà-ÿ] [:;!?»]|« (?! )|[a-zà-ÿ][;!?]")
    assert [french for french in TEXTS if loose.search(words(french))] == []


def test_no_elision_hangs_on_a_name() -> None:
    """A company or add-on may begin with a vowel, so no "de" or "que" stands right before it."""
    hanging = re.compile(
        r"\b(?:de|que|si|jusque|le|la) \{(?:account|addon|person|people|owner|plan|name|file)",
        re.IGNORECASE,
    )
    assert [french for french in TEXTS if hanging.search(french)] == []


def test_nothing_is_left_in_english() -> None:
    """A French text is its English one only where both languages share the word."""
    same = {english for english, french in PAIRS if english == french}
    assert {text for text in same if re.search("[A-Za-z]", words(text))} == SAME


def test_french_spaces_stand_before_high_punctuation() -> None:
    """A no-break space stands before `: ; ! ?` and inside « », never a blank or nothing."""
    for french in TEXTS:
        text = PLACE.sub("", french)
        assert not re.search(r" [:;!?»]|« ", text), french
        assert not re.search(r"[^\s][;!?:](?=\s|$)", re.sub("\u00a0[;!?:]", "", text)), french
        assert len(re.findall("«\u00a0", text)) == text.count("«") == text.count("»"), french
        assert len(re.findall("\u00a0»", text)) == text.count("»"), french


def spoken_texts(module: Path) -> Iterator[str]:
    """Yield the texts in quotes that a module gives to `say(…)` without marking them."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        match node:
            case ast.Call(
                func=ast.Name(id="say") | ast.Attribute(attr="say" | "wording"),
                args=[ast.Constant(value=str(text)), *_],
            ):
                yield text
            case _:
                pass


def test_no_sentence_is_said_unmarked() -> None:
    """What is said in words is marked for translation, so it is in the catalogue."""
    modules = [*(PROJECT / "src").rglob("*.py")]
    said = [text for module in modules for text in spoken_texts(module)]
    assert said
    assert [text for text in said if re.search("[A-Za-z]", words(text))] == []


def test_nobody_is_addressed_as_a_friend() -> None:
    """Texts say `vous` or nothing; apostrophes are the straight ones of the screens."""
    for french in TEXTS:
        assert not re.search(r"\b(tu|toi|te|ton|ta|tes)\b|\bt'|\u2019", french, re.IGNORECASE), (
            french
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", "0"),
        ("999.99", "999,99"),
        ("3305.69", "3\u202f305,69"),
        ("-19.50", "-19,50"),
        ("1234567.000", "1\u202f234\u202f567,000"),
        ("999999999999.999999", "999\u202f999\u202f999\u202f999,999999"),
    ],
)
def test_numbers_are_french(text: str, expected: str) -> None:
    """Thousands are apart by a narrow no-break space, decimals by a comma; none is lost."""
    assert FRENCH.numbers.decimal(text) == expected
    assert FRENCH.numbers.money(text, "EUR") == f"{expected}\u00a0EUR"
    assert FRENCH.numbers.percent(text) == f"{expected}\u00a0%"


def test_months_are_those_of_french() -> None:
    """Months are short but for the long style; the first day of a month is `1er`."""
    days = [dt.date(2027, month, 2) for month in range(1, 13)]
    assert [FRENCH.numbers.date(day, style="short") for day in days] == [
        "2 janv.",
        "2 févr.",
        "2 mars",
        "2 avr.",
        "2 mai",
        "2 juin",
        "2 juil.",
        "2 août",
        "2 sept.",
        "2 oct.",
        "2 nov.",
        "2 déc.",
    ]
    first = dt.date(2027, 1, 1)
    assert FRENCH.numbers.date(first) == "1er janv. 2027"
    assert FRENCH.numbers.date(first, style="long") == "1er janvier 2027"
    assert FRENCH.numbers.date(dt.date(2026, 11, 21), style="long") == "21 novembre 2026"
    assert FRENCH.period(first, dt.date(2027, 1, 31)) == "1er au 31 janv. 2027"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_numbers_agree_with_babel(language: str) -> None:
    """Amounts, percentages and dates are what babel's own ready-made forms give."""
    numbers = LocaleNumbers("en" if language == "en" else "fr")
    for text in ("0.00", "12.30", "1234.50", "-1234567.89"):
        ready = format_currency(Decimal(text), "EUR", "#,##0.00\u00a0¤¤", locale=language)
        assert numbers.money(text, "EUR").replace(" ", "\u00a0") == ready
    for text in ("5", "20", "100"):
        ready = format_percent(Decimal(text) / 100, locale=language)
        assert numbers.percent(text) == ready.replace("\u202f", "\u00a0")
    for month in range(1, 13):
        day = dt.date(2026, month, 28)
        form = "medium" if language == "fr" else "d MMM y"
        assert numbers.date(day) == format_date(day, form, locale=language)

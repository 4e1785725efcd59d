"""Whole conversations on a real terminal: what is shown, what is typed, what is recorded."""

from pathlib import Path

import pytest

from tests.cli.program import plain_text, spawn, totals_recorded
from tests.cli.terminal import TYPE_THE_ID, run_on_terminal

pytestmark = pytest.mark.usefixtures("examples")
LUMIERE = "examples/annual-upfront.toml"
ACME = "examples/acme.toml"
SUBSCRIBE = ("subscribe", "analytics-plus", "-a", LUMIERE, "--as", "claire")
TRIAL = ("trial", "analytics-plus", "-a", ACME, "--as", "paul")
YES_OR_NO = "[y/N] "

QUESTION = """\
Subscribe Brasserie Lumière SAS (lumiere) to Analytics+?
Claire Fontaine (owner) · as of 21 Nov 2026, today

  Now            3,305.69 EUR   2,754.74 + VAT 550.95
                                21 Nov 2026 to 14 Mar 2027, 114/365 days
  15 Mar 2027   10,584.00 EUR   8,820.00 + VAT 1,764.00, then every year
  Licences             49       37 standard + 12 additional users

Purchases are final. Later changes: the account manager or the success team.
This records the purchase in examples/annual-upfront.toml; it charges nobody.

Type the account's id to record it, anything else to stop: """
RECORDED = """\
Recorded: Analytics+ for Brasserie Lumière SAS (lumiere), 21 Nov 2026.
  To invoice now    3,305.69 EUR, 21 Nov 2026 to 14 Mar 2027
  On 15 Mar 2027   10,584.00 EUR, then every year
  By Claire Fontaine (owner); event 1 of examples/annual-upfront.toml
"""


@pytest.mark.parametrize("columns", [80, 120])
def test_purchase_is_recorded_once_the_id_is_typed(columns: int) -> None:
    """The question, the id and the answer are the whole conversation; one event is appended."""
    file = Path(LUMIERE)
    before = file.read_bytes()
    ran = run_on_terminal(*SUBSCRIBE, columns=columns, answer=(TYPE_THE_ID, "lumiere\n"))
    assert ran.code == 0
    assert plain_text(ran.err) == f"{QUESTION}lumiere\n\n{RECORDED}"
    assert file.read_bytes().startswith(before)
    assert totals_recorded(LUMIERE) == ["3305.69"]


def test_answer_goes_to_standard_output_and_the_question_does_not() -> None:
    """A pipe gets the answer alone; the conversation stays on the terminal."""
    ran = run_on_terminal(
        *SUBSCRIBE, "-o", "json", answer=(TYPE_THE_ID, "lumiere\n"), is_piped=True
    )
    assert (ran.code, ran.json["recorded"]) == (0, True)
    assert plain_text(ran.err) == f"{QUESTION}lumiere\n\n"


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("lumire\n", 'lumire\nStopped: "lumire" isn\'t "lumiere". Nothing was recorded.\n'),
        ("LUMIERE\n", 'LUMIERE\nStopped: "LUMIERE" isn\'t "lumiere". Nothing was recorded.\n'),
        ("yes\n", 'yes\nStopped: "yes" isn\'t "lumiere". Nothing was recorded.\n'),
        ("\n", '\nStopped: "" isn\'t "lumiere". Nothing was recorded.\n'),
        ("\x03", "\nStopped: nothing was recorded.\n"),
        ("\x04", "\nStopped: nothing was recorded.\n"),
        ("x" * 90 + "\n", None),
    ],
    ids=["typo", "capitals", "yes", "nothing", "ctrl-c", "ctrl-d", "long"],
)
def test_anything_but_the_id_stops(keys: str, shown: str | None) -> None:
    """A typo, an interrupt or the end of input is 130, and no byte is written."""
    ran = run_on_terminal(*SUBSCRIBE, answer=(TYPE_THE_ID, keys))
    assert ran.code == 130
    # The terminal shows ^C by itself: before what the program says, or while it says it.
    said = plain_text(ran.err).replace("^C", "")
    assert shown is None or said == QUESTION + shown
    assert "x" * 61 not in ran.err.removeprefix(QUESTION).partition("\n")[2]


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("y\n", 0),
        ("YES\n", 0),
        ("oui\n", 0),
        ("n\n", 130),
        ("\n", 130),
        ("\x03", 130),
        ("\x04", 130),
    ],
)
def test_trial_wants_a_yes(keys: str, code: int) -> None:
    """Only a yes starts a trial, in either language."""
    ran = run_on_terminal(*TRIAL, answer=(YES_OR_NO, keys))
    assert ran.code == code
    assert ("Recorded: a trial of Analytics+" in ran.err) == (code == 0)


def test_french_question_takes_a_french_yes() -> None:
    """The question and its answer are in the language asked for."""
    argv = ("quote", "ai-assist-pro", "-a", ACME, "--as", "marie", "--lang", "fr")
    ran = run_on_terminal(*argv, answer=("[o/N] ", "o\n"))
    assert ran.code == 0
    assert "Enregistré" in ran.err


@pytest.mark.parametrize("argv", [SUBSCRIBE, TRIAL])
def test_no_input_asks_nothing_even_on_a_terminal(argv: tuple[str, ...]) -> None:
    """Who wants no question gets the name of the option that answers it."""
    ran = run_on_terminal(*argv, "--no-input")
    assert ran.code == 2
    assert "error[QUESTION_NEEDS_FLAG]" in plain_text(ran.err)


@pytest.mark.parametrize(
    "argv",
    [
        (*SUBSCRIBE, "--dry-run"),
        (*SUBSCRIBE, "--expect-total", "3305.69"),
        (*TRIAL, "--dry-run"),
        (*TRIAL, "--yes"),
        ("request", "analytics-plus", "-a", ACME, "--as", "paul"),
    ],
)
def test_what_is_answered_already_is_not_asked(argv: tuple[str, ...]) -> None:
    """A dry run, a total, a yes and a request end without a word typed."""
    ran = run_on_terminal(*argv)
    assert ran.code == 0
    assert TYPE_THE_ID not in ran.err
    assert YES_OR_NO not in ran.err


def test_refusal_comes_before_the_question() -> None:
    """Nobody types an id to be told that they may not."""
    ran = run_on_terminal("trial", "analytics-plus", "-a", ACME, "--as", "tom")
    assert ran.code == 3
    assert YES_OR_NO not in ran.err


def test_standard_input_without_a_terminal_is_not_asked() -> None:
    """What is piped in is no answer: a script gives the total."""
    ran = spawn(*SUBSCRIBE, stdin=b"lumiere\n")
    assert ran.code == 2
    assert "--expect-total AMOUNT" in ran.err


@pytest.mark.parametrize("columns", [40, 60, 70])
def test_question_is_wrapped_at_words_with_room_for_the_answer(columns: int) -> None:
    """Neither the question nor what is typed behind it runs over the terminal's edge."""
    ran = run_on_terminal(*SUBSCRIBE, columns=columns, answer=("stop: ", "lumiere\n"))
    assert ran.code == 0
    lines = plain_text(ran.err).splitlines()
    asked = next(number for number, line in enumerate(lines) if line.startswith("Type the"))
    end = next(number for number, line in enumerate(lines) if line.endswith("stop: lumiere"))
    assert " ".join(lines[asked : end + 1]) == f"{QUESTION.splitlines()[-1]}lumiere"
    assert all(len(line) < columns for line in lines[asked : end + 1])

"""Failures on standard error: what, why, every problem with its place, and what to do."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest
from rich.cells import cell_len

from addonctl.errors import (
    AddonctlError,
    Explained,
    NotFoundFailure,
    Stopped,
    StorageFailure,
    UsageFailure,
)
from addonctl.model.marking import Template
from addonctl.model.messages import Entry
from addonctl.model.messages.every import ENTRIES, HINTS
from addonctl.model.messages.every import FAILURES as FAILURES_BY_EXIT_CODE
from addonctl.output.formats.json import JsonWriter
from addonctl.output.screens.failure import render_failure
from addonctl.text.failures import explain
from addonctl.text.translator import Translator
from tests.builders import TODAY
from tests.output.screens.failure_cases import (
    ACME,
    CONTESTED,
    NO_PRICE,
    PROBLEMS,
    REFUSED,
    SCREENS_OF_FAILURE,
    SYNTAX,
    TOTAL_DIFFERS,
    no_price,
    refusal_of,
    unreadable,
)
from tests.output.screens.kept import FRENCH
from tests.output.screens.support import ENGLISH, PIPE, UNSAFE, terminal

FAILURES = (PROBLEMS, SYNTAX, REFUSED, CONTESTED, NO_PRICE, TOTAL_DIFFERS)
HOSTILE_WORD = "a\x1b[2J\u202e[/]" + "x" * 500


@pytest.mark.parametrize("name", SCREENS_OF_FAILURE)
def test_the_first_line_says_what_and_a_hint_what_to_do(name: str) -> None:
    """Code and sentence stand on the first line, and one line begins with `hint:`."""
    text = re.sub("\x1b\\[[0-9;]*m", "", SCREENS_OF_FAILURE[name]())
    assert re.match(r"error\[[A-Z_]+\]: \S", text)
    assert len(re.findall("^hint: ", text, re.MULTILINE)) == 1


def values_of(code: str) -> dict[str, Any]:
    """Return a value for every field of a failure's sentences, the texts longer than a line."""
    parts = [part for text in templates_of(ENTRIES[code]) for part in Formatter().parse(text)]
    by_spec: dict[str, object] = {"or": ("x" * 50, "y"), "and": ("x" * 50, "y"), "decimal": "1"}
    by_spec |= {"percent": "1", "short": TODAY, "long": TODAY, "ordinal": 1}
    texts = {name: by_spec.get(spec or "", "x" * 50) for _, name, spec, _ in parts if name}
    return texts | {"count": 2, "file": "x.toml"}


def templates_of(entry: Entry) -> Iterator[str]:
    """Yield every text of an entry and of its forms, singular and plural."""
    said = (entry.says, entry.short, entry.why, entry.hint, entry.nearest)
    own: list[Template] = [text for text in said if text is not None]
    for form in entry.forms.values():
        if isinstance(form, Entry):
            yield from templates_of(form)
        else:
            own.append(form)
    for text in own:
        yield from (text,) if isinstance(text, str) else text


@pytest.mark.parametrize("translator", [ENGLISH, FRENCH], ids=["en", "fr"])
@pytest.mark.parametrize("width", [1, 10, 20, 40])
def test_the_first_line_says_what_at_any_width(width: int, translator: Translator) -> None:
    """Every failure begins with its code and what happened, and its hint with what to do."""
    made = [make() for make in FAILURES]
    needs_more = {failure.code for failure in made} - {"ACCOUNT_INVALID", "ACCOUNT_SYNTAX"}
    classes: list[type[AddonctlError]] = [*AddonctlError.__subclasses__(), AddonctlError]
    kinds = {kind.exit_code: kind for kind in classes}
    every = [
        kinds[exit_code](code, **values_of(code))
        for exit_code, codes in FAILURES_BY_EXIT_CODE.items()
        for code in codes
        if code not in needs_more and not issubclass(kinds.get(exit_code, Stopped), Stopped)
    ]
    assert len(every) > 40
    for failure in [*made, *every]:
        lines = render_failure(failure, translator, terminal(width)).splitlines()
        first_word = explain(failure, translator).what.split(" ")[0]
        assert lines[0].startswith(f"error[{failure.code}]: {first_word}")
        (hint,) = (line for line in lines if line.startswith("hint:"))
        assert re.match(r"hint: \S", hint)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
@pytest.mark.parametrize("failure", FAILURES)
def test_no_line_is_wider_than_the_terminal(width: int, failure: object) -> None:
    """Sentences and problems are wrapped; commands are broken, and lines to paste are short."""
    assert callable(failure)
    text = render_failure(failure(), ENGLISH, terminal(width))
    lines = [line for line in text.splitlines() if " -a " not in line and "# from" not in line]
    assert max(cell_len(line) for line in lines) <= width


@pytest.mark.parametrize("make", FAILURES)
def test_off_a_terminal_each_part_is_one_line(make: object) -> None:
    """A log has what, why, each problem and the hint in a line of its own."""
    assert callable(make)
    failure = make()
    text = render_failure(failure, ENGLISH, PIPE)
    explained = explain(failure, ENGLISH)
    assert text.splitlines()[0] == f"error[{failure.code}]: {explained.what}"
    assert f"\nhint: {explained.hint}\n" in text
    for reason in explained.why:
        assert f"\n  {reason}\n" in text


def test_every_failure_has_something_to_do() -> None:
    """Each code with a sentence has a hint, of its own or that of its exit code."""
    for kind in set(AddonctlError.__subclasses__()) - {Explained}:
        hint = explain(kind("SOMETHING_NEW"), ENGLISH).hint
        assert hint == ENGLISH(HINTS[kind.exit_code])
    assert explain(AddonctlError("SOMETHING_NEW"), ENGLISH).hint == ENGLISH(HINTS[70])


@pytest.mark.parametrize(
    "failure",
    [
        NotFoundFailure("UNKNOWN_ADDON", value=HOSTILE_WORD, known=("analytics-plus",)),
        NotFoundFailure("UNKNOWN_USER", value=HOSTILE_WORD, account="Acme"),
        NotFoundFailure("UNKNOWN_ACCOUNT", reference=HOSTILE_WORD, folder="accounts"),
        UsageFailure("UNKNOWN_COMMAND", value=HOSTILE_WORD),
        UsageFailure("BAD_DATE", option="--as-of", value=HOSTILE_WORD, form="--as-of 2026-11-21"),
        StorageFailure("OUTPUT_FAILED", reason="\x1b[2J"),
        unreadable(f'name = "{"y" * 500}\\u001b"\nplan = "[/]{"z" * 500}"', "x\x1b[2J.toml"),
        no_price(ACME, "x\x1b]0;\u202e.toml"),
        refusal_of(ACME, "analytics-plus", "tom", "trial", source="x\x1b[2J.toml"),
    ],
    ids=lambda failure: failure.code,
)
@pytest.mark.parametrize("features", [terminal(80), terminal(20), PIPE], ids=["80", "20", "pipe"])
def test_nothing_rejected_is_shown_raw_or_at_length(
    failure: AddonctlError, features: object
) -> None:
    """A rejected value is escaped and cut, and nothing of it can steer a terminal."""
    text = render_failure(failure, ENGLISH, features)  # type: ignore[arg-type]
    assert not UNSAFE.search(text)
    assert not re.search("(x|y|z){61}", text.replace("\n", ""))


def test_a_contested_refusal_names_both_sources_and_every_code() -> None:
    """A refused admin sees the code, the statement followed, and the one that says otherwise."""
    text = render_failure(CONTESTED(), ENGLISH, PIPE)
    assert "ROLE_OWNER_ONLY; English article, purchase permissions" in text
    assert "the French article's role table" in text
    assert "Marie Duval (owner)" in text


def test_a_missing_price_is_given_in_the_form_of_the_file() -> None:
    """TOML accounts get TOML to paste, JSON accounts JSON."""
    toml = explain(NO_PRICE(), ENGLISH)
    assert toml.lines[0] == "[prices.ai-assist-pro]"
    (line,) = explain(no_price(ACME, "acme.JSON"), ENGLISH).lines
    assert json.loads(f"{{{line}}}") == {
        "prices": {"ai-assist-pro": {"unit_price": "...", "per": "month"}}
    }


@pytest.mark.parametrize("make", FAILURES)
def test_a_failure_in_json_says_the_same(make: object) -> None:
    """The JSON error has code, message and hint in English as the terminal has them."""
    assert callable(make)
    failure = make()
    writer = JsonWriter()
    error = json.loads(writer.encode(writer.failure(failure)))["error"]
    assert error["code"] == failure.code
    assert set(error["message"]) == {"en", "fr"}
    assert error["hint"]["en"]
    assert len(error["problems"]) == len(failure.problems)
    assert (error["decision"] is None) == (failure.decision is None)


def test_a_refusal_in_json_does_without_rich() -> None:
    """What explains a refusal knows neither Rich nor babel."""
    script = (
        "import sys, addonctl.output.formats.json as machine, addonctl.text.failures\n"
        "machine.JsonWriter()\n"
        "sys.exit(any(name in sys.modules for name in ('rich', 'babel')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0

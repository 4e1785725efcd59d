"""Whatever code any answer shows can be looked up: real output of all commands is read for codes.

What the tables of messages hold is looked up in `test_explain`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from addonctl.cli.registry import COMMANDS
from tests.builders import EXAMPLE_NAMES
from tests.cli.accounts import POLICY
from tests.cli.command_lines import ADDONS, AS_OF, CHANGING, READING_QUESTIONS, WITH_ONE_FORM
from tests.cli.program import Ran, run

pytestmark = pytest.mark.usefixtures("examples")
CHANGED = ("acme.toml", "custom-quote.toml")
IDS = re.compile(r'(?m)^(id|name) = "([^"]+)"')
# Keys of JSON whose values are codes or ids of the policy, alone or in a list.
CODED = {
    *("code", "codes", "rule", "rules", "conflict", "contested", "document", "basis"),
    *("reading", "other_reading", "policy_reading", "route", "state"),
}
SHAPE = re.compile(r"(?<![\w/.$-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w.-])")
SHOWN = re.compile(r"error\[(\w+)\]|\b[Cc]ontest\w+ \((.+?)\)|`([a-z-]+)`")


def codes_in(value: Any, key: str = "") -> Iterator[str]:  # noqa: ANN401 - any document
    """Yield what a document holds under the keys of codes."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from codes_in(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from codes_in(part, key)
    elif isinstance(value, str) and key in CODED:
        yield value


def codes_shown_by(ran: Ran) -> Iterator[str]:
    """Yield the codes that a run shows to a person or to a program."""
    for text in (ran.out, ran.err):
        yield from (
            word for word in SHAPE.findall(text) if not word.startswith(("ADDONCTL", "LC_"))
        )
        yield from (word for found in SHOWN.findall(text) for word in found if word)
    if ran.out.startswith("{"):
        document = ran.json
        yield from codes_in(document)
        if document.get("schema") == "addonctl.policy/1":
            for part in ("rules", "routes", "conflicts", "documents"):
                yield from (row["id"] for row in document[part])


def argvs(file: str) -> Iterator[tuple[str, ...]]:
    """Yield command lines about an example: what reads it, and at some changes by each role."""
    on = ("-a", file, *AS_OF)
    for name in COMMANDS:
        for argv in READING_QUESTIONS.get(name, ()):
            is_asked = "a.toml" in argv or file.endswith(CHANGED[0])
            if is_asked and name not in WITH_ONE_FORM and "marie" not in argv:
                yield tuple(file if word == "a.toml" else word for word in argv)
    yield "eligibility", "--why", *on
    yield from (("invoice-preview", addon, *on) for addon in ADDONS)
    if file.endswith(CHANGED):
        people = run("people", *on, "-o", "json").json["people"]
        for user in {tuple(person["roles"]): person["id"] for person in people}.values():
            for addon in ADDONS:
                yield from ((action, addon, "--as", user, "-n", *on) for action in CHANGING)


def explained(codes: set[str], environ: dict[str, str] | None = None) -> None:
    """See that every code is explained, in both languages."""
    for code in sorted(codes):
        english, french = (
            run("explain", code, "--lang", language, environ=environ) for language in ("en", "fr")
        )
        assert (english.code, french.code) == (0, 0), code
        assert english.out.casefold().startswith(f"{code.casefold()} · ")
        assert english.out != french.out


@pytest.mark.once
def test_every_code_of_every_answer_is_explained() -> None:
    """Reasons, rows, readings, contradictions, assumptions, warnings, states, routes, errors."""
    found: set[str] = set()
    for name in EXAMPLE_NAMES:
        for argv in argvs(f"examples/{name}"):
            found.update(codes_shown_by(run(*argv, "-o", "json")))
            if name in CHANGED:
                found.update(codes_shown_by(run(*argv, "-v")))
    assert {
        *("C1", "strict", "fr-table", "stated", "inferred", "trial_running", "self_service"),
        *("only-owner-subscribes", "no-price", "en", "PURCHASE_PATH_GIVEN", "PAST_DUE"),
        *("REFUSED", "NO_PRICE", "DAY_OF_PURCHASE_BILLED", "LICENSES_NOT_GIVEN"),
    } <= found
    explained(found)


def test_problems_of_a_file_are_explained(folder: Path) -> None:
    """What `check` finds carries codes in JSON, for every problem."""
    (folder / "bad.toml").write_text('schema = 1\nplan = "gold"\nname = 1\n[[users]]\nid = ""\n')
    ran = run("check", "bad.toml", "-o", "json")
    found = {each["code"] for file in ran.json["files"] for each in file["problems"]}
    assert len(found) >= 4
    explained(found | set(codes_shown_by(run("catalog", "-a", "bad.toml"))))


def test_ids_of_a_policy_of_one_s_own_are_explained(folder: Path) -> None:
    """Each id that a policy of one's own gives its rows, even where it has gaps or dead rows."""
    own = re.sub('"C1"', '"DISPUTE.7"', POLICY)
    own = own.replace('"only-owner-subscribes"', '"refused"').replace(
        'document = "en"', 'document = "hb"'
    )
    own = own.replace('id = "en"\ntitle = "English article"', 'id = "hb"\ntitle = "Handbook [2]"')
    environ = {"ADDONCTL_POLICY": "own.toml", "ADDONCTL_CATALOG": ""}
    (folder / "own.toml").write_text(own, "utf-8")
    ids = {word for key, word in IDS.findall(own) if key == "id"}
    assert {"DISPUTE.7", "refused", "hb"} <= ids
    explained(ids, environ)
    assert run("explain", "C1", environ=environ).code == 5
    both = run("explain", "refused", environ=environ).out
    assert "REFUSED · error, exit code 3" in both
    assert "refused · row of the policy" in both
    assert "Handbook [2], purchase permissions" in both
    head, _, tail = own.partition('[[forbid]]\nid = "agent-has-no-access"')
    (folder / "own.toml").write_text(head + "[[forbid]]" + tail.partition("[[forbid]]")[2], "utf-8")
    assert run("catalog", "-a", "examples/acme.toml", environ=environ).code == 6
    explained({"DISPUTE.7", "trial-is-used"}, environ)

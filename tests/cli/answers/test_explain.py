"""`addonctl explain`: every code that is ever shown has an explanation, in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from msgspec import inspect

from addonctl import errors
from addonctl.actions.codes import CODES
from addonctl.cli.schemas import SCHEMAS
from addonctl.model.answers import Answer
from addonctl.model.messages import Outline, phrase
from addonctl.model.messages.every import ENTRIES, FAILURES, KINDS
from addonctl.model.messages.sentences import PARTS
from addonctl.model.policy import ReasonCode, RouteCode, VendorCode
from addonctl.model.reports import FailureDocument
from addonctl.text.translator import for_machines
from tests.cli.program import run

SOURCE = Path(errors.__file__).parent
LOCK_FAILED = (
    "Le verrou … est inutilisable. Rien n'a été changé. Vérifier qui a le droit d'y écrire."
)
SHAPE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")


def raised() -> Iterator[tuple[str, int, str]]:
    """Find the codes that failures are raised with: the code, the exit code, the place."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(code)), *_]) if (
                    isinstance(found := getattr(errors, name, None), type)
                    and issubclass(found, errors.AddonctlError)
                ):
                    yield code, getattr(errors, name).exit_code, f"{path.name}:{node.lineno}"


def test_a_part_of_a_sentence_is_no_code() -> None:
    """What has a code is explained; what has none is never shown as one."""
    assert set(CODES) == set(ENTRIES)
    assert {key.partition(".")[0] for key in PARTS} & set(CODES) == set()


def test_every_failure_is_listed_with_its_exit_code() -> None:
    """What the program raises is listed under the exit code that it ends with."""
    found = list(raised())
    assert len(found) > 40
    wrong = [each for each in found if each[0] not in FAILURES[each[1]]]
    assert wrong == []


def test_every_word_that_looks_like_a_code_is_one() -> None:
    """No module names a code that nobody could look up."""
    sentences = {key.partition(".")[0] for key in (*ENTRIES, *PARTS)}
    unknown = set()
    for path in SOURCE.rglob("*.py"):
        if "output" in path.parts or path.name == "money.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                base = node.value.partition(".")[0]
                if SHAPE.fullmatch(base) and base not in sentences:
                    unknown.add(base)
    others = ("ADDONCTL_", "LC_", "XDG_", "COMP_", "EAI_", "SQLITE_")
    named_elsewhere = {word for word in unknown if word.startswith(others)}
    # A fault of a policy that its file can't have: the ids are checked with their lines first.
    assert unknown - named_elsewhere <= {"POLICY_DUPLICATE_ID"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_explanations_are_one_to_three_sentences(language: str) -> None:
    """Each is short, whole and without a place for a value; the first sentence fits a list."""
    say = for_machines("fr" if language == "fr" else "en")
    for code, entry in ENTRIES.items():
        text = say.say(phrase(entry.means or Outline(entry)))
        assert "{" not in text, code
        assert re.search(r"(?<![.:;])\.$", text), code
        assert 1 <= text.count(". ") + 1 <= 3, code
        assert text[0].isupper() or text.startswith(("addonctl", "--", "…", '"…"', "«\xa0…")), code
        assert re.search(r"\w{3}", text.partition(". ")[0]), code


@pytest.mark.parametrize(
    ("code", "english", "french"),
    [
        (
            "NOT_A_PRICE",
            '"…" is not a price; write it like "9.99", with at most 6 decimals.',
            "«\xa0…\xa0» n'est pas un prix\xa0; l'écrire comme \"9.99\", avec au plus 6 décimales.",
        ),
        (
            "EXPECTED_TEXT",
            "… must be text in quotes.",
            "… doit être un texte entre guillemets droits.",
        ),
        (
            "UNKNOWN_CODE",
            'No such code: "…". addonctl explain lists them all.',
            "Code inconnu\xa0: «\xa0…\xa0». addonctl explain en donne la liste.",
        ),
        (
            "LOCK_FAILED",
            "The lock … can't be used. Nothing was changed. Check who may write to it.",
            LOCK_FAILED,
        ),
        (
            "TOO_NESTED",
            "Too many levels. Tables and lists stand at most 64 deep.",
            "Trop de niveaux. Tables et listes\xa0: au plus 64 niveaux.",
        ),
    ],
)
def test_explanation_without_words_of_its_own_is_message_why_and_hint(
    code: str, english: str, french: str
) -> None:
    """Each becomes a whole sentence, an ellipsis for a value; no place and no list stands bare."""
    (explained,) = run("explain", code, "-o", "json").json["codes"]
    assert explained["message"] == {"en": english, "fr": french}


def test_every_code_is_of_a_kind() -> None:
    """Reasons, routes, assumptions, warnings, problems, failures: no code stands outside."""
    assert tuple(KINDS["reason"]) == (*get_args(ReasonCode), *get_args(VendorCode))
    assert set(KINDS["route"]) == set(get_args(RouteCode))


@pytest.mark.parametrize("code", CODES)
def test_code_is_explained_on_the_terminal_and_in_json(code: str) -> None:
    """Each code by itself: heading, explanation, and for a program both languages."""
    out = run("explain", code).out
    assert out.startswith(f"{code} · ")
    (explained,) = run("explain", code, "-o", "json").json["codes"]
    assert explained["code"] == code
    assert explained["message"]["en"] in out
    assert ("failure" in explained["kinds"]) == (explained["exit_code"] is not None)


def closed_words(type_: inspect.Type, seen: set[type]) -> Iterator[str]:
    """Find the words that a field may hold where it holds one of a few."""
    match type_:
        case inspect.LiteralType(values=values):
            yield from map(str, values)
        case inspect.StructType(cls=cls, fields=fields) if cls not in seen:
            seen.add(cls)
            for field in fields:
                yield from closed_words(field.type, seen)
        case inspect.UnionType(types=types):
            for each in types:
                yield from closed_words(each, seen)
        case inspect.CollectionType(item_type=item):
            yield from closed_words(item, seen)
        case inspect.DictType(key_type=key, value_type=value):
            yield from (*closed_words(key, seen), *closed_words(value, seen))
        case _:
            return


def test_every_closed_word_of_a_json_answer_is_explained() -> None:
    """Whatever a key of an answer or an error may hold, of a few words, can be looked up."""
    answers = [each for types in SCHEMAS.values() for each in types]
    answers = [each for each in answers if issubclass(each, Answer | FailureDocument)]
    assert len(answers) > 14
    words = {word for each in answers for word in closed_words(inspect.type_info(each), set())}
    assert {"permit", "self", "account", "monthly", "standard", "option"} <= words
    assert words - set(CODES) == set()


def test_state_and_its_reason_differ_in_case_alone() -> None:
    """Copied as it stands each is itself; in another case both are explained."""
    assert run("explain", "trial_used").out.startswith("trial_used · word of answers")
    assert run("explain", "TRIAL_USED").out.startswith("TRIAL_USED · reason")
    both = run("explain", "Trial_used", "-o", "json").json["codes"]
    assert [each["code"] for each in both] == ["TRIAL_USED", "trial_used"]


def test_reason_names_the_rows_it_comes_from() -> None:
    """Where a reason comes from is read from the policy in force."""
    out = run("explain", "ROLE_OWNER_ONLY").out
    assert "only-owner-subscribes, stated: English article, purchase permissions" in out
    assert "assumed: " in run("explain", "TRIAL_USED").out


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("role_owner_only", "ROLE_OWNER_ONLY"),
        (" ROLE_OWNER_ONLY ", "ROLE_OWNER_ONLY"),
        ("error[REFUSED]:", "REFUSED"),
        ("error[REFUSED]", "REFUSED"),
        ("(C1):", "C1"),
        ("`fr-table`", "fr-table"),
        ("CONTESTED", "contested"),
        ("Only-Owner-Subscribes", "only-owner-subscribes"),
    ],
)
def test_code_is_found_as_it_was_copied(word: str, code: str) -> None:
    """In any case, and with the signs that stand around it on a screen."""
    ran = run("explain", word)
    assert ran.code == 0
    assert ran.out == run("explain", code).out
    assert ran.out.startswith(f"{code} · ")


def test_contradiction_says_what_each_reading_follows() -> None:
    """The question, the reading that is followed, why, and the statements of both."""
    out = run("explain", "C1").out
    assert "May an admin request a quote? The reading strict is followed unless" in out
    assert "fr-table follows French article, role table." in out
    assert "Un admin peut-il demander un devis" in run("explain", "C1", "--lang", "fr").out
    (explained,) = run("explain", "C1", "-o", "json").json["codes"]
    assert explained["kinds"] == ["conflict"]
    assert "Un admin peut-il" in explained["message"]["fr"]
    assert [rule["id"] for rule in explained["rules"]] == ["strict", "fr-table"]


def test_row_says_what_it_holds_for_and_what_it_stands_on() -> None:
    """A row of the policy is explained from the policy, and names the reading without it."""
    out = run("explain", "admin-requests-no-quote").out
    assert "It refuses, with the reason ROLE_OWNER_ONLY. Roles: admin; actions: quote;" in out
    assert "The reading fr-table leaves it out, see C1." in out
    assert "stated: English article, purchase permissions" in out
    assert "wins even over the account's own purchase_path" in run("explain", "no-price").out
    assert "purchase_path wins over it" in run("explain", "bank-transfer").out


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("ROLE_OWNR_ONLY", "did you mean ROLE_OWNER_ONLY?"),
        ("role owner only", "did you mean ROLE_OWNER_ONLY?"),
        ("only-owner-subscribe", "did you mean only-owner-subscribes?"),
        ("CONTESTD", "did you mean contested?"),
        ("INVALID", "did you mean NEW_INVALID, SET_INVALID or KEY_INVALID?"),
        ("EMPTY", "did you mean EMPTY_TEXT, FILE_EMPTY or DATABASE_NOT_EMPTY?"),
        ("NESTED_TOO", "addonctl explain lists"),
        ("C2", "addonctl explain lists"),
        ("", "addonctl explain lists"),
        ("x" * 500, "addonctl explain lists"),
        ("\x1b[2J[/]", "addonctl explain lists"),
    ],
)
def test_unknown_code_is_not_found(word: str, says: str) -> None:
    """An unknown code is 5, with what is nearly it or holds it, never with a mere look-alike."""
    ran = run("explain", word)
    assert (ran.code, says in ran.err) == (5, True)


def test_all_codes_are_listed_with_a_line_each() -> None:
    """Without a code the list has them all, and every code once."""
    codes = [each["code"] for each in run("explain", "-o", "json").json["codes"]]
    assert codes[: len(CODES)] == list(CODES)
    ids = codes[len(CODES) :]
    assert {"C1", "only-owner-subscribes", "no-price", "fr"} <= set(ids)
    lines = [line.partition(":")[0] for line in run("explain").out.splitlines()]
    assert [line.strip() for line in lines if line.startswith("  ")] == codes


def test_broken_policy_does_not_hide_its_own_explanation() -> None:
    """A policy that can't be loaded leaves the packaged one to explain with."""
    ran = run("explain", "POLICY_GAP", environ={"ADDONCTL_POLICY": "nowhere.toml"})
    assert (ran.code, "addonctl check POLICY" in ran.out) == (0, True)

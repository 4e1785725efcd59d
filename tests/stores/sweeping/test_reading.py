"""Check that a file is an account at a glance only where it is one when it is looked into."""

import copy
import json

import pytest

from addonctl.errors import DataFailure
from addonctl.model.account import Account
from addonctl.stores.files.documents import ParsedFile, decode_account, read_document
from addonctl.stores.parsing.account_checks import account_findings
from addonctl.stores.sweeping.reading import parsed_at_a_glance
from tests.builders import EXAMPLE_NAMES, EXAMPLES, PACKAGED_CATALOG
from tests.stores.files.test_lines import FULL, ODD, WORDS, places
from tests.stores.parsing.test_every_problem import CASES
from tests.stores.reading import ACCOUNT, changed, parse

FILES = sorted(
    path
    for folder in (EXAMPLES, EXAMPLES / "fleet")
    for path in folder.glob("*.*")
    if path.stem in EXAMPLE_NAMES or folder.name == "fleet"
)

HALF = "\ud800"
"""Half a character, which no text that was parsed has."""


def careful(document: ParsedFile) -> Account | None:
    """Look into a document: its account, `None` where anything is wrong with it."""
    try:
        return decode_account(document, catalog=PACKAGED_CATALOG)
    except DataFailure:
        return None


def glance(document: ParsedFile) -> Account | None:
    """Make the account of a document that is plainly right."""
    return parsed_at_a_glance(document, PACKAGED_CATALOG)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_of_the_examples_need_no_more_than_a_glance(path: str) -> None:
    """Those that are right, in TOML and in JSON; the others aren't taken."""
    document = read_document(str(path), kind="account")
    assert glance(document) == careful(document)


@pytest.mark.parametrize("name", sorted(CASES))
def test_no_faulty_file_is_taken(name: str) -> None:
    """Every kind of problem is left to the reader that tells it."""
    try:
        document = parse(CASES[name].text, CASES[name].name)
    except DataFailure:
        return
    taken = glance(document)
    assert taken is None or taken == careful(document)


def test_no_field_takes_a_value_that_would_be_refused() -> None:
    """Every word and value in the place of every other: what is taken at a glance is right."""
    taken = 0
    tree = copy.deepcopy(FULL)
    for holder, key in places(tree):
        before = holder[key]
        for value in (*(word for word in WORDS if word != HALF), *ODD):
            holder[key] = value
            text = json.dumps(tree, ensure_ascii=False)
            document = ParsedFile(
                reference="a.json",
                kind="account",
                data=b"",
                text=text,
                text_format="JSON",
                tree=tree,
            )
            if glance(document) is not None:
                taken += 1
                assert not list(account_findings(tree, catalog=PACKAGED_CATALOG)), (key, value)
        holder[key] = before
    assert taken > 500


@pytest.mark.parametrize(
    "written", ['"essentials\\n"', '"""essentials\n"""', "'''essentials\n'''"], ids=repr
)
@pytest.mark.parametrize("key", ["id", "plan"])
def test_word_with_a_line_end_is_never_taken(key: str, written: str) -> None:
    """A pattern lets one through at a text's end, however it is written."""
    old = {"id": 'id = "acme"', "plan": 'plan = "essentials"'}[key]
    document = parse(changed((old, f"{key} = {written}")))
    assert careful(document) is None
    assert glance(document) is None


def test_account_that_is_right_is_taken() -> None:
    """Comments, marks and other ways to write it change nothing."""
    for text in (ACCOUNT, f"# a comment\n{ACCOUNT}", changed(('"essentials"', "'essentials'"))):
        assert glance(parse(text)) == careful(parse(text)) is not None

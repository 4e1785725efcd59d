"""Check that a text that isn't TOML or JSON is placed and never shown, and that bombs are cheap."""

import itertools
import subprocess
import sys

import pytest

from addonctl.model.messages import Problem
from addonctl.stores.files.reading import MAX_BYTES
from tests.patience import allowed
from tests.stores.reading import ACCOUNT, changed, failure_of, parse, sentences_of

SECRET = "hunter2"  # noqa: S105  # the word that no message may show


def say(text: str, name: str = "a.toml") -> str:
    """Say why a text can't be parsed."""
    return sentences_of(lambda: parse(text, name))


def test_a_key_without_its_sign_is_told_as_on_the_screen() -> None:
    """The place, what was expected and what to do; nothing of the line itself."""
    text = changed(("anchor = 2026-01-31", "anchor 2026-01-31"))
    assert say(text) == (
        'a.toml:10:8: this is not TOML\nexpected "=" after a key\nwrite the line as KEY = VALUE'
    )


@pytest.mark.parametrize(
    ("line", "place", "expected"),
    [
        ("hunter2 hunter2", "2:9", 'expected "=" after a key'),
        ("hunter2 = ", "2:11", "expected a value"),
        ("hunter2 = hunter2", "2:11", "expected a value"),
        ('hunter2 = "hunter2', "2:19", "closing quote"),
        ("hunter2 = 'hunter2", "3:9", "closing quote"),
        ('hunter2 = "hunter2\\q"', "2:21", "escape"),
        ('hunter2 = "hunter2\\ud800"', "2:25", "escape"),
        ("hunter2 = 2026-02-30", "2:11", "a date that exists"),
        ("hunter2 = 1 hunter2", "2:13", "the end of the line"),
        ("[hunter2", "2:9", 'expected "]"'),
        ("[[hunter2]", "2:10", 'expected "]"'),
        ("hunter2 = [1, 2", "", 'expected "]"'),
        ("hunter2 = { hunter2 = 1", "2:24", 'expected "}"'),
        ("!hunter2", "2:1", "expected a key"),
        ("hunter2. = 1", "2:10", "expected a key"),
    ],
)
def test_a_toml_fault_is_placed_and_never_shows_content(
    line: str, place: str, expected: str
) -> None:
    """Whatever stands in the line may be a secret of another file."""
    text = say(f"first = 1\n{line}\nlast = 1\n")
    assert text.startswith(f"a.toml:{place}")
    assert "this is not TOML" in text
    assert expected in text
    assert SECRET not in text


@pytest.mark.parametrize(
    ("line", "place", "expected"),
    [
        ('{"hunter2" 1}', "1:12", 'expected ":"'),
        ('{"hunter2": 1 "hunter2": 2}', "1:15", 'expected ","'),
        ("{hunter2: 1}", "1:2", "a key in double quotes"),
        ('{"hunter2": hunter2}', "1:13", "expected a value"),
        ('{"hunter2": 1,}', "1:1", "expected"),
        ('{"hunter2": "hunter2', "1:13", "closing quote"),
        ('{"hunter2": "hunter2\n"}', "1:21", "closing quote"),
        ('{"hunter2": "hunter2\\q"}', "1:21", "escape"),
        ('{"hunter2": 1} hunter2', "1:16", "nothing after the end"),
        ("{", "1:2", "a key in double quotes"),
    ],
)
def test_a_json_fault_is_placed_and_never_shows_content(
    line: str, place: str, expected: str
) -> None:
    """Also text after the end."""
    text = say(line, "a.json")
    assert text.startswith(f"a.json:{place}")
    assert "this is not JSON" in text
    assert expected in text
    assert SECRET not in text


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_json_numbers_that_are_not_finite_are_refused(number: str) -> None:
    """The standard parser would take them."""
    assert say(f'{{"schema": {number}}}', "a.json").startswith("a.json:1:12: not a number")


@pytest.mark.parametrize("text", ["[1]", "1", '"x"', "null", "[]"])
def test_json_that_is_not_an_object_says_so(text: str) -> None:
    """An account is one object."""
    assert "a.json:1:1: this is not a JSON object" in say(text, "a.json")


def test_the_wrong_name_for_a_format_is_told_with_the_right_one() -> None:
    """TOML in `.json` and JSON in `.toml`: the format expected, line 1, and another name."""
    as_json = say("# comment\n" + ACCOUNT, "a.json")
    assert as_json.startswith("a.json:1:1: this is not JSON")
    assert ".toml" in as_json
    as_toml = say('{"schema": 1}')
    assert as_toml.startswith("a.toml:1:1: this is not TOML")
    assert ".json" in as_toml


@pytest.mark.parametrize(
    ("text", "name", "key", "line", "first"),
    [
        ("a = 1\n\na = 2\n", "a.toml", "a", 3, 1),
        ("[t]\na = 1\n'a' = 2\n", "a.toml", "a", 3, 2),
        ("[t]\n[u]\n[t]\n", "a.toml", "t", 3, 1),
        ("[t.u]\n[t]\nu = 1\n", "a.toml", "u", 3, 1),
        ("t = 1\n[t]\n", "a.toml", "t", 2, 1),
        ("[events]\n[[events]]\n", "a.toml", "events", 2, 1),
        ("a.b = 1\na.b = 2\n", "a.toml", "b", 2, 1),
        ("a = { b = 1, b = 2 }\n", "a.toml", "b", 1, 1),
        ("[[l]]\na = 1\n[[l]]\na = 1\n\na = 2\n", "a.toml", "a", 6, 4),
        ("a = '''\na = 1\n'''\n# a = 1\na = 2\n", "a.toml", "a", 5, 1),
        ('{"a": 1,\n"b": {"a": 1,\n"\\u0061": 2}}', "a.json", "a", 3, 2),
    ],
)
def test_a_key_that_is_written_twice_is_named_with_both_lines(
    text: str, name: str, key: str, line: int, first: int
) -> None:
    """The standard JSON parser would take the last; TOML names no key."""
    failure = failure_of(lambda: parse(text, name))
    (problem,) = failure.problems
    assert isinstance(problem, Problem)
    assert problem.line == line
    assert f'the key "{key}" is written twice' in say(text, name)
    assert f"on line {first} already" in say(text, name)


def test_a_table_that_is_written_twice_tells_how_a_list_is_written() -> None:
    """Two `[events]` were meant as `[[events]]`."""
    assert "write [[events]]" in say("[events]\na = 1\n[events]\na = 2\n")


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ('name = "a\0b"', "a.toml", "1:10"),
        ('\nname = "a\x1b"', "a.toml", "2:10"),
        ('name = "a\x7f"', "a.toml", "1:10"),
        ("# a\0b", "a.toml", "1:4"),
        ('name = "a\\u0000"', "a.toml", "1:8"),
        ('name = """a\n\\U00000000"""', "a.toml", "1:8"),
        ('{"name": "\\u0000"}', "a.json", "1:10"),
        ('{"name": "\\\\\\u0000"}', "a.json", "1:10"),
        ('{"\\u0000": 1}', "a.json", "1:2"),
    ],
)
def test_control_characters_are_refused(text: str, name: str, place: str) -> None:
    """Raw ones anywhere, and a NUL also as an escape."""
    assert say(text, name).startswith(f"{name}:{place}: a control character")


def test_an_escaped_backslash_before_zeros_is_no_control_character() -> None:
    r"""`\\u0000` is a backslash and five characters."""
    assert parse('name = "\\\\u0000"').tree == {"name": "\\u0000"}
    assert parse('{"name": "\\\\u0000"}', "a.json").tree == {"name": "\\u0000"}


@pytest.mark.parametrize("text", ['{"name": "\\ud800"}', '{"\\uDC00": 1}', '{"a": ["\\ud800x"]}'])
def test_half_a_character_is_refused_before_it_can_crash_anything(text: str) -> None:
    """A lone surrogate is valid for the standard parser and for no terminal or file."""
    assert "not valid Unicode" in say(text, "a.json")


def test_a_whole_character_in_two_escapes_is_accepted() -> None:
    """JSON writes what lies beyond the first plane as a pair."""
    assert parse('{"name": "\\ud83d\\ude00"}', "a.json").tree == {"name": "\U0001f600"}


@pytest.mark.parametrize(
    ("number", "accepted"),
    [
        ("9" * 19, True),
        ("9" * 20, False),
        ("-" + "9" * 20, False),
        ("1_0" * 10, False),
        ("0x" + "f" * 20, False),
        ("1." + "0" * 5000, False),
        ('"' + "9" * 200 + '"', True),
        ("2026-01-31T09:30:00.123456Z", True),
    ],
)
def test_a_number_has_at_most_nineteen_digits(number: str, accepted: bool) -> None:  # noqa: FBT001
    """Longer ones raise an error of another kind in both parsers, or are slow."""
    for text in (f"a = {number}", f"a = [1, {number}]", f"a = {{ b = {number} }}"):
        if accepted:
            parse(text)
        else:
            assert "number too long" in say(text)
    if number.isdigit() and not accepted:
        assert "number too long" in say(f'{{"a": {number}}}', "a.json")


def test_a_bare_number_is_equal_as_it_is_written() -> None:
    """A file that is read back is compared with what it was."""
    assert parse("a = 1.50").tree == parse("a = 1.50 # again").tree
    assert parse("a = 1.50").tree != parse("a = 1.5").tree


@pytest.mark.parametrize(
    ("name", "accepted"), list(itertools.product(["a.toml", "a.json"], [1, 0]))
)
def test_levels_and_parts_are_limited_to_sixty_four(name: str, accepted: int) -> None:
    """Sixty-four pass, one more is told by its own words."""
    depth = 65 - accepted
    is_json = name == "a.json"
    lists = depth - is_json
    nested = (
        f'{{"a": {"[" * lists}{"]" * lists}}}' if is_json else f"a = {'[' * depth}{']' * depth}"
    )
    keys = ".".join("a" * depth)
    texts = [(nested, "too many levels")]
    if not is_json:
        texts += [(f"{keys} = 1", "too many parts"), (f"[{keys}]", "too many parts")]
    for text, words in texts:
        if accepted:
            parse(text, name)
        else:
            assert words in say(text, name)


def test_a_long_line_and_many_decimals_in_a_list_are_no_fault() -> None:
    """There is no limit on a line's length, and dots in values aren't parts of keys."""
    assert parse("a = [" + "1.5, " * 10_000 + "]").tree


BOMBS = {
    "header of 1000 parts, 40,000 keys": f"[{'.'.join('a' * 1000)}]\n"
    + "".join(f"{number}=1\n" for number in range(33_000)),
    "header of 64 parts, many keys": f"[{'.'.join('a' * 64)}]\n"
    + "".join(f"{number}=1\n" for number in range(33_000)),
    "header and keys of 64 parts": f"[{'.'.join('a' * 64)}]\n"
    + "".join(f"{'.'.join('a' * 63)}.{number}=1\n" for number in range(1_900)),
    "inline tables with dotted keys": "a=" + f"{{{'.'.join('a' * 60)}=" * 60 + "1" + "}" * 60,
    "unknown keys": "".join(f"licens{number}=1\n" for number in range(16_000)),
    "empty events": "[[events]]\n" * 23_000,
    "unknown add-ons": "".join(f"[[events]]\naddon='ai-{n}'\n" for n in range(9_000)),
    "unknown roles": "[[users]]\nroles=[" + "".join(f"'ownr{n}'," for n in range(18_000)) + "]",
    "one key many times": "a=1\n" * 60_000,
    "brackets": "a=" + "[" * 200_000,
    "quotes": 'a="""' + '" ' * 130_000 + '"""',
    "backslashes": 'a="' + "\\" * 260_000,
    "underscores": "a=1" + "_" * 260_000,
    "commas": "a=[" + "1," * 130_000 + "]",
    "a long name": f"name='{'a' * 260_000}'",
    "a decimal bomb": 'schema = 1\n[billing]\ncredit = "1e1000000"\n',
    "a bare decimal bomb": "[billing]\ncredit = 1e1000000\n",
}


JSON_BOMBS = {
    "lists": "[" * 100_000,
    "objects": '{"a":' * 40_000,
    "digits": f'{{"a": {"1" * 5_000}}}',
    "backslashes in JSON": '{"a": "' + "\\" * 200_000,
    "escapes in JSON": '{"a": [' + '"\\u0041\\u0041",' * 17_000 + '"b"]}',
    "one key many times in JSON": "{" + '"a": 1,' * 30_000 + '"a": 1}',
    "unknown keys in JSON": "{" + "".join(f'"k{n}":1,' for n in range(20_000)) + '"z": 1}',
}
READ = """
import sys, time
from addonctl.errors import DataFailure
from addonctl.stores.files.documents import decode_account, read_document
from addonctl.stores.packaged import load_catalog
catalog, start = load_catalog(), time.process_time()
try:
    document = read_document("-", kind="account", stdin=sys.stdin.buffer)
    decode_account(document, catalog=catalog)
except DataFailure as failure:
    print(failure.code, time.process_time() - start)
"""


@pytest.mark.parametrize("bomb", [*BOMBS, *JSON_BOMBS])
def test_a_bomb_of_the_largest_size_is_refused_in_time(bomb: str) -> None:
    """Two seconds of work at most, whatever 256 KiB hold, and no error of another class gets out.

    In a process of its own, so that measuring coverage doesn't count.
    """
    text = (BOMBS | JSON_BOMBS)[bomb]
    assert len(text) <= MAX_BYTES
    done = subprocess.run(
        [sys.executable, "-c", READ], input=text.encode(), capture_output=True, check=True
    )
    code, seconds = done.stdout.decode().split()
    assert code in {"ACCOUNT_SYNTAX", "ACCOUNT_INVALID"}
    assert float(seconds) < allowed(2)

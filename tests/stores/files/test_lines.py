"""Check that a line is an account where a file would be one, with the same problems where not."""

import copy
import json
import tomllib
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addonctl.errors import DataFailure
from addonctl.model.account import Account
from addonctl.stores.files.documents import decode_account, parse_document
from addonctl.stores.files.lines import parse_line
from addonctl.stores.files.reading import MAX_BYTES
from addonctl.stores.parsing.plain.reader import PlainReader
from tests.builders import EXAMPLE_NAMES, PACKAGED_CATALOG, example_account
from tests.stores.parsing.test_every_problem import CASES

PURCHASE = {
    "kind": "subscribed",
    "date": "2026-11-21",
    "addon": "ai-assist-pro",
    "id": "20261121T093000Z-1",
    "at": "2026-11-21T09:30:00+01:00",
    "by": "marie",
    "quantity": 13,
    "unit_price": "15.00",
    "per": "month",
    "currency": "EUR",
    "period_start": "2026-11-21",
    "period_end": "2026-11-30",
    "gross": "58.50",
    "discount": "5.85",
    "subtotal": "52.65",
    "tax": "10.53",
    "total": "63.18",
    "credit": "20.00",
}
FULL: dict[str, Any] = {
    "schema": 1,
    "id": "acme",
    "name": "Brasserie Lumière",
    "plan": "essentials",
    "currency": "EUR",
    "time_zone": "Europe/Paris",
    "language": "fr",
    "billing": {
        "frequency": "monthly",
        "anchor": "2026-01-31",
        "commitment": "none",
        "purchase_path": "self_service",
        "payment_method": "card",
        "past_due": False,
        "credit": "20.00",
        "taxes": [
            {"name": "VAT", "percent": "20"},
            {"name": "VAT", "percent": "21", "from": "2027-01-01"},
        ],
        "discount": {"percent": "10"},
    },
    "licenses": {"standard": 10, "additional": 3},
    "prices": {
        "analytics-plus": {"unit_price": "15.00", "per": "month", "source": "contract"},
        "ai-assist": {"unit_price": "9.5", "per": "cycle", "discount": {"once": "5.00"}},
    },
    "users": [
        {"id": "marie", "name": "Marie", "email": "marie@acme.example", "roles": ["owner"]},
        {"id": "paul", "email": "paul@acme.example", "roles": ["agent", "admin"]},
        {"id": "zoé", "roles": ["agent"]},
    ],
    "events": [
        {"kind": "feature_requested", "date": "2026-10-12", "addon": "analytics-plus"},
        {"kind": "trial_started", "date": "2026-11-02", "addon": "ai-assist"}
        | {"trial_end": "2026-12-02"},
        {"kind": "quote_requested", "date": "2026-11-20", "addon": "analytics-plus"}
        | {"valid_until": "2026-12-20"},
        PURCHASE,
    ],
}
WORDS = [
    *("", " ", "1", "1 ", " 1", "1\n", "1.005", "1.00005", "0.5", "100.0001", "20", "NaN", "1_000"),
    *("\u0661\u0665", "\uff11", "1e3", "-1", "+1", "15,00", "0012.50", "1000000000000", "a\x7f"),
    *("eur", "XXX", "JPY", "KWD", "CLF", "HRK", "Europe/Pari", "UTC", "localtime", "../UTC"),
    *("posix/Europe/Paris", "right/UTC", "1999-12-31", "2000-01-01", "2100-12-31", "2101-12-31"),
    *("2102-01-01", "2026-02-30", "20260131", "2026-01-31T00:00:00", "2026-11-21T09:30:00"),
    *("Analytics+", "AI-ASSIST", "ai-assist", "ai-assist ", "fax", "fax!", "analytics-plus"),
    *("MARIE", "marie", "\uff4darie", "Marie ", "paul@acme.example", "ma\u200brie", "x" * 1025),
    *("custom", "gold", "month", "percent", "once", "annual", "owner", "\x00", "\U0001f600", '"'),
    *("\\", "a\tb", "a  b", "2026-12-02", "2026-11-02", "subscribed", "\ud800"),
]
ODD: list[Any] = [
    *(None, True, False, 0, 1, 2, -1, 1.0, 1e20, 10**6, 10**6 + 1, 10**20, -0.0),
    *([], {}, [1], ["owner"], {"once": "1"}, {"percent": "5"}, [[[[]]]], ["root"]),
]
VALUES = st.sampled_from(WORDS) | st.sampled_from(ODD)
OTHERS = '"{}[],:0 \\\n\r\x7f\x0b\ufeff'
KEYS = st.sampled_from(["name", "from", "discount", "once", "percent", "fax", "id", "email", ""])


def places(tree: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - JSON of any shape
    """List every place of a tree as what holds it and its key."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in list(items):
        yield tree, key
        if isinstance(value, dict | list):
            yield from places(value)


READER = PlainReader(PACKAGED_CATALOG)
"""What it remembers of one line must not matter for another."""


@st.composite
def lines(draw: st.DrawFn) -> bytes:
    """Draw an account as a line of JSON, which a few changes made right or wrong."""
    tree = copy.deepcopy(FULL)
    for _ in range(draw(st.integers(0, 3))):
        holder, key = draw(st.sampled_from(list(places(tree))))
        match draw(st.sampled_from(["replace", "replace", "remove", "add", "repeat"])):
            case "replace":
                holder[key] = copy.deepcopy(draw(VALUES))
            case "remove":
                del holder[key]
            case "add" if isinstance(holder, dict):
                holder[draw(KEYS)] = copy.deepcopy(draw(VALUES))
            case "repeat" if isinstance(holder, list):
                holder.append(copy.deepcopy(holder[key]))
    text = json.dumps(
        tree,
        ensure_ascii=draw(st.booleans()),
        separators=draw(st.sampled_from([(",", ":"), (", ", ": "), (" ,\t", " : ")])),
    )
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        text = draw(written_otherwise(text))
    return text.encode("utf-8", "surrogatepass")


@st.composite
def written_otherwise(draw: st.DrawFn, text: str) -> str:
    """Write the text of a line otherwise: keys twice, marks lost, characters as numbers."""
    at = draw(st.integers(0, len(text)))
    after: str = draw(
        st.sampled_from(["", text[at : at + 1] * 2, *'"{}[],:0 \\\n\r\x7f\x0b\ufeff', "NaN"])
    )
    quote = text.find('"', at)
    match draw(st.sampled_from(["character", "number", "key", "space"])):
        case "character":
            return text[:at] + after + text[at + 1 :]
        case "number" if at < len(text):
            return f"{text[:at]}\\u{ord(text[at]) % 65536:04x}{text[at + 1 :]}"
        case "key" if quote > 0 and text[quote - 1] in "{ ,\t":
            end = text.find(",", quote)
            return text[:quote] + text[quote : end + 1] + text[quote:] if end > 0 else text
        case _:
            before: str = draw(st.sampled_from([" ", "\t", "\r", "\n", "\ufeff", ""]))
            return f"{before}{text}\r"


def careful(line: bytes) -> Account | tuple[object, ...]:
    """Read a line as a file: the account, or the failure with all problems."""
    try:
        return decode_account(parse_line(line), catalog=PACKAGED_CATALOG)
    except DataFailure as failure:
        return told(failure)


def plain_account(line: bytes) -> Account | None:
    """Read a line at a glance."""
    plain = READER.read(line)
    return None if plain is None else plain.account()


def told(failure: DataFailure) -> tuple[object, ...]:
    """Say everything that a failure says."""
    return failure.code, tuple(failure.problems), failure.more, failure.values


def check(line: bytes) -> bool:
    """Compare both ways to read a line; return whether it was taken at a glance."""
    expected, plain = careful(line), plain_account(line)
    assert plain is None or plain == expected
    return plain is not None


def line_of(account: Account) -> bytes:
    """Write an account as a line."""
    return msgspec.json.encode(account)


def test_lines_are_drawn_right_and_wrong() -> None:
    """The account of the draws holds every key that there is, and is taken at a glance."""
    assert check(json.dumps(FULL).encode())
    assert check(json.dumps(FULL, ensure_ascii=False, indent=1).encode())
    assert set(FULL) == set(Account.__struct_fields__)


@given(lines())
def test_line_is_an_account_where_a_file_would_be(line: bytes) -> None:
    """Whatever was changed, both ways to read it agree on the account, or on all problems."""
    check(line)


def test_no_field_takes_a_value_that_a_file_would_refuse() -> None:
    """Every word and value in the place of every other: what is taken at a glance is right."""
    count = taken = 0
    tree = copy.deepcopy(FULL)
    for holder, key in places(tree):
        before = holder[key]
        for value in (*WORDS, *ODD):
            holder[key] = value
            line = json.dumps(tree).encode()
            account = plain_account(line)
            assert account is None or account == careful(line), (key, value)
            count, taken = count + 1, taken + (account is not None)
        holder[key] = before
    assert count > 5000
    assert taken > 500


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_other_bytes_are_no_account(line: bytes) -> None:
    """Anything at all is read as a file would be."""
    assert not check(line)


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_examples_are_taken_at_a_glance(name: str) -> None:
    """No account of the examples needs more than the fast way, with or without defaults."""
    account = example_account(name)
    assert check(line_of(account))
    whole = msgspec.to_builtins(account)
    for table, kind in ((whole, Account), (whole["billing"], type(account.billing))):
        for field in msgspec.structs.fields(kind):
            if field.default is not msgspec.NODEFAULT:
                table.setdefault(field.encode_name, field.default)
    assert check(json.dumps(whole).encode())


@pytest.mark.parametrize("name", sorted(CASES))
def test_faulty_file_is_as_faulty_as_a_line(name: str) -> None:
    """Every kind of problem of a file is found in a line, too."""
    text = CASES[name].text
    try:
        text = json.dumps(tomllib.loads(text), default=str)
    except tomllib.TOMLDecodeError:
        text = text.replace("\n", " ")
    check(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"plan":', '"plan":"custom","plan":'),
        ('"name":"Marie",', '"name":"Anna","name":"Marie",'),
        ('"per":"month"', '"per":"month","per":"month"'),
        ('"prices":{', '"prices":{"ai-assist":{"unit_price":"1","per":"month"},'),
        ('"standard":10', '"standard":10,"standard":10'),
        ('"past_due":false', '"past_due":false,"past_due":false'),
        ('"name":"Marie"', '"name":"\\u0022\\u0022","id":"marie"'),
        ('"plan":', '"pl\\u0061n":"custom","plan":'),
    ],
)
def test_key_that_is_written_twice_is_never_taken(old: str, new: str) -> None:
    """A decoder would keep the last one; whichever was meant, only a person knows."""
    text = json.dumps(FULL, separators=(",", ":"), ensure_ascii=False)
    assert old in text
    line = text.replace(old, new, 1).encode()
    assert not check(line)
    code, problems, *_ = careful(line)  # type: ignore[misc]
    assert code == "ACCOUNT_SYNTAX"
    assert problems


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("billing.discount", {"percent": "5", "per_cycle": "1"}),
        ("billing.discount", {"per_cycle": "1", "once": "1"}),
        ("prices.ai-assist.discount", {"percent": "5", "once": "1"}),
        ("prices.analytic-plus", {"unit_price": "1", "per": "month"}),
        ("prices.Analytics+", {"unit_price": "1", "per": "month"}),
        ("name", "Acme\x7f"),
        ("events.0.currency", "XXX"),
        ("events.0.valid_until", "2026-10-11"),
        ("events.0.trial_end", "2026-10-12"),
        ("events.0.period_start", "1999-12-31"),
        ("events.0.period_end", "2102-01-01"),
        *((f"events.0.{key}", "1.005") for key in ("gross", "discount", "subtotal", "tax")),
        *((f"events.0.{key}", "1.005") for key in ("total", "credit")),
    ],
)
def test_one_thing_that_is_wrong_is_found(path: str, value: object) -> None:
    """What no type rules out, each alone in an account that is right."""
    tree = copy.deepcopy(FULL)
    *holders, key = path.split(".")
    holder: Any = tree
    for each in holders:
        holder = holder[int(each) if each.isdigit() else each]
    holder[key] = value
    line = json.dumps(tree, ensure_ascii=False).encode()
    assert not isinstance(careful(line), Account)
    assert not check(line)


@pytest.mark.parametrize("key", ["prices", "taxes", "discount", "users", "events"])
def test_part_that_is_nested_too_deeply_is_no_account(key: str) -> None:
    """However deep it is, it is a problem of that line."""
    tree = copy.deepcopy(FULL)
    (tree if key in tree else tree["billing"])[key] = "deep"
    text = json.dumps(tree)
    for deep in ("[" * 100_000, "[" * 2000 + "]" * 2000, '{"a":' * 2000 + "1" + "}" * 2000):
        assert not check(text.replace('"deep"', deep).encode())


def test_moment_with_a_fraction_is_read_with_care() -> None:
    """It is written longer than it was read, and could hide that a key is there twice."""
    line = json.dumps(FULL, separators=(",", ":")).encode()
    assert check(line.replace(b"09:30:00+", b"09:30:00.123456+")) is False
    hidden = line.replace(b"09:30:00+", b"09:30:00.1+")
    assert not check(hidden.replace(b'"by":"marie"', b'"by":"x","by":"marie"'))


def test_null_and_defaults_are_no_second_key() -> None:
    """A program writes all keys that it knows, empty or not; that is as good and as fast."""
    tree = copy.deepcopy(FULL)
    tree["billing"] |= {"commitment": "none", "credit": "0", "discount": None}
    tree["users"][0]["email"] = None
    tree["events"][0] |= dict.fromkeys(["id", "at", "by", "gross", "trial_end", "currency"])
    assert check(json.dumps(tree).encode())


def test_same_word_names_a_person_twice() -> None:
    """One's id may be one's address; another's, written otherwise, may not."""
    tree = copy.deepcopy(FULL)
    tree["users"][0]["id"] = "marie@acme.example"
    assert check(json.dumps(tree).encode())
    tree["users"][1]["id"] = "Marie@Acme.example"
    assert not check(json.dumps(tree).encode())


def test_add_on_that_is_gone_is_read_with_care() -> None:
    """An event of an add-on that no catalogue has any more is no fault, and takes longer."""
    tree = copy.deepcopy(FULL)
    tree["events"][0]["addon"] = "fax-archive"
    line = json.dumps(tree).encode()
    assert isinstance(careful(line), Account)
    check(line)


def test_line_has_the_limits_of_a_file() -> None:
    """256 KiB, not a byte more, and something that is not blank."""
    line = json.dumps(FULL).encode()
    assert check(line.ljust(MAX_BYTES))
    for wrong in (line.ljust(MAX_BYTES + 1), b"", b" \t "):
        assert not check(wrong)


def test_problems_of_a_line_are_those_of_a_json_file() -> None:
    """A file of that name tells the same fields, lines and columns."""
    tree = copy.deepcopy(FULL) | {"plan": "gold", "currency": "eur"}
    data = json.dumps(tree).encode()
    with pytest.raises(DataFailure) as of_line:
        decode_account(parse_line(data, "a.json"), catalog=PACKAGED_CATALOG)
    with pytest.raises(DataFailure) as of_file:
        decode_account(parse_document(data, "a.json", kind="account"), catalog=PACKAGED_CATALOG)
    assert told(of_line.value) == told(of_file.value)

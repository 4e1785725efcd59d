"""Check that every kind of problem tells where it is, and shows what it speaks of."""

import json
from typing import NamedTuple

import pytest

from addonctl.actions.events import find_event_problems
from addonctl.errors import DataFailure
from addonctl.model.messages import Message, Problem
from addonctl.model.messages.every import PROBLEMS
from addonctl.model.messages.files import CHARGES
from addonctl.stores.files.append import append_event
from addonctl.stores.files.documents import account_content, decode_account, find_problems
from addonctl.stores.files.reading import Kind
from addonctl.stores.parsing.catalog_checks import catalog_content
from addonctl.stores.parsing.policy_checks import POLICY_CONTENT
from addonctl.text.translator import for_people
from tests.builders import PACKAGED_CATALOG
from tests.stores.files.writing import EVENT
from tests.stores.parsing.amendment_cases import AMENDED
from tests.stores.reading import ACCOUNT, changed, parse
from tests.stores.test_packaged import FAX, POLICY, PRICE


class Case(NamedTuple):
    """A text with one problem of a kind, and the words that its line has to hold."""

    text: str
    words: tuple[str, ...]
    kind: Kind = "account"
    name: str = "a.toml"


def _of(old: str, new: str, *words: str) -> Case:
    return Case(changed((old, new)), words)


def _events(*events: str, words: tuple[str, ...]) -> Case:
    """Add events to the account, whose own one is a trial of AI Assist on 2 November."""
    header = '[[events]]\ndate = 2026-11-03\naddon = "analytics-plus"\n'
    return Case(ACCOUNT + "".join(f"{header}{event}\n" for event in events), words)


def _policy(old: str, new: str, *words: str) -> Case:
    assert old in POLICY
    return Case(POLICY.replace(old, new, 1), words, "policy")


DEEP = "[" * 65 + "]" * 65
CASES = {
    # a text
    "NOT_TOML": Case("a = 1\nb", ("a.toml:2:2",)),
    "NOT_JSON": Case('{"a": 1,\n"b"', ("a.json:2:4",), name="a.json"),
    "NOT_AN_OBJECT": Case("[1]", ("a.json:1:1",), name="a.json"),
    "SEVERAL_OBJECTS": Case('{}\n{"a": 1}', ("a.json:2:1",), name="a.json"),
    "KEY_TWICE": Case("a = 1\n\na = 2", ("a.toml:3:1", '"a"', "line 1")),
    "CONTROL_CHARACTER": Case('a = 1\nb = "\x01"', ("a.toml:2:6",)),
    "NOT_UNICODE": Case('{"a":\n"\\ud800"}', ("a.json:2:1",), name="a.json"),
    "NOT_FINITE": Case('{"a":\nNaN}', ("a.json:2:1",), name="a.json"),
    "TOO_NESTED": Case(f"a = 1\nb = {DEEP}", ("a.toml:2:69", "64")),
    "TOO_MANY_PARTS": Case("a = 1\n" + ".".join("b" * 66) + " = 1", ("a.toml:2:", "64")),
    "NUMBER_TOO_LONG": Case("a = 1\nb = " + "1" * 20, ("a.toml:2:5", "19")),
    # a field's type
    "UNKNOWN_KEY": _of('name = "Acme', 'nmae = "Acme', "nmae: ", '"name"'),
    "MISSING_KEY": _of("anchor = 2026-01-31", "", "billing.anchor", "anchor = "),
    "NEWER_SCHEMA": _of("schema = 1", "schema = 2", "schema 2", "schema 1"),
    "EXPECTED_NUMBER": _of("schema = 1", "schema = 0", "schema: must be 1", "schema = 1"),
    "EXPECTED_TEXT": _of('name = "Acme SAS"', "name = 5", "name: ", 'name = "5"'),
    "EXPECTED_INTEGER": _of("standard = 10", 'standard = "10"', "standard = 10"),
    "EXPECTED_BOOLEAN": _of("[billing]", "[billing]\npast_due = 1", "billing.past_due: "),
    "EXPECTED_DATE": _of("anchor = 2026-01-31", 'anchor = "31.1."', "anchor = "),
    "EXPECTED_INSTANT": _of("trial_end = 2026-12-02", "at = 2026-11-02", "events[0].at", "at = "),
    "NO_OFFSET": _of("trial_end = 2026-12-02", "at = 2026-11-02T09:30:00", "09:30:00", "at = "),
    "EXPECTED_TABLE": _of("[licenses]", "[[licenses]]", "licenses: "),
    "EXPECTED_LIST": _of('["agent", "owner"]', '"owner"', "users[0].roles: ", '["owner"]'),
    "EXPECTED_LIST_OF_TABLES": _of("[[users]]", "[users]", '"[[users]]"'),
    "TOO_FEW": _of('["agent", "owner"]', "[]", "users[0].roles: ", "1", "not 0"),
    "TOO_MANY": _policy(
        'disables = ["others-may-not"]',
        'disables = ["others-may-not"]\nsource = [{ document = "en", section = "x" }]\n'
        '[[conflict.reading]]\nname = "strict"\ndisables = []',
        "conflict[0].reading: ",
        "2",
        "not 3",
    ),
    "EMPTY_TEXT": _of('name = "Acme SAS"', 'name = ""', "name: ", 'name = "'),
    "TEXT_TOO_LONG": _of("Acme SAS", "x" * 1025, "name: ", "1024", "1025"),
    "OUT_OF_RANGE": _of("standard = 10", "standard = -1", "0", "1000000", "not -1"),
    "BARE_NUMBER": _of('"15.00"', "15.00", 'unit_price: write it in quotes: "15.00"'),
    # what a field says
    "NOT_ONE_OF": _of('per = "month"', 'per = "year"', '"year"', "month or cycle"),
    "UNKNOWN_ROLE": _of('"owner"', '"root"', '"root"', "owner, admin, supervisor or agent"),
    "UNKNOWN_PLAN": _of('"essentials"', '"gold"', '"gold"', "essentials, professional or custom"),
    "NO_SUCH_ADDON": _of('addon = "ai-assist"', 'addon = "fax!"', '"fax!"', "analytics-plus, "),
    "UNKNOWN_CURRENCY": _of('"EUR"', '"eur"', '"eur"', '"EUR"'),
    "UNKNOWN_ZONE": _of("Europe/Paris", "Europe/Pari", '"Europe/Pari"', '"Europe/Paris"'),
    "NOT_A_PRICE": _of('"15.00"', '"15,0"', '"15,0"', '"15.0"'),
    "NOT_AN_AMOUNT": _of('"20.00"', '"20,5"', "billing.credit: ", '"20,5"', '"20.5"'),
    "NOT_A_PERCENTAGE": _of('percent = "20"', 'percent = "20%"', '"20%"', '"20"'),
    "NOT_AN_ID": _of('id = "acme"', 'id = "ac me"', '"ac me"'),
    "TOO_MANY_DECIMALS": _of('"20.00"', '"20.001"', '"20.001"', "EUR", "2"),
    "DATE_RANGE": _of(
        "anchor = 2026-01-31",
        "anchor = 1999-12-31",
        *("2000-01-01", "2100-12-31", "1999-12-31"),
    ),
    "ENDS_BEFORE": _of(
        "trial_end = 2026-12-02",
        "trial_end = 2026-11-01",
        *("events[0].trial_end", "date, 2026-11-02", "2026-11-01"),
    ),
    "NO_LICENSES": _of("standard = 10\nadditional = 3", "standard = 0\nadditional = 0", "1 lic"),
    "DISCOUNT_NOT_ONE": _of('{ percent = "10" }', "{}", "percent or per_cycle"),
    "DISCOUNT_NOT_HERE": _of('{ percent = "10" }', '{ once = "1" }', "discount.once", "percent"),
    "NAME_TWICE": _of(
        "[[events]]",
        '[[users]]\nid = "Marie"\nroles = ["agent"]\n\n[[events]]',
        *('"Marie"', "users[0] on line 23"),
    ),
    "TAX_TWICE": _of(
        '[{ name = "VAT", percent = "20" }]',
        '[{ name = "VAT", percent = "20" }, { name = "VAT", percent = "10" }]',
        *("billing.taxes[1]", "VAT"),
    ),
    "EVENTS_IN_ONE_VALUE": Case("events = []\n" + ACCOUNT[: ACCOUNT.index("[[events]]")], ()),
    # events
    "EVENT_ORDER": _events(
        'kind = "subscribed"', 'kind = "feature_requested"\nid = "x"', words=()
    )._replace(
        text=ACCOUNT + '[[events]]\nkind = "subscribed"\ndate = 2026-11-01\naddon = "ai-assist"\n',
        words=("events[1].date", "1 Nov 2026", "2 Nov 2026"),
    ),
    "EVENT_ID_TWICE": _events(
        'kind = "feature_requested"\nid = "x"',
        'kind = "feature_requested"\nid = "x"',
        words=("events[2].id", '"x"', "events[1] on line 33"),
    ),
    "EVENT_SUBSCRIBED_TWICE": _events(
        'kind = "subscribed"',
        'kind = "subscribed"',
        words=("events[2].kind", "3 Nov 2026", "analytics-plus", "events[1] on line 33"),
    ),
    "EVENT_TRIAL_RUNNING": _events(
        'kind = "trial_started"',
        'kind = "trial_started"',
        words=("events[2].kind", "3 Nov 2026", "2 Dec 2026", "events[1] on line 33"),
    ),
    "EVENT_TRIAL_AFTER_PURCHASE": _events(
        'kind = "subscribed"',
        'kind = "trial_started"',
        words=("events[2].kind", "3 Nov 2026", "events[1] on line 33"),
    ),
    "EVENT_CURRENCY": _events('kind = "subscribed"\ncurrency = "USD"', words=("USD", "EUR")),
    "EVENT_SUBTOTAL": _events(
        'kind = "subscribed"\ngross = "2.00"\nsubtotal = "1.00"', words=("1.00", "2.00")
    ),
    "EVENT_TOTAL": _events(
        'kind = "subscribed"\nsubtotal = "2.00"\ntax = "1.00"\ntotal = "4.00"',
        words=("4.00", "3.00"),
    ),
    "EVENT_CREDIT": _events(
        'kind = "subscribed"\ntotal = "2.00"\ncredit = "3.00"', words=("3.00", "2.00")
    ),
    **{code: _events(*events, words=words) for code, (events, words) in AMENDED.items()},
    # catalogues and policies
    "PLAN_NEEDS": Case(FAX, ('"essentials"', '"analytics-plus"'), "catalog"),
    "PRICE_TWICE": Case(PRICE + PRICE, ("prices[1]", "prices[0] on line 1"), "catalog"),
    "POLICY_NO_SOURCE": _policy('inferred = "nobody says so"', "", "forbid[0]", "others-may-not"),
    "POLICY_BOTH_SOURCE_AND_INFERRED": _policy(
        "inferred =",
        'source = [{ document = "en", section = "x" }]\ninferred =',
        *("forbid[0]", "others-may-not"),
    ),
    "POLICY_UNKNOWN_DOCUMENT": _policy(
        'document = "en", section = "who', 'document = "eng", section = "who', '"eng"', '"en"'
    ),
    "POLICY_UNKNOWN_RULE": _policy('["owner-may"]', '["owner-mya"]', '"owner-mya"', '"owner-may"'),
    "POLICY_DUPLICATE_READING": _policy(
        '"fr-table"', '"strict"', '"strict"', "conflict[0].reading[0] on line 25"
    ),
}
WITHOUT_A_LINE = {
    "POLICY_GAP",  # what is missing stands nowhere; the row to paste says it
    "POLICY_DEAD_RULE",  # found by `check`, which places it
    "SUPPOSED_BELOW",  # of `--set`, which stands in no file, as the others that follow
    "SUPPOSED_NOT_TOML",
    "SUPPOSED_NUMBER",
    "SUPPOSED_PAST_END",
    "NEEDED_BY_CHANGE",  # of what the API is asked to change, which stands in no file
    "NOT_OF_CHANGE",
    "BLANK_TEXT",
    "CHARGES_COLUMNS",  # of a list of charges, a table of its own: tests/stores/files
    "CHARGES_NOT_CSV",
    "CHARGE_CELLS",
    "CHARGE_DATE",
    "CHARGE_INVOICE",
    "CHARGE_MISSING",
}


def problems_in(case: Case) -> list[Problem]:
    """Return the problems of a text, whatever finds them."""
    try:
        document = parse(case.text, case.name, case.kind)
        if case.kind == "catalog":
            return list(find_problems(document, catalog_content(PACKAGED_CATALOG)).listed)
        if case.kind == "policy":
            return list(find_problems(document, POLICY_CONTENT).listed)
        problems = list(find_problems(document, account_content(PACKAGED_CATALOG)).listed)
        if problems:
            return problems
        account = decode_account(document, catalog=PACKAGED_CATALOG)
        events = find_event_problems(account, PACKAGED_CATALOG, document)
        if events.listed:
            return list(events.listed)
        append_event(document, EVENT)
    except DataFailure as failure:
        found = [each for each in failure.problems if isinstance(each, Problem)]
        what, why, _ = for_people("en").failure(failure)
        return [_with_words(each, f"{what}; {why}") for each in found]
    return []


def _with_words(problem: Problem, words: str) -> Problem:
    message = Message(problem.message.code, **problem.message.values, said=words)
    return Problem(
        file=problem.file,
        path=problem.path,
        line=problem.line,
        column=problem.column,
        message=message,
    )


def test_no_kind_is_left_out() -> None:
    """Whoever adds a kind of problem shows here that it has its place and its values.

    Those of a file of charges are shown where such a file is read.
    """
    assert set(CASES) == set(PROBLEMS) - WITHOUT_A_LINE - set(CHARGES)


@pytest.mark.parametrize("code", CASES)
def test_a_problem_has_its_place_and_its_values(code: str) -> None:
    """File, line and column are there, the field by its path, and what is wrong with it."""
    case = CASES[code]
    problem = next(
        each for each in problems_in(case) if each.message.code.partition(".")[0] == code
    )
    assert problem.file == case.name
    assert problem.line is not None
    assert problem.column is not None
    said = str(problem.message.values.pop("said", ""))
    spoken = f"{problem.path}: {for_people('en').say(problem.message)}; {said}"
    for word in case.words:
        assert word in spoken
    french = for_people("fr").say(problem.message)
    assert json.dumps(french) != json.dumps(for_people("en").say(problem.message))

"""Find what is said of a code; hold the sentences that have no code which is shown.

Those are parts of others, or stand in notes.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

from msgspec import structs

from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages import Entry, Message, Outline
from addonctl.model.messages.notices import ASSUMPTIONS, WARNINGS
from addonctl.model.messages.reasons import REASONS, ROUTES

PARTS: Final[dict[str, Template]] = {
    "SUPERVISORS_ONLY_REQUEST": N_("supervisors only request features"),
    "NOBODY": N_("nobody"),
    "SAME_SOURCE": N_("the same"),
    "WHERE": N_("(in the dashboard: company name, Plan tab; or the add-on in the side bar)"),
    "OF_DAY": N_("of {date}"),
    "OF_DAY.today": N_("of today"),
    "PRICED_ON": N_("on {date}"),
    "PRICED_ON.today": N_("today"),
    "NOT_RECORDABLE.supposed": N_("nothing is recorded of an account that is only supposed"),
    "NOT_RECORDABLE.ahead": N_("nothing is recorded for {date} before that day comes"),
    "NOT_RECORDABLE.later_event": N_(
        "nothing can be recorded for {date}: {event}, and events keep the order of their dates"
    ),
    "NOT_RECORDABLE.no_cycle": N_(
        "nothing is bought before the first billing cycle begins, on {anchor}"
    ),
    "DAYS": plural("{count} day", "{count} days"),
    "NET.taxed": N_("{subtotal} + {taxes:and}"),
    "NET.with_amounts": N_("{subtotal} + {amounts:and}"),
    "NET.untaxed": N_("{subtotal}"),
    "NET.unknown_tax": N_("{subtotal} excl. tax"),
    "NET.zero_rated": N_("{subtotal} excl. VAT"),
    "NET.before_tax": N_("{subtotal} before tax"),
    "TAX.VAT": N_("VAT"),
    "TAX.remark": N_("Remark: {remarks:and}"),
    "TAX.remark_after": N_("{text} Remark: {remarks:and}."),
    "TAX_AMOUNT": N_("{tax} {amount:decimal}"),
    "TAX_FROM": N_("{tax} {percent:percent} from {date}"),
    "NOTE_QUOTE_PRICED": N_(
        "{person} of {account} ({account_id}) requests a quote for {addon}, {licenses}: {now}"
        " through {last}, then {full} {every}; as priced {on_day}, valid until {valid_until}."
    ),
    "NOTE_REQUEST": plural(
        "{count} person of {account} asks for {addon}: {people:and}.",
        "{count} people of {account} ask for {addon}: {people:and}.",
    ),
    "WHERE_IN_DASHBOARD": N_(
        "In the vendor's dashboard: the plan tab of the company, or the add-on in the side bar."
    ),
    "SENTENCES": N_("{first} {second}"),
    "SOMEONE": N_("someone"),
    "ITS_FILE": N_("the account's file"),
    "STANDARD_INPUT": N_("standard input"),
    "LINE_OF_INPUT": N_("line {line} of standard input"),
    "NO_SUCH_NAME": N_("no file can have that name"),
    "STANDARD_INPUT.the": N_("the standard input"),
    "EXPECTED_EQUALS": N_('expected "=" after a key'),
    "EXPECTED_HEADER_END": N_('expected "]" at the end of a table\'s name'),
    "EXPECTED_LINE_END": N_("expected the end of the line"),
    "EXPECTED_KEY": N_("expected a key or a table's name"),
    "EXPECTED_VALUE": N_("expected a value: text in quotes, a number, a date, a list"),
    "EXPECTED_REAL_DATE": N_("expected a date that exists"),
    "EXPECTED_LIST_END": N_('expected "]" at the end of a list'),
    "EXPECTED_TABLE_END": N_('expected "}}" at the end of a table'),
    "EXPECTED_QUOTE": N_("expected the closing quote on the same line"),
    "EXPECTED_ESCAPE": N_("expected an escape after a backslash; a backslash itself is two"),
    "EXPECTED_JSON_KEY": N_("expected a key in double quotes"),
    "EXPECTED_COLON": N_('expected ":" after a key'),
    "EXPECTED_COMMA": N_('expected "," or the closing bracket'),
    "EXPECTED_NO_COMMA": N_("expected no comma after the last value"),
    "EXPECTED_END": N_("expected nothing after the end of the document"),
    "EXPECTED_OBJECT": N_('expected "{{" at the beginning'),
    "EXPECTED_ONE_ACCOUNT": N_("one account is asked about, and a file holds one"),
    "SAVE_ONE_ACCOUNT": N_("save the one that is meant in a file of its own, and name that"),
    "EXPECTED_SYNTAX": N_("expected something else here"),
    "WRITE_KEY_AND_VALUE": N_("write the line as KEY = VALUE"),
    "WRITE_LIST_OF_TABLES": N_("write it once; for a list of tables, write [[{key}]] each time"),
    "LOOKS_LIKE_JSON": N_("it looks like JSON: give the file a name that ends in .json"),
    "LOOKS_LIKE_TOML": N_("it looks like TOML: give the file a name that ends in .toml"),
    "CORRECT_ON_SERVER": plural(
        "let it be corrected on the server", "let them be corrected on the server"
    ),
    "CORRECT_AND_PUSH": plural("correct it, then push again", "correct them, then push again"),
    "CORRECT_AND_CHECK": plural(
        "correct it, then: addonctl check {argument}",
        "correct them, then: addonctl check {argument}",
    ),
    "FORM.mended": N_("write {form}"),
    "FORM.example": N_("for example {form}"),
    "PLACE": N_("{path}"),
    "PLACE.line": N_("{path} on line {line}"),
    "EVENT_NEWEST": N_("the newest event: {event}"),
    "RIGHT_MODE": N_("the mode {mode}"),
    "SYNTAX_FAULT": N_("{fault}; {expected}"),
    "ENVIRONMENT": N_("the environment"),
    "CORRECT_SETTINGS": plural(
        "correct it, then: addonctl config --config {argument}",
        "correct them, then: addonctl config --config {argument}",
    ),
    "CORRECT_VARIABLES": plural(
        "correct it or unset it, then: addonctl config",
        "correct them or unset them, then: addonctl config",
    ),
    "POLICY_CONFLICT": N_(
        "The documents contradict each other: {question:data} The reading {default} is followed"
        " unless --reading or the setting reading says {other}: {why:data}."
    ),
    "POLICY_ROW": N_(
        "{effect} Roles: {roles:and}; actions: {actions:and}; routes: {routes:and}; states:"
        " {states:and}."
    ),
    "POLICY_ROW.permit": N_("It allows, with the reason {code}."),
    "POLICY_ROW.forbid": N_("It refuses, with the reason {code}."),
    "POLICY_ROW.left_out": N_("{row} The reading {reading} leaves it out, see {conflict}."),
    "POLICY_ROUTE.first": N_(
        "It decides how an account buys an add-on: {route}, with the reason {code}. It wins even"
        " over the account's own purchase_path."
    ),
    "POLICY_ROUTE.later": N_(
        "It decides how an account buys an add-on: {route}, with the reason {code}. The account's"
        " own purchase_path wins over it."
    ),
    "POLICY_VENDOR": N_(
        "It says who changes what was bought, which no role does, with the reason {code}."
    ),
    "POLICY_DOCUMENT": N_("Rules come from this document: {title:data}, {address}."),
}

_OF_ANSWERS: Final[Mapping[str, Entry]] = {**REASONS, **ROUTES, **ASSUMPTIONS, **WARNINGS}


def entry_of(key: str) -> Entry:
    """Return the entry of a code, or of one of its forms (`CODE.form`); an empty one of no code.

    Most answers have no fault, and do without what is said of every code.
    """
    code, _, form = key.partition(".")
    entry = _OF_ANSWERS.get(code)
    if entry is None:
        from addonctl.model.messages.every import ENTRIES  # noqa: PLC0415  # seldom

        entry = ENTRIES.get(code, Entry())
    said = entry.forms[form] if form else entry
    return said if isinstance(said, Entry) else Entry(said)


def entry_of_failure(code: str, values: Mapping[str, object]) -> Entry:
    """Return what is said of a failure with its values.

    Where a word was probably meant (`nearest`), the hint is to use it; a file of some `kind` may
    have words of its own.
    """
    entry = entry_of(code)
    if values.get("nearest"):
        entry = structs.replace(entry, hint=entry.nearest or N_("did you mean {nearest:or}?"))
    form = entry.forms.get(str(values.get("kind")))
    if not isinstance(form, Entry):
        return entry
    return structs.replace(
        entry,
        says=form.says or entry.says,
        why=form.why or entry.why,
        hint=form.hint or entry.hint,
    )


def sentence_of(message: Message) -> Template:
    """Return what a message says in a sentence, or behind what it speaks of."""
    if message.words is None:
        return _sentence_of_code(message.code)
    said = said_of(message)
    return said if not isinstance(said, Entry) else _sentence_of(said, message.code)


@cache
def _sentence_of_code(code: str) -> Template:
    said = _said_of_code(code)
    return said if not isinstance(said, Entry) else _sentence_of(said, code)


def _sentence_of(entry: Entry, code: str) -> Template:
    sentence = entry.says or entry.short
    if sentence is None:
        raise KeyError(code)
    return sentence


def said_of(message: Message) -> Template | Entry:
    """Return what is said of a message: in one way, or as an entry has it."""
    if isinstance(message.words, Outline):
        return message.words.entry
    if message.words is not None:
        return message.words
    return _said_of_code(message.code)


@cache
def _said_of_code(code: str) -> Template | Entry:
    return PARTS.get(code) or entry_of(code)

"""Read texts as account, catalogue or policy files and say what a person would see."""

from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from addonctl.errors import DataFailure
from addonctl.model.account import Account
from addonctl.model.catalog import Catalog
from addonctl.model.escaping import escape_unsafe
from addonctl.stores.files.documents import (
    ParsedFile,
    account_content,
    decode_account,
    find_problems,
    parse_document,
    read_document,
)
from addonctl.stores.files.reading import Kind
from addonctl.text.translator import for_people
from tests.builders import PACKAGED_CATALOG
from tests.files import replaced

BROKEN = """\
schema = 1
id = "lumiere"
name = "Brasserie Lumière SAS"
plan = "essential"
currency = "EUR"
time_zone = "Europe/Pari"

[billing]
frequency = "annualy"
anchor = 2026-03-15

[licences]
standard = 37
additional = 12

[prices.analytics-plus]
unit_price = "15,00"
per = "month"

[[users]]
id = "claire"
name = "Claire Fontaine"
roles = ["agent", "Owner"]
"""
ACCOUNT = """\
schema = 1
id = "acme"
name = "Acme SAS"
plan = "essentials"
currency = "EUR"
time_zone = "Europe/Paris"

[billing]
frequency = "monthly"
anchor = 2026-01-31
credit = "20.00"
taxes = [{ name = "VAT", percent = "20" }]
discount = { percent = "10" }

[licenses]
standard = 10
additional = 3

[prices.analytics-plus]
unit_price = "15.00"
per = "month"

[[users]]
id = "marie"
email = "marie@acme.example"
roles = ["agent", "owner"]

[[events]]
kind = "trial_started"
date = 2026-11-02
addon = "ai-assist"
trial_end = 2026-12-02
"""
"""An account that is right."""
changed = partial(replaced, ACCOUNT)
"""Return the right account with some of its text replaced, as `replaced` does."""


def parse(text: str | bytes, name: str = "a.toml", kind: Kind = "account") -> ParsedFile:
    """Parse a text as the file of a name."""
    data = text.encode() if isinstance(text, str) else text
    return parse_document(data, name, kind=kind)


def problems_of(text: str, name: str = "a.toml") -> list[str]:
    """List the problems of an account as `line: path: sentence`, and see it refused by them."""
    document = parse(text, name)
    problems = find_problems(document, account_content(PACKAGED_CATALOG))
    failure = failure_of(lambda: decode_account(document, catalog=PACKAGED_CATALOG))
    assert (failure.code, failure.problems) == ("ACCOUNT_INVALID", problems.listed)
    speak = for_people("en")
    return [
        f"{each.line}: {escape_unsafe(each.path or '')}: {speak.say(each.message)}"
        for each in problems.listed
    ]


def failure_of(read: Callable[[], object]) -> DataFailure:
    """Return the failure that reading ends in."""
    try:
        read()
    except DataFailure as failure:
        return failure
    message = "it was read"
    raise AssertionError(message)


def sentences_of(read: Callable[[], object]) -> str:
    """Return what a person sees where reading fails: what, why, what to do, line by line."""
    what, why, hint = for_people("en").failure(failure_of(read))
    assert hint, what
    return "\n".join(part for part in (what, why, hint) if part)


def read_account(reference: str, *, catalog: Catalog, stdin: BinaryIO | None = None) -> Account:
    """Read an account from a path, or from `stdin` where the reference is `-`."""
    return decode_account(read_document(reference, kind="account", stdin=stdin), catalog=catalog)

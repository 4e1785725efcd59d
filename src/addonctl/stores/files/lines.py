"""Read an account from a line of JSON, of which there may be millions.

The good case is decoded straight into the model and looked at once (`parsing.quick_checks`). On
anything else the line is read as a file is, by the reader that finds all that is wrong with it: so
a line is right where a file would be, and its problems are the same. Where lines come from, and
what becomes of them, belongs to those who ask for them.
"""

import re
from functools import cache
from typing import Final

import msgspec

from addonctl.model.account import Account
from addonctl.model.catalog import Catalog
from addonctl.stores.files.documents import ParsedFile, decode_account
from addonctl.stores.files.reading import MAX_BYTES, STANDARD_INPUT, check_size, decode_text
from addonctl.stores.parsing.quick_checks import is_plainly_right, known_words
from addonctl.stores.parsing.syntax import parse

_READ_WITH_CARE: Final = re.compile(rb"\\(?:[bfnrt]|u00[0-7]|u[dD][89a-fA-F])")
"""The escapes that JSON takes and a file's reader looks at twice: controls, which it refuses or
which patterns let through at a text's end; quotes that are written as numbers; halves of
characters."""


def read_account_line(line: bytes, *, catalog: Catalog, reference: str = STANDARD_INPUT) -> Account:
    """Read the account of a line, without its line end; `reference` names where it stands.

    Raises:
        DataFailure: it is too large, empty, not UTF-8 (FILE_...), not JSON (ACCOUNT_SYNTAX), of
            another kind (OTHER_KIND) or wrong (ACCOUNT_INVALID, with all problems); places are
            counted in the line.
    """
    account = plain_account(line, catalog)
    if account is not None:
        return account
    return decode_account(parse_line(line, reference), catalog=catalog)


def parse_line(line: bytes, reference: str = STANDARD_INPUT) -> ParsedFile:
    """Parse a line that is to hold an account as one JSON object, whatever it looks like.

    Raises:
        DataFailure: it is too large, empty or not UTF-8 (FILE_...), or not JSON (ACCOUNT_SYNTAX).
    """
    check_size(line, reference, kind="account")
    text = decode_text(line, reference, kind="account")
    return ParsedFile(
        reference=reference,
        kind="account",
        data=line,
        text=text,
        text_format="JSON",
        tree=parse(text, reference, text_format="JSON", kind="account"),
    )


def plain_account(line: bytes, catalog: Catalog) -> Account | None:
    """Decode the account of a line that is plainly right, `None` where it has to be read."""
    if len(line) > MAX_BYTES or b"\x7f" in line:
        return None
    if b"\\" in line and _READ_WITH_CARE.search(line):
        return None
    try:
        account = _decoder().decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if not is_plainly_right(account, known_words(catalog)) or _has_key_twice(line, account):
        return None
    return account


def _has_key_twice(line: bytes, account: Account) -> bool:
    """Say whether a key is written twice, of which a decoder keeps the last.

    Then a text at least is lost, and its quotes are missing from what is written anew. What the
    model leaves out where it is the default is missing, too, so a tree has the last word.
    """
    quotes = line.count(b'"')
    encode = msgspec.json.encode
    return (
        encode(account).count(b'"') != quotes
        and encode(msgspec.json.decode(line)).count(b'"') != quotes
    )


@cache
def _decoder() -> msgspec.json.Decoder[Account]:
    """Make the decoder when the first line is read: it is built of the whole model."""
    return msgspec.json.Decoder(Account)

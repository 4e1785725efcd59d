"""Read an account from a line of JSON, of which there may be millions.

The good case is read at a glance (`parsing.plain`). Anything else is read as a file is, by the
reader that finds all that is wrong with it: so a line is right where a file would be, and its
problems are the same. Where lines come from, and what becomes of them, belongs to those who ask for
them.
"""

from functools import lru_cache

from addonctl.model.account import Account
from addonctl.model.catalog import Catalog
from addonctl.stores.files.documents import ParsedFile, decode_account
from addonctl.stores.files.reading import MAX_BYTES, STANDARD_INPUT, check_size, decode_text
from addonctl.stores.parsing.plain.reader import PlainReader
from addonctl.stores.parsing.syntax import parse


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
    """Read the account of a line that is plainly right, `None` where that takes more."""
    return None if len(line) > MAX_BYTES else _reader_of(catalog).read(line)


@lru_cache(maxsize=16)  # a catalogue, and those of tests
def _reader_of(catalog: Catalog) -> PlainReader:
    return PlainReader(catalog)

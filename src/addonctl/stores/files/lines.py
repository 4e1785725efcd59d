"""Parse a line of JSON that is to hold an account, as a file is parsed.

That is for lines that aren't plainly right (`parsing.plain`): what is wrong with one is found as in
a file.
"""

from addonctl.stores.files.documents import ParsedFile
from addonctl.stores.files.reading import STANDARD_INPUT, check_size, decode_text
from addonctl.stores.parsing.syntax import parse


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

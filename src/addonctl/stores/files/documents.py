"""Read one account from a file or from standard input, with all its problems where it has any.

The good case is one parse, one conversion and a look at what types can't say. Writing belongs
elsewhere.
"""

import shlex
from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO, TypeVar

import msgspec

from addonctl.errors import DataFailure
from addonctl.model.account import Account
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Problems, phrase
from addonctl.model.messages.vocabulary import A_FILE_OF_KIND, HOW_GIVEN
from addonctl.stores.files.reading import (
    STANDARD_INPUT,
    Kind,
    decode_text,
    problem_file,
    read_bytes,
    shown_name,
    spoken_name,
)
from addonctl.stores.parsing.account_checks import account_findings
from addonctl.stores.parsing.lexer import Format
from addonctl.stores.parsing.raw import Found, Tree
from addonctl.stores.parsing.syntax import check_again, format_of, parse

T = TypeVar("T", bound=msgspec.Struct)


class ParsedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was read and parsed: its bytes, its text without byte order mark, its tree."""

    reference: str
    kind: Kind
    data: bytes
    text: str
    text_format: Format
    tree: Tree

    def place(self, found: Iterable[Found], /) -> Problems:
        """Say where in the file everything stands that was found."""
        from addonctl.stores.parsing.placing import place_problems  # noqa: PLC0415  # needed on a fault alone

        return place_problems(
            found,
            text=self.text,
            text_format=self.text_format,
            file=problem_file(self.reference),
        )


def read_account(reference: str, *, catalog: Catalog, stdin: BinaryIO | None = None) -> Account:
    """Read an account from a path, or from `stdin` where the reference is `-`.

    Raises:
        DataFailure: the file can't be read (FILE_...), isn't TOML or JSON (ACCOUNT_SYNTAX), or
            says what can't be (ACCOUNT_INVALID, with all problems).
    """
    return decode_account(read_document(reference, kind="account", stdin=stdin), catalog=catalog)


def decode_account(document: ParsedFile, *, catalog: Catalog) -> Account:
    """Make the account that a document holds.

    Raises:
        DataFailure: ACCOUNT_INVALID, with all problems.
    """
    return decode(
        document,
        Account,
        lambda tree: account_findings(tree, catalog=catalog),
        lambda _tree: known_words(catalog),
    )


def find_account_problems(document: ParsedFile, *, catalog: Catalog) -> Problems:
    """Find the problems of an account, none where it is right."""
    return find_problems(
        document,
        Account,
        lambda tree: account_findings(tree, catalog=catalog),
        lambda _tree: known_words(catalog),
    )


def known_words(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """List what an account's fields may name, by key, to show how they are written."""
    addons = tuple(addon.id for addon in catalog.addons)
    return {"plan": tuple(plan.id for plan in catalog.plans), "addon": addons, "prices": addons}


def read_document(reference: str, *, kind: Kind, stdin: BinaryIO | None = None) -> ParsedFile:
    """Read and parse a file of any kind.

    Raises:
        DataFailure: it can't be read (FILE_...) or parsed (..._SYNTAX).
    """
    return parse_document(read_bytes(reference, kind=kind, stdin=stdin), reference, kind=kind)


def parse_document(data: bytes, reference: str, *, kind: Kind) -> ParsedFile:
    """Parse the bytes of a file.

    Raises:
        DataFailure: they aren't UTF-8 (FILE_NOT_UTF8) or TOML or JSON (..._SYNTAX).
    """
    text = decode_text(data, reference, kind=kind)
    text_format = format_of(text, reference)
    tree = parse(text, reference, text_format=text_format, kind=kind)
    return ParsedFile(
        reference=reference, kind=kind, data=data, text=text, text_format=text_format, tree=tree
    )


def decode(
    document: ParsedFile,
    kind: type[T],
    meaning: Callable[[Tree], Iterable[Found]],
    known: Callable[[Tree], Mapping[str, tuple[str, ...]]] | None = None,
) -> T:
    """Make the value that a document holds; `meaning` finds what types can't say.

    `known` lists words that its fields may hold, by key.

    Raises:
        DataFailure: OTHER_KIND, or ..._INVALID with all problems.
    """
    value = _converted(document, kind, meaning)
    if value is not None:
        return value
    problems = _all_problems(document, kind, meaning, known)
    refuse_other_kind(document)
    raise DataFailure(
        f"{document.kind.upper()}_INVALID",
        problems=problems.listed,
        more=problems.more,
        file=spoken_name(document.reference),
        count=problems.count,
        advice=check_again(document.reference, document.kind, problems.count),
    )


def refuse_other_kind(document: ParsedFile) -> None:
    """Refuse a file that is plainly of another kind: its problems would all miss the point.

    Raises:
        DataFailure: OTHER_KIND, with what the file is and how it is given.
    """
    from addonctl.stores.files.kinds import kind_of  # noqa: PLC0415  # needed on a fault alone

    found = kind_of(document.tree, document.kind)
    if found != document.kind:
        raise other_kind(document, found)


def other_kind(document: ParsedFile, found: str) -> DataFailure:
    """Say what a file is that isn't of the kind that was asked for, and how it is given."""
    is_stdin = document.reference == STANDARD_INPUT
    argument = "FILE" if is_stdin else shlex.quote(shown_name(document.reference))
    return DataFailure(
        "OTHER_KIND",
        file=spoken_name(document.reference),
        found=phrase(A_FILE_OF_KIND[found]),
        wanted=phrase(A_FILE_OF_KIND[document.kind]),
        how=phrase(HOW_GIVEN[found], argument=argument),
    )


def find_problems(
    document: ParsedFile,
    kind: type[msgspec.Struct],
    meaning: Callable[[Tree], Iterable[Found]],
    known: Callable[[Tree], Mapping[str, tuple[str, ...]]] | None = None,
) -> Problems:
    """Find the problems of a document; the search for them all begins at the first."""
    if _converted(document, kind, meaning) is not None:
        return Problems(listed=())
    return _all_problems(document, kind, meaning, known)


def _converted(
    document: ParsedFile, kind: type[T], meaning: Callable[[Tree], Iterable[Found]]
) -> T | None:
    """Make the value that a document holds, `None` where anything is wrong with it."""
    try:
        value = msgspec.convert(document.tree, kind)
    except msgspec.ValidationError:
        return None
    return None if any(True for _ in meaning(document.tree)) else value


def _all_problems(
    document: ParsedFile,
    kind: type[msgspec.Struct],
    meaning: Callable[[Tree], Iterable[Found]],
    known: Callable[[Tree], Mapping[str, tuple[str, ...]]] | None,
) -> Problems:
    from addonctl.stores.parsing import types  # noqa: PLC0415  # needed on a fault alone

    return types.find_problems(
        document.tree,
        kind,
        meaning(document.tree),
        text=document.text,
        text_format=document.text_format,
        file=problem_file(document.reference),
        known=None if known is None else known(document.tree),
    )

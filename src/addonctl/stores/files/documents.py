"""Read a file or standard input as what it holds, with all its problems where it has any.

The good case is one parse, one conversion and a look at what types can't say. Telling its kind
keeps an account, a catalogue, a policy or settings from being read as another. Writing belongs
elsewhere.
"""

import shlex
from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO, Final, Generic, Literal, NamedTuple, TypeAlias, TypeVar

import msgspec

from addonctl.errors import DataFailure
from addonctl.model.account import Account
from addonctl.model.catalog import Catalog, CatalogFile
from addonctl.model.messages import Problems, phrase
from addonctl.model.messages.vocabulary import A_FILE_OF_KIND, HOW_GIVEN
from addonctl.model.policy import Policy
from addonctl.model.preferences import SettingsFile
from addonctl.stores.files.reading import (
    STANDARD_INPUT,
    Kind,
    decode_text,
    problem_file,
    read_bytes,
    spoken_name,
)
from addonctl.stores.parsing.account_checks import account_findings
from addonctl.stores.parsing.lexer import Format
from addonctl.stores.parsing.raw import Found, Tree
from addonctl.stores.parsing.syntax import check_again, format_of, parse

T = TypeVar("T", bound=msgspec.Struct)
FoundKind: TypeAlias = Kind | Literal["answer", "json_schema"]


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
        found = list(found)
        if not found:
            return Problems(listed=())
        from addonctl.stores.parsing.placing import place_problems  # noqa: PLC0415  # needed on a fault alone

        return place_problems(
            found, text=self.text, text_format=self.text_format, file=problem_file(self.reference)
        )


class ReadFile(msgspec.Struct, frozen=True, kw_only=True):
    """An account and the file that it was read from."""

    account: Account
    document: ParsedFile

    @property
    def tree(self) -> Tree:
        """Return what the file says, as it stands there."""
        return self.document.tree

    def place(self, found: Iterable[Found], /) -> Problems:
        """Say where in the file everything stands that was found."""
        return self.document.place(found)


class Content(NamedTuple, Generic[T]):
    """What files of a kind hold: their type, and what types can't say is found by `meaning`.

    `known` lists words that their fields may hold, by key.
    """

    kind: type[T]
    meaning: Callable[[Tree], Iterable[Found]]
    known: Callable[[Tree], Mapping[str, tuple[str, ...]]] = lambda _tree: {}


def account_content(catalog: Catalog) -> Content[Account]:
    """Say what account files hold, against a catalogue: its ids are the words of their fields."""

    def known(_tree: Tree) -> dict[str, tuple[str, ...]]:
        addons = tuple(addon.id for addon in catalog.addons)
        return {"plan": tuple(plan.id for plan in catalog.plans), "addon": addons, "prices": addons}

    return Content(Account, lambda tree: account_findings(tree, catalog=catalog), known)


def decode_account(document: ParsedFile, *, catalog: Catalog) -> Account:
    """Make the account that a document holds.

    Raises:
        DataFailure: ACCOUNT_INVALID, with all problems.
    """
    return decode(document, account_content(catalog))


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


def decode(document: ParsedFile, content: Content[T]) -> T:
    """Make the value that a document holds.

    Raises:
        DataFailure: OTHER_KIND, or ..._INVALID with all problems.
    """
    value = converted(document.tree, content)
    if value is not None:
        return value
    problems = _all_problems(document, content)
    found = kind_of(document.tree, document.kind)
    if found != document.kind:  # its problems would all miss the point
        raise other_kind(document, found)
    raise DataFailure(
        f"{document.kind.upper()}_INVALID",
        problems=problems.listed,
        more=problems.more,
        file=spoken_name(document.reference),
        count=problems.count,
        advice=check_again(document.reference, document.kind, problems.count),
    )


def other_kind(document: ParsedFile, found: str) -> DataFailure:
    """Say what a file is that isn't of the kind that was asked for, and how it is given."""
    is_stdin = document.reference == STANDARD_INPUT
    argument = "FILE" if is_stdin else shlex.quote(document.reference)
    return DataFailure(
        "OTHER_KIND",
        file=spoken_name(document.reference),
        found=phrase(A_FILE_OF_KIND[found]),
        wanted=phrase(A_FILE_OF_KIND[document.kind]),
        how=phrase(HOW_GIVEN[found], argument=argument),
    )


def find_problems(document: ParsedFile, content: Content[T]) -> Problems:
    """Find the problems of a document; the search for them all begins at the first."""
    if converted(document.tree, content) is not None:
        return Problems(listed=())
    return _all_problems(document, content)


def converted(tree: Tree, content: Content[T]) -> T | None:
    """Make the value that a tree holds, `None` where anything is wrong with it."""
    try:
        value = msgspec.convert(tree, content.kind)
    except msgspec.ValidationError:
        return None
    return None if any(True for _ in content.meaning(tree)) else value


def _all_problems(document: ParsedFile, content: Content[T]) -> Problems:
    from addonctl.stores.parsing import types  # noqa: PLC0415  # needed on a fault alone

    return types.find_problems(
        document.tree,
        content.kind,
        content.meaning(document.tree),
        text=document.text,
        text_format=document.text_format,
        file=problem_file(document.reference),
        known=content.known(document.tree),
    )


_KEYS: Final[dict[Kind, frozenset[str]]] = {
    "account": frozenset(Account.__struct_fields__),
    "catalog": frozenset(CatalogFile.__struct_fields__),
    "policy": frozenset(Policy.__struct_fields__),
    "settings": frozenset(SettingsFile.__struct_fields__),
}


def kind_of(tree: Tree, expected: Kind) -> FoundKind:
    """Tell the kind that most keys of the first level belong to; in doubt the expected one.

    `schema` and `prices` are keys of two kinds.
    """
    schema = tree.get("schema")
    if isinstance(schema, str) and schema.startswith("addonctl."):
        return "answer"
    if "$schema" in tree:
        return "json_schema"
    counts = {kind: _count(tree, kind) for kind in _KEYS}
    most = max(counts.values())
    if counts[expected] == most:
        return expected
    return next(kind for kind, count in counts.items() if count == most)


def _count(tree: Tree, kind: Kind) -> int:
    """Count the keys of a kind; prices are an account's where they lead from ids to tables."""
    keys = _KEYS[kind] & tree.keys()
    prices = tree.get("prices")
    is_by_addon = isinstance(prices, dict) and all(isinstance(row, dict) for row in prices.values())
    is_others = kind == ("catalog" if is_by_addon else "account")
    return len(keys - {"prices"} if is_others else keys)

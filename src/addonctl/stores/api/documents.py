"""Read the documents of an answer, as strictly as files: JSON with every fault and its place.

An envelope may hold more than is known; an account, a catalogue and a policy may not.
"""

from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import Struct

from addonctl.errors import DataFailure, StorageFailure
from addonctl.model.catalog import Catalog
from addonctl.model.context import Tells
from addonctl.model.messages import Message
from addonctl.model.wire import API, Rulebook
from addonctl.stores.files.documents import ParsedFile
from addonctl.stores.files.reading import decode_text
from addonctl.stores.parsing.catalog_checks import catalog_findings
from addonctl.stores.parsing.policy_checks import policy_findings
from addonctl.stores.parsing.raw import Found, Tree, table_of
from addonctl.stores.parsing.syntax import parse

_PARTS: Final = ("catalog", "policy")


def parse_json(data: bytes, address: str) -> ParsedFile:
    """Parse the body of an answer.

    Raises:
        StorageFailure: API_NOT_JSON, with the place; none of the body is shown.
    """
    try:
        text = decode_text(data, address, kind="account")
        tree = parse(text, address, text_format="JSON", kind="account")
    except DataFailure as failure:
        reason = Message("API_NOT_JSON.text")
        if failure.code == "ACCOUNT_SYNTAX":
            reason = Message("API_NOT_JSON.syntax", **failure.values)
        raise StorageFailure("API_NOT_JSON", server=address, reason=reason) from failure
    return ParsedFile(
        reference=address, kind="account", data=data, text=text, text_format="JSON", tree=tree
    )


def read_rulebook(data: bytes, address: str, *, packaged: Catalog) -> Rulebook:
    """Read a rulebook.

    Raises:
        StorageFailure: API_NOT_JSON; API_NO_RULEBOOK, it is something else.
        DataFailure: RULEBOOK_INVALID, with all problems.
    """
    document = parse_json(data, address)
    tree = _known_of(Rulebook, document.tree)
    if isinstance(tree.get("tells"), dict):
        tree["tells"] = _known_of(Tells, table_of(tree, "tells"))
    if tree.get("api") != API:
        raise StorageFailure(
            "API_NO_RULEBOOK", address=address, reason=Message("API_NO_RULEBOOK.other")
        )
    found = list(_findings(tree, packaged))
    try:
        rulebook = msgspec.convert(tree, Rulebook)
    except msgspec.ValidationError:
        pass
    else:
        if not found:
            return rulebook
    from addonctl.stores.parsing.types import find_problems  # noqa: PLC0415  # needed on a fault alone

    problems = find_problems(
        tree, Rulebook, found, text=document.text, text_format="JSON", file=address
    )
    raise DataFailure(
        "RULEBOOK_INVALID",
        problems=problems.listed,
        more=problems.more,
        file=address,
        count=problems.count,
    )


def _known_of(kind: type[Struct], tree: Tree) -> Tree:
    """Leave aside what an envelope may hold beside what is known."""
    return {key: tree[key] for key in kind.__struct_fields__ if key in tree}


def _findings(tree: Tree, packaged: Catalog) -> Iterator[Found]:
    """Find what the parts of a rulebook say that can't be, as in files of their own."""
    for part in _PARTS:
        if not isinstance(tree.get(part), dict):
            continue
        table = table_of(tree, part)
        found = (
            catalog_findings(table, packaged=packaged)
            if part == "catalog"
            else policy_findings(table)
        )
        for path, message in found:
            yield (part, *path), message

"""Check what a policy file says, beyond the types that the model states.

Whether its rows answer every question belongs to `rules.policy_checks`.
"""

from collections.abc import Iterator
from typing import Final

from addonctl.model.messages import Message, place_name
from addonctl.model.policy import Policy
from addonctl.stores.files.documents import Content
from addonctl.stores.parsing.raw import Found, Path, Tree, tables_of, text_of, texts_of
from addonctl.stores.parsing.shared_checks import id_findings, ids_of
from addonctl.stores.parsing.suggestions import excerpt, unknown

ROWS: Final = ("permit", "forbid")


def words_of_policy(tree: Tree) -> dict[str, tuple[str, ...]]:
    """List the documents and rows that the rows of a policy may speak of, by key."""
    return {"document": ids_of(tree, "document"), "disables": ids_of(tree, *ROWS)}


def policy_findings(tree: Tree) -> Iterator[Found]:
    """Find what a policy file says that can't be.

    Rules: no id is used twice; a row has either a source or a reason why it was concluded; the
    documents and rows that are named exist; a conflict has two different readings.
    """
    yield from id_findings(tree, "document")
    yield from id_findings(tree, *ROWS, "conflict", "route", "vendor")
    for kind in (*ROWS, "vendor"):
        for number, row in tables_of(tree, kind):
            yield from _row(tree, (kind, number), row)
    rules = [text_of(row, "id") or "" for kind in ROWS for _, row in tables_of(tree, kind)]
    for number, conflict in tables_of(tree, "conflict"):
        names: list[str | None] = []
        for place, reading in tables_of(conflict, "reading"):
            path: Path = ("conflict", number, "reading", place)
            name = text_of(reading, "name")
            if name is not None and name in names:
                other = place_name(f"conflict[{number}].reading[{names.index(name)}]")
                message = Message("POLICY_DUPLICATE_READING", value=excerpt(name), other=other)
                yield (*path, "name"), message
            names.append(name)
            for index, word in texts_of(reading, "disables"):
                if word not in rules:
                    yield (*path, "disables", index), unknown("POLICY_UNKNOWN_RULE", word, rules)
            yield from _documents(tree, path, reading)


def _row(tree: Tree, path: Path, row: Tree) -> Iterator[Found]:
    has_source, is_inferred = bool(row.get("source")), row.get("inferred") is not None
    if has_source == is_inferred:
        code = "POLICY_BOTH_SOURCE_AND_INFERRED" if is_inferred else "POLICY_NO_SOURCE"
        yield path, Message(code, rule=excerpt(text_of(row, "id") or ""))
    yield from _documents(tree, path, row)


def _documents(tree: Tree, path: Path, row: Tree) -> Iterator[Found]:
    known = [text_of(document, "id") or "" for _, document in tables_of(tree, "document")]
    for number, source in tables_of(row, "source"):
        word = text_of(source, "document")
        if word is not None and word not in known:
            message = unknown("POLICY_UNKNOWN_DOCUMENT", word, known)
            yield (*path, "source", number, "document"), message


POLICY_CONTENT: Final = Content(Policy, policy_findings, words_of_policy)
"""What policy files hold. Gaps between their rows are found by `rules.policy_checks`."""

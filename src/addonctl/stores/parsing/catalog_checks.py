"""Check what a catalogue or a policy file says, beyond the types that the model states.

Whether a policy answers every question belongs to `rules.policy_checks`.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from addonctl.model.catalog import Catalog, CatalogFile
from addonctl.model.messages import Message, place_name
from addonctl.model.names import as_read
from addonctl.model.policy import Policy
from addonctl.stores.files.documents import Content
from addonctl.stores.parsing.raw import Found, Path, Tree, date_of, tables_of, text_of, texts_of
from addonctl.stores.parsing.shared_checks import (
    addon_findings,
    addon_names,
    currency_findings,
    date_findings,
    pattern_findings,
    twice,
)
from addonctl.stores.parsing.suggestions import IDENTIFIER, PRICE, excerpt, path_text, unknown

ROWS: Final = ("permit", "forbid")


def catalog_findings(tree: Tree, *, packaged: Catalog) -> Iterator[Found]:
    """Find what a catalogue file says that can't be, together with the lists it doesn't hold.

    Rules: no two plans share an id, no two add-ons a word that names them, no two prices what
    they are for and since when; plans and prices speak of add-ons that exist.
    """
    yield from _id_findings(tree, "plans")
    yield from _id_findings(tree, "addons")
    names = addon_names(packaged.addons)
    if "addons" in tree:
        names = {}
        yield from _addons(tree, names)
    for number, plan in tables_of(tree, "plans"):
        for key in ("offers", "includes"):
            for place, word in texts_of(plan, key):
                yield from addon_findings(("plans", number, key, place), word, names)
    if "plans" not in tree:
        for packaged_plan in packaged.plans:
            for word in (*packaged_plan.offers, *packaged_plan.includes):
                if names.get(as_read(word)) != word:
                    yield ("addons",), Message("PLAN_NEEDS", plan=packaged_plan.id, addon=word)
    yield from _prices(tree, names)


def words_of_policy(tree: Tree) -> dict[str, tuple[str, ...]]:
    """List the documents and rows that the rows of a policy may speak of, by key."""
    return {"document": _ids(tree, "document"), "disables": _ids(tree, *ROWS)}


def _ids(tree: Tree, *kinds: str) -> tuple[str, ...]:
    ids = (text_of(row, "id") for kind in kinds for _, row in tables_of(tree, kind))
    return tuple(row_id for row_id in ids if row_id)


def policy_findings(tree: Tree) -> Iterator[Found]:
    """Find what a policy file says that can't be.

    Rules: no id is used twice; a row has either a source or a reason why it was concluded; the
    documents and rows that are named exist; a conflict has two different readings.
    """
    yield from _id_findings(tree, "document")
    yield from _id_findings(tree, *ROWS, "conflict", "route")
    for kind in ROWS:
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


def _id_findings(tree: Tree, *kinds: str) -> Iterator[Found]:
    """Find ids that aren't ids or are used twice among some lists."""
    first: dict[str, tuple[Path, str]] = {}
    for kind in kinds:
        for number, row in tables_of(tree, kind):
            path: Path = (kind, number)
            row_id = text_of(row, "id")
            if row_id is None:
                continue
            yield from pattern_findings(path, row, "id", IDENTIFIER)
            other, same = first.setdefault(as_read(row_id), (path, row_id))
            if other != path:
                yield (*path, "id"), twice(row_id, same, path_text(other) or "")


def _addons(tree: Tree, names: dict[str, str]) -> Iterator[Found]:
    """Find words that name two add-ons, and fill in what each word names."""
    first: dict[str, tuple[int, str]] = {}
    for number, addon in tables_of(tree, "addons"):
        addon_id = text_of(addon, "id") or ""
        words: Iterable[tuple[Path, str]] = [
            (("name",), text_of(addon, "name") or addon_id),
            *((("aliases", place), word) for place, word in texts_of(addon, "aliases")),
        ]
        names.setdefault(as_read(addon_id), addon_id)
        first.setdefault(as_read(addon_id), (number, addon_id))
        for key, word in words:
            names.setdefault(as_read(word), addon_id)
            owner, same = first.setdefault(as_read(word), (number, word))
            if owner != number:
                yield ("addons", number, *key), twice(word, same, f"addons[{owner}]")


def _prices(tree: Tree, names: dict[str, str]) -> Iterator[Found]:
    first: dict[object, int] = {}
    for number, price in tables_of(tree, "prices"):
        path: Path = ("prices", number)
        addon = text_of(price, "addon")
        if addon is not None:
            yield from addon_findings((*path, "addon"), addon, names)
        yield from currency_findings(path, price)
        yield from pattern_findings(path, price, "unit_price", PRICE)
        yield from date_findings(path, price, "valid_from")
        commitment = text_of(price, "commitment") or "none"
        row = (addon, text_of(price, "currency"), commitment, date_of(price, "valid_from"))
        if None not in row and first.setdefault(row, number) != number:
            yield path, Message("PRICE_TWICE", other=place_name(f"prices[{first[row]}]"))


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


def catalog_content(packaged: Catalog) -> Content[CatalogFile]:
    """Say what catalogue and price-book files hold, beside the lists of the package."""

    def known(tree: Tree) -> dict[str, tuple[str, ...]]:
        addons = tuple(addon.id for addon in packaged.addons)
        words = _ids(tree, "addons") if "addons" in tree else addons
        return dict.fromkeys(("addon", "offers", "includes"), words)

    return Content(CatalogFile, lambda tree: catalog_findings(tree, packaged=packaged), known)


POLICY_CONTENT: Final = Content(Policy, policy_findings, words_of_policy)
"""What policy files hold. Gaps between their rows are found by `rules.policy_checks`."""

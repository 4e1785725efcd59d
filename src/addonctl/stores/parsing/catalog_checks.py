"""Check what a catalogue or price-book file says, beyond the types that the model states."""

from collections.abc import Iterable, Iterator

from addonctl.model.catalog import Catalog, CatalogFile
from addonctl.model.messages import Message, place_name
from addonctl.model.names import as_read
from addonctl.stores.files.documents import Content
from addonctl.stores.parsing.raw import Found, Path, Tree, date_of, tables_of, text_of, texts_of
from addonctl.stores.parsing.shared_checks import (
    addon_findings,
    addon_names,
    currency_findings,
    date_findings,
    id_findings,
    ids_of,
    pattern_findings,
    twice,
)
from addonctl.stores.parsing.suggestions import PRICE


def catalog_findings(tree: Tree, *, packaged: Catalog) -> Iterator[Found]:
    """Find what a catalogue file says that can't be, together with the lists it doesn't hold.

    Rules: no two plans share an id, no two add-ons a word that names them, no two prices what
    they are for and since when; plans and prices speak of add-ons that exist.
    """
    yield from id_findings(tree, "plans")
    yield from id_findings(tree, "addons")
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


def catalog_content(packaged: Catalog) -> Content[CatalogFile]:
    """Say what catalogue and price-book files hold, beside the lists of the package."""

    def known(tree: Tree) -> dict[str, tuple[str, ...]]:
        addons = tuple(addon.id for addon in packaged.addons)
        words = ids_of(tree, "addons") if "addons" in tree else addons
        return dict.fromkeys(("addon", "offers", "includes"), words)

    return Content(CatalogFile, lambda tree: catalog_findings(tree, packaged=packaged), known)

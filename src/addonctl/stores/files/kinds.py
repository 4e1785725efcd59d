"""Tell what a file is by what it holds: an account, a catalogue, a policy, settings, an answer.

What is wrong with it is found elsewhere; this only keeps one kind from being read as another.
"""

from typing import Final, Literal, TypeAlias

from addonctl.model.account import Account
from addonctl.model.catalog import CatalogFile
from addonctl.model.policy import Policy
from addonctl.model.preferences import SettingsFile
from addonctl.stores.files.reading import Kind
from addonctl.stores.parsing.raw import Tree

FoundKind: TypeAlias = Kind | Literal["answer", "json_schema"]

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

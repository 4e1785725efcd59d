"""Every key of an account file can be supposed, and makes the account that a file with it holds."""

import copy
import json
import re
import tomllib
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from addonctl.errors import UsageFailure
from addonctl.model.account import Account
from addonctl.stores.files.documents import decode_account, parse_document
from addonctl.stores.parsing.raw import Tree
from addonctl.stores.supposing.accounts import suppose
from addonctl.stores.supposing.options import read_suppositions
from tests.builders import PACKAGED_CATALOG
from tests.stores.supposing.every_key import EXCLUSIVE, FULL_ACCOUNT, VALUES


def keys_of(kind: inspect.Type, path: str = "") -> set[str]:
    """List the keys of a type, a star for the number of a list's entry or for any name."""
    match kind:
        case inspect.UnionType():
            return set().union(*(keys_of(each, path) for each in kind.types))
        case inspect.StructType():
            return {path}.union(
                *(keys_of(each.type, f"{path}.{each.encode_name}") for each in kind.fields)
            )
        case inspect.DictType():
            return {path} | keys_of(kind.value_type, f"{path}.*")
        case inspect.VarTupleType():
            return {path} | keys_of(kind.item_type, f"{path}.*")
        case _:
            return {path}


def put(tree: dict[str, Any], key: str, value: object) -> dict[str, Any]:
    """Return an account's JSON with a value at a key, as a person would edit it."""
    changed: Any = copy.deepcopy(tree)
    *above, last = key.split(".")
    node = changed
    for part in above:
        node = node[int(part)] if isinstance(node, list) else node.setdefault(part, {})
    if isinstance(node, list):
        node[int(last) : int(last) + 1] = [value]
    else:
        node[last] = value
    return dict(changed)


def account_of(tree: dict[str, Any]) -> Account:
    """Read an account from its JSON, with every check of a file."""
    document = parse_document(json.dumps(tree).encode(), "a.json", kind="account")
    return decode_account(document, catalog=PACKAGED_CATALOG)


def supposed(tree: Tree, *words: str) -> Account:
    """Suppose something of an account."""
    return suppose(tree, read_suppositions(words), PACKAGED_CATALOG).account


def in_toml(tree: Tree) -> Tree:
    """Return an account as TOML is parsed: its dates are dates."""
    text = json.dumps(tree)
    moments = re.sub(r'"(\d{4}-\d\d-\d\d(T\S+Z)?)"', r"\1", text)
    inline = re.sub(r'("[a-z_-]+"): ', r"\1 = ", moments)
    whole: Any = tomllib.loads(f"account = {inline}")
    return dict(whole["account"])


def test_every_key_of_the_format_is_tried() -> None:
    """Who adds a key to an account file shows here that it can be supposed."""
    known = keys_of(inspect.type_info(Account)) - {""}
    tried = {f".{key}" for key in (*VALUES, *EXCLUSIVE)}
    general = {re.sub(r"\.\d+(?=\.|$)", ".*", key).replace("analytics-plus", "*") for key in tried}
    assert general == known


@pytest.mark.parametrize("key", VALUES)
def test_a_key_makes_the_account_that_a_file_with_it_holds(key: str) -> None:
    """Read from JSON or TOML, with the number of an entry as a part or in brackets."""
    text, value = VALUES[key]
    expected = account_of(put(FULL_ACCOUNT, key, value))
    for tree in (FULL_ACCOUNT, in_toml(FULL_ACCOUNT)):
        before = copy.deepcopy(tree)
        assert supposed(tree, f"{key}={text}") == expected
        brackets = re.sub(r"\.(\d+)(?=\.|$)", r"[\1]", key)
        assert supposed(tree, f" {brackets} = {text} ") == expected
        assert tree == before


@pytest.mark.parametrize("key", VALUES)
def test_a_key_says_what_it_is_and_what_it_were(key: str) -> None:
    """Both as JSON holds them, and nothing where nothing stands."""
    text, value = VALUES[key]
    (said,) = suppose(
        in_toml(FULL_ACCOUNT), read_suppositions([f"{key}={text}"]), PACKAGED_CATALOG
    ).what_if
    node: Any = FULL_ACCOUNT
    for part in key.split("."):
        if isinstance(node, list):
            node = node[int(part)] if int(part) < len(node) else None
        else:
            node = (node or {}).get(part)
    assert msgspec.to_builtins(said) == {
        "path": re.sub(r"\.(\d+)(?=\.|$)", r"[\1]", key),
        "from": node,
        "to": value,
    }


@pytest.mark.parametrize("key", [*VALUES, *EXCLUSIVE])
def test_a_key_takes_no_value_of_another_kind(key: str) -> None:
    """A table that no key has is refused by the option's name, before an account is read."""
    with pytest.raises(UsageFailure) as refused:
        read_suppositions([f"{key}={{never = [1]}}"])
    (problem, *_) = refused.value.problems
    named = re.sub(r"\.(\d+)(?=\.|$)", r"[\1]", key)
    assert problem.file == f"--set {named}"  # type: ignore[attr-defined]


@pytest.mark.parametrize(("key", "value"), EXCLUSIVE.items())
def test_a_discount_is_of_one_kind_here_too(key: str, value: tuple[str, str]) -> None:
    """Beside another kind it is refused; in the place of all of it, it is what a file may hold."""
    with pytest.raises(UsageFailure) as refused:
        supposed(FULL_ACCOUNT, f"{key}={value[0]}")
    assert refused.value.code == "SET_INVALID"
    above, _, kind = key.rpartition(".")
    if key != "billing.discount.once":
        table = f'{above}={{{kind} = "{value[1]}"}}'
        assert supposed(FULL_ACCOUNT, table) == account_of(
            put(FULL_ACCOUNT, above, {kind: value[1]})
        )

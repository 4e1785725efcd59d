"""Load the catalogue and the policy, of the package or a file of the settings; and the examples.

What is packaged is checked by the tests, not at every start.
"""

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import structs

from addonctl.model.account import Account
from addonctl.model.catalog import Catalog, CatalogFile
from addonctl.model.policy import Policy
from addonctl.stores.files.documents import decode, read_document
from addonctl.stores.parsing.raw import Tree

_DATA: Final = Path(__file__).parent.parent / "data"
_EXAMPLES: Final = _DATA / "examples"


def load_catalog(path: str | None = None) -> Catalog:
    """Load the packaged catalogue; a file replaces each list that it holds.

    Raises:
        DataFailure: the file can't be read (FILE_...), isn't TOML or JSON (CATALOG_SYNTAX), or
            says what can't be (CATALOG_INVALID, with all problems).
    """
    tree = tomllib.loads((_DATA / "catalog.toml").read_text("utf-8"))
    packaged = msgspec.convert(tree, Catalog)
    if path is None:
        return packaged
    from addonctl.stores.parsing.catalog_checks import catalog_content  # noqa: PLC0415  # seldom

    file = decode(read_document(path, kind="catalog"), catalog_content(packaged))
    return catalog_of(file, path, packaged=packaged)


def catalog_of(file: CatalogFile, place: str, *, packaged: Catalog) -> Catalog:
    """Return the packaged catalogue with each list replaced that a file of some place holds."""
    given = {name: value for name, value in structs.asdict(file).items() if value is not None}
    prices_from = None if file.prices is None else place
    return structs.replace(packaged, **given, prices_from=prices_from)


def load_policy(path: str | None = None) -> Policy:
    """Load the packaged policy, or the one of a file in its place.

    Whether it answers every question is `rules.policy_checks`' to find.

    Raises:
        DataFailure: the file can't be read (FILE_...), isn't TOML or JSON (POLICY_SYNTAX), or
            says what can't be (POLICY_INVALID, with all problems).
    """
    if path is None:
        tree = tomllib.loads((_DATA / "policy.toml").read_text("utf-8"))
        return msgspec.convert(tree, Policy)
    from addonctl.stores.parsing.policy_checks import POLICY_CONTENT  # noqa: PLC0415  # seldom

    return decode(read_document(path, kind="policy"), POLICY_CONTENT)


def packaged_files() -> tuple[str, ...]:
    """List all data files of the package by their paths: catalogue, policy, examples."""
    return tuple(map(str, (_DATA / "catalog.toml", _DATA / "policy.toml", *_files_of_examples())))


def example_names() -> tuple[str, ...]:
    """List the examples of the package, by the names of their files."""
    return tuple(path.stem for path in _files_of_examples())


def load_example(name: str) -> str:
    """Return an example as TOML, its commands about files that stand beside it.

    In the project the examples have a folder of their own; whoever prints one has none, and
    saves it as NAME.toml.
    """
    path, text = _example(name)
    if path.suffix == ".toml":
        return text
    # JSON has no dates: the account's own types have them.
    return account_as_toml(msgspec.convert(read_example(name), Account))


def account_as_toml(account: Account) -> str:
    """Write an account as TOML, people and events as blocks, to which changes append theirs."""
    import tomli_w  # noqa: PLC0415  # seldom

    tree: dict[str, Any] = msgspec.to_builtins(account, builtin_types=(dt.date, dt.datetime))
    blocks = {key: tree.get(key, ()) for key in ("users", "events")}
    text = tomli_w.dumps({key: value for key, value in tree.items() if key not in blocks})
    for key, tables in blocks.items():
        for table in tables:
            text += f"\n[[{key}]]\n{tomli_w.dumps(table)}"
    return text


def read_example(name: str) -> Tree:
    """Return what an example holds, without its comments."""
    path, text = _example(name)
    tree: Tree = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    return tree


def _files_of_examples() -> list[Path]:
    files = (path for path in _EXAMPLES.iterdir() if path.suffix in {".toml", ".json"})
    return sorted(files, key=lambda path: path.stem)


def _example(name: str) -> tuple[Path, str]:
    path = next(path for path in _EXAMPLES.iterdir() if path.stem == name)
    return path, path.read_text("utf-8").replace("examples/", "")

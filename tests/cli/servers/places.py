"""Serve the examples as anybody may: as plain files, or by `addonctl serve` on either database."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.builders import EXAMPLES
from tests.cli.program import CANARY, run
from tests.files import PROJECT
from tests.server import postgres
from tests.server.process import Served, serving
from tests.stores.api.static_files import accounts_of, json_of, serving_files, write_api

KINDS: Final = ("files", "sqlite", "postgresql")
REAL: Final = KINDS[1:]
BOOK: Final = "price-book.toml"
POLICY: Final = "policy.toml"
"""The packaged policy as a file: a server prescribes it, so that what is local has to be named."""
ACCOUNTS: Final = {account.id: account for account in accounts_of(EXAMPLES, str(EXAMPLES / BOOK))}
IN_FOLDER: Final = {
    "ADDONCTL_ACCOUNTS": "accounts",
    "ADDONCTL_CATALOG": BOOK,
    "ADDONCTL_POLICY": POLICY,
}
"""The settings by which the files of `write_folder` are asked about."""
_UNLIMITED: Final = "100000"


class Place(NamedTuple):
    """Where the examples are served, by which token they are asked for, and by what from where."""

    url: str
    token: str
    served: Served | None
    database: str | None = None

    @property
    def environ(self) -> dict[str, str]:
        """Return the settings by which it is asked."""
        return {"ADDONCTL_API_URL": self.url, "ADDONCTL_TOKEN": self.token}


def write_folder(folder: Path) -> None:
    """Write the examples as files that are named by their ids, with what they are decided by."""
    place = folder / "accounts"
    place.mkdir()
    for path in EXAMPLES.iterdir():
        if path.suffix in {".toml", ".json"} and path.name != BOOK:
            text = path.read_text("utf-8")
            account_id = next(each for each in ACCOUNTS if f'"{each}"' in text)
            (place / f"{account_id}{path.suffix}").write_text(text, "utf-8")
    shutil.copyfile(EXAMPLES / BOOK, folder / BOOK)
    packaged = resources.files("addonctl") / "data" / POLICY
    (folder / POLICY).write_text(packaged.read_text("utf-8"), "utf-8")


@contextmanager
def serving_examples(
    kind: str, folder: Path, *, scope: str = "read", module: str = "addonctl"
) -> Iterator[Place]:
    """Serve all examples, imported where there is a database, with a token of a scope.

    `module` runs the server in its own way, such as on the tests' clock.
    """
    write_folder(folder)
    if kind == "files":
        catalog, policy = json_of(str(folder / BOOK)), json_of(str(folder / POLICY))
        write_api(folder / "api", ACCOUNTS.values(), catalog=catalog, policy=policy)
        with serving_files(folder / "api") as url:
            yield Place(url, CANARY, None)
        return
    if kind == "postgresql" and not postgres.is_there():
        pytest.skip("no PostgreSQL: neither DATABASE_URL nor initdb")
    url = postgres.new_database() if kind == "postgresql" else f"sqlite:///{folder}/accounts.db"
    settings = {
        "ADDONCTL_DATABASE": url,
        "ADDONCTL_CATALOG": str(folder / BOOK),
        "ADDONCTL_SERVER_RATE": _UNLIMITED,
        "ADDONCTL_SERVER_BURST": _UNLIMITED,
        "HOME": str(folder),
        "PYTHONPATH": str(PROJECT),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in [each for each in os.environ if each.startswith(("ADDONCTL_", "XDG_"))]:
            patch.delenv(name)
        patch.chdir(folder / "accounts")
        with serving("--import", folder / "accounts", environ=settings, module=module) as served:
            made = run("token", "new", "reader", "--scope", scope, environ=settings)
            assert made.code == 0, made
            patch.undo()
            yield Place(f"http://127.0.0.1:{served.port}", made.out.strip(), served, url)

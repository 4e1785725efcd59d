"""Give every test a folder of its own to work in, with one account in it."""

import shutil
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.builders import EXAMPLES
from tests.cli.accounts import ACCOUNT, BOUGHT
from tests.cli.refusals import AMEND, SUBSCRIBE


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder; `tests.cli.program` watches every file in it."""
    work = tmp_path / "records"
    work.mkdir(0o755)
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def account(folder: Path) -> Path:
    """Write an account that is right, as `a.toml`."""
    path = folder / "a.toml"
    path.write_text(ACCOUNT, encoding="utf-8", newline="")
    return path


class Change(NamedTuple):
    """A command that records something on `a.toml`, what it records, and the account before."""

    argv: tuple[str, ...]
    kind: str
    before: str

    def is_recorded_in(self, text: str) -> bool:
        """Say whether a file is what was there and one event more."""
        events = text.count("[[events]]") - self.before.count("[[events]]")
        is_kept = text.startswith(self.before.rstrip("\n"))
        return is_kept and events == 1 and f'kind = "{self.kind}"' in text


CHANGES: Final = {
    "subscribe": Change(SUBSCRIBE, "subscribed", ACCOUNT),
    "amend": Change(AMEND, "licenses_changed", BOUGHT),
}
"""Both who record: a user of the account, and the vendor's people."""


@pytest.fixture(params=CHANGES)
def recording(request: pytest.FixtureRequest, folder: Path) -> Change:
    """Write the account that a change is about, as `a.toml`."""
    found = CHANGES[request.param]
    (folder / "a.toml").write_text(found.before, encoding="utf-8", newline="")
    return found


@pytest.fixture
def examples(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the examples beside the reader, with their price book set."""
    monkeypatch.setenv("ADDONCTL_CATALOG", "examples/price-book.toml")
    return Path(shutil.copytree(EXAMPLES, folder / "examples"))

"""Give every test a folder of its own to work in, with one account in it."""

import shutil
from pathlib import Path

import pytest

from tests.builders import EXAMPLES
from tests.cli.accounts import ACCOUNT


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


@pytest.fixture
def examples(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the examples beside the reader, with their price book set."""
    monkeypatch.setenv("ADDONCTL_CATALOG", "examples/price-book.toml")
    return Path(shutil.copytree(EXAMPLES, folder / "examples"))

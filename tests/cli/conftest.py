"""Give every test a folder of its own to work in, with one account in it."""

from pathlib import Path

import pytest

from tests.cli.accounts import ACCOUNT


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder; `tests.cli.program` watches every file in it."""
    work = tmp_path / "work"
    work.mkdir(0o755)
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def account(folder: Path) -> Path:
    """Write an account that is right, as `a.toml`."""
    path = folder / "a.toml"
    path.write_text(ACCOUNT, encoding="utf-8", newline="")
    return path

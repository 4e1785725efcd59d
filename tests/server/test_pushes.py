"""Several who push at once, with real commands to a real server, and a token whose time is over."""

import json
import subprocess
from pathlib import Path

import pytest

from addonctl.server.storage.database import open_database, parse_url
from addonctl.server.storage.tables import tokens
from tests.builders import make_account
from tests.cli.program import PROGRAM, environment, run
from tests.files import replaced
from tests.patience import GUARD_SECONDS
from tests.server.changing import MANY, filled
from tests.server.process import serving

PUSHERS = 4


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_of_several_pushes_at_once_one_wins(empty_url: str, work: Path) -> None:
    """The others are told (8), and what is there is what the winner sent, whole."""
    token = filled(empty_url, [make_account()])
    with serving("--database", empty_url, environ=MANY) as served:
        settings = {"ADDONCTL_API_URL": f"http://127.0.0.1:{served.port}", "ADDONCTL_TOKEN": token}
        assert run("pull", "plain", "--to", "a.toml", environ=settings).code == 0
        text = (work / "a.toml").read_text("utf-8")
        name = next(line for line in text.splitlines() if line.startswith("name ="))
        for number in range(PUSHERS):
            mine = replaced(text, (name, f'name = "Number {number}"'))
            (work / f"{number}.toml").write_text(mine, "utf-8")
        pushes = [
            subprocess.Popen(
                [*PROGRAM, "push", f"{number}.toml", "--yes", "-o", "json"],
                env=environment(settings),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for number in range(PUSHERS)
        ]
        ends = [(each.communicate(timeout=GUARD_SECONDS), each.returncode) for each in pushes]
        assert sorted(code for _, code in ends) == [0, 8, 8, 8], ends
        for (out, err), code in ends:
            if code:
                assert (out, json.loads(err)["error"]["code"]) == ("", "CHANGED_MEANWHILE")
        (winner,) = (number for number, (_, code) in enumerate(ends) if code == 0)
        pulled = run("pull", "plain", "-o", "json", environ=settings)
        assert json.loads(pulled.out)["name"] == f"Number {winner}"


@pytest.mark.usefixtures("work")
def test_token_whose_time_is_over_is_told(empty_url: str) -> None:
    """As one that the server doesn't take: whom to ask for a new one is said."""
    token = filled(empty_url, [make_account()])
    with serving("--database", empty_url) as served:
        settings = {"ADDONCTL_API_URL": f"http://127.0.0.1:{served.port}", "ADDONCTL_TOKEN": token}
        assert run("people", "-a", "plain", environ=settings).code == 0
        database = open_database(parse_url(empty_url), threads=1)
        with database.write() as connection:
            connection.execute(tokens.update().values(expires_at="2026-11-20T09:00:00Z"))
        database.close()
        ran = run("people", "-a", "plain", environ=settings)
        assert (ran.code, "TOKEN_INVALID" in ran.err, "expired" in ran.err) == (4, True, True)
        assert token not in ran.out + ran.err

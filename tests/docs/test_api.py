"""The page on servers: who follows it has an API that every reading command answers from."""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.cli.command_lines import AS_OF
from tests.cli.program import run
from tests.docs.documents import Block, blocks_of
from tests.docs.reader import Reader
from tests.files import PROJECT
from tests.stores.api.static_files import serving_files

TEXT: Final = (PROJECT / "docs" / "api.md").read_text("utf-8")


def nginx() -> Block:
    """Return the lines for the web server."""
    (block,) = (each for each in blocks_of(TEXT) if each.language == "nginx")
    return block


def test_lines_for_nginx_say_what_is_needed() -> None:
    """The media type, and no compression; the folder is the one that the page fills."""
    lines = [line.strip() for line in nginx().lines]
    assert lines[0] == "location /v1/ {"
    assert "default_type application/json;" in lines
    assert "gzip off;" in lines
    (root,) = (line for line in lines if line.startswith("root "))
    assert root.endswith("/api;")


def test_who_follows_the_page_has_an_api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its files, behind a plain web server with the media type of its lines, answer commands."""
    reader = tmp_path / "reader"
    reader.mkdir()
    monkeypatch.chdir(tmp_path)
    Reader(reader).follow(TEXT)
    served = reader / "project" / "api"
    media = re.search(r"default_type (\S+);", nginx().text)
    assert media
    with serving_files(served, media=media[1]) as url:
        environ = {"ADDONCTL_API_URL": url}
        for account in ("acme", "nordwind"):
            for command in ("catalog", "eligibility", "people", "history"):
                assert run(command, "-a", account, *AS_OF, environ=environ).code == 0
        ran = run("trial", "analytics-plus", "-a", "acme", "--as", "paul", "-y", environ=environ)
        assert (ran.code, "API_READ_ONLY" in ran.err) == (7, True)
        assert run("catalog", "-a", "nobody", environ=environ).code == 5
    with serving_files(served, media="application/octet-stream") as url:
        ran = run("catalog", "-a", "acme", environ={"ADDONCTL_API_URL": url})
        assert (ran.code, "API_NOT_JSON" in ran.err) == (7, True)

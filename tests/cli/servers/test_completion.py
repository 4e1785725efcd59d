"""Completion from a server: its people, add-ons and accounts; silence where it doesn't answer."""

from collections.abc import Mapping
from pathlib import Path

from tests.cli.program import CANARY, run
from tests.cli.servers.conftest import Serve
from tests.files import write
from tests.stores.api.faulty_server import FaultyServer, drip, reply, rulebook, silence


def words_of(*words: str, environ: Mapping[str, str]) -> list[str]:
    """Return what may stand for the last word."""
    line = {
        "COMP_WORDS": "\n".join(("addonctl", *words)),
        "COMP_CWORD": str(len(words)),
        "_ADDONCTL_COMPLETE": "complete_bash",
    }
    ran = run(environ=line | dict(environ))
    assert (ran.code, ran.err) == (0, "")
    return ran.out.split()


def at(server: FaultyServer) -> dict[str, str]:
    """Set a server."""
    return {"ADDONCTL_API_URL": server.url, "ADDONCTL_TOKEN": CANARY}


def test_people_of_a_server(serve: Serve) -> None:
    """The users of an account that is named by its id or its address."""
    server = serve()
    people = ["marie", "paul", "zoe", "tom"]
    assert words_of("trial", "-a", "acme", "--as", "", environ=at(server)) == people
    address = f"{server.url}/v1/accounts/acme"
    assert words_of("trial", "-a", address, "--as", "m", environ={}) == ["marie"]


def test_addons_of_a_server(serve: Serve) -> None:
    """The add-ons of its catalogue."""
    addon = {"id": "fax", "name": "Fax", "basis": "assigned"}
    plan = {"id": "essentials", "name": "Essentials", "offers": ["fax"]}
    book = rulebook(catalog={"addons": [addon], "plans": [plan]})
    server = serve(rulebook=reply(book))
    assert words_of("trial", "", environ=at(server)) == ["fax"]
    assert words_of("trial", "-a", "acme", "", environ=at(server)) == ["fax"]


def test_accounts_of_a_server(serve: Serve) -> None:
    """The ids that it lists; files fit, too."""
    row = {"id": "acme", "name": "Acme", "plan": "essentials", "version": 1}
    server = serve(accounts=reply({"accounts": [row], "next": None}))
    assert words_of("catalog", "-a", "", environ=at(server)) == ["acme", ":files"]
    assert words_of("catalog", "-a", "", environ=at(serve())) == [":files"]


def test_server_that_does_not_answer(serve: Serve) -> None:
    """Nothing is said, and nobody waits for it: each fault ends by itself."""
    for manner in (silence, drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"), reply(b"<html>")):
        server = serve(acme=manner, rulebook=manner, accounts=manner)
        assert words_of("trial", "-a", "acme", "--as", "", environ=at(server)) == []
        assert words_of("trial", "", environ=at(server)) == []
    gone = serve()
    gone.close()
    assert words_of("trial", "-a", "acme", "--as", "", environ=at(gone)) == []
    assert words_of("catalog", "-a", "", environ=at(gone)) == [":files"]


def test_profiles(folder: Path) -> None:
    """The profiles of the settings file."""
    write(folder, '[profiles.staging]\nlang = "fr"\n[profiles.live]\n', "s.toml")
    assert words_of("catalog", "--config", "s.toml", "--profile", "", environ={}) == [
        "staging",
        "live",
    ]

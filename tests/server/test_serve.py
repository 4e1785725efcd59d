"""`addonctl serve`, `token` and `db`: as people run them, on both databases."""

import datetime as dt
import errno
import http.client
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Final

import pytest
import sqlalchemy as sa

from addonctl.errors import StorageFailure
from addonctl.model.serving import ServerOptions
from addonctl.server.running import listen
from addonctl.server.serving import token_name
from addonctl.server.storage.database import open_database, parse_url
from addonctl.server.storage.schema import changing, migrations
from addonctl.server.storage.tables import SCHEMA
from addonctl.text.translator import for_people
from tests.builders import EXAMPLES
from tests.cli.program import NOW, run
from tests.files import PROJECT
from tests.patience import GUARD_SECONDS
from tests.server.process import Served, serving
from tests.server.raw import connected, head, read_all, read_head

ACME: Final = EXAMPLES / "acme.toml"
SECRET: Final = "s3cr3t"  # noqa: S105  # nobody's


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, at home in another."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return work


def get(served: Served, path: str, token: str | None = None) -> tuple[int, bytes]:
    """Ask a server once."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=GUARD_SECONDS)
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    try:
        connection.request("GET", path, headers=headers)
        reply = connection.getresponse()
        return reply.status, reply.read()
    finally:
        connection.close()


def test_import_serves_with_a_token_in_a_private_file(empty_url: str, tmp_path: Path) -> None:
    """It prints where it listens and a command that shows an answer; the token is in no output."""
    with serving("--import", ACME, "--database", empty_url) as served:
        file = _token_file(served)
        token = file.read_text().strip()
        assert file.parent == tmp_path / "home/.local/share/addonctl"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        lines = served.out.splitlines()
        assert lines[0].startswith(f"Serving http://127.0.0.1:{served.port}/v1 from ")
        assert lines[1] == "1 account was imported."
        assert lines[-1] == (
            f"  ADDONCTL_API_URL=http://127.0.0.1:{served.port} ADDONCTL_TOKEN_FILE={file}"
            " addonctl eligibility -a acme"
        )
        status, body = get(served, "/v1/accounts/acme", token)
        assert status == 200
        assert {event["imported_by"] for event in json.loads(body)["events"]} == {"import"}
        assert served.stop() == 0
        assert token not in served.out + served.log
    listed = run("token", "list", "--database", empty_url, "-o", "json").json["tokens"]
    assert [(row["name"], row["scope"]) for row in listed] == [("import", "act")]


def test_folder_is_imported_whole(tmp_path: Path) -> None:
    """Every account file in it, by name; one that is wrong is told before anything is served."""
    accounts = tmp_path / "accounts"
    accounts.mkdir()
    for name in ("acme.toml", "leap-day.json", "quarterly-discounts.toml"):
        (accounts / name).write_bytes((EXAMPLES / name).read_bytes())
    with serving("--import", accounts) as served:
        assert "3 accounts were imported." in served.out
    (accounts / "bad.toml").write_text("schema = 1\n")
    environ = {"HOME": str(tmp_path / "other")}
    refused = run("serve", "--import", accounts, environ=environ)
    assert refused.code == 6
    assert "bad.toml" in refused.err


def test_folder_with_an_account_twice_is_not_imported(tmp_path: Path) -> None:
    """Which of two files holds is nobody's guess; nothing is imported."""
    accounts = tmp_path / "accounts"
    accounts.mkdir()
    for name in ("acme.toml", "copy.toml"):
        (accounts / name).write_bytes(ACME.read_bytes())
    refused = run("serve", "--port", "0", "--import", accounts)
    assert (refused.code, "TWO_ACCOUNT_FILES" in refused.err) == (6, True)
    assert "copy.toml" in refused.err


def test_command_of_the_page_starts_an_api() -> None:
    """The examples as they are: the price book among them is left out, and the command answers."""
    for page in ("README.md", "docs/server.md"):
        assert "`addonctl serve --import examples/`" in (PROJECT / page).read_text()
    with serving("--import", EXAMPLES) as served:
        assert "19 accounts were imported." in served.out
        assert f"{EXAMPLES / 'price-book.toml'} is no account, so it isn't imported." in served.log
        *variables, _, command, _, account = served.out.splitlines()[-1].split()
        ran = run(command, "-a", account, environ=dict(each.split("=") for each in variables))
        assert (ran.code, "Acme" in ran.out) == (0, True)


def test_token_that_has_no_place_imports_nothing(tmp_path: Path) -> None:
    """It is found before anything is stored, so the same command works once that is mended."""
    data = tmp_path / "home/.local/share/addonctl"
    database = f"sqlite:///{tmp_path / 'a.db'}"
    name = token_name(parse_url(database), str(data))
    (data / name).mkdir(parents=True)
    refused = run("serve", "--port", "0", "--import", ACME, "--database", database)
    assert (refused.code, "TOKEN_NOT_WRITTEN" in refused.err) == (7, True)
    (data / name).rmdir()
    with serving("--import", ACME, "--database", database) as served:
        assert "1 account was imported." in served.out


def test_import_fills_an_empty_database_alone(empty_url: str) -> None:
    """Nothing is written over, and nothing is served."""
    with serving("--import", ACME, "--database", empty_url) as served:
        assert served.stop() == 0
    refused = run("serve", "--port", "0", "--import", ACME, "--database", empty_url)
    assert (refused.code, "DATABASE_NOT_EMPTY" in refused.err) == (7, True)
    with serving("--database", empty_url) as served:
        assert len(served.out.splitlines()) == 1


def test_default_database_is_made_in_the_data_folder(tmp_path: Path) -> None:
    """A file of its owner's alone; what was there is there at the next start."""
    with serving("--import", ACME) as served:
        served.stop()
    data = tmp_path / "home/.local/share/addonctl"
    assert stat.S_IMODE((data / "accounts.db").stat().st_mode) == 0o600
    token = (data / "serve.token").read_text().strip()
    with serving() as served:
        assert get(served, "/v1/accounts/acme", token)[0] == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stop_answers_what_is_under_way(number: int) -> None:
    """A request that came before the signal is answered; then the server ends well."""
    with serving("--import", ACME) as served, connected(served.port) as connection:
        token = Path(os.environ["HOME"], ".local/share/addonctl/serve.token").read_text().strip()
        body = json.dumps({"addon": "analytics-plus"}).encode()
        connection.sendall(
            head(
                "POST",
                "/v1/accounts/acme/previews",
                token,
                Content_Type="application/json",
                Content_Length=str(len(body)),
                Expect="100-continue",
            )
        )
        assert b" 100 " in read_head(connection)
        served.process.send_signal(number)
        end = time.monotonic() + GUARD_SECONDS
        while _listens(served.port):
            assert time.monotonic() < end
        connection.sendall(body)
        assert read_all(connection).startswith(b"HTTP/1.1 200 ")
        assert served.ended() == 0
        assert served.lines()[-1]["event"] == "stop"
        assert served.lines()[-1]["answered_all"] is True


def test_stop_does_not_wait_for_kept_connections() -> None:
    """A connection on which nothing is asked holds nobody up."""
    with serving() as served, connected(served.port) as connection:
        connection.sendall(head("GET", "/health"))
        assert b" 200 " in read_head(connection)
        assert served.stop() == 0


def test_stop_has_a_limit() -> None:
    """Who never sends the rest is left alone in the end."""
    environ = {"ADDONCTL_SERVER_STOP_SECONDS": "1"}
    with serving("--import", ACME, environ=environ) as served, connected(served.port) as connection:
        _begin(connection)
        assert served.stop() == 0


def test_second_signal_ends_it_at_once() -> None:
    """However long it would wait."""
    environ = {"ADDONCTL_SERVER_STOP_SECONDS": "1000", "ADDONCTL_SERVER_BODY_SECONDS": "1000"}
    with serving("--import", ACME, environ=environ) as served, connected(served.port) as connection:
        _begin(connection)
        served.process.send_signal(signal.SIGTERM)
        end = time.monotonic() + GUARD_SECONDS
        while _listens(served.port):
            assert time.monotonic() < end
        assert served.process.poll() is None
        assert served.stop(signal.SIGTERM) == 0
        assert served.lines()[-1]["answered_all"] is False


def _begin(connection: socket.socket) -> None:
    """Send a request whose body never comes."""
    token = Path(os.environ["HOME"], ".local/share/addonctl/serve.token").read_text().strip()
    path = "/v1/accounts/acme/previews"
    given = {"Content_Length": "10", "Expect": "100-continue"}
    connection.sendall(head("POST", path, token, Content_Type="application/json", **given))
    assert b" 100 " in read_head(connection)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=GUARD_SECONDS).close()
    except ConnectionError:
        return False
    return True


def test_server_collects_what_commands_need_not() -> None:
    """A command runs without the collector; a server that did would grow without end."""
    script = (
        "import gc, sys\n"
        "from addonctl.server import running\n"
        "class Server:\n"
        "    force_exit = False\n"
        "    def run(self, sockets): print(gc.isenabled())\n"
        "running.server_of = lambda *_, **__: Server()\n"
        "gc.disable()\n"
        "class App:\n"
        "    def close(self): pass\n"
        "running.run(App(), None, None, on_start=None)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\n"


def test_process_ends_in_good_order() -> None:
    """What is registered for its end is done: no hard exit, as commands make it."""
    script = (
        "import atexit, sys, threading, os, signal, time\n"
        "atexit.register(print, 'ended')\n"
        "sys.argv = ['addonctl', 'serve', '--port', '0']\n"
        "def stop():\n"
        "    while not os.path.exists('ready'): time.sleep(0.02)\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "threading.Thread(target=stop, daemon=True).start()\n"
        "from addonctl.server import running\n"
        "real = running.StoppableServer.startup\n"
        "async def startup(self, sockets=None):\n"
        "    await real(self, sockets)\n"
        "    open('ready', 'w').close()\n"
        "running.StoppableServer.startup = startup\n"
        "from addonctl.entry import run\n"
        "run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        timeout=GUARD_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "ended"


def test_port_that_is_taken_is_told() -> None:
    """With which one, and how to take another."""
    with serving() as served:
        refused = run("serve", "--port", str(served.port))
        assert refused.code == 7
        assert "CANNOT_LISTEN" in refused.err
        assert str(served.port) in refused.err


@pytest.mark.parametrize(
    ("host", "reason", "hint"),
    [
        ("192.0.2.1", "this machine has no such address", "127.0.0.1 for it alone"),
        ("nowhere.invalid", "no host has that name", "127.0.0.1 for it alone"),
        ("a..b", "no host has that name", "127.0.0.1 for it alone"),
        ("a" * 64, "no host has that name", "127.0.0.1 for it alone"),
    ],
)
def test_host_that_is_wrong_is_told_from_a_port(host: str, reason: str, hint: str) -> None:
    """Another port wouldn't help."""
    refused = run("serve", "--port", "0", "--host", host)
    assert (refused.code, "CANNOT_LISTEN" in refused.err) == (7, True)
    assert reason in refused.err or "can't be looked up" in refused.err
    assert hint in refused.err
    assert "--port" not in refused.err.partition("hint:")[2]


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (errno.EADDRINUSE, "0 takes any that is free"),
        (errno.EACCES, "name one from 1024 on"),
        (errno.EADDRNOTAVAIL, "name this machine with --host"),
        (errno.EMFILE, "check --host and --port"),
    ],
)
def test_why_it_cannot_listen_is_told_with_what_helps(
    number: int, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each reason has its own way out, in both languages (faked: root may take every port)."""

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("addonctl.server.running.socket.socket.bind", refuse)
    with pytest.raises(StorageFailure) as caught:
        listen(ServerOptions(port=1))
    said = [for_people(language).failure(caught.value) for language in ("en", "fr")]
    assert hint in str(said[0][2])
    assert os.strerror(number) not in f"{said}"


def test_token_of_another_database_is_not_written_over(tmp_path: Path) -> None:
    """Each database has a file of its own for its first token; both still work."""
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("a.db", "b.db"))
    places = []
    for database in (first, second):
        with serving("--import", ACME, "--database", database) as served:
            places.append(_token_file(served))
    with serving("--import", ACME) as served:
        assert _token_file(served).name == "serve.token"
    assert len(set(places)) == 2
    for database, place in zip((first, second), places, strict=True):
        with serving("--database", database) as served:
            assert get(served, "/v1/accounts/acme", place.read_text().strip())[0] == 200


def test_token_of_a_database_that_is_gone_is_replaced(tmp_path: Path) -> None:
    """Where a database begins anew the token before can't work any more."""
    tokens, places = set[str](), set[Path]()
    for _ in range(2):
        with serving("--import", ACME, "--database", f"sqlite:///{tmp_path / 'a.db'}") as served:
            places.add(_token_file(served))
            tokens |= {place.read_text() for place in places}
        for file in tmp_path.glob("a.db*"):
            file.unlink()
    assert (len(tokens), len(places)) == (2, 1)


def _token_file(served: Served) -> Path:
    found = re.search(r"ADDONCTL_TOKEN_FILE=(\S+)", served.out)
    assert found, served.out
    return Path(found[1])


def test_port_that_is_taken_leaves_the_database_empty(empty_url: str) -> None:
    """So the same command with another port imports the accounts."""
    words = ("--import", ACME, "--database", empty_url)
    with serving() as served:
        assert run("serve", "--port", str(served.port), *words).code == 7
    with serving(*words) as served:
        assert "1 account was imported." in served.out


@pytest.mark.parametrize("port", ["65536", "-1", "x", "1e3", ""])
def test_port_is_a_number(port: str) -> None:
    """From 0 to 65535."""
    assert run("serve", f"--port={port}").code == 2


@pytest.mark.parametrize(
    "argv",
    [("serve",), ("token", "list"), ("db", "upgrade"), ("token", "new", "a", "--scope", "read")],
)
@pytest.mark.parametrize(
    "url", [f"postgresql://me:{SECRET}@db/x", f"postgresql://me@db/x?password={SECRET}"]
)
def test_password_on_the_command_line_is_refused(argv: tuple[str, ...], url: str) -> None:
    """Every process can read it there; it is repeated nowhere."""
    ran = run(*argv, "--database", url)
    assert ran.code == 2
    assert "PASSWORD_IN_OPTION" in ran.err
    assert SECRET not in ran.out + ran.err


def test_password_in_the_settings_file_is_refused(folder: Path) -> None:
    """No setting of a file holds a secret."""
    (folder / "s.toml").write_text(f'database = "postgresql://me:{SECRET}@127.0.0.1:1/x"\n')
    ran = run("token", "list", "--config", "s.toml")
    assert (ran.code, "PASSWORD_IN_OPTION" in ran.err) == (2, True)
    shown = run("config", "--config", "s.toml", "-o", "json")
    assert SECRET not in shown.out + shown.err + ran.err


def test_password_in_the_variable_is_used_and_hidden() -> None:
    """What is told of the database is without it."""
    environ = {"ADDONCTL_DATABASE": f"postgresql://me:{SECRET}@127.0.0.1:1/x"}
    for argv in (("token", "list"), ("serve", "--port", "0"), ("db", "upgrade")):
        ran = run(*argv, environ=environ)
        assert (ran.code, "DATABASE_UNREACHABLE" in ran.err) == (7, True)
        assert SECRET not in ran.out + ran.err
    assert SECRET not in run("config", environ=environ).out


@pytest.mark.parametrize("url", ["mysql://x", "", "accounts.db"])
def test_address_that_is_none_is_refused(url: str) -> None:
    """By option and by variable."""
    assert run("token", "list", f"--database={url}").code == 2
    if url:
        assert run("token", "list", environ={"ADDONCTL_DATABASE": url}).code == 2


def test_older_schema_is_refused_until_it_is_upgraded(empty_url: str) -> None:
    """It is said how, and then all goes on."""
    from alembic import command

    database = open_database(parse_url(empty_url), threads=1)
    with changing(database) as connection:
        command.upgrade(migrations(connection), "0001")
    database.close()
    for argv in (("serve", "--port", "0"), ("token", "list")):
        ran = run(*argv, "--database", empty_url)
        assert ran.code == 7
        assert "SCHEMA_OLDER" in ran.err
        assert "addonctl db upgrade" in ran.err
    upgraded = run("db", "upgrade", "--database", empty_url)
    assert (upgraded.code, upgraded.out.endswith(f" has the schema {SCHEMA} now.\n")) == (0, True)
    with serving("--database", empty_url) as served:
        assert get(served, "/ready")[0] == 200


@pytest.mark.parametrize("argv", [("serve", "--port=0"), ("token", "list"), ("db", "upgrade")])
def test_file_that_is_no_database_is_told(argv: tuple[str, ...], tmp_path: Path) -> None:
    """It is kept as it is."""
    file = tmp_path / "notes.txt"
    file.write_text("no database " * 100, "utf-8")
    ran = run(*argv, "--database", f"sqlite:///{file}")
    assert (ran.code, "DATABASE_UNUSABLE" in ran.err) == (7, True)
    assert file.read_text("utf-8") == "no database " * 100


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_database_that_lets_us_make_nothing_is_told(empty_url: str) -> None:
    """Without what a server says of it: since version 15 that is how users of PostgreSQL begin."""
    database = open_database(parse_url(empty_url), threads=1)
    with database.write() as connection:
        connection.execute(sa.text("DROP SCHEMA public"))
    database.close()
    for argv in (("serve", "--port=0"), ("token", "list"), ("db", "upgrade")):
        ran = run(*argv, "--database", empty_url)
        assert (ran.code, "DATABASE_UNREACHABLE" in ran.err) == (7, True)


def test_empty_host_is_none() -> None:
    """A variable of a script that isn't set opens nothing to the world."""
    with serving("--host", "") as served:
        assert f"http://127.0.0.1:{served.port}/" in served.out


def test_upgrade_of_an_empty_database_makes_it(empty_url: str) -> None:
    """And says so; again there is nothing to do."""
    first, again = (run("db", "upgrade", "--database", empty_url) for _ in range(2))
    assert (first.code, again.code) == (0, 0)
    assert re.fullmatch(r"\S+ has the schema \d{4} now\.\n", first.out)
    assert re.fullmatch(r"\S+ has the schema \d{4}; nothing was to be done\.\n", again.out)
    assert run("token", "list", "--database", empty_url).code == 0


def test_token_is_printed_alone_and_once(empty_url: str) -> None:
    """So that it can go straight into a file; the list never shows it."""
    made = run("token", "new", "reports", "--scope", "read", "--database", empty_url)
    assert (made.code, made.err) == (0, "")
    assert re.fullmatch(r"addonctl_[A-Za-z0-9_-]{43}\n", made.out)
    for form in ("table", "json"):
        listed = run("token", "list", "--database", empty_url, "-o", form)
        assert "reports" in listed.out
        assert made.out.strip() not in listed.out


def test_revoked_token_fails_on_a_running_server(empty_url: str) -> None:
    """At the next request, from another process."""
    token = run("token", "new", "a", "--scope", "read", "--database", empty_url).out.strip()
    with serving("--database", empty_url) as served:
        assert get(served, "/v1/rulebook", token)[0] == 200
        assert run("token", "revoke", "a", "--database", empty_url).code == 0
        assert get(served, "/v1/rulebook", token)[0] == 401
        later = run("token", "new", "b", "--scope", "read", "--database", empty_url).out.strip()
        assert get(served, "/v1/rulebook", later)[0] == 200
    assert run("token", "new", "a", "--scope", "read", "--database", empty_url).code == 8


@pytest.mark.parametrize(
    ("lang", "first", "again"),
    [
        (
            "en",
            "Revoked: reports (read). It fails at its next request.\n",
            "reports (read) was revoked before: 2026-11-21T09:00:00Z.\n",
        ),
        (
            "fr",
            "Révoqué\xa0: reports (read). Il sera refusé dès sa prochaine requête.\n",
            "reports (read) était déjà révoqué\xa0: 2026-11-21T09:00:00Z.\n",
        ),
    ],
)
def test_revoked_token_is_named(empty_url: str, lang: str, first: str, again: str) -> None:
    """In one line; of one that was revoked before that is said, too."""
    words = ("--database", empty_url, "--lang", lang)
    run("token", "new", "reports", "--scope", "read", "--database", empty_url)
    later = NOW + dt.timedelta(days=1)
    revoke = ("token", "revoke", "reports", *words)
    assert tuple(run(*revoke, now=now)[:2] for now in (NOW, later)) == ((0, first), (0, again))
    assert run(*revoke, "-q")[:2] == (0, "")
    (row,) = run(*revoke, "-o", "json").json["tokens"]
    assert (row["name"], row["revoked_at"]) == ("reports", "2026-11-21T09:00:00Z")


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("new",), 2),
        (("new", "a"), 2),
        (("new", "a", "--scope", "root"), 2),
        (("new", "a b", "--scope", "read"), 2),
        (("revoke",), 2),
        (("revoke", "nobody"), 5),
        (("show",), 2),
        ((), 2),
    ],
)
def test_token_that_is_asked_for_wrongly_is_refused(argv: tuple[str, ...], code: int) -> None:
    """With what is missing."""
    assert run("token", *argv).code == code


def test_limits_are_settings() -> None:
    """Each of them, from a variable; what is no number in its range is refused."""
    environ = {
        "ADDONCTL_SERVER_RATE": "1",
        "ADDONCTL_SERVER_BURST": "2",
        "ADDONCTL_SERVER_HOSTS": "api.example, other.example",
    }
    with serving("--import", ACME, environ=environ) as served, connected(served.port) as connection:
        connection.sendall(head("GET", "/health").replace(b"localhost", b"other.example"))
        assert b" 200 " in read_head(connection)
        token = Path(os.environ["HOME"], ".local/share/addonctl/serve.token").read_text().strip()
        statuses = {get(served, "/v1/rulebook", token)[0] for _ in range(20)}
        assert statuses == {200, 429}
    for value in ("0", "x", "1000000", "1.5"):
        ran = run("serve", environ={"ADDONCTL_SERVER_RATE": value})
        assert (ran.code, "ADDONCTL_SERVER_RATE" in ran.err) == (6, True)


def test_server_that_is_not_installed_is_told(tmp_path: Path) -> None:
    """It is an extra: with what is missing, and how to install it."""
    (tmp_path / "sqlalchemy.py").write_text("raise ModuleNotFoundError(name='sqlalchemy')\n")
    for argv in (("serve",), ("token", "list"), ("db", "upgrade")):
        done = subprocess.run(
            [sys.executable, "-m", "addonctl", *argv],
            capture_output=True,
            text=True,
            check=False,
            env=dict(os.environ) | {"PYTHONPATH": str(tmp_path)},
        )
        assert done.returncode == 7
        assert "SERVER_MISSING" in done.stderr
        assert "addonctl[server]" in done.stderr


def test_two_processes_share_a_postgresql(empty_url: str) -> None:
    """Any number of them; a SQLite is one process's own, and a second one is no danger to it."""
    token = run("token", "new", "a", "--scope", "admin", "--database", empty_url).out.strip()
    with serving("--database", empty_url) as one, serving("--database", empty_url) as two:
        replies: list[int] = []

        def put(served: Served) -> None:
            connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=GUARD_SECONDS)
            account = json.loads(get_example())
            given = {
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
                "If-None-Match": "*",
            }
            connection.request("PUT", "/v1/accounts/acme", json.dumps(account), given)
            replies.append(connection.getresponse().status)
            connection.close()

        threads = [threading.Thread(target=put, args=(each,)) for each in (one, two) * 4]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(replies) == [201, *[412] * 7]
        assert get(one, "/v1/accounts/acme", token) == get(two, "/v1/accounts/acme", token)


def get_example() -> bytes:
    """Return the example account as JSON."""
    import msgspec

    from tests.builders import example_account

    return msgspec.json.encode(example_account("acme.toml"))

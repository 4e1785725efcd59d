"""`addonctl serve` delivers notes beside it: through stops, kills and several processes."""

import http.client
import json
import signal
import threading
from pathlib import Path
from typing import Final

import msgspec
import pytest
import sqlalchemy as sa

from addonctl.server.storage.tables import outbox
from tests.builders import make_account
from tests.cli.program import run
from tests.files import PROJECT
from tests.patience import GUARD_SECONDS
from tests.server.notes.mailbox import Line, Mailbox, by_hand, mail_server
from tests.server.notes.office import SECOND_OWNER, USERS, opened
from tests.server.process import Served, serving
from tests.server.running import eventually

LONG_AGO: Final = "2026-01-02"
"""A day that has come, whenever tests run."""
AT_THE_MARK: Final = "tests.server.notes.killed_at_the_mark"
ENDLESS: Final = "tests.server.notes.waiting_without_end"
"""How the program is run: it dies before it marks a note, or no mail server is ever too slow."""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, at home in another."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def mailbox() -> Mailbox:
    """Return an empty mailbox."""
    return Mailbox()


@pytest.fixture
def token(url: str) -> str:
    """Return a token for everything."""
    return run("token", "new", "tests", "--scope", "admin", "--database", url).out.strip()


def by_mail(port: int) -> dict[str, str]:
    """Set a mail server on this machine."""
    return {
        "ADDONCTL_SMTP_URL": f"smtp://127.0.0.1:{port}",
        "ADDONCTL_MAIL_FROM": "notes@vendor.example",
        "ADDONCTL_SERVER_RATE": "1000",
        "ADDONCTL_SERVER_BURST": "1000",
        "PYTHONPATH": str(PROJECT),
    }


def send(served: Served, token: str, method: str, path: str, body: bytes, **headers: str) -> int:
    """Ask a server for a change."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=GUARD_SECONDS)
    given = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, f"/v1/accounts/{path}", body, given)
        return connection.getresponse().status
    finally:
        connection.close()


def ask(served: Served, token: str, account: str = "plain") -> None:
    """Create an account with two owners, and let Sara ask for an add-on."""
    body = msgspec.json.encode(make_account(id=account, users=[*USERS, SECOND_OWNER]))
    assert send(served, token, "PUT", account, body, If_None_Match="*") == 201
    intent = {"action": "request", "addon": "analytics-plus", "user": "sara", "as_of": LONG_AGO}
    body, key = json.dumps(intent).encode(), f"a-key-of-the-request-of-{account}"
    assert send(served, token, "POST", f"{account}/events", body, Idempotency_Key=key) == 201


def results(served: Served) -> list[str]:
    """Return what became of notes, as the log says."""
    return [line["result"] for line in served.lines() if line["event"] == "note"]


def is_delivered(url: str) -> bool:
    """Say whether all notes are marked as sent."""
    with opened(url) as office:
        return all(row["sent_at"] for row in office.rows())


def let_leases_end(url: str) -> None:
    """Let the time pass for which notes are lent."""
    with opened(url) as office, office.database.write() as connection:
        connection.execute(sa.update(outbox).values(lease_until="2026-01-01T00:00:00Z"))


def test_server_delivers_what_it_records(url: str, token: str, mailbox: Mailbox) -> None:
    """To each owner, once, and then the outbox is empty."""
    with (
        mail_server(mailbox) as port,
        serving("--database", url, environ=by_mail(port)) as served,
    ):
        ask(served, token)
        eventually(lambda: len(mailbox.letters) == 2)
        eventually(lambda: is_delivered(url))
        assert served.stop() == 0
        assert served.lines()[0]["notes"] == "mail"
        assert results(served) == ["sent", "sent"]
    readers = {reader for readers in mailbox.readers for reader in readers}
    assert readers == {"olga@plain.example", "omar@plain.example"}
    assert run("outbox", "--database", url).out == "No note waits.\n"


def test_without_a_way_notes_wait(url: str, token: str, mailbox: Mailbox) -> None:
    """Until a server that has one is started."""
    with serving("--database", url) as served:
        ask(served, token)
        assert served.stop() == 0
        assert "notes" not in served.lines()[0]
    assert "waiting" in run("outbox", "--database", url).out
    with mail_server(mailbox) as port, serving("--database", url, environ=by_mail(port)):
        eventually(lambda: len(mailbox.letters) == 2)


@pytest.mark.slow
def test_server_that_is_killed_while_it_delivers(url: str, token: str, mailbox: Mailbox) -> None:
    """The letter comes once more, under its id, from whoever goes on."""
    mailbox.is_held = True
    with mail_server(mailbox) as port:
        with serving("--database", url, environ=by_mail(port)) as served:
            ask(served, token)
            assert mailbox.tried.wait(GUARD_SECONDS)
            assert served.stop(signal.SIGKILL) == -signal.SIGKILL
        assert len(mailbox.letters) == 1
        mailbox.is_held = False
        let_leases_end(url)
        with serving("--database", url, environ=by_mail(port)):
            eventually(lambda: is_delivered(url))
    first, *_ = mailbox.ids
    assert len(mailbox.ids) == 3
    assert mailbox.ids.count(first) == 2
    assert len(set(mailbox.ids)) == 2


@pytest.mark.slow
def test_server_that_is_killed_before_it_marks(url: str, token: str, mailbox: Mailbox) -> None:
    """What the mail server has taken comes once more, under its id: never less than once."""
    with mail_server(mailbox) as port:
        with serving("--database", url, environ=by_mail(port), module=AT_THE_MARK) as served:
            ask(served, token)
            assert served.ended() == -signal.SIGKILL
        assert len(mailbox.letters) == 1
        let_leases_end(url)
        with serving("--database", url, environ=by_mail(port)):
            eventually(lambda: is_delivered(url))
    assert len(mailbox.ids) == 3
    assert len(set(mailbox.ids)) == 2


def test_silent_mail_server_holds_no_stop_up(url: str, token: str) -> None:
    """The note is left as it is, to whoever goes on."""
    reached = threading.Event()

    def hush(line: Line) -> None:
        line.say("220 by.hand ESMTP")
        reached.set()
        line.wait()

    with (
        by_hand(hush) as port,
        serving("--database", url, environ=by_mail(port), module=ENDLESS) as served,
    ):
        ask(served, token)
        assert reached.wait(GUARD_SECONDS)
        assert served.stop() == 0
        assert served.lines()[-1]["answered_all"] is True
        assert results(served) == []
    with opened(url) as office:
        assert all(row["sent_at"] is None for row in office.rows())


def test_silent_mail_server_holds_no_answer_up(url: str, token: str) -> None:
    """What is asked meanwhile is recorded and answered."""
    reached = threading.Event()

    def hush(line: Line) -> None:
        reached.set()
        line.wait()

    with (
        by_hand(hush) as port,
        serving("--database", url, environ=by_mail(port), module=ENDLESS) as served,
    ):
        ask(served, token)
        assert reached.wait(GUARD_SECONDS)
        for number in range(5):
            ask(served, token, f"a{number}")
        assert results(served) == []


@pytest.mark.slow
def test_processes_share_the_notes(url: str, token: str, mailbox: Mailbox) -> None:
    """Each is sent by one of them, whichever recorded it."""
    with mail_server(mailbox) as port:
        settings = by_mail(port)
        with (
            serving("--database", url, environ=settings) as one,
            serving("--database", url, environ=settings) as two,
        ):
            for number in range(10):
                ask((one, two)[number % 2], token, f"a{number}")
            eventually(lambda: is_delivered(url))
            assert (one.stop(), two.stop()) == (0, 0)
            assert results(one) + results(two) == ["sent"] * 20
    assert len(set(mailbox.ids)) == len(mailbox.ids) == 20


@pytest.mark.parametrize(
    ("environ", "code", "name"),
    [
        ({"SMTP_URL": "smtp://mail.example"}, 6, "SETTING_NEEDS"),
        ({"SMTP_URL": "smtp://me@mail.example", "MAIL_FROM": "a@b.example"}, 6, "SETTING_NEEDS"),
        ({"SMTP_URL": "mail.example", "MAIL_FROM": "a@b.example"}, 6, "SMTP_URL_INVALID"),
        ({"SMTP_URL": "smtp://me:s3cr3t@m.example", "MAIL_FROM": "a@b"}, 4, "NOTES_ADDRESS_SECRET"),
        ({"SMTP_URL": "smtp://mail.example", "MAIL_FROM": "nobody"}, 6, "MAIL_ADDRESS_INVALID"),
        ({"ACCOUNT_MANAGER": "nobody"}, 6, "MAIL_ADDRESS_INVALID"),
        ({"WEBHOOK_URL": "https://example.com/hook"}, 6, "SETTING_NEEDS"),
        ({"WEBHOOK_URL": "http://example.com/hook"}, 4, "API_PLAIN_HTTP"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_settings_that_do_not_fit_are_told(
    tmp_path: Path, environ: dict[str, str], code: int, name: str, language: str
) -> None:
    """Before a database is made; nothing of a secret is shown."""
    given = {f"ADDONCTL_{key}": value for key, value in environ.items()}
    database = f"sqlite:///{tmp_path}/none.db"
    words = ("serve", "--port", "0", "--database", database, "--lang", language)
    ran = run(*words, environ=given)
    assert (ran.code, f"error[{name}]" in ran.err) == (code, True)
    assert "s3cr3t" not in ran.err + run("config", environ=given).out
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("manager", [None, "sales@vendor.example"])
def test_commands_name_the_server_that_tells(
    manager: str | None, url: str, token: str, mailbox: Mailbox
) -> None:
    """As the settings have it: with an address of the account manager of quotes, too."""
    with mail_server(mailbox) as port:
        environ = by_mail(port) | ({} if manager is None else {"ADDONCTL_ACCOUNT_MANAGER": manager})
        with serving("--database", url, environ=environ) as served:
            ask(served, token)
            settings = {
                "ADDONCTL_API_URL": f"http://127.0.0.1:{served.port}",
                "ADDONCTL_TOKEN": token,
            }
            words = ("ai-assist", "-a", "plain", "-n")
            asked = run("request", *words, "--as", "anna", environ=settings)
            quoted = run("quote", *words, "--as", "olga", "--reading", "fr-table", environ=settings)
            assert served.stop() == 0
    assert "The server would tell Olga and Omar." in asked.out
    told = "The server would tell the account manager." in quoted.out
    assert (quoted.code, told) == (0, manager is not None), quoted

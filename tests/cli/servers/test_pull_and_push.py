"""`pull` and `push`: no value is lost, nobody's change is written over, what is unknown is said."""

import errno
import json
import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from addonctl.cli.recording.owner_note import write_new
from addonctl.stores.files.documents import decode_account, read_document
from addonctl.stores.packaged import load_catalog
from tests.builders import EXAMPLES
from tests.cli.accounts import ACCOUNT
from tests.cli.program import CANARY, PROGRAM, Ran, environment, run
from tests.cli.servers.conftest import failure_of
from tests.files import replaced, write
from tests.patience import GUARD_SECONDS
from tests.stores.api.faulty_server import (
    FaultyServer,
    Manner,
    drip,
    raw,
    reply,
    reset,
    serving,
    silence,
)
from tests.stores.api.kept_accounts import KeptAccounts, nothing, problem
from tests.stores.api.static_files import accounts_of
from tests.stores.api.waiting import IMPATIENT, NotedWaits

BOOK: Final = str(EXAMPLES / "price-book.toml")
EXAMPLE_ACCOUNTS: Final = {account.id: account for account in accounts_of(EXAMPLES, BOOK)}
Command = Callable[..., Ran]


@pytest.fixture
def kept(acme: dict[str, Any]) -> KeptAccounts:
    """Keep the account of the tests."""
    return KeptAccounts(acme)


@pytest.fixture
def server(kept: KeptAccounts) -> Iterator[FaultyServer]:
    """Serve what is kept."""
    with serving(kept) as found:
        yield found


@pytest.fixture
def command(server: FaultyServer) -> Command:
    """Run a command on the server that is set, with a token."""

    def of_server(*argv: str, **options: Any) -> Ran:  # noqa: ANN401
        environ = {"ADDONCTL_API_URL": server.url, "ADDONCTL_TOKEN": CANARY}
        return run(*argv, environ=environ, waits=NotedWaits(), **options)

    return of_server


def pulled(command: Command, folder: Path, *changes: tuple[str, str], name: str = "a.toml") -> Path:
    """Pull the account to a file, and change that."""
    path = folder / name
    assert command("pull", "acme", "--to", name).code == 0
    path.write_text(replaced(path.read_text("utf-8"), *changes), "utf-8")
    return path


@pytest.mark.parametrize("form", ["toml", "json"])
@pytest.mark.parametrize("account_id", EXAMPLE_ACCOUNTS)
def test_no_value_is_lost(account_id: str, form: str, folder: Path) -> None:
    """What is pulled is the account, in either form: every field of every example."""
    account = EXAMPLE_ACCOUNTS[account_id]
    kept = KeptAccounts(json.loads(msgspec.json.encode(account)))
    with serving(kept) as server:
        ran = run("pull", account_id, "-o", form, environ={"ADDONCTL_API_URL": server.url})
    path = write(folder, ran.out, f"pulled.{form}")
    document = read_document(str(path), kind="account")
    assert decode_account(document, catalog=load_catalog(BOOK)) == account
    assert (form == "json") == ("keeps no ETag" in ran.err)


def test_state_stands_in_the_first_line(
    command: Command, kept: KeptAccounts, server: FaultyServer
) -> None:
    """A comment names the address and the ETag that a push is to find again."""
    first = command("pull", "acme").out.split("\n")[0]
    assert first == f"# {server.url}/v1/accounts/acme ETag {kept.etag('acme')}"


def test_state_of_json_stands_beside_it(command: Command, kept: KeptAccounts, folder: Path) -> None:
    """JSON has no comments, so it is in a file of its own."""
    ran = command("pull", "acme", "--to", "a.json")
    assert (ran.code, ran.out) == (0, "")
    assert kept.etag("acme") in (folder / "a.json.pulled").read_text("utf-8")
    assert json.loads((folder / "a.json").read_text("utf-8"))["id"] == "acme"


@pytest.mark.parametrize("name", ["a.toml", "a.json"])
def test_no_file_is_written_over(name: str, command: Command, folder: Path) -> None:
    """What is there stays, and nothing is asked of the server."""
    write(folder, "mine", name)
    ran = command("pull", "acme", "--to", name)
    assert (ran.code, failure_of(ran)) == (2, "FILE_THERE")
    ran = command("pull", "acme", "--to", "a.yaml")
    assert (ran.code, failure_of(ran)) == (2, "FILE_ENDING")
    ran = command("pull", "acme", "--to", "none/a.toml")
    assert (ran.code, failure_of(ran)) == (7, "FILE_NOT_WRITTEN")


@pytest.mark.parametrize("name", ["a.toml", "a.json"])
def test_file_that_cannot_be_written_whole_leaves_nothing(
    name: str, command: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the file nor that of its mark, which would stand in the way of the next pull."""

    def fill(path: str, text: bytes) -> None:
        if not path.endswith(".pulled"):
            raise OSError(errno.ENOSPC, "full")
        write_new(path, text)

    monkeypatch.setattr("addonctl.cli.commands.pull.write_new", fill)
    ran = command("pull", "acme", "--to", name)
    assert (ran.code, failure_of(ran)) == (7, "FILE_NOT_WRITTEN")
    assert not list(folder.glob("a.*"))


def test_large_account_can_be_pushed_back(
    command: Command, folder: Path, kept: KeptAccounts
) -> None:
    """What is pulled is a file that can be read, or none: JSON that isn't laid out is shortest."""
    people = [{"id": f"u{number}", "roles": ["agent"]} for number in range(6000)]
    account = kept.accounts["acme"]
    account["users"] = [*account["users"], *people]
    ran = command("pull", "acme", "--to", "a.toml")
    assert (ran.code, failure_of(ran)) == (7, "PULL_TOO_LARGE")
    assert not list(folder.glob("a.*"))
    assert command("pull", "acme", "--to", "a.json").code == 0
    assert command("push", "a.json", "--yes").code == 0


def test_mark_that_is_a_pipe_is_no_mark(command: Command, folder: Path) -> None:
    """It isn't waited for, and nothing is written blind."""
    pulled(command, folder, ("Acme", "Other"), name="a.json")
    (folder / "a.json.pulled").unlink()
    os.mkfifo(folder / "a.json.pulled")
    ran = command("push", "a.json", "--yes")
    assert (ran.code, failure_of(ran)) == (8, "ACCOUNT_EXISTS")


def test_pull_by_address(command: Command, server: FaultyServer) -> None:
    """An account of any server is pulled by its address."""
    assert command("pull", f"{server.url}/v1/accounts/acme").code == 0
    assert failure_of(command("pull", "other")) == "UNKNOWN_ACCOUNT"
    assert failure_of(command("pull", "a/b")) == "BAD_ACCOUNT_ID"


def test_weak_state_is_no_state(command: Command, kept: KeptAccounts, folder: Path) -> None:
    """A weak ETag isn't kept, that is said, and nothing is written by it."""
    kept.weak = "W/"
    ran = command("pull", "acme")
    assert ran.code == 0
    assert "ETag" not in ran.out
    assert "ETag that can be relied on" in ran.err
    kept.weak = ""
    path = pulled(command, folder, ("Acme SAS", "Acme"))
    kept.weak = "W/"
    ran = command("push", path.name, "-y")
    assert (ran.code, failure_of(ran)) == (7, "API_NO_ETAG")
    assert kept.accounts["acme"]["name"] == "Acme SAS"


@pytest.mark.parametrize("name", ["a.toml", "a.json"])
def test_push_what_was_pulled(
    name: str, command: Command, kept: KeptAccounts, folder: Path, server: FaultyServer
) -> None:
    """What differs is shown and put there, on the state that was pulled and no other."""
    path = pulled(command, folder, ("Acme SAS", "Acme"), name=name)
    before = kept.etag("acme")
    ran = command("push", path.name, "-n")
    assert ran.code == 0
    assert "Dry run" in ran.out
    assert (
        ran.out.split("\n")[-2].split("  ")[1:] == ["name", "Acme SAS", "Acme"] or "Acme" in ran.out
    )
    assert kept.etag("acme") == before
    ran = command("push", path.name, "-y", "-o", "json")
    assert ran.code == 0
    assert ran.json["pushed"]
    assert not ran.json["created"]
    assert ran.json["differences"] == [{"path": "name", "before": "Acme SAS", "after": "Acme"}]
    assert kept.accounts["acme"]["name"] == "Acme"
    put = next(each for each in server.requests if each.startswith(b"PUT "))
    assert f"If-Match: {before}\r\n".encode() in put


def test_push_creates(
    command: Command, kept: KeptAccounts, folder: Path, server: FaultyServer
) -> None:
    """A file that wasn't pulled creates an account, and nothing else."""
    write(folder, replaced(ACCOUNT, ('id = "acme"', 'id = "nova"')))
    ran = command("push", "a.toml", "-y")
    assert ran.code == 0
    assert "is created" in ran.out
    assert kept.accounts["nova"]["name"] == "Acme SAS"
    put = next(each for each in server.requests if each.startswith(b"PUT "))
    assert b"If-None-Match: *\r\n" in put


def test_push_of_what_was_not_pulled(command: Command, kept: KeptAccounts, account: Path) -> None:
    """Without a state it was made from, no account is replaced."""
    before = kept.etag("acme")
    account.write_text(replaced(ACCOUNT, ("Acme SAS", "Acme")), "utf-8")
    ran = command("push", account.name, "-y")
    assert (ran.code, failure_of(ran)) == (8, "ACCOUNT_EXISTS")
    assert "addonctl pull acme" in ran.err
    assert kept.etag("acme") == before


def test_push_of_what_was_pulled_elsewhere(
    command: Command, folder: Path, kept: KeptAccounts
) -> None:
    """The state of another server says nothing about this one."""
    path = pulled(command, folder, ("127.0.0.1", "127.0.0.2"), ("Acme SAS", "Acme"))
    ran = command("push", path.name, "-y")
    assert (ran.code, failure_of(ran)) == (8, "ACCOUNT_EXISTS")
    assert "acme" in kept.accounts


def test_push_of_nothing_new(command: Command, folder: Path, server: FaultyServer) -> None:
    """Where nothing differs nothing is sent, whatever state the file was made from."""
    path = pulled(command, folder)
    ran = command("push", path.name, "-y")
    assert ran.code == 0
    assert "Nothing differs" in ran.out
    assert not any(each.startswith(b"PUT ") for each in server.requests)
    path.write_text(path.read_text("utf-8").replace("ETag", "no state"), "utf-8")
    assert command("push", path.name, "-y").code == 0


def test_push_over_a_change(command: Command, folder: Path, kept: KeptAccounts) -> None:
    """Who changed it meanwhile isn't written over, also where it happened after the look."""
    path = pulled(command, folder, ("Acme SAS", "Acme"))
    kept.accounts["acme"] |= {"name": "Acme GmbH"}
    ran = command("push", path.name, "-y")
    assert (ran.code, failure_of(ran)) == (8, "CHANGED_MEANWHILE")
    assert kept.accounts["acme"]["name"] == "Acme GmbH"


def test_push_after_a_push(command: Command, folder: Path, kept: KeptAccounts) -> None:
    """The file says an earlier state: that it was pushed is said, not that somebody else did it."""
    path = pulled(command, folder, ("Acme SAS", "Acme"))
    assert command("push", path.name, "-y").code == 0
    path.write_text(path.read_text("utf-8").replace('"Acme"', '"Acme GmbH"'), "utf-8")
    ran = command("push", path.name, "-y")
    assert (ran.code, failure_of(ran)) == (8, "CHANGED_MEANWHILE")
    assert "or the file was pushed" in ran.err
    assert "addonctl pull acme" in ran.err
    assert kept.accounts["acme"]["name"] == "Acme"


ANSWERS: Final[dict[str, tuple[Manner, int, str]]] = {
    "changed after the look": (problem("412 No", "CHANGED_MEANWHILE"), 8, "CHANGED_MEANWHILE"),
    "another history": (problem("409 No", "HISTORY_DIFFERS"), 8, "HISTORY_DIFFERS"),
    "a condition is needed": (problem("428 No", "PRECONDITION_NEEDED"), 7, "API_NO_ETAG"),
    "not with this token": (problem("403 No", "SCOPE_MISSING"), 4, "SCOPE_MISSING"),
    "an unknown token": (problem("401 No", "TOKEN_INVALID"), 4, "TOKEN_INVALID"),
    "too large": (problem("413 No", "ACCOUNT_TOO_LARGE"), 6, "ACCOUNT_TOO_LARGE"),
    "too large by another's word": (problem("413 No", "HUGE"), 7, "API_PROBLEM"),
    "another status than its code's": (
        problem("409 No", "CHANGED_MEANWHILE"),
        8,
        "CHANGED_MEANWHILE",
    ),
    "another code than its status's": (problem("412 No", "HISTORY_DIFFERS"), 8, "HISTORY_DIFFERS"),
    "a code that nobody knows": (problem("412 No", "STALE"), 8, "CHANGED_MEANWHILE"),
    "a token by another status": (problem("400 No", "TOKEN_EXPIRED"), 4, "TOKEN_INVALID"),
    "no JSON to it": (problem("415 No", "NOT_JSON"), 70, "API_MISTAKE"),
    "no body to it": (problem("422 No", "BODY_INVALID"), 70, "API_MISTAKE"),
    "no such method": (reply(status="405 No", media=None), 7, "API_READ_ONLY"),
    "a server of files": (reply(status="501 No", media="text/html"), 7, "API_READ_ONLY"),
    "busy": (problem("503 No", "BUSY"), 7, "API_BUSY"),
    "too often": (problem("429 No", "RATE_LIMITED"), 7, "API_BUSY"),
    "a mistake of its own": (reply(status="500 Oh", media=None), 9, "PUSH_UNKNOWN"),
    "somebody on the way": (reply(status="502 Way", media=None), 9, "PUSH_UNKNOWN"),
    "somebody late on the way": (reply(status="504 Late", media=None), 9, "PUSH_UNKNOWN"),
    "a page of a network": (reply(b"<html>", media="text/html"), 9, "PUSH_UNKNOWN"),
    "no content": (raw(b"HTTP/1.1 204 No\r\n\r\n"), 9, "PUSH_UNKNOWN"),
    "elsewhere": (
        reply(status="307 There", media=None, headers={"Location": "http://127.0.0.1:1/"}),
        *(9, "PUSH_UNKNOWN"),
    ),
    "a reset": (reset(), 9, "PUSH_UNKNOWN"),
    "nothing": (nothing(), 9, "PUSH_UNKNOWN"),
    "half an answer": (reply(b"{", length=9), 9, "PUSH_UNKNOWN"),
    "3 MB": (reply(b"1" * 3_000_000), 9, "PUSH_UNKNOWN"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answer_to_a_push(
    name: str, command: Command, folder: Path, kept: KeptAccounts, server: FaultyServer
) -> None:
    """What was refused says why; what isn't known says how to find out, and is sent once."""
    kept.answer_to_put, code, failure = ANSWERS[name]
    path = pulled(command, folder, ("Acme SAS", "Acme"))
    ran = command("push", path.name, "-y")
    assert (ran.code, failure_of(ran)) == (code, failure), ran
    puts = [each for each in server.requests if each.startswith(b"PUT ")]
    assert len(puts) == (3 if failure == "API_BUSY" else 1)
    if code == 9:
        assert "addonctl push with --dry-run" in ran.err


@pytest.mark.parametrize("manner", [silence, drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n")])
def test_push_without_an_answer(manner: Manner, folder: Path, kept: KeptAccounts) -> None:
    """At the deadline it isn't known what became of it."""
    kept.answer_to_put = manner
    with serving(kept) as server:
        environ = {"ADDONCTL_API_URL": server.url, "ADDONCTL_TOKEN": CANARY}
        write(folder, ACCOUNT.replace('id = "acme"', 'id = "nova"'))
        ran = run("push", "a.toml", "-y", environ=environ, patience=IMPATIENT)
    assert (ran.code, failure_of(ran)) == (9, "PUSH_UNKNOWN")


def test_push_of_what_the_server_refuses(
    command: Command, folder: Path, kept: KeptAccounts, acme: dict[str, Any]
) -> None:
    """Every problem that the server finds is shown, in the person's language."""
    found = {"path": "plan", "line": 1, "column": 2, "message": {"en": "no plan", "fr": "aucun"}}
    kept.answer_to_put = problem("422 No", "ACCOUNT_INVALID", problems=[found])
    path = pulled(command, folder, ("Acme SAS", "Acme"))
    ran = command("push", path.name, "-y")
    assert (ran.code, failure_of(ran)) == (6, "ACCOUNT_INVALID")
    assert "has 1 problem" in ran.err
    assert "no plan" in ran.err
    kept.accounts["acme"] = acme
    ran = command("push", path.name, "-y", "-o", "json")
    assert ran.error["problems"][0]["message"] == {"en": "no plan", "fr": "aucun"}


def test_push_of_what_is_wrong(command: Command, folder: Path, server: FaultyServer) -> None:
    """A file with problems goes nowhere."""
    write(folder, replaced(ACCOUNT, ("essentials", "esentials")))
    assert command("push", "a.toml", "-y").code == 6
    assert not any(each.startswith(b"PUT ") for each in server.requests)
    assert failure_of(command("push", "-", "-y")) == "STDIN_UNCHANGEABLE"


def test_push_without_a_token(server: FaultyServer, account: Path) -> None:
    """Nothing is sent where no token belongs; to look ahead takes none."""
    environ = {"ADDONCTL_API_URL": server.url}
    ran = run("push", account.name, "-y", environ=environ)
    assert (ran.code, failure_of(ran)) == (4, "TOKEN_MISSING")
    assert server.requests == []


def test_push_asks(
    command: Command, folder: Path, kept: KeptAccounts, server: FaultyServer
) -> None:
    """The server stands in the first line, then what differs; off a terminal an option answers."""
    path = pulled(command, folder, ("Acme SAS", "Acme"))
    ran = command("push", path.name)
    assert (ran.code, failure_of(ran)) == (2, "QUESTION_NEEDS_FLAG")
    assert "--yes" in ran.err
    ran = command("push", path.name, stdin="n\n", terminal=True)
    assert ran.code == 130
    assert ran.err.startswith(f"{server.url}: Acme (acme) is changed\n")
    assert kept.accounts["acme"]["name"] == "Acme SAS"
    ran = command("push", path.name, stdin="y\n", terminal=True)
    assert ran.code == 0
    assert kept.accounts["acme"]["name"] == "Acme"


@pytest.mark.parametrize("place", ["client.problem_of", "put.strong"])
def test_mistake_of_ours_after_a_push_was_sent_is_told_as_one(
    place: str,
    command: Command,
    folder: Path,
    kept: KeptAccounts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody knows what became of it, so 9 and not 70; a report says where it was."""
    path = pulled(command, folder, ("Acme SAS", "Acme"))
    if place == "client.problem_of":
        kept.answer_to_put = problem("500 Oh", "COMMIT_LOST")

    def fail(*_: object) -> None:
        raise KeyError

    monkeypatch.setattr("tempfile.tempdir", str(folder.parent))
    with monkeypatch.context() as patched:
        patched.setattr(f"addonctl.stores.api.{place}", fail)
        ran = command("push", path.name, "-y")
    assert (ran.code, failure_of(ran)) == (9, "PUSH_UNKNOWN")
    told = ran.err.replace("\n", "").replace(" ", "")
    named = re.search(r"addonctlmadeamistakeofitsown\(report(.+?)\)", told)
    assert named is not None
    assert "KeyError" in Path(named[1]).read_text("utf-8")
    assert "addonctl push with --dry-run" in ran.err


def test_mistake_of_ours_before_a_push_is_sent_is_one_as_any(
    command: Command, folder: Path, kept: KeptAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was sent, so 70."""
    path = pulled(command, folder, ("Acme SAS", "Acme"))

    def fail(*_: object, **__: object) -> None:
        raise KeyError

    monkeypatch.setattr("addonctl.stores.api.client.Client.put", fail)
    ran = command("push", path.name, "-y")
    assert (ran.code, failure_of(ran)) == (70, "INTERNAL")
    assert kept.accounts["acme"]["name"] == "Acme SAS"


def test_mistake_of_ours_in_the_answer_of_a_push_changes_nothing(
    command: Command, folder: Path, kept: KeptAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is done, and so the exit code is 0, as after a change."""
    path = pulled(command, folder, ("Acme SAS", "Acme"))

    def fail(*_: object, **__: object) -> None:
        raise KeyError

    monkeypatch.setattr("tempfile.tempdir", str(folder.parent))
    monkeypatch.setattr("addonctl.output.screens.push.add_push", fail)
    ran = command("push", path.name, "-y")
    assert (ran.code, ran.out) == (0, "")
    told = " ".join(ran.err.split())
    assert "The answer couldn't be shown: addonctl made a mistake of its own" in told
    assert kept.accounts["acme"]["name"] == "Acme"


def test_push_is_done_whoever_reads(command: Command, folder: Path, kept: KeptAccounts) -> None:
    """What was put there stays so, and so does the exit code, where nobody takes the answer."""
    path = pulled(command, folder, ("Acme SAS", "Acme"))
    assert command("push", path.name, "-y", closed=["stdout"]).code == 0
    assert kept.accounts["acme"]["name"] == "Acme"


def test_interrupt_of_a_push_is_not_a_no(folder: Path, kept: KeptAccounts) -> None:
    """Once a byte has left, an interrupt ends with 9: nobody knows what became of it."""
    started: list[subprocess.Popen[bytes]] = []

    def hold(exchange: Any) -> None:  # noqa: ANN401 - the server's own
        os.kill(started[0].pid, signal.SIGINT)
        silence(exchange)

    kept.answer_to_put = hold
    write(folder, ACCOUNT.replace('id = "acme"', 'id = "nova"'))
    with serving(kept) as server:
        environ = {"ADDONCTL_API_URL": server.url, "ADDONCTL_TOKEN": CANARY}
        process = subprocess.Popen(
            [*PROGRAM, "push", "a.toml", "-y"], env=environment(environ), stderr=subprocess.PIPE
        )
        started.append(process)
        _out, err = process.communicate(timeout=GUARD_SECONDS)
    assert process.returncode == 9
    assert b"PUSH_UNKNOWN" in err
    assert "nova" in kept.accounts

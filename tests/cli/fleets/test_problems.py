"""What can't be read as an account is told with its line and its id, and stops nothing."""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from addonctl.model.summaries import SweptProblem
from addonctl.output.formats.json import json_schema
from tests.cli.accounts import ACCOUNT
from tests.cli.fleets.fleet import BROKEN, FLEET, ON, account, documents, lines_of, table
from tests.cli.program import run
from tests.files import state_of

ASK = ("people", "--accounts", "-", *ON)
GOOD = msgspec.json.encode(account("good")).decode()
NO_ID = '{"schema": 1, "id": 7}'
FAULTS: list[tuple[str | bytes, str, str | None]] = [
    ("{", "ACCOUNT_SYNTAX", None),
    ("[]", "ACCOUNT_SYNTAX", None),
    ('"text"', "ACCOUNT_SYNTAX", None),
    ("schema = 1", "ACCOUNT_SYNTAX", None),
    ('{"schema": 1, "id": "a1", }', "ACCOUNT_SYNTAX", "a1"),
    ('{"users": [{"id": "marie"}], "id": }', "ACCOUNT_SYNTAX", None),
    (GOOD[:-1], "ACCOUNT_SYNTAX", "good"),
    (GOOD + GOOD, "ACCOUNT_SYNTAX", "good"),
    ('{"id": "a2", "id": "a3"}', "ACCOUNT_SYNTAX", "a2"),
    (b'{"schema": 1, "id": "a4", "name": "\xff"}', "FILE_NOT_UTF8", "a4"),
    ('{"schema": 1, "id": "a5"}', "ACCOUNT_INVALID", "a5"),
    (NO_ID, "ACCOUNT_INVALID", None),
    (GOOD.replace("essentials", "essential"), "ACCOUNT_INVALID", "good"),
    (GOOD.replace('"EUR"', '"EUX"'), "ACCOUNT_INVALID", "good"),
    ('{"plans": [], "addons": []}', "OTHER_KIND", None),
    ('{"id": "' + "a" * 300_000 + '"}', "FILE_TOO_LARGE", None),
]
"""Lines that are no account: what they hold, the code, the id where it can be read."""


def report(path: str = "bad.jsonl") -> list[dict[str, Any]]:
    """Read the report of a run, each line by its schema."""
    schema = Draft202012Validator(json_schema(SweptProblem))
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    for row in rows:
        schema.validate(row)
    return rows


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("line", "code", "account_id"), FAULTS, ids=range(len(FAULTS)))
def test_bad_line_stops_nothing(
    line: str | bytes, code: str, account_id: str | None, jobs: str
) -> None:
    """The accounts before and after are answered; the report has its number, id and code."""
    bad = line.encode() if isinstance(line, str) else line
    data = lines_of(account("first")) + bad + b"\n\n" + lines_of(account("last"))
    for form in ("jsonl", "csv"):
        ran = run(*ASK, "-o", form, "--problems", "bad.jsonl", "--jobs", jobs, stdin=data)
        assert ran.code == 0
        assert ran.err == "warning: 1 of 3 accounts can't be read.\n"
        if form == "jsonl":
            names = [row["account"]["id"] for row in documents(ran)]
        else:
            names = [row["account"] for row in table(ran)]
        assert list(dict.fromkeys(names)) == ["first", "last"]
        (problem,) = report()
        assert (problem["line"], problem["file"]) == (2, None)
        assert (problem["code"], problem["account"]) == (code, account_id)
        assert all(each["line"] == 2 for each in problem["problems"])


@pytest.mark.parametrize(("line", "code", "account_id"), FAULTS, ids=range(len(FAULTS)))
def test_bad_line_is_judged_as_a_file(
    folder: Path, line: str | bytes, code: str, account_id: str | None
) -> None:
    """The same text as a file of its own has the same code and the same problems."""
    del account_id
    bad = line.encode() if isinstance(line, str) else line
    (folder / "one.json").write_bytes(bad)
    single = run("people", "-a", "one.json", "-o", "json", *ON).error
    run(*ASK, "--problems", "bad.jsonl", stdin=bad)
    (problem,) = report()
    assert problem["code"] == single["code"] == code
    assert [(each["path"], each["message"]) for each in problem["problems"]] == [
        (each["path"], each["message"]) for each in single["problems"]
    ]


def test_problem_is_told_at_its_line(folder: Path) -> None:
    """Off a terminal all of it is told; an editor makes a link of each line."""
    (folder / "many.jsonl").write_bytes(lines_of(account("a"), NO_ID, "{", account("b")))
    ran = run("people", "--accounts", "many.jsonl", *ON)
    assert ran.code == 0
    told = ran.err.splitlines()
    assert told[0].startswith("many.jsonl:2: name: is missing")
    assert any(line.startswith("many.jsonl:2: id: ") for line in told)
    assert told[-2] == "many.jsonl:3:2: this is not JSON"
    assert told[-1] == "warning: 2 of 4 accounts can't be read."
    french = run("people", "--accounts", "many.jsonl", "--lang", "fr", *ON)
    assert "many.jsonl:3:2: ce n'est pas du JSON" in french.err
    assert french.err.endswith("attention\u00a0: 2 comptes sur 4 sont illisibles.\n")


def test_strict_fails_at_the_end() -> None:
    """Every account that can be read has its row first; then the exit code says so."""
    data = lines_of(account("a"), NO_ID, account("b"))
    ran = run(*ASK, "-o", "jsonl", "--strict", stdin=data)
    assert ran.code == 6
    assert [row["account"]["id"] for row in documents(ran)] == ["a", "b"]
    assert "error[ACCOUNTS_UNREAD]: 1 of 3 accounts can't be read" in ran.err
    assert run(*ASK, "-o", "jsonl", "--strict", stdin=lines_of(account("a"))).code == 0


def test_report_is_written_over_a_report_alone(folder: Path) -> None:
    """A mistyped name costs no account: only an earlier report gives way."""
    data = lines_of(NO_ID)
    for _ in range(2):
        assert run(*ASK, "--problems", "bad.jsonl", stdin=data).code == 0
    assert len(report()) == 1
    (folder / "a.toml").write_text(ACCOUNT, "utf-8")
    (folder / "many.jsonl").write_bytes(lines_of(account("a")))
    for name in ("a.toml", "many.jsonl"):
        before = state_of(folder)
        ran = run(*ASK, "--problems", name, stdin=data)
        assert (ran.code, "PROBLEMS_EXISTS" in ran.err) == (2, True)
        assert state_of(folder) == before
    assert run(*ASK, "--problems", "no/such/place", stdin=data).code == 7
    assert run(*ASK, "--problems", "/dev/full", stdin=data).code == 7


def test_id_seen_twice_is_a_problem_in_a_folder(folder: Path) -> None:
    """The first file is answered, the second names the first; a file of lines isn't looked at."""
    place = folder / "accounts"
    place.mkdir()
    (place / "a.json").write_bytes(msgspec.json.encode(account("same")))
    (place / "b.json").write_bytes(msgspec.json.encode(account("same")))
    (place / "c.json").write_bytes(msgspec.json.encode(account("other")))
    for jobs in ("1", "2"):
        asked = ("people", "--accounts", "accounts", "-o", "jsonl", "--jobs", jobs, *ON)
        ran = run(*asked, "--problems", "bad.jsonl")
        assert [row["account"]["id"] for row in documents(ran)] == ["same", "other"]
        (problem,) = report()
        assert (problem["code"], problem["account"]) == ("ACCOUNT_TWICE", "same")
        assert problem["file"] == "accounts/b.json"
        assert "accounts/a.json" in problem["message"]["en"]
    told = run("people", "--accounts", "accounts", *ON).err.splitlines()
    assert told[0].startswith('accounts/b.json: id: the id "same" is that of another account')
    twice = lines_of(account("same"), account("same"))
    assert len(documents(run(*ASK, "-o", "jsonl", stdin=twice))) == 2


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_check_finds_an_id_that_is_there_twice(folder: Path, jobs: str) -> None:
    """Of a file of lines, too; it is told at the line of the second."""
    (folder / "many.jsonl").write_bytes(lines_of(account("a"), account("b"), account("a")))
    ran = run("check", "--accounts", "many.jsonl", "-o", "jsonl", "--jobs", jobs)
    assert ran.code == 6
    assert [row["ok"] for row in documents(ran)] == [True, True, False]
    (problem,) = documents(ran)[2]["files"][0]["problems"]
    assert problem["code"] == "ACCOUNT_TWICE"
    assert "many.jsonl:1" in problem["message"]["en"]
    shown = run("check", "--accounts", "many.jsonl")
    assert shown.code == 6
    assert shown.err.startswith('many.jsonl:3: id: the id "a" is that of another account already')
    assert "ACCOUNTS_WRONG" in shown.err
    row = table(run("check", "--accounts", "many.jsonl", "-o", "csv"))[2]
    assert (row["line"], row["name"]) == ("3", "Plain SAS")


def test_id_that_is_there_twice_hides_no_other_problem(folder: Path) -> None:
    """All that is wrong with the second account is told."""
    wrong = account("a", plan="essential", currency="EUX")
    (folder / "many.jsonl").write_bytes(lines_of(account("a"), wrong))
    shown = run("check", "--accounts", "many.jsonl")
    assert [line.split(": ")[:2] for line in shown.err.splitlines()[:3]] == [
        ["many.jsonl:2", path] for path in ("id", "plan", "currency")
    ]


def test_check_tells_what_is_wrong_in_every_form() -> None:
    """Problems are the answer of a check: any is exit code 6, and warnings with --strict."""
    for form, told in (("csv", "UNKNOWN_PLAN"), ("jsonl", "UNKNOWN_PLAN"), ("github", "::error")):
        ran = run("check", "--accounts", FLEET, "-o", form)
        assert (ran.code, told in ran.out) == (6, True)
        assert ran.err.count("\n") == 2
        assert "error[ACCOUNTS_WRONG]: 2 of 40 accounts aren't right" in ran.err
    rows = table(run("check", "--accounts", FLEET, "-o", "csv"))
    assert {row["account"] for row in rows if row["level"] == "error"} == set(BROKEN)
    assert len({row["account"] for row in rows}) == 40
    future = lines_of(
        account(
            "a", events=[{"kind": "feature_requested", "date": "2026-12-24", "addon": "ai-assist"}]
        )
    )
    asked = ("check", "--accounts", "-", "-o", "jsonl")
    assert run(*asked, stdin=future).code == 0
    strict = run(*asked, "--strict", stdin=future)
    assert (strict.code, "ACCOUNTS_WARNED" in strict.err) == (6, True)


def test_packed_file_that_is_cut_short_is_told(folder: Path) -> None:
    """What was read until there is answered; then it is said what is wrong, and how far it came."""
    whole = gzip.compress(lines_of(*(account(f"a{number}") for number in range(2000))))
    (folder / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    ran = run("people", "--accounts", "cut.jsonl.gz", "-o", "jsonl", *ON)
    assert (ran.code, "error[GZIP_BROKEN]" in ran.err) == (6, True)
    count = len(documents(ran))
    assert (
        f"warning: {count:,} accounts were answered until then, and every row is whole." in ran.err
    )
    (folder / "no.jsonl.gz").write_bytes(b"{}\n")
    assert "GZIP_BROKEN" in run("people", "--accounts", "no.jsonl.gz", *ON).err


def test_folder_holds_what_is_read(folder: Path) -> None:
    """TOML and JSON in the order of their names; links that lead nowhere and books are problems."""
    shutil.copytree(FLEET, folder / "fleet")
    (folder / "fleet" / "book.toml").write_text("[[prices]]\n", "utf-8")
    (folder / "fleet" / "lost.toml").symlink_to("nowhere")
    (folder / "fleet" / "notes.txt").write_text("nothing", "utf-8")
    (folder / "fleet" / ".hidden.toml").write_text("nothing", "utf-8")
    ran = run("people", "--accounts", "fleet", "-o", "jsonl", "--problems", "bad.jsonl", *ON)
    ids = [row["account"]["id"] for row in documents(ran)]
    assert (len(ids), ids) == (38, sorted(ids))
    assert {row["file"]: row["code"] for row in report()} == {
        "fleet/book.toml": "OTHER_KIND",
        "fleet/lost.toml": "FILE_LINK",
        "fleet/palma.toml": "ACCOUNT_INVALID",
        "fleet/wexford.toml": "ACCOUNT_INVALID",
    }

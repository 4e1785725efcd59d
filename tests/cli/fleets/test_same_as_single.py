"""One account a line: each row is the document that the account alone is answered with."""

import json
from pathlib import Path

import msgspec
import pytest

from addonctl.model.account import Account
from tests.cases.test_cases import TABLES, Row, subject_of
from tests.cli.accounts import ACCOUNT, changed
from tests.cli.fleets.fleet import COMMANDS, documents, example_accounts, lines_of, table
from tests.cli.program import run
from tests.files import write
from tests.rules.amended import AMENDED

pytestmark = pytest.mark.usefixtures("examples")
ASKED = pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)


def alone(argv: tuple[str, ...], account: Account) -> str:
    """Ask about one account from standard input, and return its document or its error."""
    ran = run(*argv, "-a", "-", "-o", "json", stdin=msgspec.json.encode(account))
    return ran.out if ran.code == 0 else ran.err


@ASKED
def test_row_is_the_document_of_the_single_command(argv: tuple[str, ...]) -> None:
    """Every byte is the same, laid out on one line; an error has its account beside it."""
    accounts = [*example_accounts(), AMENDED]
    ran = run(*argv, "--accounts", "-", "-o", "jsonl", stdin=lines_of(*accounts))
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert len(lines) == len(accounts)
    for line, account in zip(lines, accounts, strict=True):
        document = msgspec.json.decode(line)
        assert document["account"] == {"id": account.id, "name": account.name}
        whole = alone(argv, account)
        own = line
        if "error" in document:
            assert document["as_of"] == "2026-11-21"
            own = msgspec.json.encode({"error": document["error"]}).decode()
        assert msgspec.json.format(own, indent=2) + "\n" == whole


@ASKED
def test_rows_are_the_same_in_any_order_of_processes(argv: tuple[str, ...]) -> None:
    """Several processes change no byte, in no form."""
    data = lines_of(*[*example_accounts(), AMENDED] * 3)
    for form in ("jsonl", "csv", "table"):
        one, three = (
            run(*argv, "--accounts", "-", "-o", form, "--jobs", jobs, stdin=data)
            for jobs in ("1", "3")
        )
        assert one == three


def test_refusals_and_missing_prices_are_rows() -> None:
    """They are answers about an account: nothing is told on standard error, and all is well."""
    argv = ("invoice-preview", "ai-assist-pro", "--accounts", "-", "--as-of", "2026-11-21")
    ran = run(*argv, "-o", "jsonl", stdin=lines_of(*example_accounts()))
    assert (ran.code, ran.err) == (0, "")
    codes = {row["error"]["code"] for row in documents(ran) if "error" in row}
    assert codes == {"NO_PRICE"}
    early = run(*argv[:-1], "2020-01-01", "-o", "jsonl", stdin=lines_of(*example_accounts()))
    assert "BEFORE_FIRST_CYCLE" in {row["error"]["code"] for row in documents(early)}


def test_every_published_amount_is_that_of_its_row() -> None:
    """All cases: the row of CSV has the stated amounts, the document is that of the account."""
    by_date: dict[str, list[tuple[Row, Account]]] = {}
    for case in TABLES["amounts"]:
        made = msgspec.structs.replace(subject_of(case).account, id=f"case-{len(by_date)}")
        by_date.setdefault(case["as_of"], []).append((case, made))
    argv = ("invoice-preview", "analytics-plus", "--as-of")
    for day, cases in by_date.items():
        data = lines_of(*(account for _, account in cases))
        rows = table(run(*argv, day, "--accounts", "-", "-o", "csv", stdin=data))
        lines = run(*argv, day, "--accounts", "-", "-o", "jsonl", stdin=data).out.splitlines()
        for (case, account), row, line in zip(cases, rows, lines, strict=True):
            assert row["now_subtotal"] == case["subtotal"], case["id"]
            assert f"{row['days_billed']}/{row['cycle_days']}" == case["fraction"], case["id"]
            if case["total"]:
                assert (row["now_tax"], row["now_total"]) == (case["tax"], case["total"])
            assert msgspec.json.format(line, indent=2) + "\n" == alone((*argv, day), account)


def test_check_of_a_folder_is_the_check_of_its_files(folder: Path) -> None:
    """Right, faulty or warned of: what is found is the same, at the same places."""
    event = '[[events]]\nkind = "feature_requested"\naddon = "ai-assist"\ndate = '
    texts = {
        "right": ACCOUNT,
        "plan": changed(('"essentials"', '"essential"')),
        "quoted": changed(("2026-01-31", '"""2026-01-31"""')),
        "line": changed(('"essentials"', '"essentials\\n"')),
        "order": f"{ACCOUNT}{event}2026-11-20\n{event}2026-11-19\n",
        "later": f"{ACCOUNT}{event}2099-01-01\n",
        "key": f'addons = "x"\n{ACCOUNT}',
        "syntax": "a = ",
    }
    for name, text in texts.items():
        write(folder, text.replace('id = "acme"', f'id = "{name}"', 1), f"{name}.toml")
    for strict in ((), ("--strict",)):
        ran = run("check", "--accounts", ".", "-o", "jsonl", *strict)
        found = {file["file"]: file for row in documents(ran) for file in row["files"]}
        assert len(found) == len(texts)
        assert [name for name, file in found.items() if file["ok"]] == (
            [*(() if strict else ("./later.toml",)), "./quoted.toml", "./right.toml"]
        )
        for name, file in found.items():
            alone = run("check", name, "-o", "json", *strict)
            assert json.loads(alone.out)["files"] == [file]

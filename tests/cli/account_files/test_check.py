"""`addonctl check`: every problem of every file, for people, for programs and for GitHub."""

from pathlib import Path

import pytest

from tests.builders import EXAMPLES
from tests.cli.accounts import ACCOUNT, POLICY, changed
from tests.cli.program import Ran, run
from tests.files import PACKAGED, write

BOOK = (EXAMPLES / "price-book.toml").read_text("utf-8")
BROKEN = changed(
    ('plan = "essentials"', 'plan = "essential"'), ('roles = ["agent"]', 'roles = ["Agent"]')
)
TWICE = """
[[events]]
kind = "subscribed"
date = 2026-11-01
addon = "analytics-plus"

[[events]]
kind = "subscribed"
date = 2026-11-02
addon = "analytics-plus"
"""


def failed(*argv: str, **given: bytes) -> Ran:
    """Check files that are wrong: the problems on standard output, how many on standard error."""
    ran = run("check", *argv, **given)  # type: ignore[arg-type]  # standard input alone
    assert ran.code == 6
    assert "CHECK_FAILED" in ran.err
    return ran


def lines(ran: Ran) -> list[str]:
    """Return the lines of an answer."""
    return ran.out.splitlines()


def test_examples_and_packaged_files_are_right(account: Path) -> None:
    """Every example, the price book, the packaged catalogue and the packaged policy pass.

    Of one the licences were changed since the purchase, and that is warned of.
    """
    files = [
        *sorted(EXAMPLES.glob("*.toml")),
        *sorted(EXAMPLES.glob("*.json")),
        *sorted(PACKAGED.glob("*.toml")),
    ]
    ran = run("check", account, *files)
    assert ran.code == 0
    right = [line for line in lines(ran) if ": ok (" in line]
    assert len(right) == len(files) + 1
    (warned,) = set(lines(ran)) - set(right)
    assert "two-addons.toml" in warned
    assert warned.endswith("Analytics+: 13 licences are bought, and the account has 15 now.")


def test_kinds_are_told_apart_by_content(folder: Path) -> None:
    """The name of a file says nothing about what it is."""
    write(folder, ACCOUNT, "policy.toml")
    write(folder, BOOK, "account.toml")
    write(folder, POLICY, "book.toml")
    assert lines(run("check", "policy.toml", "account.toml", "book.toml")) == [
        "policy.toml: ok (account)",
        "account.toml: ok (catalogue)",
        "book.toml: ok (policy, 3 contested answers)",
    ]


def test_account_with_a_table_of_prices_is_no_catalogue(folder: Path) -> None:
    """Prices are a table in accounts and a list in catalogues, in JSON as in TOML."""
    write(folder, '{"prices": []}', "a.json")
    write(folder, '{"prices": {}}', "b.json")
    ran = failed("a.json", "b.json")
    assert lines(ran)[0] == "a.json: ok (catalogue)"
    assert all(line.startswith("b.json:1: ") for line in lines(ran)[1:])


def test_every_problem_of_every_file_has_its_line(folder: Path) -> None:
    """A file that is missing doesn't keep the others from being checked."""
    write(folder, BROKEN, "broken.toml")
    write(folder, ACCOUNT, "good.toml")
    ran = failed("broken.toml", "missing.toml", "good.toml", ".")
    assert lines(ran) == [
        'broken.toml:5: plan: unknown plan "essential"; did you mean "essentials"?',
        'broken.toml:42: users[3].roles[0]: unknown role "Agent"; did you mean "agent"?',
        "missing.toml: does not exist",
        "good.toml: ok (account)",
        ".: is a directory",
    ]
    assert ran.err.splitlines()[0] == "error[CHECK_FAILED]: 4 problems in 3 of 4 files"


def test_text_that_is_not_toml_names_what_was_expected(folder: Path) -> None:
    """A syntax error is one problem with its line, what it is and what was expected."""
    write(folder, "id 5\n", "a.toml")
    assert lines(failed("a.toml")) == ['a.toml:1: this is not TOML; expected "=" after a key']


def test_standard_input_is_checked() -> None:
    """`-` is a file like any other, by its first byte TOML or JSON."""
    ran = run("check", "-", stdin=ACCOUNT)
    assert (ran.code, ran.out) == (0, "standard input: ok (account)\n")
    ran = failed("-", stdin=b'{"schema": 2}')
    assert lines(ran) == [
        "standard input:1: schema: schema 2 needs a newer addonctl; this one reads schema 1"
    ]


def test_events_that_contradict_each_other_are_named(folder: Path) -> None:
    """The event that is wrong is named beside what else is wrong, in the file's order."""
    text = changed(('plan = "essentials"', 'plan = "essential"')) + TWICE
    write(folder, text)
    number = text[: text.rindex("kind")].count("\n") + 1
    (line,) = lines(failed("a.toml"))[1:]
    assert line.startswith(f"a.toml:{number}: events[1].kind: ")
    assert line.endswith(
        "analytics-plus was subscribed on 1 Nov 2026 already (events[0] on line 44)"
    )


def test_void_of_nothing_is_told_what_it_needs(folder: Path) -> None:
    """What is missing is named, and nothing is concluded from it."""
    write(folder, ACCOUNT + '[[events]]\nkind = "voided"\ndate = 2026-11-21\naddon = "ai-assist"\n')
    (line,) = lines(failed("a.toml"))
    assert line.endswith("events[0].event: is missing; for example event = 3")


@pytest.mark.parametrize("form", ["table", "json", "github"])
def test_the_first_hundred_of_either_are_listed_and_the_others_counted(
    folder: Path, form: str
) -> None:
    """Warnings and problems without end are counted, not printed."""
    event = '[[events]]\nkind = "feature_requested"\ndate = 2026-11-01\naddon = "fax"\n'
    write(folder, ACCOUNT + event * 130)
    write(folder, ACCOUNT + event.replace("fax", "fax!") * 120, "b.toml")
    ran = run("check", "a.toml", "b.toml", "-o", form)
    assert ran.code == 6
    if form == "json":
        warned, wrong = ran.json["files"]
        assert (len(warned["warnings"]), warned["more_warnings"], warned["more"]) == (100, 30, 0)
        assert (len(wrong["problems"]), wrong["more"]) == (100, 20)
        assert (len(ran.error["problems"]), ran.error["more"]) == (100, 20)
        assert "120 problems" in ran.error["message"]["en"]
    else:
        assert "a.toml: 30 more warnings" in ran.out
        assert "b.toml: 20 more problems" in ran.out
        assert ran.out.count("fax!") == 100
    strict = run("check", "a.toml", "--strict", "-o", "json")
    assert (len(strict.error["problems"]), strict.error["more"]) == (100, 30)


def test_accounts_are_checked_against_the_catalogue_in_force(folder: Path) -> None:
    """A plan of a catalogue of one's own is known, and the packaged ones aren't any more."""
    plan = '[[plans]]\nid = "gold"\nname = "Gold"\noffers = ["analytics-plus"]\n'
    write(folder, plan, "own.toml")
    write(folder, changed(('plan = "essentials"', 'plan = "gold"')))
    environ = {"ADDONCTL_CATALOG": "own.toml"}
    assert run("check", "a.toml", "own.toml", environ=environ).code == 0
    assert run("check", "a.toml").code == 6


def test_broken_catalogue_in_force_can_be_checked_itself(folder: Path) -> None:
    """Only accounts need the catalogue in force; without it they can't be checked."""
    write(folder, "[[plans]]\n", "own.toml")
    write(folder, ACCOUNT)
    environ = {"ADDONCTL_CATALOG": "own.toml"}
    ran = run("check", "own.toml", environ=environ)
    assert (ran.code, "CHECK_FAILED" in ran.err) == (6, True)
    ran = run("check", "a.toml", environ=environ)
    assert (ran.code, "CATALOG_INVALID" in ran.err) == (6, True)


def test_gap_of_a_policy_comes_with_the_row_to_paste(folder: Path) -> None:
    """The row that is printed closes the gap: pasted, the policy is right again."""
    start = POLICY.index('[[forbid]]\nid = "trial-is-used"')
    end = POLICY.index("# --- the documents")
    gap = POLICY[:start] + POLICY[end:]
    write(folder, gap, "p.toml")
    ran = failed("p.toml")
    head, *row = lines(ran)
    assert head == "p.toml: some questions have no answer; the row that is missing, to paste:"
    assert row[0] == "    [[forbid]]"
    write(folder, gap + "\n" + "\n".join(row) + "\n", "p.toml")
    assert run("check", "p.toml").code == 0


def test_row_that_never_matters_is_named_by_its_line(folder: Path) -> None:
    """A row that no answer has as its reason is a problem of the policy."""
    row = (
        '[[forbid]]\nid = "dead"\ncode = "TRIAL_USED"\n'
        'when = { role = ["agent"], action = [] }\ninferred = "nothing"\n'
    )
    write(folder, f"{POLICY}\n{row}", "p.toml")
    number = POLICY.count("\n") + 2
    (line,) = lines(failed("p.toml"))
    assert line.startswith(f'p.toml:{number}: forbid[15]: the row "dead" never matters')


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('action = ["subscribe"]', 'action = ["subscibe"]', 'did you mean "subscribe"?'),
        ('code = "TRIAL_USED"', 'code = "TRIAL_USD"', 'did you mean "TRIAL_USED"?'),
        ('inferred = "the articles are silent; a trial', '# "', "needs a source, or inferred"),
        ('disables = ["admin-requests-quote"]', 'disables = ["x"]', 'unknown row "x"'),
    ],
)
def test_fault_of_a_policy_row_is_named(folder: Path, old: str, new: str, says: str) -> None:
    """Unknown words, rows and rows without a ground are problems with their line."""
    assert old in POLICY
    write(folder, POLICY.replace(old, new, 1), "p.toml")
    assert says in failed("p.toml").out


def test_json_holds_kind_problems_and_contested_cells(folder: Path) -> None:
    """A program gets every problem with its place, its code and both languages."""
    write(folder, BROKEN, "a.toml")
    write(folder, POLICY, "p.toml")
    answer = run("check", "a.toml", "p.toml", "nope", "-o", "json").json
    assert (answer["schema"], answer["account"], answer["ok"]) == ("addonctl.check/1", None, False)
    account, policy, missing = answer["files"]
    assert (account["kind"], account["ok"], account["contested"]) == ("account", False, None)
    first = account["problems"][0]
    assert (first["file"], first["path"], first["line"], first["column"]) == (
        "a.toml",
        "plan",
        5,
        1,
    )
    assert first["code"] == "UNKNOWN_PLAN"
    assert set(first["message"]) == {"en", "fr"}
    assert policy["contested"] == {"strict": 3, "fr-table": 3}
    assert (missing["kind"], missing["problems"][0]["code"]) == (None, "FILE_MISSING")


def test_github_annotations_are_workflow_commands(folder: Path) -> None:
    """Each problem is an error at its line; what would end a value or a line is escaped."""
    write(folder, BROKEN, "a,b:c%.toml")
    ran = failed("a,b:c%.toml", "-o", "github")
    assert lines(ran)[0] == (
        "::error file=a%2Cb%3Ac%25.toml,line=5,col=1,title=addonctl (UNKNOWN_PLAN)"
        '::plan: unknown plan "essential"; did you mean "essentials"?'
    )
    assert all(line.startswith("::error file=") for line in lines(ran))


def test_github_annotation_of_a_gap_keeps_its_lines(folder: Path) -> None:
    """The row to paste is part of the message, its line ends escaped."""
    start = POLICY.index('[[forbid]]\nid = "trial-is-used"')
    write(folder, POLICY[:start] + POLICY[POLICY.index("# --- the documents") :], "p.toml")
    (line,) = lines(failed("p.toml", "-o", "github"))
    assert "::error file=p.toml,title=addonctl (POLICY_GAP)::" in line
    assert "%0A[[forbid]]%0Aid = " in line


def test_github_says_nothing_of_good_files(account: Path) -> None:
    """A good file is no annotation."""
    ran = run("check", account, "-o", "github")
    assert (ran.code, ran.out) == (0, "")


@pytest.mark.parametrize("form", ["table", "markdown", "github", "json"])
def test_hostile_file_name_is_escaped(folder: Path, form: str) -> None:
    """Nothing in a name or a value steers a terminal or begins a command of its own."""
    name = "x\n::warning::\x1b[2J.toml"
    write(folder, changed(('plan = "essentials"', 'plan = "\\u001b[2J\\n::error::x"')), name)
    ran = failed(name, "-o", form)
    assert not [line for line in lines(ran) if line.startswith(("::warning", "::error::"))]


def test_markdown_shows_problems_and_rows_as_code(folder: Path) -> None:
    """In a ticket the row to paste is a block of code."""
    start = POLICY.index('[[forbid]]\nid = "trial-is-used"')
    write(folder, POLICY[:start] + POLICY[POLICY.index("# --- the documents") :], "p.toml")
    assert "```toml\n[[forbid]]\n" in failed("p.toml", "-o", "markdown").out


def test_files_are_needed() -> None:
    """Without a file there is nothing to check."""
    ran = run("check")
    assert (ran.code, "FILE is missing" in ran.err) == (2, True)

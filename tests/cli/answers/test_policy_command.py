"""`addonctl policy`: the permission table for people and for programs."""

from pathlib import Path

import pytest

from addonctl.model.policy import ACTIONS, READINGS, ROLES, ROUTES, STATES
from tests.cli.accounts import POLICY
from tests.cli.program import run
from tests.files import write

NOT_BOUGHT = {"available", "trial_running", "trial_used"}
ALLOWED = {
    ("owner", "subscribe", "self_service"): NOT_BOUGHT,
    ("owner", "quote", "quote"): NOT_BOUGHT,
    ("owner", "trial", "self_service"): {"available"},
    ("owner", "trial", "quote"): {"available"},
    ("admin", "trial", "self_service"): {"available"},
    ("admin", "trial", "quote"): {"available"},
    ("admin", "request", "self_service"): NOT_BOUGHT,
    ("admin", "request", "quote"): NOT_BOUGHT,
    ("supervisor", "request", "self_service"): NOT_BOUGHT,
    ("supervisor", "request", "quote"): NOT_BOUGHT,
}
"""What is allowed under the strict reading, written by hand."""


def test_people_see_who_may_do_what() -> None:
    """The table has the allowed answers, and what is contested in brackets with its reason."""
    out = run("policy", "--why", environ={"COLUMNS": "80"}).out
    rows = [line.split("  ") for line in out.splitlines()]
    shown = [[part.strip() for part in row if part.strip()] for row in rows]
    assert ["owner", "subscribe", "self-service", "not bought yet"] in shown
    assert ["admin", "(quote) ¹", "by quote", "not bought yet"] in shown
    assert ["agent", "nothing"] in shown
    assert "¹ Contested (C1): May an admin request a quote?" in out
    assert "strict follows English article, purchase permissions; French article," in out
    assert "In brackets: not allowed in the reading strict." in out


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_line_is_wider_than_the_terminal(width: int, language: str) -> None:
    """The screen fits in either language, words that are longer aside."""
    out = run("policy", "--lang", language, environ={"COLUMNS": str(width)}).out
    too_wide = [line for line in out.splitlines() if len(line) > width]
    assert all(len(line.split()) == 1 or width < 40 for line in too_wide), too_wide


def test_the_other_reading_allows_the_contested_answers() -> None:
    """Under fr-table an admin may request a quote, and nothing stands in brackets."""
    out = run("policy", "--reading", "fr-table").out
    assert "In brackets" not in out
    assert "quote ¹" in out
    assert out != run("policy").out


def test_setting_chooses_the_reading() -> None:
    """The reading of the settings holds where none is asked for."""
    environ = {"ADDONCTL_READING": "fr-table"}
    asked = run("policy", "--why", "--reading", "fr-table").out
    assert run("policy", "--why", environ=environ).out == asked


@pytest.mark.parametrize("argv", [("policy",), ("catalog",), ("policy", "--reading", "fr-table")])
def test_sources_are_shown_to_who_asks_why(argv: tuple[str, ...]) -> None:
    """Without `--why` one line says how to get them; the command works."""
    out = run(*argv).out
    assert "English article" not in out
    assert out.splitlines()[-1] == f"Sources: addonctl {argv[0]} --why" + "".join(
        f" {word}" for word in argv[1:]
    )
    assert "English article" in run(*argv, "--why").out


def test_json_has_every_cell_in_order() -> None:
    """A program gets all 192 answers, in the order of the policy's words."""
    answer = run("policy", "-o", "json").json
    assert (answer["schema"], answer["account"], answer["file"]) == (
        "addonctl.policy/1",
        None,
        None,
    )
    cells = answer["cells"]
    assert [(c["role"], c["action"], c["route"], c["state"]) for c in cells] == [
        (role, action, route, state)
        for role in ROLES
        for action in ACTIONS
        for route in ROUTES
        for state in STATES
    ]
    for cell in cells:
        key = cell["role"], cell["action"], cell["route"]
        assert cell["allowed"] == (cell["state"] in ALLOWED.get(key, ())), cell
        assert cell["codes"], cell
        assert cell["rules"], cell


@pytest.mark.parametrize("reading", READINGS)
def test_json_marks_the_three_contested_cells(reading: str) -> None:
    """Admin, quote, by quote, in three states: contested under either reading, and nothing else."""
    answer = run("policy", "--reading", reading, "-o", "json").json
    contested = [cell for cell in answer["cells"] if cell["contested"]]
    assert [(c["role"], c["action"], c["route"]) for c in contested] == [
        ("admin", "quote", "quote")
    ] * 3
    assert {cell["state"] for cell in contested} == NOT_BOUGHT
    assert {cell["allowed"] for cell in contested} == {reading == "fr-table"}


def test_json_rows_name_their_sources() -> None:
    """Each row says where it is stated or why it was concluded, and every document is named."""
    answer = run("policy", "-o", "json").json
    documents = {document["id"] for document in answer["documents"]}
    for rule in answer["rules"]:
        assert bool(rule["source"]) == (rule["inferred"] is None) == (rule["basis"] == "stated")
        assert {source["document"] for source in rule["source"]} <= documents
    assert [row["code"] for row in answer["routes"]] == [
        "NO_PRICE_KNOWN",
        "PLAN_BY_QUOTE",
        "BANK_TRANSFER",
    ]
    (conflict,) = answer["conflicts"]
    assert [side["name"] for side in conflict["readings"]] == ["strict", "fr-table"]


def test_policy_of_ones_own_is_shown(folder: Path) -> None:
    """A file named by the settings takes the packaged policy's place and is named."""
    own = POLICY
    for old, new in (
        ('["owner", "admin"], action = ["trial"]', '["owner"], action = ["trial"]'),
        ('["supervisor"], action = ["trial"]', '["supervisor", "admin"], action = ["trial"]'),
    ):
        assert old in own
        own = own.replace(old, new)
    write(folder, own, "own.toml")
    ran = run("policy", "-o", "json", environ={"ADDONCTL_POLICY": "own.toml"})
    assert ran.json["file"] == "own.toml"
    allowed = {(c["role"], c["action"]) for c in ran.json["cells"] if c["allowed"]}
    assert ("admin", "trial") not in allowed
    assert "own.toml" in run("policy", environ={"ADDONCTL_POLICY": "own.toml"}).out


def test_policy_with_a_gap_is_refused(folder: Path) -> None:
    """Where a row is missing nothing is shown: the question has no answer."""
    start = POLICY.index('[[forbid]]\nid = "trial-is-used"')
    write(folder, POLICY[:start] + POLICY[POLICY.index("# --- the documents") :], "own.toml")
    ran = run("policy", environ={"ADDONCTL_POLICY": "own.toml"})
    assert (ran.code, "addonctl check own.toml" in ran.err) == (6, True)


def test_markdown_is_one_table() -> None:
    """In a ticket the permissions are a table."""
    out = run("policy", "-o", "markdown").out
    assert "| owner | subscribe | self-service | not bought yet |" in out

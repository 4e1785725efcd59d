"""What happens to an account while a question about it stands on a terminal."""

from pathlib import Path

import pytest

from tests.cli.program import plain_text, run, totals_recorded
from tests.cli.terminal import TYPE_THE_ID, open_terminal
from tests.files import state_of

pytestmark = pytest.mark.usefixtures("examples")

LUMIERE = "examples/annual-upfront.toml"
SUBSCRIBE = ("subscribe", "analytics-plus", "-a", LUMIERE, "--as", "claire")


@pytest.mark.parametrize(
    ("old", "new", "code", "error"),
    [
        ('roles = ["agent", "owner"]', 'roles = ["agent"]', 3, "REFUSED"),
        ('unit_price = "15.00"', 'unit_price = "16.00"', 8, "TOTAL_DIFFERS"),
        ("standard = 37", "standard = 38", 8, "TOTAL_DIFFERS"),
        ('plan = "essentials"', 'plan = "essential"', 6, "ACCOUNT_INVALID"),
    ],
)
def test_what_changed_while_the_question_stood_is_decided_anew(
    old: str, new: str, code: int, error: str
) -> None:
    """Another process may change the account before the id is typed; the lock decides."""
    file = Path(LUMIERE)
    with open_terminal(*SUBSCRIBE) as terminal:
        terminal.wait_for(TYPE_THE_ID)
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8", newline="")
        before = state_of(Path.cwd())
        terminal.type("lumiere\n")
        ran = terminal.finish(before)
    assert ran.code == code
    assert f"error[{error}]" in plain_text(ran.err)


def test_purchase_by_somebody_else_meanwhile_is_found() -> None:
    """Two people at two terminals buy once: the second is told of the first."""
    with open_terminal(*SUBSCRIBE) as terminal:
        terminal.wait_for(TYPE_THE_ID)
        first = run(*SUBSCRIBE, "--expect-total", "3305.69")
        assert first.code == 0
        before = state_of(Path.cwd())
        terminal.type("lumiere\n")
        second = terminal.finish(before)
    assert second.code == 3
    assert "ALREADY_PURCHASED" in second.err
    assert totals_recorded(LUMIERE) == ["3305.69"]


def test_name_that_is_somebody_else_s_by_then_changes_nobody() -> None:
    """Who is recorded is who was shown, though another person has taken that name since."""
    file = Path(LUMIERE)
    with open_terminal(*SUBSCRIBE[:-1], "Claire Fontaine") as terminal:
        terminal.wait_for(TYPE_THE_ID)
        text = file.read_text("utf-8")
        text = text.replace("Claire Fontaine", "Claire Martin")
        text = text.replace('"Nadia Perrin"', '"Claire Fontaine"').replace('["admin"]', '["owner"]')
        file.write_text(text, encoding="utf-8", newline="")
        before = state_of(Path.cwd())
        terminal.type("lumiere\n")
        ran = terminal.finish(before)
    assert ran.code == 0
    (event,) = run("history", "-a", LUMIERE, "-o", "json").json["events"]
    assert event["by"] == "claire"


def test_terminal_that_hangs_up_at_the_question_records_nothing() -> None:
    """A closed window is a no."""
    before = state_of(Path.cwd())
    with open_terminal(*SUBSCRIBE) as terminal:
        terminal.wait_for(TYPE_THE_ID)
        terminal.hang_up()
        assert terminal.process.wait(10) in {130, -1}
    assert state_of(Path.cwd()) == before

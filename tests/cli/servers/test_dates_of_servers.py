"""The day that an answer is about is this machine's: a server's clock is nobody's concern."""

import datetime as dt

import pytest

from tests.cli.program import NOW
from tests.cli.servers.conftest import Ask, Serve
from tests.stores.api.faulty_server import reply, rulebook

ON = ("-a", "acme")
QUESTIONS = (
    ("invoice-preview", "analytics-plus", *ON),
    ("quote", "ai-assist-pro", "--as", "marie", "-n", *ON),
    ("catalog", *ON),
    ("trial", "analytics-plus", "--as", "marie", "-n", *ON),
)
DATES = (
    "Sun, 21 Nov 2027 09:00:00 GMT",
    "Fri, 21 Nov 2025 09:00:00 GMT",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "tomorrow",
)


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("argv", QUESTIONS, ids=lambda argv: argv[0])
def test_date_of_a_server_changes_nothing(
    argv: tuple[str, ...], date: str, serve: Serve, ask: Ask, acme: dict[str, object]
) -> None:
    """A year off, or no date at all: days are counted and named by our own clock."""
    headers = {"Date": date, "Last-Modified": date, "Expires": date}
    usual = ask(serve(), *argv, "-o", "json").json
    other = serve(
        rulebook=reply(rulebook(), headers=headers),
        acme=reply(acme, headers=headers | {"ETag": '"1-a"'}),
    )
    found = ask(other, *argv, "-o", "json").json
    for answer in (usual, found):
        assert answer["as_of"] == "2026-11-21"
        answer.pop("subscribe_command", None)
        answer.pop("recorded_in", None)
        if answer.get("event"):
            answer["event"].pop("id")
    assert found == usual
    shown = ask(other, *argv)
    assert "21 Nov 2026" in shown.out
    assert "2027" not in shown.out.replace("20 Nov 2027", "")
    assert date not in shown.out + shown.err


def test_day_is_that_of_this_machine(serve: Serve, ask: Ask) -> None:
    """The check above can fail: with another clock here it is another day."""
    later = NOW + dt.timedelta(days=3)
    answer = ask(serve(), *QUESTIONS[0], "-o", "json", now=later).json
    assert answer["as_of"] == "2026-11-24"

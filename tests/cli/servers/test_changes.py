"""Changes of accounts behind the API: recorded there, once, and shown as from a file."""

from typing import Final

from tests.cli.accounts import TOTAL
from tests.cli.servers.conftest import Change
from tests.stores.api.recording_accounts import OPERATOR, RecordingAccounts

BUY: Final = ("subscribe", "analytics-plus", "-a", "acme", "--as", "marie", "--expect-total", TOTAL)


def test_purchase_is_recorded_there(there: RecordingAccounts, change: Change) -> None:
    """The event is the server's, of its token, by the key that was sent."""
    ran = change(*BUY, "-o", "json")
    assert ran.code == 0, ran
    (event,) = there.events
    assert {name: ran.json["event"][name] for name in event} == event
    assert event["operator"] == OPERATOR
    assert {event["key"]} == there.keys
    assert (ran.json["recorded"], ran.json["already"], ran.json["event_number"]) == (True, False, 1)
    assert ran.json["recorded_in"].endswith("/v1/accounts/acme")

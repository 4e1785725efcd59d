"""A change notes in its own transaction who is to be told of it; on both databases."""

import pytest

from addonctl.server.notes.outbox import Outbox
from tests.builders import make_account
from tests.server.changing import KEY
from tests.server.notes.office import NOW, SECOND_OWNER, USERS, Failed, Fake, Office
from tests.server.running import Api


def waiting(office: Office) -> list[tuple[str, str]]:
    """Return the kind and the recipient of each row."""
    return [(row["kind"], row["recipient"]) for row in office.rows()]


def test_request_is_for_each_owner(office: Office) -> None:
    """By their ids: where they can be written to is looked up when it is sent."""
    office.create(users=[*USERS, SECOND_OWNER])
    office.record("request", "sara")
    assert waiting(office) == [("request", "olga"), ("request", "omar")]
    row = office.rows()[0]
    assert (row["account_id"], row["addon"], row["attempts"]) == ("plain", "analytics-plus", 0)
    assert row["created_at"] == "2026-11-21T09:00:00Z"
    assert row["not_before"] == "2026-11-21T09:00:00Z"
    assert row["lease_until"] is row["sent_at"] is row["last_error"] is None


def test_quote_is_for_the_account_manager(office: Office) -> None:
    """Who that is, is the server's setting of the moment at which it is sent."""
    office.create(billing={"purchase_path": "quote"})
    office.record("quote", "olga")
    assert waiting(office) == [("quote", "account_manager")]


@pytest.mark.parametrize("action", ["subscribe", "trial"])
def test_purchase_and_trial_are_told_nobody(office: Office, action: str) -> None:
    """An owner did them."""
    office.create()
    office.record("subscribe" if action == "subscribe" else "trial", "olga")
    assert office.rows() == []


def test_what_is_rolled_back_is_told_nobody(office: Office) -> None:
    """The note is in the transaction of its event: both, or neither."""
    office.create()
    with pytest.raises(Failed):
        office.record("request", "sara", fails=True)
    assert office.rows() == []
    assert office.accounts.read("plain").version == 0


def test_what_was_recorded_before_is_told_nobody_again(office: Office) -> None:
    """The same person's second request records nothing."""
    office.create()
    office.record("request", "sara")
    office.deliver(Fake())
    office.pass_time(hours=2)
    assert office.record("request", "sara").earlier is not None
    assert len(office.rows()) == 1


def test_one_note_waits_for_a_recipient_and_addon(office: Office) -> None:
    """However many ask meanwhile; another add-on is another note, and so is another account."""
    office.create()
    office.create(id="other")
    for user in ("sara", "anna", "adam"):
        office.record("request", user)
    assert len(office.rows()) == 1
    office.record("request", "sara", addon="ai-assist")
    office.record("request", "sara", account_id="other")
    assert len(office.rows()) == 3


def test_next_note_is_an_hour_after_the_one_before(office: Office) -> None:
    """The first is due at once; what comes within the hour is told together at its end."""
    office.create()
    office.record("request", "sara")
    way = Fake()
    assert office.deliver(way) == 1
    office.pass_time(minutes=10)
    office.record("request", "anna")
    assert office.rows()[1]["not_before"] == "2026-11-21T10:00:00Z"
    office.pass_time(minutes=49)
    assert office.deliver(way) == 0
    office.record("request", "adam")
    office.pass_time(minutes=1)
    assert office.deliver(way) == 1
    assert len(way.letters) == 2
    assert len(office.rows()) == 2


def test_after_the_hour_a_note_is_due_at_once(office: Office) -> None:
    """Nobody waits for an hour that is over."""
    office.create()
    office.record("request", "sara")
    office.deliver(Fake())
    office.pass_time(hours=3)
    office.record("request", "anna")
    assert office.rows()[1]["not_before"] == "2026-11-21T12:00:00Z"
    assert NOW.hour == 9


def test_account_without_owner_has_nobody_to_tell(office: Office) -> None:
    """The answer of the request says so to who asks."""
    office.create(users=USERS[1:])
    office.record("request", "sara")
    assert office.rows() == []


def test_change_over_the_api_notes_it_once(api: Api) -> None:
    """With its event, and neither with a refusal nor with an answer that is given once more."""
    api.create(make_account(users=USERS))

    def ask(user: str, key: str) -> int:
        intent = {"action": "request", "addon": "analytics-plus", "user": user}
        body = intent | {"as_of": "2026-11-21"}
        return api.post("/accounts/plain/events", body, Idempotency_Key=key).status

    statuses = [
        ask("sara", KEY),
        ask("sara", KEY),
        ask("sara", f"{KEY}-2"),
        ask("olga", f"{KEY}-3"),
    ]
    assert statuses == [201, 201, 200, 409]
    notes = Outbox(api.site.database).unsent()
    assert [(note.kind, note.recipient) for note in notes] == [("request", "olga")]

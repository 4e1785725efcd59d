"""Send changes in tests: one that the example account allows, and what is seen of it."""

from typing import Any, Final

from tests.server.running import Api, Reply

KEY: Final = "a-key-of-this-very-change"
BUY: Final = ("subscribe", "analytics-plus", "marie")


def events_of(api: Api, account: str = "acme") -> list[dict[str, Any]]:
    """Return what is recorded on an account."""
    events: list[dict[str, Any]] = api.get(f"/accounts/{account}").json.get("events", [])
    return events


def refused(api: Api, reply: Reply, status: int, code: str, *, before: object) -> None:
    """See that a change was refused, and that nothing of it stayed."""
    assert (reply.status, reply.code) == (status, code), reply
    assert api.state() == before


def bought(addon: str, day: str = "2026-11-01") -> dict[str, str]:
    """State that an add-on was bought."""
    return {"kind": "subscribed", "date": day, "addon": addon}

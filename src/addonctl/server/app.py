"""List what the server answers: each path and method, who may ask, how much may be sent."""

from typing import Final

from addonctl.model.serving import MOST_OF_BODY
from addonctl.model.wire import ACCOUNT_PATH, BASE
from addonctl.server.exchange import Endpoint, Site
from addonctl.server.guard import Guard
from addonctl.server.routes import about, accounts, answers, changes, events
from addonctl.stores.files.reading import MAX_BYTES

_ABOUT: Final = {
    "/health": {"GET": Endpoint(work=about.get_health, is_short=True)},
    "/ready": {"GET": Endpoint(work=about.get_ready)},
    "/openapi.json": {"GET": Endpoint(work=about.get_document)},
    "/docs": {"GET": Endpoint(work=about.get_docs)},
}
ROUTES: Final[dict[str, dict[str, Endpoint]]] = {
    f"{BASE}/rulebook": {"GET": Endpoint(work=about.get_rulebook, scope="read", is_short=True)},
    f"{BASE}/token": {"GET": Endpoint(work=about.get_token, scope="read", is_short=True)},
    f"{BASE}/accounts": {"GET": Endpoint(work=accounts.list_accounts, scope="read")},
    ACCOUNT_PATH: {
        "GET": Endpoint(work=accounts.get_account, scope="read", is_short=True),
        "PUT": Endpoint(
            work=accounts.put_account,
            scope="admin",
            most_of_body=MAX_BYTES,
            too_large="ACCOUNT_TOO_LARGE",
        ),
    },
    f"{ACCOUNT_PATH}/events": {
        "GET": Endpoint(work=events.list_events, scope="read"),
        "POST": Endpoint(work=changes.record_change, scope="act", most_of_body=MOST_OF_BODY),
    },
    f"{ACCOUNT_PATH}/events/{{seq}}": {"GET": Endpoint(work=events.get_event, scope="read")},
    f"{ACCOUNT_PATH}/previews": {
        "POST": Endpoint(work=answers.preview, scope="read", most_of_body=MOST_OF_BODY)
    },
    f"{ACCOUNT_PATH}/decisions": {
        "POST": Endpoint(work=answers.decide, scope="read", most_of_body=MOST_OF_BODY)
    },
    **{BASE + path: methods for path, methods in _ABOUT.items()},
    **_ABOUT,
}
"""Probes know no version: what is about the server stands under both."""


def build_app(site: Site) -> Guard:
    """Put the routes together with what they share."""
    return Guard(ROUTES, site)

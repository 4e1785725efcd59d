"""What the server says of itself: its rulebook, that it lives, whether it is ready."""

from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from addonctl import __version__
from addonctl.model.context import Tells
from addonctl.model.tokens import SCOPES
from addonctl.model.wire import RULES, Rulebook
from addonctl.server.storage.tables import revision, tokens
from tests.builders import PACKAGED_CATALOG, PACKAGED_POLICY, make_account
from tests.server.notes.office import USERS
from tests.server.running import NOW, Api, running


def test_rulebook_states_all_that_answers_are_made_by(api: Api) -> None:
    """Whoever has it and an account has the same answers; changes may be sent to it."""
    reply = api.get("/rulebook")
    book = msgspec.json.decode(reply.body, type=Rulebook)
    assert (book.api, book.version, book.rules) == ("addonctl.api/1", __version__, RULES)
    assert (book.records, book.reading) == (True, "strict")
    assert book.catalog is not None
    assert book.catalog.plans == PACKAGED_CATALOG.plans
    assert book.catalog.addons == PACKAGED_CATALOG.addons
    assert book.catalog.quote_valid_days == PACKAGED_CATALOG.quote_valid_days
    assert msgspec.to_builtins(book.policy) == msgspec.to_builtins(PACKAGED_POLICY)


def test_known_rulebook_is_not_sent_again(api: Api) -> None:
    """By its ETag, which is that of these bytes."""
    etag = api.get("/rulebook").headers["etag"]
    assert not etag.startswith("W/")
    reply = api.get("/rulebook", If_None_Match=etag)
    assert (reply.status, reply.body, reply.headers["etag"]) == (304, b"", etag)
    assert api.get("/rulebook", If_None_Match='"x"').status == 200


def test_lives_without_a_database_and_is_not_ready(api: Api) -> None:
    """Health needs nothing; ready needs the database, with the right schema in it."""
    assert api.get("/ready").json == {"status": "ready"}
    with api.site.database.write() as connection:
        connection.execute(revision.update().values(version_num="0000"))
    reply = api.get("/ready")
    assert (reply.status, reply.code) == (503, "NOT_READY")
    assert reply.headers["retry-after"] == "1"
    with api.site.database.write() as connection:
        connection.execute(sa.text("DROP TABLE alembic_version"))
    assert api.get("/ready").status == 503
    assert api.get("/health").json == {"status": "ok"}


def test_token_says_what_it_is(api: Api) -> None:
    """By name and scope, and until when; what it is itself is in no answer."""
    for scope in SCOPES:
        token = api.tokens.new(scope, scope, now=NOW)
        reply = api.get("/token", token=token)
        assert reply.json == {"name": scope, "scope": scope, "expires_at": None}
        assert token.encode() not in reply.body
    token = api.tokens.new("passing", "read", now=NOW)
    with api.site.database.write() as connection:
        connection.execute(tokens.update().values(expires_at="2026-11-22T09:00:00Z"))
    assert api.get("/token", token=token).json["expires_at"] == "2026-11-22T09:00:00Z"
    assert (api.get("/token", token=None).status, api.get("/token?x=1").status) == (401, 400)


@pytest.mark.parametrize(
    "tells",
    [Tells(), Tells(owners=True, account_manager=True), Tells(owners=True, needs_address=False)],
)
def test_rulebook_says_whom_the_server_tells(tells: Tells, tmp_path: Path) -> None:
    """And so does what is answered to a change: what it leaves to people, in both."""
    with running(f"sqlite:///{tmp_path}/told.db", tells=tells) as api:
        api.create(make_account(id="acme", users=USERS))
        told = api.get("/rulebook").json["tells"]
        answer = api.change("request", "analytics-plus", "sara").json
    assert told == msgspec.structs.asdict(tells)
    assert answer["notify"]["users"] == ["olga"]
    assert answer["notify"]["to_tell"] == ([] if tells.owners else ["olga"])
    (step,) = answer["next"]
    assert step["en"].startswith("The server tells Olga" if tells.owners else "Tell Olga")

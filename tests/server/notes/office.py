"""Record changes with their notes in a database, on a clock that tests move, and deliver them."""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from addonctl.actions.change import Change, Moment, Prepared, prepare_change
from addonctl.model.account import Account
from addonctl.model.context import NOBODY_TOLD, Context, Invocation
from addonctl.model.policy import Action
from addonctl.model.serving import ServerOptions
from addonctl.model.wire import Intent
from addonctl.server.logs import Log
from addonctl.server.notes.delivery import Deliverer, Delivery
from addonctl.server.notes.outbox import Outbox, enqueue
from addonctl.server.notes.ways import Undelivered, Way
from addonctl.server.notes.wording import Letter
from addonctl.server.serving import open_checked
from addonctl.server.storage.changes import OpenStored, find_locked
from addonctl.server.storage.database import parse_url
from addonctl.server.storage.keys import Key
from addonctl.server.storage.repository import Repository
from addonctl.server.storage.tables import outbox
from tests.builders import make_account
from tests.server.changing import KEY
from tests.server.running import RULES

NOW: Final = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
ADDON: Final = "analytics-plus"
USERS: Final = (
    {"id": "olga", "name": "Olga", "roles": ["owner"], "email": "olga@plain.example"},
    {"id": "adam", "name": "Adam", "roles": ["admin"]},
    {"id": "sara", "name": "Sara", "roles": ["supervisor"]},
    {"id": "anna", "name": "Anna", "roles": ["supervisor"]},
)
INTENT: Final = Intent(action="request", addon=ADDON, user="sara", as_of=NOW.date())
SECOND_OWNER: Final = {
    "id": "omar",
    "name": "Omar",
    "roles": ["owner"],
    "email": "omar@plain.example",
}


class Fake:
    """A way that keeps what it is given, or fails as it was told, fault after fault."""

    name = "fake"
    tells = NOBODY_TOLD

    def __init__(self, *faults: Undelivered | None) -> None:
        """Take the faults, one for each try; `None` is a try that works, as all later ones do."""
        self.letters: list[Letter] = []
        self._faults = list(faults)
        self.before: Callable[[], object] = lambda: None
        """What happens while a note is on its way."""

    def send(self, letter: Letter) -> None:
        """Take a note."""
        self.before()
        fault = self._faults.pop(0) if self._faults else None
        if fault is not None:
            raise fault
        self.letters.append(letter)


class Office:
    """A database, what is recorded in it, and its notes."""

    def __init__(self, url: str) -> None:
        """Open it, with a clock of its own."""
        self.database = open_checked(parse_url(url), options=ServerOptions())
        self.outbox = Outbox(self.database)
        self.accounts = Repository(self.database)
        self.rules = RULES
        self.now = NOW
        self.log = io.StringIO()

    def create(self, **values: Any) -> Account:  # noqa: ANN401  # those of an account
        """Store an account whose owner can be written to, unless other users are given."""
        account = make_account(**{"users": USERS} | values)
        self.put(account)
        return account

    def put(self, account: Account) -> None:
        """Store an account in place of what is there."""
        self.accounts.put(account, check=lambda _: None, imported_by="tests", most=2**18)

    def change_account(self, account_id: str = "plain", **values: Any) -> None:  # noqa: ANN401
        """Change values of an account."""
        account = self.accounts.read(account_id).account
        self.put(msgspec.structs.replace(account, **values))

    def record(
        self,
        action: Action,
        user_id: str,
        *,
        addon: str = ADDON,
        account_id: str = "plain",
        fails: bool = False,
    ) -> Prepared:
        """Record a change with its notes in one transaction, as the server does."""
        with self.database.write() as connection:
            stored = find_locked(connection, account_id)
            assert stored is not None
            account = stored.account
            context = Context(
                account=account,
                catalog=RULES.catalog.with_addons_of(account),
                policy=RULES.policy,
                reading="strict",
                as_of=self.now.date(),
                today=self.now.date(),
                invocation=Invocation(reference=account_id),
            )
            user = next(each for each in account.users if each.id == user_id)
            change = Change(action=action, addon=context.catalog.addon(addon), user=user)
            moment = Moment(at=self.now, event_id=f"event-{stored.version + 1}")
            prepared = prepare_change(context, change, moment)
            if prepared.earlier is None:
                key = Key(token_id=1, operator="tests", text=KEY, fields={}, now=self.now)
                opened = OpenStored(connection=connection, stored=stored, key=key)
                opened.record(prepared.event, INTENT)
            enqueue(connection, prepared, now=self.now)
            if fails:
                raise Failed
        return prepared

    def pass_time(self, **time: float) -> None:
        """Let time pass."""
        self.now += dt.timedelta(**time)

    def delivery(self, way: Way) -> Delivery:
        """Return what delivering takes, on the clock that stands; chance is always the same."""
        return Delivery(
            outbox=self.outbox,
            accounts=self.accounts,
            rules=self.rules,
            way=way,
            now=lambda: self.now,
            chance=lambda: 1.0,
            log=Log(self.log, clock=self._clock),
        )

    def deliverer(self, way: Way) -> Deliverer:
        """Make one who delivers."""
        return Deliverer(self.delivery(way))

    def deliver(self, way: Way) -> int:
        """Deliver all that is due, and return how many tries that took."""
        deliverer = self.deliverer(way)
        count = 0
        while deliverer.deliver_one():
            count += 1
        return count

    def _clock(self) -> str:
        return self.now.isoformat()

    def rows(self) -> list[dict[str, Any]]:
        """Return all that the outbox holds."""
        with self.database.read() as connection:
            rows = connection.execute(sa.select(outbox).order_by(outbox.c.id))
            return [dict(row) for row in rows.mappings()]

    def results(self) -> list[str]:
        """Return what the log says became of notes."""
        lines = [msgspec.json.decode(line) for line in self.log.getvalue().splitlines()]
        return [line["result"] for line in lines if line["event"] == "note"]


class Failed(Exception):
    """Roll a change back."""


@contextmanager
def opened(url: str) -> Iterator[Office]:
    """Open an office for a test."""
    office = Office(url)
    try:
        yield office
    finally:
        office.database.close()


def said(letters: Iterable[Letter]) -> list[str]:
    """Return in English what notes say."""
    from addonctl.text.translator import for_people

    return [" ".join(map(for_people("en").say, letter.told.messages)) for letter in letters]

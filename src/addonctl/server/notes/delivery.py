"""Deliver the notes that are due, beside the server: at least once each, under one id.

What was recorded stays recorded, whatever becomes of its note; and who stops the server doesn't
wait for a mail server.
"""

import datetime as dt
import random
import threading
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from addonctl.errors import AddonctlError, StorageFailure
from addonctl.server.exchange import Rules, Site
from addonctl.server.logs import Log
from addonctl.server.notes.outbox import Note, Outbox
from addonctl.server.notes.ways import Undelivered, Way
from addonctl.server.notes.wording import Letter, word
from addonctl.server.storage.repository import Repository
from addonctl.server.storage.stored import Stored

FIRST: Final = dt.timedelta(minutes=1)
LONGEST: Final = dt.timedelta(hours=6)
"""Between tries it is waited twice as long each time, from the first to the longest."""
FINAL: Final = dt.timedelta(days=1)
"""What was refused for good is hardly taken sooner: somebody has to do something."""
LOOK: Final = dt.timedelta(hours=1)
"""How often it is looked whether somebody has an address by now."""
IDLE_SECONDS: Final = 2.0
BROKEN_SECONDS: Final = 15.0
GRACE_SECONDS: Final = 1.0
"""How long a stop waits for a note that is on its way: a mail server mostly needs less."""
_DOUBLINGS: Final = 16


class Delivery(Struct, frozen=True, kw_only=True):
    """What delivering takes: the notes, the accounts, the rules to word by, a way, the time."""

    outbox: Outbox
    accounts: Repository
    rules: Rules
    way: Way
    now: Callable[[], dt.datetime]
    chance: Callable[[], float]
    log: Log


def delivery_of(site: Site, way: Way) -> Delivery:
    """Take what delivering needs from what all requests share."""
    return Delivery(
        outbox=Outbox(site.database),
        accounts=site.accounts,
        rules=site.rules,
        way=way,
        now=site.now,
        chance=random.random,
        log=site.log,
    )


class Deliverer:
    """Deliver notes one after the other."""

    def __init__(self, delivery: Delivery) -> None:
        """Take what it takes."""
        self._with = delivery
        self._taken: dict[str, Letter] = {}
        """What the other side has taken and couldn't be marked: it isn't sent once more."""

    def deliver_one(self) -> bool:
        """Deliver the note that is due for longest; say whether there was one."""
        note = self._with.outbox.claim(now=self._with.now())
        if note is None:
            return False
        try:
            self._deliver(note)
        except Undelivered as undelivered:
            self._put_back(note, undelivered)
        return True

    def _deliver(self, note: Note) -> None:
        letter = self._taken.get(note.key)
        if letter is None:
            stored = self._stored(note)
            letter = self._sent(note, stored)
            if letter is None:
                self._with.outbox.drop(note, version=stored.version, now=self._with.now())
                self._tell(note, "dropped")
                return
        self._taken[note.key] = letter
        self._with.outbox.mark_sent(note, version=letter.version, now=self._with.now())
        del self._taken[note.key]

    def _stored(self, note: Note) -> Stored:
        """Read the account that a note is about.

        Raises:
            StorageFailure: the database doesn't answer, which is no fault of the note.
            Undelivered: what lies there can't be read.
        """
        try:
            return self._with.accounts.read(note.account_id)
        except StorageFailure:
            raise
        except Exception as error:
            raise self._unwordable(note, error) from error

    def _sent(self, note: Note, stored: Stored) -> Letter | None:
        """Word a note and send it; return what was sent, `None` where there is nothing to tell.

        Raises:
            Undelivered: it wasn't taken, or can't be worded, which is a mistake of ours.
        """
        try:
            letter = word(note, stored, self._with.rules, now=self._with.now())
            if letter is not None:
                self._with.way.send(letter)
        except Undelivered:
            raise
        except Exception as error:
            raise self._unwordable(note, error) from error
        if letter is not None:
            self._tell(note, "sent")
        return letter

    def _unwordable(self, note: Note, error: Exception) -> Undelivered:
        self._with.log.bug(error, note=note.id)
        return Undelivered("unwordable")

    def _put_back(self, note: Note, undelivered: Undelivered) -> None:
        now, is_try = self._with.now(), undelivered.why != "no_address"
        wait = pause(note.attempts, undelivered, self._with.chance())
        self._with.outbox.put_back(
            note,
            why=undelivered.why,
            status=undelivered.status,
            not_before=now + (wait if is_try else LOOK),
            is_try=is_try,
        )
        self._tell(note, undelivered.why, status=undelivered.status or None)

    def _tell(self, note: Note, result: str, **values: object) -> None:
        """Write into the log what became of a note: neither to whom nor what it says."""
        self._with.log.write("note", note=note.id, result=result, by=self._with.way.name, **values)


def pause(attempts: int, undelivered: Undelivered, chance: float) -> dt.timedelta:
    """Return how long to wait after a try: longer each time, and never alike."""
    if undelivered.is_final:
        return FINAL
    doubled = FIRST * float(2 ** min(attempts - 1, _DOUBLINGS))
    wait = min(doubled, LONGEST) * (0.5 + chance / 2)
    return max(wait, min(dt.timedelta(seconds=undelivered.wait), FINAL))


class Deliveries(threading.Thread):
    """Deliver notes in a thread of its own until the server stops."""

    def __init__(self, delivery: Delivery) -> None:
        """Take what delivering takes."""
        super().__init__(name="notes", daemon=True)
        self._deliverer = Deliverer(delivery)
        self._with = delivery
        self._has_delivered = False
        self._is_over = threading.Event()

    def run(self) -> None:
        """Deliver what is due, and look again after a while."""
        wait = 0.0
        while not self._is_over.wait(wait):
            wait = self._step()

    def _step(self) -> float:
        """Deliver one note, and return for how long to wait.

        Nothing ends it: neither a database that doesn't answer, nor any failure or mistake.
        """
        try:
            if self._deliverer.deliver_one():
                self._has_delivered = True
                return 0.0
            if self._has_delivered:
                self._with.outbox.forget(now=self._with.now())
                self._has_delivered = False
        except AddonctlError as failure:
            result = "no database" if failure.code == "BUSY" else "stopped"
            self._with.log.write("note", result=result, code=failure.code)
            return BROKEN_SECONDS
        except Exception as error:  # noqa: BLE001  # a bug is told, and the next note delivered
            self._with.log.bug(error)
            return BROKEN_SECONDS
        return IDLE_SECONDS

    def stop(self, *, at_once: bool = False) -> None:
        """Begin no other note, and wait a moment for the one that is on its way.

        One that hangs is left: its lease ends, and it is delivered under the same id.
        """
        self._is_over.set()
        if not at_once:
            self.join(GRACE_SECONDS)

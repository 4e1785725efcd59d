"""Say what all ways of delivering a note have in common: how long it takes, what may go wrong."""

from typing import Final, Protocol

from addonctl.model.context import Tells
from addonctl.model.notes import Fault
from addonctl.server.notes.wording import Letter
from addonctl.stores.api.guard import Bounds
from addonctl.stores.api.guard import Fault as Broken

BOUNDS: Final = Bounds(seconds=30.0, connect_seconds=5.0, body_bytes=0)
"""A try ends with its deadline, however slowly the other side speaks."""
_FAULTS: Final[dict[str, Fault]] = {
    "API_UNREACHABLE": "unreachable",
    "API_TIMEOUT": "silent",
    "TLS_FAILED": "untrusted",
    "API_PLAIN_HTTP": "untrusted",
}


class Undelivered(Exception):
    """Stop a delivery: why, the number that the other side said, and whether that is final.

    Nothing else of what it said is kept. `wait` is for how many seconds it asks to wait.
    """

    def __init__(
        self, why: Fault, status: str = "", *, is_final: bool = False, wait: int = 0
    ) -> None:
        """Take what is known of it."""
        super().__init__(why)
        self.why: Fault = why
        self.status = status
        self.is_final = is_final
        self.wait = wait


class Way(Protocol):
    """A way to deliver notes."""

    name: str

    @property
    def tells(self) -> Tells:
        """Return whom it reaches."""

    def send(self, letter: Letter) -> None:
        """Deliver a note; when this returns, the other side has taken it.

        Raises:
            Undelivered: it may have been taken nevertheless.
        """


def undelivered(fault: Broken) -> Undelivered:
    """Say what the fault of a connection means for a note."""
    return Undelivered(_FAULTS.get(fault.code, "broken"))

"""Send an answer as a whole: uvicorn writes its head and then its body.

Each writing is a call to the system and wakes whoever waits for the answer, which then isn't there
yet: two of them cost a short answer a third of its time.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle


def join_writes(cycle: RequestResponseCycle) -> None:
    """Let what is written of an answer be sent when it is whole."""
    joined, on_response = Joined(cycle), cycle.on_response

    def on_whole() -> None:
        joined.send()
        on_response()

    cycle.transport, cycle.on_response = joined, on_whole


class Joined(asyncio.Transport):
    """Hold what is written of one answer; what isn't of it goes out at once."""

    def __init__(self, cycle: RequestResponseCycle) -> None:
        """Take whose answer it is."""
        super().__init__()
        self._cycle = cycle
        self._transport = cycle.transport
        self._written: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Hold a part; that a body may be sent is said before the answer begins."""
        self._written.append(bytes(data))
        if not self._cycle.response_started:
            self.send()

    def send(self) -> None:
        """Send what is held."""
        written, self._written = self._written, []
        if written:
            self._transport.write(b"".join(written))

    def close(self) -> None:
        """Send what is held, and close."""
        self.send()
        self._transport.close()

    def is_closing(self) -> bool:
        """Say whether nothing more is sent."""
        return self._transport.is_closing()

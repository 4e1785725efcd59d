"""Serve the lines of a fleet as the pages of an API, with the latency of a network.

    python benchmarks/measuring/pages.py FILE PAGES LATENCY_MS RATE

Written is the port. Pages are made beforehand, so that a server's own work counts for nothing.
Each answer takes the latency, and each new connection once more: what a round trip costs. RATE is
how many requests a second are allowed, none for no limit; a fifth of a second's may come at once.
"""

import itertools
import json
import socketserver
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PAGE: Final = 500
RULEBOOK: Final = json.dumps(
    {"api": "addonctl.api/1", "version": "1.0.0", "rules": 2, "records": False, "reading": "strict"}
).encode()


class Limit:
    """Let `rate` requests a second pass, and `burst` at once; 0 is no limit."""

    def __init__(self, rate: float) -> None:
        """Begin full."""
        self.rate, self.burst = rate, max(1, int(rate / 5))
        self._level, self._last = float(self.burst), time.monotonic()

    def headers(self) -> tuple[bool, str]:
        """Count a request; return whether it is allowed, and what is told."""
        if not self.rate:
            return True, ""
        now = time.monotonic()
        self._level = min(self._level + (now - self._last) * self.rate, self.burst)
        self._last = now
        is_allowed = self._level >= 1
        self._level -= is_allowed
        window = 1000
        told = f'RateLimit-Policy: "token";q={int(self.rate * window)};w={window}\r\n'
        told += f'RateLimit: "token";r={int(self._level)};t=1\r\n'
        return is_allowed, told if is_allowed else f"{told}Retry-After: 1\r\n"


class Pages:
    """All answers of a server."""

    def __init__(self, fleet: Path, count: int) -> None:
        """Read as many accounts as the pages hold."""
        with fleet.open("rb") as lines:
            self._pages = [self._page(list(itertools.islice(lines, PAGE))) for _ in range(count)]

    @staticmethod
    def _page(lines: list[bytes]) -> bytes:
        accounts = [line.strip() for line in lines]
        listed = [
            b'{"id":"%s","name":"x","plan":"x","version":0,"account":%s}'
            % (json.loads(account)["id"].encode(), account)
            for account in accounts
        ]
        return b'{"accounts":[%s],"next":' % b",".join(listed)

    def answer(self, path: str) -> bytes:
        """Return the body of an answer."""
        if "/accounts?" not in path:
            return RULEBOOK
        number = int(path.partition("&after=page-")[2] or 0)
        is_last = number + 1 >= len(self._pages)
        return self._pages[number] + (b"null}" if is_last else b'"page-%d"}' % (number + 1))


class Handler(socketserver.StreamRequestHandler):
    """Answer the requests of one connection."""

    disable_nagle_algorithm = True
    server: "Server"

    def handle(self) -> None:
        """Answer until the client goes."""
        time.sleep(self.server.latency)
        for path, is_last in self._requests():
            time.sleep(self.server.latency)
            with self.server.lock:
                is_allowed, told = self.server.limit.headers()
            body = self.server.pages.answer(path) if is_allowed else b"{}"
            status = "200 OK" if is_allowed else "429 Too Many Requests"
            head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{told}"
            self.wfile.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            if is_last:
                return

    def _requests(self) -> Iterator[tuple[str, bool]]:
        """Read requests: the path, and whether the client asks for no more."""
        while line := self.rfile.readline():
            is_last = False
            while header := self.rfile.readline().strip():
                is_last |= header.lower() == b"connection: close"
            yield line.split()[1].decode(), is_last


class Server(socketserver.ThreadingTCPServer):
    """A server on a free port of this machine."""

    daemon_threads = True

    def __init__(self, pages: Pages, *, latency: float, rate: float) -> None:
        """Bind."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages, self.latency, self.limit = pages, latency, Limit(rate)
        self.lock = threading.Lock()


def main() -> None:
    """Serve until the process is ended."""
    fleet, count, latency, rate = sys.argv[1:]
    pages = Pages(Path(fleet), int(count))
    with Server(pages, latency=float(latency) / 1000, rate=float(rate)) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()

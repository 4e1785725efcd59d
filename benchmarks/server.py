"""Measure one server process against the same functions called in its own process.

    python benchmarks/server.py [SECONDS] [READS]

The same work is done three ways in turn: called in-process, asked over a few connections that are
kept, and asked of a handler that does nothing. What counts are ratios of one round, so that a slow
machine slows all of them. `at least` is the bound for asked to called; those of the empty handler
are shown. At last it reads 100,000 times, and previews, and says how much memory that took; and
records events as fast as it can, each a change that the server decides. Both databases, where
DATABASE_URL or a PostgreSQL of this machine is there. Ends with 1 where a bound isn't kept.
"""

import contextlib
import http.client
import json
import os
import re
import selectors
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from addonctl.model.serving import ServerOptions  # noqa: E402  # behind the path
from addonctl.server.app import ROUTES  # noqa: E402
from addonctl.server.exchange import Asked, Site  # noqa: E402
from addonctl.server.serving import build_site, open_checked  # noqa: E402
from addonctl.server.storage.database import parse_url  # noqa: E402
from tests.server import postgres  # noqa: E402
from tests.server.running import NOW, RULES  # noqa: E402

SECONDS = float(sys.argv[1]) if sys.argv[1:] else 3.0
READS = int(sys.argv[2]) if sys.argv[2:] else 100_000
ROUNDS = 5
CONNECTIONS = 4
PEOPLE = 100
LENGTH = re.compile(rb"content-length: (\d+)")
PREVIEW = json.dumps({"addon": "analytics-plus", "as_of": "2026-11-21"}).encode()
AT_LEAST = 0.5
FLAT_KIB = 2048
LIMITS = {"ADDONCTL_SERVER_RATE": "100000", "ADDONCTL_SERVER_BURST": "100000"}
CASES = {
    "preview": ("POST", "/v1/accounts/{account_id}/previews", PREVIEW),
    "read": ("GET", "/v1/accounts/{account_id}", b""),
}


def main() -> int:
    """Measure on each database; return 1 where a bound isn't kept."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {ROUNDS} x {SECONDS:g} s")
    is_kept = True
    for name, url in databases():
        with serving(url) as (port, token, process):
            is_kept &= measure(name, url, port, token)
            is_kept &= measure_memory(name, port, token, process)
            measure_events(name, port, token)
    return 0 if is_kept else 1


def databases() -> Iterator[tuple[str, str]]:
    """Name the databases that there are."""
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", f"sqlite:///{folder}/accounts.db"
    if postgres.is_there():
        yield "PostgreSQL", postgres.new_database()
    else:
        print("no PostgreSQL here")


@contextlib.contextmanager
def serving(url: str) -> Iterator[tuple[int, str, int]]:
    """Serve the example account, in a process of its own."""
    program = [sys.executable, "-m", "addonctl"]
    environ = dict(os.environ) | LIMITS | {"ADDONCTL_DATABASE": url}
    with tempfile.TemporaryDirectory() as home, Path(os.devnull).open("w", encoding="utf-8") as log:
        environ |= {"HOME": home, "XDG_DATA_HOME": f"{home}/data"}
        account = str(ROOT / "examples" / "acme.toml")
        words = [*program, "serve", "--port", "0", "--import", account]
        process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=log, text=True, env=environ
        )
        try:
            said = process.stdout.readline() if process.stdout else ""
            found = re.search(r":(\d+)/v1", said)
            if found is None:
                sys.exit(f"the server didn't start: {said}")
            made = subprocess.run(
                [*program, "token", "new", "bench", "--scope", "admin"],
                capture_output=True,
                text=True,
                check=True,
                env=environ,
            )
            yield int(found[1]), made.stdout.strip(), process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


class Crowd:
    """Ask on several connections that are kept, with as little work as it takes."""

    def __init__(self, port: int) -> None:
        """Connect."""
        self._selector = selectors.DefaultSelector()
        for _ in range(CONNECTIONS):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._selector.register(connection, selectors.EVENT_READ)

    def ask(self, request: bytes, *, seconds: float, count: int = 0) -> tuple[float, list[float]]:
        """Ask for a while, or so often; return how often a second, and how long each took."""
        samples: list[float] = []
        sent: dict[int, float] = {}
        got: dict[int, bytes] = {}
        connections = [key.fileobj for key in self._selector.get_map().values()]
        begin = now = time.perf_counter()
        for connection in connections:
            sent[connection.fileno()] = now  # type: ignore[union-attr]  # they are sockets
            connection.sendall(request)  # type: ignore[union-attr]
        while sent:
            for key, _ in self._selector.select():
                data = got.pop(key.fd, b"") + key.fileobj.recv(1 << 20)  # type: ignore[union-attr]
                head, found, body = data.partition(b"\r\n\r\n")
                if not found or len(body) < int(LENGTH.findall(head)[0]):
                    got[key.fd] = data
                    continue
                if not data.startswith(b"HTTP/1.1 200 "):
                    sys.exit(f"it was answered {data[:200]!r}")
                now = time.perf_counter()
                samples.append(now - sent.pop(key.fd))
                is_over = len(samples) + len(sent) >= count if count else now - begin >= seconds
                if not is_over:
                    sent[key.fd] = now
                    key.fileobj.sendall(request)  # type: ignore[union-attr]
        return len(samples) / (now - begin), samples


def request_of(method: str, path: str, body: bytes, token: str) -> bytes:
    """Write a request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {token}"]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Client:
    """Ask on one connection that is kept."""

    def __init__(self, port: int, token: str) -> None:
        """Connect."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: bytes, **headers: str) -> http.client.HTTPResponse:
        """Ask once and read the answer."""
        self._connection.request(method, path, body or None, self._headers | headers)
        reply = self._connection.getresponse()
        reply.data = reply.read()  # type: ignore[attr-defined]  # kept for who needs it
        return reply


def measure(name: str, url: str, port: int, token: str) -> bool:
    """Print a row for each kind of question, and say whether the bound is kept."""
    options = ServerOptions(rate=100_000, burst=100_000)
    database = open_checked(parse_url(url), options=options)
    site = build_site(database, options=options, rules=RULES, now=lambda: NOW, log_to=None)
    crowd = Crowd(port)
    nothing = request_of("GET", "/health", b"", token)
    is_kept = True
    print(f"\n{name:12}{'called/s':>10}{'asked/s':>10}{'empty/s':>10}{'ratio':>8}", end="")
    print(f"{'at least':>10}{'to empty':>10}{'p99 ms':>9}")
    for case, (method, path, body) in CASES.items():
        request = request_of(method, path.replace("{account_id}", "acme"), body, token)
        rows = []
        samples: list[float] = []
        for _round in range(ROUNDS):
            in_process = repeat(called(site, method, path, body, token))
            over_socket, took = crowd.ask(request, seconds=SECONDS / 3)
            samples += took
            rows.append([in_process, over_socket, crowd.ask(nothing, seconds=SECONDS / 3)[0]])
        ratio = statistics.median(row[1] / row[0] for row in rows)
        to_empty = statistics.median(row[1] / row[2] for row in rows)
        medians = [statistics.median(row[index] for row in rows) for index in range(3)]
        p99 = statistics.quantiles(samples, n=100)[98] * 1000
        figures = "".join(f"{rate:>10.0f}" for rate in medians)
        print(f"{case:12}{figures}{ratio:>8.2f}{AT_LEAST:>10}{to_empty:>10.2f}{p99:>9.2f}")
        is_kept &= ratio >= AT_LEAST
    database.close()
    return is_kept


def called(site: Site, method: str, path: str, body: bytes, token: str) -> Callable[[], None]:
    """Return the function of a question, called as the server calls it: token, then work."""
    endpoint = ROUTES[path][method]

    def call() -> None:
        asked = Asked(
            site=site,
            now=NOW,
            address="",
            path={"account_id": "acme"},
            query="",
            headers={"authorization": f"Bearer {token}"},
            body=body,
        )
        asked.authenticate("read")
        endpoint.work(asked)

    return call


def repeat(work: Callable[[], None]) -> float:
    """Do something for a while; return how often a second."""
    work()
    begin = now = time.perf_counter()
    count = 0
    while now - begin < SECONDS / 3:
        work()
        now = time.perf_counter()
        count += 1
    return count / (now - begin)


def measure_memory(name: str, port: int, token: str, process: int) -> bool:
    """Read so many times, and say how much the server grew after the first tenth."""
    crowd = Crowd(port)
    is_flat = True
    for case, count in (("read", READS), ("preview", READS // 25)):
        method, path, body = CASES[case]
        request = request_of(method, path.replace("{account_id}", "acme"), body, token)
        at: list[int] = []
        for share in (1, 4, 5):
            crowd.ask(request, seconds=0, count=count * share // 10)
            at.append(resident_kib(process))
        grown = at[-1] - at[0]
        print(f"{name:12}{count} x {case}: {at[0]} KiB after a tenth, {at[1]} after half,", end="")
        print(f" {at[2]} at the end: {grown:+} KiB, at most {FLAT_KIB}")
        is_flat &= grown <= FLAT_KIB
    return is_flat


def resident_kib(process: int) -> int:
    """Return how much memory a process holds."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) if found else 0


def measure_events(name: str, port: int, token: str) -> None:
    """Record requests for an add-on, each by another person: one client, then several at once.

    Each has accounts of its own with a hundred people who may ask, and goes on to the next one
    when all have asked.
    """
    for count in (1, CONNECTIONS):
        recorders = [Recorder(port, token, f"{name.lower()}-{count}-{n}") for n in range(count)]
        threads = [threading.Thread(target=each.record) for each in recorders]
        begin = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        recorded = sum(each.count for each in recorders)
        if not all(each.is_whole for each in recorders):
            sys.exit("not every event was recorded")
        rate = recorded / (time.perf_counter() - begin)
        print(f"{name:12}{rate:.0f} events recorded a second, {count} at once")


class Recorder:
    """Record events for a while, on one connection."""

    def __init__(self, port: int, token: str, name: str) -> None:
        """Take where, and how its accounts are named."""
        self._client = Client(port, token)
        self._name = name
        self.count = 0
        self.is_whole = False

    def record(self) -> None:
        """Record one event after the other."""
        end = time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            if self.count % PEOPLE == 0:
                path = self._create()
            user = f"s{self.count % PEOPLE}"
            intent = {"action": "request", "addon": "ai-assist", "user": user}
            body = json.dumps(intent | {"as_of": "2026-11-21"}).encode()
            key = {"Idempotency-Key": f"{self._name}-{self.count:016}"}
            reply = self._client.ask("POST", f"{path}/events", body, **key)
            if reply.status != 201:  # noqa: PLR2004
                sys.exit(f"it was answered {reply.status}")
            self.count += 1
        self.is_whole = True

    def _create(self) -> str:
        """Create an account of a hundred people who may ask for something."""
        shown = self._client.ask("GET", "/v1/accounts/acme", b"")
        document: dict[str, Any] = json.loads(shown.data)  # type: ignore[attr-defined]
        people = [{"id": f"s{number}", "roles": ["supervisor"]} for number in range(PEOPLE)]
        path = f"/v1/accounts/{self._name}-{self.count}"
        document |= {"id": path.rpartition("/")[2], "events": []}
        document["users"] += people
        body = json.dumps(document).encode()
        created = self._client.ask("PUT", path, body, **{"If-None-Match": "*"})
        if created.status != 201:  # noqa: PLR2004
            sys.exit(f"it wasn't created: {created.status}")
        return path


if __name__ == "__main__":
    sys.exit(main())

"""Start Prism, somebody else's tool, as a mock of the document: what fits isn't ours to say.

`.ci/run` installs it into `build/prism` from the versions locked in `.ci/prism`; by hand:
`mkdir -p build/prism; cp .ci/prism/*.json build/prism; npm ci --prefix build/prism`.
"""

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.patience import GUARD_SECONDS
from tests.server.renew import COMMITTED

PRISM: Final = Path(__file__).parents[2] / "build/prism/node_modules/.bin/prism"


@contextmanager
def prism() -> Iterator[int]:
    """Mock the committed document on a free port, and return that; every violation is an error."""
    assert PRISM.exists(), f"{PRISM} is missing: see {__file__}"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [PRISM, "mock", COMMITTED, "--errors", "--host", "127.0.0.1", "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=dict(os.environ),
        )
        try:
            _wait(process, port, log.fileno())
            yield port
        finally:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: int) -> None:
    end = time.monotonic() + GUARD_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=GUARD_SECONDS).close()
        except ConnectionError:
            said = os.pread(log, 4096, 0)
            assert process.poll() is None, said
            assert time.monotonic() < end, said
            time.sleep(0.1)
        else:
            return

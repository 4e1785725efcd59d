"""Put an API in front of accounts with nothing but files and a plain web server."""

import contextlib
import http.server
import json
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from addonctl.model.account import Account
from addonctl.stores.files.documents import decode_account, read_document
from addonctl.stores.packaged import load_catalog
from tests.patience import GUARD_SECONDS
from tests.stores.api.faulty_server import rulebook


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Call files without an ending what they are, as the lines for nginx do."""

    def log_message(self, *_args: object) -> None:
        """Keep quiet."""


def write_api(folder: Path, accounts: Iterable[Account], **values: Any) -> None:  # noqa: ANN401
    """Write a rulebook and accounts as files; `values` are those of the rulebook."""
    place = folder / "v1" / "accounts"
    place.mkdir(parents=True)
    (folder / "v1" / "rulebook").write_text(json.dumps(rulebook(**values)), "utf-8")
    for account in accounts:
        (place / account.id).write_bytes(msgspec.json.encode(account))


def accounts_of(folder: Path, catalog: str) -> list[Account]:
    """Read every account of a folder, checked against a catalogue."""
    return [
        decode_account(read_document(str(path), kind="account"), catalog=load_catalog(catalog))
        for path in sorted(folder.iterdir())
        if path.name != Path(catalog).name and path.suffix in {".toml", ".json"}
    ]


def json_of(path: str) -> Any:  # noqa: ANN401  # JSON of any shape
    """Return what a catalogue or policy file holds as JSON."""
    import tomllib

    return json.loads(msgspec.json.encode(tomllib.loads(Path(path).read_text("utf-8"))))


@contextlib.contextmanager
def serving_files(folder: Path, *, media: str = "application/json") -> Iterator[str]:
    """Serve a folder for as long as the block lasts, and tell the address."""
    handler = type("Handler", (_Handler,), {"extensions_map": {"": media}})
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *args: handler(*args, directory=str(folder))
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(GUARD_SECONDS)

"""The commands in any order on an account in a file: it agrees with a list of events."""

import json
import tomllib
from pathlib import Path
from typing import Any

from hypothesis import settings

from tests.cli.recording.any_order import PRICED_ACCOUNT, QUICKLY, AnyOrder
from tests.draws import examples


class AnyOrderInJson(AnyOrder):
    """The account is a JSON file."""

    def create(self) -> str:
        """Write it."""
        text = json.dumps(tomllib.loads(PRICED_ACCOUNT), indent=2, default=str)
        Path("a.json").write_text(text, encoding="utf-8")
        return "a.json"

    def stored(self) -> bytes:
        """Read it."""
        return Path(self.reference).read_bytes()


class AnyOrderInToml(AnyOrderInJson):
    """The account is a TOML file: its text stays, and events are written behind it."""

    def create(self) -> str:
        """Write it."""
        Path("a.toml").write_text(PRICED_ACCOUNT, encoding="utf-8")
        return "a.toml"

    def parsed(self, stored: bytes) -> dict[str, Any]:
        """Parse it."""
        return tomllib.loads(stored.decode())

    def appended(self) -> None:
        """See that what stood there stands there still."""
        before = self.bytes
        super().appended()
        assert self.bytes.startswith(before)


TestAnyOrderInToml = AnyOrderInToml.TestCase
TestAnyOrderInJson = AnyOrderInJson.TestCase
TestAnyOrderInToml.settings = settings(QUICKLY, max_examples=examples(20))
TestAnyOrderInJson.settings = settings(QUICKLY, max_examples=examples(10))

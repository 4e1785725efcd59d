"""Hold the account that faults are made of, and names that nobody should have."""

from pathlib import Path
from typing import Final

ACCOUNT: Final = """\
# an account with one person of each role
schema = 1
id = "acme"
name = "Acme SAS"
plan = "essentials"
currency = "EUR"
time_zone = "Europe/Paris"

[billing]
frequency = "monthly"
anchor = 2026-01-31
taxes = [{ name = "VAT", percent = "20" }]

[licenses]
standard = 10
additional = 3

[prices.analytics-plus]
unit_price = "15.00"
per = "month"
source = "illustrative"

[[users]]
id = "marie"
name = "Marie Duval"
email = "marie@acme.example"
roles = ["owner"]

[[users]]
id = "paul"
name = "Paul Lefèvre"
roles = ["admin"]

[[users]]
id = "zoe"
name = "Zoé Martin"
roles = ["supervisor"]

[[users]]
id = "tom"
name = "Tom Roux"
roles = ["agent"]
"""
TOTAL: Final = "70.20"
"""What Analytics+ costs on 21 November: 15.00 × 13 × 9/30, and 20% VAT."""


def write(folder: Path, data: str | bytes, name: str = "a.toml") -> Path:
    """Write a file as it is given."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def changed(*changes: tuple[str, str]) -> str:
    """Return the account with some of its text replaced."""
    text = ACCOUNT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text

"""Hold the account that faults are made of, and names that nobody should have."""

from functools import partial
from typing import Final

from tests.files import PACKAGED, replaced

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
BOUGHT: Final = (
    ACCOUNT
    + """
[[events]]
kind = "subscribed"
date = 2026-11-03
addon = "analytics-plus"
by = "marie"
quantity = 11
"""
)
"""The account once Analytics+ is bought for fewer licences than it has by now."""
MORE: Final = "10.80"
"""What two licences more cost on 21 November: 15.00 × 2 × 9/30, and 20% VAT."""
POLICY: Final = (PACKAGED / "policy.toml").read_text("utf-8")
"""The rules that the program brings."""
TOTAL: Final = "70.20"
"""What Analytics+ costs on 21 November: 15.00 × 13 × 9/30, and 20% VAT."""
changed: Final = partial(replaced, ACCOUNT)
"""Return the account with some of its text replaced, as `replaced` does."""

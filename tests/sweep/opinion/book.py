"""Hold the plans and the price book that made-up accounts are about."""

from collections.abc import Iterator
from itertools import product
from typing import Any, Final

Tree = dict[str, Any]
ADDON: Final = "analytics-plus"
DIGITS: Final = {
    **dict.fromkeys(("EUR", "USD", "GBP", "CHF"), 2),
    **dict.fromkeys(("JPY", "KRW"), 0),
    **dict.fromkeys(("BHD", "KWD"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
PLANS: Final[tuple[Tree, ...]] = (
    {"id": "essentials", "offers": [ADDON, "ai-assist"]},
    {"id": "professional", "offers": [ADDON], "includes": ["ai-assist"]},
    {"id": "custom", "offers": [ADDON, "ai-assist"], "route": "quote"},
    {"id": "everything", "offers": [], "includes": [ADDON, "ai-assist"]},
    {"id": "nothing", "offers": []},
)
_PRICES: Final = {"none": "18", "annual": "15"}
_BEGUN: Final = {"2026-01-01": "005", "2027-03-01": "25", "2027-09-11": "5"}
"""The cents of a price by the day from which it holds."""


def _rows() -> Iterator[Tree]:
    """List the rows of the book; two currencies have none."""
    listed = enumerate(list(DIGITS)[:-2])
    for (number, currency), addon in product(listed, (ADDON, "ai-assist")):
        for (commitment, price), (begins, cents) in product(_PRICES.items(), _BEGUN.items()):
            yield {
                "addon": addon,
                "currency": currency,
                "commitment": commitment,
                "unit_price": f"{price}.{cents}",
                "per": ("month", "cycle")[number % 2],
                "valid_from": begins,
            }


BOOK: Final = tuple(_rows())

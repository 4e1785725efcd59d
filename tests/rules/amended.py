"""Hold an account of which much was changed after the purchase, and what may be wanted next."""

from typing import Final

from addonctl.model.amendments import Amendment, EndWanted, LicensesWanted, VoidWanted
from tests.builders import make_account

AMENDED: Final = make_account(
    billing={
        "anchor": "2026-10-31",
        "credit": "12.00",
        "taxes": [{"name": "VAT", "percent": "20"}],
        "discount": {"percent": "12.5"},
    },
    licenses={"additional": 5},
    prices={addon: {"unit_price": "9.99", "per": "month"} for addon in ("ai-assist", "x-gone")},
    events=[
        {"kind": "feature_requested", "date": "2026-11-01", "addon": "ai-assist", "by": "adam"},
        {"kind": "subscribed", "date": "2026-11-02", "addon": "ai-assist", "quantity": 9},
        {"kind": "trial_started", "date": "2026-11-02", "addon": "ai-assist-pro"},
        {"kind": "voided", "date": "2026-11-03", "addon": "ai-assist-pro", "event": 3},
        {
            "kind": "licenses_changed",
            "date": "2026-11-10",
            "addon": "ai-assist",
            "quantity": 4,
            "effective": "2026-11-30",
        },
        {"kind": "subscribed", "date": "2026-11-11", "addon": "x-gone", "quantity": 3},
        {
            "kind": "licenses_changed",
            "date": "2026-11-11",
            "addon": "x-gone",
            "quantity_before": 3,
            "quantity": 2,
            "credit_note": True,
            "subtotal": "-5.54",
            "total": "-6.65",
        },
        {"kind": "ended", "date": "2026-11-12", "addon": "x-gone", "effective": "2026-12-15"},
    ],
)
"""An account of which much was changed."""
WANTED: Final[tuple[Amendment, ...]] = (
    LicensesWanted(licenses=12),
    LicensesWanted(licenses=2),
    LicensesWanted(licenses=2, credit_note=True),
    EndWanted(),
    VoidWanted(event="2"),
    VoidWanted(event="5"),
)

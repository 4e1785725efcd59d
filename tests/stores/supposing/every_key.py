"""Hold a value for every key of an account file: as it is given, and as a file of JSON holds it."""

from typing import Any, Final

from tests.builders import PLAIN_ACCOUNT

BOUGHT: Final[dict[str, Any]] = {
    "kind": "subscribed",
    "date": "2026-11-03",
    "addon": "ai-assist",
    "quantity": 5,
}
FULL_ACCOUNT: Final[dict[str, Any]] = {
    **PLAIN_ACCOUNT,
    "language": "fr",
    "billing": {
        "frequency": "monthly",
        "anchor": "2026-01-01",
        "taxes": [{"name": "VAT", "percent": "20"}, {"name": "Levy", "percent": "1"}],
        "discount": {"percent": "10"},
    },
    "prices": {
        "analytics-plus": {"unit_price": "15.00", "per": "month", "discount": {"once": "5.00"}}
    },
    "events": [
        BOUGHT,
        {
            "kind": "licenses_changed",
            "date": "2026-11-05",
            "addon": "ai-assist",
            "quantity_before": 5,
            "quantity": 4,
            "credit_note": True,
        },
        {**BOUGHT, "addon": "ai-assist-pro"},
        {"kind": "voided", "date": "2026-11-06", "addon": "ai-assist-pro", "event": 3},
    ],
}
"""An account of which every key can be set by itself."""

VALUES: Final[dict[str, tuple[str, object]]] = {
    "schema": ("1", 1),
    "id": ("other", "other"),
    "name": ("Other SAS & Co", "Other SAS & Co"),
    "plan": ("professional", "professional"),
    "currency": ("USD", "USD"),
    "time_zone": ("America/New_York", "America/New_York"),
    "language": ("en", "en"),
    "billing": (
        '{frequency = "annual", anchor = 2026-02-01}',
        {"frequency": "annual", "anchor": "2026-02-01"},
    ),
    "billing.frequency": ("annual", "annual"),
    "billing.anchor": ("2026-02-28", "2026-02-28"),
    "billing.commitment": ("annual", "annual"),
    "billing.purchase_path": ("quote", "quote"),
    "billing.payment_method": ("bank_transfer", "bank_transfer"),
    "billing.past_due": ("true", True),
    "billing.credit": ("12.50", "12.50"),
    "billing.taxes": ('[{name = "VAT", percent = "5.5"}]', [{"name": "VAT", "percent": "5.5"}]),
    "billing.taxes.1": ('{name = "GST", percent = "3"}', {"name": "GST", "percent": "3"}),
    "billing.taxes.0.name": ("TVA (autoliquidation)", "TVA (autoliquidation)"),
    "billing.taxes.0.percent": ("0", "0"),
    "billing.taxes.0.from": ("2027-01-01", "2027-01-01"),
    "billing.discount": ('{percent = "25"}', {"percent": "25"}),
    "billing.discount.percent": ("33.3333", "33.3333"),
    "licenses": ("{standard = 3, additional = 4}", {"standard": 3, "additional": 4}),
    "licenses.standard": ("20", 20),
    "licenses.additional": ("0x10", 16),
    "prices": ("{}", {}),
    "prices.analytics-plus": (
        '{unit_price = "9.5", per = "cycle"}',
        {"unit_price": "9.5", "per": "cycle"},
    ),
    "prices.analytics-plus.unit_price": ("12.00", "12.00"),
    "prices.analytics-plus.per": ("cycle", "cycle"),
    "prices.analytics-plus.source": ("offer of May", "offer of May"),
    "prices.analytics-plus.discount": ('{per_cycle = "1"}', {"per_cycle": "1"}),
    "prices.analytics-plus.discount.once": ("7", "7"),
    "users": ("[]", []),
    "users.3": ('{id = "max", roles = ["owner"]}', {"id": "max", "roles": ["owner"]}),
    "users.0.id": ("olivia", "olivia"),
    "users.1.name": ("O'Neil", "O'Neil"),
    "users.1.email": ("adam@plain.example", "adam@plain.example"),
    "users.0.roles": ('["agent", "admin"]', ["agent", "admin"]),
    "users.1.roles.0": ("supervisor", "supervisor"),
    "events": ("[]", []),
    "events.4": (
        '{kind = "trial_started", date = 2026-11-20, addon = "ai-assist"}',
        {"kind": "trial_started", "date": "2026-11-20", "addon": "ai-assist"},
    ),
    "events.0.kind": ("trial_started", "trial_started"),
    "events.0.date": ("2026-11-20", "2026-11-20"),
    "events.0.addon": ("ai-assist-pro", "ai-assist-pro"),
    "events.0.id": ("e-1", "e-1"),
    "events.0.at": ("2026-11-03T09:30:00Z", "2026-11-03T09:30:00Z"),
    "events.0.by": ("olga", "olga"),
    "events.0.key": ("k-1", "k-1"),
    "events.0.policy_reading": ("strict", "strict"),
    "events.0.conflict": ("C1", "C1"),
    "events.3.event": ("1", 1),
    "events.1.quantity_before": ("9", 9),
    "events.0.quantity": ("7", 7),
    "events.1.effective": ("2026-12-01", "2026-12-01"),
    "events.0.unit_price": ("15.123456", "15.123456"),
    "events.0.per": ("cycle", "cycle"),
    "events.0.currency": ("USD", "USD"),
    "events.0.period_start": ("2026-11-03", "2026-11-03"),
    "events.0.period_end": ("2026-12-01", "2026-12-01"),
    "events.0.gross": ("10.00", "10.00"),
    "events.1.discount": ("-1.00", "-1.00"),
    "events.1.subtotal": ("-9.00", "-9.00"),
    "events.0.tax": ("1.80", "1.80"),
    "events.0.total": ("10.80", "10.80"),
    "events.0.credit": ("3", "3"),
    "events.1.credit_note": ("false", False),
    "events.0.valid_until": ("2026-12-24", "2026-12-24"),
    "events.0.trial_end": ("2026-12-03", "2026-12-03"),
    "events.0.operator": ("crm", "crm"),
    "events.0.reason": ("2 colleagues more", "2 colleagues more"),
    "events.0.imported_by": ("crm", "crm"),
}
"""By key: what stands behind `KEY=`, and what it is in a file of JSON."""
EXCLUSIVE: Final = {
    "billing.discount.per_cycle": ("2.50", "2.50"),
    "billing.discount.once": ("2.50", "2.50"),
    "prices.analytics-plus.discount.percent": ("7.5", "7.5"),
    "prices.analytics-plus.discount.per_cycle": ("7.5", "7.5"),
}
"""Keys beside which another one stands that excludes them; on an account one can't be at all."""

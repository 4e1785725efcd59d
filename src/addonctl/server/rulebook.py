"""State what the server decides by, as it is sent: once for all requests."""

import msgspec

from addonctl import __version__
from addonctl.model.catalog import CatalogFile
from addonctl.model.wire import API, RULES, Rulebook
from addonctl.server.exchange import Rules
from addonctl.server.storage.stored import etag_of


def rulebook_of(rules: Rules) -> Rulebook:
    """State the rules; no path of a file is in it."""
    catalog = rules.catalog
    return Rulebook(
        api=API,
        version=__version__,
        rules=RULES,
        records=True,
        reading=rules.reading,
        catalog=CatalogFile(
            quote_valid_days=catalog.quote_valid_days,
            plans=catalog.plans,
            addons=catalog.addons,
            prices=catalog.prices,
        ),
        policy=rules.policy,
        tells=rules.tells,
    )


def sent_rulebook(rules: Rules) -> tuple[bytes, str]:
    """Write the rulebook once, with its ETag."""
    body = msgspec.json.encode(rulebook_of(rules))
    return body, etag_of(RULES, body)

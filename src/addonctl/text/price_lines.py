"""Write the lines that give an add-on its price, in the form of the account's file."""

import json

from addonctl.model.marking import N_
from addonctl.text.toml import toml_key
from addonctl.text.translator import Translator


def price_lines(addon_id: str, reference: str | None, say: Translator) -> tuple[str, ...]:
    """Return what to paste into the account's file; `reference` is how that was named."""
    if (reference or "").lower().endswith(".json"):
        key = json.dumps(addon_id)
        lines = [f'"prices": {{{key}: {{"unit_price": "...", "per": "month"}}}}']
    else:
        comment = say(N_("from the contract"))
        lines = [
            f"[prices.{toml_key(addon_id, 'utf-8')}]",
            f'unit_price = "..."                 # {comment}',
            'per = "month"',
        ]
    return tuple(say.clean(line) for line in lines)

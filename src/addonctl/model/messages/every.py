"""Hold what is said of every code, of whatever kind it is."""

from collections.abc import Mapping
from typing import Final

from addonctl.model.messages.entry import Entry
from addonctl.model.messages.failures import FAILURES
from addonctl.model.messages.notices import ASSUMPTIONS, WARNINGS
from addonctl.model.messages.problems import PROBLEMS
from addonctl.model.messages.reasons import REASONS
from addonctl.model.messages.routes import ROUTES
from addonctl.model.messages.words import WORDS

ENTRIES: Final[Mapping[str, Entry]] = {
    **REASONS,
    **ROUTES,
    **ASSUMPTIONS,
    **WARNINGS,
    **PROBLEMS,
    **{code: entry for entries in FAILURES.values() for code, entry in entries.items()},
    **{word: Entry(means=means) for word, means in WORDS.items()},
}
"""What is said of every code."""

"""Hold what is said of every code, by its kind."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from addonctl.model.messages import Entry
from addonctl.model.messages.failures import FAILURES
from addonctl.model.messages.notices import ASSUMPTIONS, WARNINGS
from addonctl.model.messages.problems import PROBLEMS
from addonctl.model.messages.reasons import REASONS, ROUTES
from addonctl.model.messages.words import WORDS

if TYPE_CHECKING:  # a failure does without the reports
    from addonctl.model.reports import CodeKind

KINDS: Final["dict[CodeKind, Mapping[str, Entry]]"] = {
    "reason": REASONS,
    "route": ROUTES,
    "assumption": ASSUMPTIONS,
    "warning": WARNINGS,
    "problem": PROBLEMS,
    "failure": {code: entry for codes in FAILURES.values() for code, entry in codes.items()},
    "word": {word: Entry(means=means) for word, means in WORDS.items()},
}
ENTRIES: Final = {code: entry for entries in KINDS.values() for code, entry in entries.items()}
"""What is said of every code, ordered by its first kind."""

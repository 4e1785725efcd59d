"""Hold what is said of every code, by its kind; of failures by the exit code that they end with."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from addonctl.model.marking import N_, Template
from addonctl.model.messages import Entry
from addonctl.model.messages.data import DATA
from addonctl.model.messages.fields import TYPES, VALUES
from addonctl.model.messages.files import ROWS, TEXTS
from addonctl.model.messages.notices import ASSUMPTIONS, WARNINGS
from addonctl.model.messages.reasons import REASONS, ROUTES
from addonctl.model.messages.storage import (
    CONFLICTS,
    MISTAKES,
    OUTCOMES,
    STOPPED,
    STORAGE,
    TERMINATED,
)
from addonctl.model.messages.usage import REFUSALS, UNKNOWN, USAGE
from addonctl.model.messages.words import WORDS

if TYPE_CHECKING:  # a failure does without the reports
    from addonctl.model.reports import CodeKind

FAILURES: Final[dict[int, dict[str, Entry]]] = {
    2: USAGE,
    3: REFUSALS,
    5: UNKNOWN,
    6: DATA,
    7: STORAGE,
    8: CONFLICTS,
    9: OUTCOMES,
    70: MISTAKES,
    130: STOPPED,
    143: TERMINATED,
}
"""The failures by the exit code that they end with."""

HINTS: Final[dict[int, Template]] = {
    2: N_("add --help to the command for an example"),
    3: N_("addonctl eligibility with --why shows every reason and what would change it"),
    4: N_("check the address and the credentials"),
    5: N_("check the spelling"),
    6: N_("correct the file, then: addonctl check FILE"),
    7: N_("nothing was changed; repeat the command once that is put right"),
    8: N_("nothing was changed; look again, then repeat the command"),
    9: N_("look with addonctl catalog whether it was recorded before you repeat it"),
    70: N_("tell those who maintain addonctl what you ran"),
    130: N_("nothing was recorded"),
    143: N_("nothing was recorded"),
}
"""What to do where a failure has no hint of its own, by exit code."""

PROBLEMS: Final[dict[str, Entry]] = {**TEXTS, **TYPES, **VALUES, **ROWS}
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

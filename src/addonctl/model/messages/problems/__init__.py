"""Hold the problems of a file.

A problem stands after its place and its field, so it begins in lower case and has no full stop.
"""

from typing import Final

from addonctl.model.messages.entry import Entry
from addonctl.model.messages.problems.rows import ROWS
from addonctl.model.messages.problems.texts import TEXTS
from addonctl.model.messages.problems.types import TYPES
from addonctl.model.messages.problems.values import VALUES

PROBLEMS: Final[dict[str, Entry]] = {**TEXTS, **TYPES, **VALUES, **ROWS}

"""Hold the problems of a file.

A problem stands after its place and its field, so it begins in lower case and has no full stop.
"""

from typing import Final

from addonctl.model.messages import Entry
from addonctl.model.messages.problems.fields import TYPES, VALUES
from addonctl.model.messages.problems.files import ROWS, TEXTS

PROBLEMS: Final[dict[str, Entry]] = {**TEXTS, **TYPES, **VALUES, **ROWS}

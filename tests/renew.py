"""Write anew what tests compare with: `python -m tests.renew [WORD…]`.

Without a word all of it. `screens` are those under `tests/output/snapshots`, `policy` is the table
of permissions, `rules` what is answered under their number, `documents` is what the documents show
after their commands (the commands stay as they are, and so do the answers typed at questions); a
file is one document. Read the difference before committing: every line of it must be meant.
"""

import sys
import tempfile
from pathlib import Path

from tests.docs.documents import README, WITH_COMMANDS, first_script
from tests.docs.reader import Reader
from tests.output.screens.kept import kept_screens
from tests.output.screens.support import SNAPSHOTS, file_of
from tests.rules.policy.test_policy_table import TABLE, golden_table
from tests.rules.rules_number import KEPT, renewed

WORDS = {"screens", "policy", "rules", "documents"}


def renew_screens() -> None:
    """Write every screen that is kept, and remove the files of those that are gone."""
    screens = {file_of(name): text for name, text in kept_screens().items()}
    for path in set(SNAPSHOTS.rglob("*.txt")) - screens.keys():
        path.unlink()
    for path, text in screens.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")


def renew_document(path: Path) -> None:
    """Write what a document shows after each of its commands."""
    text = path.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        skip = first_script(text).first if path == README else None
        path.write_text(Reader(Path(folder)).follow(text, skip=skip), "utf-8")


if __name__ == "__main__":
    named = set(sys.argv[1:] or WORDS)
    if "screens" in named:
        renew_screens()
    if "policy" in named:
        TABLE.write_text(golden_table(), "utf-8")
    if "rules" in named:
        KEPT.write_text(renewed(), "utf-8")
    documents = list(WITH_COMMANDS) if "documents" in named else []
    documents += [Path(name).resolve() for name in named - WORDS]
    for document in documents:
        renew_document(document)

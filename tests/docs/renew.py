"""Write what the documents show anew: `python -m tests.docs.renew [FILE…]`, all without a file.

Commands stay as they are, and so do the answers typed at questions; only what is shown after them
changes. Read the difference before committing.
"""

import sys
import tempfile
from pathlib import Path

from tests.docs.documents import README, WITH_COMMANDS, first_script
from tests.docs.reader import Reader

if __name__ == "__main__":
    for path in [Path(name).resolve() for name in sys.argv[1:]] or WITH_COMMANDS:
        text = path.read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            skip = first_script(text).first if path == README else None
            path.write_text(Reader(Path(folder)).follow(text, skip=skip), "utf-8")

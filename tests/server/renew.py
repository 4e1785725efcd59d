"""Write the document of the API anew: `python -m tests.server.renew`. Read the difference."""

import json
from pathlib import Path
from typing import Final

from addonctl.server.document.openapi import openapi_document

COMMITTED: Final = Path(__file__).parents[2] / "docs" / "openapi.json"


def written_document() -> str:
    """Return the document as it is kept."""
    return json.dumps(openapi_document(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    COMMITTED.write_text(written_document(), "utf-8")

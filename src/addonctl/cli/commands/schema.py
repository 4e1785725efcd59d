"""`addonctl schema`: the JSON Schema of an answer or of a file."""

from typing import Annotated

import typer

from addonctl.cli.options import words
from addonctl.cli.schemas import SCHEMAS
from addonctl.cli.session import Session
from addonctl.cli.values import parse_choice

Name = Annotated[
    str, typer.Argument(metavar="NAME", help=f"One of {', '.join(SCHEMAS)}."), words(SCHEMAS)
]


def run(session: Session, name: Name) -> int:
    """Print the JSON Schema of an answer or of a file.

    \b
    Examples:
      addonctl schema invoice-preview
      addonctl schema account
    """
    from addonctl.output.formats.json import json_schema  # noqa: PLC0415  # only where it is printed

    session.printer.show_json(
        json_schema(*SCHEMAS[parse_choice(name, tuple(SCHEMAS), option="NAME")])
    )
    return 0

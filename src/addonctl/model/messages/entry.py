"""Define what is said of one code."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Union

from msgspec import Struct

from addonctl.model.marking import Template


class Entry(Struct, frozen=True):
    """Say what a code stands for: `says` in a sentence, `short` as a part of one.

    A failure has more: `why`, and what to do (`hint`), where a word was probably meant `nearest`
    instead. `means` explains the code without values: its first sentence stands alone in the list
    of all codes. `forms` say it with more values (`CODE.form`).
    """

    says: Template | None = None
    short: Template | None = None
    why: Template | None = None
    hint: Template | None = None
    nearest: Template | None = None
    means: str | None = None
    forms: Mapping[str, Union[Template, "Entry"]] = MappingProxyType({})


def alike(words: Template) -> Entry:
    """Say the same in a sentence and as a part of one."""
    return Entry(words, short=words)

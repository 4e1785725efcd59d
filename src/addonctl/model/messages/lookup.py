"""Find what is said of a code, of whatever kind it is."""

from collections.abc import Mapping
from typing import Final

from addonctl.model.marking import Template
from addonctl.model.messages import Message
from addonctl.model.messages.entry import Entry
from addonctl.model.messages.notices import ASSUMPTIONS, WARNINGS
from addonctl.model.messages.parts import PARTS
from addonctl.model.messages.reasons import REASONS
from addonctl.model.messages.routes import ROUTES

_OF_ANSWERS: Final[Mapping[str, Entry]] = {**REASONS, **ROUTES, **ASSUMPTIONS, **WARNINGS}


def entry_of(key: str) -> Entry:
    """Return the entry of a code, or of one of its forms (`CODE.form`)."""
    code, _, form = key.partition(".")
    entry = _OF_ANSWERS.get(code) or _every()[code]
    said = entry.forms[form] if form else entry
    return said if isinstance(said, Entry) else Entry(said)


def failure_entry(code: str) -> Entry:
    """Return the entry of a failure, an empty one where there is none."""
    return _every().get(code, Entry())


def sentence_of(message: Message) -> Template:
    """Return what a message says in a sentence."""
    said = _said(message)
    sentence = said.says if isinstance(said, Entry) else said
    if sentence is None:
        raise KeyError(message.code)
    return sentence


def short_of(message: Message) -> Template:
    """Return what a message says as a part of a sentence."""
    said = _said(message)
    if not isinstance(said, Entry) or said.short is None:
        raise KeyError(message.code)
    return said.short


def _said(message: Message) -> Template | Entry:
    if message.words is not None:
        return message.words
    return PARTS.get(message.code) or entry_of(message.code)


def _every() -> Mapping[str, Entry]:
    """Return what is said of every code: an answer without a fault does without most of it."""
    from addonctl.model.messages.every import ENTRIES  # noqa: PLC0415

    return ENTRIES

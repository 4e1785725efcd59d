"""Say in the head of an answer what is supposed of the account, and what it is."""

from collections.abc import Iterable, Iterator

from addonctl.model.answers import WhatIf
from addonctl.model.marking import N_
from addonctl.output.page import Page
from addonctl.text.translator import Translator


def add_what_if(page: Page, what_if: Iterable[WhatIf]) -> None:
    """Add a line for each key that is supposed: what it were, and what it is."""
    for words in what_if_lines(what_if, page.say):
        page.item(words, "yellow")


def add_supposed(page: Page, supposed: Iterable[tuple[str, object]]) -> None:
    """Add a line for each key that is supposed of many accounts, and what it were on all."""
    for number, (key, value) in enumerate(supposed):
        words = page.say(N_("{key} were {value}"), key=key, value=value_text(value))
        joined = page.say(N_("and {words}") if number else N_("if {words}"), words=words)
        page.item(joined, "yellow")


def what_if_lines(what_if: Iterable[WhatIf], say: Translator) -> Iterator[str]:
    """Say of each key what it were and what it is, as one sentence over several lines."""
    for number, each in enumerate(what_if):
        yield say(N_("and {words}") if number else N_("if {words}"), words=_words(each, say))


def value_text(value: object) -> str:
    """Write a value as `--set` takes it, cut short."""
    from addonctl.stores.parsing.suggestions import excerpt  # noqa: PLC0415  # seldom
    from addonctl.stores.supposing.values import write_value  # noqa: PLC0415

    return excerpt(write_value(value))


def _words(each: WhatIf, say: Translator) -> str:
    values = {"key": each.path, "value": value_text(each.to)}
    if each.is_now:
        return say(N_("{key} were {value} (now {value}, too)"), **values)
    if each.now is None:
        return say(N_("{key} were {value} (now not set)"), **values)
    return say(N_("{key} were {value} (now {now})"), now=value_text(each.now), **values)

"""Every answer has its screen, found by the answer's type."""

import inspect
from collections.abc import Iterator

import pytest

from addonctl.model import account, answers, notes, reports, summaries, upkeep
from addonctl.output.screens.registry import SCREENS, TABLE, TEXTS, screen_of


def _shown(kind: type[answers.Answer]) -> Iterator[type[answers.Answer]]:
    """List the types that are printed: those that nothing else is made from, and their bases."""
    for each in kind.__subclasses__():
        yield from _shown(each)
        if each is not answers.ChangeAnswer:
            yield each


def test_every_answer_has_a_screen() -> None:
    """A new type of answer needs a screen, and a screen whose answer is gone must go."""
    kinds = {kind.__name__ for kind in _shown(answers.Answer)}
    others = {upkeep.ConfigAnswer, reports.CheckAnswer, notes.OutboxAnswer}
    assert {kind.__name__ for kind in others} <= kinds
    assert set(SCREENS) == kinds | {summaries.SweepSummary.__name__}
    assert {name for name, _form in TEXTS} - kinds == {account.Account.__name__}
    assert (account.Account.__name__, TABLE) in TEXTS


@pytest.mark.parametrize("name", sorted({*SCREENS.values(), *TEXTS.values()}))
def test_every_screen_is_there(name: str) -> None:
    """A name leads to a function that takes the answer and speaks by the page or a translator."""
    words = list(inspect.signature(screen_of(name)).parameters)
    assert words[0] == "page" or words[1:] == ["say", "features"]

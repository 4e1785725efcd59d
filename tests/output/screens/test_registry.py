"""Every answer has its screen, found by the answer's type."""

import inspect
from collections.abc import Iterator

import pytest

from addonctl.model import account, answers, reports
from addonctl.output.screens.registry import SCREENS, TABLE, screen_of


def _shown(kind: type[answers.Answer]) -> Iterator[type[answers.Answer]]:
    """List the types that are printed: those that nothing else is made from, and their bases."""
    for each in kind.__subclasses__():
        yield from _shown(each)
        if each is not answers.ChangeAnswer:
            yield each


def test_every_answer_has_a_screen() -> None:
    """A new type of answer needs a screen, and a screen whose answer is gone must go."""
    kinds = {kind.__name__ for kind in _shown(answers.Answer)} | {account.Account.__name__}
    assert reports.ConfigAnswer.__name__ in kinds
    assert set(SCREENS) == kinds


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_is_there(name: str) -> None:
    """A name leads to a function that takes the answer, a translator and what a stream can show."""
    assert TABLE in SCREENS[name]
    for screen in SCREENS[name].values():
        words = list(inspect.signature(screen_of(screen)).parameters)
        assert words[0] in {"answer", "account"}
        assert [word for word in words if word in {"say", "features"}] == ["say", "features"]

"""Take over the problems that a server found in what it was sent."""

from collections.abc import Sequence

from addonctl.model.messages import Problem, phrase
from addonctl.model.policy import TextPair
from addonctl.model.wire import WireProblem


def problems_of(found: Sequence[WireProblem], file: str) -> list[Problem]:
    """Take over what a server found; its places are those of what was sent, not of the file."""
    return [
        Problem(
            file=file,
            path=each.path,
            line=None,
            column=None,
            message=phrase("{text}", text=TextPair(en=each.message.en, fr=each.message.fr)),
        )
        for each in found
    ]

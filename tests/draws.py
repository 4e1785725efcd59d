"""Choose what hypothesis draws: the same examples in every run, or fresh ones and many.

`pytest` alone draws the same on every machine, so that a run says what the last one said;
`--hypothesis-profile=fresh` draws anew, ten times as many, and `flood` a hundred times. What these
find is kept as an `@example` of its test: a failure prints how to repeat it. No profile keeps
examples of its own, and none minds how long an example takes.
"""

from typing import Final
from unittest import mock

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

USUAL_EXAMPLES: Final = 100
TIMES: Final = {"same": 1, "fresh": 10, "flood": 100}


def register_profiles() -> None:
    """Make the profiles known, and choose the one that draws the same."""
    for name, times in TIMES.items():
        settings.register_profile(
            name,
            max_examples=USUAL_EXAMPLES * times,
            derandomize=name == "same",
            database=None,
            deadline=None,
            print_blob=True,
            suppress_health_check=[HealthCheck.too_slow],
        )
    settings.load_profile("same")


def forget_environment() -> None:
    """Keep the draws of the profile `same` from following what happens to be imported.

    Hypothesis also draws numbers and texts that stand in the project's modules, in those that
    are loaded so far and if their folder isn't called `tests`: good for finding more, but not for
    a run that is the same in another order or place.
    """
    source = "_get_local_constants"
    if settings.default is not None and settings.default.derandomize and hasattr(providers, source):
        mock.patch.object(providers, source, Constants).start()


def examples(usual: int) -> int:
    """Say how many examples to draw where others draw a hundred usually."""
    assert settings.default is not None
    return usual * settings.default.max_examples // USUAL_EXAMPLES

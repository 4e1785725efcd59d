"""Read the day that is asked about: a date, or words that are counted from today."""

import re
from typing import Final

from addonctl.cli.values import parse_date
from addonctl.rules.days import NEXT_CYCLE, Day

WORDS: Final[dict[str, int]] = {"yesterday": -1, "today": 0, "tomorrow": 1}
_DAYS: Final = re.compile(r"[+-][0-9]{1,5}d", re.ASCII)


def parse_day(text: str, *, option: str) -> Day:
    """Read a date, `tomorrow` and its like, `+7d` or `next-cycle`.

    Raises:
        UsageFailure: BAD_DATE.
    """
    if text == NEXT_CYCLE:
        return NEXT_CYCLE
    if text in WORDS:
        return WORDS[text]
    if _DAYS.fullmatch(text):
        return int(text[:-1])
    return parse_date(text, option=option, words=(*WORDS, NEXT_CYCLE))

"""Hear which messages are asked for in vain of the French catalogue."""

import gettext
import re
import string

from addonctl.text.numbers import LocaleNumbers
from addonctl.text.translator import Translator


def words(template: str) -> str:
    """Return what a template says itself."""
    return "".join(text for text, _name, _spec, _kind in string.Formatter().parse(template))


class Listener(gettext.NullTranslations):
    """Note every message that is asked for in vain."""

    def __init__(self, missed: set[str]) -> None:
        """Take where to note them."""
        super().__init__()
        self.missed = missed

    def gettext(self, message: str) -> str:
        """Note a message; templates that only hold values need no French."""
        if re.search("[A-Za-z]", words(message)):
            self.missed.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Note a message in singular or plural."""
        return self.gettext(msgid1 if n == 1 else msgid2)


class WatchedFrench(Translator):
    """Speak French, and note what had to be said in English."""

    def __init__(self) -> None:
        """Listen to what the catalogue doesn't hold."""
        super().__init__("fr", LocaleNumbers("fr"))
        self.missed: set[str] = set()
        self._translations.add_fallback(Listener(self.missed))

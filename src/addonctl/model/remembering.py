"""Remember what was read in words that come again and again. Of what is remembered, no more."""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
MOST_REMEMBERED: Final = 16_384
"""So many texts are remembered with what they mean; a fleet has few prices and percentages."""


class Remembered(dict[K, V], Generic[K, V]):
    """What was read of each key; when there are too many, it starts anew.

    It takes a look-up, where `lru_cache` also moves what was found to the front: among thousands
    that takes longer than reading most texts.
    """

    def __init__(self, read: Callable[[K], V]) -> None:
        """Begin with nothing; `read` reads a key, or raises."""
        super().__init__()
        self._read: Callable[[K], V] = read

    def __missing__(self, key: K) -> V:
        """Read a key for the first time."""
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        value = self._read(key)
        self[key] = value
        return value

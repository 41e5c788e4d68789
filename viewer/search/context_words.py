"""The words on either side of a match, from the match outward, as a string by which lines are sorted.

The words are those of the original text (ICU, so that Chinese, Japanese and Thai have some too); they are compared
folded. A match inside a word has the rest of that word beside it. Punctuation and spaces are no words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property

from viewer.search.words import boundaries
from viewer.text.folding import Folding

WORDS = 8
"""Words that are compared on one side; lines that have all of them in common stay in reading order."""
_LONGEST = 40
"""Code points of a word that are compared."""
_fold: Callable[[str], str] = Folding().fold


class Surroundings:
    """One text, for all matches in it."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _boundaries(self) -> Sequence[int]:
        return boundaries(self._text)

    def before(self, start: int) -> str:
        """The words before code point `start`, the nearest first."""
        found: list[str] = []
        stop, at = start, bisect_left(self._boundaries, start) - 1
        while at >= 0 and len(found) < WORDS:
            self._take(self._boundaries[at], stop, found)
            stop, at = self._boundaries[at], at - 1
        return _folded(found)

    def after(self, stop: int) -> str:
        """The words from code point `stop` on, the nearest first."""
        found: list[str] = []
        start, at = stop, bisect_right(self._boundaries, stop)
        while at < len(self._boundaries) and len(found) < WORDS:
            self._take(start, self._boundaries[at], found)
            start, at = self._boundaries[at], at + 1
        return _folded(found)

    def of(self, start: int, stop: int) -> str:
        """The match itself."""
        return _fold(self._text[start:stop][: WORDS * _LONGEST])

    def _take(self, start: int, stop: int, found: list[str]) -> None:
        piece = self._text[start:stop]
        if any(map(str.isalnum, piece)):
            found.append(piece[:_LONGEST])


def _folded(words: Sequence[str]) -> str:
    # A space comes before every letter, so that these compare as the lists of words do.
    return _fold(" ".join(words))

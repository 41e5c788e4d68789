"""Several terms in one text: the matches of all of them, none of which overlaps another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from viewer.search.matchers import Matcher, Spans


class SeveralMatchers(Spans):
    """Finds what any of some matchers finds. Of matches that overlap the leftmost stands, of those the longest."""

    def __init__(self, matchers: Sequence[Matcher]) -> None:
        self._matchers = tuple(matchers)

    def spans(self, text: str) -> list[tuple[int, int]]:
        found = sorted(
            (span for matcher in self._matchers for span in matcher.spans(text)), key=lambda span: (span[0], -span[1])
        )
        apart: list[tuple[int, int]] = []
        for start, stop in found:
            if not apart or start >= apart[-1][1]:
                apart.append((start, stop))
        return apart


@lru_cache(maxsize=64)
def together(matchers: tuple[Matcher, ...]) -> Spans:
    """What finds the matches of some matchers, one at least."""
    return matchers[0] if len(matchers) == 1 else SeveralMatchers(matchers)

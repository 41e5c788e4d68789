"""The segments of a cell counted through as one text, and where it may be cut. No Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from viewer.model import Segment, Stretch
from viewer.text.pieces import LONGEST, boundary, longest
from viewer.text.sentences import sentences

_SAMPLES, _SAMPLE = 8, 500
"""How many places of a text are looked at to learn whether its direction changes often, and code points of each."""
_SLACK = 10
"""A cut moves back by at most this part of the length of what is cut, to find a good place."""
_SHORTEST = 200
"""Code points that are not cut further, however many parts the others of the row need."""
_AFTER = 60
"""Code points after a place that tell whether a sentence ends there."""


class CellText:
    """What one version has in one row. Positions count the code points of all its segments, from 0."""

    def __init__(self, segments: Sequence[Segment], language: str) -> None:
        """`language` is a BCP 47 tag."""
        self._texts = [segment.text for segment in segments]
        self._language = language
        self._starts = [0, *accumulate(len(text) for text in self._texts)]
        self.total = self._starts.pop()

    def longest_piece(self) -> int:
        """Code points that can be laid out at once, judged by samples."""
        step = max(_SAMPLE, self.total // _SAMPLES)
        found = []
        for position in range(0, self.total, step):
            place, start = self._locate(position)
            found.append(longest(self._texts[place][start : start + _SAMPLE]))
        return min(found, default=LONGEST)

    def position(self, place: int, code_point: int) -> int:
        """The position of a code point of a segment."""
        return self._starts[place] + code_point

    def sentences(self) -> list[tuple[int, int]]:
        """The sentences of all segments, in order; none goes beyond its segment. Asks ICU, on all of the text."""
        return [
            (before + start, before + stop)
            for before, text in zip(self._starts, self._texts, strict=True)
            for start, stop in sentences(text, self._language)
        ]

    def stretches(self, start: int, stop: int) -> tuple[Stretch, ...]:
        """What stands between two positions. A segment without text is with the text before it, or with the first."""
        found = []
        for place in range(bisect_right(self._starts, start) - 1 if start else 0, len(self._texts)):
            before, length = self._starts[place], len(self._texts[place])
            if before > stop:
                break
            first, last = max(start - before, 0), min(stop - before, length)
            if first < last or (not length and (start < before or before == start == 0 < stop)):
                found.append(Stretch(place, first, last))
        return tuple(found)

    def share(self, start: int, stop: int, number: int, count: int) -> int:
        """Where part `number` of `count` begins if the text between two positions is cut into equal parts.

        A short text is cut less often: then several parts begin at one position, at which the last of them has text.
        """
        parts = max(1, min(count, (stop - start) // _SHORTEST))
        part = -(-number * parts // count)
        if part in (0, parts):
            return stop if part else start
        return self._cut_before(start + part * (stop - start) // parts, (stop - start) // parts // _SLACK)

    def _cut_before(self, position: int, slack: int) -> int:
        """A good place for a cut at most `slack` code points before a position: between segments, else sentences."""
        place, limit = self._locate(position)
        if limit <= slack:
            return self._starts[place]
        text, earliest = self._texts[place], limit - slack
        ends = [stop for _, stop in sentences(text[earliest : limit + _AFTER], self._language)[:-1] if stop <= slack]
        return self._starts[place] + (earliest + ends[-1] if ends else boundary(text, earliest, limit))

    def _locate(self, position: int) -> tuple[int, int]:
        """A position that is not the end as segment and code point."""
        place = bisect_right(self._starts, position) - 1
        return place, position - self._starts[place]

"""The concordance: a line for every hit, with the text on either side, read only when it is asked for.

It can be scrolled through at any place and in any order: a line costs a few steps and its segment, whatever the number
of lines. Sorting and folding lines together are jobs of their own (`hit_order`, `same_lines`); what they come to is an
`Arrangement`.
"""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from viewer.model import SegmentId, VersionId
from viewer.search.hit_places import HitPlaces, Ints
from viewer.search.hit_texts import HitText, HitTexts
from viewer.search.query import Query
from viewer.search.row_texts import paragraphs
from viewer.search.same_lines import Groups
from viewer.search.source import TextSource, UnitIndex

CONTEXT = 120
"""Code points on either side of a match, unless other numbers are asked for."""
_KEPT = 64
"""Segments whose matches are remembered: scrolling asks for the same again and again."""
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Line:
    """One hit with its surroundings; or a row that was found without text, whose text stands in `after`."""

    number: int
    """Of the hit in reading order, whatever the order of the lines."""
    document: int
    unit: int
    version: VersionId
    ordinal: int | None
    """The segment, counted over the version; None for a row that was found without text."""
    segment: int | None
    """Its number within its text, from 0."""
    segment_id: SegmentId | None
    start: int
    """The match, in code points of the segment, half-open."""
    stop: int
    before: str
    """What comes before the match in reading order: to its right where the text runs from right to left."""
    match: str
    after: str
    is_cut_before: bool
    """Whether the segment has more before `before`."""
    is_cut_after: bool
    times: int = 1
    """The hits that this line stands for."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Which hits have a line, and in which order; L lines."""

    numbers: Ints | None = None
    """Shape (L,): the hits; all in reading order if None."""
    groups: Groups | None = None
    """If given, the lines are the first of their groups."""

    def arranged(self) -> Arrangement:
        """The same with only the first line of every group, in the order of these first ones."""
        if self.groups is None:
            return self
        of_hit = self.groups.of_hit if self.numbers is None else self.groups.of_hit[self.numbers]
        firsts = np.sort(np.unique(of_hit, return_index=True)[1])
        return Arrangement(firsts if self.numbers is None else self.numbers[firsts], self.groups)


class Concordance:
    """The lines of a search, as a sequence that is read where it is looked at. Belongs to one thread."""

    def __init__(
        self,
        corpus: TextSource,
        query: Query,
        places: HitPlaces,
        arrangement: Arrangement | None = None,
        *,
        context: int | None = CONTEXT,
    ) -> None:
        """`context`: code points on either side at most; all of the segment if None.

        An arrangement with groups must be one that was `arranged`.
        """
        self.places = places
        self._corpus = corpus
        self._query = query
        self._texts = HitTexts(corpus, query, places)
        self._numbers = arrangement.numbers if arrangement else None
        self._groups = arrangement.groups if arrangement else None
        self._context = context
        self._recent: OrderedDict[int, HitText] = OrderedDict()

    def __len__(self) -> int:
        return len(self.places) if self._numbers is None else len(self._numbers)

    def lines(self, start: int, stop: int) -> list[Line]:
        """The lines from `start` to `stop`, as a slice of a list has them.

        Raises Locked where the corpus is not any more as it was searched, and QueryError where a regular expression
        takes too long.
        """
        start, stop, _ = slice(start, stop).indices(len(self))
        return self.lines_of(np.arange(start, stop) if self._numbers is None else self._numbers[start:stop])

    def lines_of(self, numbers: Ints) -> list[Line]:
        """Lines for these hits, whether or not they have one of their own. Raises as `lines` does."""
        if not len(numbers):
            return []
        self._texts.check()
        index = self._corpus.index()
        entries, nths = self.places.of_hits(numbers)
        texts = self._read(entries)
        units = self.places.units(index, entries)
        found = []
        for number, entry, nth, unit in zip(
            numbers.tolist(), entries.tolist(), nths.tolist(), units.tolist(), strict=True
        ):
            if entry in texts:
                found.append(self._line(number, unit, index.document_of(unit), texts[entry], nth))
            else:
                found.append(self._row(number, unit, index))
        return found

    def units(self) -> Ints:
        """Shape (L,): the row of every line. Looks at all hits, but at no text."""
        numbers = np.arange(len(self.places)) if self._numbers is None else self._numbers
        return self.places.units(self._corpus.index(), self.places.of_hits(numbers)[0])

    def same(self, line: int) -> Ints:
        """The numbers of all hits that a line stands for, in reading order. Looks at all hits, but at no text."""
        number = line if self._numbers is None else int(self._numbers[line])
        if self._groups is None:
            return np.array([number])
        return np.flatnonzero(self._groups.of_hit == self._groups.of_hit[number])

    def line_at(self, version: VersionId, ordinal: int, start: int) -> int | None:
        """The line of the hit in a segment that is at code point `start` or the last before; None if there is none.

        `ordinal` counts the segments over the version. Raises as `lines` does.
        """
        self._texts.check()
        entry = self.places.entry_of(self._corpus.index(), version, ordinal)
        if entry is None:
            return None
        (text,) = self._read(np.array([entry])).values()
        nth = max(0, sum(1 for span in text.spans if span[0] <= start) - 1)
        return self.line_of(int(self.places.starts[entry]) + nth)

    def line_of(self, number: int) -> int | None:
        """The line of a hit, or the one that stands for it."""
        if self._numbers is None:
            return number
        if self._groups is None:
            lines = np.flatnonzero(self._numbers == number)
        else:
            lines = np.flatnonzero(self._groups.of_hit[self._numbers] == self._groups.of_hit[number])
        return int(lines[0]) if len(lines) else None

    def _read(self, entries: Ints) -> dict[int, HitText]:
        wanted = np.unique(entries).tolist()
        found = {entry: self._recent[entry] for entry in wanted if entry in self._recent}
        missing = np.array([entry for entry in wanted if entry not in found], np.int64)
        found |= {text.entry: text for text in self._texts.read(missing)}
        for entry in wanted[-_KEPT:]:
            if entry in found:
                self._recent[entry] = found[entry]
                self._recent.move_to_end(entry)
        while len(self._recent) > _KEPT:
            self._recent.popitem(last=False)
        return found

    def _line(self, number: int, unit: int, document: int, text: HitText, nth: int) -> Line:
        segment, (start, stop) = text.segment, text.spans[nth]
        first, last = context(segment.text, start, stop, self._context)
        return Line(
            number=number,
            document=document,
            unit=unit,
            version=text.version,
            ordinal=int(self.places.ordinals[text.entry]),
            segment=segment.number,
            segment_id=segment.id,
            start=start,
            stop=stop,
            before=segment.text[first:start],
            match=segment.text[start:stop],
            after=segment.text[stop:last],
            is_cut_before=first > 0,
            is_cut_after=last < len(segment.text),
            times=self._times(number),
        )

    def _row(self, number: int, unit: int, index: UnitIndex) -> Line:
        version = self._version_shown(unit, index)
        cell = paragraphs(self._corpus, [version], np.array([unit])).get((version, unit), [""])
        _, last = context(cell[0], 0, 0, self._context)
        return Line(
            number=number,
            document=index.document_of(unit),
            unit=unit,
            version=version,
            ordinal=None,
            segment=None,
            segment_id=None,
            start=0,
            stop=0,
            before="",
            match="",
            after=cell[0][:last],
            is_cut_before=False,
            is_cut_after=last < len(cell[0]),
            times=self._times(number),
        )

    def _version_shown(self, unit: int, index: UnitIndex) -> VersionId:
        """Of a row found without text: one with something in it, rather one that the query speaks of."""
        spoken_of = (version for clause in self._query.clauses for version in clause.versions)
        candidates = [*dict.fromkeys((*spoken_of, *self.places.versions))]
        return next((version for version in candidates if index.counts[version][unit]), candidates[0])

    def _times(self, number: int) -> int:
        return 1 if self._groups is None else int(self._groups.sizes[self._groups.of_hit[number]])


def context(text: str, start: int, stop: int, size: int | None) -> tuple[int, int]:
    """From where to where to show the surroundings of a match: at most `size` code points on either side.

    No letter is cut from its marks. All of the text if `size` is None.
    """
    if size is None:
        return 0, len(text)
    first, last = max(0, start - size), min(len(text), stop + size)
    while 0 < first < start and _goes_with_the_one_before(text, first):
        first += 1
    while stop < last < len(text) and _goes_with_the_one_before(text, last):
        last -= 1
    return first, last


def _goes_with_the_one_before(text: str, place: int) -> bool:
    letter = text[place]
    return unicodedata.category(letter).startswith("M") or letter in _JOINERS or text[place - 1] in _JOINERS

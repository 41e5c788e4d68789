"""Bands: a row of the page cut across all its versions. No Qt.

A row that is higher than half the window is cut between groups of sentences that belong together, so that its versions
keep in step inside it; a giant one is cut so that it costs no more than a screen of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import overload

from viewer.align.sentence_pairs import Cut, common_cuts
from viewer.languages import primary
from viewer.model import Segment, Stretch, Unit, VersionId
from viewer.text.pieces import LONGEST_MIXED
from viewer.ui.reading.cell_text import CellText

_COMPARED = 6_000
"""Code points of the longest version up to which sentences are compared; what is longer is cut at equal shares."""
_MOST_SENTENCES = 100
_SMALLEST = 3
"""Groups of sentences that half a window holds at most, so that the text stays a paragraph and becomes no list."""
_LACKING = 4
"""A version with so many times fewer sentences than another cannot be compared with it: it may have no marks."""

Texts = Mapping[VersionId, CellText]
Positions = Mapping[VersionId, int]
"""A place to cut: for each version how much of it stands above."""


Part = Mapping[VersionId, tuple[Stretch, ...]]
"""Sentences of a row that belong together; versions with none of them are left out."""


@dataclass(frozen=True, slots=True)
class Band:
    """What stands side by side in one band; versions with nothing here are left out."""

    stretches: Mapping[VersionId, tuple[Stretch, ...]]


def whole(segments: Sequence[Segment]) -> tuple[Stretch, ...]:
    """All of these segments."""
    return tuple(Stretch(place, 0, len(segment.text)) for place, segment in enumerate(segments))


def bands_of(unit: Unit, versions: Sequence[VersionId], height: float = 0.0) -> Sequence[Band]:
    """The bands of a row for these versions, at least one. Every code point of their cells is in exactly one stretch.

    So is a segment without text, if it is not alone in a cell of a row that is cut.
    `height` is how high the row is likely to be, in halves of the window; above 1 it is tall. An ordinary row is one
    band. Of a giant one the bands are made when they are asked for.
    """
    cells = {version: unit.cells[version] for version in versions if unit.cells.get(version)}
    texts = {version: CellText(cell, primary(version)) for version, cell in cells.items()}
    total = max((text.total for text in texts.values()), default=0)
    limit = min((text.longest_piece() for text in texts.values()), default=0) if total > LONGEST_MIXED else total
    giant = total > limit
    uncut = (Band({version: whole(cell) for version, cell in cells.items()}),)
    if not giant and not (height > 1 and total and len(texts) > 1):
        return uncut
    if total > _COMPARED:
        return _Portions(texts, _portions(total, limit))
    cuts = [
        dict.fromkeys(texts, 0),
        *_grouped(texts, _partner_cuts(texts, giant), total / max(1.0, height) / _SMALLEST),
        {version: text.total for version, text in texts.items()},
    ]
    cuts = [cuts[0], *(cut for first, last in pairwise(cuts) for cut in _divided(texts, first, last, limit))]
    return tuple(_band(texts, first, last) for first, last in pairwise(cuts)) if len(cuts) > 2 else uncut


class SentenceBands(tuple[Band, ...]):
    """The bands of a row that is shown by sentence: each holds sentences that belong together."""


def sentence_bands(parts: Sequence[Part], versions: Sequence[VersionId]) -> SentenceBands | None:
    """The bands of a row whose sentences are `parts`, for these versions; None if it is one band, or a giant one."""
    shown = [{version: part[version] for version in versions if version in part} for part in parts]
    bands = SentenceBands(Band(stretches) for stretches in shown if stretches)
    return bands if len(bands) > 1 and max(shares(bands)) <= _COMPARED else None


def shares(bands: Sequence[Band]) -> list[int]:
    """For each band the code points of its longest version; of a giant row roughly, without a look at its bands."""
    if isinstance(bands, _Portions):
        return [bands.share] * len(bands)
    return [
        max((sum(one.stop - one.start for one in cell) for cell in band.stretches.values()), default=0)
        for band in bands
    ]


def band_holding(bands: Sequence[Band], version: VersionId, place: int, code_point: int) -> int:
    """Which band holds a code point of a version's segment; the last that begins before it."""
    if isinstance(bands, _Portions):
        return bands.holding(version, place, code_point)
    found = 0
    for number, band in enumerate(bands):
        if any((one.place, one.start) <= (place, code_point) for one in band.stretches.get(version, ())):
            found = number
    return found


def _partner_cuts(texts: Texts, giant: bool) -> list[tuple[Positions, float]]:
    """Where all versions may be cut so that what stands above belongs together, and how sure that is."""
    sentences = {version: text.sentences() for version, text in texts.items()}
    most = max(len(found) for found in sentences.values())
    if most > _MOST_SENTENCES:
        return []
    compared = [version for version in texts if len(sentences[version]) * _LACKING >= most]
    rest = [version for version in texts if version not in compared]
    longest = max(text.total for text in texts.values())
    if not giant and (len(compared) < 2 or any(2 * texts[version].total > longest for version in rest)):
        return []
    if len(compared) < 2:
        found = [Cut((number,), 1.0) for number in range(1, most)]
    else:
        found = common_cuts([[stop - start for start, stop in sentences[version]] for version in compared])
    cuts: list[tuple[Positions, float]] = []
    for cut in found:
        at = {version: sentences[version][number][0] for version, number in zip(compared, cut.sentences, strict=True)}
        part = at[compared[0]] / texts[compared[0]].total
        for version in rest:
            at[version] = texts[version].share(0, texts[version].total, round(part * 1000), 1000)
        cuts.append((at, cut.probability))
    return cuts


def _grouped(texts: Texts, cuts: Sequence[tuple[Positions, float]], smallest: float) -> list[Positions]:
    """The cuts that leave groups of at least `smallest` code points in their longest version; of some the surest."""
    chosen: list[Positions] = []
    last: Positions = dict.fromkeys(texts, 0)
    end = {version: text.total for version, text in texts.items()}
    near: list[tuple[Positions, float]] = []
    for cut, probability in cuts:
        if _longest(last, cut) < smallest:
            continue
        if near and _longest(last, cut) > 2 * smallest:
            last = max(near, key=lambda one: one[1])[0]
            chosen.append(last)
            near = []
        if _longest(cut, end) >= smallest and _longest(last, cut) >= smallest:
            near.append((cut, probability))
    return [*chosen, max(near, key=lambda one: one[1])[0]] if near else chosen


def _divided(texts: Texts, first: Positions, last: Positions, limit: int) -> list[Positions]:
    """The cuts between two cuts, and the second of them, so that nothing is longer than can be laid out at once."""
    count = _portions(_longest(first, last), limit)
    inner = [
        {version: text.share(first[version], last[version], number, count) for version, text in texts.items()}
        for number in range(1, count)
    ]
    return [*inner, last]


def _portions(length: int, limit: int) -> int:
    """How many parts of a text have to be made; a little more, for a cut moves back to a good place."""
    return 1 if length <= limit else -(-length // (limit - limit // 10))


def _longest(first: Positions, last: Positions) -> int:
    return max(last[version] - first[version] for version in last)


def _band(texts: Texts, first: Positions, last: Positions) -> Band:
    found = {version: text.stretches(first[version], last[version]) for version, text in texts.items()}
    return Band({version: stretches for version, stretches in found.items() if stretches})


class _Portions(Sequence[Band]):
    """Bands at equal shares of every version, cut at the nearest good place. Each is worked out when asked for.

    For texts too long to be compared sentence by sentence: the cost of a band does not depend on the row's length.
    """

    def __init__(self, texts: Texts, count: int) -> None:
        self._texts = texts
        self._count = count
        self.share = -(-max(text.total for text in texts.values()) // count)
        """Code points that each band has of the longest version, roughly."""

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, number: int) -> Band: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Band, ...]: ...
    def __getitem__(self, number: int | slice) -> Band | tuple[Band, ...]:
        if isinstance(number, slice):
            return tuple(self[one] for one in range(*number.indices(self._count)))
        if not -self._count <= number < self._count:
            raise IndexError(number)
        number %= self._count
        return _band(self._texts, self._cut(number), self._cut(number + 1))

    def holding(self, version: VersionId, place: int, code_point: int) -> int:
        """The last band that begins at a code point of a version's segment or before it."""
        text = self._texts.get(version)
        if text is None:
            return 0
        position = text.position(place, code_point)
        return bisect_right(
            range(1, self._count), position, key=lambda number: text.share(0, text.total, number, self._count)
        )

    def _cut(self, number: int) -> Positions:
        """Where band `number` begins."""
        return {version: text.share(0, text.total, number, self._count) for version, text in self._texts.items()}

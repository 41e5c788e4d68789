"""The scan itself: where a needle stands in folded text, slice by slice, and in which segments that is.

No index is built: a scan of memory-mapped text with SIMD finds rare terms at the speed of memory, and for frequent ones
the list of hits is the cost with an index, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from viewer.search.folded_text import EXPANDS, JOINS, FoldedText

Ints = NDArray[np.int64]

SLICE = 8 << 20
"""Bytes of the longest slice; the first are shorter, so that the first hits come at once."""
_FIRST_SLICE = 1 << 18
_REFINED_SLICE = 1 << 20  # refining takes 20 times as long as scanning
_DENSE_SLICE = 1 << 20

HITS = 3000
"""Most hits that are looked up one by one before they are handed on."""
_DENSE = 128  # bytes from hit to hit, below which comparing all of the text at once is faster


class _Searchable(Protocol):
    def find(self, needle: bytes, start: int, /) -> int: ...


_searchable: Callable[[memoryview], _Searchable]
try:
    import stringzilla

    _searchable = stringzilla.Str
except ImportError:  # no wheel for this system: slower, not worse
    _searchable = bytes


@dataclass(frozen=True, slots=True)
class Slice:
    """Some segments in a row of a folded text, perhaps refined further."""

    first: int
    """The ordinal of the first segment."""
    text: memoryview
    """Segments, each ended by a line feed."""
    offsets: Ints
    """Where the segments begin in `text`, and its length at the end."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """R segments that hold a needle."""

    ordinals: Ints
    """Shape (R,), rising."""
    counts: Ints
    """Shape (R,): occurrences that do not overlap, leftmost first."""
    uncertain: NDArray[np.bool_]
    """Shape (R,): whether only the original can tell how many matches those are."""


def slices(folded: FoldedText, start: int, stop: int, refine: Callable[[str], str] | None = None) -> Iterator[Slice]:
    """Segments `start` to `stop` (half-open), from short slices to long ones."""
    longest = _REFINED_SLICE if refine else SLICE
    size = min(_FIRST_SLICE, longest)
    while start < stop:
        first_byte = int(folded.offsets[start])
        last = int(np.searchsorted(folded.offsets, first_byte + size, side="right")) - 1
        last = min(stop, max(start + 1, last))
        text = folded.text[first_byte : int(folded.offsets[last])]
        if refine:
            text = memoryview(refine(str(text, "utf-8", "replace")).encode())
            ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n")) + 1
            offsets = np.concatenate(([0], ends))
        else:
            offsets = (folded.offsets[start : last + 1] - np.uint64(first_byte)).astype(np.int64)
        yield Slice(start, text, offsets)
        start = last
        size = min(2 * size, longest)


def occurrences(piece: Slice, needle: bytes, folded: FoldedText) -> Iterator[Occurrences]:
    """The segments of `piece` that hold `needle`, in portions of about `HITS` occurrences; a segment is in one only.

    `needle` is not empty and has no line feed.
    """
    # Two matches that follow each other this closely, in bytes, may be in the expansion of one letter.
    closeness = len(needle) + 4 * (folded.longest_expansion - 2)
    held = np.zeros(0, np.int64)
    for found in _places(piece.text, needle):
        if len(held):
            # The last segment may go on in what was found next.
            last = np.searchsorted(piece.offsets, held[-1], side="right") - 1
            complete = int(np.searchsorted(held, piece.offsets[last]))
            if complete:
                yield _by_segment(piece, held[:complete], closeness, folded)
            held = held[complete:]
        held = np.concatenate((held, found))
    if len(held):
        yield _by_segment(piece, held, closeness, folded)


def _by_segment(piece: Slice, places: Ints, closeness: int, folded: FoldedText) -> Occurrences:
    rows = np.searchsorted(piece.offsets, places, side="right") - 1
    same = rows[1:] == rows[:-1]
    starts = np.flatnonzero(np.concatenate(([True], ~same)))
    counts = np.diff(np.concatenate((starts, [len(rows)])))
    ordinals = rows[starts] + piece.first
    flags = folded.flags[ordinals]
    close = np.zeros(len(rows), np.bool_)
    close[1:] = same & (np.diff(places) <= closeness)
    crowded = np.logical_or.reduceat(close, starts)
    uncertain = ((flags & JOINS) != 0) | (crowded & ((flags & EXPANDS) != 0))
    return Occurrences(ordinals, counts, uncertain)


def _places(text: memoryview, needle: bytes) -> Iterator[Ints]:
    """Where `needle` stands in `text`, leftmost and without overlaps; never an empty array."""
    haystack = _searchable(text)
    size = len(needle)
    at = 0
    while True:
        started = at
        found: list[int] = []
        while len(found) < HITS and (place := haystack.find(needle, at)) >= 0:
            found.append(place)
            at = place + size
        if found:
            yield np.array(found, np.int64)
        if len(found) < HITS:
            return
        if at - started < HITS * _DENSE and not _overlaps_itself(needle):
            yield from _dense_places(text, needle, at)
            return


def _dense_places(text: memoryview, needle: bytes, at: int) -> Iterator[Ints]:
    """The places from `at` on, all at once. Only for needles that cannot overlap themselves."""
    data = np.frombuffer(text, np.uint8)
    while at <= len(data) - len(needle):
        stop = min(at + _DENSE_SLICE, len(data) - len(needle) + 1)
        matching = data[at:stop] == needle[0]
        for shift in range(1, len(needle)):
            matching &= data[at + shift : stop + shift] == needle[shift]
        places = np.flatnonzero(matching) + at
        if len(places):
            yield places
        at = stop


def _overlaps_itself(needle: bytes) -> bool:
    return any(needle.startswith(needle[start:]) for start in range(1, len(needle)))

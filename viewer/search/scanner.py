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
from viewer.text.folding import Folding

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
    """Segments `first` to `last` (half-open) of a folded text, perhaps refined further."""

    first: int
    last: int
    text: memoryview
    """The segments, each ended by a line feed."""
    offsets: Ints
    """Shape (last - first + 1,): where they begin, and where the last one ends."""
    start: int
    """What `text` begins at, counted as `offsets` are."""
    refined: bool


@dataclass(frozen=True, slots=True)
class Occurrences:
    """R segments that hold a needle."""

    ordinals: Ints
    """Shape (R,), rising."""
    counts: Ints
    """Shape (R,): occurrences that do not overlap, leftmost first."""
    uncertain: NDArray[np.bool_]
    """Shape (R,): whether only the original can tell how many matches those are."""


def slices(folded: FoldedText, start: int, stop: int, folding: Folding) -> Iterator[Slice]:
    """Segments `start` to `stop` (half-open), from short slices to long ones, refined for `folding`."""
    marks = {letter.encode()[:2] for letter in folding.refined}
    longest = _REFINED_SLICE if marks else SLICE
    size = min(_FIRST_SLICE, longest)
    while start < stop:
        first_byte = int(folded.offsets[start])
        last = int(np.searchsorted(folded.offsets, first_byte + size, side="right")) - 1
        last = min(stop, max(start + 1, last))
        text = folded.text[first_byte : int(folded.offsets[last])]
        if any(_searchable(text).find(mark, 0) >= 0 for mark in marks):
            text = memoryview(folding.refine(str(text, "utf-8", "replace")).encode())
            ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n")) + 1
            yield Slice(start, last, text, np.concatenate(([0], ends)), 0, refined=True)
        else:
            yield Slice(start, last, text, folded.offsets[start : last + 1], first_byte, refined=False)
        start = last
        size = min(2 * size, longest)


def occurrences(piece: Slice, needle: bytes, folded: FoldedText) -> Iterator[Occurrences]:
    """The segments of `piece` that hold `needle`, in portions of about `HITS` occurrences; a segment is in one only.

    `needle` is not empty and has no line feed.
    """
    held = np.zeros(0, np.int64)
    for found in _places(piece.text, needle):
        found += piece.start
        if len(held):
            # The last segment may go on in what was found next.
            last = np.searchsorted(piece.offsets, held[-1], side="right") - 1
            complete = int(np.searchsorted(held, piece.offsets[last]))
            if complete:
                yield _by_segment(piece, held[:complete], needle, folded)
            held = held[complete:]
        held = np.concatenate((held, found))
    if len(held):
        yield _by_segment(piece, held, needle, folded)


def _by_segment(piece: Slice, places: Ints, needle: bytes, folded: FoldedText) -> Occurrences:
    continuing = _continue(piece, places, folded)
    if not piece.refined and continuing.any() and len(needle.decode()) == 1:
        # All letters of an expansion are one match: those that go on from the match before them are none.
        repeated = continuing & (np.diff(places, prepend=places[0]) == len(needle))
        places, continuing = places[~repeated], continuing[~repeated]
    rows = np.searchsorted(piece.offsets, places, side="right") - 1
    same = rows[1:] == rows[:-1]
    starts = np.flatnonzero(np.concatenate(([True], ~same)))
    counts = np.diff(np.concatenate((starts, [len(rows)])))
    ordinals = rows[starts] + piece.first
    joins = (folded.flags[ordinals] & JOINS) != 0
    # One match that begins inside an expansion is a match; two may be the same one.
    shared = np.logical_or.reduceat(continuing, starts) & (counts > 1)
    return Occurrences(ordinals, counts, joins | shared)


def _continue(piece: Slice, places: Ints, folded: FoldedText) -> NDArray[np.bool_]:
    """Which of `places` may be inside the expansion of a letter that begins before them."""
    if piece.refined:
        # The places have moved; any that is in such a segment may be.
        rows = np.searchsorted(piece.offsets, places, side="right") - 1
        return np.asarray((folded.flags[rows + piece.first] & EXPANDS) != 0)
    at = np.searchsorted(folded.continuations, places)
    found = np.zeros(len(places), np.bool_)
    known = at < len(folded.continuations)
    found[known] = folded.continuations[at[known]] == places[known]
    return found


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

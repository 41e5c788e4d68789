"""The scan itself: where a needle stands in folded text, slice by slice, and in which segments that is.

No index is built: a scan of memory-mapped text with SIMD finds rare terms at the speed of memory, and for frequent ones
the list of hits is the cost with an index, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.search.folded_text import EXPANDS, JOINS, FoldedText
from viewer.search.places import contains, places
from viewer.text.folding import Folding

Ints = NDArray[np.int64]

SLICE = 4 << 20
"""Bytes of the longest slice; the first are shorter, so that the first hits come at once."""
_FIRST_SLICE = 1 << 18
_REFINED_SLICE = 1 << 20  # refining takes 20 times as long as scanning


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
    """Whether its letters stand at other places than in the folded text, to which continuations belong."""


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
    corrected = [ordinal for ordinal in folded.corrected if start <= ordinal < stop][::-1]
    while start < stop:
        first_byte = int(folded.offsets[start])
        last = int(np.searchsorted(folded.offsets, first_byte + size, side="right")) - 1
        last = min(stop, max(start + 1, last))
        if corrected and start == corrected[-1]:  # a slice of its own, whose text stands elsewhere
            last, text = start + 1, memoryview(folded.corrected[corrected.pop()])
            is_elsewhere = True
        else:
            last = min(last, corrected[-1]) if corrected else last
            text = folded.text[first_byte : int(folded.offsets[last])]
            is_elsewhere = False
        if is_elsewhere or any(contains(text, mark) for mark in marks):
            text = memoryview(folding.refine(str(text, "utf-8", "replace")).encode())
            ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n")) + 1
            yield Slice(start, last, text, np.concatenate(([0], ends)), 0, refined=True)
        else:
            yield Slice(start, last, text, folded.offsets[start : last + 1], first_byte, refined=False)
        start = last
        size = min(2 * size, longest)


def occurrences(
    piece: Slice, needle: bytes, folded: FoldedText, check: Callable[[], None] = lambda: None
) -> Iterator[Occurrences]:
    """The segments of `piece` that hold `needle`, or nothing.

    `needle` is not empty and has no line feed. `check` is called every few milliseconds and may raise.
    """
    portions = []
    for found in places(piece.text, needle):
        check()
        if len(found):
            portions.append(found)
    if portions:
        found = portions[0] if len(portions) == 1 else np.concatenate(portions)
        found += piece.start
        yield _by_segment(piece, found, needle, folded)


def _by_segment(piece: Slice, found: Ints, needle: bytes, folded: FoldedText) -> Occurrences:
    continuing = _continuing(piece, found, needle, folded)
    if continuing is not None and not piece.refined and len(needle.decode()) == 1:
        # All letters of an expansion are one match: those that go on from the match before them are none.
        repeated = continuing & (np.diff(found, prepend=found[0]) == len(needle))
        found, continuing = found[~repeated], continuing[~repeated]
    rows, starts = _grouped(piece.offsets, found)
    counts = np.diff(starts, append=len(found))
    ordinals = rows + piece.first
    uncertain = (folded.flags[ordinals] & JOINS) != 0
    if continuing is not None:
        # One match that begins inside an expansion is a match; two may be the same one.
        uncertain |= np.logical_or.reduceat(continuing, starts) & (counts > 1)
    return Occurrences(ordinals, counts, uncertain)


def _grouped(offsets: Ints, found: Ints) -> tuple[Ints, Ints]:
    """Segments with places in them, and where in `found` those of each begin. Searches for whichever are fewer."""
    if len(found) < len(offsets):
        rows = np.searchsorted(offsets, found, side="right") - 1
        starts = np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))
        return rows[starts], starts
    bounds = np.searchsorted(found, offsets)
    rows = np.flatnonzero(bounds[1:] > bounds[:-1])
    return rows, bounds[rows]


def _continuing(piece: Slice, found: Ints, needle: bytes, folded: FoldedText) -> NDArray[np.bool_] | None:
    """Which places may be inside the expansion of a letter that begins before them; None where none is."""
    if piece.refined:
        # The places have moved; any that is in such a segment may be.
        expands = (folded.flags[piece.first : piece.last] & EXPANDS) != 0
        if not expands.any():
            return None
        return np.asarray(expands[np.searchsorted(piece.offsets, found, side="right") - 1])
    first, last = np.searchsorted(folded.continuations, (found[0], found[-1] + 1))
    known = folded.continuations[first:last]
    known = known[np.frombuffer(piece.text, np.uint8)[known - piece.start] == needle[0]]
    if not len(known):
        return None
    at = np.searchsorted(found, known)
    continuing = np.zeros(len(found), np.bool_)
    continuing[at[found[at] == known]] = True
    return continuing

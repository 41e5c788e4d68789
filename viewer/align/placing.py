"""A further side among rows that are there already: every row stays, unless one segment answers to several of them.

The new side is aligned with all sides of the rows at once, as `nway` does it, or its place follows from rows that were
made of all sides anew, by time or by verse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from viewer.align.known import NOTHING, Lexicon
from viewer.align.nway import place_side
from viewer.align.pins import Pins, joined
from viewer.align.sparse import Ints
from viewer.align.tokens import bag
from viewer.align.units import AlignedUnit, Paragraphs
from viewer.errors import Cancelled

_MOST = 5
"""Sides that are asked where the new one belongs, those with most segments; each costs as much as a pair."""
_TOKENISING = 0.1
"""Share of the work, for the progress."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A run of rows that become one, and the segments of the new side in it; one of the two may be empty."""

    rows: range
    segments: range
    confidence: float
    """0 to 1: how probable it is that these belong together, or that one has nothing on the other side."""


def place(
    sides: Sequence[Paragraphs],
    counts: Sequence[Sequence[int]],
    new: Paragraphs,
    fixed: Sequence[bool],
    *,
    pins: Sequence[tuple[int, int]] = (),
    known: Lexicon = NOTHING,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Placed]:
    """Where the segments of `new` belong, in order; all rows and all segments are in the result.

    `counts` are, for each row, how many segments it has of every side; a row that is `fixed` is joined with no other.
    Each of the `pins` is a row that is not empty and a segment of `new` that has to be in it. Raises ValueError for
    pins that cross one another, and for a segment in two rows.
    `known` is what earlier texts taught. `progress` is told the share that is done, 0 to 1. Raises errors.Cancelled.
    """
    table = np.array(counts, np.int64).reshape(len(counts), len(sides))
    for k, own in enumerate(sides):
        if not pins and new.texts and own.texts == new.texts and own.language == new.language:
            return _beside_itself(table[:, k])
    chosen = sorted(range(len(sides)), key=lambda side: -len(sides[side].texts))[:_MOST]
    table = table[:, chosen]
    (filled,) = np.nonzero(table.sum(axis=1))
    if not len(filled) or not new.texts:
        return [Placed(range(0), range(k, k + 1), 0.0) for k in range(len(new.texts))] + _alone(range(len(counts)))

    def check() -> None:
        if cancelled():
            raise Cancelled

    used = [sides[side] for side in chosen if sides[side].texts]
    row_pins, joins = _pins(pins, table[:, : len(used)], len(new.texts))
    whole, flags = joined(joins, new.texts, new.headings, new.furniture)
    bags = []
    for done, side in enumerate([*used, Paragraphs(new.language, whole, *flags)]):
        progress(_TOKENISING * done / (len(used) + 1))
        bags.append(bag(side.texts, side.language, side.headings, side.furniture, check))
    table = table[filled][:, : len(used)]
    cuts = np.concatenate([np.zeros((1, len(used)), np.int64), np.cumsum(table, axis=0)])
    beads = place_side(
        bags,
        cuts,
        np.array(fixed, np.bool_)[filled],
        row_pins,
        known,
        lambda share: progress(_TOKENISING + (1 - _TOKENISING) * share),
        check,
    )
    progress(1.0)
    found = [Placed(rows, range(joins[own.start], joins[own.stop]), of) for (rows, own), of in beads]
    return _with_empty_rows(found, filled, fixed)


def _pins(pins: Sequence[tuple[int, int]], counts: Ints, size: int) -> tuple[Pins, Ints]:
    """The pins as they hold for the sides and, last, the new one; and which of its segments are taken together.

    A row is named by the last segment that it has of each side.
    """
    stops = np.cumsum(counts, axis=0)
    named = [
        (*(int(stops[row, k]) - 1 if counts[row, k] else None for k in range(counts.shape[1])), segment)
        for row, segment in pins
    ]
    found = Pins.of(named, [*map(int, stops[-1]), size])
    if any(len(run) > 1 for runs in found.runs for run in runs[:-1]):
        raise ValueError("a segment pinned to two rows")
    return found, found.cuts(counts.shape[1], size)


def projected(units: Sequence[AlignedUnit], counts: Sequence[Sequence[int]], fixed: Sequence[bool]) -> list[Placed]:
    """As `place`, from rows that were made anew of all sides, the new one last."""
    table = np.array(counts, np.int64).reshape(len(counts), -1)
    row_of = [np.repeat(np.arange(len(table)), table[:, side]) for side in range(table.shape[1])]
    found: list[Placed] = []
    at = 0
    for unit in units:
        *cells, own = unit.cells
        if not own:
            continue
        segments = range(own[0], own[-1] + 1)
        rows = [int(row_of[side][number]) for side, cell in enumerate(cells) for number in (cell[:1] + cell[-1:])]
        if not rows:
            found.append(Placed(range(at, at), segments, unit.confidence))
            continue
        first, stop = max(min(rows), at), max(rows) + 1
        if stop <= at:  # in rows that others have taken already
            last = max((k for k, one in enumerate(found) if one.rows), default=None)
            if last is None:
                found.append(Placed(range(at, at), segments, unit.confidence))
                continue
            start = min([one.segments.start for one in found[last:] if one.segments] or [segments.start])
            found[last:] = [Placed(found[last].rows, range(start, segments.stop), unit.confidence)]
            continue
        found += _alone(range(at, first))
        found += _apart(Placed(range(first, stop), segments, unit.confidence), fixed)
        at = stop
    return found + _alone(range(at, len(table)))


def _apart(placed: Placed, fixed: Sequence[bool]) -> list[Placed]:
    """Rows that may not be joined stay apart; the segments go to the first."""
    if len(placed.rows) < 2 or not any(fixed[row] for row in placed.rows):
        return [placed]
    first = Placed(placed.rows[:1], placed.segments, placed.confidence)
    return [first, *_alone(placed.rows[1:])]


def _alone(rows: range) -> list[Placed]:
    return [Placed(range(row, row + 1), range(0), 1.0) for row in rows]


def _beside_itself(counts: Ints) -> list[Placed]:
    """A text that one side has already."""
    stops = np.cumsum(counts).tolist()
    starts = [0, *stops]
    return [Placed(range(k, k + 1), range(starts[k], stop), 1.0) for k, stop in enumerate(stops)]


def _with_empty_rows(found: Sequence[Placed], filled: Ints, fixed: Sequence[bool]) -> list[Placed]:
    """The beads with the rows numbered as they are; those between that hold nothing of the sides are by themselves."""
    result: list[Placed] = []
    at = 0
    for one in found:
        if not one.rows:
            result.append(Placed(range(at, at), one.segments, one.confidence))
            continue
        first, last = int(filled[one.rows[0]]), int(filled[one.rows[-1]])
        result += _alone(range(at, first))
        result += _apart(Placed(range(first, last + 1), one.segments, one.confidence), fixed)
        at = last + 1
    return result + _alone(range(at, len(fixed)))

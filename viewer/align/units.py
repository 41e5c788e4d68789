"""The door of the aligner: sides in, units out, whatever is empty, alone or the same text twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from viewer.align.known import NOTHING, Lexicon
from viewer.align.nway import align_sides
from viewer.align.pins import Pin, Pins, joined
from viewer.align.tokens import bag
from viewer.errors import Cancelled

_TOKENISING = 0.1
"""Share of the work, for the progress."""


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """One side."""

    language: str
    """BCP 47 tag; `und` where it is not known."""
    texts: Sequence[str]
    headings: Sequence[bool] | None = None
    """Which of the texts are headings; None to let their shape decide."""
    furniture: Sequence[bool] | None = None
    """Which of the texts are page furniture, as far as it is known: they rather stand alone than beside content."""


@dataclass(frozen=True, slots=True)
class AlignedUnit:
    """One row."""

    cells: tuple[tuple[int, ...], ...]
    """For each side the numbers of its segments: a run without holes, perhaps empty."""
    confidence: float
    """0 to 1: how probable it is that the row is right."""


def align(
    sides: Sequence[Paragraphs],
    *,
    pins: Sequence[Pin] = (),
    known: Lexicon = NOTHING,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[AlignedUnit]:
    """Units in reading order; every segment is in exactly one. The order of the sides does not matter.

    The segments of each of the `pins` (for every side a number or None) are in one unit, and what is pinned apart in
    units of its own. Raises ValueError for pins that cross one another: `compatible` leaves these out.

    `known` is what earlier texts taught. `progress` is told the share that is done, 0 to 1; `cancelled` is asked now
    and then. Raises errors.Cancelled.
    """

    def check() -> None:
        if cancelled():
            raise Cancelled

    # The same text twice is aligned once; and what is left is put in an order of its own, so that ties do not depend
    # on the order in which the sides came.
    pinned = Pins.of(pins, [len(side.texts) for side in sides])
    keys = [
        (
            side.language,
            tuple(side.texts),
            (tuple(side.headings or ()), tuple(side.furniture or ())),
            tuple((r.start, r.stop) for r in runs),
        )
        for side, runs in zip(sides, pinned.of_sides(), strict=True)
    ]
    distinct = sorted({key for key in keys if key[1]})
    column = {key: k for k, key in enumerate(distinct)}
    if not distinct:
        return []
    if len(distinct) == 1:
        alone = pinned.taken([keys.index(distinct[0])]).cuts(0, len(distinct[0][1])).tolist()
        rows = [([span], 1.0) for span in pairwise(alone)]
    else:
        bags = []
        pinned = pinned.taken([keys.index(key) for key in distinct])
        cuts = [pinned.cuts(side, len(texts)) for side, (_, texts, _, _) in enumerate(distinct)]
        for done, (language, texts, flags, _) in enumerate(distinct):
            progress(_TOKENISING * done / len(distinct))
            whole, (headings, furniture) = joined(cuts[done], texts, *(kind or None for kind in flags))
            bags.append(bag(whole, language, headings, furniture, check))
        found = align_sides(bags, pinned, known, lambda share: progress(_TOKENISING + (1 - _TOKENISING) * share), check)
        stops = np.column_stack([own[found.cuts[:, side]] for side, own in enumerate(cuts)]).tolist()
        rows = [
            (list(zip(start, stop, strict=True)), confidence)
            for start, stop, confidence in zip(stops, stops[1:], found.confidence.tolist(), strict=False)
        ]
    progress(1.0)
    columns = [column.get(key) for key in keys]
    return [
        AlignedUnit(tuple(() if k is None else tuple(range(*spans[k])) for k in columns), confidence)
        for spans, confidence in rows
    ]

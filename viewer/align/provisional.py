"""Rows before anything is aligned: by position alone, so that texts can be read beside each other at once.

Where all sides have equally many headings these are taken to be each other's. Between two headings a segment stands
where its middle falls, as parts of all that is written there; the side with the fewest segments makes the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from viewer.align.sparse import Floats, Ints
from viewer.align.units import Paragraphs

Spans = Sequence[tuple[int, int]]
"""For each side the half-open range of its segments."""


def provisional(sides: Sequence[Paragraphs]) -> list[Spans]:
    """Rows that hold every segment once and in order; none of them is empty."""
    lengths = [np.array([max(1, len(text)) for text in side.texts], np.float64) for side in sides]
    bounds = _sections(sides)
    rows: list[Spans] = []
    for starts, stops in pairwise(bounds):
        parts = [own[start:stop] for own, start, stop in zip(lengths, starts, stops, strict=True)]
        cuts = _cuts(parts) + np.array(starts)
        rows += [
            list(zip(above, below, strict=True))
            for above, below in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)
        ]
    return rows


def _sections(sides: Sequence[Paragraphs]) -> list[list[int]]:
    """Where the parts between headings begin on each side, and where the last ends."""
    headings = [[number for number, one in enumerate(side.headings or ()) if one] for side in sides]
    ends = [[0] * len(sides), [len(side.texts) for side in sides]]
    if len({len(own) for own in headings}) != 1:
        return ends
    found = [ends[0]]
    for bound in map(list, zip(*headings, strict=True)):
        if bound != found[-1]:
            found.append(bound)
        found.append([number + 1 for number in bound])  # a heading has a row of its own
    return found if found[-1] == ends[1] else [*found, ends[1]]


def _cuts(lengths: Sequence[Floats]) -> Ints:
    """int64[rows + 1, sides]: how many segments of each side the first rows hold."""
    filled = [own for own in lengths if len(own)]
    if not filled:
        return np.zeros((1, len(lengths)), np.int64)
    ends = np.cumsum(min(filled, key=len))
    ends = ends / ends[-1]
    columns = []
    for own in lengths:
        column = np.zeros(len(ends) + 1, np.int64)
        if len(own):
            stops = np.cumsum(own)
            middles = (stops - own / 2) / stops[-1]
            column[1:] = np.searchsorted(middles, ends, side="left")
            column[-1] = len(own)
        columns.append(column)
    cuts = np.column_stack(columns)
    filled_rows: Ints = cuts[np.concatenate([[True], np.diff(cuts.sum(axis=1)) > 0])]
    return filled_rows

"""Dynamic programming over beads: runs of segments of two sides that translate each other, or a segment left alone.

A state (i, j) says that i segments of the source and j of the target have been read. Only the states of a `Band` are
visited, so that cost and memory grow with its area. Forward and backward sums give the probability of every bead, as
in a pair hidden Markov model (Durbin et al., Biological Sequence Analysis, 1998, ch. 4); the best path is Viterbi's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from viewer.align.sparse import Floats, Ints, Sparse, expand, sums

MATCHES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (2, 2), (2, 3), (3, 2))
"""Sizes of the beads that hold both sides."""
LOOSE_PRIOR = np.log([0.5, 0.09, 0.09, 0.02, 0.02, 0.01, 0.01, 0.06, 0.02, 0.02, 0.08, 0.08])
"""Log prior of MATCHES, of a lone source and of a lone target segment, for sides that are cut in different ways."""
LONGEST = 4
"""Most segments of one side in a bead."""

Bead = tuple[range, range]
"""Source and target segments; one of the two may be empty."""

_TAKING = (*MATCHES, (1, 0))
"""The beads that take a source segment."""
_LEAVING = tuple((-a, -b) for a, b in _TAKING)
_SOURCES = np.array([a for a, _ in _TAKING])[:, None]
_TARGETS = np.array([b for _, b in _TAKING])[:, None]
_CELLS_AT_ONCE = 50_000


@dataclass(frozen=True)
class Band:
    """The states that are visited: for every i those with low[i] <= j < high[i]. Both bounds never fall.

    The states are numbered row by row; such a number is called a cell.
    """

    low: Ints
    """int64[source segments + 1]"""
    high: Ints

    @staticmethod
    def full(sources: int, targets: int) -> Band:
        return Band(np.zeros(sources + 1, np.int64), np.full(sources + 1, targets + 1, np.int64))

    @property
    def sources(self) -> int:
        return len(self.low) - 1

    @property
    def targets(self) -> int:
        return int(self.high[-1]) - 1

    @cached_property
    def starts(self) -> Ints:
        """int64[source segments + 2]: the first cell of every row, and the number of cells."""
        return np.concatenate([[0], np.cumsum(self.high - self.low)])

    @property
    def cells(self) -> int:
        return int(self.starts[-1])

    @cached_property
    def places(self) -> tuple[Ints, Ints]:
        """For every cell its i and its j."""
        return expand(self.low, self.high - self.low)

    def cell(self, row: Ints, state: Ints) -> Ints:
        """The cells of states; the number of cells for a state outside."""
        known = np.minimum(np.maximum(row, 0), self.sources)
        inside = (known == row) & (state >= self.low[known]) & (state < self.high[known])
        return np.where(inside, self.starts[known] + state - self.low[known], self.cells)

    def before(self, first: int, stop: int, steps: Sequence[tuple[int, int]]) -> Ints:
        """int64[steps, cells of the rows first to stop - 1]: the cells that stand so many rows and states before.

        The number of cells for a state outside. Steps may be negative.
        """
        counts = np.diff(self.starts[first : stop + 1])
        cells = np.arange(self.starts[first], self.starts[stop])
        left = self.starts[:-1] - self.low
        found = np.empty((len(steps), len(cells)), np.int64)
        for rows in {rows for rows, _ in steps}:
            row = np.arange(first, stop) - rows
            known = np.clip(row, 0, self.sources)
            there = cells + np.repeat(left[known] - left[first:stop], counts)
            start = np.repeat(np.where(row == known, self.starts[known], self.cells), counts)
            end = np.repeat(self.starts[known + 1], counts)
            for k, (own, states) in enumerate(steps):
                if own == rows:
                    cell = there - states
                    found[k] = np.where((cell >= start) & (cell < end), cell, self.cells)
        return found


@dataclass(frozen=True, slots=True)
class Posterior:
    """How probable every bead is, given all that is known of the two sides."""

    band: Band
    matches: Floats
    """float32[matches, cells]: a bead of MATCHES ending at that state."""
    source_alone: Floats
    """float[sources]"""
    target_alone: Floats
    """float[targets]"""
    states: Floats
    """float32[cells]: log probability that the alignment passes through a state."""
    log_likelihood: float
    """Log likelihood ratio of the two sides as translations against two texts that met by chance."""

    def edges(self, bounds: Band) -> Floats:
        """For each row the larger probability of its two border states, where these are not the border of `bounds`."""
        band = self.band
        left = np.where(band.low > bounds.low, self.states[band.starts[:-1]], -np.inf)
        right = np.where(band.high < bounds.high, self.states[band.starts[1:] - 1], -np.inf)
        return np.exp(np.maximum(left, right))

    def counts(self) -> Floats:
        """Expected number of each of MATCHES, then of lone source and lone target segments."""
        return np.concatenate([self.matches.sum(axis=1), [self.source_alone.sum()], [self.target_alone.sum()]])

    def of(self, source: range, target: range) -> float:
        """The probability of one bead."""
        if not source:
            return float(self.target_alone[target].mean())
        if not target:
            return float(self.source_alone[source].mean())
        cell = int(self.band.cell(np.array(source.stop), np.array(target.stop)))
        size = (len(source), len(target))
        if size not in MATCHES or cell == self.band.cells:
            return 0.0
        return float(self.matches[MATCHES.index(size), cell])

    def pairs(self, floor: float = 1e-3) -> Sparse:
        """Sources x targets: the probability that two segments are a bead of their own."""
        (cell,) = np.nonzero(self.matches[0] > floor)
        row, state = (place[cell] for place in self.band.places)
        shape = (self.band.sources, self.band.targets)
        return Sparse.of(shape, row - 1, state - 1, self.matches[0, cell].astype(np.float64))

    def links(self, floor: float = 1e-3) -> Sparse:
        """Sources x targets: the probability that two segments share a bead; what is below `floor` is left out."""
        match, cell = np.nonzero(self.matches > floor)
        row, state = (place[cell] for place in self.band.places)
        value = self.matches[match, cell].astype(np.float64)
        rows, columns, values = [], [], []
        for i in range(LONGEST):
            for j in range(LONGEST):
                here = (_SOURCES[match, 0] > i) & (_TARGETS[match, 0] > j)
                rows.append(row[here] - 1 - i)
                columns.append(state[here] - 1 - j)
                values.append(value[here])
        shape = (self.band.sources, self.band.targets)
        return Sparse.of(shape, np.concatenate(rows), np.concatenate(columns), np.concatenate(values))


def posterior(band: Band, evidence: Floats, prior: Floats, check: Callable[[], None]) -> Posterior:
    """Probabilities of all beads.

    `evidence` is the log likelihood ratio of every bead, float[matches, cells]; `prior` the log prior of MATCHES, of a
    lone source and of a lone target segment. `check` is called now and then and may raise to stop the work.
    """
    steps = _Steps(band, evidence, prior)
    forward = _forward(band, steps, check)
    backward = _backward(band, steps, check)
    total = float(forward[-2])  # the last cell; beyond it is the one for states outside
    probability = np.empty((len(_TAKING), band.cells), dtype=np.float32)
    for rows in _blocks(band, 0):
        check()
        cells, origin, step = steps.entering(*rows)
        probability[:, cells] = np.exp(forward[origin] + step + (backward[cells] - total))
    row, state = band.places
    reached = forward[:-1] + backward[:-1] - total
    onward = np.flatnonzero(row[:-1] == row[1:])  # cells with a next state in their row
    alone = np.exp(forward[onward] + backward[onward + 1] - total)
    return Posterior(
        band,
        probability[:-1],
        sums(row, probability[-1], band.sources + 1)[1:],
        sums(state[onward], alone, band.targets),
        reached.astype(np.float32),
        total + float(prior[-1]) * band.targets,
    )


def best_path(band: Band, evidence: Floats, prior: Floats, check: Callable[[], None]) -> list[Bead]:
    """The most probable sequence of beads, in order; the arguments are those of `posterior`."""
    steps = _Steps(band, evidence, prior)
    best = np.full(band.cells + 1, -np.inf)
    choice = np.full(band.cells, -1, np.int8)
    best[: band.starts[1]] = 0
    for rows in _blocks(band, 1):
        check()
        cells, origin, step = steps.entering(*rows)
        for start, stop in _rows(band, *rows):
            here = slice(start - cells.start, stop - cells.start)
            values = best[origin[:, here]] + step[:, here]
            picked = values.argmax(axis=0)
            entering = values[picked, np.arange(stop - start)]
            reached = np.maximum.accumulate(entering)
            choice[start:stop] = np.where(entering == reached, picked, -1)
            best[start:stop] = reached
    beads: list[Bead] = []
    i, j = band.sources, band.targets
    while i or j:
        k = int(choice[band.starts[i] + j - band.low[i]])
        a, b = _TAKING[k] if k >= 0 else (0, 1)
        beads.append((range(i - a, i), range(j - b, j)))
        i, j = i - a, j - b
    return beads[::-1]


class _Steps:
    """The log scores of all beads but lone target segments.

    Each is set against leaving its target segments alone, so that to leave one alone costs nothing.
    """

    def __init__(self, band: Band, evidence: Floats, prior: Floats) -> None:
        self._band, self._evidence = band, evidence
        self._prior = (prior[: len(_TAKING)] - prior[-1] * _TARGETS[:, 0]).astype(np.float32)[:, None]

    def entering(self, first: int, stop: int) -> tuple[slice, Ints, Floats]:
        """The cells of some rows; for every bead that ends there the cell it comes from, and its score."""
        cells = slice(int(self._band.starts[first]), int(self._band.starts[stop]))
        score = np.repeat(self._prior, cells.stop - cells.start, axis=1)
        score[:-1] += self._evidence[:, cells]
        return cells, self._band.before(first, stop, _TAKING), score

    def leaving(self, first: int, stop: int) -> tuple[slice, Ints, Floats]:
        """The same for the beads that begin there, and the cells they go to."""
        cells = slice(int(self._band.starts[first]), int(self._band.starts[stop]))
        goal = self._band.before(first, stop, _LEAVING)
        score = np.repeat(self._prior, cells.stop - cells.start, axis=1)
        for k, evidence in enumerate(self._evidence):
            score[k] += evidence[np.minimum(goal[k], self._band.cells - 1)]
        return cells, goal, score


def _blocks(band: Band, first_row: int) -> Iterator[tuple[int, int]]:
    """Ranges of rows of about _CELLS_AT_ONCE cells."""
    row = first_row
    while row <= band.sources:
        limit = int(np.searchsorted(band.starts, band.starts[row] + _CELLS_AT_ONCE, side="right")) - 1
        following = max(row + 1, min(limit, band.sources + 1))
        yield row, following
        row = following


def _rows(band: Band, first: int, stop: int) -> list[tuple[int, int]]:
    """The cells of each of these rows."""
    return list(pairwise(band.starts[first : stop + 1].tolist()))


def _forward(band: Band, steps: _Steps, check: Callable[[], None]) -> Floats:
    """float[cells + 1]: log sums over all ways to a state; the last is for states outside."""
    table = np.full(band.cells + 1, -np.inf)
    table[: band.starts[1]] = 0
    for rows in _blocks(band, 1):
        check()
        cells, origin, step = steps.entering(*rows)
        for start, stop in _rows(band, *rows):
            here = slice(start - cells.start, stop - cells.start)
            reached = np.logaddexp.reduce(table[origin[:, here]] + step[:, here], axis=0)
            np.logaddexp.accumulate(reached, out=table[start:stop])
    return table


def _backward(band: Band, steps: _Steps, check: Callable[[], None]) -> Floats:
    """float[cells + 1]: log sums over all ways from a state to the end; the last is for states outside."""
    table = np.full(band.cells + 1, -np.inf)
    last = int(band.starts[-2])
    table[last:-1] = 0
    for rows in reversed(list(_blocks(band, 0))):
        check()
        cells, goal, step = steps.leaving(*rows)
        for start, stop in reversed(_rows(band, *rows)):
            if start == last:
                continue
            here = slice(start - cells.start, stop - cells.start)
            reached = np.logaddexp.reduce(table[goal[:, here]] + step[:, here], axis=0)
            np.logaddexp.accumulate(reached[::-1], out=table[start:stop][::-1])
    return table

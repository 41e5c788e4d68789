"""Dynamic programming over beads: runs of segments of two sides that translate each other, or a segment left alone.

A state (i, j) says that i segments of the source and j of the target have been read. Only the states of a `Band` are
visited, so that cost and memory grow with its area. Forward and backward sums give the probability of every bead, as
in a pair hidden Markov model (Durbin et al., Biological Sequence Analysis, 1998, ch. 4); the best path is Viterbi's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from viewer.align.sparse import Bools, Floats, Ints, Sparse, sums

MATCHES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (2, 2), (2, 3), (3, 2))
"""Sizes of the beads that hold both sides."""
LONGEST = 4
"""Most segments of one side in a bead."""
_ROWS_BETWEEN_CHECKS = 512

Bead = tuple[range, range]
"""Source and target segments; one of the two may be empty."""


@dataclass(frozen=True, slots=True)
class Band:
    """The states that are visited: for every i those with low[i] <= j < high[i]. Both bounds never fall."""

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

    @property
    def width(self) -> int:
        return int((self.high - self.low).max())

    def states(self) -> Ints:
        """int64[sources, width]: j of the states in the rows after the first, some beyond `high`."""
        return self.low[1:, None] + np.arange(self.width)

    def inside(self) -> Bools:
        return self.states() < self.high[1:, None]


@dataclass(frozen=True, slots=True)
class Posterior:
    """How probable every bead is, given all that is known of the two sides."""

    band: Band
    matches: Floats
    """float[matches, sources, width]: a bead of MATCHES ending at that state."""
    source_alone: Floats
    """float[sources]"""
    target_alone: Floats
    """float[targets]"""
    states: Floats
    """float32[sources + 1, width]: log probability that the alignment passes through a state."""
    log_likelihood: float
    """Log likelihood ratio of the two sides as translations against two texts that met by chance."""

    def edge(self) -> float:
        """The largest probability of a state on a border of the band that is not the border of the whole."""
        band, rows = self.band, np.arange(len(self.states))
        left, right = self.states[rows, 0], self.states[rows, band.high - band.low - 1]
        borders = np.concatenate([left[band.low > 0], right[band.high <= band.targets], [-np.inf]])
        return float(np.exp(borders.max()))

    def counts(self) -> Floats:
        """Expected number of each of MATCHES, then of lone source and lone target segments."""
        return np.concatenate([self.matches.sum(axis=(1, 2)), [self.source_alone.sum()], [self.target_alone.sum()]])

    def of(self, source: range, target: range) -> float:
        """The probability of one bead."""
        if not source:
            return float(self.target_alone[target].mean())
        if not target:
            return float(self.source_alone[source].mean())
        size = (len(source), len(target))
        row = source.stop - 1
        column = target.stop - int(self.band.low[row + 1])
        if size not in MATCHES or not 0 <= column < self.matches.shape[2]:
            return 0.0
        return float(self.matches[MATCHES.index(size), row, column])

    def links(self, floor: float = 1e-3) -> Sparse:
        """Sources x targets: the probability that two segments share a bead; what is below `floor` is left out."""
        match, row, column = np.nonzero(self.matches > floor)
        value = self.matches[match, row, column].astype(np.float64)
        last = self.band.low[row + 1] + column - 1
        rows, columns, values = [], [], []
        sizes = np.array(MATCHES)[match]
        for i in range(LONGEST):
            for j in range(LONGEST):
                here = (sizes[:, 0] > i) & (sizes[:, 1] > j)
                rows.append(row[here] - i)
                columns.append(last[here] - j)
                values.append(value[here])
        shape = (self.band.sources, self.band.targets)
        return Sparse.of(shape, np.concatenate(rows), np.concatenate(columns), np.concatenate(values))


_SOURCES = np.array([a for a, _ in MATCHES] + [1], np.int64)[:, None]
_TARGETS = np.array([b for _, b in MATCHES] + [0], np.int64)[:, None]


def posterior(band: Band, evidence: Floats, prior: Floats, check: Callable[[], None]) -> Posterior:
    """Probabilities from the log likelihood ratio of every bead, float[matches, sources, width], and the log prior of
    MATCHES, of a lone source and of a lone target segment.

    `check` is called now and then and may raise to stop the work.
    """
    n, width = band.sources, band.width
    gap = float(prior[-1])
    steps = _steps(evidence, prior)
    steps[:, ~band.inside()] = -np.inf
    forward = _forward(band, steps, gap, check)
    backward = _backward(band, steps, gap, check)
    total = forward[n + LONGEST, band.targets - band.low[n] + 1]
    rows = np.arange(n)
    probability = np.empty(steps.shape, dtype=np.float32)
    for k in range(len(steps)):
        a, b = int(_SOURCES[k, 0]), int(_TARGETS[k, 0])
        column = np.clip(band.states() - b - band.low[np.maximum(rows + 1 - a, 0), None] + 1, 0, width + 1)
        before = forward[(rows + 1 - a + LONGEST)[:, None], column]
        probability[k] = np.exp(before + steps[k] + backward[1 : n + 1, 1:-1] - total)
    state = forward[LONGEST:, 1:-1] + backward[: n + 1, 1:-1] - total
    step = forward[LONGEST:, 1:-2] + gap + backward[: n + 1, 2:-1] - total
    place = band.low[:, None] + np.arange(width - 1)
    valid = place < band.targets
    alone = sums(place[valid], np.exp(step[valid]), band.targets)
    return Posterior(
        band,
        probability[:-1],
        probability[-1].sum(axis=1),
        alone,
        state.astype(np.float32),
        float(total),
    )


def best_path(band: Band, evidence: Floats, prior: Floats, check: Callable[[], None]) -> list[Bead]:
    """The most probable sequence of beads, in order; the arguments are those of `posterior`."""
    n, width = band.sources, band.width
    lanes = np.arange(width)
    best = np.full((n + 1 + LONGEST, width + 2), -np.inf)
    choice = np.full((n + 1, width), -1, np.int8)
    slope = prior[-1] * lanes
    best[LONGEST, 1 : 1 + band.high[0]] = slope[: band.high[0]]
    steps = _steps(evidence, prior)
    for i in range(1, n + 1):
        if i % _ROWS_BETWEEN_CHECKS == 0:
            check()
        values = _before(best, band, i, lanes) + steps[:, i - 1]
        values[:, band.high[i] - band.low[i] :] = -np.inf
        picked = values.argmax(axis=0)
        entering = values[picked, lanes] - slope
        reached = np.maximum.accumulate(entering)
        choice[i] = np.where(entering == reached, picked, -1)
        best[i + LONGEST, 1:-1] = reached + slope
        best[i + LONGEST, 1 + band.high[i] - band.low[i] :] = -np.inf
    beads: list[Bead] = []
    i, j = n, band.targets
    while i or j:
        k = int(choice[i, j - band.low[i]])
        a, b = (0, 1) if k < 0 or i == 0 else (int(_SOURCES[k, 0]), int(_TARGETS[k, 0]))
        beads.append((range(i - a, i), range(j - b, j)))
        i, j = i - a, j - b
    return beads[::-1]


def _steps(evidence: Floats, prior: Floats) -> Floats:
    """Log scores of the beads that take source segments: MATCHES, then a lone source segment."""
    _, n, width = evidence.shape
    steps = np.empty((len(MATCHES) + 1, n, width), dtype=np.float32)
    np.add(evidence, prior[: len(MATCHES), None, None], out=steps[:-1], casting="same_kind")
    steps[-1] = prior[-2]
    return steps


def _before(table: Floats, band: Band, i: int, lanes: Ints) -> Floats:
    """For every bead that ends in row i: the values of `table` at the states it starts from."""
    rows = np.maximum(i - _SOURCES, 0)
    column = np.clip(lanes + (band.low[i] + 1) - _TARGETS - band.low[rows], 0, table.shape[1] - 1)
    values: Floats = table[i - _SOURCES + LONGEST, column]
    return values


def _forward(band: Band, steps: Floats, gap: float, check: Callable[[], None]) -> Floats:
    """Log sums over all ways to a state; LONGEST rows above and one column on each side are out of reach."""
    n, width = band.sources, band.width
    lanes = np.arange(width)
    slope = gap * lanes
    table = np.full((n + 1 + LONGEST, width + 2), -np.inf)
    table[LONGEST, 1 : 1 + band.high[0]] = slope[: band.high[0]]
    for i in range(1, n + 1):
        if i % _ROWS_BETWEEN_CHECKS == 0:
            check()
        entering = np.logaddexp.reduce(_before(table, band, i, lanes) + steps[:, i - 1], axis=0)
        table[i + LONGEST, 1:-1] = np.logaddexp.accumulate(entering - slope) + slope
        table[i + LONGEST, 1 + band.high[i] - band.low[i] :] = -np.inf
    return table


def _backward(band: Band, steps: Floats, gap: float, check: Callable[[], None]) -> Floats:
    """Log sums over all ways from a state to the end; LONGEST rows below and the columns aside are out of reach."""
    n, width = band.sources, band.width
    lanes = np.arange(width)
    slope = gap * lanes[::-1]
    kinds = np.arange(len(steps))[:, None]
    table = np.full((n + 1 + LONGEST, width + 2), -np.inf)
    last = band.targets - band.low[n]
    table[n, 1 : last + 2] = gap * lanes[: last + 1][::-1]
    for i in range(n - 1, -1, -1):
        if i % _ROWS_BETWEEN_CHECKS == 0:
            check()
        rows = np.minimum(i + _SOURCES, n)
        column = np.clip(lanes + (band.low[i] + 1) + _TARGETS - band.low[rows], 0, width + 1)
        step = steps[kinds, rows - 1, np.clip(column - 1, 0, width - 1)]
        leaving = np.logaddexp.reduce(table[i + _SOURCES, column] + step, axis=0)
        leaving[band.high[i] - band.low[i] :] = -np.inf
        table[i, 1:-1] = np.logaddexp.accumulate((leaving - slope)[::-1])[::-1] + slope
    return table

"""The evidence of tokens: how much likelier the words, numbers and names of one side are, given those of the other.

Whatever says how tokens are rendered (that numbers stay, that names sound alike, what a lexicon has learned) is a table
of chances, and all tables are read alike: as in IBM Model 1, each token of a side comes either from its language at
large or from a token of the other side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from viewer.align.beads import LONGEST, MATCHES, Band
from viewer.align.sparse import Floats, Ints, Sparse, expand, sums
from viewer.align.tokens import Bag

_WEIGHT = 0.5
"""Each of the two directions counts half: they see the same pair of tokens."""
_MOST_EXPLAINED = 0.95
_SLIGHT = 0.5
"""A rendering that raises a token's chance by less is left out."""
_AT_ONCE = 2_000_000
"""Renderings looked up at a time."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """How tokens of one side are rendered on the other."""

    table: Sparse
    """From token x to token: chance."""
    explained: Floats
    """For each target token the share of its occurrences that the table accounts for, below 1."""

    @staticmethod
    def of(table: Sparse) -> Rendering:
        """A table whose tokens are as explained as their best chance."""
        best = np.zeros(table.shape[1])
        np.maximum.at(best, table.columns, table.values)
        return Rendering(table, np.minimum(best, _MOST_EXPLAINED))

    def joined(self, learned: Sparse, source: Bag, target: Bag) -> Rendering:
        """With a second table, that of a lexicon."""
        table = self.table + learned
        source_counts, target_counts = source.tokens.column_sums(), target.tokens.column_sums()
        share = sums(learned.columns, learned.values * source_counts[learned.rows], table.shape[1])
        explained = np.maximum(self.explained, share / (target_counts + 1))
        return Rendering(table, np.minimum(explained, _MOST_EXPLAINED))


def rendering_scores(source: Bag, target: Bag, band: Band, forward: Rendering, backward: Rendering) -> Floats:
    """Log likelihood ratios, float32[matches, cells].

    `forward` explains target tokens by the source's, `backward` the reverse. A bead's token counts once, however many
    of its segments repeat it.
    """
    meetings = _Meetings(band)
    row, state = (place - 1 for place in meetings.band.places)
    here, there = _Postings(source.tokens), _Postings(target.tokens)
    exists = (row >= 0) & (state >= 0)
    alone_there = np.where(exists, there.sums(np.log1p(-forward.explained))[:, state], 0)
    alone_here = np.where(exists, here.sums(np.log1p(-backward.explained))[:, row], 0)
    out = np.zeros((len(MATCHES), band.cells), dtype=np.float32)
    for size in range(1, LONGEST + 1):
        by_target, by_source = alone_there.copy(), alone_here.copy()
        for gain in _gains(source, target, forward, size):
            meetings.add_targets(by_target, gain, there)
        for gain in _gains(target, source, backward, size):
            meetings.add_sources(by_source, gain, here)
        for k, (a, b) in enumerate(MATCHES):
            if a == size:
                for back in range(b):
                    out[k] += meetings.before(by_target[back], 0, back)
            if b == size:
                for back in range(a):
                    out[k] += meetings.before(by_source[back], back, 0)
    out *= _WEIGHT
    return out


class _Meetings:
    """Which single segments meet in the beads of a band.

    A bead that ends at (i, j) also takes segments before; so each row begins up to LONGEST - 1 states earlier.
    """

    def __init__(self, band: Band) -> None:
        self._ends = band
        self.band = Band(np.maximum(band.low - (LONGEST - 1), 0), band.high)

    def before(self, table: Floats, rows: int, states: int) -> Floats:
        """For every cell of the first band the value that stands so many rows and states before; 0 where none does."""
        row, state = self._ends.places
        cell = self.band.cell(row - rows, state - states)
        result: Floats = np.append(table, 0)[cell]
        return result

    def add_targets(self, table: Floats, gain: Sparse, postings: _Postings) -> None:
        """Add to float[LONGEST, cells] what the source segments gain in each target segment."""
        row = gain.columns + 1
        low, high = self.band.low[row] - 1, self.band.high[row] - 1
        segment, owner, gaps = postings.find(gain.rows, np.maximum(low, 0), high)
        row = row[owner]
        _add(table, self.band.starts[row] + segment + 1 - self.band.low[row], gain.values[owner], gaps)

    def add_sources(self, table: Floats, gain: Sparse, postings: _Postings) -> None:
        """The same where the gains are those of target segments in each source segment."""
        state = gain.columns + 1
        low = np.searchsorted(self.band.high, state, side="right")
        high = np.searchsorted(self.band.low, state, side="right")
        segment, owner, gaps = postings.find(gain.rows, np.maximum(low - 1, 0), high - 1)
        row = segment + 1
        _add(table, self.band.starts[row] + state[owner] - self.band.low[row], gain.values[owner], gaps)


class _Postings:
    """The segments that hold each token, as one rising list of keys (token, segment): a range is found by bisection."""

    def __init__(self, tokens: Sparse) -> None:
        self.segments = tokens.shape[0]
        self._keys = np.sort(tokens.columns * self.segments + tokens.rows)
        following = np.append(self._keys[1:], -1)
        same = following // self.segments == self._keys // self.segments
        self._gaps = np.where(same, following - self._keys, self.segments)
        """How many segments later the token stands again."""

    def find(self, tokens: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints, Ints]:
        """Every segment in [low, high) that holds the token, the number of the request, and how soon it is repeated."""
        start = np.searchsorted(self._keys, tokens * self.segments + low)
        stop = np.searchsorted(self._keys, tokens * self.segments + np.maximum(low, high))
        owner, place = expand(start, stop - start)
        return self._keys[place] - tokens[owner] * self.segments, owner, self._gaps[place]

    def sums(self, weights: Floats) -> Floats:
        """float[LONGEST, segments]: sums over the tokens that are not repeated in the next 0, 1, 2 ... segments."""
        token, segment = np.divmod(self._keys, self.segments)
        table = np.zeros((LONGEST, self.segments))
        _add(table, segment, weights[token], self._gaps)
        return table


def _add(table: Floats, places: Ints, values: Floats, gaps: Ints) -> None:
    """Add values at flat places of table[0]; to table[back] only those not repeated in the next `back` segments."""
    if not len(places):
        return
    start = int(places.min())
    total = sums(places - start, values)
    stop = start + len(total)
    for back, layer in enumerate(table):
        layer[start:stop] += total
        if back:
            soon = gaps <= back
            layer[start:stop] -= sums(places[soon] - start, values[soon], len(total))


def _gains(giver: Bag, taker: Bag, rendering: Rendering, count: int) -> Iterator[Sparse]:
    """Tokens of the taker x segments of the giver (joined with the count - 1 before): what explaining a token gains.

    The segments come in several matrices, each of some rows, so that little is held at a time.
    """
    joined = _joined(giver.tokens, count)
    size = np.maximum(np.diff(joined.pointers), 1)
    counts = taker.tokens.column_sums() + 0.5
    usual = counts / counts.sum() * (1 - rendering.explained)
    table = rendering.table
    table = table.keep(table.values > _SLIGHT * size.mean() * usual[table.columns])
    fan = np.concatenate([[0], np.cumsum(np.diff(table.pointers)[joined.columns])])[joined.pointers]
    for rows in np.split(np.arange(len(size)), np.searchsorted(fan, np.arange(_AT_ONCE, fan[-1], _AT_ONCE))):
        here = (joined.rows >= rows[0]) & (joined.rows <= rows[-1]) if len(rows) < len(size) else slice(None)
        starts = table.pointers[joined.columns[here]]
        owner, place = expand(starts, table.pointers[joined.columns[here] + 1] - starts)
        chance = Sparse.of(
            (table.shape[1], len(size)), table.columns[place], joined.rows[here][owner], table.values[place]
        )
        yield chance.with_values(np.log1p(chance.values / (size[chance.columns] * usual[chance.rows])))


def _joined(tokens: Sparse, count: int) -> Sparse:
    """Every segment with the count - 1 before it."""
    rows = np.concatenate([tokens.rows + k for k in range(count)])
    inside = rows < tokens.shape[0]
    joined = Sparse.of(tokens.shape, rows[inside], np.tile(tokens.columns, count)[inside], np.ones(int(inside.sum())))
    return joined.with_values(np.ones(len(joined.values)))

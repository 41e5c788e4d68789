"""The evidence of tokens: how much likelier the words, numbers and names of one side are, given those of the other.

Whatever says how tokens are rendered (that numbers stay, that names sound alike, what a lexicon has learned) is a table
of chances, and all tables are read alike: as in IBM Model 1, each token of a side comes either from its language at
large or from a token of the other side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
_COMPETITION = 2
"""Tokens compete mostly with those of their own segment. So the sizes of joined segments add up to the norm of this
order: 1 would be their sum, as in IBM Model 1, and much larger ones the size of the longest."""
_SEAM = 1.5
"""What it costs to see two beads, of which some words crossed from one to the other, as one."""
_SEAMS = [
    (MATCHES.index((a - c, b - d)), last, whole)
    for whole, (a, b) in enumerate(MATCHES)
    for last, (c, d) in enumerate(MATCHES)
    if (a - c, b - d) in MATCHES
]
"""Numbers of two of MATCHES and of the one that takes the segments of both."""
_LASTS = sorted({MATCHES[last] for _, last, _ in _SEAMS})
_ROWS_AT_ONCE, _LEAST_ROWS, _CELLS_AT_ONCE = 128, 16, 60_000
"""Only tokens that stand near each other are looked up: the band is cut into stretches, shorter where it is wide."""


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


def rendering_scores(
    source: Bag, target: Bag, band: Band, forward: Rendering, backward: Rendering, check: Callable[[], None]
) -> Floats:
    """Log likelihood ratios, float32[matches, cells].

    `forward` explains target tokens by the source's, `backward` the reverse. A bead's token counts once, however many
    of its segments repeat it. `check` is called now and then and may raise.
    """
    here, there = _Side(source.tokens), _Side(target.tokens)
    to_target, to_source = _Gains(here, there, forward), _Gains(there, here, backward)
    alone_there = there.sums(np.log1p(-forward.explained))
    alone_here = here.sums(np.log1p(-backward.explained))
    out = np.empty((len(MATCHES), band.cells), dtype=np.float32)
    for first, stop in _stretches(band):
        check()
        near = _Stretch(band, first, stop)
        by_target = near.of_targets(alone_there, to_target)
        by_source = near.of_sources(alone_here, to_source)
        cells = slice(int(band.starts[first]), int(band.starts[stop]))
        for k, (a, b) in enumerate(MATCHES):
            total = sum(by_target[a - 1][back][near.before[0, back]] for back in range(b))
            total += sum(by_source[b - 1][back][near.before[back, 0]] for back in range(a))
            out[k, cells] = _WEIGHT * total
        _seamed(out, band, first, stop)
    return out


def _seamed(scores: Floats, band: Band, first: int, stop: int) -> None:
    """Two beads that are seen as one explain as much as each of them did by itself, whatever else competes in it."""
    cells = slice(int(band.starts[first]), int(band.starts[stop]))
    before = dict(zip(_LASTS, band.before(first, stop, _LASTS), strict=True))
    for first_part, last, whole in _SEAMS:
        cell = before[MATCHES[last]]
        there = scores[first_part, np.minimum(cell, band.cells - 1)]
        there[cell == band.cells] = -np.inf
        np.maximum(scores[whole, cells], there + scores[last, cells] - _SEAM, out=scores[whole, cells])


def _stretches(band: Band) -> Iterator[tuple[int, int]]:
    """Ranges of rows that are handled together."""
    first = 0
    while first < len(band.low):
        limit = int(np.searchsorted(band.starts, band.starts[first] + _CELLS_AT_ONCE))
        stop = min(max(limit, first + _LEAST_ROWS), first + _ROWS_AT_ONCE, len(band.low))
        yield first, stop
        first = stop


class _Stretch:
    """Which single segments meet in the beads that end in some rows of a band.

    Such a bead also takes segments before: so there are LONGEST - 1 rows more, and in each row as many states more
    and those of the rows that follow.
    """

    def __init__(self, band: Band, first: int, stop: int) -> None:
        top = max(first - (LONGEST - 1), 0)
        low = np.maximum(band.low[top:stop] - (LONGEST - 1), 0)
        self._band = Band(low, band.high[np.minimum(np.arange(top, stop) + LONGEST - 1, stop - 1)])
        self._top = top
        self._first = first - top
        steps = [(0, back) for back in range(LONGEST)] + [(back, 0) for back in range(1, LONGEST)]
        begin = self._band.starts[self._first : -1] - self._band.starts[self._first]
        wide, size = band.low[first:stop] - low[self._first :], band.high[first:stop] - band.low[first:stop]
        _, own = expand(begin + wide, size)
        cells = self._band.before(self._first, self._band.sources + 1, steps)[:, own]
        self.before = dict(zip(steps, cells, strict=True))
        """For every cell of these rows where in the tables below it is told what stands so many rows, states before."""

    def of_targets(self, alone: Floats, gains: _Gains) -> list[Floats]:
        """For runs of 1, 2 ... source segments that end in a row: what they say of each single target segment.

        float[LONGEST, cells + 1]: of its tokens that are not repeated in the next 0, 1, 2 ... segments.
        """
        band, top = self._band, self._top
        low, high = np.maximum(band.low - 1, 0), np.maximum(band.high - 1, 0)
        base = self._base(alone, 1)
        givers = range(max(top + self._first - 1, 0), top + band.sources)
        if not givers:
            return [base] * LONGEST
        found = gains.near(givers, range(int(low[0]), int(high[-1])))
        row = found.ends + 1 - top
        owner, segment, gaps = found.meet(low[row], high[row])
        row = row[owner]
        return _added(base, band.starts[row] + segment + 1 - band.low[row], found.gains, owner, gaps)

    def of_sources(self, alone: Floats, gains: _Gains) -> list[Floats]:
        """The same for runs of target segments that end at a state, and the single source segment of each row."""
        band, top = self._band, self._top
        base = self._base(alone, 0)
        givers = range(max(int(band.low[0]) - 1, 0), int(band.high[-1]) - 1)
        takers = range(max(top - 1, 0), top + band.sources)
        if not givers or not takers:
            return [base] * LONGEST
        found = gains.near(givers, takers)
        state = found.ends + 1
        low = np.searchsorted(band.high, state, side="right") + top - 1
        high = np.searchsorted(band.low, state, side="right") + top - 1
        owner, segment, gaps = found.meet(np.maximum(low, 0), high)
        row = segment + 1 - top
        return _added(base, band.starts[row] + state[owner] - band.low[row], found.gains, owner, gaps)

    def _base(self, alone: Floats, side: int) -> Floats:
        """The tables before anything is explained; a last entry for what is outside."""
        row, state = self._band.places
        row = row + self._top
        table = np.zeros((LONGEST, self._band.cells + 1))
        table[:, :-1] = np.where((row > 0) & (state > 0), alone[:, np.maximum((row, state)[side] - 1, 0)], 0)
        return table


def _added(base: Floats, places: Ints, gains: Floats, owner: Ints, gaps: Ints) -> list[Floats]:
    """For each row of `gains` the tables with its values added; in table `back` only those not repeated so soon."""
    size = base.shape[1]
    soon = [(back, np.flatnonzero(gaps <= back)) for back in range(1, LONGEST)]
    tables: list[Floats] = []
    for count, gain in enumerate(gains, 1):
        value = gain[owner]
        table = base + sums(places, value, size)
        for back, repeated in soon[: LONGEST - count]:  # more segments are in no bead together
            table[back] -= sums(places[repeated], value[repeated], size)
        tables.append(table)
    return tables


class _Side:
    """The tokens of a side, and how soon each is repeated."""

    def __init__(self, tokens: Sparse) -> None:
        self.tokens = tokens
        self.segments = tokens.shape[0]
        keys = tokens.columns * self.segments + tokens.rows
        order = np.argsort(keys)
        keys = keys[order]
        following = np.append(keys[1:], -1)
        same = following // self.segments == keys // self.segments
        self.gaps = np.empty(len(keys), np.int64)
        """For every entry of `tokens`: how many segments later the token stands again."""
        self.gaps[order] = np.where(same, following - keys, self.segments)

    def sums(self, weights: Floats) -> Floats:
        """float[LONGEST, segments]: sums over the tokens that are not repeated in the next 0, 1, 2 ... segments."""
        value, rows = weights[self.tokens.columns], self.tokens.rows
        return np.stack([sums(rows, np.where(self.gaps > back, value, 0), self.segments) for back in range(LONGEST)])


class _Gains:
    """What explaining a token of the taker gains, by runs of the giver's segments."""

    def __init__(self, giver: _Side, taker: _Side, rendering: Rendering) -> None:
        self._giver, self._taker = giver, taker
        own = np.maximum(giver.tokens.row_sums(), 1) ** _COMPETITION
        self._sizes = np.zeros((LONGEST, giver.segments))
        """Among how many tokens one competes to explain another, in runs of 1, 2 ... segments that end with each."""
        for count in range(LONGEST):
            self._sizes[count:] += np.pad(own, (count, 0))[: giver.segments]
        self._sizes **= 1 / _COMPETITION
        counts = taker.tokens.column_sums() + 0.5
        self._usual = counts / counts.sum() * (1 - rendering.explained)
        table = rendering.table
        self._table = table.keep(table.values > _SLIGHT * self._sizes[0].mean() * self._usual[table.columns])
        self._number = np.empty(taker.tokens.shape[1], np.int64)

    def near(self, givers: range, takers: range) -> _Near:
        """The gains of runs that end with one of `givers` in tokens of `takers`."""
        tokens, table = self._giver.tokens, self._table
        own = slice(*self._taker.tokens.pointers[[takers.start, takers.stop]])
        there = np.zeros(len(self._number), np.bool_)
        there[self._taker.tokens.columns[own]] = True
        present = np.flatnonzero(there)
        self._number.fill(-1)
        self._number[present] = np.arange(len(present))

        # What each token of the giver says of each token that is there; a run is known by the segment that ends it.
        top = max(givers.start - (LONGEST - 1), 0)
        entries = slice(*tokens.pointers[[top, givers.stop]])
        starts = table.pointers[tokens.columns[entries]]
        owner, place = expand(starts, table.pointers[tokens.columns[entries] + 1] - starts)
        taken = self._number[table.columns[place]]
        kept = np.flatnonzero(taken >= 0)
        owner, place, taken = owner[kept], place[kept], taken[kept]
        room = givers.stop - top + LONGEST
        segment = np.repeat(np.arange(givers.stop - top), np.diff(tokens.pointers[top : givers.stop + 1]))
        keys = taken * room + segment[owner]
        order = np.argsort(keys)
        keys, chances, gaps = keys[order], table.values[place[order]], self._giver.gaps[entries][owner[order]]
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        keys = keys[first]

        # Each takes part in the runs that end with its segment and with the next ones, unless it is repeated there.
        counts = np.minimum(np.diff(keys, append=keys[-1:] + LONGEST), LONGEST)
        _, ends = expand(keys, counts)
        where = np.cumsum(counts) - counts
        sums_of_runs = np.zeros((LONGEST, len(ends)))
        for back in range(LONGEST):
            share = np.add.reduceat(np.where(gaps > back, chances, 0) if back else chances, first)
            sums_of_runs[back:, where + back] += share
        run = ends % room + top
        inside = np.flatnonzero((run >= givers.start) & (run < givers.stop))
        run, number = run[inside], ends[inside] // room
        usual = self._usual[present[number]]
        gains = np.log1p(sums_of_runs[:, inside] / (self._sizes[:, run] * usual))
        return _Near(number, run, gains, _Postings(self._taker, self._number, own, takers))


@dataclass(frozen=True, slots=True)
class _Near:
    """Gains of a stretch."""

    tokens: Ints
    """Numbers of their own."""
    ends: Ints
    """The segments of the giver that end the runs."""
    gains: Floats
    """float[LONGEST, gains]: of runs of 1, 2 ... segments."""
    postings: _Postings

    def meet(self, low: Ints, high: Ints) -> tuple[Ints, Ints, Ints]:
        """For every segment in [low, high) that holds a token: which gain, the segment, and how soon it is repeated."""
        return self.postings.find(self.tokens, low, high)


class _Postings:
    """The segments that hold each token, as one rising list of keys (token, segment): a range is found by bisection."""

    def __init__(self, side: _Side, number: Ints, entries: slice, segments: range) -> None:
        self._segments = segments
        rows = np.repeat(np.arange(len(segments)), np.diff(side.tokens.pointers[segments.start : segments.stop + 1]))
        keys = number[side.tokens.columns[entries]] * len(segments) + rows
        order = np.argsort(keys)
        self._keys, self._gaps = keys[order], side.gaps[entries][order]

    def find(self, tokens: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints, Ints]:
        base = tokens * len(self._segments) - self._segments.start
        start = np.searchsorted(self._keys, base + low)
        stop = np.searchsorted(self._keys, base + np.maximum(low, high))
        owner, place = expand(start, stop - start)
        return owner, self._keys[place] - base[owner], self._gaps[place]

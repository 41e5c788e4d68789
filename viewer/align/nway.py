"""Any number of sides as rows, with no side in the middle.

All pairs are aligned. Then the two sides that agree best are put in rows, and each further side is aligned with all
the rows at once: what every pair knows is added up, so that third sides vote on each link. At last each side is taken
out in turn and aligned again with the rest (iterative refinement, as multiple sequence alignment does it).

Rows are kept as cuts: int64[rows + 1, sides], how many segments of each side the first rows hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from viewer.align.beads import MATCHES, Band, Bead, best_path, posterior
from viewer.align.known import Lexicon
from viewer.align.limits import within
from viewer.align.pair import Aligned, align_pair
from viewer.align.pins import Pins
from viewer.align.sparse import Bools, Floats, Ints, Sparse
from viewer.align.tokens import Bag

_PASSES = 2
_PAIRING, _ALL = 0.7, 0.94
"""Share of the work that pairs take, of many sides and of two; for the progress."""
_LINKED = 0.5
"""Probability from which two segments must stay in one row."""
_CROSSED, _FAINT = 0.75, 0.3
"""Share of the other sides whose links join two rows into one; links fainter than that do not count."""
_OUT_OF_SIGHT = -10.0
"""Evidence for a bead that the pair's band does not reach."""
_FORBIDDEN = -1e4
"""Evidence for a bead that may not be."""
_NUMBER = {size: k for k, size in enumerate(MATCHES)}
_FLIPPED = [_NUMBER[b, a] for a, b in MATCHES]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of all sides."""

    cuts: Ints
    confidence: Floats
    """float[rows]: 0 to 1."""


Pairing = Callable[[int, int, Callable[[float], None]], Aligned]
"""Aligns two sides, given their numbers; the third is told the share that is done."""


def align_sides(
    bags: Sequence[Bag],
    pins: Pins,
    known: Lexicon,
    progress: Callable[[float], None],
    check: Callable[[], None],
    pairing: Pairing | None = None,
) -> Rows:
    """Align two or more sides, none of them empty, so that `pins` hold.

    `known` is what earlier texts taught; `pairing` aligns two of them, if `align_pair` is not to do it.
    """
    pairing_share = _PAIRING if len(bags) > 2 else _ALL
    pairs = _Pairs(bags, pins, known, lambda share: progress(pairing_share * share), check, pairing=pairing)
    cuts, order = _assembled(pairs)
    if len(bags) > 2:
        for done in range(_PASSES):
            before = cuts
            for number, side in enumerate(order):
                progress(_PAIRING + (1 - _PAIRING) * (done + number / len(order)) / _PASSES)
                cuts = pairs.added(pairs.split(_without(cuts, side), side), side)
            if np.array_equal(before, cuts):
                break
        cuts = pairs.joined(cuts)
    return Rows(cuts, pairs.confidence(cuts))


def place_side(
    bags: Sequence[Bag],
    cuts: Ints,
    fixed: Bools,
    pins: Pins,
    known: Lexicon,
    progress: Callable[[float], None],
    check: Callable[[], None],
) -> list[tuple[Bead, float]]:
    """The last side, beside the rows of the others: beads of rows and its segments, each with its probability.

    `cuts` are those of the other sides, no row empty. Rows are joined only under one segment, and none that is `fixed`
    (bool[rows]). `pins`, which the rows hold, hold with the last side, too.
    """
    side = len(bags) - 1
    pairs = _Pairs(bags, pins, known, progress, check, [(other, side) for other in range(side)])
    band, evidence, prior = pairs.profile(np.column_stack([cuts, np.zeros(len(cuts), np.int64)]), side)
    before = np.concatenate([[0], np.cumsum(fixed)])
    row, _ = band.places
    for k, (rows, segments) in enumerate(MATCHES):
        if rows > 1 and segments > 1:  # the rows were told apart by others already
            evidence[k] = _FORBIDDEN
        elif rows > 1:
            evidence[k, before[row] > before[np.maximum(row - rows, 0)]] = _FORBIDDEN
    beads = best_path(band, evidence, prior, check)
    found = posterior(band, evidence / np.sqrt(side), prior, check)
    return [(bead, found.of(*bead)) for bead in beads]


def _assembled(pairs: _Pairs) -> tuple[Ints, list[int]]:
    """Rows of all sides, joined one by one, those that agree best first; and that order."""
    count = len(pairs.sizes)
    agreement = pairs.agreement
    first, second = max(combinations(range(count), 2), key=lambda pair: agreement[pair])
    order = [first]
    cuts: Ints = np.zeros((pairs.sizes[first] + 1, count), dtype=np.int64)
    cuts[:, first] = np.arange(pairs.sizes[first] + 1)
    following: int | None = second
    while following is not None:
        cuts = pairs.added(cuts, following)
        order.append(following)
        left = [side for side in range(count) if side not in order]
        following = max(left, key=lambda side: agreement[side, order].sum()) if left else None
    return cuts, order


def _without(cuts: Ints, side: int) -> Ints:
    """The rows without one side, and without the rows that held nothing else."""
    cuts = cuts.copy()
    cuts[:, side] = 0
    filled = np.diff(cuts.sum(axis=1)) > 0
    return np.concatenate([cuts[:1], cuts[1:][filled]])


class _Pairs:
    """What all pairs of sides know; asked from either end."""

    def __init__(
        self,
        bags: Sequence[Bag],
        pins: Pins,
        known: Lexicon,
        progress: Callable[[float], None],
        check: Callable[[], None],
        wanted: Sequence[tuple[int, int]] | None = None,
        pairing: Pairing | None = None,
    ) -> None:
        """`wanted` are the pairs that will be asked about, all of them if None."""
        self.sizes = [len(bag) for bag in bags]
        self._pins = pins
        self._check = check
        self._evidence: dict[tuple[int, int], Floats] = {}
        self._bands: dict[tuple[int, int], Band] = {}
        self._priors: dict[tuple[int, int], Floats] = {}
        self._links: dict[tuple[int, int], Sparse] = {}
        self._needed: dict[tuple[int, int], Ints] = {}
        self.agreement = np.zeros((len(bags), len(bags)))
        every = list(combinations(range(len(bags)), 2)) if wanted is None else wanted
        for done, (x, y) in enumerate(every):

            def report(share: float, done: int = done) -> None:
                progress((done + share) / len(every))

            report(0)
            pinned = pins.between(x, y, self.sizes)
            told = known.between(bags[x].language, bags[y].language)
            pair = pairing(x, y, report) if pairing else align_pair(bags[x], bags[y], pinned, told, report, check)
            self._keep(x, y, pair)

    def _keep(self, x: int, y: int, pair: Aligned) -> None:
        self._evidence[x, y] = pair.evidence
        self._bands[x, y] = pair.posterior.band
        self._priors[x, y] = np.exp(pair.prior)
        self._priors[y, x] = np.exp(pair.prior[[*_FLIPPED, -1, -2]])
        links = pair.posterior.links(_FAINT)
        self._links[x, y] = links
        links = links.keep(links.values > _LINKED)
        here, there = (
            np.concatenate(ends) for ends in zip((links.rows, links.columns), self._pins.links(x, y), strict=True)
        )
        self._needed[x, y] = _needed(here, there, self.sizes[x])
        self._needed[y, x] = _needed(there, here, self.sizes[y])
        matched = float(pair.posterior.counts()[: len(MATCHES)].sum())
        self.agreement[x, y] = self.agreement[y, x] = matched / (self.sizes[x] + self.sizes[y])

    def added(self, cuts: Ints, side: int) -> Ints:
        """The rows with a side that they do not hold yet."""
        band, evidence, prior = self.profile(cuts, side)
        beads = best_path(band, evidence, prior, self._check)
        rows = np.array([0] + [bead.stop for bead, _ in beads])
        result: Ints = cuts[rows]
        result[:, side] = [0] + [bead.stop for _, bead in beads]
        return result

    def split(self, cuts: Ints, absent: int) -> Ints:
        """The rows cut as finely as the links between their sides allow, once a side no longer holds them together."""
        sides = [side for side in range(len(self.sizes)) if side != absent]
        needed = [(x, y, self._needed[x, y]) for x in sides for y in sides if x != y]
        result = [cuts[0]]
        for stop in cuts[1:]:
            while True:
                start = result[-1]
                open_sides = [side for side in sides if start[side] < stop[side]]
                if not open_sides:
                    break
                closures = [_closure(start, stop, side, needed) for side in open_sides]
                result.append(min(closures, key=lambda cut: int(cut.sum())))
        return np.array(result)

    def joined(self, cuts: Ints) -> Ints:
        """The rows without the cuts that run through too many links.

        The evidence of all sides together puts a segment where most sides have its translation; but where these lack
        it, a side that has it may be tied to the neighbouring row.
        """
        count = len(cuts) - 1
        row = [np.repeat(np.arange(count), np.diff(cuts[:, side])) for side in range(len(self.sizes))]
        crossing = np.zeros(count + 1)
        for (x, y), links in self._links.items():
            here, there = row[x][links.rows], row[y][links.columns]
            np.add.at(crossing, np.minimum(here, there) + 1, links.values)
            np.subtract.at(crossing, np.maximum(here, there) + 1, links.values)
        kept = np.cumsum(crossing)[1:-1] < _CROSSED * (len(self.sizes) - 1)
        kept |= _apart(self._pins.pinned_rows(cuts), kept)
        result: Ints = cuts[np.concatenate([[True], kept, [True]])]
        return result

    def confidence(self, cuts: Ints) -> Floats:
        """For each row the least probability of its cells, each given the rest of the rows."""
        least = np.ones(len(cuts) - 1)
        for side in range(len(self.sizes)):
            rest = cuts.copy()
            rest[:, side] = 0
            kept = np.concatenate([[True], np.diff(rest.sum(axis=1)) > 0])
            band, evidence, prior = self.profile(rest[kept], side)
            # The pairs' evidence is the same in part (one side's length, one side's names): k of them tell less than
            # k times as much.
            evidence /= np.sqrt(len(self.sizes) - 1)
            found = posterior(band, evidence, prior, self._check)
            row = np.cumsum(kept) - 1
            cells = cuts[:, side]
            probable = [
                found.of(range(row[k], row[k + 1]), range(cells[k], cells[k + 1])) for k in range(len(cells) - 1)
            ]
            least = np.minimum(least, probable)
        # Sides that are not there do not vouch for what is.
        there = (np.diff(cuts, axis=0) > 0).mean(axis=1)
        return np.where(there > 1 / len(self.sizes), least * np.cbrt(there), least)

    def profile(self, cuts: Ints, side: int) -> tuple[Band, Floats, Floats]:
        """Rows against a further side: the band, the evidence of all pairs together, and the prior."""
        present = [other for other in range(len(self.sizes)) if cuts[-1, other]]
        edges = [self._edges(other, side, cuts[:, other]) for other in present]
        band = Band(np.min([low for low, _ in edges], axis=0), np.max([high for _, high in edges], axis=0))
        if self._pins:
            band = within(band, self._pins.of_rows(cuts, side, self.sizes[side]))
        row, state = band.places
        evidence = np.zeros((len(MATCHES), band.cells), dtype=np.float32)
        for k, (rows, segments) in enumerate(MATCHES):
            above = np.maximum(row - rows, 0)
            for other in present:
                start, stop = cuts[above, other], cuts[row, other]
                evidence[k] += self._bead(other, side, start, stop, segments, state)
        if self._pins:
            self._pins.forbid(evidence, band, cuts, side)
        priors = np.mean([self._priors[other, side] for other in present], axis=0)
        return band, evidence, np.log(priors / priors.sum())

    def _edges(self, x: int, y: int, position: Ints) -> tuple[Ints, Ints]:
        """The band of a pair at these positions of x."""
        if x < y:
            band = self._bands[x, y]
            return band.low[position], band.high[position]
        band = self._bands[y, x]
        return np.searchsorted(band.high, position, side="right"), np.searchsorted(band.low, position, side="right")

    def _bead(self, x: int, y: int, start: Ints, stop: Ints, segments: int, state: Ints) -> Floats:
        """Evidence that segments [start, stop) of x and the `segments` of y that end at each state are one bead."""
        result = np.zeros(len(state))
        sizes = stop - start
        for size in range(1, int(sizes.max(initial=0)) + 1):
            here = np.flatnonzero(sizes == size)
            if len(here):
                result[here] = self._sized(x, y, size, segments, stop[here], state[here])
        return result

    def _sized(self, x: int, y: int, size: int, segments: int, stop: Ints, state: Ints) -> Floats:
        if (size, segments) in _NUMBER:
            return self._known(x, y, size, segments, stop, state)
        # A bead larger than those that pairs know is as good as the best two that make it up.
        best = np.full(len(state), 2 * _OUT_OF_SIGHT)
        smaller = [(a, b) for a, b in MATCHES if a < size and b < segments]
        known = [(a, b) for a, b in smaller if (size - a, segments - b) in _NUMBER]
        for a, b in known or smaller:
            last = self._known(x, y, a, b, stop, state)
            np.maximum(best, last + self._sized(x, y, size - a, segments - b, stop - a, state - b), out=best)
        return best

    def _known(self, x: int, y: int, size: int, segments: int, stop: Ints, state: Ints) -> Floats:
        if x < y:
            band, table, number = self._bands[x, y], self._evidence[x, y], _NUMBER[size, segments]
            cell = band.cell(stop, state)
        else:
            band, table, number = self._bands[y, x], self._evidence[y, x], _NUMBER[segments, size]
            cell = band.cell(state, stop)
        value = table[number, np.minimum(cell, band.cells - 1)]
        return np.where(cell < band.cells, value, _OUT_OF_SIGHT)


def _apart(pinned: Bools, kept: Bools) -> Bools:
    """bool[rows - 1]: the cuts that have to stay besides those that are `kept`, so that no row has two pins."""
    result = np.zeros(len(kept), np.bool_)
    taken = False
    for row in range(len(pinned)):
        if row and (kept[row - 1] or (taken and pinned[row])):
            result[row - 1] = True
            taken = False
        taken |= bool(pinned[row])
    return result


def _needed(here: Ints, there: Ints, size: int) -> Ints:
    """For each number of segments read on one side: how many of the other its links then need."""
    result = np.zeros(size + 1, dtype=np.int64)
    np.maximum.at(result, here + 1, there + 1)
    return np.maximum.accumulate(result)


def _closure(start: Ints, stop: Ints, side: int, needed: Sequence[tuple[int, int, Ints]]) -> Ints:
    """The nearest cut after `start` that takes a segment of `side` and breaks no link within the row."""
    cut = start.copy()
    cut[side] += 1
    growing = True
    while growing:
        growing = False
        for x, y, reach in needed:
            least = min(reach[cut[x]], stop[y])
            if cut[x] > start[x] and cut[y] < least:
                cut[y] = least
                growing = True
    return cut

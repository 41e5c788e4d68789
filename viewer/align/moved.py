"""Passages that a translator put elsewhere: runs of segments that render each other and stand in different rows.

Two sides and their rows are given. What stands alone in its row is compared with everything on the other side. A
passage was moved if each of its halves is, of all segments of the other side, by far the likeliest to render the other,
and if rows lie between them. A wrong proposal costs more than a missing one: precision comes before recall.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from viewer.align.known import WordPairs
from viewer.align.lengths import LengthModel, length_fit, length_guesses
from viewer.align.lexicon import learn
from viewer.align.pair_scores import pair_scores
from viewer.align.renderings import Rendering
from viewer.align.resemblance import resemblance, spread
from viewer.align.sparse import Floats, Ints, Sparse
from viewer.align.tokens import Bag

LEAST_LENGTH = 150
"""Length of a passage on its longer side, as `Bag.lengths` has it; what is shorter is not looked for."""
_SURE = 3.0
"""What the pairs of a passage have to be worth together; measured by `tests/benchmarks/bench_moved.py`."""
_SCORE, _BOTH_ALONE = 0.5, 1.0
"""What a log likelihood ratio is worth beside a lead over rivals, and what that both halves stand alone."""
_CROSSED = 3
"""Paired segments that lie between the halves of a passage at least; what is nearer is misplaced, not moved."""
_SUPPORT = 1.0
"""Log likelihood ratio that a pair needs to go on with a passage if it has rivals."""
_MOST = 4_000
"""Lone segments of a side that are looked at, the longest ones: in a text that has more, the rows are wrong."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A passage: a run of segments on either side, in the same order."""

    source: range
    target: range
    sureness: float
    """Above 0; what there is to be said for it."""


def moved_passages(
    source: Bag,
    target: Bag,
    links: Sparse,
    known: WordPairs,
    *,
    progress: Callable[[float], None] = lambda _: None,
    check: Callable[[], None] = lambda: None,
) -> list[Moved]:
    """Likely moved passages, in the order of the source; no segment is in two.

    `links` (segments x segments) are the probabilities that segments of one row belong together; what has no link
    stands alone. `known` is what earlier texts taught. `check` is called now and then and may raise.
    """
    lone_here, lone_there = _lone(source, links.row_sums()), _lone(target, links.column_sums())
    if not (len(source) and len(target)) or not (len(lone_here) or len(lone_there)):
        return []
    sides = _Sides.of(source, target, links, known)
    here = sides.best(lone_here, check)
    progress(0.4)
    there = sides.turned().best(lone_there, check)
    progress(0.8)
    here |= sides.best(_missing([one.other for one in there.values()], here), check)
    there |= sides.turned().best(_missing([one.other for one in here.values()], there), check)
    alone = set(lone_here.tolist()), set(lone_there.tolist())
    pairs = {}
    for i, one in here.items():
        back = there[one.other]
        if back.other == i and sides.crossed(i, one.other) >= _CROSSED:
            both = i in alone[0] and one.other in alone[1]
            # The weakest of the three decides: each of them is high by accident now and then.
            pairs[i, one.other] = min(_SCORE * one.score, one.lead, back.lead) + _BOTH_ALONE * both
    found = _passages(sides, pairs, alone)
    progress(1.0)
    return found


@dataclass(frozen=True, slots=True)
class _Best:
    """What a segment most likely renders."""

    other: int
    score: float
    lead: float
    """Over what it renders next to that."""


@dataclass(frozen=True, slots=True)
class _Sides:
    """Two sides with all that is known of how the one renders the other."""

    source: Bag
    target: Bag
    links: Sparse
    back: Sparse
    """The links, seen from the target."""
    forward: Rendering
    backward: Rendering
    lengths: LengthModel

    @staticmethod
    def of(source: Bag, target: Bag, links: Sparse, known: WordPairs) -> _Sides:
        alike = resemblance(source, target)
        told, told_back = known.chances(source, target)
        forward = _rendering(source, target, links, spread(alike), told)
        backward = _rendering(target, source, links.transposed(), spread(alike.transposed()), told_back)
        lengths = length_fit(source, target, links, length_guesses(source, target)[0])
        return _Sides(source, target, links, links.transposed(), forward, backward, lengths)

    def turned(self) -> _Sides:
        """The same, seen from the target."""
        lengths = LengthModel(-self.lengths.ratio, self.lengths.spread)
        return _Sides(self.target, self.source, self.back, self.links, self.backward, self.forward, lengths)

    def crossed(self, here: int, there: int) -> int:
        """How many target segments with a partner lie between two segments, as one reads down the rows."""
        linked = np.flatnonzero(np.diff(self.back.pointers))
        partners = self.back.columns[self.back.pointers[linked]]
        return abs(int(np.count_nonzero(partners < here)) - int(np.searchsorted(linked, there)))

    def best(self, segments: Ints, check: Callable[[], None]) -> dict[int, _Best]:
        """For each of some source segments what it most likely renders."""
        found: dict[int, _Best] = {}
        for numbers, scores in self.scores(segments):
            check()
            other = scores.argmax(axis=1)
            every = np.arange(len(numbers))
            best = scores[every, other]
            scores[every, other] = -np.inf
            lead = best - scores.max(axis=1)
            found.update(
                (number, _Best(*one))
                for number, *one in zip(numbers.tolist(), other.tolist(), best.tolist(), lead.tolist(), strict=True)
            )
        return found

    def scores(self, segments: Ints) -> Iterator[tuple[Ints, Floats]]:
        """Some of these source segments at a time, and their scores with all of the target."""
        for places, scores in pair_scores(
            self.source, segments, self.target, self.forward, self.backward, self.lengths
        ):
            yield segments[places], scores


def _passages(sides: _Sides, pairs: dict[tuple[int, int], float], alone: tuple[set[int], set[int]]) -> list[Moved]:
    """The passages that pairs of likely partners make up, where one follows the other on both sides."""
    found: list[Moved] = []
    left = dict(pairs)
    for first in sorted(pairs):
        run = list(_run(first, left))
        if not run or sum(map(left.pop, run)) < _SURE:
            continue
        sureness = sum(pairs[pair] for pair in run)
        run = _continued(sides, run, alone)
        here, there = range(run[0][0], run[-1][0] + 1), range(run[0][1], run[-1][1] + 1)
        lengths = (
            sides.source.lengths[here.start : here.stop].sum(),
            sides.target.lengths[there.start : there.stop].sum(),
        )
        if max(lengths) >= LEAST_LENGTH and not any(
            _overlap(here, one.source) or _overlap(there, one.target) for one in found
        ):
            found.append(Moved(here, there, sureness))
    return found


def _run(first: tuple[int, int], pairs: dict[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    """A pair and those that follow it on both sides."""
    while first in pairs:
        yield first
        first = first[0] + 1, first[1] + 1


def _continued(sides: _Sides, run: list[tuple[int, int]], alone: tuple[set[int], set[int]]) -> list[tuple[int, int]]:
    """A run with the pairs before and after it that have rivals, but are likely enough in that place."""
    for way in (-1, 1):
        while True:
            i, j = (run[0][0] - 1, run[0][1] - 1) if way < 0 else (run[-1][0] + 1, run[-1][1] + 1)
            inside = 0 <= i < len(sides.source) and 0 <= j < len(sides.target)
            if not inside or not (i in alone[0] or j in alone[1]) or sides.crossed(i, j) < _CROSSED:
                break
            _, scores = next(sides.scores(np.array([i])))
            if scores[0, j] < _SUPPORT:
                break
            run = [(i, j), *run] if way < 0 else [*run, (i, j)]
    return run


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _rendering(source: Bag, target: Bag, links: Sparse, alike: Sparse, told: Sparse) -> Rendering:
    """All that is known of how tokens of one side are rendered on the other."""
    learned = told + learn(source, target, links, alike + told)
    return Rendering.of(alike).joined(learned, source, target)


def _lone(side: Bag, linked: Floats) -> Ints:
    """Segments without a partner, ascending; of too many the longest."""
    alone: Ints = np.flatnonzero(linked <= 0)
    if len(alone) > _MOST:
        alone = np.sort(alone[np.argsort(-side.lengths[alone], kind="stable")[:_MOST]])
    return alone


def _missing(wanted: list[int], known: dict[int, _Best]) -> Ints:
    return np.array(sorted(set(wanted) - known.keys()), np.int64)

"""Beads that overlap or cross become rows: closed into one where they are near, let go of where that would cost much.

Rows are the strongly connected components (Tarjan 1972) of the graph in which every segment points to the next one of
its text, and the segments of a bead to one another. What lies between two segments of a component is in it too, so its
cells are runs; and without the components there is no cycle, so the rows have an order.

A passage that was carried far away would close all that it was carried past into a single row, which nobody could
read. So where several beads make a row of more than `LARGE` segments of a text, beads are let go of, step by step as
long as it is large: stretches of a bead that are more than `NEAR` segments apart; beads more than `NEAR` rows away from
the heaviest chain that keeps the order; all beads that are not in a chain; beads without the text that most beads
share. What remains large after that is made by links that overlap, and stays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

LARGE = 12
"""Segments of one text above which a row of several beads is looked at."""
NEAR = 5
"""Rows that a bead may be displaced, and segments that may be missing inside it, to be closed into a large row."""

Parts = tuple[tuple[int, ...], ...]
"""For every text the numbers of segments, in order."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What became of a bead."""

    bead: int
    kept: Parts
    """What it holds in its row; never empty."""
    let_go: Parts
    """What it has in other rows."""


@dataclass(frozen=True, slots=True)
class Row:
    """How many segments of every text come next, and the beads that are in the row."""

    counts: tuple[int, ...]
    ties: tuple[Tie, ...]


def untied(starts: Sequence[int], stops: Sequence[int], beads: Sequence[Parts]) -> Iterator[Row]:
    """The rows of a region, from `starts` to `stops` (half-open, text by text), that holds these beads whole."""
    knot = _Knot(starts, stops, beads)
    for loosen in (knot.break_up, knot.drop_far, knot.drop_crossing, knot.drop_foreign):
        for component in list(knot.large()):
            loosen(component)
        knot.tie()
    return knot.rows()


class _Knot:
    def __init__(self, starts: Sequence[int], stops: Sequence[int], beads: Sequence[Parts]) -> None:
        self._starts, self._stops = starts, stops
        self._beads = beads
        self._kept = [list(parts) for parts in beads]
        self._is_loosened = True
        self.tie()

    def tie(self) -> None:
        """Finds the components anew if something was let go of."""
        if not self._is_loosened:
            return
        self._is_loosened = False
        self._offsets = [0]
        for start, stop in zip(self._starts, self._stops, strict=True):
            self._offsets.append(self._offsets[-1] + stop - start)
        segments = self._offsets[-1]
        follow: list[list[int]] = [[] for _ in range(segments + len(self._beads))]
        for text in range(len(self._starts)):
            for node in range(self._offsets[text], self._offsets[text + 1] - 1):
                follow[node].append(node + 1)
        for bead, parts in enumerate(self._kept):
            for text, part in enumerate(parts):
                for segment in part:
                    node = self._offsets[text] + segment - self._starts[text]
                    follow[node].append(segments + bead)
                    follow[segments + bead].append(node)
        self._component = _components(follow)

    def large(self) -> Iterator[list[int]]:
        """The beads of every component that is too large, component by component."""
        beads: dict[int, list[int]] = {}
        for bead in range(len(self._beads)):
            beads.setdefault(self._of_bead(bead), []).append(bead)
        sizes: Counter[tuple[int, int]] = Counter()
        for text in range(len(self._starts)):
            sizes.update((one, text) for one in self._component[self._offsets[text] : self._offsets[text + 1]])
        for component in sorted({component for (component, _), size in sizes.items() if size > LARGE}):
            if len(beads.get(component, ())) > 1:
                yield beads[component]

    def break_up(self, beads: Sequence[int]) -> None:
        """Keeps of every bead the longest stretch of each text."""
        for bead in beads:
            for text, part in enumerate(self._kept[bead]):
                stretches: list[list[int]] = []
                for segment in part:
                    if not stretches or segment - stretches[-1][-1] > NEAR:
                        stretches.append([])
                    stretches[-1].append(segment)
                if len(stretches) > 1:
                    longest = max(stretches, key=len)
                    self._keep(bead, text, tuple(longest))

    def drop_far(self, beads: Sequence[int]) -> None:
        self._drop_outside_of_chains(beads, lambda displaced: displaced > NEAR)

    def drop_crossing(self, beads: Sequence[int]) -> None:
        self._drop_outside_of_chains(beads, lambda _: True)

    def drop_foreign(self, beads: Sequence[int]) -> None:
        pivot = self._pivot(beads)
        for bead in beads:
            if not self._kept[bead][pivot]:
                own = next(text for text, part in enumerate(self._kept[bead]) if part)
                for text in range(own + 1, len(self._starts)):
                    self._keep(bead, text, ())

    def rows(self) -> Iterator[Row]:
        """The components in an order that every text agrees to, earlier texts first."""
        ties: dict[int, list[Tie]] = {}
        for bead, (parts, kept) in enumerate(zip(self._beads, self._kept, strict=True)):
            rest = tuple(
                part if not held else tuple(segment for segment in part if segment not in held)
                for part, held in zip(parts, map(set, kept), strict=True)
            )
            ties.setdefault(self._of_bead(bead), []).append(Tie(bead, tuple(kept), rest))
        counts: dict[int, list[int]] = {}
        for text in range(len(self._starts)):
            for component in self._component[self._offsets[text] : self._offsets[text + 1]]:
                counts.setdefault(component, [0] * len(self._starts))[text] += 1
        done = self._offsets[:-1]
        while any(at < stop for at, stop in zip(done, self._offsets[1:], strict=True)):
            component = next(
                self._component[at]
                for text, at in enumerate(done)
                if at < self._offsets[text + 1] and self._is_next(self._component[at], counts, done)
            )
            yield Row(tuple(counts[component]), tuple(ties.get(component, ())))
            done = [at + count for at, count in zip(done, counts[component], strict=True)]

    def _is_next(self, component: int, counts: dict[int, list[int]], done: Sequence[int]) -> bool:
        return all(
            not count or (at < self._offsets[text + 1] and self._component[at] == component)
            for text, (at, count) in enumerate(zip(done, counts[component], strict=True))
        )

    def _of_bead(self, bead: int) -> int:
        return self._component[self._offsets[-1] + bead]

    def _keep(self, bead: int, text: int, part: tuple[int, ...]) -> None:
        if self._kept[bead][text] != part:
            self._kept[bead][text] = part
            self._is_loosened = True

    def _pivot(self, beads: Sequence[int]) -> int:
        """The text that most beads share."""
        shares = [sum(bool(self._kept[bead][text]) for bead in beads) for text in range(len(self._starts))]
        return shares.index(max(shares))

    def _drop_outside_of_chains(self, beads: Sequence[int], is_dropped: Callable[[int], bool]) -> None:
        """In every pair of texts, lets go of beads outside of the heaviest chain, if displaced so far (rows)."""
        pivot = self._pivot(beads)
        pairs: dict[tuple[int, int], list[int]] = {}
        for bead in beads:
            texts = [text for text, part in enumerate(self._kept[bead]) if part]
            anchor = pivot if pivot in texts else texts[0]
            for text in texts:
                if text != anchor:
                    pairs.setdefault((anchor, text), []).append(bead)
        for (anchor, text), members in pairs.items():
            parts = [(self._kept[bead][anchor], self._kept[bead][text]) for bead in members]
            points = [(one[0], other[0]) for one, other in parts]
            chain = _heaviest_chain(points, [len(one) + len(other) for one, other in parts])
            chain = _without_jumps(chain, parts)
            inside = set(chain)
            xs, ys = [points[number][0] for number in chain], [points[number][1] for number in chain]
            for number, bead in enumerate(members):
                x, y = points[number]
                if number not in inside and is_dropped(abs(bisect_left(xs, x) - bisect_left(ys, y))):
                    self._keep(bead, text, ())


def _heaviest_chain(points: Sequence[tuple[int, int]], weights: Sequence[int]) -> list[int]:
    """Numbers of points that rise or stay in both coordinates, of the greatest weight together; in O(n log n).

    The best chain that ends below a height is looked up in a tree of maxima (Fenwick 1994).
    """
    heights = {y: rank for rank, y in enumerate(sorted({y for _, y in points}), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(heights) + 1)
    """Weight and last point of the best chain, at the nodes of the tree."""
    before = [-1] * len(points)
    for number in sorted(range(len(points)), key=points.__getitem__):
        rank = heights[points[number][1]]
        found, at = (0, -1), rank
        while at:
            found = max(found, best[at], key=_weight)
            at &= at - 1
        before[number] = found[1]
        ended, at = (found[0] + weights[number], number), rank
        while at < len(best):
            best[at] = max(best[at], ended, key=_weight)
            at += at & -at
    last = max(best, key=_weight)[1]
    chain = []
    while last >= 0:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def _weight(chain: tuple[int, int]) -> int:
    return chain[0]


def _without_jumps(chain: Sequence[int], parts: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]) -> list[int]:
    """The chain without beads that share a segment with the one before and are far from it in the other text."""
    found = list(chain[:1])
    for number in chain[1:]:
        (one, other), (last, last_other) = parts[number], parts[found[-1]]
        shares = one[0] <= last[-1] or other[0] <= last_other[-1]
        if not shares or max(one[0] - last[-1], other[0] - last_other[-1]) <= NEAR:
            found.append(number)
    return found


def _components(follow: Sequence[Sequence[int]]) -> list[int]:
    """For every node of a graph the number of its strongly connected component (Tarjan 1972, without recursion)."""
    unseen = -1
    order = [unseen] * len(follow)
    lowest = [0] * len(follow)
    component = [unseen] * len(follow)
    stack: list[int] = []
    seen = components = 0
    for root in range(len(follow)):
        if order[root] != unseen:
            continue
        path = [(root, iter(follow[root]))]
        order[root] = lowest[root] = seen
        seen += 1
        stack.append(root)
        while path:
            node, others = path[-1]
            other = next((one for one in others if component[one] == unseen), None)
            if other is None:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[node])
                if lowest[node] == order[node]:
                    while True:
                        member = stack.pop()
                        component[member] = components
                        if member == node:
                            break
                    components += 1
            elif order[other] == unseen:
                order[other] = lowest[other] = seen
                seen += 1
                stack.append(other)
                path.append((other, iter(follow[other])))
            else:
                lowest[node] = min(lowest[node], order[other])
    return component

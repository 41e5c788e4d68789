"""How good an alignment is, against a gold one: precision, recall and F1 of beads, strict and lax, and of whole rows.

The semantics of vecalign's `score.py` (Thompson and Koehn, 2019): strict counts a bead that is just the same, lax one
that shares a segment of each side with a gold bead. A bead with an empty side counts against precision only. With more
than two versions all pairs of versions are counted together, and beside them whole rows with two versions or more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from viewer.align.rows_file import Row

Bead = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Score:
    """0 to 1 each."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """What `evaluate` gives."""

    strict: Score
    lax: Score
    units: Score | None
    """Whole rows with two versions or more; None where there are only two versions."""


def evaluate(gold: Sequence[Row], rows: Sequence[Row]) -> Scores:
    """Scores `rows` against `gold`; both have the same number of columns, two or more."""
    width = len(gold[0]) if gold else 2
    found, wanted = _Tally(), _Tally()
    for a, b in combinations(range(width), 2):
        right, mine = set(_beads(gold, a, b)), set(_beads(rows, a, b))
        found.add(right, mine)
        wanted.add([bead for bead in mine if all(bead)], [bead for bead in right if all(bead)])
    return Scores(
        strict=Score(found.share(found.strict), wanted.share(wanted.strict)),
        lax=Score(found.share(found.lax), wanted.share(wanted.lax)),
        units=_units(gold, rows) if width > 2 else None,
    )


class _Tally:
    """Beads of one side that the other side has too."""

    def __init__(self) -> None:
        self.strict = self.lax = self.all = 0

    def add(self, reference: Collection[Bead], beads: Collection[Bead]) -> None:
        reference = set(reference)
        partners: dict[int, set[int]] = defaultdict(set)
        for sources, targets in reference:
            for source in sources:
                partners[source].update(targets)
        for bead in beads:
            same = bead in reference
            self.strict += same
            self.lax += same or any(not partners[source].isdisjoint(bead[1]) for source in bead[0])
            self.all += 1

    def share(self, count: int) -> float:
        return count / max(self.all, 1)


def _beads(rows: Sequence[Row], a: int, b: int) -> Iterator[Bead]:
    return ((row[a], row[b]) for row in rows if row[a] or row[b])


def _units(gold: Sequence[Row], rows: Sequence[Row]) -> Score:
    right, mine = ({row for row in side if sum(map(bool, row)) > 1} for side in (gold, rows))
    same = len(right & mine)
    return Score(same / max(len(mine), 1), same / max(len(right), 1))

"""Texts of which one side has a passage in another place, with the rows that the aligner makes of them.

The lines of translated news (data/ntrex), or verses of the Bible, are joined and left out on both sides as translators
do; then a passage of one or more paragraphs is put five or more paragraphs away.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from viewer.align import Lexicon, Paragraphs, align
from viewer.align.known import NOTHING
from viewer.align.sparse import Sparse

Lines = Sequence[tuple[str, str]]
_LEAST = 150
"""Code points of a passage, on the side that is not moved."""
_AWAY = 5


@dataclass(frozen=True, slots=True)
class Case:
    """Two sides, and which of their paragraphs render each other across the rows."""

    texts: tuple[list[str], list[str]]
    moved: frozenset[tuple[int, int]]
    """Every source paragraph of the passage with every target paragraph that holds a line of it; none for no move."""
    gold: frozenset[tuple[int, int]]
    """The same for everything."""


def made(lines: Lines, chance: random.Random, paragraphs: int) -> Case | None:
    """A case in which so many paragraphs have been moved, 0 for none; None if there are no such."""
    sides = [_joined(len(lines), chance) for _ in range(2)]
    order = list(range(len(sides[1])))
    passage = range(0)
    for _ in range(200):
        start = chance.randrange(len(order) - paragraphs + 1) if paragraphs else 0
        target = chance.randrange(len(order) - paragraphs + 1)
        passage = range(start, start + paragraphs)
        held = {line for number in passage for line in sides[1][number]}
        kept = {line for group in sides[0] for line in group}
        if not paragraphs or (
            abs(target - start) >= _AWAY and held <= kept and sum(len(lines[one][0]) for one in held) >= _LEAST
        ):
            break
    else:
        return None
    order = [one for one in order if one not in passage]
    order[target:target] = passage
    place = {number: at for at, number in enumerate(order)}
    gold = {
        (i, place[j]) for i, here in enumerate(sides[0]) for j, there in enumerate(sides[1]) if set(here) & set(there)
    }
    texts = (
        [" ".join(lines[one][0] for one in group) for group in sides[0]],
        [" ".join(lines[one][1] for one in sides[1][number]) for number in order],
    )
    where = {place[number] for number in passage}
    return Case(texts, frozenset((i, j) for i, j in gold if j in where), frozenset(gold))


def linked(case: Case, tags: tuple[str, str], known: Lexicon = NOTHING) -> Sparse:
    """The rows that the aligner makes, as probabilities that segments belong together."""
    sides = [Paragraphs(tag, texts) for tag, texts in zip(tags, case.texts, strict=True)]
    entries = [
        (i, j, unit.confidence / max(map(len, unit.cells)))
        for unit in align(sides, known=known)
        for i in unit.cells[0]
        for j in unit.cells[1]
    ]
    rows, columns, values = zip(*entries, strict=True)
    shape = (len(case.texts[0]), len(case.texts[1]))
    return Sparse.of(shape, np.array(rows), np.array(columns), np.array(values))


def _joined(lines: int, chance: random.Random) -> list[range]:
    """Which lines each paragraph of a side holds: a tenth of them two, a tenth left out."""
    groups, line = [], 0
    while line < lines:
        size = 2 if chance.random() < 0.1 and line + 1 < lines else 1
        if chance.random() >= 0.1:
            groups.append(range(line, line + size))
        line += size
    return groups

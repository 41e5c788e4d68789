"""Sentences of rows: within each row of any number of versions, which sentences belong together.

The rows are taken as they are, and the aligner finds beads of sentences as it finds rows of paragraphs, with all its
evidence. A dozen rows are enough to learn from, beside what earlier texts taught: more of the same document betters
nothing that can be measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from viewer.align.fences import align_fenced
from viewer.align.known import NOTHING, Lexicon
from viewer.align.nway import align_sides
from viewer.align.pair import Aligned
from viewer.align.pins import Pins
from viewer.align.tokens import bag
from viewer.model import Stretch
from viewer.text.sentences import sentences

ROWS_AT_ONCE: Final = 16
"""Rows that are best aligned together: more of them better nothing, and fewer have too little to learn from."""

SentenceRow = tuple[tuple[Stretch, ...], ...]
"""For each version the sentences that belong together; empty where it has none of them."""

_LARGE = 360_000
"""Pairs of sentences of two versions from which a row is aligned by itself, like a document."""
_UNMARKED = 4
"""A version with so many times fewer sentences than another, and as much text, has no marks that tell sentences."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    stretches: tuple[Stretch, ...]
    """One, and beside it what is none: segments without letters."""


_Row = Sequence[Sequence[_Sentence]]
"""For each version its sentences."""
_Cuts = Sequence[Sequence[int]]
"""Rows of sentences within a row: how many sentences of each version stand above, from none to all."""


def sentence_rows(
    rows: Sequence[Sequence[Sequence[str]]],
    languages: Sequence[str],
    known: Lexicon = NOTHING,
    check: Callable[[], None] = lambda: None,
) -> list[list[SentenceRow]]:
    """The sentences of each row as rows of their own, in order.

    `rows` hold for each version the texts of its segments, perhaps none; `languages` are BCP 47 tags. Every code point
    is in exactly one sentence row, no sentence goes beyond its segment, and a segment without text is with its
    neighbour. The order of the versions does not matter. `known` is what earlier texts taught; `check` is called now
    and then and may raise.
    """
    order = sorted(range(len(languages)), key=lambda k: (languages[k], [tuple(row[k]) for row in rows]))
    tags = [languages[k] for k in order]
    cells = [[_sentences(row[k], languages[k]) for k in order] for row in rows]
    back = np.argsort(order).tolist()
    return [
        [tuple(_joined(row[k][start[k] : stop[k]]) for k in back) for start, stop in pairwise(cuts)]
        for row, cuts in zip(cells, _cut(cells, tags, known, check), strict=True)
    ]


def _sentences(texts: Sequence[str], language: str) -> list[_Sentence]:
    found: list[_Sentence] = []
    waiting: tuple[Stretch, ...] = ()
    for place, text in enumerate(texts):
        for start, stop in sentences(text, language) or [(0, 0)]:
            here, stretch = text[start:stop], (Stretch(place, start, stop),)
            if not here.strip():
                if found:
                    found[-1] = _Sentence(found[-1].text, found[-1].stretches + stretch)
                else:
                    waiting += stretch
            else:
                found.append(_Sentence(here, waiting + stretch))
                waiting = ()
    return [*found, _Sentence("", waiting)] if waiting else found


def _joined(found: Sequence[_Sentence]) -> tuple[Stretch, ...]:
    """The stretches of neighbouring sentences, as few as can be."""
    result: list[Stretch] = []
    for one in (stretch for sentence in found for stretch in sentence.stretches):
        if result and (result[-1].place, result[-1].stop) == (one.place, one.start):
            one = Stretch(one.place, result.pop().start, one.stop)
        result.append(one)
    return tuple(result)


def _cut(rows: Sequence[_Row], languages: Sequence[str], known: Lexicon, check: Callable[[], None]) -> list[_Cuts]:
    """The cuts of each row."""
    result = [_plain(row) for row in rows]
    unknown = {number for number, row in enumerate(rows) if _is_open(row)}
    large = {number for number in unknown if _is_large(rows[number])}
    # Rows in which nothing is to be found still tell how these versions translate.
    small = [number for number, row in enumerate(rows) if number not in large and sum(map(bool, row)) > 1]
    for group in (*([number] for number in sorted(large)), small if unknown - large else []):
        found = _aligned([rows[number] for number in group], languages, known, check) if group else []
        for number, cuts in zip(group, found, strict=True):
            if number in unknown:
                result[number] = cuts
    return result


def _plain(row: _Row) -> _Cuts:
    """The cuts of a row in which nothing has to be found: none, but for one version alone."""
    filled = [k for k, cell in enumerate(row) if cell]
    if len(filled) == 1:
        return [[number * (k == filled[0]) for k in range(len(row))] for number in range(len(row[filled[0]]) + 1)]
    return [[0] * len(row), [len(cell) for cell in row]] if filled else [[0] * len(row)]


def _is_open(row: _Row) -> bool:
    """Whether there are sentences that may belong together in several ways."""
    filled = [cell for cell in row if cell]
    if len(filled) < 2 or all(len(cell) == 1 for cell in filled):
        return False
    most = max(filled, key=len)
    return not any(_UNMARKED * len(cell) <= len(most) and 2 * _length(cell) >= _length(most) for cell in filled)


def _is_large(row: _Row) -> bool:
    first, second, *_ = sorted((len(cell) for cell in row), reverse=True)
    return first * second > _LARGE


def _length(cell: Sequence[_Sentence]) -> int:
    return sum(len(sentence.text) for sentence in cell)


def _aligned(
    rows: Sequence[_Row], languages: Sequence[str], known: Lexicon, check: Callable[[], None]
) -> Iterator[_Cuts]:
    """The cuts of rows in which two versions or more have sentences, found together."""
    counts = np.array([[len(cell) for cell in row] for row in rows])
    sides = np.flatnonzero(counts.sum(axis=0)).tolist()
    fences = np.concatenate([np.zeros((1, len(sides)), np.int64), np.cumsum(counts[:, sides], axis=0)])
    bags = [bag([one.text for row in rows for one in row[side]], languages[side]) for side in sides]

    def pair(x: int, y: int, _report: Callable[[float], None]) -> Aligned:
        words = known.between(bags[x].language, bags[y].language)
        return align_fenced(bags[x], bags[y], fences[:, [x, y]], words, check)

    large = len(rows) == 1 and _is_large(rows[0])
    found = align_sides(bags, Pins((), len(bags)), known, lambda _: None, check, None if large else pair).cuts
    for start, stop in pairwise(fences):
        # What would reach from one row into the next is cut between them.
        cuts = np.zeros((len(found), len(languages)), np.int64)
        cuts[:, sides] = np.clip(found, start, stop) - start
        yield cuts[np.append(True, np.diff(cuts.sum(axis=1)) > 0)].tolist()

"""Whole texts aligned by sentence: their lines, where these are sentences already, else the sentences within them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from viewer.align.known import NOTHING, Lexicon
from viewer.align.sentences import ROWS_AT_ONCE, sentence_rows
from viewer.align.units import AlignedUnit, Paragraphs, align
from viewer.model import Stretch
from viewer.text.sentences import sentences

_MOSTLY: Final = 0.85
"""Share of the lines of every text that must hold no more than one sentence."""


def are_sentences(sides: Sequence[Paragraphs]) -> bool:
    """Whether the lines of each of these texts are sentences already: nearly all hold no more than one."""
    return all(
        sum(len(sentences(text, side.language)) < 2 for text in side.texts) >= _MOSTLY * len(side.texts)
        for side in sides
    )


def align_sentences(sides: Sequence[Paragraphs], *, known: Lexicon = NOTHING, **how: Any) -> list[AlignedUnit]:
    """Rows of sentences: their numbers count the sentences of each text from 0, as `sentences` finds them.

    Where the lines are sentences already they are taken as they are. Else the paragraphs are aligned, and then within
    their rows the sentences, with the confidence of those rows. `known` is what earlier texts taught, `how` are further
    arguments of `align`, and raise what they raise.
    """
    rows = align(sides, known=known, **how)
    if are_sentences(sides):
        return rows
    languages = [side.language for side in sides]
    places = [_Places(side) for side in sides]
    found: list[AlignedUnit] = []
    for first in range(0, len(rows), ROWS_AT_ONCE):
        block = rows[first : first + ROWS_AT_ONCE]
        texts = [[[side.texts[n] for n in cell] for side, cell in zip(sides, row.cells, strict=True)] for row in block]
        for row, parts in zip(block, sentence_rows(texts, languages, known), strict=True):
            for part in parts:
                numbers = (
                    place.numbers(cell, stretches)
                    for place, cell, stretches in zip(places, row.cells, part, strict=True)
                )
                found.append(AlignedUnit(tuple(numbers), row.confidence))
    return found


class _Places:
    """The sentences of a text, counted through."""

    def __init__(self, side: Paragraphs) -> None:
        starts = [[start for start, _ in sentences(text, side.language)] for text in side.texts]
        self._starts = [np.array(found) for found in starts]
        self._before = np.cumsum([0, *map(len, starts)])

    def numbers(self, paragraphs: Sequence[int], stretches: Sequence[Stretch]) -> tuple[int, ...]:
        """The numbers of the sentences that begin in stretches of these paragraphs."""
        found: list[int] = []
        for one in stretches:
            paragraph = paragraphs[one.place]
            first, last = np.searchsorted(self._starts[paragraph], [one.start, one.stop])
            found += range(int(self._before[paragraph] + first), int(self._before[paragraph] + last))
        return tuple(found)

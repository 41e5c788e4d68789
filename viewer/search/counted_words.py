"""The words of a text, as they are counted for statistics: ICU's words without signs, apart at apostrophes.

`l'Éternel` is *l* and *Éternel*, `David's` is *David* and *s*. Letters that are not Latin keep their apostrophes: in
Ukrainian they are spelling.
"""

from __future__ import annotations

import re
from itertools import pairwise

from viewer.search.words import boundaries

Span = tuple[int, int]

_APOSTROPHE = re.compile("['\u2019]")
_LATIN_END = "\u0250"
"""The first letter after those of the Latin blocks that such languages are written in."""


def counted_words(text: str) -> list[Span]:
    """Where the words stand, as half-open ranges of code points of an original text, rising and apart."""
    spans: list[Span] = []
    for start, stop in pairwise(boundaries(text)):
        if not text[start].isalnum():
            continue
        word = text[start:stop]
        if text[start] < _LATIN_END and _APOSTROPHE.search(word):
            spans += _apart(word, start)
        else:
            spans.append((start, stop))
    return spans


def _apart(word: str, start: int) -> list[Span]:
    edges = [-1, *(mark.start() for mark in _APOSTROPHE.finditer(word)), len(word)]
    return [(start + left + 1, start + right) for left, right in pairwise(edges) if left + 1 < right]

"""Words of a corpus become text again: a space goes between two of them, but not where writing has none.

Corpora keep a text as words and signs without saying what stood between them. No space goes before what closes or ends
something, after what opens something, at an apostrophe that belongs to a word, and between letters of scripts that put
no space between words. Quotation marks that look the same on both sides open and close in turn, as do guillemets,
which point outwards in French and inwards in German.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from viewer.text.paragraphs import UNSPACED

_ENDS = frozenset(".,;:!?%‰…°،؛؟۔٪।॥၊။།·՝՞՜։፡።፣፤")
_TURNING = frozenset("\"'«»")
_APOSTROPHES = "'’"
_OPENED_LOW = frozenset("„‚")
_CLOSES_LOW = frozenset("“‘")
"""After a low mark these close; elsewhere they open."""
_MOST_OPEN = 64
"""Quotations inside each other; of more the outer ones are forgotten."""

_OPENS, _CLOSES, _NEITHER = range(3)


def spaced(words: Iterable[str]) -> str:
    """The words (none of them empty) as running text."""
    given = list(words)
    if not given:
        return ""
    open_marks: list[str] = []
    sides = [_side(word, open_marks) for word in given]
    written = [given[0]]
    for (before, word), (left, right) in zip(pairwise(given), pairwise(sides), strict=True):
        if left != _OPENS and right != _CLOSES and not _is_unspaced(before, word):
            written.append(" ")
        written.append(word)
    return "".join(written)


def _side(word: str, open_marks: list[str]) -> int:
    """Whether a word holds to the next one (it opens something), to the one before (it closes or ends something)."""
    first, last = word[0], word[-1]
    if len(word) == 1 and word in _TURNING:
        partner = {"«": "»", "»": "«"}.get(word, word)
        if partner in open_marks:
            del open_marks[open_marks.index(partner) :]
            return _CLOSES
        open_marks.append(word)
        del open_marks[:-_MOST_OPEN]
        return _OPENS
    if word in _CLOSES_LOW and open_marks and open_marks[-1] in _OPENED_LOW:
        open_marks.pop()
        return _CLOSES
    if word in _OPENED_LOW:
        open_marks.append(word)
        del open_marks[:-_MOST_OPEN]
        return _OPENS
    if len(word) > 1 and last in _APOSTROPHES and word[0].isalpha():
        return _OPENS  # l' dell' qu'
    if len(word) > 1 and ((first in _APOSTROPHES and word[1].isalpha()) or word.lower() in ("n't", "n’t")):
        return _CLOSES  # 's 'll
    if all(letter in _ENDS or unicodedata.category(letter) in ("Pe", "Pf") for letter in word):
        return _CLOSES
    if unicodedata.category(last) in ("Ps", "Pi") or word in ("¿", "¡"):
        return _OPENS
    return _NEITHER


def _is_unspaced(before: str, word: str) -> bool:
    sides = UNSPACED.match(before[-1]) is not None, UNSPACED.match(word) is not None
    return all(sides) or (any(sides) and (before[-1].isdecimal() or word[0].isdecimal()))

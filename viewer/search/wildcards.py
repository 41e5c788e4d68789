"""Wildcards: letters with gaps, and how far a gap may reach.

A gap is the rest of a word, as far as ICU takes it for one: after letters the word that they are in, before letters the
word that ends with them. A star that stands apart from letters is a whole word: `das *haus`, `der * mann`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import takewhile
from typing import Any

import regex

from viewer.search.loose_arabic import loose_expression
from viewer.search.matchers import Evidence, Matcher, Row
from viewer.text.composition import is_mark
from viewer.text.folding import Folding, settled

_Stretch = tuple[int, int]
_Occurrences = Callable[[str, int], Iterator[_Stretch]]
"""(folded letters, first) -> where a piece stands at `first` or later: half-open ranges, their starts rising."""


class WildcardMatcher(Matcher):
    """Pieces with gaps between them; gaps are as wide as can be."""

    evidence = Evidence.ORIGINAL

    def __init__(self, pieces: Sequence[str], folding: Folding, *, word: bool = False) -> None:
        """`pieces` are what stands between the stars: `["mek", ""]` for `mek*`. Only those at the ends may be empty."""
        needle_folding = Folding() if folding.exact else folding
        needles = [needle_folding.fold(settled(piece) if folding.exact else piece) for piece in pieces]
        letters = Folding(exact=folding.exact, kana=folding.kana)
        super().__init__(letters, word=word, needle_folding=needle_folding, needle=max(needles, key=len))
        loose = folding.loose_arabic and not folding.exact
        self._pieces = [_piece(letters.fold(piece), loose) if letters.fold(piece) else None for piece in pieces]

    def _find(self, row: Row, at: int) -> _Stretch | None:
        head, *rest = self._pieces
        if head:
            for first, after in head(row.letters, at):
                stop = self._fill(row, after, rest)
                if stop is not None:
                    return first, stop
        elif rest and rest[0]:
            for place, _ in rest[0](row.letters, at):
                first = max(at, _word_start(row, place))
                begun = takewhile(partial(_begins_by, row, first), rest[0](row.letters, place))
                stop = self._latest(row, begun, rest[1:])
                if stop is not None:
                    return first, stop
        return None

    def _ends(self, row: Row, first: int, stop: int) -> Iterator[int]:
        """The widest match first. It may not stand, because it would end within a letter: then come the others."""
        yield stop
        yield from sorted({end for end in self._narrower(row, first) if end < stop}, reverse=True)

    def _narrower(self, row: Row, first: int) -> Iterator[int]:
        head, *rest = self._pieces
        if head:
            for _, after in takewhile(lambda found: found[0] == first, head(row.letters, first)):
                yield from self._fills(row, after, rest)
        elif rest and rest[0]:
            for _, after in takewhile(partial(_begins_by, row, first), rest[0](row.letters, first)):
                yield from self._fills(row, after, rest[1:])

    def _fills(self, row: Row, at: int, pieces: list[_Occurrences | None]) -> Iterator[int]:
        """As `_fill`, all that there are, in no order."""
        if not pieces:
            yield at
            return
        piece, *rest = pieces
        reach = _word_stop(row, at)
        if piece is None:
            yield from range(at, reach + 1)
            return
        for _, after in takewhile(lambda found: found[0] <= reach, piece(row.letters, at)):
            yield from self._fills(row, after, rest)

    def _fill(self, row: Row, at: int, pieces: list[_Occurrences | None]) -> int | None:
        """Where the last of `pieces` ends if a gap at folded letter `at` comes before them; None if it does not."""
        if not pieces:
            return at
        piece, *rest = pieces
        reach = _word_stop(row, at)
        if piece is None:
            return reach
        return self._latest(row, takewhile(lambda found: found[0] <= reach, piece(row.letters, at)), rest)

    def _latest(self, row: Row, places: Iterator[_Stretch], pieces: list[_Occurrences | None]) -> int | None:
        """Where the last of `pieces` ends after the last of `places` that they follow."""
        for _, after in reversed(list(places)):
            stop = self._fill(row, after, pieces)
            if stop is not None:
                return stop
        return None


def _piece(letters: str, loose: bool) -> _Occurrences:
    if loose and any("\u0620" <= letter <= "\u06ff" for letter in letters):
        return _Loose(letters)
    return _Literal(letters)


class _Literal:
    def __init__(self, letters: str) -> None:
        self._letters = letters

    def __call__(self, text: str, first: int) -> Iterator[_Stretch]:
        while (place := text.find(self._letters, first)) >= 0:
            yield place, place + len(self._letters)
            first = place + 1


class _Loose:
    def __init__(self, letters: str) -> None:
        self._pattern: Any = regex.compile(loose_expression(letters))

    def __call__(self, text: str, first: int) -> Iterator[_Stretch]:
        for match in self._pattern.finditer(text, first, overlapped=True):
            yield match.span()


def _begins_by(row: Row, first: int, found: _Stretch) -> bool:
    """Whether the word of what was found begins at folded letter `first` or before."""
    return _word_start(row, found[0]) <= first


def _word_start(row: Row, letter: int) -> int:
    """The folded letter that begins the word in which folded letter `letter` stands, or which ends before that."""
    seam = row.starts[letter]
    if letter and not _is_of_word(row.letters[letter]) and _is_of_word(row.letters[letter - 1]):
        seam = row.starts[letter - 1]
    at = bisect_right(row.boundaries, seam) - 1
    return min(letter, row.after(row.boundaries[at]))


def _word_stop(row: Row, letter: int) -> int:
    """The folded letter after the word that goes on, or ends, before folded letter `letter`.

    After what is no word, such as a space, it is the word that begins there.
    """
    seam = row.stops[letter - 1]
    if letter < len(row.letters) and not _is_of_word(row.letters[letter - 1]) and _is_of_word(row.letters[letter]):
        seam = row.stops[letter]
    at = bisect_left(row.boundaries, seam)
    return max(letter, row.after(row.boundaries[at]))


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or is_mark(letter)

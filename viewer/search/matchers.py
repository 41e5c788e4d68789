"""Matchers: where exactly a term stands in a text, in code points of the text as it was written.

A matcher looks at the folded text and maps what it finds back. What it gives follows four rules: matches are leftmost
and do not overlap; they cover whole letters of the original (all of ß though only one s was asked for); the end takes
along marks that fold to nothing; and nothing begins or ends inside what the eye takes for one letter.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from functools import cached_property

import regex

from viewer.errors import QueryError
from viewer.search.expressions import Expression
from viewer.search.loose_arabic import loose_expression
from viewer.search.words import boundaries
from viewer.text.composition import is_mark, joined, may_join
from viewer.text.folding import Folded, Folding, settled

PATIENCE = 0.5
"""Seconds that a regular expression may take on one segment."""


class Evidence(Enum):
    """How much of a row the engine has to see to count its matches."""

    OCCURRENCES = "every occurrence of the needle in the folded text is a match"
    FOLDED = "`count` tells from the folded text"
    ORIGINAL = "`spans` tells from the original"


class Row:
    """A text, folded, and what is worth knowing of it only once something was found."""

    def __init__(self, text: str, folded: Folded) -> None:
        self.text = text
        self.letters = folded.text
        self.starts = folded.starts
        self.stops = folded.stops
        self.may_join = may_join(folded.text)

    @cached_property
    def boundaries(self) -> list[int]:
        return boundaries(self.text)

    @cached_property
    def composed(self) -> Folded:
        return Folding().fold_with_map(self.text)

    def after(self, stop: int) -> int:
        """The first folded letter that begins at `stop` or later."""
        return bisect_left(self.starts, stop)

    def reach(self, last: int) -> int:
        """Where a match whose last folded letter is `last` ends: after the marks on it that fold to nothing."""
        stop = self.stops[last]
        following = self.after(stop)
        limit = self.starts[following] if following < len(self.starts) else len(self.text)
        while stop < limit and is_mark(self.text[stop]):
            stop += 1
        return stop

    def is_whole_word(self, start: int, stop: int) -> bool:
        """Whether word boundaries stand at both ends, give or take what folds to nothing."""
        before = bisect_right(self.stops, start)
        after = self.after(stop)
        earliest = self.stops[before - 1] if before else 0
        latest = self.starts[after] if after < len(self.starts) else len(self.text)
        return self._has_boundary(earliest, start) and self._has_boundary(stop, latest)

    def _has_boundary(self, earliest: int, latest: int) -> bool:
        at = bisect_left(self.boundaries, earliest)
        return at < len(self.boundaries) and self.boundaries[at] <= latest

    def cuts_letter(self, place: int) -> bool:
        """Whether `place`, in code points, is inside a letter that folding would compose."""
        if not 0 < place < len(self.text):
            return False
        at = bisect_right(self.composed.starts, place) - 1
        return at >= 0 and self.composed.starts[at] < place < self.composed.stops[at]


class Spans(ABC):
    """Tells where something stands in a text. Pure, and may be used by several threads."""

    @abstractmethod
    def spans(self, text: str) -> list[tuple[int, int]]:
        """The matches, as half-open ranges of code points of `text`, rising and apart.

        Raises QueryError where a regular expression takes longer than `PATIENCE`.
        """


class Matcher(Spans):
    """Finds one term."""

    folding: Folding
    """What `count` and the search itself look at."""
    needle: str
    """Letters, folded by `needle_folding`, without which a text has no match; empty where none are known."""
    needle_folding: Folding
    evidence: Evidence

    def __init__(self, folding: Folding, *, word: bool, needle_folding: Folding, needle: str) -> None:
        self.folding = folding
        self.needle_folding = needle_folding
        self.needle = needle
        self._word = word

    def spans(self, text: str) -> list[tuple[int, int]]:
        if not self.folding.exact and self.needle not in self.needle_folding.fold(text):
            return []
        row = Row(text, self.folding.fold_with_map(text))
        spans = []
        at = 0
        while found := self._find(row, at):
            first, widest = found
            at = first + 1
            for stop_letter in self._ends(row, first, widest):
                start, stop = row.starts[first], row.reach(stop_letter - 1)
                if self._stands(row, first, stop_letter, start, stop):
                    spans.append((start, stop))
                    at = max(at, row.after(stop))
                    break
        return spans

    def count(self, folded: str) -> int:
        """The number of matches in a text folded by default, none of whose letters expand or are `joined`.

        Only for matchers whose evidence is FOLDED.
        """
        raise NotImplementedError

    @abstractmethod
    def _find(self, row: Row, at: int) -> tuple[int, int] | None:
        """The first match at folded letter `at` or later, as a range of folded letters; never an empty one."""

    def _ends(self, row: Row, first: int, stop: int) -> Iterable[int]:
        """Where a match may end that begins at folded letter `first` and may reach to `stop`; the best end first."""
        return (stop,)

    def _stands(self, row: Row, first: int, stop_letter: int, start: int, stop: int) -> bool:
        letters = row.letters
        if row.may_join:
            if first > 0 and joined(letters[first - 1], letters[first]):
                return False
            if stop_letter < len(letters) and joined(letters[stop_letter - 1], letters[stop_letter]):
                return False
        if self.folding.exact and (row.cuts_letter(start) or row.cuts_letter(stop)):
            return False
        return not self._word or row.is_whole_word(start, stop)


class LiteralMatcher(Matcher):
    """Letters, as they stand."""

    def __init__(self, letters: str, folding: Folding, *, word: bool = False) -> None:
        self._letters = folding.fold(letters)
        needle_folding = Folding() if folding.exact else folding
        super().__init__(folding, word=word, needle_folding=needle_folding, needle=needle_folding.fold(letters))
        self.evidence = Evidence.ORIGINAL if word or folding.exact else Evidence.OCCURRENCES

    def _find(self, row: Row, at: int) -> tuple[int, int] | None:
        if not self._letters:
            return None
        first = row.letters.find(self._letters, at)
        return None if first < 0 else (first, first + len(self._letters))


class ExpressionMatcher(Matcher):
    """A regular expression; matches of no letters are passed over."""

    def __init__(self, expression: Expression, folding: Folding, *, word: bool = False, position: int = 0) -> None:
        """`position`: where the expression stands in the query, for errors."""
        needle_folding = Folding() if folding.exact else folding
        literal = settled(expression.literal) if folding.exact else expression.literal
        super().__init__(folding, word=word, needle_folding=needle_folding, needle=needle_folding.fold(literal))
        self._pattern = expression.pattern
        self._position = position
        self.evidence = Evidence.ORIGINAL if word or folding.exact else Evidence.FOLDED

    def count(self, folded: str) -> int:
        with self._patience():
            letters = self.folding.refine(folded)
            return sum(1 for match in self._matches(letters, 0) if match[0])

    def _find(self, row: Row, at: int) -> tuple[int, int] | None:
        with self._patience():
            for match in self._matches(row.letters, at):
                if match[0]:
                    return match.span()
        return None

    def _matches(self, letters: str, at: int) -> Iterator[re.Match[str]]:
        # The timeout is for each match; `concurrent` lets other threads go on meanwhile.
        matches: Iterator[re.Match[str]] = self._pattern.finditer(letters, at, timeout=PATIENCE, concurrent=True)
        return matches

    @contextmanager
    def _patience(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError as error:
            raise QueryError(self._position, "it takes too long on some paragraphs; make it more specific") from error


class LooseMatcher(ExpressionMatcher):
    """Arabic letters, however the alefs inside the words are spelled."""

    def __init__(self, letters: str, folding: Folding, *, word: bool = False) -> None:
        """`folding` is the loose one."""
        plain = Folding(kana=folding.kana)
        pattern = regex.compile(loose_expression(plain.fold(letters)))
        super().__init__(Expression(pattern, ""), plain, word=word)
        self.needle_folding = folding
        self.needle = folding.fold(letters)

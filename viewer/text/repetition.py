"""Furniture that gives itself away over several documents of one version: the lines that a site puts on every page.

At the ends of documents such lines stand in a row. Between paragraphs they are labels that come back in many documents
and, unlike headings, more than once in some; whole sentences only where labels have shown that there is a site. A poem
or a list has no furniture, and between the paragraphs of a text that repeats much, such as a play with the names of its
speakers, there is none either. In doubt a line is content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import regex

from viewer.text.shape import HAS_LETTER, STARTS_AS_TEXT, Shape

FEWEST = 3
"""Documents that it takes."""
_SHARE, _SHARE_OF_ENDS = 0.3, 0.5
"""Share of the documents that have a line of furniture, between paragraphs and at an end."""
_AGAIN = 0.1
"""Share of the documents with a line between paragraphs that have it twice, two documents at least."""
_NEARLY_ALL = 0.6
_MUCH = 0.2
"""Share of the paragraphs of a document from which what is repeated is its way of writing."""
_END, _END_SHARE = 40, 0.5
"""Paragraphs at either end of a document that may be a header or a footer, and their share of it, at most."""
_NEAR = 2
"""Paragraphs by which its distance from the end differs."""
_HEADER, _FOOTER = 2, 3
"""Different repeated lines that make a header or a footer, unless a machine has left its traces in them."""
_GAP = 2
"""Labels of this document alone that may stand between the lines of a header or a footer; they are content."""
_SENTENCE = 40.0
"""Letters; a shorter sentence may be said again and again."""
_LABELS = 2
"""Labels from which it is clear that there is a site."""
_MOST = 200_000
"""Different lines that are counted."""
_COUNT = regex.compile(r"(?<=[(\[（])\p{Nd}+(?=[)\]）])")
_SPACE = regex.compile(r"\s+")


class Repetition:
    """What the documents of one version have in common: first each is added, then each is asked about."""

    def __init__(self, language: str) -> None:
        """`language` is a BCP 47 tag."""
        self._language = language
        self._documents = 0
        self._having: Counter[str] = Counter()
        """In how many documents a line is."""
        self._twice: Counter[str] = Counter()
        self._placed: Counter[tuple[bool, int, str]] = Counter()
        """In how many documents a line is at this distance from the beginning (False) or the end (True)."""
        self._labels: set[str] = set()
        self._sentences: set[str] = set()
        self._between: frozenset[str] | None = None

    def add(self, paragraphs: Sequence[str]) -> None:
        """Counts the lines of a document."""
        shape = Shape(paragraphs, self._language)
        if not shape.has_body:
            return
        self._between = None
        self._documents += 1
        lines = dict(_lines(shape))
        for line, count in Counter(lines.values()).items():
            if line in self._having or len(self._having) < _MOST:
                self._having[line] += 1
                self._twice[line] += count > 1
        if len(self._placed) < _MOST:
            for backwards in (False, True):
                for distance, number in _end(paragraphs, backwards):
                    if number in lines:
                        self._placed[backwards, distance, lines[number]] += 1
        for number, line in lines.items():
            if not STARTS_AS_TEXT.match(paragraphs[number]):
                if shape.is_label(number):
                    self._labels.add(line)
                elif not shape.long[number] and shape.size[number] >= _SENTENCE:
                    self._sentences.add(line)

    def furniture(self, paragraphs: Sequence[str]) -> list[int]:
        """The numbers of those paragraphs of a document that are furniture by what the others have, rising."""
        if self._documents < FEWEST:
            return []
        shape = Shape(paragraphs, self._language)
        if not shape.has_body:
            return []
        lines = dict(_lines(shape))
        between = self._lines_between()
        found = {number for number, line in lines.items() if line in between and not shape.long[number]}
        if len(found) > _MUCH * len(paragraphs):
            found.clear()
        found.update(self._at_end(shape, lines, False, _HEADER))
        found.update(self._at_end(shape, lines, True, _FOOTER))
        return sorted(found)

    def _lines_between(self) -> frozenset[str]:
        """The lines that are furniture wherever they stand."""
        if self._between is None:
            again = {
                line
                for line, count in self._having.items()
                if count >= max(FEWEST, _SHARE * self._documents) and self._twice[line] >= _AGAIN * count
            }
            common = {line for line in again if self._twice[line] > 1}
            # Where several are in nearly all documents, one that has a line twice is enough.
            nearly_all = {line for line in again if self._having[line] >= _NEARLY_ALL * self._documents}
            if len(nearly_all & self._labels) >= _LABELS:
                common |= nearly_all
            labels = common & self._labels
            self._between = frozenset(labels | (common & self._sentences) if len(labels) >= _LABELS else labels)
        return self._between

    def _at_end(self, shape: Shape, lines: Mapping[int, str], backwards: bool, least: int) -> list[int]:
        """The numbers of the paragraphs in the header of a document, or (backwards) in its footer."""
        repeated: list[int] = []
        gap = 0
        for distance, number in _end(shape.paragraphs, backwards):
            if number in lines and self._is_placed(lines[number], backwards, distance):
                repeated.append(number)
                gap = 0
            elif shape.is_label(number) and gap < _GAP:
                gap += 1
            else:
                break
        is_enough = len({lines[number] for number in repeated}) >= least
        return repeated if is_enough or any(shape.is_trace(number) for number in repeated) else []

    def _is_placed(self, line: str, backwards: bool, distance: int) -> bool:
        """Whether many documents have the line at about this distance from their end."""
        around = range(distance - _NEAR, distance + _NEAR + 1)
        count = sum(self._placed[backwards, place, line] for place in around)
        return count >= max(FEWEST, _SHARE_OF_ENDS * self._documents)


def _end(paragraphs: Sequence[str], backwards: bool) -> Iterator[tuple[int, int]]:
    """The paragraphs at one end of a document: how far each is from it, and its number."""
    for distance in range(min(_END, int(_END_SHARE * len(paragraphs)))):
        yield distance, len(paragraphs) - 1 - distance if backwards else distance


def _lines(shape: Shape) -> Iterator[tuple[int, str]]:
    """The paragraphs with letters, as they are compared: without case, all counts in brackets alike.

    Other numbers are not: chapters have them.
    """
    for number, paragraph in enumerate(shape.paragraphs):
        if HAS_LETTER.search(paragraph):
            yield number, _SPACE.sub(" ", _COUNT.sub("0", paragraph.strip().casefold()))

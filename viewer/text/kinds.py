"""What each paragraph of a plain text is: title, heading, body, caption or furniture.

No list of phrases is consulted, only the shape: a paragraph's length against the text's body, its last mark, where it
stands before or after the body, traces that machines leave (`Kommentar (0)`, a name glued to a date) and another
language. In doubt a paragraph is body: furniture is folded away, and content never must be. Where the text has no body
of long paragraphs (a poem, a list), all of it is body.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from viewer.languages import language as language_of
from viewer.model import Kind
from viewer.text.detection import is_foreign

_DENSE = 2.2
"""Letters of an alphabet that say as much as one Han character, kana or Hangul syllable."""

_LEAST_BODY = 120.0
"""Letters; a text whose body paragraphs are shorter than this has no body to stand out from."""

_LONGEST_HEADING = 120.0
_MOST_FRONT = 12
"""Paragraphs before the body that can be title and header; more is content."""

_CLOSERS = r"[\p{Pe}\p{Pf}\p{Pi}\"'”’»」』）\]*_\s]*"
_STOPPED = regex.compile(rf"[.!?…。！？．؟۔।॥።։၊။៕᙮⁇‼:;,：；，、،؛\u2013\u2014\-–—|]{_CLOSERS}$")
_HAS_LETTER = regex.compile(r"\p{L}")
_STARTS_AS_TEXT = regex.compile(r"\s*[\p{Ll}\p{Pd}\p{Pi}\p{Ps}\"'*•·‣◦>「『«„“]")
_CASED = regex.compile(r"[\p{Lu}\p{Ll}]")
_CAPITALS = regex.compile(r"[^\p{Ll}]*\p{Lu}[^\p{Ll}]*\p{Lu}[^\p{Ll}]*")

_NUMBERED = regex.compile(r"(?P<word>[\p{L}\p{M}]{0,24}\s*)(?P<number>\p{Nd}+|[IVXLCDM]+)\s*[.:।۔]?")

# "(Foto: dpa)", "（出典：共同）", at the end; a label of letters, so that no verse (Joh 3:16) is one.
_CREDIT = regex.compile(r"(?<=.{20})[(（][\p{L}\p{M}][\p{L}\p{M}\s.]{0,24}[:：]\s*[^()（）]{2,60}[)）][\s|.。۔·]*$")

_COUNTER = regex.compile(r"[(（\[]\p{Nd}{1,3}[)）\]]$")
_NUMBERED_LABEL = regex.compile(r"\[[^\[\]]*\p{L}[^\[\]]*\p{Nd}+\]$")
_GLUED_DATE = regex.compile(r"\p{L}\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}(?!\d)")
_GLUED_TWICE = regex.compile(r"(?P<name>\p{Lu}[^\n]{4,60}?\p{L})(?P=name)")
_DOMAIN = regex.compile(r"(?:^|[\s(/])(?:https?://\S+|(?:[\p{L}\d-]+\.)+[a-z]{2,}(?=$|[\s/)]))")


def kinds(paragraphs: Sequence[str], language: str) -> list[Kind]:
    """The kind of every paragraph of a text in `language` (BCP 47, `und` if it is not known)."""
    found = [Kind.BODY] * len(paragraphs)
    shape = _Shape(paragraphs, language)
    if not shape.has_body:
        return found
    for number in shape.captions():
        found[number] = Kind.CAPTION
    body = [n for n, is_long in enumerate(shape.long) if is_long and found[n] is Kind.BODY]
    if not body:
        return [Kind.BODY] * len(paragraphs)
    _mark_front(found, shape, body[0])
    _mark_headings(found, shape, body[-1])
    _mark_tail(found, shape, max(n for n, is_long in enumerate(shape.long) if is_long) + 1)
    return found


class _Shape:
    """A text as lengths and last marks."""

    def __init__(self, paragraphs: Sequence[str], language: str) -> None:
        self.paragraphs = paragraphs
        self.language = language
        dense = language_of(language).script in {"Jpan", "Hans", "Hant", "Kore"}
        self.size = [len(paragraph) * (_DENSE if dense else 1.0) for paragraph in paragraphs]
        self.middle = self._middle_of_the_text()
        """Half of the letters stand in paragraphs at least this long."""
        least = max(self.middle / 4, 80.0)
        self.long = [size >= least for size in self.size]
        self.stopped = [_STOPPED.search(paragraph, max(0, len(paragraph) - 40)) is not None for paragraph in paragraphs]
        long_stops = [stop for stop, is_long in zip(self.stopped, self.long, strict=True) if is_long]
        self.uses_stops = sum(long_stops) >= 0.6 * len(long_stops)
        """Whether the missing stop of a line says anything: Thai has none at all."""

    @property
    def has_body(self) -> bool:
        return self.middle >= _LEAST_BODY and any(self.long)

    def _middle_of_the_text(self) -> float:
        left = sum(self.size) / 2
        for size in sorted(self.size, reverse=True):
            left -= size
            if left <= 0:
                return size
        return 0.0

    def captions(self) -> list[int]:
        """Paragraphs that end in a credit, unless that is how this text ends its paragraphs."""
        found = [
            number
            for number, paragraph in enumerate(self.paragraphs)
            if self.size[number] <= self.middle and _CREDIT.search(paragraph, max(0, len(paragraph) - 120))
        ]
        return found if 5 * len(found) <= len(self.paragraphs) or len(found) == 1 else []

    def is_label(self, number: int) -> bool:
        """Short, has letters, and does not end as a sentence does."""
        return (
            not self.long[number]
            and not self.stopped[number]
            and self.uses_stops
            and _HAS_LETTER.search(self.paragraphs[number]) is not None
        )

    def is_machine_made(self, number: int) -> bool:
        """Short, and written by no person: a name glued to a date or to itself, a site's name in another language."""
        paragraph = self.paragraphs[number]
        if self.long[number]:
            return False
        if _GLUED_DATE.search(paragraph) or _GLUED_TWICE.match(paragraph):
            return True
        return _DOMAIN.search(paragraph) is not None and is_foreign(paragraph, self.language)

    def is_heading(self, number: int) -> bool:
        """Short, set off by its capitals or its missing stop, and directly above longer text."""
        paragraph = self.paragraphs[number]
        if self.size[number] > min(_LONGEST_HEADING, self.middle / 3) or _STARTS_AS_TEXT.match(paragraph):
            return False
        if not self.leads_to_text(number):
            return False
        if _is_in_capitals(paragraph):
            return True
        return self.uses_stops and not self.stopped[number]

    def leads_to_text(self, number: int) -> bool:
        """A paragraph of text follows, at once or after one more line of the kind."""
        for following in range(number + 1, min(number + 3, len(self.paragraphs))):
            if self.long[following]:
                return True
            if self.stopped[following] and not _is_in_capitals(self.paragraphs[following]):
                return self.size[following] >= 1.5 * self.size[number]
        return False


def _is_in_capitals(paragraph: str) -> bool:
    return _CASED.search(paragraph) is not None and _CAPITALS.fullmatch(paragraph) is not None


def _mark_front(found: list[Kind], shape: _Shape, body: int) -> None:
    """Before the body: what a site put above the article, then the title."""
    if body > _MOST_FRONT:
        return
    titled = False
    for number in range(body):
        if found[number] is not Kind.BODY:
            continue
        if shape.is_machine_made(number):
            found[number] = Kind.FURNITURE
        elif not titled:
            titled = True
            if shape.is_label(number) or (not shape.long[number] and _is_in_capitals(shape.paragraphs[number])):
                found[number] = Kind.TITLE


def _mark_headings(found: list[Kind], shape: _Shape, last: int) -> None:
    run = 0
    """Short lines in a row up to here: three and more are a list, unless each is in capitals."""
    certain = _headings_that_are_sentences(shape, last) | _numbered_headings(shape, last)
    for number in range(last):
        run = 0 if shape.long[number] or shape.stopped[number] else run + 1
        if found[number] is not Kind.BODY:
            run = 0
        elif number in certain or (
            (run <= 2 or _is_in_capitals(shape.paragraphs[number])) and shape.is_heading(number)
        ):
            found[number] = Kind.HEADING


def _headings_that_are_sentences(shape: _Shape, last: int) -> set[int]:
    """Headings that end in a full stop: single short lines where all other paragraphs are several times longer.

    Where lengths run through without a gap, as in a novel, a short sentence is only a short paragraph.
    """
    inside = range(1, last)
    short = [number for number in inside if not shape.long[number]]
    tall = [shape.size[number] for number in range(last + 1) if shape.long[number]]
    if not short or 3 * len(short) > len(tall) or 3 * max(shape.size[number] for number in short) > min(tall):
        return set()
    return {
        number
        for number in short
        if shape.long[number - 1]
        and shape.long[number + 1]
        and shape.size[number] <= min(_LONGEST_HEADING, shape.middle / 5)
        and not _STARTS_AS_TEXT.match(shape.paragraphs[number])
        and _HAS_LETTER.search(shape.paragraphs[number])
    }


def _numbered_headings(shape: _Shape, last: int) -> set[int]:
    """Short lines of one word, or none, and a number, where the same word comes with three numbers: `Artikel 4.`"""
    series: dict[str, dict[str, int]] = {}
    for number in range(last):
        match = None if shape.long[number] else _NUMBERED.fullmatch(shape.paragraphs[number])
        if match and shape.leads_to_text(number):
            series.setdefault(match["word"].strip(), {}).setdefault(match["number"], number)
    return {number for numbers in series.values() if len(numbers) >= 3 for number in numbers.values()}


def _mark_tail(found: list[Kind], shape: _Shape, start: int) -> None:
    """After the body: counters, numbered labels and doubled lines show where a site's own lines begin.

    One line proves nothing. Sentences between are furniture only if such a trace follows them too.
    """
    tail = range(start, len(shape.paragraphs))
    traces = [number for number in tail if _is_trace(shape, number)]
    if not traces or len(tail) < 2:
        return
    sentences_after = [number for number in tail if not shape.is_label(number) and number > traces[-1]]
    if sentences_after:
        return
    begin = traces[0]
    while begin > start and shape.is_label(begin - 1):
        begin -= 1
    if len(shape.paragraphs) - begin < 2:
        return
    for number in range(begin, len(shape.paragraphs)):
        found[number] = Kind.FURNITURE


def _is_trace(shape: _Shape, number: int) -> bool:
    paragraph = shape.paragraphs[number]
    if _COUNTER.search(paragraph) or _NUMBERED_LABEL.match(paragraph) or shape.is_machine_made(number):
        return True
    return number > 0 and paragraph == shape.paragraphs[number - 1] and shape.is_label(number)

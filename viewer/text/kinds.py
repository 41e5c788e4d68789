"""What each paragraph of a plain text is: title, heading, body, caption or furniture.

No list of phrases is consulted, only the shape: a paragraph's length against the text's body, its last mark, where it
stands before or after the body, traces that machines leave (`Kommentar (0)`, a name glued to a date) and another
language. In doubt a paragraph is body: furniture is folded away, and content never must be. Where the text has no body
of long paragraphs (a poem, a list), all of it is body.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from viewer.model import Kind
from viewer.text.shape import HAS_LETTER, LONGEST_HEADING, STARTS_AS_TEXT, Shape, is_in_capitals

_MOST_FRONT = 12
"""Paragraphs before the body that can be title and header; more is content."""

_NUMBERED = regex.compile(r"(?P<word>[\p{L}\p{M}]{0,24}\s*)(?P<number>\p{Nd}+|[IVXLCDM]+)\s*[.:।۔]?")


def kinds(paragraphs: Sequence[str], language: str) -> list[Kind]:
    """The kind of every paragraph of a text in `language` (BCP 47, `und` if it is not known)."""
    found = [Kind.BODY] * len(paragraphs)
    shape = Shape(paragraphs, language)
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


def _mark_front(found: list[Kind], shape: Shape, body: int) -> None:
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
            if shape.is_label(number) or (not shape.long[number] and is_in_capitals(shape.paragraphs[number])):
                found[number] = Kind.TITLE


def _mark_headings(found: list[Kind], shape: Shape, last: int) -> None:
    run = 0
    """Short lines in a row up to here: three and more are a list, unless each is in capitals."""
    certain = _headings_that_are_sentences(shape, last) | _numbered_headings(shape, last)
    for number in range(last):
        run = 0 if shape.long[number] or shape.stopped[number] else run + 1
        if found[number] is not Kind.BODY:
            run = 0
        elif number in certain or ((run <= 2 or is_in_capitals(shape.paragraphs[number])) and shape.is_heading(number)):
            found[number] = Kind.HEADING


def _headings_that_are_sentences(shape: Shape, last: int) -> set[int]:
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
        and shape.size[number] <= min(LONGEST_HEADING, shape.middle / 5)
        and not STARTS_AS_TEXT.match(shape.paragraphs[number])
        and HAS_LETTER.search(shape.paragraphs[number])
    }


def _numbered_headings(shape: Shape, last: int) -> set[int]:
    """Short lines of one word, or none, and a number, where the same word comes with three numbers: `Artikel 4.`"""
    series: dict[str, dict[str, int]] = {}
    for number in range(last):
        match = None if shape.long[number] else _NUMBERED.fullmatch(shape.paragraphs[number])
        if match and shape.leads_to_text(number):
            series.setdefault(match["word"].strip(), {}).setdefault(match["number"], number)
    return {number for numbers in series.values() if len(numbers) >= 3 for number in numbers.values()}


def _mark_tail(found: list[Kind], shape: Shape, start: int) -> None:
    """After the body: counters, numbered labels and doubled lines show where a site's own lines begin.

    One line proves nothing. Sentences between are furniture only if such a trace follows them too.
    """
    tail = range(start, len(shape.paragraphs))
    traces = [number for number in tail if shape.is_trace(number) or shape.is_doubled(number)]
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

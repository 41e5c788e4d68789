"""Rows cut into rows of sentences, with what stands beside the text, for those who take a corpus elsewhere.

The corpus is as it was. A stream of rows becomes a stream of shorter ones; a few are held at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from viewer.align import Lexicon
from viewer.align.sentences import ROWS_AT_ONCE, SentenceRow, sentence_rows
from viewer.lexicons import Lexicons
from viewer.model import Annotation, Segment, SegmentId, Status, Stretch, Unit, Version, VersionId

_NO_SEGMENT: Final = SegmentId(-1)
"""The id of what comes after the first part of a segment: the ends of links stay with that."""


def known_sentences(
    rows: Sequence[Sequence[Sequence[str]]], languages: Sequence[str], check: Callable[[], None] = lambda: None
) -> list[list[SentenceRow]]:
    """As `align.sentences.sentence_rows`, with what is in the user's store of lexicons."""
    store = Lexicons()
    try:
        changed = store.folder.stat().st_mtime_ns
    except OSError:
        changed = 0
    return sentence_rows(rows, languages, _lexicon(tuple(sorted(set(languages))), store.is_on, changed), check)


@lru_cache(maxsize=1)
def _lexicon(languages: tuple[str, ...], _is_on: bool, _changed: int) -> Lexicon:
    """What is known of these languages as long as nobody changes it: it is asked for every few rows."""
    return Lexicons().lexicon(languages)


def by_sentence(
    units: Iterable[Unit], versions: Sequence[Version], check: Callable[[], None] = lambda: None
) -> Iterator[Unit]:
    """The sentences of all rows as rows, numbered from 0; their segments are numbered within each text.

    Every code point of `versions` is in one of them. What is said of a whole segment is said of each of its parts. A
    row that is cut was settled by nobody in that form: its parts are automatic, or to be reviewed as the row was.
    `check` is called now and then and may raise.
    """
    stream, row, document, numbers = iter(units), 0, -1, Counter[VersionId]()
    while block := list(islice(stream, ROWS_AT_ONCE)):
        texts = [[[one.text for one in unit.cells.get(version.id, ())] for version in versions] for unit in block]
        for unit, found in zip(block, known_sentences(texts, [one.language for one in versions], check), strict=True):
            if unit.document != document:
                document, numbers = unit.document, Counter()
            for part in _parts(unit, found, versions):
                yield replace(part, number=row, cells=_numbered(part, numbers))
                row += 1


def _parts(unit: Unit, found: Sequence[SentenceRow], versions: Sequence[Version]) -> Iterator[Unit]:
    if len(found) < 2:
        yield unit
        return
    status = unit.status if unit.status is Status.REVIEW else Status.AUTOMATIC
    for sentences in found:
        cells = {
            version.id: tuple(_part(unit.cells[version.id][stretch.place], stretch) for stretch in stretches)
            for version, stretches in zip(versions, sentences, strict=True)
            if stretches
        }
        yield replace(unit, status=status, cells=cells)


def _part(segment: Segment, stretch: Stretch) -> Segment:
    start, stop, length = stretch.start, stretch.stop, len(segment.text)
    if (start, stop) == (0, length):
        return segment
    notes = (_moved(note, start, stop, length) for note in segment.annotations)
    return replace(
        segment,
        id=_NO_SEGMENT if start else segment.id,
        text=segment.text[start:stop],
        annotations=tuple(note for note in notes if note is not None),
    )


def _moved(note: Annotation, start: int, stop: int, length: int) -> Annotation | None:
    """What is said of a part of a segment that has so many code points; None if it is about another part."""
    if note.start == note.stop:
        here = start <= note.start < stop or note.start == stop == length
    else:
        here = note.start < stop and start < note.stop
    if not here:
        return None
    return replace(note, start=max(note.start, start) - start, stop=min(note.stop, stop) - start)


def _numbered(unit: Unit, numbers: Counter[VersionId]) -> dict[VersionId, tuple[Segment, ...]]:
    cells = {}
    for version, cell in unit.cells.items():
        first = numbers[version]
        cells[version] = tuple(replace(segment, number=first + place) for place, segment in enumerate(cell))
        numbers[version] += len(cell)
    return cells

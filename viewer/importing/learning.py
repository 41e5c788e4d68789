"""What documents teach the lexicons: the rows that can be trusted, whoever answers for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from viewer.align import AlignedUnit
from viewer.corpus import Corpus
from viewer.importing.sides import AnySegment
from viewer.lexicons import Lesson, Lexicons
from viewer.model import Kind, Status

_TRUSTED = 0.6
"""Confidence from which a row is learned from."""
_DERAILED = 0.5
"""A document teaches nothing if a smaller share of its rows can be trusted."""
_BY_HAND = 3.0
"""What a row counts that somebody has confirmed or edited; one that is certain otherwise counts 1."""
_MOST, _RUN = 4_000, 100
"""Rows of a corpus that are learned from at a time, and how many of them stand together."""


def learn_aligned(
    lexicons: Lexicons, languages: Sequence[str], texts: Sequence[Sequence[AnySegment]], rows: Iterable[AlignedUnit]
) -> None:
    """Teaches the rows of a document that were found just now."""
    lessons = [
        Lesson(
            tuple(_joined(text[number] for number in cell) for text, cell in zip(texts, row.cells, strict=True)),
            _weight(row.confidence, Status.AUTOMATIC),
        )
        for row in rows
    ]
    lexicons.learn(languages, _trusted(lessons))


def learn_rows(lexicons: Lexicons, corpus: Corpus, documents: Sequence[int]) -> None:
    """Teaches the rows of some documents as they stand; of many rows some runs, from beginning to end."""
    versions = corpus.versions()
    starts = corpus.index().document_starts
    lessons = []
    for start, stop in _runs([(int(starts[document]), int(starts[document + 1])) for document in documents]):
        for row in corpus.units(start, stop):
            cells = tuple(_joined(row.cells.get(version.id, ())) for version in versions)
            lessons.append(Lesson(cells, _weight(row.confidence, row.status)))
    lexicons.learn([version.language for version in versions], _trusted(lessons), len(documents))


def _weight(confidence: float | None, status: Status) -> float:
    if status in (Status.CONFIRMED, Status.EDITED):
        return _BY_HAND
    if status is Status.REVIEW:
        return 0.0
    if confidence is None:  # of a file, which answers for it, or provisional
        return 1.0 if status is Status.IMPORTED else 0.0
    return confidence if confidence >= _TRUSTED else 0.0


def _trusted(lessons: Sequence[Lesson]) -> Sequence[Lesson]:
    """The lessons, unless most of them are wrong; then only what somebody answers for."""
    full = [lesson for lesson in lessons if sum(map(bool, lesson.cells)) > 1]
    trusted = [lesson for lesson in full if lesson.weight > 0]
    if len(trusted) >= _DERAILED * len(full):
        return trusted
    return [lesson for lesson in trusted if lesson.weight >= _BY_HAND]


def _joined(segments: Iterable[AnySegment]) -> str:
    return " ".join(segment.text for segment in segments if segment.kind is not Kind.FURNITURE and not segment.excluded)


def _runs(stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs of rows out of stretches of them, evenly, `_MOST` rows in all or a few more."""
    runs = [(at, min(at + _RUN, stop)) for start, stop in stretches for at in range(start, stop, _RUN)]
    yield from runs[:: -(-sum(stop - start for start, stop in runs) // _MOST) or 1]

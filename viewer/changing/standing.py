"""The rows of a document as they stand, and what becomes of them when a further text is put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import cached_property

from viewer.align import Paragraphs, Placed, place, projected
from viewer.corpus import STATUSES, ColumnRows, Corpus
from viewer.formats.draft import DraftSegment
from viewer.importing.sides import aligned_by_marks, paragraphs
from viewer.importing.site_furniture import placed_apart
from viewer.lexicons import Lexicons
from viewer.model import Annotation, Segment, SegmentId, Status, Unit, VersionId

SETTLED = (Status.CONFIRMED, Status.EDITED, Status.IMPORTED)
"""Somebody or a file answers for such a row: it is joined with no other."""


class Standing:
    """All rows of one document, read at one state of the corpus."""

    def __init__(self, corpus: Corpus, document: int, lexicons: Lexicons | None = None) -> None:
        """`lexicons` help to place texts. Raises OutOfRange."""
        self._lexicons = lexicons or Lexicons()
        starts = corpus.index().document_starts
        self.number = document
        self.title = corpus.documents()[document].title
        self.first = int(starts[document])
        """Number of its first row in the corpus."""
        self.rows: list[Unit] = corpus.annotated_units(self.first, int(starts[document + 1]))
        self._languages = {version.id: version.language for version in corpus.versions()}
        self.versions: tuple[VersionId, ...] = tuple(
            text.version for text in corpus.texts() if text.document == document
        )

    @cached_property
    def texts(self) -> Mapping[VersionId, list[Segment]]:
        """The segments of each text, in order."""
        return {
            version: [segment for row in self.rows for segment in row.cells.get(version, ())]
            for version in self.versions
        }

    def after(self, segments: Sequence[DraftSegment], version: VersionId, language: str, rows: ColumnRows) -> Standing:
        """The document as it will be when the text is in it."""
        numbered = [
            Segment(SegmentId(0), number, one.kind, one.text, one.excluded, _annotations(one))
            for number, one in enumerate(segments)
        ]
        units, at, placed = [], 0, 0
        statuses = [STATUSES[code] for code in rows.status.tolist()]
        confidences = [None if value != value else value for value in rows.confidence.tolist()]
        for number, (stop, count) in enumerate(zip(rows.stops.tolist(), rows.counts.tolist(), strict=True)):
            cells: dict[VersionId, tuple[Segment, ...]] = {}
            for row in self.rows[at:stop]:
                for name, cell in row.cells.items():
                    cells[name] = (*cells.get(name, ()), *cell)
            if count:
                cells[version] = tuple(numbered[placed : placed + count])
            units.append(Unit(self.first + number, self.number, confidences[number], statuses[number], cells))
            at, placed = stop, placed + count
        later = copy(self)
        later.__dict__.pop("texts", None)
        later.rows = units
        later.versions = (*self.versions, version)
        later._languages = {**self._languages, version: language}
        return later

    def language(self, version: VersionId) -> str:
        """BCP 47 tag."""
        return self._languages[version]

    def with_text(
        self,
        segments: Sequence[DraftSegment],
        language: str,
        *,
        is_page: bool = False,
        progress: Callable[[float], None],
        cancelled: Callable[[], bool],
    ) -> ColumnRows:
        """The rows with a further text in them. Rows are only joined where nobody answers for them. What a web page
        brings along stands beside no other furniture.

        A row keeps its status; its confidence is that of its weakest cell. Raises Cancelled.
        """
        fixed = [row.status in SETTLED for row in self.rows]
        marked = aligned_by_marks([*self.texts.values(), segments], progress=progress, cancelled=cancelled)
        if marked is None:
            own = paragraphs(segments, language)
            found = self.place(range(len(self.rows)), self.versions, own, fixed, progress, cancelled)
            return self._column_rows(placed_apart(found, self.rows, segments) if is_page else found)
        counts = [[len(row.cells.get(version, ())) for version in self.versions] for row in self.rows]
        return self._column_rows(projected(marked, counts, fixed))

    def place(
        self,
        rows: range,
        versions: Sequence[VersionId],
        new: Paragraphs,
        fixed: Sequence[bool],
        progress: Callable[[float], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[Placed]:
        """Where the paragraphs belong among some of the rows, by what these hold in some of the versions."""
        stretch = self.rows[rows.start : rows.stop]
        sides = [
            paragraphs([segment for row in stretch for segment in row.cells.get(version, ())], self.language(version))
            for version in versions
        ]
        counts = [[len(row.cells.get(version, ())) for version in versions] for row in stretch]
        known = self._lexicons.lexicon([new.language, *(side.language for side in sides)])
        return place(sides, counts, new, fixed, known=known, progress=progress, cancelled=cancelled)

    def _column_rows(self, found: Sequence[Placed]) -> ColumnRows:
        stops, counts, status = [], [], []
        confidence: list[float | None] = []
        at = 0
        for one in found:
            old = self.rows[one.rows.start : one.rows.stop] if one.rows else []
            at = one.rows.stop if one.rows else at
            stops.append(at)
            counts.append(len(one.segments))
            if len(old) == 1:
                known = old[0].confidence
                weakest = one.confidence if known is None else min(known, one.confidence)
                confidence.append(weakest if one.segments else known)
                status.append(old[0].status)
            else:
                confidence.append(one.confidence)
                in_review = any(row.status is Status.REVIEW for row in old)
                status.append(Status.REVIEW if in_review else Status.AUTOMATIC)
        return ColumnRows.of(stops, counts, confidence, status)


def _annotations(segment: DraftSegment) -> tuple[Annotation, ...]:
    return tuple(Annotation(SegmentId(0), one.start, one.stop, one.kind, one.value) for one in segment.annotations)

"""Rows with the notes of the reader as annotations, so that they go along in an export.

Formats with footnotes have them there; in others a note is about the whole segment, as notes of a translation memory
are, and names the letters that it was put at. Bookmarks say nothing and stay behind.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from viewer.corpus import Corpus
from viewer.formats.annotation_kinds import FOOTNOTE
from viewer.formats.inline_markup import LONGEST_MARK
from viewer.model import Annotation, PlacedNote, Segment, SegmentId, Unit, VersionId

NOTE = "note"
"""Kind of the annotation, as in translation memories."""


def with_notes(corpus: Corpus, rows: Iterable[Unit], *, footnotes: bool) -> Iterator[Unit]:
    """The rows in which every segment has its notes among its annotations. Raises as reading a corpus does."""
    found: dict[SegmentId, list[PlacedNote]] = {}
    for one in corpus.notes():
        if one.segment is not None and one.note.text.strip():
            found.setdefault(one.segment, []).append(one)
    for unit in rows:
        yield _noted(unit, found, footnotes) if found else unit


def notes_among(corpus: Corpus, rows: npt.NDArray[np.int64], versions: Container[VersionId]) -> int:
    """How many notes with words stand in these rows of these versions. Raises as reading a corpus does."""
    found = [one for one in corpus.notes() if one.note.version in versions and one.note.text.strip()]
    return int(np.isin([one.unit for one in found if one.unit is not None], rows).sum())


def _noted(unit: Unit, found: Mapping[SegmentId, list[PlacedNote]], footnotes: bool) -> Unit:
    if not any(segment.id in found for cell in unit.cells.values() for segment in cell):
        return unit
    cells = {
        version: tuple(
            replace(segment, annotations=(*segment.annotations, *_annotations(segment, found[segment.id], footnotes)))
            if segment.id in found
            else segment
            for segment in cell
        )
        for version, cell in unit.cells.items()
    }
    return replace(unit, cells=cells)


def _annotations(segment: Segment, notes: Iterable[PlacedNote], footnotes: bool) -> Iterator[Annotation]:
    whole = len(segment.text)
    for one in notes:
        text = one.note.text.strip()
        letters = segment.text[one.start : one.stop]
        value = f"“{letters}” – {text}" if letters else text
        if footnotes:
            at = one.stop or whole
            # What is as short as a mark would be taken for one.
            shown = value if len(value) > LONGEST_MARK else f"“{value}”".ljust(LONGEST_MARK + 1)
            yield Annotation(segment.id, at, at, FOOTNOTE, shown)
        else:
            yield Annotation(segment.id, 0, whole, NOTE, value)
